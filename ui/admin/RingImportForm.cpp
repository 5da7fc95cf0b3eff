#include "ui/admin/RingImportForm.h"

#include "ui/common/Background.h"

#include <QLocale>

namespace gatehouse::ui {

RingImportForm::RingImportForm(const SiteContext& context, const QString& file, QWidget* parent)
    : BringBackForm(context, { tr("Fill in missing keys from a copy of the ring"), tr("Fill in") }, parent)
    , m_file(file)
{
    RingImportForm::look();
}

void RingImportForm::look()
{
    setBusy(tr("Reading the copy…"));
    runInBackground(
        this,
        [&site = context().site, &clock = context().clock, actor = context().session.actor(), file = m_file] {
            return backup::RingCopies(site, clock).inspect(actor, file);
        },
        [this](const Result<backup::BackupHeader>& header) {
            if (!header) {
                showRefusal(header.error());
                return;
            }
            showPreview({ tr("A copy of %1.").arg(context().time.dateTime(header->takenAt)),
                            tr("Keys that are missing here are filled in; faces and pictures under them open again."),
                            tr("A key that was destroyed stays destroyed, however old the copy is.") },
                {}, security::Proposal::restore(header->payloadDigest));
        });
}

void RingImportForm::carryOut(const std::shared_ptr<security::Approval>& approval)
{
    setBusy(tr("Filling in…"));
    runInBackground(
        this,
        [&site = context().site, &clock = context().clock, actor = context().session.actor(),
            copy = backup::OldBackup(m_file, secret()),
            approval] { return backup::RingCopies(site, clock).importFrom(actor, std::move(*approval), copy); },
        [this](const Result<security::RingGain>& gain) {
            if (!gain) {
                showRefusal(gain.error());
                return;
            }
            context().refreshKnowledge();
            const QLocale locale;
            done(tr("Keys filled in: %1. Destroyed ones that stay so: %2.")
                     .arg(locale.toString(gain->keys), locale.toString(gain->refused)));
        });
}

} // namespace gatehouse::ui
