#include "core/security/Vault.h"
#include "core/store/RekeyedCopy.h"
#include "tests/support/TestLength.h"
#include "tests/unit/security/SiteFixture.h"

#include <QDir>

#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace gatehouse;
using namespace gatehouse::security;
using namespace gatehouse::test;

namespace {

constexpr int Rows = 400;

class RekeyTest : public SiteFixture
{
protected:
    void SetUp() override
    {
        SiteFixture::SetUp();
        add("Gus Guard", Role::Guard, GuardWords);
        // Some megabytes, so that copying takes more than one step.
        const auto filled = m_site->writer().call([](store::Database& database) -> Result<void> {
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            for (int i = 0; i < Rows; ++i)
                GATEHOUSE_TRY(database.execute(
                    "INSERT INTO settings VALUES ('fill " + QByteArray::number(i) + "', hex(randomblob(8000)))"));
            return transaction.commit();
        });
        ASSERT_TRUE(filled);
    }
    [[nodiscard]] qint64 number(store::StoreThread& thread, const char* sql)
    {
        return thread.call([&](store::Database& database) {
            auto query = database.prepare(sql);
            EXPECT_TRUE(query) << qPrintable(query.error().detail);
            return query && *query->step() ? query->integer(0) : -1;
        });
    }
    void expectWhole()
    {
        EXPECT_GE(number(m_site->writer(), "SELECT count(*) FROM settings WHERE key LIKE 'fill %'"), Rows);
        EXPECT_GE(number(m_site->reader(), "SELECT count(*) FROM settings WHERE key LIKE 'fill %'"), Rows);
        // The key ring goes along, on both connections, with what it held from the beginning.
        EXPECT_GT(number(m_site->writer(), "SELECT count(*) FROM ring.site_secrets"), 0);
        EXPECT_GT(number(m_site->reader(), "SELECT count(*) FROM ring.site_secrets"), 0);
        EXPECT_TRUE(m_site->writer().call([](store::Database& database) { return database.verify(); }));
        const QStringList left =
            QDir(m_paths.folder).entryList({ QStringLiteral("*.new*") }, QDir::Files | QDir::Hidden);
        EXPECT_EQ(left, QStringList());
    }
    // Another process signs in, begins to re-key and ends at once where `ends` says so, as if the power had gone.
    void powerCut(const std::function<bool(const RekeyProgress&)>& ends)
    {
        m_site.reset();
        const pid_t child = ::fork();
        if (child == 0) {
            auto opened = signIn("Ada Admin", AdministratorWords);
            if (!opened)
                ::_exit(2);
            m_site = std::move(*opened);
            const auto done = m_site->rekey(admin(), approval(Proposal::rekey()), [&](const RekeyProgress& progress) {
                if (ends(progress))
                    ::_exit(9);
                return RekeyGoesOn::Yes;
            });
            ::_exit(done ? 0 : 3);
        }
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFEXITED(status));
        EXPECT_EQ(WEXITSTATUS(status), 9);
    }
};

} // namespace

TEST_F(RekeyTest, theReplacedFilesAreOverwrittenInTheirPlace)
{
    QFile store(m_paths.store());
    QFile ring(m_paths.ring());
    ASSERT_TRUE(store.open(QIODevice::ReadOnly));
    ASSERT_TRUE(ring.open(QIODevice::ReadOnly));
    ASSERT_TRUE(m_site->rekey(admin(), approval(Proposal::rekey())));
    for (QFile* file : { &store, &ring }) {
        const QByteArray left = file->readAll();
        EXPECT_GT(left.size(), 0);
        EXPECT_EQ(left.count('\0'), left.size());
        EXPECT_FALSE(QFile::exists(file->fileName() + QStringLiteral(".old")));
    }
    // Whatever a machine that went off has left of them goes with the next opening; the store itself never does.
    ASSERT_TRUE(QFile::copy(m_paths.store(), m_paths.store() + QStringLiteral(".old")));
    m_site.reset();
    ASSERT_EQ(::link(QFile::encodeName(m_paths.ring()).constData(),
                  QFile::encodeName(m_paths.ring() + QStringLiteral(".old")).constData()),
        0);
    reopen("Ada Admin");
    for (const QString& file : { m_paths.store(), m_paths.ring() })
        EXPECT_FALSE(QFile::exists(file + QStringLiteral(".old")));
    EXPECT_TRUE(m_site->writer().call([](store::Database& database) { return database.verify().isOk(); }));
}

TEST_F(RekeyTest, givesEverybodyANewKeyAndTheOldOneOpensNothing)
{
    const KeyRing before = ringOf("Ada Admin", AdministratorWords);
    const QByteArray oldKeys = contentOf(m_paths.keys());
    const QByteArray signingKey = m_site->signingKey().publicKey();
    QList<RekeyStage> stages;
    qint64 last = 0;
    const auto outcome = m_site->rekey(admin(), approval(Proposal::rekey()), [&](const RekeyProgress& progress) {
        if (stages.isEmpty() || stages.last() != progress.stage)
            stages.append(progress.stage);
        EXPECT_GE(progress.stage == RekeyStage::Copying ? progress.copied : last, last);
        last = std::max(last, progress.copied);
        return RekeyGoesOn::Yes;
    });
    ASSERT_TRUE(outcome) << qPrintable(errorCodeName(outcome.error().code) + outcome.error().detail);
    EXPECT_EQ(stages,
        (QList { RekeyStage::Copying, RekeyStage::Checking, RekeyStage::Committing, RekeyStage::Committed,
            RekeyStage::Exchanged, RekeyStage::Finished }));
    EXPECT_GT(last, 512);
    EXPECT_EQ(outcome->operatorsLeftOut, 0);
    EXPECT_FALSE(outcome->isRecoveryCodeLeftOut);
    expectWhole();
    EXPECT_EQ(auditActions().last(), QStringLiteral("site.rekey"));
    EXPECT_EQ(m_site->signingKey().publicKey(), signingKey);

    const KeyRing after = ringOf("Ada Admin", AdministratorWords);
    EXPECT_NE(after.siteKey.bytes(), before.siteKey.bytes());
    EXPECT_EQ(ringOf("Gus Guard", GuardWords).siteKey.bytes(), after.siteKey.bytes());
    EXPECT_EQ(after.vaultSecret->bytes(), before.vaultSecret->bytes()) << "what was sealed stays readable";
    // It goes on being a site: operators, sign-ins, another re-key.
    ASSERT_TRUE(m_site->authenticate(QStringLiteral("Gus Guard"), words(GuardWords)));
    ASSERT_TRUE(m_site->authenticate(QStringLiteral("Ada Admin"), words(AdministratorWords)));
    add("Later", Role::Manager, OtherWords);
    reopen("Gus Guard", GuardWords);
    reopen("Later", OtherWords);
    reopen();
    expectWhole();
    m_site.reset();
    EXPECT_FALSE(*store::opensWith(m_paths.store(), before.siteKey));
    replace(m_paths.keys(), oldKeys);
    EXPECT_EQ(refusal("Gus Guard", GuardWords), ErrorCode::StoreDamagedOrWrongKey);
}

TEST_F(RekeyTest, whatLanesWriteMeanwhileIsThere)
{
    int written = 0;
    const auto outcome = m_site->rekey(admin(), approval(Proposal::rekey()), [&](const RekeyProgress& progress) {
        if (progress.stage == RekeyStage::Copying) {
            // Rows the copy has passed already, and new ones.
            const QByteArray text = QByteArray::number(++written);
            EXPECT_TRUE(m_site->writer().call([&](store::Database& database) {
                return database.execute("UPDATE settings SET value = '" + text + "' WHERE key = 'fill 0';"
                    + "INSERT INTO settings VALUES ('during " + text + "', hex(randomblob(9000)))");
            }));
            EXPECT_EQ(number(m_site->reader(), "SELECT count(*) FROM settings WHERE key LIKE 'during %'"), written);
        }
        return RekeyGoesOn::Yes;
    });
    ASSERT_TRUE(outcome) << qPrintable(errorCodeName(outcome.error().code) + outcome.error().detail);
    EXPECT_GT(written, 1);
    for (const bool isAgain : { false, true }) {
        if (isAgain)
            reopen();
        EXPECT_EQ(number(m_site->writer(), "SELECT count(*) FROM settings WHERE key LIKE 'during %'"), written);
        EXPECT_EQ(number(m_site->writer(), "SELECT value FROM settings WHERE key = 'fill 0'"), written);
        expectWhole();
    }
}

TEST_F(RekeyTest, aCancelledOneLeavesNothing)
{
    const KeyRing before = ringOf("Ada Admin", AdministratorWords);
    for (const RekeyStage stage : { RekeyStage::Copying, RekeyStage::Checking }) {
        const auto done = m_site->rekey(admin(), approval(Proposal::rekey()), [&](const RekeyProgress& progress) {
            return progress.stage == stage ? RekeyGoesOn::No : RekeyGoesOn::Yes;
        });
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().code, ErrorCode::Cancelled);
        expectWhole();
    }
    EXPECT_EQ(ringOf("Ada Admin", AdministratorWords).siteKey.bytes(), before.siteKey.bytes());
    reopen();
    expectWhole();
}

// Wherever the machine goes off: the same passphrases, the old key or the new one, nothing lost, nothing left lying.
TEST_F(RekeyTest, aPowerCutAnywhereIsSurvived)
{
    for (int copied = 1; copied <= 3; ++copied) {
        int steps = 0;
        powerCut(
            [&](const RekeyProgress& progress) { return progress.stage == RekeyStage::Copying && ++steps == copied; });
        reopen();
        expectWhole();
    }
    for (const RekeyStage stage : { RekeyStage::Checking, RekeyStage::Committing, RekeyStage::Committed,
             RekeyStage::Exchanged, RekeyStage::Finished }) {
        const KeyRing before = ringOf("Ada Admin", AdministratorWords);
        powerCut([&](const RekeyProgress& progress) { return progress.stage == stage; });
        // Whoever comes first finds a whole site, whoever it is.
        reopen("Gus Guard", GuardWords);
        expectWhole();
        reopen();
        const bool isRenewed = ringOf("Ada Admin", AdministratorWords).siteKey.bytes() != before.siteKey.bytes();
        EXPECT_EQ(isRenewed, stage >= RekeyStage::Committed) << int(stage);
        EXPECT_EQ(auditActions().contains(QStringLiteral("site.rekey-start")), true);
    }
}

// Killed at random moments, as often as GATEHOUSE_REKEY_KILLS says (5 without it; 300 for the night).
TEST_F(RekeyTest, isKilledAgainAndAgain)
{
    const int kills = test::repetitions("GATEHOUSE_REKEY_KILLS", 5);
    srandom(7);
    for (int i = 0; i < kills; ++i) {
        m_site.reset();
        int ready[2];
        ASSERT_EQ(::pipe(ready), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            auto opened = signIn("Ada Admin", AdministratorWords);
            if (!opened)
                ::_exit(2);
            m_site = std::move(*opened);
            ::close(ready[0]);
            const auto alive = [&](const RekeyProgress&) {
                (void)!::write(ready[1], "x", 1);
                return RekeyGoesOn::Yes;
            };
            while (m_site->rekey(admin(), approval(Proposal::rekey()), alive)) { }
            ::_exit(3);
        }
        ::close(ready[1]);
        // After so many signs of life, which are spread over all stages.
        char sign = 0;
        for (long signs = random() % 20; signs >= 0; --signs)
            ASSERT_EQ(::read(ready[0], &sign, 1), 1);
        ::usleep(useconds_t(random() % 3000));
        ::kill(child, SIGKILL);
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
        ::close(ready[0]);
        reopen(i % 2 == 0 ? "Ada Admin" : "Gus Guard", i % 2 == 0 ? AdministratorWords : GuardWords);
        expectWhole();
    }
    reopen();
    EXPECT_TRUE(auditActions().size() > 0);
}

TEST_F(RekeyTest, aRevokedOperatorsOldKeyOpensNothing)
{
    const QByteArray oldKeys = contentOf(m_paths.keys());
    const auto rows = m_site->operators(admin());
    for (const OperatorRow& row : *rows) {
        if (row.role == Role::Guard) {
            ASSERT_TRUE(
                m_site->disableOperator(admin(), approval(security::Proposal::disableOperator(row.id)), row.id));
        }
    }
    ASSERT_TRUE(m_site->rekey(admin(), approval(Proposal::rekey())));
    const auto slotRows = m_site->keySlots(admin());
    ASSERT_TRUE(slotRows);
    EXPECT_EQ(slotRows->size(), 2);
    m_site.reset();
    replace(m_paths.keys(), oldKeys);
    EXPECT_EQ(refusal("Gus Guard", GuardWords), ErrorCode::StoreDamagedOrWrongKey);
}

TEST_F(RekeyTest, aTakeoverMeanwhileTakesTheVaultFromNobody)
{
    const auto mayHold = [](const KeySlot& slot) { return mayHoldVault(slot.kind, slot.role); };
    add("Petra", Role::PrivacyOfficer, OtherWords);
    m_approver = QStringLiteral("Petra");
    m_approversWords = OtherWords;
    bool isTaken = false;
    const auto outcome = m_site->rekey(admin(), approval(Proposal::rekey()), [&](const RekeyProgress& progress) {
        if (progress.stage == RekeyStage::Copying && !isTaken)
            isTaken = bool(m_site->authenticate(QStringLiteral("Gus Guard"), words(GuardWords)));
        return RekeyGoesOn::Yes;
    });
    ASSERT_TRUE(outcome) << qPrintable(errorCodeName(outcome.error().code) + outcome.error().detail);
    ASSERT_TRUE(isTaken);
    const auto keys = KeySlotFile::load(m_paths.keys());
    int holders = 0;
    for (const KeySlot& slot : keys->entries()) {
        EXPECT_EQ(slot.holdsVault, mayHold(slot));
        holders += slot.holdsVault ? 1 : 0;
    }
    EXPECT_EQ(holders, 3);
    EXPECT_TRUE(ringOf("Ada Admin", AdministratorWords).vaultSecret);
}

TEST_F(RekeyTest, onlyWithThePermissionAndASecondPerson)
{
    const ActingOperator guard { admin().id, admin().name, Role::Guard };
    EXPECT_EQ(m_site->rekey(guard, approval(Proposal::rekey())).error().code, ErrorCode::PermissionDenied);
    Approval used = approval(Proposal::rekey());
    const Approval taken = std::move(used);
    EXPECT_EQ(m_site->rekey(admin(), std::move(used)).error().code, ErrorCode::ApprovalNotValid);
    expectWhole();
}

TEST_F(RekeyTest, aNewRecoveryCodeMakesTheOldOneVoid)
{
    const auto renewed = m_site->renewRecoveryCode(admin(), approval(Proposal::renewRecoveryCode()));
    ASSERT_TRUE(renewed);
    EXPECT_EQ(auditActions().last(), QStringLiteral("site.recovery-code"));
    ASSERT_TRUE(m_site->rekey(admin(), approval(Proposal::rekey()))) << "and goes along into another key";
    m_site.reset();
    const auto recover = [&](const Passphrase& code) {
        m_clock.advance(SignInThrottle::LongestWait);
        return OpenSite::recover(m_paths, code, QStringLiteral("Ada Admin"), words(OtherWords), m_clock, QuickCost);
    };
    EXPECT_EQ(recover(m_recoveryCode).error().code, ErrorCode::SignInRefused);
    EXPECT_TRUE(recover(*renewed));
}

TEST_F(RekeyTest, theKeysPageShowsWhoseSlotsThereAre)
{
    const auto rows = m_site->keySlots(admin());
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 3);
    int recovery = 0;
    for (const KeySlotRow& row : *rows) {
        EXPECT_EQ(row.cost, QuickCost);
        EXPECT_EQ(row.madeAt, m_clock.now());
        EXPECT_EQ(row.format, SlotFormat::Sealed);
        EXPECT_EQ(row.holdsVault, row.role == Role::Administrator);
        EXPECT_EQ(row.operatorName.isEmpty(), row.kind == SlotKind::Recovery);
        recovery += row.kind == SlotKind::Recovery ? 1 : 0;
    }
    EXPECT_EQ(recovery, 1);
    EXPECT_EQ(m_site->keySlots({ admin().id, admin().name, Role::Manager }).error().code, ErrorCode::PermissionDenied);
}
