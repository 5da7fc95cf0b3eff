#pragma once

#include "core/audit/AuditTrail.h"
#include "core/security/KeySlotFile.h"
#include "core/security/OpenSite.h"
#include "core/security/SignInThrottle.h"
#include "tests/support/TestClock.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace gatehouse::test {

// The least libsodium allows, so that tests are quick.
inline constexpr security::DerivationCost QuickCost { 1, 8192 };
inline constexpr char AdministratorWords[] = "heron lantern gravel teapot";
inline constexpr char GuardWords[] = "violet anchor mustard bicycle";
inline constexpr char OtherWords[] = "seventeen quiet turnips dancing";

inline security::Passphrase words(const char* text)
{
    return security::Passphrase::fromUtf8(text);
}

// A site with one administrator, "Ada Admin", and what tests of its keys do with it.
class SiteFixture : public testing::Test
{
protected:
    void SetUp() override
    {
        const security::NewSite site { QStringLiteral("Lotus Yard"), QTimeZone::utc(), QStringLiteral("Ada Admin"),
            words(AdministratorWords), false };
        auto created = security::OpenSite::create(m_paths, site, m_clock, QuickCost);
        ASSERT_TRUE(created) << qPrintable(created.error().detail);
        m_site = std::move(created->site);
        m_recoveryCode = created->recoveryCode;
    }

    [[nodiscard]] const security::ActingOperator& admin() const { return m_site->openedBy(); }
    [[nodiscard]] Result<std::unique_ptr<security::OpenSite>> signIn(
        const char* name, const char* passphrase, const QString& code = {})
    {
        m_clock.advance(security::SignInThrottle::LongestWait);
        return security::OpenSite::signIn(
            m_paths, QString::fromUtf8(name), words(passphrase), code, m_clock, QuickCost);
    }
    void reopen(const char* name = "Ada Admin", const char* passphrase = AdministratorWords)
    {
        m_site.reset();
        auto opened = signIn(name, passphrase);
        ASSERT_TRUE(opened) << qPrintable(errorCodeName(opened.error().code) + opened.error().detail);
        m_site = std::move(*opened);
    }
    [[nodiscard]] ErrorCode refusal(const char* name, const char* passphrase, const QString& code = {})
    {
        const auto opened = signIn(name, passphrase, code);
        return opened ? ErrorCode::Internal : opened.error().code;
    }
    OperatorId add(const char* name, security::Role role, const char* passphrase)
    {
        const auto added =
            m_site->addOperator(admin(), approval(security::Proposal::addOperator(QString::fromUtf8(name), role)),
                QString::fromUtf8(name), role, words(passphrase));
        EXPECT_TRUE(added) << qPrintable(added.error().detail);
        return added ? *added : OperatorId();
    }
    // Alone, or by the approver where the test has named one.
    [[nodiscard]] security::Approval approval(const security::Proposal& proposal)
    {
        auto given = m_approver.isEmpty() ? m_site->approveAlone(admin(), proposal)
                                          : m_site->approve(admin(), proposal, m_approver, words(m_approversWords));
        if (!given)
            qFatal("no approval: %s", qPrintable(given.error().detail));
        return std::move(*given);
    }
    // So many entries, one transaction.
    void writeEntries(int count)
    {
        const auto written = m_site->writer().call([&](store::Database& database) -> Result<void> {
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            for (int number = 0; number < count; ++number)
                GATEHOUSE_TRY(audit::append(transaction, m_clock, { {}, QStringLiteral("test"), {}, {} }));
            return transaction.commit();
        });
        ASSERT_TRUE(written);
    }
    [[nodiscard]] QStringList auditActions()
    {
        return m_site->writer().call([](store::Database& database) {
            EXPECT_TRUE(audit::verify(database));
            QStringList actions;
            const auto records = audit::list(database, {}, 1000);
            for (const audit::Record& record : *records)
                actions.prepend(record.entry.action);
            return actions;
        });
    }
    [[nodiscard]] static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void replace(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
    }
    // The keys as whoever knows the passphrase could take them out of the key file.
    [[nodiscard]] security::KeyRing ringOf(const char* name, const char* passphrase) const
    {
        const auto keys = security::KeySlotFile::load(m_paths.keys());
        const auto* slot = keys->find(security::operatorSlotId(keys->siteSalt(), QString::fromUtf8(name)));
        auto opened = security::openSlot(keys->siteUuid(), *slot, words(passphrase));
        if (!opened)
            qFatal("the slot does not open");
        return std::move(*opened);
    }

    QTemporaryDir m_folder;
    security::SitePaths m_paths { m_folder.filePath(QStringLiteral("site")) };
    TestClock m_clock;
    std::unique_ptr<security::OpenSite> m_site;
    security::Passphrase m_recoveryCode;
    QString m_approver;
    const char* m_approversWords = nullptr;
};

} // namespace gatehouse::test
