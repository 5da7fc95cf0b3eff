#include "tests/store/faults/FaultGround.h"

#include "core/backup/Backups.h"
#include "tests/store/backup/BackupSite.h"
#include "tests/support/Approved.h"

#include <QDir>
#include <QDirIterator>

#include <filesystem>

namespace gatehouse::test {

using security::OpenSite;

namespace {

QString quickPlace()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/gatehouse-faults-XXXXXX");
}

security::Passphrase secondWords()
{
    return security::Passphrase::fromUtf8("violet anchor mustard bicycle");
}

template <typename T>
T mustHave(Result<T> outcome)
{
    if (!outcome)
        qFatal("%s (%s)", errorCodeName(outcome.error().code).data(), qPrintable(outcome.error().detail));
    return std::move(outcome).value();
}

void writeEvents(OpenSite& site, const Clock& clock, int count)
{
    site.writer().call([&](store::Database& database) {
        for (int i = 0; i < count; ++i) {
            if (!writeEvent(database, clock))
                qFatal("an event is refused");
        }
    });
}

} // namespace

FaultGround::FaultGround()
    : m_folder(quickPlace())
{
    QDir().mkpath(shelf());
    {
        const auto made = mustHave(OpenSite::create(paths(), description(), m_clock, Quick));
        OpenSite& site = *made.site;
        mustHave(site.addOperator(site.openedBy(),
            approved(site, m_clock,
                security::Proposal::addOperator(QStringLiteral("Ben Second"), security::Role::Administrator)),
            QStringLiteral("Ben Second"), security::Role::Administrator, secondWords()));
        writeEvents(site, m_clock, EventsInBackup);
        const auto taken = mustHave(backup::Backups(site, m_clock).take(site.openedBy(), shelf()));
        m_backupName = QFileInfo(taken.file).fileName();
        writeEvents(site, m_clock, Events - EventsInBackup);
    }
    std::filesystem::rename(folder().toStdString(), beginning().toStdString());
    m_clock.advance(60'000);
}

security::NewSite FaultGround::description() const
{
    return { QStringLiteral("Lotus Yard"), QTimeZone("Europe/Berlin"), QStringLiteral("Ada Admin"),
        BackupSite::adminWords(), false };
}

void FaultGround::reset()
{
    std::filesystem::remove_all(folder().toStdString());
    std::filesystem::copy(beginning().toStdString(), folder().toStdString(), std::filesystem::copy_options::recursive);
}

Result<std::unique_ptr<OpenSite>> FaultGround::open() const
{
    return OpenSite::signIn(paths(), QStringLiteral("Ada Admin"), BackupSite::adminWords(), m_clock, Quick);
}

Result<security::Approval> FaultGround::approve(OpenSite& site, const security::Proposal& proposal) const
{
    return site.approve(site.openedBy(), proposal, QStringLiteral("Ben Second"), secondWords());
}

} // namespace gatehouse::test
