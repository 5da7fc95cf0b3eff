#include "core/privacy/SubjectErasure.h"

#include "core/audit/AuditTrail.h"
#include "core/people/Erasure.h"
#include "core/privacy/ClassRows.h"
#include "core/security/ErasureMarks.h"
#include "core/security/Forgetting.h"
#include "core/security/LogUpkeep.h"
#include "core/security/SubjectPassages.h"
#include "core/store/Transaction.h"

namespace gatehouse::privacy {

namespace {

// What was sealed together with the passages of whom nobody knew then is sealed anew under these. They are on the disk
// beforehand, so that a power cut parts no picture from its key.
constexpr int KeysForOthers = 64;

Result<bool> isRegistered(store::Database& database, const QString& plate)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT 1 FROM vehicles WHERE plate = ?"));
    query.bindAll(plate);
    return query.step();
}

// Of a person and a vehicle they go with the row.
Result<void> forgetNotes(store::Database& database, const QString& plate)
{
    GATEHOUSE_TRY_ASSIGN(update,
        database.prepare(
            "UPDATE subject_requests SET note = '', plate = NULL, version = version + 1 WHERE plate = ?1"));
    update.bindAll(plate);
    return update.run();
}

// Its passages go whole; of others that name it, the plate, unless it may be a registered vehicle's they speak of.
Result<security::Forgotten> forgetPlate(store::Transaction& transaction, const Clock& clock, const QString& plate)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY(forgetNotes(database, plate));
    GATEHOUSE_TRY_ASSIGN(events, security::passagesOf(database, plate));
    GATEHOUSE_TRY_ASSIGN(forgotten, security::forgetPlate(transaction, clock, plate));
    GATEHOUSE_TRY(deleteStories(transaction, events));
    GATEHOUSE_TRY_ASSIGN(isAnothers, isRegistered(database, plate));
    if (!isAnothers) {
        GATEHOUSE_TRY_ASSIGN(naming, security::eventsNaming(database, plate));
        GATEHOUSE_TRY_ASSIGN(blanked, security::blankEvents(transaction, naming));
        forgotten.events += blanked;
    }
    GATEHOUSE_TRY(security::markErased(transaction, clock, plate));
    return forgotten;
}

Result<security::Forgotten> forget(
    store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor, const Subject& subject)
{
    if (subject.person.isValid())
        return people::erasePerson(transaction, clock, actor, subject.person);
    if (subject.vehicle.isValid())
        return people::eraseVehicle(transaction, clock, actor, subject.vehicle);
    return forgetPlate(transaction, clock, subject.plate->toString());
}

} // namespace

Result<Certificate> eraseSubject(const security::ActingOperator& actor, store::Database& database, const Clock& clock,
    const audit::SigningKey& key, const Subject& subject, security::Approval&& approval)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EraseSubjects));
    GATEHOUSE_TRY(security::SubjectKeys(database, clock).stock(KeysForOthers));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(requireSubject(database, subject));
    GATEHOUSE_TRY(approval.require(actor, eraseProposal(subject), database));
    GATEHOUSE_TRY_ASSIGN(forgotten, forget(transaction, clock, actor, subject));
    const QJsonObject words { { QStringLiteral("about"), subject.kind() },
        { QStringLiteral("number"), subject.number() }, { QStringLiteral("keys"), forgotten.keys },
        { QStringLiteral("templates"), forgotten.templates }, { QStringLiteral("pictures"), forgotten.pictures },
        { QStringLiteral("events"), forgotten.events } };
    GATEHOUSE_TRY(audit::append(transaction, clock,
        { actor.id, QStringLiteral("subject.erase"), { subject.kind(), subject.number() }, approval.noted(words) }));
    GATEHOUSE_TRY_ASSIGN(certificate, certify(transaction, clock, key, CertificateKind::Erasure, actor.id, words));
    GATEHOUSE_TRY(transaction.commit());
    security::truncateLogs(database, clock);
    GATEHOUSE_TRY(markKeptLog(database, certificate));
    return certificate;
}

} // namespace gatehouse::privacy
