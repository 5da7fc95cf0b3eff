#pragma once

#include "core/security/OpenSite.h"
#include "tests/support/IoFaults.h"
#include "tests/support/TestClock.h"

#include <QTemporaryDir>

#include <memory>

namespace gatehouse::test {

// A site that is put back to the same beginning before each try: two administrators, some events with pictures, one
// backup and two events more. It lies in memory where the system has such a place: thousands of tries flush a lot.
class FaultGround
{
public:
    FaultGround();

    // The beginning again, closed.
    void reset();
    [[nodiscard]] Result<std::unique_ptr<security::OpenSite>> open() const;
    [[nodiscard]] Result<security::Approval> approve(
        security::OpenSite& site, const security::Proposal& proposal) const;

    [[nodiscard]] QString folder() const { return m_folder.filePath(QStringLiteral("work")); }
    [[nodiscard]] security::SitePaths paths() const { return { folder() + QStringLiteral("/site") }; }
    [[nodiscard]] QString shelf() const { return folder() + QStringLiteral("/shelf"); }
    [[nodiscard]] QString backupFile() const { return shelf() + QLatin1Char('/') + m_backupName; }
    [[nodiscard]] const TestClock& clock() const { return m_clock; }
    // For what has no site yet.
    [[nodiscard]] security::NewSite description() const;

    static constexpr security::DerivationCost Quick { 1, 8192 };
    static constexpr int EventsInBackup = 6;
    static constexpr int Events = 8;

private:
    [[nodiscard]] QString beginning() const { return m_folder.filePath(QStringLiteral("beginning")); }

    QTemporaryDir m_folder;
    TestClock m_clock;
    QString m_backupName;
};

} // namespace gatehouse::test
