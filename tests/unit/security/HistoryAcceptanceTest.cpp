#include "core/audit/Pruning.h"
#include "core/security/AuditAccess.h"
#include "tests/unit/security/HistoryFixture.h"

#include <QCryptographicHash>
#include <QDir>

using namespace gatehouse;
using namespace gatehouse::security;
using audit::HistoryFault;
using audit::SignedPlace;

namespace {

const QString Why = QStringLiteral("the disk failed and an old copy was put back");

// A site whose older store was put back by hand, as after the failure of a disk, and two people.
class HistoryAcceptanceTest : public test::HistoryFixture
{
protected:
    void SetUp() override
    {
        HistoryFixture::SetUp();
        add("Gus Guard", Role::Guard, test::OtherWords);
        add("Mia Manager", Role::Manager, test::GuardWords);
        m_approver = QStringLiteral("Mia Manager");
        m_approversWords = test::GuardWords;
    }
    void putOlderStoreBack()
    {
        writeEntries(20);
        m_site.reset();
        const QByteArray older = contentOf(m_paths.store());
        reopen();
        writeEntries(20);
        m_lost = signedHead().state;
        m_site.reset();
        replace(m_paths.store(), older);
        reopen();
        ASSERT_TRUE(m_site->history().mismatch);
    }
    [[nodiscard]] Proposal proposal() { return Proposal::acceptHistory(**m_site->inDoubt()); }
    Result<audit::Acceptance> accept(const QList<KnownHead>& elsewhere = {})
    {
        return m_site->acceptHistory(admin(), approval(proposal()), Why, elsewhere);
    }
    [[nodiscard]] QList<audit::Acceptance> acceptances()
    {
        return *m_site->reader().call([](store::Database& database) { return audit::listAcceptances(database); });
    }
    [[nodiscard]] bool isEverythingSound()
    {
        return m_site->reader().call([this](store::Database& database) {
            return audit::verify(database).isOk()
                && audit::verifyCheckpoints(database, m_site->signingKey().publicKey()).isOk();
        });
    }
    [[nodiscard]] audit::SigningKey signingKey() const
    {
        return std::move(SiteSecrets::from(ringOf("Ada Admin", test::AdministratorWords))->signing);
    }

    audit::ChainState m_lost;
};

} // namespace

TEST_F(HistoryAcceptanceTest, twoPeopleAcceptItAndTheSiteSignsExportsAndPrunesAgain)
{
    putOlderStoreBack();
    const audit::HistoryMismatch mismatch = *m_site->history().mismatch;
    const TrailAnchors before = anchors();
    EXPECT_FALSE(m_site->signTrail(audit::CheckpointReason::Backup));
    const auto accepted = accept();
    ASSERT_TRUE(accepted) << qPrintable(accepted.error().detail);
    EXPECT_FALSE(m_site->history().mismatch);
    EXPECT_EQ(accepted->doubtedFrom(), mismatch.entry);
    const QJsonObject said = accepted->said();
    EXPECT_EQ(said.value(QStringLiteral("reason")).toString(), Why);
    EXPECT_EQ(said.value(QStringLiteral("fault")).toString(), QStringLiteral("rolled-back"));
    EXPECT_EQ(said.value(QStringLiteral("anchorEntries")).toInteger(), before.newest.state.entries);
    EXPECT_EQ(said.value(QStringLiteral("proposer")).toInteger(), admin().id.value());
    EXPECT_TRUE(said.value(QStringLiteral("approver")).isDouble());
    EXPECT_EQ(anchors().newest, (audit::Anchor { accepted->checkpoint, accepted->state }));
    EXPECT_EQ(anchors().restored, audit::Anchor());
    EXPECT_TRUE(auditActions().contains(QStringLiteral("audit.accept")));

    EXPECT_TRUE(m_site->signTrail(audit::CheckpointReason::Backup));
    EXPECT_TRUE(exportAudit(admin(), *m_site, m_clock, m_folder.filePath(QStringLiteral("export"))));
    writeEntries(5);
    m_clock.advance(1000);
    const auto pruned = m_site->writer().call([&](store::Database& database) -> Result<bool> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        const audit::PruningRule rule { .days = 1, .overdueBefore = m_clock.now() };
        GATEHOUSE_TRY_ASSIGN(gone, audit::prune(transaction, m_clock, m_site->signingKey(), rule, 1000));
        GATEHOUSE_TRY(transaction.commit());
        return gone.has_value();
    });
    EXPECT_TRUE(pruned && *pruned);
    reopen();
    EXPECT_FALSE(m_site->history().mismatch);
    EXPECT_TRUE(isEverythingSound());
    ASSERT_EQ(acceptances().size(), 1) << "told for ever, though the entry was removed in its time";
    EXPECT_FALSE(auditActions().contains(QStringLiteral("audit.accept")));
}

TEST_F(HistoryAcceptanceTest, nobodyDoesItAloneOrWithoutTheRight)
{
    putOlderStoreBack();
    const audit::HistoryMismatch mismatch = *m_site->history().mismatch;
    EXPECT_EQ(m_site->approveAlone(admin(), proposal()).error().code, ErrorCode::SecondPersonNeeded);
    EXPECT_EQ(m_site->approve(admin(), proposal(), QStringLiteral("Ada Admin"), test::words(test::AdministratorWords))
                  .error()
                  .code,
        ErrorCode::SecondPersonUnfit);
    EXPECT_EQ(
        m_site->approve(admin(), proposal(), QStringLiteral("Gus Guard"), test::words(test::OtherWords)).error().code,
        ErrorCode::SecondPersonUnfit);
    const auto manager = m_site->authenticate(QStringLiteral("Mia Manager"), test::words(test::GuardWords));
    ASSERT_TRUE(manager);
    EXPECT_EQ(m_site->approve(*manager, proposal(), QStringLiteral("Ada Admin"), test::words(test::AdministratorWords))
                  .error()
                  .code,
        ErrorCode::PermissionDenied);
    for (const Role role : AllRoles) {
        const ActingOperator actor { admin().id, QStringLiteral("x"), role };
        const auto refused = m_site->acceptHistory(actor, approval(proposal()), Why);
        EXPECT_EQ(refused.isOk() || refused.error().code != ErrorCode::PermissionDenied, role == Role::Administrator);
        if (role == Role::Administrator)
            break; // the last: it was done
    }
    EXPECT_FALSE(m_site->history().mismatch);
    EXPECT_NE(mismatch.entry, 0);
}

TEST_F(HistoryAcceptanceTest, anApprovalIsForOneMismatchAndOneUse)
{
    putOlderStoreBack();
    auto yes = approval(proposal());
    EXPECT_EQ(m_site->acceptHistory(admin(), std::move(yes), QStringLiteral(" why ")).error().code,
        ErrorCode::InvalidArgument);
    EXPECT_FALSE(yes.isSpent()) << "what is refused before leaves it good";
    EXPECT_EQ(m_site
                  ->acceptHistory(admin(),
                      approval(Proposal::acceptHistory({ HistoryFault::Rewritten, SignedPlace::Store, 3 })), Why)
                  .error()
                  .code,
        ErrorCode::ApprovalNotValid);
    const Proposal same = proposal();
    ASSERT_TRUE(m_site->acceptHistory(admin(), std::move(yes), Why));
    EXPECT_TRUE(yes.isSpent());
    EXPECT_EQ(m_site->acceptHistory(admin(), approval(same), Why).error().code, ErrorCode::NotFound)
        << "nothing to accept any more";
    // The same thing happens again: the spent yes is no good for it.
    {
        test::HistoryForger forger = this->forger();
        forger.run("DELETE FROM audit WHERE sequence > (SELECT max(sequence) FROM audit) - 3");
    }
    reopen();
    ASSERT_TRUE(m_site->history().mismatch);
    const auto replayed = m_site->acceptHistory(admin(), std::move(yes), Why);
    EXPECT_EQ(replayed.error().code, ErrorCode::ApprovalNotValid);
    EXPECT_TRUE(m_site->history().mismatch);
}

TEST_F(HistoryAcceptanceTest, oneWhoIsAloneAtTheSiteDoesItAndTheTrailSaysSo)
{
    m_site.reset();
    m_folder.remove();
    ASSERT_TRUE(QDir().mkpath(m_folder.path()));
    SiteFixture::SetUp();
    m_approver.clear();
    putOlderStoreBack();
    const auto accepted = accept();
    ASSERT_TRUE(accepted) << qPrintable(accepted.error().detail);
    EXPECT_EQ(accepted->said().value(QStringLiteral("approver")).toString(), QStringLiteral("none"));
}

TEST_F(HistoryAcceptanceTest, aNewCutIsFoundAsEver)
{
    putOlderStoreBack();
    ASSERT_TRUE(accept());
    m_site.reset();
    const QByteArray older = contentOf(m_paths.store());
    reopen();
    writeEntries(10);
    (void)signedHead();
    m_site.reset();
    replace(m_paths.store(), older);
    reopen();
    ASSERT_TRUE(m_site->history().mismatch);
    EXPECT_EQ(m_site->history().mismatch->fault, HistoryFault::RolledBack);
    expectNothingSignedNow();
}

TEST_F(HistoryAcceptanceTest, theStoreOfBeforeTheAcceptanceIsAnOlderOne)
{
    putOlderStoreBack();
    m_site.reset();
    const QByteArray before = contentOf(m_paths.store());
    reopen();
    ASSERT_TRUE(accept());
    m_site.reset();
    replace(m_paths.store(), before);
    reopen();
    EXPECT_TRUE(m_site->history().mismatch);
    EXPECT_TRUE(acceptances().isEmpty());
}

TEST_F(HistoryAcceptanceTest, theKeyFileOfBeforeIsNoticed)
{
    putOlderStoreBack();
    m_site.reset();
    const QByteArray before = contentOf(m_paths.keys());
    reopen();
    ASSERT_TRUE(accept());
    m_site.reset();
    replace(m_paths.keys(), before);
    reopen();
    ASSERT_TRUE(m_site->history().mismatch) << "it tells of the history that was lost";
    EXPECT_EQ(m_site->history().mismatch->place, SignedPlace::KeyFile);
    expectNothingSignedNow();
}

TEST_F(HistoryAcceptanceTest, withoutTheKeyFileNothingIsAccepted)
{
    putOlderStoreBack();
    auto yes = approval(proposal());
    const QString aside = m_paths.keys() + QStringLiteral(".away");
    ASSERT_TRUE(QFile::rename(m_paths.keys(), aside));
    EXPECT_FALSE(m_site->acceptHistory(admin(), std::move(yes), Why));
    ASSERT_TRUE(QFile::rename(aside, m_paths.keys()));
    EXPECT_TRUE(m_site->history().mismatch);
    reopen();
    EXPECT_TRUE(m_site->history().mismatch);
    EXPECT_TRUE(acceptances().isEmpty());
    EXPECT_TRUE(accept());
}

// Before the commit the key file announces what is going to be accepted; the machine goes off on either side of it.
TEST_F(HistoryAcceptanceTest, aPowerCutAroundTheCommitIsSettledAtTheNextOpening)
{
    putOlderStoreBack();
    m_site.reset();
    const QByteArray keys = contentOf(m_paths.keys());
    const QByteArray store = contentOf(m_paths.store());
    const audit::Anchor old = anchors().newest;
    reopen();
    const auto accepted = accept();
    ASSERT_TRUE(accepted);
    m_site.reset();
    const QByteArray after = contentOf(m_paths.store());
    const TrailAnchors announced { old, { accepted->checkpoint, accepted->state } };
    for (const bool isCommitted : { false, true }) {
        m_site.reset();
        replace(m_paths.keys(), keys);
        ASSERT_TRUE(KeySlotFile::saveAnchors(m_paths.keys(), announced, signingKey()));
        replace(m_paths.store(), isCommitted ? after : store);
        reopen();
        EXPECT_EQ(!m_site->history().mismatch, isCommitted);
        EXPECT_EQ(acceptances().size(), isCommitted ? 1 : 0);
        EXPECT_EQ(m_site->signTrail(audit::CheckpointReason::Printed).isOk(), isCommitted);
        reopen();
        EXPECT_EQ(!m_site->history().mismatch, isCommitted);
    }
    EXPECT_EQ(anchors().restored, audit::Anchor());
}

TEST_F(HistoryAcceptanceTest, anchorsThatWereForgedAreNeverHealedByAHalf)
{
    (void)signedHead();
    m_site.reset();
    QByteArray copy = contentOf(m_paths.keys());
    copy = copy.first(copy.size() / 2 - 32);
    copy.replace(copy.size() - TrailAnchorsSize, TrailAnchorsSize, QByteArray(TrailAnchorsSize, '\0'));
    copy += QCryptographicHash::hash(copy, QCryptographicHash::Blake2b_256);
    replace(m_paths.keys(), copy + copy);
    reopen();
    m_site.reset();
    const QByteArray store = contentOf(m_paths.store());
    reopen();
    ASSERT_TRUE(m_site->history().mismatch);
    EXPECT_EQ(m_site->history().mismatch->fault, HistoryFault::Forged);
    const auto accepted = accept();
    ASSERT_TRUE(accepted) << qPrintable(accepted.error().detail);
    EXPECT_EQ(accepted->doubtedFrom(), 0) << "nobody knows";
    EXPECT_FALSE(m_site->history().mismatch);
    reopen();
    EXPECT_FALSE(m_site->history().mismatch);
    // Announced, and the commit never came.
    m_site.reset();
    const audit::Anchor anchor { accepted->checkpoint, accepted->state };
    ASSERT_TRUE(KeySlotFile::saveAnchors(m_paths.keys(), { anchor, anchor }, signingKey()));
    replace(m_paths.store(), store);
    reopen();
    EXPECT_TRUE(m_site->history().mismatch);
}

TEST_F(HistoryAcceptanceTest, anEditedEntryStaysInSightAndIsNotLaundered)
{
    writeEntries(20);
    (void)signedHead();
    {
        test::HistoryForger forger = this->forger();
        forger.run("UPDATE audit SET action = 'nothing.happened' WHERE sequence = 12");
    }
    reopen();
    // Deep below the newest signature: the comparison at the opening passes it over, a whole check does not.
    EXPECT_FALSE(m_site->history().mismatch);
    EXPECT_FALSE(isEverythingSound());
    const auto accepted = accept();
    ASSERT_TRUE(accepted) << qPrintable(accepted.error().detail);
    EXPECT_EQ(accepted->places(), QStringList { QStringLiteral("entry 12") });
    EXPECT_TRUE(isEverythingSound());
    EXPECT_TRUE(m_site->signTrail(audit::CheckpointReason::Printed));
    {
        test::HistoryForger forger = this->forger();
        forger.run("UPDATE audit SET action = 'another.lie' WHERE sequence = 12");
    }
    reopen();
    EXPECT_FALSE(isEverythingSound()) << "only what lay there then is known";
}

TEST_F(HistoryAcceptanceTest, aHeadOfTheShelfThatWasDoubtedBeginsTheDoubt)
{
    writeEntries(20);
    const audit::ChainState common = signedHead().state;
    writeEntries(5);
    const audit::ChainState other { common.entries + 3, QByteArray(32, 'x') };
    const QList<KnownHead> shelf { { SignedPlace::Backup, common }, { SignedPlace::Backup, other } };
    ASSERT_TRUE(m_site->compareHistory(shelf)->mismatch);
    const auto accepted = accept(shelf);
    ASSERT_TRUE(accepted) << qPrintable(accepted.error().detail);
    EXPECT_EQ(accepted->doubtedFrom(), other.entries);
    reopen();
    EXPECT_FALSE(m_site->history().mismatch);
}
