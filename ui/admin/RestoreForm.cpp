#include "ui/admin/RestoreForm.h"

#include "ui/common/Background.h"

#include <QLocale>

namespace gatehouse::ui {

namespace {

qint64 rowsOf(const backup::DrillReport& report, QStringView table)
{
    for (const auto& [name, rows] : report.rows) {
        if (name == table)
            return rows;
    }
    return 0;
}

} // namespace

RestoreForm::RestoreForm(const SiteContext& context, const backup::ShelvedBackup& backup, QWidget* parent)
    : BringBackForm(context,
        { tr("Bring back the backup of %1").arg(context.time.dateTime(backup.header.takenAt)),
            tr("Bring it back and close the site") },
        parent)
    , m_file(backup.file)
{
    RestoreForm::look();
}

void RestoreForm::look()
{
    setBusy(tr("Looking through the backup: every page, the whole trail…"));
    runInBackground(
        this,
        [&site = context().site, &clock = context().clock, actor = context().session.actor(),
            backup = backup::OldBackup(m_file, secret())] {
            return std::make_shared<Result<backup::Restore>>(backup::Restore::stage(site, clock, actor, backup));
        },
        [this](const Staged& staged) { showStaged(staged); });
}

void RestoreForm::showStaged(const Staged& staged)
{
    if (!*staged) {
        showRefusal(staged->error());
        return;
    }
    m_staged = staged;
    const backup::RestorePreview& preview = (*staged)->preview();
    const QLocale locale;
    const auto number = [&](QStringView table) { return locale.toString(rowsOf(preview.report, table)); };
    QStringList comes { tr("What comes back, as it was then: people %1, vehicles %2, passages %3.")
                            .arg(number(u"persons"), number(u"vehicles"), number(u"events")),
        tr("Who may sign in, and with what, stays as it is now.") };
    if (const backup::CarriedSubjects& kept = preview.carried; kept != backup::CarriedSubjects()) {
        comes << tr("What people asked for since stays as it is now. Restrictions: %1, lifted: %2, requests: %3. "
                    "Removed or erased, and not coming back: %4.")
                     .arg(locale.toString(kept.restricted), locale.toString(kept.lifted),
                         locale.toString(kept.requests), locale.toString(kept.gone));
    }
    QStringList lost { tr("What is lost: everything since then. Passages: %1, entries of the trail: %2.")
                           .arg(locale.toString(preview.eventsLost), locale.toString(preview.entriesLost)),
        tr("Lanes stop until somebody signs in again.") };
    if (preview.unreadable != security::Unreadable())
        lost << tr("Not coming back, because their keys were destroyed since or are missing: faces %1, pictures %2.")
                    .arg(locale.toString(preview.unreadable.templates), locale.toString(preview.unreadable.pictures));
    showPreview(comes, lost, preview.proposal());
}

void RestoreForm::carryOut(const std::shared_ptr<security::Approval>& approval)
{
    setBusy(tr("Writing it into both trails…"));
    runInBackground(
        this,
        [&site = context().site, actor = context().session.actor(), staged = m_staged, approval] {
            return (*staged)->confirm(site, actor, std::move(*approval));
        },
        [this](const Result<void>& confirmed) {
            if (!confirmed) {
                showRefusal(confirmed.error());
                return;
            }
            setBusy(tr("Closing the site…"));
            context().closeSite([staged = m_staged]() -> Result<void> {
                GATEHOUSE_TRY((*staged)->finish());
                return {};
            });
        });
}

} // namespace gatehouse::ui
