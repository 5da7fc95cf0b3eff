#pragma once

#include "core/backup/Backups.h"
#include "core/security/OpenSite.h"
#include "tests/support/TestClock.h"

#include <QTemporaryDir>

#include <memory>

namespace gatehouse::test {

// A site with its keys (of quick derivation), an administrator who is signed in, and a folder for backups beside it.
class BackupSite
{
public:
    BackupSite();

    [[nodiscard]] security::OpenSite& site() const { return *m_site; }
    [[nodiscard]] backup::Backups backups() const { return { *m_site, m_clock }; }
    [[nodiscard]] security::ActingOperator admin() const { return m_site->openedBy(); }
    [[nodiscard]] TestClock& clock() { return m_clock; }
    [[nodiscard]] QString shelf() const { return m_folder.filePath(QStringLiteral("shelf")); }
    [[nodiscard]] security::SitePaths paths() const { return { m_folder.filePath(QStringLiteral("site")) }; }

    // Closes the store and lets the administrator sign in again.
    void reopen();
    void close() { m_site.reset(); }

    // By the administrator alone, while there is nobody else who could.
    void addOperator(const QString& name, security::Role role, const security::Passphrase& passphrase);
    // So many events of a lane, each with a picture and its audit entry, as a lane writes them.
    void writeEvents(int count);
    [[nodiscard]] qint64 number(QByteArrayView sql) const;
    [[nodiscard]] QStringList auditActions() const;

    static constexpr security::DerivationCost Quick { 1, 8192 };
    static security::Passphrase adminWords();

private:
    QTemporaryDir m_folder;
    TestClock m_clock;
    std::unique_ptr<security::OpenSite> m_site;
};

// One event with its picture and audit entry, in one transaction.
Result<void> writeEvent(store::Database& database, const Clock& clock);

} // namespace gatehouse::test
