#include "core/drill/SiteChecks.h"

#include "core/drill/BreachDrill.h"
#include "core/security/KeySlotFile.h"
#include "core/security/LogUpkeep.h"
#include "tests/support/TestClock.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

#include <algorithm>
#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::drill;

namespace {

constexpr security::DerivationCost Quick { 1, 8192 };

// A site whose slots are as cheap to open as tests need them, and what the checks say about it.
class SiteChecksTest : public testing::Test
{
protected:
    void SetUp() override
    {
        const security::NewSite site { QStringLiteral("Lotus Yard"), QTimeZone("Asia/Shanghai"),
            QStringLiteral("Ada Admin"), security::Passphrase::fromUtf8("heron lantern gravel teapot"), false };
        auto created = security::OpenSite::create({ m_folder.filePath(QStringLiteral("site")) }, site, m_clock, Quick);
        ASSERT_TRUE(created) << qPrintable(created.error().detail);
        m_site = std::move(created->site);
    }

    DrillReport checked()
    {
        DrillReport report;
        const SiteView view { *m_site, m_clock, {} };
        for (const SiteCheck& check : siteChecks())
            check(view, m_site->openedBy(), report);
        return report;
    }
    static bool has(const DrillReport& report, FindingKind kind, const QString& what = {})
    {
        return std::ranges::any_of(report.findings, [&](const Finding& finding) {
            return finding.kind == kind && finding.place == DrillPlace::Site && finding.what.contains(what);
        });
    }
    void changeByte(const QString& file, qint64 at)
    {
        QFile changed(file);
        ASSERT_TRUE(changed.open(QIODevice::ReadWrite));
        ASSERT_TRUE(changed.seek(at));
        char byte = 0;
        changed.getChar(&byte);
        changed.seek(at);
        changed.putChar(static_cast<char>(byte ^ 1));
    }

    QTemporaryDir m_folder;
    test::TestClock m_clock;
    std::unique_ptr<security::OpenSite> m_site;
};

} // namespace

// The log waits for a reader to end; the open site tries again by itself.
TEST_F(SiteChecksTest, WhatStaysInTheLogIsFoundUntilItIsGone)
{
    EXPECT_FALSE(has(checked(), FindingKind::LogKept));
    const auto read = [this](const char* sql) {
        m_site->reader().call([sql](store::Database& database) { EXPECT_TRUE(database.execute(sql)); });
    };
    read("BEGIN; SELECT count(*) FROM settings");
    m_site->writer().call([this](store::Database& database) { security::truncateLogs(database, m_clock); });
    read("COMMIT"); // until then it sees the store as it was
    EXPECT_TRUE(has(checked(), FindingKind::LogKept)) << "nobody has tried again yet";
    m_site->writer().call([](store::Database&) {});
    m_clock.advance(2000);
    m_site->writer().call([](store::Database&) {}); // behind this work it does
    m_site->writer().call([](store::Database&) {});
    EXPECT_FALSE(has(checked(), FindingKind::LogKept));
}

TEST_F(SiteChecksTest, FindNothingWrongWithAFreshSiteButItsCheapSlots)
{
    const DrillReport report = checked();
    for (const Finding& finding : report.findings) {
        const bool isOfThisTest =
            finding.kind == FindingKind::WeakSlot || finding.kind == FindingKind::MemoryNotPrivate;
        EXPECT_TRUE(isOfThisTest) << qPrintable(findingKindCode(finding.kind) + u' ' + finding.what);
    }
    EXPECT_TRUE(has(report, FindingKind::WeakSlot, QStringLiteral("recovery")));
    EXPECT_TRUE(has(report, FindingKind::WeakSlot, QStringLiteral("administrator")));
    EXPECT_EQ(report.site.value(QStringLiteral("slots")).toArray().size(), 2);
    EXPECT_GT(report.site.value(QStringLiteral("audit")).toObject().value(QStringLiteral("entries")).toInt(), 0);
    EXPECT_TRUE(std::ranges::any_of(report.loot, [](const Loot& file) { return file.kind == LootKind::Store; }));
    EXPECT_TRUE(std::ranges::any_of(report.loot, [](const Loot& file) { return file.kind == LootKind::KeyFile; }));
    EXPECT_FALSE(std::ranges::any_of(report.loot, [](const Loot& file) { return file.kind == LootKind::Other; }));
}

TEST_F(SiteChecksTest, FindAModeThatLetsOthersIn)
{
    QFile::setPermissions(m_site->paths().signInState(), QFileDevice::ReadOwner | QFileDevice::ReadOther);
    QFile store(m_site->paths().store());
    store.setPermissions(store.permissions() | QFileDevice::ReadGroup);
    EXPECT_TRUE(has(checked(), FindingKind::ReadableByOthers, QStringLiteral("site.store")));
}

TEST_F(SiteChecksTest, FindAPictureADocumentAndAStoreInClear)
{
    const std::pair<QByteArray, FindingKind> planted[] = {
        { QByteArray::fromHex("ffd8ffe000104a46494600"), FindingKind::PictureInClear },
        { "%PDF-1.5\n", FindingKind::DocumentInClear },
        { QByteArray("SQLite format 3\0", 16), FindingKind::StoreInClear },
    };
    for (const auto& [bytes, kind] : planted) {
        QFile file(m_site->paths().folder + QStringLiteral("/left-behind"));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        EXPECT_TRUE(has(checked(), kind, QStringLiteral("left-behind"))) << qPrintable(findingKindCode(kind));
    }
}

TEST_F(SiteChecksTest, FindADamagedCopyOfTheKeys)
{
    EXPECT_FALSE(has(checked(), FindingKind::KeyFileDamaged));
    const qint64 size = QFile(m_site->paths().keys()).size();
    changeByte(m_site->paths().keys(), size - 20);
    EXPECT_TRUE(has(checked(), FindingKind::KeyFileDamaged));
    changeByte(m_site->paths().keys(), 20);
    EXPECT_TRUE(has(checked(), FindingKind::KeyFileDamaged, QStringLiteral("site.keys")));
}

TEST_F(SiteChecksTest, FindABrokenTrail)
{
    EXPECT_FALSE(has(checked(), FindingKind::ChainBroken));
    const auto bent = m_site->writer().call([](store::Database& database) -> Result<void> {
        // Whoever has the keys and the program's powers can take the triggers away; the chain shows it.
        GATEHOUSE_TRY_ASSIGN(
            triggers, database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'"));
        QStringList names;
        for (auto more = triggers.step(); more && *more; more = triggers.step())
            names.append(triggers.text(0));
        triggers.reset();
        for (const QString& name : std::as_const(names))
            GATEHOUSE_TRY(database.execute(("DROP TRIGGER " + name.toUtf8())));
        return database.execute("UPDATE audit SET at = at - 1 WHERE sequence = 1");
    });
    ASSERT_TRUE(bent) << qPrintable(bent.error().detail);
    EXPECT_TRUE(has(checked(), FindingKind::ChainBroken));
}

TEST_F(SiteChecksTest, AreForThoseWhoMayRunADrill)
{
    const SiteView view { *m_site, m_clock, {} };
    for (const security::Role role : security::AllRoles) {
        const security::ActingOperator actor { OperatorId(1), QStringLiteral("x"), role };
        const auto run = runBreachDrill(view, actor, {}, {});
        ASSERT_FALSE(run);
        const bool mayRun = role == security::Role::PrivacyOfficer || role == security::Role::Administrator;
        // Without a worker nothing goes further than that.
        EXPECT_EQ(run.error().code, mayRun ? ErrorCode::ResourceMissing : ErrorCode::PermissionDenied);
    }
}

TEST_F(SiteChecksTest, FindASignatureThatWasTakenAway)
{
    for (int signature = 0; signature < 3; ++signature)
        ASSERT_TRUE(m_site->signTrail(audit::CheckpointReason::Printed));
    EXPECT_FALSE(has(checked(), FindingKind::CheckpointMissing));
    const auto taken = m_site->writer().call([](store::Database& database) {
        return database.execute("DROP TRIGGER audit_checkpoints_are_never_deleted;"
                                "DELETE FROM audit_checkpoints WHERE number = 2");
    });
    ASSERT_TRUE(taken);
    EXPECT_TRUE(has(checked(), FindingKind::CheckpointMissing));
}

TEST_F(SiteChecksTest, FindARuleThatWasTakenOutOfTheStore)
{
    EXPECT_FALSE(has(checked(), FindingKind::StoreSchema));
    const auto taken = m_site->writer().call(
        [](store::Database& database) { return database.execute("DROP TRIGGER audit_is_never_changed"); });
    ASSERT_TRUE(taken);
    EXPECT_TRUE(has(checked(), FindingKind::StoreSchema));
}

TEST_F(SiteChecksTest, FindATrailThatIsNotTheSignedOne)
{
    EXPECT_FALSE(has(checked(), FindingKind::ChainBroken));
    const auto found = m_site->compareHistory({ { audit::SignedPlace::Backup, { 2, QByteArray(32, 'x') } } });
    ASSERT_TRUE(found && found->mismatch);
    EXPECT_TRUE(has(checked(), FindingKind::ChainBroken));
}

TEST_F(SiteChecksTest, SayThatAHistoryWasAcceptedAndPassAllTheSame)
{
    const auto found = m_site->compareHistory({ { audit::SignedPlace::Backup, { 2, QByteArray(32, 'x') } } });
    ASSERT_TRUE(found && found->mismatch);
    const security::ActingOperator actor = m_site->openedBy();
    auto alone = m_site->approveAlone(actor, security::Proposal::acceptHistory(*found->mismatch));
    ASSERT_TRUE(alone);
    ASSERT_TRUE(m_site->acceptHistory(actor, std::move(*alone), QStringLiteral("nobody knows this backup")));
    DrillReport report = checked();
    EXPECT_FALSE(has(report, FindingKind::ChainBroken));
    EXPECT_TRUE(has(report, FindingKind::HistoryAccepted));
    report.findings.removeIf([](const Finding& finding) { return finding.kind != FindingKind::HistoryAccepted; });
    EXPECT_TRUE(report.isPassed()) << "it is told, and nothing has to be put right";
}

TEST_F(SiteChecksTest, FindAForgedSignatureAndACutTrail)
{
    ASSERT_TRUE(m_site->signTrail(audit::CheckpointReason::Printed));
    const auto forged = m_site->writer().call([](store::Database& database) {
        return database.execute("DROP TRIGGER audit_checkpoints_are_never_changed;"
                                "UPDATE audit_checkpoints SET signature = randomblob(64) WHERE number = 1");
    });
    ASSERT_TRUE(forged);
    DrillReport report = checked();
    EXPECT_TRUE(has(report, FindingKind::ChainBroken));
    EXPECT_FALSE(has(report, FindingKind::CheckpointMissing));
    // Somebody without the site's key removes the beginning behind a floor of their own.
    const auto cut = m_site->writer().call([](store::Database& database) {
        return database.execute("INSERT INTO audit_floors SELECT 1, 1, sequence, hash, 9, 1, 1, randomblob(64) FROM "
                                "audit WHERE sequence = 1");
    });
    ASSERT_TRUE(cut) << qPrintable(cut.error().detail);
    EXPECT_TRUE(has(checked(), FindingKind::ChainBroken));
}
