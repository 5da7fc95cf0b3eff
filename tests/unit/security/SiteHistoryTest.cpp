#include "core/security/SiteHistory.h"

#include "core/audit/Pruning.h"
#include "tests/unit/security/HistoryFixture.h"

#include <QCryptographicHash>

using namespace gatehouse;
using namespace gatehouse::security;
using audit::HistoryFault;
using audit::SignedPlace;
using gatehouse::test::HistoryForger;

using SiteHistoryTest = test::HistoryFixture;

TEST_F(SiteHistoryTest, aTrailWrittenAnewWithoutItsCheckpointsIsNotSigned)
{
    writeEntries(20);
    const qint64 signedEntry = signedHead().state.entries;
    {
        HistoryForger forger = this->forger();
        forger.rewrite(5, QStringLiteral("nothing.happened"));
        forger.run("DELETE FROM audit_checkpoints");
    }
    reopen();
    EXPECT_GE(m_site->history().mismatch->entry, signedEntry);
    expectNothingSigned(*m_site->history().mismatch);
    EXPECT_EQ(m_site->history().mismatch->fault, HistoryFault::Rewritten);
    EXPECT_EQ(m_site->history().mismatch->place, SignedPlace::KeyFile);
}

TEST_F(SiteHistoryTest, aTrailWrittenAnewUnderItsCheckpointsIsNotSigned)
{
    writeEntries(20);
    (void)signedHead();
    {
        HistoryForger forger = this->forger();
        forger.rewrite(5, QStringLiteral("nothing.happened"));
        // The signatures stay, and are made to name the new heads.
        forger.run("UPDATE audit_checkpoints SET head = (SELECT hash FROM audit WHERE audit.sequence = "
                   "audit_checkpoints.sequence)");
    }
    reopen();
    ASSERT_TRUE(m_site->history().mismatch);
    expectNothingSigned(*m_site->history().mismatch);
}

TEST_F(SiteHistoryTest, checkpointsTakenOutAreMissed)
{
    writeEntries(20);
    const qint64 signedEntry = signedHead().state.entries;
    {
        HistoryForger forger = this->forger();
        forger.run("DELETE FROM audit_checkpoints");
    }
    reopen();
    ASSERT_TRUE(m_site->history().mismatch);
    EXPECT_GE(m_site->history().mismatch->entry, signedEntry);
    expectNothingSigned({ HistoryFault::Unsigned, SignedPlace::KeyFile, m_site->history().mismatch->entry });
}

TEST_F(SiteHistoryTest, anEntryBehindTheNewestSignatureIsNotSignedEither)
{
    (void)signedHead();
    writeEntries(20);
    const QByteArray keys = contentOf(m_paths.keys());
    {
        // As if the machine had gone off: the last entries are not signed yet.
        HistoryForger forger = this->forger();
        forger.run("DELETE FROM audit_checkpoints WHERE number > 1");
        forger.run("UPDATE audit SET action = 'nothing.happened' WHERE sequence = 12");
    }
    replace(m_paths.keys(), keys);
    reopen();
    expectNothingSigned({ HistoryFault::Rewritten, SignedPlace::Store, 12 });
}

TEST_F(SiteHistoryTest, anOlderStoreIsCalledOlder)
{
    writeEntries(20);
    m_site.reset();
    const QByteArray older = contentOf(m_paths.store());
    reopen();
    writeEntries(20);
    const qint64 newest = signedHead().state.entries;
    m_site.reset();
    replace(m_paths.store(), older);
    reopen();
    ASSERT_TRUE(m_site->history().mismatch);
    const qint64 missing = m_site->history().mismatch->entry;
    EXPECT_LT(missing, newest);
    expectNothingSigned({ HistoryFault::RolledBack, SignedPlace::KeyFile, missing });
}

TEST_F(SiteHistoryTest, aMachineThatGoesOffBeforeTheKeyFileIsWrittenIsNoForgery)
{
    (void)signedHead();
    writeEntries(20);
    const QByteArray before = contentOf(m_paths.keys());
    const audit::Anchor newest { signedHead().number, signedHead().state };
    m_site.reset();
    EXPECT_GE(anchors().newest.checkpoint, newest.checkpoint);
    replace(m_paths.keys(), before);
    EXPECT_LT(anchors().newest.checkpoint, newest.checkpoint);
    reopen();
    EXPECT_FALSE(m_site->history().mismatch);
    EXPECT_GE(anchors().newest.checkpoint, newest.checkpoint) << "brought after";
    EXPECT_FALSE(auditActions().contains(QStringLiteral("audit.mismatch")));
}

TEST_F(SiteHistoryTest, aPrunedTrailStandsOnWhatWasSigned)
{
    writeEntries(20);
    (void)signedHead();
    const QByteArray before = contentOf(m_paths.keys());
    m_clock.advance(1000);
    const auto pruned = m_site->writer().call([&](store::Database& database) -> Result<bool> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        const audit::PruningRule rule { 1, m_clock.now() };
        GATEHOUSE_TRY_ASSIGN(gone, audit::prune(transaction, m_clock, m_site->signingKey(), rule, 1000));
        GATEHOUSE_TRY(transaction.commit());
        return gone.has_value();
    });
    ASSERT_TRUE(pruned && *pruned);
    reopen();
    EXPECT_FALSE(m_site->history().mismatch);
    // The anchor lies below the floor: its checkpoint speaks for it.
    m_site.reset();
    replace(m_paths.keys(), before);
    reopen();
    EXPECT_FALSE(m_site->history().mismatch);
}

TEST_F(SiteHistoryTest, anchorsThatTheSiteHasNotSignedAreForged)
{
    (void)signedHead();
    m_site.reset();
    const QByteArray sound = contentOf(m_paths.keys());
    QByteArray copy = sound.first(sound.size() / 2 - 32);
    copy.replace(copy.size() - TrailAnchorsSize, TrailAnchorsSize, QByteArray(TrailAnchorsSize, '\0'));
    copy += QCryptographicHash::hash(copy, QCryptographicHash::Blake2b_256);
    replace(m_paths.keys(), copy + copy);
    reopen();
    expectNothingSigned({ HistoryFault::Forged, SignedPlace::KeyFile, 0 });
    // A change of the slots does not put the site's name under them.
    add("Gus Guard", Role::Guard, test::GuardWords);
    reopen();
    EXPECT_TRUE(m_site->history().mismatch);
}

TEST_F(SiteHistoryTest, theAnchorChangesNoSlotAndNoGeneration)
{
    (void)signedHead();
    (void)checkpoints(); // what is done behind the signature is done before this answers
    const auto before = KeySlotFile::load(m_paths.keys());
    writeEntries(int(audit::EntriesBetween));
    (void)checkpoints();
    const auto after = KeySlotFile::load(m_paths.keys());
    EXPECT_NE(before->encode(), after->encode());
    EXPECT_TRUE(after->hasContentOf(*before));
    EXPECT_EQ(after->generation(), before->generation());
    // And a change of the slots keeps the anchor.
    const TrailAnchors kept = anchors();
    add("Gus Guard", Role::Guard, test::GuardWords);
    EXPECT_GE(anchors().newest.checkpoint, kept.newest.checkpoint);
    EXPECT_GT(anchors().newest.checkpoint, 0);
}

TEST_F(SiteHistoryTest, aHeadFromTheShelfIsComparedAndRemembered)
{
    const audit::Checkpoint then = signedHead();
    writeEntries(5);
    EXPECT_FALSE(m_site->compareHistory({ { SignedPlace::Backup, then.state } })->mismatch);
    const audit::ChainState other { then.state.entries, QByteArray(32, 'x') };
    const auto found = m_site->compareHistory({ { SignedPlace::Backup, other } });
    ASSERT_TRUE(found);
    const audit::HistoryMismatch expected { HistoryFault::Rewritten, SignedPlace::Backup, other.entries };
    EXPECT_EQ(found->mismatch, expected);
    expectNothingSigned(expected);
    // The shelf was wrong: another one says so.
    EXPECT_FALSE(m_site->compareHistory({ { SignedPlace::Backup, then.state } })->mismatch);
    EXPECT_TRUE(m_site->signTrail(audit::CheckpointReason::Printed));
    EXPECT_TRUE(auditActions().contains(QStringLiteral("audit.match")));
}

TEST_F(SiteHistoryTest, anOlderKeyFileBringsBackNoPassphraseAndNoOperator)
{
    add("Gus Guard", Role::Guard, test::GuardWords);
    add("Mia Manager", Role::Manager, test::GuardWords);
    m_site.reset();
    const QByteArray older = contentOf(m_paths.keys());
    reopen();
    const auto gus = m_site->authenticate(QStringLiteral("Gus Guard"), test::words(test::GuardWords));
    ASSERT_TRUE(gus);
    ASSERT_TRUE(m_site->changePassphrase(*gus, test::words(test::GuardWords), test::words(test::OtherWords)));
    m_site.reset();
    replace(m_paths.keys(), older);

    EXPECT_EQ(refusal("Gus Guard", test::GuardWords), ErrorCode::SignInRefused) << "the passphrase was replaced";
    reopen();
    EXPECT_TRUE(m_site->history().wasKeyFileOlder);
    EXPECT_FALSE(m_site->history().mismatch);
    EXPECT_EQ(auditActions().count(QStringLiteral("site.keys-older")), 1);
    EXPECT_TRUE(m_site->authenticate(QStringLiteral("Mia Manager"), test::words(test::GuardWords)));
    m_clock.advance(SignInThrottle::LongestWait);
    EXPECT_FALSE(m_site->authenticate(QStringLiteral("Gus Guard"), test::words(test::GuardWords)));
    // Once it is put right it is the newest one.
    reopen();
    EXPECT_FALSE(m_site->history().wasKeyFileOlder);
    EXPECT_EQ(auditActions().count(QStringLiteral("site.keys-older")), 1);
    m_site.reset();
    EXPECT_EQ(refusal("Gus Guard", test::GuardWords), ErrorCode::SignInRefused);
}

TEST_F(SiteHistoryTest, anOlderKeyFileBringsBackNoRecoveryCode)
{
    m_site.reset();
    const QByteArray older = contentOf(m_paths.keys());
    reopen();
    ASSERT_TRUE(m_site->renewRecoveryCode(admin(), approval(Proposal::renewRecoveryCode())));
    m_site.reset();
    replace(m_paths.keys(), older);
    m_clock.advance(SignInThrottle::LongestWait);
    const auto recovered = OpenSite::recover(
        m_paths, m_recoveryCode, QStringLiteral("Ada Admin"), test::words(test::OtherWords), m_clock, test::QuickCost);
    ASSERT_FALSE(recovered);
    EXPECT_EQ(recovered.error().code, ErrorCode::SignInRefused);
    reopen();
    EXPECT_TRUE(m_site->history().wasKeyFileOlder);
}
