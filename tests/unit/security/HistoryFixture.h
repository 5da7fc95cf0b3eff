#pragma once

#include "core/audit/History.h"
#include "core/security/SiteSecrets.h"
#include "tests/support/HistoryForger.h"
#include "tests/unit/security/SiteFixture.h"

namespace gatehouse::test {

// A site whose trail is signed, and somebody who changes it with another program.
class HistoryFixture : public SiteFixture
{
protected:
    [[nodiscard]] audit::Checkpoint signedHead()
    {
        const auto made = m_site->signTrail(audit::CheckpointReason::Printed);
        if (!made)
            qFatal("not signed: %s", qPrintable(made.error().detail));
        return *made;
    }
    // Closes the site; what was in memory of the key still opens the store.
    [[nodiscard]] HistoryForger forger()
    {
        m_site.reset();
        return { m_paths.store(), ringOf("Ada Admin", AdministratorWords).siteKey };
    }
    [[nodiscard]] qint64 checkpoints()
    {
        return m_site->writer().call([](store::Database& database) {
            const auto newest = audit::newestCheckpoint(database);
            return newest && *newest ? (*newest)->number : qint64(0);
        });
    }
    [[nodiscard]] security::TrailAnchors anchors() const
    {
        const auto keys = security::KeySlotFile::load(m_paths.keys());
        const auto secrets = security::SiteSecrets::from(ringOf("Ada Admin", AdministratorWords));
        return keys->anchors(secrets->signing.publicKey()).anchors;
    }
    // Whether the chain is whole or not.
    [[nodiscard]] qsizetype tellings(const QString& action)
    {
        return m_site->reader().call([&](store::Database& database) {
            audit::Filter filter;
            filter.actionPrefix = action;
            return audit::list(database, filter, 1000)->size();
        });
    }
    void expectNothingSignedNow()
    {
        const qint64 before = checkpoints();
        EXPECT_FALSE(m_site->signTrail(audit::CheckpointReason::Backup));
        reopen();
        EXPECT_EQ(checkpoints(), before);
        EXPECT_TRUE(m_site->history().mismatch);
    }
    // Works on, but nothing that was forged is ever signed.
    void expectNothingSigned(const audit::HistoryMismatch& expected)
    {
        ASSERT_TRUE(m_site->history().mismatch);
        EXPECT_EQ(*m_site->history().mismatch, expected);
        EXPECT_EQ(tellings(QStringLiteral("audit.mismatch")), 1);
        const qint64 before = checkpoints();
        writeEntries(3 * int(audit::EntriesBetween));
        const auto made = m_site->signTrail(audit::CheckpointReason::Backup);
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().code, ErrorCode::AuditChainBroken);
        EXPECT_EQ(made.error().detail, expected.error().detail);
        reopen();
        EXPECT_EQ(checkpoints(), before) << "not at signing out either";
        EXPECT_EQ(m_site->history().mismatch, expected);
        EXPECT_EQ(tellings(QStringLiteral("audit.mismatch")), 1) << "told once";
    }
};

} // namespace gatehouse::test
