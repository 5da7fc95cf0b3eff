#include "tests/store/backup/EnrolledPeople.h"

#include "core/people/ConsentLedger.h"
#include "core/people/Erasure.h"
#include "core/people/FaceTemplates.h"
#include "core/people/PersonRegistry.h"
#include "core/security/SubjectKeys.h"

namespace gatehouse::test {

namespace {

using namespace gatehouse::people;

Result<PersonId> enrol(
    store::Database& database, const Clock& clock, const security::ActingOperator& manager, const QString& name)
{
    Person person;
    person.name = name;
    GATEHOUSE_TRY_ASSIGN(id, PersonRegistry(database, clock).add(manager, person));
    Consent consent;
    consent.person = id;
    consent.purpose = ConsentPurpose::AccessFace;
    consent.noticeVersion = QStringLiteral("face-access-1-en");
    consent.noticeHash = QByteArray(32, '\x42');
    consent.givenAt = clock.now();
    GATEHOUSE_TRY(ConsentLedger(database, clock).record(manager, consent));
    FaceTemplate face;
    face.person = id;
    face.model = QStringLiteral("test-embedder");
    face.vector.assign(8, 0.0F);
    face.vector[static_cast<std::size_t>(id.value() % 8)] = 1.0F;
    face.quality = 0.8;
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(FaceTemplates(database, clock).add(transaction, manager, face, QByteArrayLiteral("jpeg")));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

} // namespace

PersonId enrolPerson(BackupSite& site, const QString& name)
{
    const security::ActingOperator manager = site.admin();
    const auto id = site.site().writer().call(
        [&](store::Database& database) { return enrol(database, site.clock(), manager, name); });
    if (!id)
        qFatal("enrol: %s", qPrintable(id.error().detail));
    return *id;
}

Result<void> erasePerson(BackupSite& site, PersonId person)
{
    const security::ActingOperator officer = site.admin();
    return site.site().writer().call([&](store::Database& database) -> Result<void> {
        {
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            GATEHOUSE_TRY(people::erasePerson(transaction, site.clock(), officer, person));
            GATEHOUSE_TRY(transaction.commit());
        }
        security::SubjectKeys::forgetForGood(database, site.clock());
        return {};
    });
}

int comparableFaces(security::OpenSite& site, const Clock& clock)
{
    return site.reader().call([&](store::Database& database) {
        const auto set =
            people::FaceTemplates(database, clock).all(QStringLiteral("test-embedder"), people::Enrolled::ForAccess);
        return set ? static_cast<int>(set->templates.size()) : -1;
    });
}

} // namespace gatehouse::test
