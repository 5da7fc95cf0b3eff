#include "core/store/Database.h"
#include "tests/store/EmptyStore.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::store;

namespace {

// What the schema itself refuses, whatever the program above it does.
class PromisesTest : public testing::Test
{
protected:
    void SetUp() override
    {
        run("INSERT INTO persons (id, kind, name, created_at, updated_at) VALUES (1, 'employee', 'A', 0, 0), "
            "(2, 'visitor', 'B', 0, 0)");
    }
    void run(const QByteArray& sql)
    {
        const auto done = m_site.database().execute(sql);
        ASSERT_TRUE(done) << sql.constData() << "\n" << qPrintable(done.error().detail);
    }
    void refused(const QByteArray& sql, const char* reason)
    {
        const auto done = m_site.database().execute(sql);
        ASSERT_FALSE(done) << sql.constData();
        EXPECT_EQ(done.error().code, ErrorCode::StoreConstraint) << sql.constData();
        EXPECT_TRUE(done.error().detail.contains(QLatin1StringView(reason))) << qPrintable(done.error().detail);
    }
    void consent(int id, int person, const QByteArray& purpose = "access-face")
    {
        run("INSERT INTO consents (id, person_id, purpose, notice_version, notice_hash, given_how, given_at, "
            "key_id) VALUES ("
            + QByteArray::number(id) + ", " + QByteArray::number(person) + ", '" + purpose
            + "', '1', zeroblob(32), 'signed-form', 0, randomblob(16))");
    }
    static QByteArray templateFor(int person, int consentId)
    {
        return "INSERT INTO face_templates (person_id, consent_id, model, vector, quality, created_at, "
               "rotation) VALUES ("
            + QByteArray::number(person) + ", " + QByteArray::number(consentId) + ", 'm', zeroblob(2088), 1, 0, 1)";
    }
    qint64 count(const QByteArray& table)
    {
        auto query = m_site.database().prepare("SELECT count(*) FROM " + table);
        EXPECT_TRUE(*query->step());
        return query->integer(0);
    }

    test::EmptyStore m_site;
};

} // namespace

TEST_F(PromisesTest, noTemplateWithoutConsent)
{
    refused(templateFor(1, 1), "no template without consent");
    consent(1, 2);
    refused(templateFor(1, 1), "no template without consent"); // somebody else's
    consent(2, 1, "picture");
    refused(templateFor(1, 2), "no template without consent"); // for something else
    consent(3, 1, "attendance-face");
    run(templateFor(1, 3));
    run("UPDATE consents SET withdrawn_at = 5 WHERE id = 3");
    refused(templateFor(1, 3), "no template without consent"); // withdrawn
}

TEST_F(PromisesTest, withdrawingDeletesTheTemplates)
{
    consent(1, 1);
    consent(2, 1, "attendance-face");
    run(templateFor(1, 1));
    run(templateFor(1, 1));
    run(templateFor(1, 2));
    run("UPDATE consents SET withdrawn_at = 5 WHERE id = 1");
    EXPECT_EQ(count("face_templates"), 1);
    refused("UPDATE consents SET withdrawn_at = NULL WHERE id = 1", "only ever withdrawn");
    run("DELETE FROM persons WHERE id = 1");
    EXPECT_EQ(count("face_templates"), 0);
}

TEST_F(PromisesTest, whatIsKeptOfAFaceIsSealedOrNotThere)
{
    consent(1, 1);
    refused("INSERT INTO face_templates (person_id, consent_id, model, vector, quality, created_at) "
            "VALUES (1, 1, 'm', zeroblob(2048), 1, 0)",
        "rotated and sealed");
    run("INSERT INTO consents (id, person_id, purpose, notice_version, notice_hash, given_how, given_at) "
        "VALUES (2, 2, 'access-face', '1', zeroblob(32), 'signed-form', 0)");
    refused(templateFor(2, 2), "rotated and sealed"); // its consent has no key
    run(templateFor(1, 1));
    refused("UPDATE face_templates SET rotation = 0", "rotated and sealed");
    refused("INSERT INTO evidence (class, media_type, width, height, picture, taken_at) "
            "VALUES ('known', 'image/jpeg', 1, 1, x'ffd8', 0)",
        "stored sealed");

    const QByteArray withPicture = "INSERT INTO face_templates (person_id, consent_id, model, vector, quality, "
                                   "created_at, rotation, picture, picture_consent_id) "
                                   "VALUES (1, 1, 'm', zeroblob(2088), 1, 0, 1, zeroblob(90), ";
    refused(withPicture + "NULL)", "no picture on file without consent");
    refused(withPicture + "1)", "no picture on file without consent"); // a consent to something else
    consent(3, 1, "picture");
    run(withPicture + "3)");
    run("UPDATE consents SET withdrawn_at = 5 WHERE id = 3");
    EXPECT_EQ(count("face_templates WHERE picture IS NOT NULL"), 0);
    EXPECT_EQ(count("face_templates"), 2) << "recognition goes on without the picture";
    refused(withPicture + "3)", "no picture on file without consent");
}

TEST_F(PromisesTest, aChildsConsentIsAGuardians)
{
    run("UPDATE persons SET guardian_until = 10 WHERE id = 1");
    refused("INSERT INTO consents (person_id, purpose, notice_version, notice_hash, given_how, given_at, key_id) "
            "VALUES (1, 'access-face', '1', zeroblob(32), 'signature', 9, randomblob(16))",
        "a guardian consents");
    run("INSERT INTO consents (person_id, purpose, notice_version, notice_hash, given_how, given_at, key_id) "
        "VALUES (1, 'access-face', '1', zeroblob(32), 'guardian', 9, randomblob(16))");
    run("INSERT INTO consents (person_id, purpose, notice_version, notice_hash, given_how, given_at, key_id) "
        "VALUES (1, 'picture', '1', zeroblob(32), 'signature', 10, randomblob(16))");
}

TEST_F(PromisesTest, aConsentKeepsItsProofAndADestroyedKeyItsNumber)
{
    consent(1, 1);
    refused("UPDATE consents SET key_id = randomblob(16) WHERE id = 1", "keeps its proof");
    refused("UPDATE consents SET proof = x'00' WHERE id = 1", "keeps its proof");
    run("INSERT INTO shredded_keys VALUES (zeroblob(16), 1, 'erased')");
    refused("DELETE FROM shredded_keys", "stays destroyed");
    refused("UPDATE shredded_keys SET at = 2", "stays destroyed");
}

TEST_F(PromisesTest, aTemplateKeepsItsConsentAndAConsentItsTerms)
{
    consent(1, 1);
    consent(2, 2);
    run(templateFor(1, 1));
    refused("UPDATE face_templates SET consent_id = 2, person_id = 2", "keeps its person and consent");
    refused("UPDATE consents SET notice_version = '2' WHERE id = 1", "only ever withdrawn");
    refused("UPDATE consents SET purpose = 'picture' WHERE id = 1", "only ever withdrawn");
    consent(3, 1, "attendance-face"); // another purpose may stand beside it, the same one may not
    refused("INSERT INTO consents (person_id, purpose, notice_version, notice_hash, given_how, given_at) "
            "VALUES (1, 'access-face', '1', zeroblob(32), 'signature', 1)",
        "consents.person_id");
}

TEST_F(PromisesTest, whatHappenedIsNeverRewritten)
{
    run("INSERT INTO audit VALUES (1, 0, NULL, 'a', 'b', NULL, '{}', zeroblob(32), randomblob(32))");
    refused("UPDATE audit SET action = 'c'", "audit is append-only");
    refused("DELETE FROM audit", "audit is append-only");
    refused("REPLACE INTO audit VALUES (1, 9, NULL, 'c', 'b', NULL, '{}', zeroblob(32), randomblob(32))",
        "audit is append-only");
    run("INSERT INTO events (id, at, lane_id, lane_name, kind, subject, certainty, person_id, decision, reason) "
        "VALUES (1, 0, 1, 'L', 'recognition', 'person', 'known', 1, 'allow', 'rule')");
    for (const QByteArray& change : { QByteArray("decision = 'deny'"), QByteArray("at = 1"), QByteArray("plate = 'X'"),
             QByteArray("reason = 'y'"), QByteArray("operator_id = 1") })
        refused("UPDATE events SET " + change, "events are append-only");
    // Forgetting is all that may be done: plate and details go together, everything else stays.
    refused("UPDATE events SET plate = NULL, plate_region = NULL, detail = '{}', decision = 'deny'", "append-only");
    refused("UPDATE events SET detail = '{\"a\":1}'", "append-only");
    run("UPDATE events SET plate = NULL, plate_region = NULL, detail = '{}'");
    run("DELETE FROM persons WHERE id = 1"); // erasing a person only loosens the link
    EXPECT_EQ(count("events WHERE person_id IS NULL"), 1);
}

TEST_F(PromisesTest, aWordOutsideTheVocabularyIsRefused)
{
    refused("INSERT INTO persons (kind, name, created_at, updated_at) VALUES ('ghost', 'C', 0, 0)", "CHECK");
    refused("INSERT INTO operators (name, role, slot_id, created_at) VALUES ('x', 'root', zeroblob(16), 0)", "CHECK");
    refused("INSERT INTO audit VALUES (1, 0, NULL, 'a', 'b', NULL, 'no json', zeroblob(32), randomblob(32))", "CHECK");
    refused("INSERT INTO person_groups VALUES (1, 99)", "FOREIGN KEY");
}
