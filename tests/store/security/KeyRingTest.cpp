#include "core/people/FaceTemplates.h"
#include "core/security/LogUpkeep.h"
#include "core/security/RingUpkeep.h"
#include "core/security/SubjectKeys.h"
#include "core/security/TemplateBytes.h"
#include "core/store/Migration.h"
#include "tests/support/TestStore.h"

#include <QFile>
#include <QFileInfo>

#include <gtest/gtest.h>

namespace gatehouse::security {
namespace {

store::SecretKey someKey(unsigned char salt)
{
    store::SecretKey::Bytes bytes;
    bytes.fill(salt);
    return store::SecretKey(bytes);
}

class KeyRingTest : public testing::Test
{
protected:
    QByteArray created(SubjectKind kind)
    {
        EXPECT_TRUE(m_keys.stock());
        auto transaction = store::Transaction::begin(m_store.database());
        auto key = m_keys.create(*transaction, kind);
        EXPECT_TRUE(transaction->commit());
        return key.value();
    }

    test::TestStore m_store;
    SubjectKeys m_keys { m_store.database(), m_store.clock() };
};

TEST_F(KeyRingTest, IsAFileOfItsOwnThatNobodyReads)
{
    const QByteArray key = created(SubjectKind::Person);
    ASSERT_TRUE(m_store.database().checkpoint());
    QFile raw(m_store.ringFile());
    ASSERT_TRUE(raw.open(QIODevice::ReadOnly));
    const QByteArray bytes = raw.readAll();
    EXPECT_GT(bytes.size(), 4096);
    EXPECT_FALSE(bytes.startsWith("SQLite format 3"));
    EXPECT_FALSE(bytes.contains("subject_keys"));
    EXPECT_FALSE(bytes.contains(key));
    EXPECT_EQ(QFile::permissions(m_store.ringFile())
            & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
        QFile::Permissions());

    // Another key does not open it, neither does a plain file stand in for it.
    auto other = m_store.openAnother(store::OpenMode::ReadOnly);
    EXPECT_EQ(other->attachRing(m_store.ringFile(), someKey(1)).error().code, ErrorCode::AlreadyExists);
    QTemporaryDir folder;
    m_store.copyStoreTo(folder.path());
    m_store.copyRingTo(folder.path());
    const QString ring = folder.filePath(QStringLiteral("site.ring"));
    auto opened =
        store::Database::open(folder.filePath(QStringLiteral("site.store")), m_store.key(), store::OpenMode::ReadWrite);
    ASSERT_TRUE(opened);
    EXPECT_EQ((*opened)->attachRing(ring, someKey(1)).error().code, ErrorCode::StoreDamagedOrWrongKey);
    QFile plain(ring);
    ASSERT_TRUE(plain.open(QIODevice::WriteOnly));
    plain.write(QByteArray("SQLite format 3\0", 16) + QByteArray(8176, '\0'));
    plain.close();
    auto again =
        store::Database::open(folder.filePath(QStringLiteral("site.store")), m_store.key(), store::OpenMode::ReadOnly);
    ASSERT_TRUE(again);
    EXPECT_FALSE((*again)->attachRing(ring, ringKeyOf(m_store.key())));
    EXPECT_FALSE(QFileInfo::exists(folder.filePath(QStringLiteral("none"))));
    EXPECT_EQ((*again)->attachRing(folder.filePath(QStringLiteral("none")), someKey(1)).error().code,
        ErrorCode::StoreNotFound)
        << "a reader makes no ring";
}

TEST_F(KeyRingTest, ASealedValueOpensUnderItsKeyAsWhatItIs)
{
    const QByteArray key = created(SubjectKind::Consent);
    const QByteArray other = created(SubjectKind::Consent);
    const QByteArray plain = QByteArrayLiteral("eight or more bytes");
    store::Database& database = m_store.database();
    const QByteArray sealed = SubjectKeys::seal(database, key, plain, "proof").value();
    EXPECT_EQ(sealed.size(), plain.size() + SubjectKeys::Overhead);
    EXPECT_FALSE(sealed.contains(plain));
    EXPECT_NE(SubjectKeys::seal(database, key, plain, "proof").value(), sealed) << "a nonce of its own each time";
    EXPECT_EQ(SubjectKeys::unseal(database, key, sealed, "proof").value(), plain);
    EXPECT_EQ(SubjectKeys::unseal(database, key, sealed, "evidence").error().code, ErrorCode::StoreDamagedOrWrongKey);
    EXPECT_EQ(SubjectKeys::unseal(database, other, sealed, "proof").error().code, ErrorCode::StoreDamagedOrWrongKey);
    for (qsizetype at = 0; at < sealed.size(); ++at) {
        QByteArray bent = sealed;
        bent[at] = char(bent[at] ^ 1);
        EXPECT_FALSE(SubjectKeys::unseal(database, key, bent, "proof"));
    }
    EXPECT_FALSE(SubjectKeys::unseal(database, key, sealed.left(10), "proof"));
    EXPECT_EQ(SubjectKeys::seal(database, QByteArray(16, 'x'), plain, "proof").error().code, ErrorCode::KeyShredded);

    // A reader's connection opens it as well, one without the ring says what is missing.
    auto reader = m_store.openAnother(store::OpenMode::ReadOnly);
    EXPECT_EQ(SubjectKeys::unseal(*reader, key, sealed, "proof").value(), plain);
    auto bare = store::Database::open(m_store.file(), m_store.key(), store::OpenMode::ReadOnly);
    ASSERT_TRUE(bare);
    EXPECT_EQ(SubjectKeys::unseal(**bare, key, sealed, "proof").error().code, ErrorCode::RingMissing);
}

TEST_F(KeyRingTest, ADestroyedKeyIsGoneFromFileAndLog)
{
    const QByteArray key = created(SubjectKind::Person);
    const QByteArray sealed = SubjectKeys::seal(m_store.database(), key, "a face", "proof").value();
    {
        auto transaction = store::Transaction::begin(m_store.database());
        ASSERT_TRUE(m_keys.shred(*transaction, key, ShredReason::Erased));
        ASSERT_TRUE(m_keys.shred(*transaction, key, ShredReason::Erased)) << "twice is no error";
    }
    EXPECT_TRUE(SubjectKeys::unseal(m_store.database(), key, sealed, "proof")) << "rolled back, nothing is destroyed";
    auto transaction = store::Transaction::begin(m_store.database());
    ASSERT_TRUE(m_keys.shred(*transaction, key, ShredReason::Erased));
    ASSERT_TRUE(transaction->commit());
    SubjectKeys::forgetForGood(m_store.database(), m_store.clock());
    EXPECT_EQ(SubjectKeys::unseal(m_store.database(), key, sealed, "proof").error().code, ErrorCode::KeyShredded);
    EXPECT_EQ(QFileInfo(m_store.ringFile() + QStringLiteral("-wal")).size(), 0) << "the log is empty";
    EXPECT_FALSE(m_store.database().execute(
        "INSERT INTO ring.subject_keys (id, kind, key, created_at) SELECT id, 'person', zeroblob(32), 0 FROM "
        "ring.shredded"))
        << "and it does not come back";
}

// A backup under way reads the store as it was: until it ends the log keeps what was deleted, and that is said.
TEST_F(KeyRingTest, AReaderKeepsTheLogAndThatIsSaid)
{
    const QByteArray key = created(SubjectKind::Person);
    auto reader = m_store.openAnother(store::OpenMode::ReadOnly);
    ASSERT_TRUE(reader->execute("BEGIN"));
    {
        auto looking = reader->prepare("SELECT count(*) FROM ring.subject_keys");
        ASSERT_TRUE(looking && looking->step());
    }
    auto transaction = store::Transaction::begin(m_store.database());
    ASSERT_TRUE(m_keys.shred(*transaction, key, ShredReason::Erased));
    ASSERT_TRUE(transaction->commit());
    m_store.clock().advance(5000);
    truncateLogs(m_store.database(), m_store.clock());
    const auto kept = keptLog(m_store.database());
    ASSERT_TRUE(kept && *kept);
    EXPECT_EQ((*kept)->since, m_store.clock().now());
    EXPECT_EQ(m_store.auditActions().last(), QStringLiteral("log.kept"));
    EXPECT_GT(QFileInfo(m_store.ringFile() + QStringLiteral("-wal")).size(), 0);
    truncateLogs(m_store.database(), m_store.clock());
    EXPECT_EQ(m_store.auditActions().count(QStringLiteral("log.kept")), 1) << "said once";

    ASSERT_TRUE(reader->execute("COMMIT"));
    truncateLogs(m_store.database(), m_store.clock());
    EXPECT_FALSE(*keptLog(m_store.database()));
    EXPECT_EQ(m_store.auditActions().last(), QStringLiteral("log.truncate"));
    EXPECT_EQ(QFileInfo(m_store.ringFile() + QStringLiteral("-wal")).size(), 0);
}

TEST_F(KeyRingTest, KeysComeFromAStockThatIsOnTheDiskBefore)
{
    ASSERT_TRUE(m_keys.stock(3));
    const auto spares = [this] {
        return m_store.number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'spare'");
    };
    const qint64 before = spares();
    EXPECT_GE(before, 3);
    auto transaction = store::Transaction::begin(m_store.database());
    const QByteArray key = m_keys.create(*transaction, SubjectKind::Vehicle).value();
    EXPECT_EQ(spares(), before - 1);
    ASSERT_TRUE(transaction->commit());
    EXPECT_EQ(m_store.number("SELECT count(*) FROM ring.subject_keys WHERE kind = 'vehicle'"), 1);
    EXPECT_EQ(key.size(), SubjectKeys::IdSize);

    ASSERT_TRUE(m_keys.prepareSpan(m_store.clock().now()));
    auto recording = store::Transaction::begin(m_store.database());
    const QByteArray day = m_keys.ofSpan(*recording, m_store.clock().now()).value();
    EXPECT_EQ(m_keys.ofSpan(*recording, m_store.clock().now()).value(), day);
    EXPECT_NE(m_keys.ofSpan(*recording, m_store.clock().now().plusMilliseconds(86'400'000)).value(), day);
}

// A store as the release before the ring left it.
TEST(KeyRingUpkeep, AnOldStoreIsSealedWhenItIsFirstOpened)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("site.store"));
    const test::TestClock clock;
    const store::SecretKey key = someKey(9);
    std::vector<float> face(512, 0.0F);
    face[3] = 1.0F;
    {
        auto old = store::Database::open(file, key, store::OpenMode::CreateNew, store::allMigrations().first(7));
        ASSERT_TRUE(old);
        ASSERT_TRUE((*old)->execute(R"sql(
            INSERT INTO persons (id, kind, name, created_at, updated_at) VALUES (1, 'employee', 'Li Na', 5, 5);
            INSERT INTO vehicles (id, plate, merged_plate, region, created_at, updated_at)
                VALUES (1, 'AB12', 'A812', 'eu', 5, 5);
            INSERT INTO consents (id, person_id, purpose, notice_version, notice_hash, given_how, given_at)
                VALUES (1, 1, 'access-face', '1', zeroblob(32), 'signed-form', 5);
            INSERT INTO consents (id, person_id, purpose, notice_version, notice_hash, given_how, given_at, withdrawn_at)
                VALUES (2, 1, 'picture', '1', zeroblob(32), 'signed-form', 5, 6);
            INSERT INTO evidence VALUES (1, 'known', 'image/jpeg', 2, 2, CAST('known passage' AS BLOB), 5, 6),
                (2, 'unknown', 'image/jpeg', 2, 2, CAST('a stranger at the gate' AS BLOB), 90000000, 6);
            INSERT INTO events (at, lane_id, lane_name, kind, subject, certainty, person_id, decision, reason, crop_id)
                VALUES (5, 1, 'L', 'recognition', 'person', 'known', 1, 'allow', 'rule', 1);
        )sql"));
        auto insert = (*old)->prepare("INSERT INTO face_templates (person_id, consent_id, model, vector, quality, "
                                      "picture, created_at) VALUES (1, 1, 'm', ?1, 0.9, CAST('crop' AS BLOB), 5)");
        insert->bindAll(vectorBytes(face));
        ASSERT_TRUE(insert->run());
    }
    auto opened = store::Database::open(file, key, store::OpenMode::ReadWrite);
    ASSERT_TRUE(opened) << qPrintable(opened.error().detail);
    store::Database& database = **opened;
    ASSERT_TRUE(openRing(database, folder.filePath(QStringLiteral("site.ring")), key));
    const auto settled = settleRing(database, clock);
    ASSERT_TRUE(settled) << qPrintable(settled.error().detail);
    ASSERT_TRUE(settleRing(database, clock)) << "and is settled then";

    people::FaceTemplates templates(database, clock);
    const auto set = templates.all(QStringLiteral("m")).value();
    ASSERT_EQ(set.templates.size(), 1U);
    EXPECT_EQ(set.templates.front().vector, set.rotation->rotated(face));
    EXPECT_EQ(templates.picture(PersonId(1)).value(), QByteArrayLiteral("crop"));
    auto clear = database.prepare(
        "SELECT (SELECT count(*) FROM evidence WHERE instr(picture, 'passage') OR instr(picture, 'stranger')) + "
        "(SELECT count(*) FROM face_templates WHERE length(vector) = 2048 OR instr(picture, 'crop'))");
    ASSERT_TRUE(*clear->step());
    EXPECT_EQ(clear->integer(0), 0);
    auto evidence = database.prepare("SELECT key_id, picture FROM evidence ORDER BY id");
    for (const char* expected : { "known passage", "a stranger at the gate" }) {
        ASSERT_TRUE(*evidence->step());
        EXPECT_EQ(SubjectKeys::unseal(database, evidence->blob(0), evidence->blob(1), EvidenceContext).value(),
            QByteArray(expected));
    }
    auto known = database.prepare("SELECT e.key_id = p.key_id FROM evidence e, persons p WHERE e.id = 1");
    ASSERT_TRUE(*known->step());
    EXPECT_TRUE(known->boolean(0)) << "the passage is sealed under the person's own key";
    EXPECT_TRUE(database.verify());
}

TEST(KeyRingUpkeep, WithoutItsRingASiteOpensAndFacesAreEnrolledAnew)
{
    test::TestStore store;
    QTemporaryDir folder;
    store.copyStoreTo(folder.path());
    auto opened = store.openIn(folder.path()); // makes a ring
    auto generation = opened->prepare("SELECT value FROM settings WHERE key = 'template-rotation'");
    ASSERT_TRUE(*generation->step());
    EXPECT_EQ(generation->text(0), QStringLiteral("2")) << "the old matrix is gone with the old ring";
    EXPECT_TRUE(currentRotation(*opened, 512));
}

} // namespace
} // namespace gatehouse::security
