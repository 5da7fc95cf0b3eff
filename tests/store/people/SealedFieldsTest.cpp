#include "core/people/SealedFields.h"

#include "core/people/PeopleCount.h"
#include "tests/store/people/PeopleFixture.h"

namespace gatehouse::people {
namespace {

class SealedFieldsTest : public PeopleTest
{
protected:
    // What OpenSite does for a role that holds the vault.
    SealedFields::Open vault()
    {
        return [this](const QByteArray& sealed, const QByteArray& context) {
            ++m_opened;
            return m_store.vault().open(sealed, context);
        };
    }
    static SealedEntry entry(const QString& idNumber, const QDate& birthDate)
    {
        SealedEntry entered;
        entered.idNumber = idNumber;
        entered.birthDate = birthDate;
        return entered;
    }

    SealedFields m_sealed { m_store.database(), m_store.clock() };
    security::ActingOperator m_officer = m_store.actor(security::Role::PrivacyOfficer);
    int m_opened = 0;
};

TEST_F(SealedFieldsTest, AGuardWritesAndNeverReads)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    const QDate birth(1990, 5, 17);
    ASSERT_TRUE(m_sealed.write(m_store.guard(), id, entry(QStringLiteral(" 110105199005170021 "), birth)));
    EXPECT_TRUE(m_persons.get(m_store.guard(), id)->hasIdNumber);
    for (const security::Role role : { security::Role::Guard, security::Role::Attendant, security::Role::Manager }) {
        EXPECT_EQ(m_sealed.show(m_store.actor(role), id, DisclosureReason::Identification, vault()).error().code,
            ErrorCode::PermissionDenied);
    }
    EXPECT_EQ(m_opened, 0);

    const ShownFields shown = m_sealed.show(m_officer, id, DisclosureReason::Authority, vault()).value();
    EXPECT_EQ(shown.idNumber, QStringLiteral("110105199005170021"));
    EXPECT_EQ(shown.birthDate, birth);
    const auto lines = m_store.auditLines();
    EXPECT_EQ(lines.back().action, QStringLiteral("person.show-sealed"));
    EXPECT_EQ(lines.back().detail.value(QStringLiteral("reason")).toString(), QStringLiteral("authority"));
    EXPECT_EQ(lines.at(lines.size() - 2).action, QStringLiteral("person.seal"));
    EXPECT_EQ(m_store.number("SELECT count(*) FROM audit WHERE instr(detail, '1990') > 0"), 0);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM persons WHERE instr(sealed_id_number, '110105') > 0 "
                             "OR instr(sealed_birth_date, '1990') > 0"),
        0);
}

TEST_F(SealedFieldsTest, OneFieldLeavesTheOtherAndAnEmptyOneIsTakenAway)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    ASSERT_TRUE(m_sealed.write(m_manager, id, entry(QStringLiteral("AB1234567"), QDate(1990, 5, 17))));
    SealedEntry number;
    number.idNumber = QStringLiteral("CD7654321");
    ASSERT_TRUE(m_sealed.write(m_manager, id, number));
    const ShownFields shown = m_sealed.show(m_officer, id, DisclosureReason::Correction, vault()).value();
    EXPECT_EQ(shown.idNumber, QStringLiteral("CD7654321"));
    EXPECT_EQ(shown.birthDate, QDate(1990, 5, 17));
    ASSERT_TRUE(m_sealed.write(m_manager, id, entry({}, {})));
    EXPECT_FALSE(m_persons.get(m_manager, id)->hasIdNumber);
    EXPECT_FALSE(m_persons.get(m_manager, id)->hasBirthDate);
}

TEST_F(SealedFieldsTest, WhatWasSealedForOnePersonOpensForNobodyElse)
{
    const PersonId one = addPerson(QStringLiteral("A"));
    const PersonId other = addPerson(QStringLiteral("B"));
    ASSERT_TRUE(m_sealed.write(m_manager, one, entry(QStringLiteral("AB1234567"), {})));
    QByteArray sealed;
    QByteArray key;
    {
        auto row = m_store.database().prepare("SELECT sealed_id_number, id_number_key_id FROM persons WHERE id = ?1");
        row->bindAll(one);
        ASSERT_TRUE(*row->step());
        sealed = row->blob(0);
        key = row->blob(1);
    }
    ASSERT_TRUE(m_store.database().execute("UPDATE persons SET sealed_id_number = NULL, id_number_key_id = NULL"));
    auto move =
        m_store.database().prepare("UPDATE persons SET sealed_id_number = ?2, id_number_key_id = ?3 WHERE id = ?1");
    move->bindAll(other, sealed, key);
    ASSERT_TRUE(move->run());
    const auto lines = m_store.auditLines().size();
    EXPECT_FALSE(m_sealed.show(m_officer, other, DisclosureReason::Identification, vault()));
    EXPECT_EQ(m_store.auditLines().size(), lines) << "nothing was shown";
}

// A store of before sealed fields had keys: the vault's secret alone opened them.
TEST_F(SealedFieldsTest, FieldsOfAnOlderStoreGetKeysWhenItIsOpened)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    const QByteArray about = "person/" + QByteArray::number(id.value()) + "/id-number";
    const QByteArray toVault =
        security::sealField(m_store.database(), QByteArrayLiteral("11010519491231002X"), about).value();
    const QByteArray born = security::sealField(
        m_store.database(), QByteArrayLiteral("1949-12-31"), "person/" + QByteArray::number(id.value()) + "/birth-date")
                                .value();
    ASSERT_TRUE(
        m_store.database().execute("DROP TRIGGER persons_id_number_has_key; DROP TRIGGER persons_birth_date_has_key"));
    auto old =
        m_store.database().prepare("UPDATE persons SET sealed_id_number = ?2, sealed_birth_date = ?3 WHERE id = ?1");
    old->bindAll(id, toVault, born);
    ASSERT_TRUE(old->run());
    QTemporaryDir folder;
    m_store.copyStoreTo(folder.path());
    m_store.copyRingTo(folder.path());
    auto opened = m_store.openIn(folder.path());
    {
        auto row = opened->prepare("SELECT sealed_id_number FROM persons");
        ASSERT_TRUE(*row->step());
        EXPECT_FALSE(m_store.vault().open(row->blob(0), about)) << "not by the vault alone any more";
    }
    const auto shown =
        SealedFields(*opened, m_store.clock()).show(m_officer, id, DisclosureReason::Correction, vault());
    ASSERT_TRUE(shown) << qPrintable(shown.error().detail);
    EXPECT_EQ(shown->idNumber, QStringLiteral("11010519491231002X"));
    EXPECT_EQ(shown->birthDate, QDate(1949, 12, 31));
    EXPECT_FALSE(m_store.database().execute("INSERT INTO persons (kind, name, created_at, updated_at, "
                                            "sealed_birth_date) VALUES ('employee', 'B', 5, 5, randomblob(80))"))
        << "the schema itself refuses one without a key";
}

TEST_F(SealedFieldsTest, WhatCannotBeIsRefused)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    EXPECT_EQ(m_sealed.write(m_manager, id, entry(QString(41, QLatin1Char('1')), {})).error().detail,
        QStringLiteral("id-number"));
    EXPECT_EQ(m_sealed.write(m_manager, id, entry({}, QDate(2999, 1, 1))).error().detail, QStringLiteral("birth-date"));
    EXPECT_EQ(
        m_sealed.write(m_manager, PersonId(99), entry(QStringLiteral("1"), {})).error().code, ErrorCode::NotFound);
    EXPECT_FALSE(disclosureReasonFromCode(u"curiosity"));
}

TEST_F(SealedFieldsTest, AChildsBirthDateSaysOnlyUntilWhenAGuardianIsNeeded)
{
    const int thisYear = TestNow.toUtc().date().year();
    const PersonId id = addPerson(QStringLiteral("A"));
    ASSERT_TRUE(m_sealed.write(m_manager, id, entry({}, QDate(thisYear - 13, 6, 15))));
    EXPECT_EQ(m_persons.get(m_manager, id)->guardianUntil->toUtc().date(), QDate(thisYear + 2, 1, 1));
    EXPECT_EQ(m_consents.record(m_manager, consentOf(id)).error().code, ErrorCode::GuardianNeeded);
    ASSERT_TRUE(m_sealed.write(m_manager, id, entry({}, QDate(thisYear - 20, 6, 15))));
    EXPECT_FALSE(m_persons.get(m_manager, id)->guardianUntil);
    EXPECT_TRUE(m_consents.record(m_manager, consentOf(id)));
}

TEST_F(SealedFieldsTest, AChildsOwnConsentEndsWhenTheDateOfBirthShowsThatItIsOne)
{
    const int thisYear = TestNow.toUtc().date().year();
    const PersonId id = addPerson(QStringLiteral("A"));
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id)));
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id, ConsentPurpose::Picture)));
    ASSERT_TRUE(addTemplate(faceOf(id, 0)));
    ASSERT_TRUE(m_sealed.write(m_manager, id, entry({}, QDate(thisYear - 30, 6, 15))));
    EXPECT_EQ(m_templates.ofPerson(m_manager, id)->size(), 1) << "nothing happens to a grown-up";

    ASSERT_TRUE(m_sealed.write(m_manager, id, entry({}, QDate(thisYear - 9, 6, 15))));
    EXPECT_TRUE(m_templates.ofPerson(m_manager, id)->isEmpty());
    EXPECT_FALSE(m_persons.get(m_manager, id)->hasFaceConsent);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'consent'"), 0);
    const auto lines = m_store.auditLines();
    EXPECT_EQ(lines.at(lines.size() - 2).action, QStringLiteral("consent.withdraw"));
    EXPECT_EQ(lines.at(lines.size() - 2).detail.value(QStringLiteral("because")).toString(), QStringLiteral("child"));

    Consent guardians = consentOf(id);
    guardians.form = ConsentForm::Guardian;
    guardians.guardian = QStringLiteral("Wang Fang");
    ASSERT_TRUE(m_consents.record(m_manager, guardians));
    ASSERT_TRUE(addTemplate(faceOf(id, 0), {}));
    ASSERT_TRUE(m_sealed.write(m_manager, id, entry({}, QDate(thisYear - 10, 6, 15))));
    EXPECT_EQ(m_templates.ofPerson(m_manager, id)->size(), 1) << "the guardian's stays";
}

// Whoever was a child when they consented, and is none any more.
TEST_F(SealedFieldsTest, WhatSomebodyConsentedToAsAChildIsVoidLaterToo)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    Consent early = consentOf(id);
    early.givenAt = TestNow.plusMilliseconds(-4LL * 366 * 24 * 60 * 60 * 1000);
    ASSERT_TRUE(m_consents.record(m_manager, early));
    ASSERT_TRUE(m_sealed.write(m_manager, id, entry({}, QDate(TestNow.toUtc().date().year() - 16, 6, 15))));
    EXPECT_FALSE(m_persons.get(m_manager, id)->hasFaceConsent);
    EXPECT_FALSE(m_persons.get(m_manager, id)->guardianUntil);
}

TEST_F(SealedFieldsTest, TheSchemaItselfLetsNoTemplateStandOnAChildsOwnConsent)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id)));
    ASSERT_TRUE(addTemplate(faceOf(id, 0), {}));
    const QByteArray later = QByteArray::number(TestNow.plusMilliseconds(1000).milliseconds());
    EXPECT_FALSE(m_store.database().execute("UPDATE persons SET guardian_until = " + later));
    EXPECT_FALSE(m_store.database().execute("UPDATE consents SET given_how = 'guardian'"));
    ASSERT_TRUE(m_store.database().execute("DROP TRIGGER persons_who_are_children_have_guardians"));
    ASSERT_TRUE(m_store.database().execute("UPDATE persons SET guardian_until = " + later));
    EXPECT_FALSE(addTemplate(faceOf(id, 1), {}));
}

TEST(PeopleCount, WarnsBeforeTheDutyToFile)
{
    EXPECT_EQ(filingLevel(79'999), FilingLevel::Below);
    EXPECT_EQ(filingLevel(80'000), FilingLevel::Near);
    EXPECT_EQ(filingLevel(94'999), FilingLevel::Near);
    EXPECT_EQ(filingLevel(95'000), FilingLevel::Close);
}

TEST_F(SealedFieldsTest, PeopleAndTheirFacesAreCounted)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    addPerson(QStringLiteral("B"));
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id)));
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id, ConsentPurpose::AttendanceFace)));
    ASSERT_TRUE(addTemplate(faceOf(id, 0)));
    ASSERT_TRUE(addTemplate(faceOf(id, 1)));
    const PeopleCount count = countPeople(m_officer, m_store.database()).value();
    EXPECT_EQ(count.persons, 2);
    EXPECT_EQ(count.withFace, 1);
    EXPECT_EQ(count.templates, 2);
    EXPECT_EQ(count.level(), FilingLevel::Below);
}

} // namespace
} // namespace gatehouse::people
