#include "core/security/RingUpkeep.h"

#include "core/audit/AuditTrail.h"
#include "core/security/DerivedKey.h"
#include "core/security/ErasureMarks.h"
#include "core/security/Forgetting.h"
#include "core/security/LogUpkeep.h"
#include "core/security/OldStoreSealing.h"
#include "core/security/Records.h"
#include "core/security/RotationSecrets.h"
#include "core/security/SealedFieldKeys.h"
#include "core/security/StrippedPersons.h"
#include "core/security/SubjectKeys.h"
#include "core/security/TemplateTurning.h"
#include "core/store/Column.h"

#include <QList>

#include <sodium.h>

namespace gatehouse::security {

namespace {

Result<void> runEach(store::Database& database, std::initializer_list<QByteArrayView> statements)
{
    for (const QByteArrayView sql : statements) {
        GATEHOUSE_TRY_ASSIGN(statement, database.prepare(sql));
        GATEHOUSE_TRY(statement.run());
    }
    return {};
}

Result<bool> hasRow(store::Database& database, QByteArrayView sql)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    return query.step();
}

template <typename IdType>
Result<QList<IdType>> idsOf(store::Database& database, QByteArrayView sql)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(sql));
    return store::idsOf<IdType>(rows);
}

// The ring first: once the key is gone from it, the note that it is gone may be anywhere.
Result<void> finishShredding(store::Database& database)
{
    constexpr QByteArrayView Unfinished = "SELECT 1 FROM main.shredded_keys s WHERE "
                                          "EXISTS (SELECT 1 FROM ring.subject_keys k WHERE k.id = s.key_id) "
                                          "OR NOT EXISTS (SELECT 1 FROM ring.shredded r WHERE r.id = s.key_id)";
    constexpr QByteArrayView Unnoted = "SELECT 1 FROM ring.shredded r WHERE NOT EXISTS (SELECT 1 FROM "
                                       "main.shredded_keys s WHERE s.key_id = r.id)";
    GATEHOUSE_TRY_ASSIGN(isUnfinished, hasRow(database, Unfinished));
    if (isUnfinished) {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(runEach(database,
            { "DELETE FROM ring.subject_keys WHERE id IN (SELECT key_id FROM main.shredded_keys)",
                "INSERT INTO ring.shredded (id, at, reason) SELECT key_id, at, reason FROM main.shredded_keys WHERE "
                "true ON CONFLICT DO NOTHING" }));
        GATEHOUSE_TRY(transaction.commit());
    }
    GATEHOUSE_TRY_ASSIGN(isUnnoted, hasRow(database, Unnoted));
    if (!isUnnoted)
        return {};
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(runEach(database,
        { "INSERT INTO main.shredded_keys (key_id, at, reason) SELECT id, at, reason FROM ring.shredded WHERE true "
          "ON CONFLICT DO NOTHING" }));
    return transaction.commit();
}

// What the destroyed keys and the marks say is erased, and this store still has.
Result<ErasedSince> stillHere(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(since, erasedSince(database));
    GATEHOUSE_TRY_ASSIGN(persons,
        idsOf<PersonId>(database,
            "SELECT id FROM persons WHERE key_id IN (SELECT key_id FROM shredded_keys WHERE reason = 'erased')"));
    since.persons += persons;
    GATEHOUSE_TRY_ASSIGN(vehicles,
        idsOf<VehicleId>(database,
            "SELECT id FROM vehicles WHERE key_id IN (SELECT key_id FROM shredded_keys WHERE reason = 'erased')"));
    since.vehicles += vehicles;
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT c.id, s.at FROM consents c JOIN shredded_keys s ON s.key_id = c.key_id "
                         "WHERE c.withdrawn_at IS NULL"));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return since;
        since.consents.insert(rows.integer(0), rows.time(1));
    }
}

Result<void> withdrawAgain(store::Database& database, const QHash<qint64, UtcTime>& consents)
{
    GATEHOUSE_TRY_ASSIGN(update,
        database.prepare("UPDATE consents SET withdrawn_at = ?2, guardian = NULL, proof = NULL, proof_type = NULL "
                         "WHERE id = ?1 AND withdrawn_at IS NULL"));
    for (auto it = consents.cbegin(); it != consents.cend(); ++it) {
        update.bindAll(it.key(), it.value());
        GATEHOUSE_TRY(update.run());
        update.reset();
    }
    return {};
}

Result<Forgotten> forgetAll(store::Transaction& transaction, const Clock& clock, const ErasedSince& since)
{
    GATEHOUSE_TRY(withdrawAgain(transaction.database(), since.consents));
    Forgotten forgotten;
    for (const PersonId person : since.persons) {
        GATEHOUSE_TRY_ASSIGN(part, forgetPerson(transaction, clock, person));
        forgotten += part;
    }
    for (auto it = since.removedPersons.cbegin(); it != since.removedPersons.cend(); ++it)
        GATEHOUSE_TRY(stripPerson(transaction, clock, { PersonId(it.key()), it.value(), {} }));
    for (const VehicleId vehicle : since.removedVehicles)
        GATEHOUSE_TRY(deleteRecord(transaction, RecordKind::Vehicle, vehicle.value()));
    for (const VehicleId vehicle : since.vehicles) {
        GATEHOUSE_TRY_ASSIGN(part, forgetVehicle(transaction, clock, vehicle));
        forgotten += part;
    }
    for (auto it = since.plates.cbegin(); it != since.plates.cend(); ++it) {
        GATEHOUSE_TRY_ASSIGN(part, forgetPlate(transaction, clock, it.key(), it.value()));
        forgotten += part;
    }
    GATEHOUSE_TRY_ASSIGN(named, blankEvents(transaction, since.naming));
    forgotten.events += named;
    GATEHOUSE_TRY(blankRequests(transaction, since.requests));
    return forgotten;
}

// An older copy of the store was brought back: whoever was forgotten since is forgotten again.
Result<void> forgetAgain(store::Database& database, const Clock& clock)
{
    constexpr int KeysForOthers = 64;
    GATEHOUSE_TRY_ASSIGN(since, stillHere(database));
    GATEHOUSE_TRY_ASSIGN(
        hasPictures, hasRow(database, "SELECT 1 FROM evidence WHERE key_id IN (SELECT key_id FROM shredded_keys)"));
    GATEHOUSE_TRY_ASSIGN(hasFields,
        hasRow(database,
            "SELECT 1 FROM persons WHERE id_number_key_id IN (SELECT key_id FROM shredded_keys) "
            "OR birth_date_key_id IN (SELECT key_id FROM shredded_keys)"));
    const bool isAnybody = !since.removedPersons.isEmpty() || !since.removedVehicles.isEmpty()
        || !since.persons.isEmpty() || !since.vehicles.isEmpty() || !since.consents.isEmpty() || !since.plates.isEmpty()
        || !since.naming.isEmpty() || !since.requests.isEmpty() || hasPictures || hasFields;
    if (!isAnybody && !since.isAny)
        return {};
    GATEHOUSE_TRY(SubjectKeys(database, clock).stock(KeysForOthers));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(noteErasures(transaction));
    if (!isAnybody)
        return transaction.commit();
    GATEHOUSE_TRY_ASSIGN(forgotten, forgetAll(transaction, clock, since));
    GATEHOUSE_TRY(runEach(database, { "DELETE FROM evidence WHERE key_id IN (SELECT key_id FROM shredded_keys)" }));
    forgotten.pictures += database.changedRows();
    GATEHOUSE_TRY_ASSIGN(fields, emptyShreddedFields(transaction));
    GATEHOUSE_TRY(audit::append(transaction, clock,
        { {}, QStringLiteral("ring.forget-again"), { QStringLiteral("site"), 1 },
            { { QStringLiteral("persons"), since.persons.size() },
                { QStringLiteral("vehicles"), since.vehicles.size() },
                { QStringLiteral("removedPersons"), since.removedPersons.size() },
                { QStringLiteral("removedVehicles"), since.removedVehicles.size() },
                { QStringLiteral("plates"), since.plates.size() },
                { QStringLiteral("requests"), since.requests.size() },
                { QStringLiteral("consents"), since.consents.size() },
                { QStringLiteral("pictures"), forgotten.pictures }, { QStringLiteral("sealedFields"), fields },
                { QStringLiteral("events"), forgotten.events } } }));
    GATEHOUSE_TRY(transaction.commit());
    truncateLogs(database, clock);
    return {};
}

// A spare key in use: the store's part of a transaction was on the disk when the machine went off, the ring's was not.
Result<void> claimSparesInUse(store::Database& database)
{
    constexpr QByteArrayView InUse =
        "SELECT 1 FROM ring.subject_keys k WHERE k.kind = 'spare' AND "
        "(EXISTS (SELECT 1 FROM main.consents c WHERE c.key_id = k.id) OR EXISTS (SELECT 1 FROM main.persons p WHERE "
        "p.key_id = k.id) OR EXISTS (SELECT 1 FROM main.persons p WHERE p.id_number_key_id = k.id) OR EXISTS (SELECT 1 "
        "FROM main.persons p WHERE p.birth_date_key_id = k.id) OR EXISTS (SELECT 1 FROM main.vehicles v WHERE v.key_id "
        "= k.id) OR EXISTS (SELECT 1 FROM "
        "main.evidence e WHERE e.key_id = k.id))";
    GATEHOUSE_TRY_ASSIGN(isAny, hasRow(database, InUse));
    if (!isAny)
        return {};
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(runEach(database,
        { "UPDATE ring.subject_keys SET kind = 'consent' WHERE kind = 'spare' AND EXISTS (SELECT 1 FROM main.consents "
          "c WHERE c.key_id = subject_keys.id)",
            "UPDATE ring.subject_keys SET kind = 'person' WHERE kind = 'spare' AND EXISTS (SELECT 1 FROM main.persons "
            "p WHERE p.key_id = subject_keys.id OR p.id_number_key_id = subject_keys.id OR p.birth_date_key_id = "
            "subject_keys.id)",
            "UPDATE ring.subject_keys SET kind = 'vehicle' WHERE kind = 'spare' AND EXISTS (SELECT 1 FROM "
            "main.vehicles v WHERE v.key_id = subject_keys.id)",
            "UPDATE ring.subject_keys SET kind = 'day' WHERE kind = 'spare' AND EXISTS (SELECT 1 FROM main.evidence "
            "e WHERE e.key_id = subject_keys.id)" }));
    return transaction.commit();
}

// The ring was lost, or an older one is here: whoever has a key that is nowhere gets a new one, or nothing could be
// recorded of them any more. What was sealed under the old one stays shut.
Result<void> replaceLostKeys(store::Database& database, const Clock& clock)
{
    constexpr QByteArrayView LostPersons = "SELECT id FROM main.persons WHERE key_id IS NOT NULL "
                                           "AND key_id NOT IN (SELECT id FROM ring.subject_keys)";
    constexpr QByteArrayView LostVehicles = "SELECT id FROM main.vehicles WHERE key_id IS NOT NULL "
                                            "AND key_id NOT IN (SELECT id FROM ring.subject_keys)";
    GATEHOUSE_TRY_ASSIGN(persons, idsOf<PersonId>(database, LostPersons));
    GATEHOUSE_TRY_ASSIGN(vehicles, idsOf<VehicleId>(database, LostVehicles));
    if (persons.isEmpty() && vehicles.isEmpty())
        return {};
    SubjectKeys keys(database, clock);
    GATEHOUSE_TRY(keys.stock(static_cast<int>(persons.size() + vehicles.size())));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    const auto giveKey = [&](QByteArrayView sql, SubjectKind kind, qint64 id) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(key, keys.create(transaction, kind));
        GATEHOUSE_TRY_ASSIGN(update, database.prepare(sql));
        update.bindAll(key, id);
        return update.run();
    };
    for (const PersonId person : std::as_const(persons))
        GATEHOUSE_TRY(
            giveKey("UPDATE main.persons SET key_id = ?1 WHERE id = ?2", SubjectKind::Person, person.value()));
    for (const VehicleId vehicle : std::as_const(vehicles)) {
        GATEHOUSE_TRY(
            giveKey("UPDATE main.vehicles SET key_id = ?1 WHERE id = ?2", SubjectKind::Vehicle, vehicle.value()));
    }
    GATEHOUSE_TRY(audit::append(transaction, clock,
        { {}, QStringLiteral("ring.replace-keys"), { QStringLiteral("site"), 1 },
            { { QStringLiteral("persons"), persons.size() }, { QStringLiteral("vehicles"), vehicles.size() } } }));
    return transaction.commit();
}

// A store without the secret its newest templates are turned by gets another one.
Result<void> settleCurrentRotation(store::Database& database, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(current, currentRotationGeneration(database));
    if (current > 0 && rotationSecret(database, current))
        return {};
    // An older store is brought back, or this ring is another one. What is turned by the one that is gone is not
    // comparable until it comes back.
    GATEHOUSE_TRY_ASSIGN(newest, newestRotationSecret(database));
    if (newest <= current) {
        GATEHOUSE_TRY_ASSIGN(made, makeRotationSecret(database, clock));
        newest = made;
    }
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(setRotationGeneration(transaction, newest));
    if (current > 0) {
        GATEHOUSE_TRY(audit::append(transaction, clock,
            { {}, QStringLiteral("ring.rotation"), { QStringLiteral("site"), 1 },
                { { QStringLiteral("generation"), newest }, { QStringLiteral("before"), current } } }));
    }
    return transaction.commit();
}

// Other secrets in the ring: of a renewal that was interrupted, which nothing stands on, or of templates from before
// this ring was away. One that templates stand on which cannot be read today is kept: their keys may come back.
Result<void> settleOtherRotations(store::Database& database, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(isAnother,
        hasRow(database,
            "SELECT 1 FROM ring.site_secrets s, main.settings c WHERE s.name = 'template-rotation' AND c.key = "
            "'template-rotation' AND s.generation <> CAST(c.value AS INTEGER)"));
    if (!isAnother)
        return {};
    {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY_ASSIGN(turned, turnTemplatesToCurrent(transaction));
        if (turned > 0) {
            GATEHOUSE_TRY(audit::append(transaction, clock,
                { {}, QStringLiteral("ring.turn-templates"), { QStringLiteral("site"), 1 },
                    { { QStringLiteral("templates"), turned } } }));
        }
        GATEHOUSE_TRY(transaction.commit());
    }
    // Only once the store stands on the one of today.
    GATEHOUSE_TRY_ASSIGN(current, currentRotationGeneration(database));
    GATEHOUSE_TRY_ASSIGN(cleaning, store::Transaction::begin(database));
    GATEHOUSE_TRY(dropUnusedRotationSecrets(cleaning, current));
    return cleaning.commit();
}

} // namespace

store::SecretKey ringKeyOf(const store::SecretKey& siteKey)
{
    return deriveKey(siteKey, QLatin1StringView("ring"));
}

Result<void> openRing(store::Database& database, const QString& ringFile, const store::SecretKey& siteKey)
{
    GATEHOUSE_TRY(database.attachRing(ringFile, ringKeyOf(siteKey)));
    database.setSettling([](store::Database& uneven) -> Result<void> {
        GATEHOUSE_TRY(finishShredding(uneven));
        GATEHOUSE_TRY(claimSparesInUse(uneven));
        return carryMarksToRing(uneven);
    });
    return {};
}

Result<void> settleRing(store::Database& database, const Clock& clock)
{
    if (sodium_init() < 0)
        return failure(ErrorCode::Internal, QStringLiteral("libsodium does not start"));
    GATEHOUSE_TRY(finishShredding(database));
    GATEHOUSE_TRY(claimSparesInUse(database));
    GATEHOUSE_TRY(settleMarks(database, clock));
    GATEHOUSE_TRY(forgetAgain(database, clock));
    GATEHOUSE_TRY(replaceLostKeys(database, clock));
    GATEHOUSE_TRY(settleCurrentRotation(database, clock));
    GATEHOUSE_TRY(settleOtherRotations(database, clock));
    GATEHOUSE_TRY(sealOldStore(database, clock));
    return SubjectKeys(database, clock).stock();
}

} // namespace gatehouse::security
