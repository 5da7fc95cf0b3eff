#include "core/backup/RingCopies.h"

#include "core/backup/Restore.h"
#include "core/evidence/EvidenceStore.h"
#include "core/people/Erasure.h"
#include "core/people/FaceTemplates.h"
#include "core/security/RotationSecrets.h"
#include "core/security/SubjectKeys.h"
#include "tests/store/backup/BackupSite.h"
#include "tests/store/backup/EnrolledPeople.h"
#include "tests/support/Approved.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::backup;
using gatehouse::test::BackupSite;
using security::Proposal;

namespace {

// A site with two people whose faces are enrolled, and a folder for copies of its ring.
class RingCopiesTest : public testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(QDir().mkpath(ringFolder()));
        BackupSettings settings;
        settings.folder = m_site.shelf();
        settings.ringFolder = ringFolder();
        ASSERT_TRUE(m_site.backups().setSettings(m_site.admin(), settings));
        m_gone = test::enrolPerson(m_site, QStringLiteral("Wilhelmina Gonebye"));
        m_stays = test::enrolPerson(m_site, QStringLiteral("Barnaby Stayput"));
    }

    [[nodiscard]] QString ringFolder() const { return m_site.paths().folder + QStringLiteral("/../rings"); }
    RingCopies copies() { return { m_site.site(), m_site.clock() }; }
    RingState state()
    {
        const auto found = copies().state(m_site.admin());
        EXPECT_TRUE(found) << (found ? "" : qPrintable(found.error().detail));
        return found ? *found : RingState();
    }
    QString exportTo(const char* name)
    {
        const QString file = QDir(m_site.shelf()).filePath(QLatin1StringView(name));
        const auto made = copies().exportTo(m_site.admin(), file);
        EXPECT_TRUE(made) << (made ? "" : qPrintable(made.error().detail));
        return made ? made->file : QString();
    }
    Result<security::RingGain> import(const OldBackup& copy)
    {
        GATEHOUSE_TRY_ASSIGN(header, copies().inspect(m_site.admin(), copy.file));
        auto approval = test::approved(m_site.site(), m_site.clock(), Proposal::restore(header.payloadDigest));
        return copies().importFrom(m_site.admin(), std::move(approval), copy);
    }
    void rekey()
    {
        auto approval = test::approved(m_site.site(), m_site.clock(), Proposal::rekey());
        const auto done = m_site.site().rekey(m_site.admin(), std::move(approval));
        ASSERT_TRUE(done) << qPrintable(done.error().detail);
    }
    // The disk has lost the ring; the site makes a new one when it is opened.
    void loseRing()
    {
        m_site.close();
        for (const char* suffix : { "", "-wal", "-shm" })
            QFile::remove(m_site.paths().ring() + QLatin1StringView(suffix));
        m_site.reopen();
    }
    EvidenceId savePicture(const evidence::Shown& shown)
    {
        const auto saved = m_site.site().writer().call([&](store::Database& database) -> Result<EvidenceId> {
            const UtcTime now = m_site.clock().now();
            GATEHOUSE_TRY(evidence::prepareSpan(database, m_site.clock(), now));
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            const evidence::EncodedPicture picture { QByteArrayLiteral("\xff\xd8 a passage"), QSize(1, 1) };
            GATEHOUSE_TRY_ASSIGN(id, evidence::save(transaction, m_site.clock(), picture, shown, now));
            GATEHOUSE_TRY(transaction.commit());
            return id;
        });
        EXPECT_TRUE(saved) << (saved ? "" : qPrintable(saved.error().detail));
        return saved ? *saved : EvidenceId();
    }
    [[nodiscard]] qint64 rotationSecrets()
    {
        return m_site.number("SELECT count(*) FROM ring.site_secrets WHERE name = 'template-rotation'");
    }
    [[nodiscard]] bool opensPicture(EvidenceId id)
    {
        return m_site.site().reader().call(
            [&](store::Database& database) { return bool(evidence::loadEncoded(database, id)); });
    }
    [[nodiscard]] int comparable() { return test::comparableFaces(m_site.site(), m_site.clock()); }

    BackupSite m_site;
    PersonId m_gone;
    PersonId m_stays;
};

} // namespace

TEST_F(RingCopiesTest, aLostRingComesBackAndFacesAreComparedAgain)
{
    const QString copy = exportTo("by-hand.ghring");
    EXPECT_EQ(comparable(), 2);
    loseRing();
    EXPECT_EQ(comparable(), 0);
    EXPECT_EQ(state().unreadable.templates, 2);
    // Somebody is enrolled before the copy is found.
    test::enrolPerson(m_site, QStringLiteral("Newton Later"));
    EXPECT_EQ(comparable(), 1);
    const auto gain = import(copy);
    ASSERT_TRUE(gain) << qPrintable(gain.error().detail);
    EXPECT_GT(gain->keys, 0);
    EXPECT_EQ(gain->refused, 0);
    EXPECT_EQ(gain->templates, 2);
    EXPECT_EQ(comparable(), 3) << "the new one's is as good as before";
    EXPECT_EQ(state().unreadable.templates, 0);
    m_site.reopen();
    EXPECT_EQ(comparable(), 3);
    EXPECT_TRUE(m_site.auditActions().contains(QStringLiteral("backup.ring-import")));
}

// The ring's disk was away for a day: the site was opened without it and worked on.
TEST_F(RingCopiesTest, aRingThatIsPutBackReadsWhatItReadBefore)
{
    const EvidenceId stranger = savePicture({});
    const EvidenceId known = savePicture({ m_stays, {} });
    m_site.close();
    const QString away = m_site.paths().ring() + QStringLiteral(".away");
    ASSERT_TRUE(QFile::rename(m_site.paths().ring(), away));
    m_site.reopen();
    EXPECT_EQ(comparable(), 0);
    EXPECT_FALSE(opensPicture(stranger));
    test::enrolPerson(m_site, QStringLiteral("Newton Later"));
    EXPECT_EQ(comparable(), 1);
    (void)savePicture({ m_stays, {} });
    ASSERT_TRUE(m_site.site().writer().call([&](store::Database& database) {
        return people::FaceTemplates(database, m_site.clock()).renewRotation(m_site.admin());
    }));

    m_site.close();
    ASSERT_TRUE(QFile::remove(m_site.paths().ring()));
    ASSERT_TRUE(QFile::rename(away, m_site.paths().ring()));
    for (int opening = 1; opening <= 3; ++opening) {
        SCOPED_TRACE(opening);
        m_site.reopen();
        EXPECT_EQ(comparable(), 2) << "only who was enrolled without it is missing";
        EXPECT_TRUE(opensPicture(stranger));
        EXPECT_TRUE(opensPicture(known));
    }
    EXPECT_EQ(m_site.number("SELECT count(DISTINCT rotation) FROM face_templates"), 2) << "one readable, one not";
    EXPECT_TRUE(m_site.auditActions().contains(QStringLiteral("ring.turn-templates")));
}

// A secret is kept for templates whose keys may yet come back, and for no others.
TEST_F(RingCopiesTest, theSecretOfTemplatesThatCannotBeReadIsKept)
{
    m_site.site().writer().call([&](store::Database& database) {
        for (const char* sql : { "CREATE TABLE ring.aside AS SELECT * FROM ring.subject_keys WHERE kind = 'consent'",
                 "DELETE FROM ring.subject_keys WHERE kind = 'consent'" })
            ASSERT_TRUE(database.execute(sql));
        const auto made = security::makeRotationSecret(database, m_site.clock());
        ASSERT_TRUE(made);
        auto transaction = store::Transaction::begin(database);
        ASSERT_TRUE(security::setRotationGeneration(*transaction, *made));
        ASSERT_TRUE(transaction->commit());
    });
    m_site.reopen();
    m_site.reopen();
    EXPECT_EQ(comparable(), 0);
    EXPECT_EQ(rotationSecrets(), 2);
    m_site.site().writer().call([](store::Database& database) {
        ASSERT_TRUE(database.execute("INSERT INTO ring.subject_keys SELECT * FROM ring.aside"));
    });
    m_site.reopen();
    EXPECT_EQ(comparable(), 2);
    EXPECT_EQ(rotationSecrets(), 1) << "nothing stands on the other one now";
}

TEST_F(RingCopiesTest, whatWasDestroyedSinceDoesNotComeBack)
{
    const QString copy = exportTo("by-hand.ghring");
    ASSERT_TRUE(test::erasePerson(m_site, m_gone));
    EXPECT_GT(state().exported.first().destroyedSince, 0);
    const auto again = import(copy);
    ASSERT_TRUE(again) << qPrintable(again.error().detail);
    EXPECT_EQ(again->keys, 0) << "nothing was missing";
    EXPECT_GT(again->refused, 0);
    // Not either where the ring is lost and only the store knows.
    loseRing();
    const auto gain = import(copy);
    ASSERT_TRUE(gain) << qPrintable(gain.error().detail);
    EXPECT_GT(gain->keys, 0);
    EXPECT_GT(gain->refused, 0);
    EXPECT_EQ(comparable(), 1);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM ring.subject_keys k JOIN shredded_keys s ON s.key_id = k.id"), 0);
}

TEST_F(RingCopiesTest, whatTheCopyKnowsToBeDestroyedIsForgottenHere)
{
    const QString older = m_site.paths().ring() + QStringLiteral(".older");
    const auto taken = m_site.backups().take(m_site.admin());
    ASSERT_TRUE(taken);
    m_site.close();
    ASSERT_TRUE(QFile::copy(m_site.paths().ring(), older));
    m_site.reopen();
    ASSERT_TRUE(test::erasePerson(m_site, m_gone));
    const QString copy = exportTo("newer.ghring");
    // Store and ring of before the erasure are brought back by somebody's own means.
    auto staged = Restore::stage(m_site.site(), m_site.clock(), m_site.admin(), taken->file);
    ASSERT_TRUE(staged);
    EXPECT_EQ(staged->preview().unreadable.templates, 1);
    ASSERT_TRUE(staged->confirm(
        m_site.site(), m_site.admin(), test::approved(m_site.site(), m_site.clock(), staged->preview().proposal())));
    m_site.close();
    ASSERT_TRUE(staged->finish());
    QFile::remove(m_site.paths().ring());
    ASSERT_TRUE(QFile::rename(older, m_site.paths().ring()));
    m_site.reopen();
    ASSERT_EQ(m_site.number("SELECT count(*) FROM persons"), 2) << "what this test is about";
    const auto gain = import(copy);
    ASSERT_TRUE(gain) << qPrintable(gain.error().detail);
    EXPECT_GT(gain->destroyed, 0);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM persons"), 1);
    EXPECT_EQ(comparable(), 1);
}

TEST_F(RingCopiesTest, importTakesTwoPeopleAndTheirYesToThisCopy)
{
    const QString copy = exportTo("one.ghring");
    auto other = test::approved(m_site.site(), m_site.clock(), Proposal::restore(QByteArray(32, 'x')));
    EXPECT_EQ(copies().importFrom(m_site.admin(), std::move(other), copy).error().code, ErrorCode::ApprovalNotValid);
    const security::ActingOperator guard { m_site.admin().id, QStringLiteral("Gus"), security::Role::Guard };
    EXPECT_EQ(copies().exportTo(guard, copy).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(copies().state(guard).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(copies().inspect(guard, copy).error().code, ErrorCode::PermissionDenied);
    // A backup is no copy of the ring, nor the other way round.
    const auto taken = m_site.backups().take(m_site.admin());
    ASSERT_TRUE(taken);
    EXPECT_EQ(copies().inspect(m_site.admin(), taken->file).error().code, ErrorCode::BackupForeign);
    EXPECT_EQ(m_site.backups().verify(m_site.admin(), copy).error().code, ErrorCode::BackupForeign);
}

TEST_F(RingCopiesTest, aCopyOfBeforeAReKeyTakesASecretOfThen)
{
    const QString copy = exportTo("before.ghring");
    rekey();
    loseRing();
    EXPECT_EQ(import(copy).error().code, ErrorCode::BackupKeyNeeded);
    const auto wrong = security::Passphrase::fromUtf8("heron lantern gravel teapod");
    EXPECT_EQ(import({ copy, security::CarriedSecret { QStringLiteral("Ada Admin"), wrong, {} } }).error().code,
        ErrorCode::SignInRefused);
    const auto gain =
        import({ copy, security::CarriedSecret { QStringLiteral("Ada Admin"), BackupSite::adminWords(), {} } });
    ASSERT_TRUE(gain) << qPrintable(gain.error().detail);
    EXPECT_EQ(comparable(), 2);
}

TEST_F(RingCopiesTest, theOneCopyFollowsTheRingAndOldOnesGo)
{
    EXPECT_TRUE(state().needsAttention());
    EXPECT_FALSE(state().kept);
    const auto first = copies().copyWhenDue();
    ASSERT_TRUE(first) << qPrintable(first.error().detail);
    ASSERT_TRUE(*first);
    const QString file = (*first)->file;
    EXPECT_FALSE(*copies().copyWhenDue()) << "nothing has changed";
    RingState now = state();
    ASSERT_TRUE(now.kept);
    EXPECT_FALSE(now.kept->isStale());
    EXPECT_FALSE(now.needsAttention());
    // Another copy lies beside it, with a second hand on its bytes.
    QFile held(file);
    ASSERT_TRUE(held.open(QIODevice::ReadOnly));
    const QByteArray before = held.readAll();
    ASSERT_TRUE(QFile::copy(file, ringFolder() + QStringLiteral("/forgotten.ghring")));

    ASSERT_TRUE(test::erasePerson(m_site, m_gone));
    now = state();
    EXPECT_GT(now.kept->destroyedSince, 0);
    EXPECT_TRUE(now.needsAttention());
    ASSERT_TRUE(*copies().copyWhenDue());
    EXPECT_FALSE(state().needsAttention());
    EXPECT_EQ(QDir(ringFolder()).entryList(QDir::Files | QDir::Hidden), QStringList { QFileInfo(file).fileName() });
    ASSERT_TRUE(held.seek(0));
    const QByteArray after = held.readAll();
    EXPECT_NE(after, before) << "the old bytes were overwritten in their place";
    EXPECT_EQ(after.count('\0'), after.size());

    // A new key makes the copy stale, too, and a day makes it old.
    m_site.clock().advance(25LL * 60 * 60 * 1000);
    EXPECT_TRUE(*copies().copyWhenDue());
    ASSERT_TRUE(m_site.site().writer().call(
        [&](store::Database& database) { return security::SubjectKeys(database, m_site.clock()).stock(500); }));
    EXPECT_GT(state().kept->madeSince, 0);
}

TEST_F(RingCopiesTest, aTrailInDoubtKeepsNoDestroyedKeyInAnOldCopy)
{
    const auto doubted = m_site.site().compareHistory({ { audit::SignedPlace::Backup, { 3, QByteArray(32, 'x') } } });
    ASSERT_TRUE(doubted && doubted->mismatch);
    EXPECT_FALSE(m_site.backups().take(m_site.admin()));
    const auto made = copies().copyWhenDue();
    ASSERT_TRUE(made) << qPrintable(made.error().detail);
    ASSERT_TRUE(*made);
    EXPECT_EQ((*made)->header.audit.entries, 0) << "it says nothing of the trail";
    EXPECT_TRUE(copies().inspect(m_site.admin(), (*made)->file));
}

TEST_F(RingCopiesTest, whatTheRingNeedsIsSaidOnceThereIsSomethingToDo)
{
    constexpr qint64 Days = 24LL * 60 * 60 * 1000;
    const int patience = m_site.backups().settings(m_site.admin())->warnAfterDays;
    EXPECT_EQ(*copies().health(), RingHealth()) << "the site is new";
    m_site.clock().advance((patience + 1) * Days);
    EXPECT_EQ(copies().health()->need, RingNeed::NoCopy);
    ASSERT_TRUE(*copies().copyWhenDue());
    const UtcTime copied = m_site.clock().now();
    EXPECT_EQ(*copies().health(), (RingHealth { RingNeed::Nothing, copied }));
    QDir().rename(ringFolder(), ringFolder() + QStringLiteral(".unplugged"));
    EXPECT_EQ(*copies().health(), (RingHealth { RingNeed::Nothing, copied })) << "the drive lies in a safe";
    m_site.clock().advance((patience + 1) * Days);
    EXPECT_EQ(*copies().health(), (RingHealth { RingNeed::CopyTooOld, copied }));
    loseRing();
    EXPECT_EQ(copies().health()->need, RingNeed::KeysMissing);
}

TEST_F(RingCopiesTest, aCopyBesideTheBackupsOrAMissingFolderIsSaid)
{
    BackupSettings settings = *m_site.backups().settings(m_site.admin());
    settings.ringFolder = m_site.shelf();
    ASSERT_TRUE(m_site.backups().setSettings(m_site.admin(), settings));
    ASSERT_TRUE(copies().copyWhenDue());
    EXPECT_TRUE(state().isBesideBackups);
    EXPECT_TRUE(state().needsAttention());
    settings.ringFolder = ringFolder();
    ASSERT_TRUE(m_site.backups().setSettings(m_site.admin(), settings));
    QDir(ringFolder()).removeRecursively();
    EXPECT_TRUE(state().isFolderMissing);
    EXPECT_FALSE(*copies().copyWhenDue());
    settings.ringFolder.clear();
    ASSERT_TRUE(m_site.backups().setSettings(m_site.admin(), settings));
    EXPECT_TRUE(state().folder.isEmpty());
    EXPECT_TRUE(state().needsAttention());
}
