#include "core/people/Erasure.h"

#include "core/evidence/EvidenceStore.h"
#include "core/people/SealedFields.h"
#include "core/security/Forgetting.h"
#include "core/security/SubjectKeys.h"
#include "core/security/TemplateBytes.h"
#include "tests/store/people/PeopleFixture.h"

#include <QTemporaryDir>

namespace gatehouse::people {
namespace {

// People with everything a site keeps of them, and what somebody who holds old copies of the store and every key there
// still is can make of it.
class ErasureTest : public PeopleTest
{
protected:
    PersonId enrolled(const QString& name, std::size_t axis)
    {
        const PersonId id = addPerson(name, QStringLiteral("ref ") + name);
        for (const ConsentPurpose purpose : AllConsentPurposes) {
            Consent consent = consentOf(id, purpose);
            consent.proof = { QByteArrayLiteral("%PDF-1.7 signed"), QStringLiteral("application/pdf") };
            if (purpose == ConsentPurpose::Picture) {
                consent.form = ConsentForm::Guardian;
                consent.guardian = QStringLiteral("guardian of ") + name;
            }
            EXPECT_TRUE(m_consents.record(m_manager, consent));
        }
        EXPECT_TRUE(addTemplate(faceOf(id, axis % 8)));
        EXPECT_TRUE(passage(id, {}));
        SealedEntry sealed;
        sealed.idNumber = QStringLiteral("11010519491231002X");
        sealed.birthDate = QDate(1949, 12, 31);
        EXPECT_TRUE(SealedFields(m_store.database(), m_store.clock()).write(m_manager, id, sealed));
        return id;
    }
    Result<EventId> passage(
        PersonId person, VehicleId vehicle, const QString& plate = {}, const QString& detail = {}, EventId answers = {})
    {
        store::Database& database = m_store.database();
        GATEHOUSE_TRY(evidence::prepareSpan(database, m_store.clock(), TestNow));
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        const evidence::EncodedPicture picture { QByteArrayLiteral("\xff\xd8 a passage"), QSize(1, 1) };
        GATEHOUSE_TRY_ASSIGN(crop, evidence::save(transaction, m_store.clock(), picture, { person, vehicle }, TestNow));
        GATEHOUSE_TRY_ASSIGN(insert,
            database.prepare("INSERT INTO events (at, lane_id, lane_name, kind, subject, certainty, person_id, "
                             "vehicle_id, plate, plate_region, decision, reason, crop_id, detail, answers_event_id) "
                             "VALUES (?1, 1, 'L', 'recognition', 'none', 'known', ?2, ?3, ?4, ?5, 'allow', 'rule', "
                             "?6, ?7, ?8)"));
        insert.bindAll(TestNow, person, vehicle, plate.isEmpty() ? std::nullopt : std::optional(plate),
            plate.isEmpty() ? std::nullopt : std::optional(QStringLiteral("eu")), crop,
            detail.isEmpty() ? QStringLiteral("{}") : detail, answers);
        GATEHOUSE_TRY(insert.run());
        const EventId id(database.lastInsertId());
        GATEHOUSE_TRY(transaction.commit());
        return id;
    }
    Result<security::Forgotten> erased(PersonId id)
    {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_store.database()));
        GATEHOUSE_TRY_ASSIGN(
            forgotten, erasePerson(transaction, m_store.clock(), m_store.actor(security::Role::PrivacyOfficer), id));
        GATEHOUSE_TRY(transaction.commit());
        return forgotten;
    }

    // Every sealed value of a store, tried with every key of its ring and with the vault's secret: how many open.
    int openable(store::Database& database)
    {
        QList<QByteArray> keys;
        auto ring = database.prepare("SELECT id FROM ring.subject_keys");
        while (*ring->step())
            keys.append(ring->blob(0));
        int opened = 0;
        for (const char* column : { "vector FROM face_templates",
                 "picture FROM face_templates WHERE picture IS NOT NULL", "picture FROM evidence",
                 "proof FROM consents WHERE proof IS NOT NULL", "guardian FROM consents WHERE guardian IS NOT NULL" }) {
            auto sealed = database.prepare(QByteArray("SELECT ") + column);
            while (*sealed->step()) {
                for (const QByteArray& key : std::as_const(keys)) {
                    for (const char* context :
                        { security::TemplateContext, security::PictureOnFileContext, security::PictureContext,
                            security::EvidenceContext, security::ProofContext, security::GuardianContext }) {
                        opened += security::SubjectKeys::unseal(database, key, sealed->blob(0), context) ? 1 : 0;
                    }
                }
            }
        }
        for (const QByteArray field : { "id-number", "birth-date" })
            opened += openableFields(database, keys, field);
        return opened;
    }
    // With the vault's secret alone, and with a key around it.
    int openableFields(store::Database& database, const QList<QByteArray>& keys, const QByteArray& field)
    {
        const QByteArray column = field == "id-number" ? "sealed_id_number" : "sealed_birth_date";
        auto sealed = database.prepare("SELECT id, " + column + " FROM persons WHERE " + column + " IS NOT NULL");
        int opened = 0;
        while (*sealed->step()) {
            const QByteArray about = "person/" + QByteArray::number(sealed->integer(0)) + '/' + field;
            opened += m_store.vault().open(sealed->blob(1), about) ? 1 : 0;
            for (const QByteArray& key : keys) {
                for (const char* context : { security::IdNumberContext, security::BirthDateContext }) {
                    const auto inner = security::SubjectKeys::unseal(database, key, sealed->blob(1), context);
                    opened += inner && m_store.vault().open(*inner, about) ? 1 : 0;
                }
            }
        }
        return opened;
    }
    // Of the tables that tell of people and vehicles, but for numbers of keys.
    QStringList columnsOfBytes()
    {
        auto rows = m_store.database().prepare(
            "SELECT m.name || '.' || c.name FROM main.sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = "
            "'table' AND c.type = 'BLOB' AND c.name NOT GLOB '*key_id' AND m.name IN ('persons', 'consents', "
            "'face_templates', 'evidence', 'events', 'vehicles', 'subject_requests') ORDER BY 1");
        QStringList columns;
        while (*rows->step())
            columns.append(rows->text(0));
        return columns;
    }
    // What an old copy of the store gives with the keys of now, without the site's own upkeep coming in between.
    int openableInOldCopy(const QString& folder)
    {
        m_store.copyRingTo(folder);
        auto thief = m_store.openRaw(folder);
        return openable(*thief);
    }

    QTemporaryDir m_before;
};

constexpr int Subjects = 12;
// Two templates, a picture on file, a passage, three proofs, a guardian's name, resident ID and date of birth.
constexpr int ValuesASubject = 10;
constexpr int AfterWithdrawal = 3; // the passage, resident ID and date of birth

TEST_F(ErasureTest, OldCopiesAndAllKeysThatAreLeftGiveNobodyBack)
{
    QList<PersonId> people;
    for (int number = 0; number < Subjects; ++number)
        people.append(enrolled(QStringLiteral("person %1").arg(number), std::size_t(number)));
    m_store.copyStoreTo(m_before.path());
    EXPECT_EQ(openableInOldCopy(m_before.path()), Subjects * ValuesASubject) << "before, the keys open everything";

    // A third withdraws, a third is erased.
    for (int number = 0; number < Subjects; number += 3)
        ASSERT_TRUE(m_consents.withdrawAll(m_manager, people.at(number)));
    for (int number = 1; number < Subjects; number += 3)
        ASSERT_TRUE(erased(people.at(number)));
    constexpr int Kept = Subjects / 3;
    EXPECT_EQ(openableInOldCopy(m_before.path()), Kept * (ValuesASubject + AfterWithdrawal))
        << "those who stay, and passages and sealed fields of those who only withdrew";
    EXPECT_EQ(openable(m_store.database()), Kept * (ValuesASubject + AfterWithdrawal));

    for (int number = 0; number < Subjects; ++number)
        (void)erased(people.at(number));
    EXPECT_EQ(openableInOldCopy(m_before.path()), 0) << "of " << Subjects << " subjects";
}

// A column of bytes that is not here may hold somebody: say above how it is opened, and have it forgotten.
TEST_F(ErasureTest, TheseAreAllTheSealedValuesThereAre)
{
    const QStringList opened { QStringLiteral("consents.guardian"), QStringLiteral("consents.proof"),
        QStringLiteral("evidence.picture"), QStringLiteral("face_templates.picture"),
        QStringLiteral("face_templates.vector"), QStringLiteral("persons.sealed_birth_date"),
        QStringLiteral("persons.sealed_id_number") };
    const QStringList nobodys { QStringLiteral("consents.notice_hash") };
    QStringList others = columnsOfBytes();
    for (const QString& column : opened)
        EXPECT_EQ(others.removeAll(column), 1) << qPrintable(column);
    EXPECT_EQ(others, nobodys);
}

// What is replaced is gone from older copies like what is erased; whoever is removed takes it along.
TEST_F(ErasureTest, OldCopiesKeepNoSealedFieldThatWasWrittenAnewTakenAwayOrRemoved)
{
    SealedFields fields(m_store.database(), m_store.clock());
    const PersonId rectified = addPerson(QStringLiteral("A"));
    const PersonId emptied = addPerson(QStringLiteral("B"));
    const PersonId removed = addPerson(QStringLiteral("C"));
    SealedEntry entry;
    entry.idNumber = QStringLiteral("11010519491231002X");
    for (const PersonId id : { rectified, emptied, removed })
        ASSERT_TRUE(fields.write(m_manager, id, entry));
    ASSERT_TRUE(passage(removed, {}));
    m_store.copyStoreTo(m_before.path());
    EXPECT_EQ(openableInOldCopy(m_before.path()), 4);
    entry.idNumber = QStringLiteral("110105194912310038");
    ASSERT_TRUE(fields.write(m_manager, rectified, entry));
    entry.idNumber = QString();
    ASSERT_TRUE(fields.write(m_manager, emptied, entry));
    ASSERT_TRUE(m_persons.remove(m_manager, removed));
    EXPECT_EQ(openableInOldCopy(m_before.path()), 1) << "the passage, until its time is over";
    EXPECT_EQ(openable(m_store.database()), 2) << "and the number that is right now";
    // A day's upkeep destroys no key that is in use.
    auto transaction = store::Transaction::begin(m_store.database());
    EXPECT_EQ(security::shredSpentKeys(*transaction, m_store.clock(), TestNow).value(), 0);
    ASSERT_TRUE(transaction->commit());

    auto restored = m_store.openIn(m_before.path());
    auto left = restored->prepare("SELECT count(sealed_id_number) FROM persons");
    ASSERT_TRUE(*left->step());
    EXPECT_EQ(left->integer(0), 0) << "what cannot be read is not said to be held";
}

TEST_F(ErasureTest, WhatIsLeftInTheStoreIsNumbers)
{
    const PersonId id = enrolled(QStringLiteral("Zhang Wei"), 0);
    Vehicle owned = car(QStringLiteral("M-AB 1234"));
    owned.owner = id;
    owned.description = QStringLiteral("red van of Zhang Wei");
    const VehicleId vehicle = m_vehicles.add(m_manager, owned).value();
    const EventId seen = passage({}, vehicle, owned.plate.toString()).value();
    const EventId unknownBefore = passage({}, {}, owned.plate.toString()).value();
    const EventId nearly = passage(
        {}, {}, QStringLiteral("MAB1235"), QStringLiteral("{\"runnerUpPlate\":\"%1\"}").arg(owned.plate.toString()))
                               .value();
    const qint64 events = m_store.number("SELECT count(*) FROM events");

    const security::Forgotten forgotten = erased(id).value();
    EXPECT_EQ(
        forgotten.keys, 8); // person, two sealed fields, three consents, vehicle, the time in which nobody knew the car
    EXPECT_EQ(forgotten.templates, 2);
    EXPECT_EQ(forgotten.pictures, 3);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM events"), events) << "the events stay";
    EXPECT_EQ(m_store.number("SELECT count(*) FROM events WHERE plate IS NOT NULL"), 0) << "nearly its plate as well";
    EXPECT_EQ(m_store.number("SELECT count(*) FROM events WHERE detail <> '{}'"), 0);
    for (const EventId event : { seen, unknownBefore, nearly })
        EXPECT_TRUE(event.isValid());
    EXPECT_EQ(m_store.number("SELECT count(*) FROM persons") + m_store.number("SELECT count(*) FROM vehicles")
            + m_store.number("SELECT count(*) FROM consents") + m_store.number("SELECT count(*) FROM face_templates"),
        0);
    for (const QByteArray table : { "audit", "events", "shredded_keys" }) {
        auto rows = m_store.database().prepare("SELECT * FROM " + table);
        while (*rows->step()) {
            for (int column = 0; column < 8; ++column) {
                const QString text = rows->text(column);
                EXPECT_FALSE(text.contains(QStringLiteral("Zhang")) || text.contains(owned.plate.toString()))
                    << table.constData() << " " << qPrintable(text);
            }
        }
    }
    EXPECT_EQ(m_store.auditActions().last(), QStringLiteral("person.erase"));
}

// A passage that was first read wrongly goes whole, and nothing of anybody else's.
TEST_F(ErasureTest, AVehicleIsErasedFromItsWholePassagesAndFromNoOthers)
{
    const VehicleId vehicle = m_vehicles.add(m_manager, car(QStringLiteral("B 4711"))).value();
    const VehicleId namesake = m_vehicles.add(m_manager, car(QStringLiteral("B 4711"), Region::UnitedStates)).value();
    const EventId misread = passage({}, {}, QStringLiteral("B4771")).value();
    const EventId corrected = passage({}, vehicle, QStringLiteral("B4711"), {}, misread).value();
    const EventId others =
        passage({}, {}, QStringLiteral("XY1"), QStringLiteral("{\"runnerUpConfidence\":0.4711,\"note\":\"B 47112\"}"))
            .value();
    const EventId noted =
        passage({}, {}, QStringLiteral("XY2"), QStringLiteral("{\"note\":\"same as B-4711, yesterday\"}")).value();
    const EventId foreign = passage({}, namesake, QStringLiteral("B4711")).value();

    auto transaction = store::Transaction::begin(m_store.database());
    const auto forgotten =
        eraseVehicle(*transaction, m_store.clock(), m_store.actor(security::Role::PrivacyOfficer), vehicle);
    ASSERT_TRUE(forgotten && transaction->commit());
    EXPECT_EQ(forgotten->pictures, 2) << "of the misread passage and of its correction";
    const auto plateOf = [this](EventId id) {
        auto row = m_store.database().prepare("SELECT coalesce(plate, ''), detail FROM events WHERE id = ?1");
        row->bindAll(id);
        return *row->step() ? row->text(0) + row->text(1) : QString();
    };
    EXPECT_EQ(plateOf(misread), QStringLiteral("{}"));
    EXPECT_EQ(plateOf(corrected), QStringLiteral("{}"));
    EXPECT_EQ(plateOf(noted), QStringLiteral("{}")) << "the note names it";
    EXPECT_TRUE(plateOf(others).startsWith(QStringLiteral("XY1{\"runner"))) << "digits of a number are no plate";
    EXPECT_EQ(plateOf(foreign), QStringLiteral("B4711{}")) << "another region's car of the same characters";
    EXPECT_EQ(m_store.number("SELECT count(*) FROM evidence"), 3);
}

// Somebody was nobody yet when they first passed, and not alone in that quarter of an hour.
TEST_F(ErasureTest, OldCopiesKeepNoPassageOfWhoWasUnknownThen)
{
    const VehicleId vehicle = m_vehicles.add(m_manager, car(QStringLiteral("B 4711"))).value();
    ASSERT_TRUE(passage({}, {}, QStringLiteral("B4711")));
    ASSERT_TRUE(passage({}, {}, QStringLiteral("XY1")));
    const EventId stranger = passage({}, {}).value();
    m_store.copyStoreTo(m_before.path());
    EXPECT_EQ(openableInOldCopy(m_before.path()), 3);
    auto transaction = store::Transaction::begin(m_store.database());
    ASSERT_TRUE(eraseVehicle(*transaction, m_store.clock(), m_store.actor(security::Role::PrivacyOfficer), vehicle));
    ASSERT_TRUE(transaction->commit());
    EXPECT_EQ(openableInOldCopy(m_before.path()), 0);
    EXPECT_EQ(openable(m_store.database()), 2) << "those of others are there and open";
    EXPECT_EQ(m_store.number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'day'"), 1);
    // The next stranger of the same quarter of an hour, and an opening, find everything in order.
    ASSERT_TRUE(passage({}, {}));
    EXPECT_EQ(openable(m_store.database()), 3);
    EXPECT_TRUE(stranger.isValid());
}

TEST_F(ErasureTest, ADamagedPictureOfSomebodyElseHoldsNobodyBack)
{
    const VehicleId vehicle = m_vehicles.add(m_manager, car(QStringLiteral("B 4711"))).value();
    ASSERT_TRUE(passage({}, {}, QStringLiteral("B4711")));
    ASSERT_TRUE(passage({}, {}));
    ASSERT_TRUE(m_store.database().execute("UPDATE evidence SET picture = zeroblob(100) WHERE id = 2"));
    auto transaction = store::Transaction::begin(m_store.database());
    ASSERT_TRUE(eraseVehicle(*transaction, m_store.clock(), m_store.actor(security::Role::PrivacyOfficer), vehicle));
    ASSERT_TRUE(transaction->commit());
    EXPECT_EQ(openable(m_store.database()), 0);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM evidence"), 1);
}

TEST_F(ErasureTest, WhoAskedAboutAVehicleIsForgottenWithIt)
{
    const VehicleId vehicle = m_vehicles.add(m_manager, car(QStringLiteral("B 4711"))).value();
    ASSERT_TRUE(m_store.database().execute(
        "INSERT INTO subject_requests (kind, plate, received_at, due_at, note) VALUES "
        "('access', 'B4711', 1, 2, 'asked by Zhang Wei'), ('access', 'B4712', 1, 2, 'asked by somebody else')"));
    auto transaction = store::Transaction::begin(m_store.database());
    ASSERT_TRUE(eraseVehicle(*transaction, m_store.clock(), m_store.actor(security::Role::PrivacyOfficer), vehicle));
    ASSERT_TRUE(transaction->commit());
    EXPECT_EQ(m_store.number("SELECT count(*) FROM subject_requests WHERE plate IS NULL AND note = ''"), 1);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM subject_requests WHERE plate = 'B4712' AND note <> ''"), 1);
}

// People and vehicles go on being recorded when the ring is lost, and are forgotten with their new keys.
TEST_F(ErasureTest, WithoutTheRingOfThenPassagesAreRecordedUnderNewKeys)
{
    const PersonId person = enrolled(QStringLiteral("A"), 0);
    const VehicleId vehicle = m_vehicles.add(m_manager, car(QStringLiteral("B 4711"))).value();
    m_store.copyStoreTo(m_before.path());
    auto opened = m_store.openIn(m_before.path());
    auto transaction = store::Transaction::begin(*opened);
    const evidence::EncodedPicture picture { QByteArrayLiteral("\xff\xd8 a passage"), QSize(1, 1) };
    for (const evidence::Shown& shown : { evidence::Shown { person, {} }, evidence::Shown { {}, vehicle } }) {
        const auto saved = evidence::save(*transaction, m_store.clock(), picture, shown, TestNow);
        ASSERT_TRUE(saved) << errorCodeName(saved.error().code).data();
        EXPECT_TRUE(evidence::loadEncoded(*opened, *saved));
    }
    ASSERT_TRUE(transaction->commit());
    auto noted = opened->prepare("SELECT count(*) FROM audit WHERE action = 'ring.replace-keys'");
    ASSERT_TRUE(*noted->step());
    EXPECT_EQ(noted->integer(0), 1);
}

TEST_F(ErasureTest, WhoeverIsErasedStaysSoInAnOlderStoreThatIsBroughtBack)
{
    const PersonId gone = enrolled(QStringLiteral("A"), 0);
    const PersonId withdrawn = enrolled(QStringLiteral("B"), 1);
    const PersonId stays = enrolled(QStringLiteral("C"), 2);
    m_store.copyStoreTo(m_before.path());
    ASSERT_TRUE(erased(gone));
    ASSERT_TRUE(m_consents.withdrawAll(m_manager, withdrawn));
    m_store.copyRingTo(m_before.path());

    auto restored = m_store.openIn(m_before.path());
    PersonRegistry persons(*restored, m_store.clock());
    FaceTemplates templates(*restored, m_store.clock());
    EXPECT_EQ(persons.get(m_manager, gone).error().code, ErrorCode::NotFound);
    EXPECT_FALSE(persons.get(m_manager, withdrawn)->hasFaceConsent);
    EXPECT_TRUE(templates.ofPerson(m_manager, withdrawn)->isEmpty());
    EXPECT_EQ(templates.ofPerson(m_manager, stays)->size(), 1);
    auto left = restored->prepare("SELECT count(*) FROM evidence");
    ASSERT_TRUE(*left->step());
    EXPECT_EQ(left->integer(0), 2) << "of the one who withdrew and the one who stays";
    auto noted = restored->prepare("SELECT count(*) FROM audit WHERE action = 'ring.forget-again'");
    ASSERT_TRUE(*noted->step());
    EXPECT_EQ(noted->integer(0), 1);
}

TEST_F(ErasureTest, APowerCutBetweenStoreAndRingBringsNoKeyBack)
{
    const PersonId id = enrolled(QStringLiteral("A"), 0);
    // The store's part of the erasure is on the disk, the ring is still as it was before.
    m_store.copyRingTo(m_before.path());
    ASSERT_TRUE(erased(id));
    m_store.copyStoreTo(m_before.path());
    auto reopened = m_store.openIn(m_before.path());
    auto left =
        reopened->prepare("SELECT (SELECT count(*) FROM ring.subject_keys WHERE kind IN ('person', 'consent')), "
                          "(SELECT count(*) FROM ring.shredded)");
    ASSERT_TRUE(*left->step());
    EXPECT_EQ(left->integer(0), 0);
    EXPECT_EQ(left->integer(1), 6);
}

TEST_F(ErasureTest, APowerCutBetweenStoreAndRingLosesNoNewPerson)
{
    ASSERT_TRUE(security::SubjectKeys(m_store.database(), m_store.clock()).stock());
    m_store.copyRingTo(m_before.path());
    const PersonId id = enrolled(QStringLiteral("A"), 0);
    m_store.copyStoreTo(m_before.path());
    auto reopened = m_store.openIn(m_before.path());
    FaceTemplates templates(*reopened, m_store.clock());
    EXPECT_EQ(templates.ofPerson(m_manager, id)->size(), 1);
    EXPECT_EQ(templates.picture(id).value(), QByteArrayLiteral("jpeg"));
    auto kinds = reopened->prepare("SELECT count(*) FROM ring.subject_keys WHERE kind IN ('person', 'consent')");
    ASSERT_TRUE(*kinds->step());
    EXPECT_EQ(kinds->integer(0), 6) << "spare keys in use are spare no more";
}

TEST_F(ErasureTest, RemovingAPersonForgetsTheFaceAndKeepsThePassagesUntilTheirTime)
{
    const PersonId id = enrolled(QStringLiteral("A"), 0);
    ASSERT_TRUE(m_persons.remove(m_manager, id));
    EXPECT_EQ(m_store.number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'consent'"), 0);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'person'"), 1);
    EXPECT_TRUE(evidence::load(m_store.database(), EvidenceId(1)).error().code == ErrorCode::PictureUnreadable)
        << "it opens; this test's bytes are no picture";
    auto transaction = store::Transaction::begin(m_store.database());
    ASSERT_TRUE(m_store.database().execute("DELETE FROM events; DELETE FROM evidence"));
    EXPECT_EQ(security::shredSpentKeys(*transaction, m_store.clock(), TestNow).value(), 1);
    ASSERT_TRUE(transaction->commit());
    EXPECT_EQ(m_store.number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'person'"), 0);
}

TEST_F(ErasureTest, ErasingIsThePrivacyOfficers)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    auto transaction = store::Transaction::begin(m_store.database());
    EXPECT_EQ(
        erasePerson(*transaction, m_store.clock(), m_store.guard(), id).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(erasePerson(*transaction, m_store.clock(), m_store.actor(security::Role::PrivacyOfficer), PersonId(99))
                  .error()
                  .code,
        ErrorCode::NotFound);
}

} // namespace
} // namespace gatehouse::people
