#include "core/people/ConsentNotice.h"
#include "tests/store/people/PeopleFixture.h"

#include <limits>

namespace gatehouse::people {
namespace {

using ConsentTest = PeopleTest;

TEST_F(ConsentTest, WithoutConsentNoTemplateCanExist)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    EXPECT_EQ(addTemplate(faceOf(id)).error().code, ErrorCode::ConsentMissing);

    // A consent to something else does not stretch to faces.
    Consent picture = consentOf(id);
    picture.purpose = ConsentPurpose::Picture;
    const ConsentId pictureConsent = m_consents.record(m_manager, picture).value();
    EXPECT_EQ(addTemplate(faceOf(id)).error().code, ErrorCode::ConsentMissing);

    // And the store itself refuses, whatever the program above it does.
    const auto forced = [this](PersonId person, ConsentId consent) {
        auto insert =
            m_store.database().prepare("INSERT INTO face_templates (person_id, consent_id, model, vector, quality, "
                                       "created_at, rotation) VALUES (?, ?, 'm', x'00000000', 1, 1, 1)");
        insert->bindAll(person, consent);
        return insert->run().isOk();
    };
    EXPECT_FALSE(forced(id, pictureConsent));
    const PersonId other = addPerson(QStringLiteral("B"));
    const ConsentId othersConsent = m_consents.record(m_manager, consentOf(other)).value();
    EXPECT_FALSE(forced(id, othersConsent)) << "somebody else's consent";
    EXPECT_TRUE(forced(other, othersConsent));
}

TEST_F(ConsentTest, WithdrawingDeletesTheTemplatesAtOnceAndForGood)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    const ConsentId consent = m_consents.record(m_manager, consentOf(id)).value();
    ASSERT_TRUE(addTemplate(faceOf(id, 0)));
    ASSERT_TRUE(addTemplate(faceOf(id, 1)));
    EXPECT_TRUE(m_persons.get(m_manager, id).value().hasFaceConsent);
    EXPECT_EQ(m_persons.get(m_manager, id).value().templateCount, 2);

    m_store.clock().advance(60'000);
    ASSERT_TRUE(m_consents.withdraw(m_store.actor(security::Role::PrivacyOfficer), consent));
    EXPECT_EQ(m_store.number("SELECT count(*) FROM face_templates"), 0);
    EXPECT_FALSE(m_consents.inForce(id, ConsentPurpose::AccessFace).value().has_value());
    EXPECT_EQ(addTemplate(faceOf(id)).error().code, ErrorCode::ConsentMissing);
    const auto line = m_store.auditLines().back();
    EXPECT_EQ(line.action, QStringLiteral("consent.withdraw"));
    EXPECT_EQ(line.detail.value(QStringLiteral("templatesDeleted")).toInt(), 2);
    EXPECT_EQ(m_consents.withdraw(m_manager, consent).error().code, ErrorCode::NotFound);

    // The record of it stays, and a new consent may be given.
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id)));
    const auto history = m_consents.list(m_manager, id).value();
    ASSERT_EQ(history.size(), 2);
    EXPECT_TRUE(addTemplate(faceOf(id)));
    EXPECT_FALSE(m_store.database().execute("UPDATE consents SET withdrawn_at = NULL").isOk());
}

TEST_F(ConsentTest, AConsentThatProvesNothingIsRefused)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    Consent consent = consentOf(id);
    consent.noticeHash = QByteArrayLiteral("short");
    EXPECT_EQ(m_consents.record(m_manager, consent).error().code, ErrorCode::InvalidArgument);
    consent = consentOf(id);
    consent.noticeVersion.clear();
    EXPECT_EQ(m_consents.record(m_manager, consent).error().code, ErrorCode::InvalidArgument);
    consent = consentOf(id);
    consent.givenAt = TestNow.plusMilliseconds(1);
    EXPECT_EQ(m_consents.record(m_manager, consent).error().code, ErrorCode::InvalidArgument) << "not yet given";
    EXPECT_EQ(m_consents.record(m_manager, consentOf(PersonId(9))).error().code, ErrorCode::NotFound);
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id)));
    EXPECT_EQ(m_consents.record(m_manager, consentOf(id)).error().code, ErrorCode::AlreadyExists);
}

TEST_F(ConsentTest, ConsentAndTemplatesNeedTheRight)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    EXPECT_EQ(m_consents.record(m_attendant, consentOf(id)).error().code, ErrorCode::PermissionDenied);
    const ConsentId consent = m_consents.record(m_manager, consentOf(id)).value();
    const TemplateId face = addTemplate(faceOf(id)).value();
    EXPECT_EQ(m_consents.withdraw(m_attendant, consent).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(m_templates.remove(m_attendant, face).error().code, ErrorCode::PermissionDenied);
    auto transaction = store::Transaction::begin(m_store.database());
    ASSERT_TRUE(transaction);
    EXPECT_EQ(m_templates.add(*transaction, m_attendant, faceOf(id), {}).error().code, ErrorCode::PermissionDenied);
}

TEST_F(ConsentTest, TemplatesAreReadBackTurnedAndTheBestPictureIsShown)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id)));
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id, ConsentPurpose::Picture)));
    FaceTemplate plain = faceOf(id);
    plain.vector = { 0.6F, -0.8F, 0.0F, 1e-20F, 0.0F, 0.0F, 0.0F, 0.0F };
    plain.quality = 0.5;
    const TemplateId first = addTemplate(plain, QByteArrayLiteral("plain")).value();
    FaceTemplate better = faceOf(id, 2);
    better.quality = 0.9;
    ASSERT_TRUE(addTemplate(better, QByteArrayLiteral("better")));

    const auto all = m_templates.all(QStringLiteral("test-embedder")).value();
    ASSERT_EQ(all.templates.size(), 2U);
    EXPECT_EQ(all.templates.front().vector, all.rotation->rotated(plain.vector));
    EXPECT_NE(all.templates.front().vector, plain.vector);
    EXPECT_TRUE(m_templates.all(QStringLiteral("another")).value().templates.empty()) << "models are never mixed";
    EXPECT_EQ(m_templates.picture(id).value(), QByteArrayLiteral("better"));
    EXPECT_EQ(m_templates.pictureOf(m_manager, first).value(), QByteArrayLiteral("plain"));
    EXPECT_EQ(m_templates.ofPerson(m_manager, id).value().front().quality, 0.9);

    Person person = m_persons.get(m_manager, id).value();
    person.isActive = false;
    ASSERT_TRUE(m_persons.update(m_manager, person));
    EXPECT_EQ(m_templates.all(QStringLiteral("test-embedder")).value().templates.size(), 2U)
        << "the inactive are recognised, to be refused by name";
    ASSERT_TRUE(m_templates.remove(m_manager, first));
    EXPECT_EQ(m_templates.pictureOf(m_manager, first).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_store.auditActions().count(QStringLiteral("template.remove")), 1);
}

TEST_F(ConsentTest, EachPurposeIsGivenAndWithdrawnForItself)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    const QString model = QStringLiteral("test-embedder");
    const ConsentId attendance = m_consents.record(m_manager, consentOf(id, ConsentPurpose::AttendanceFace)).value();
    ASSERT_TRUE(addTemplate(faceOf(id)));
    EXPECT_TRUE(m_templates.all(model).value().templates.empty()) << "attendance opens no door";
    EXPECT_EQ(m_templates.all(model, Enrolled::ForAnything).value().templates.size(), 1U);
    EXPECT_FALSE(m_templates.picture(id).value()) << "and nobody agreed to a picture on file";

    const ConsentId access = m_consents.record(m_manager, consentOf(id)).value();
    const ConsentId picture = m_consents.record(m_manager, consentOf(id, ConsentPurpose::Picture)).value();
    ASSERT_TRUE(addTemplate(faceOf(id, 1)));
    EXPECT_EQ(m_templates.all(model).value().templates.size(), 1U);
    EXPECT_EQ(m_templates.ofPerson(m_manager, id).value().size(), 2) << "one a sample, however many purposes";
    EXPECT_EQ(m_persons.get(m_manager, id)->templateCount, 2);
    EXPECT_TRUE(m_templates.picture(id).value());

    ASSERT_TRUE(m_consents.withdraw(m_manager, picture));
    EXPECT_FALSE(m_templates.picture(id).value());
    EXPECT_EQ(m_templates.all(model).value().templates.size(), 1U) << "recognition goes on";
    ASSERT_TRUE(m_consents.withdraw(m_manager, access));
    EXPECT_TRUE(m_templates.all(model).value().templates.empty());
    EXPECT_EQ(m_templates.ofPerson(m_manager, id).value().size(), 2) << "attendance goes on";
    ASSERT_TRUE(m_consents.withdraw(m_manager, attendance));
    EXPECT_TRUE(m_templates.ofPerson(m_manager, id).value().isEmpty());
    EXPECT_EQ(m_store.number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'consent'"), 0);
    EXPECT_TRUE(m_persons.get(m_manager, id)) << "the person stays";

    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id)));
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id, ConsentPurpose::Picture)));
    EXPECT_EQ(m_consents.withdrawAll(m_manager, id).value(), 2);
    EXPECT_EQ(m_consents.withdrawAll(m_manager, id).error().code, ErrorCode::NotFound);
}

TEST_F(ConsentTest, TheProofIsSealedShownOnceAskedForAndGoesWithTheConsent)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    Consent given = consentOf(id);
    given.form = ConsentForm::Guardian;
    EXPECT_EQ(m_consents.record(m_manager, given).error().detail, QStringLiteral("guardian"));
    given.guardian = QStringLiteral("  Wang   Fang ");
    given.proof = { QByteArrayLiteral("not a picture"), QStringLiteral("image/png") };
    EXPECT_EQ(m_consents.record(m_manager, given).error().detail, QStringLiteral("proof"));
    given.proof = { QByteArrayLiteral("%PDF-1.7 a signed form"), QStringLiteral("application/pdf") };
    const ConsentId consent = m_consents.record(m_manager, given).value();

    const Consent read = m_consents.list(m_manager, id)->front();
    EXPECT_EQ(read.guardian, QStringLiteral("Wang Fang"));
    EXPECT_TRUE(read.hasProof);
    EXPECT_TRUE(read.proof.bytes.isEmpty()) << "only when asked for";
    EXPECT_EQ(m_consents.proof(m_manager, consent)->bytes, given.proof.bytes);
    EXPECT_EQ(m_store.auditLines().back().action, QStringLiteral("consent.look"));
    EXPECT_EQ(m_store.number("SELECT count(*) FROM consents WHERE instr(proof, 'signed form') > 0"), 0);

    ASSERT_TRUE(m_consents.withdraw(m_manager, consent));
    EXPECT_EQ(m_consents.proof(m_manager, consent).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(m_consents.list(m_manager, id)->front().guardian.isEmpty());
}

TEST_F(ConsentTest, ForAChildOnlyAGuardianConsents)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    auto mark = m_store.database().prepare("UPDATE persons SET guardian_until = ?2 WHERE id = ?1");
    mark->bindAll(id, TestNow.plusMilliseconds(1000));
    ASSERT_TRUE(mark->run());
    EXPECT_EQ(m_consents.record(m_manager, consentOf(id)).error().code, ErrorCode::GuardianNeeded);
    Consent guardians = consentOf(id);
    guardians.form = ConsentForm::Guardian;
    guardians.guardian = QStringLiteral("Wang Fang");
    EXPECT_TRUE(m_consents.record(m_manager, guardians));
}

TEST_F(ConsentTest, AVectorThatIsNoUnitVectorIsRefused)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id)));
    FaceTemplate face = faceOf(id);
    face.vector[0] = 2;
    EXPECT_EQ(addTemplate(face).error().code, ErrorCode::InvalidArgument);
    face.vector[0] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(addTemplate(face).error().code, ErrorCode::InvalidArgument);
    face.vector.clear();
    EXPECT_EQ(addTemplate(face).error().code, ErrorCode::InvalidArgument);
}

TEST(ConsentNoticeTest, EveryLanguageHasItsOwnProvableText)
{
    QStringList hashes;
    for (const QString& language : consentNoticeLanguages()) {
        const ConsentNotices notices = loadConsentNotices(language).value();
        for (const auto& [purpose, notice] : notices) {
            EXPECT_EQ(notice.language, language);
            EXPECT_TRUE(notice.version.endsWith(QLatin1Char('-') + language));
            EXPECT_EQ(notice.hash.size(), 32);
            EXPECT_GT(notice.text.size(), 300);
            EXPECT_FALSE(notice.text.contains(notice.version));
            EXPECT_EQ(loadNoticeVersion(notice.version)->hash, notice.hash);
            hashes.append(QString::fromLatin1(notice.hash.toHex()));
        }
        const auto earlier = loadNoticeVersion(QStringLiteral("face-access-1-") + language);
        ASSERT_TRUE(earlier) << "what people agreed to before can still be shown";
        hashes.append(QString::fromLatin1(earlier->hash.toHex()));
    }
    EXPECT_EQ(loadNoticeVersion(QStringLiteral("face-access-1-../../secret")).error().code, ErrorCode::NotFound);
    EXPECT_EQ(loadNoticeVersion(QStringLiteral("face-access-99-en")).error().code, ErrorCode::ResourceMissing);
    EXPECT_EQ(hashes.removeDuplicates(), 0);
    EXPECT_EQ(loadConsentNotice(u"de_AT")->language, QStringLiteral("de"));
    EXPECT_EQ(loadConsentNotice(u"zh_TW")->language, QStringLiteral("zh_CN"));
    EXPECT_EQ(loadConsentNotice(u"fi")->language, QStringLiteral("en"));
}

} // namespace
} // namespace gatehouse::people
