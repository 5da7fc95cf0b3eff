#include "ui/audit/ChainCheck.h"

#include "core/audit/Floor.h"
#include "core/audit/History.h"
#include "ui/words/ErrorText.h"

#include <QHBoxLayout>
#include <QProgressBar>

namespace gatehouse::ui {

namespace {

constexpr int EntriesAtATime = 2000;
constexpr int BarSteps = 1000;

} // namespace

ChainCheck::ChainCheck(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_start(new Button(context.appearance, ButtonLook::Plain, Icon::Check, tr("Check the chain")))
    , m_cancel(new Button(context.appearance, ButtonLook::Plain, tr("Cancel")))
    , m_bar(new QProgressBar)
    , m_icon(new QLabel)
    , m_result(new Label(context.appearance, {}))
{
    m_start->setObjectName(QStringLiteral("checkChain"));
    m_start->setToolTip(tr("Recomputes every entry from the first one on. Nothing else waits for it."));
    m_cancel->setObjectName(QStringLiteral("cancelCheck"));
    m_result->setObjectName(QStringLiteral("chainResult"));
    m_bar->setRange(0, BarSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(context.appearance.theme().px(160));
    m_bar->setAccessibleName(tr("Progress of the check"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(context.appearance.theme().px(Gap::Small));
    row->addWidget(m_icon);
    row->addWidget(m_result);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    row->addWidget(m_start);
    connect(m_start, &QPushButton::clicked, this, &ChainCheck::start);
    connect(m_cancel, &QPushButton::clicked, this, &ChainCheck::cancel);
    // A picture keeps the colour of the theme it was made in.
    connect(&context.appearance, &Appearance::changed, this, [this] {
        if (m_icon->isVisible())
            showIcon(m_shownIcon.first, m_shownIcon.second);
    });
    m_icon->hide();
    showRunning(false);
}

void ChainCheck::start()
{
    ++m_generation;
    m_elapsed.start();
    m_bar->setValue(0);
    m_icon->hide();
    m_result->setTone(Role::Muted);
    m_result->setText(tr("Checking…"));
    showRunning(true);
    checkNext(m_generation, {});
}

void ChainCheck::cancel()
{
    if (!m_isRunning)
        return;
    ++m_generation;
    m_result->setTone(Role::Muted);
    m_result->setText(tr("Not finished."));
    showRunning(false);
    Q_EMIT finished();
}

void ChainCheck::checkNext(int generation, const audit::ChainState& from)
{
    m_context.site.reader().request(
        [actor = m_context.session.actor(), from](
            store::Database& database) { return security::verifyNextAudit(actor, database, from, EntriesAtATime); },
        this, [this, generation](const Result<security::AuditProgress>& progress) { take(generation, progress); });
}

void ChainCheck::take(int generation, const Result<security::AuditProgress>& progress)
{
    if (generation != m_generation)
        return; // cancelled meanwhile
    if (!progress) {
        showFailure(progress.error());
        return;
    }
    if (progress->isDone) {
        checkSignatures(generation, progress->checked);
        return;
    }
    const qint64 done = progress->checked.entries;
    const qint64 left = progress->total - done;
    m_bar->setValue(progress->total == 0 ? 0 : int(done * BarSteps / progress->total));
    const qint64 seconds = done == 0 ? 0 : (m_elapsed.elapsed() * left / done + 999) / 1000;
    m_result->setText(
        tr("%L1 of %L2 entries, %3 left").arg(done).arg(progress->total).arg(SiteTime::age(seconds * 1000)));
    checkNext(generation, progress->checked);
}

void ChainCheck::checkSignatures(int generation, const audit::ChainState& state)
{
    m_bar->setValue(BarSteps);
    m_result->setText(tr("Checking the signatures…"));
    m_context.site.reader().request(
        [actor = m_context.session.actor(), key = m_context.site.signingKey().publicKey()](
            store::Database& database) -> Result<Signatures> {
            GATEHOUSE_TRY_ASSIGN(mismatch, audit::notedMismatch(database));
            if (mismatch)
                return mismatch->error();
            GATEHOUSE_TRY_ASSIGN(checkpoints, security::verifyAuditCheckpoints(actor, database, key));
            GATEHOUSE_TRY_ASSIGN(floor, audit::newestFloor(database));
            GATEHOUSE_TRY_ASSIGN(acceptances, audit::listAcceptances(database));
            return Signatures { checkpoints, floor ? floor->state.entries + 1 : 1, acceptances };
        },
        this,
        [this, generation, state](const Result<Signatures>& signatures) {
            if (generation != m_generation)
                return; // cancelled meanwhile
            if (signatures)
                showWhole(state, *signatures);
            else
                showFailure(signatures.error());
        });
}

void ChainCheck::showRunning(bool isRunning)
{
    m_isRunning = isRunning;
    m_bar->setVisible(isRunning);
    m_cancel->setVisible(isRunning);
    m_start->setVisible(!isRunning);
}

void ChainCheck::showIcon(Icon icon, Role tone)
{
    const int side = m_context.appearance.theme().px(IconSize);
    m_icon->setPixmap(m_context.appearance.icon(icon, tone).pixmap(side, side));
    m_icon->show();
    m_shownIcon = { icon, tone };
}

void ChainCheck::showWhole(const audit::ChainState& state, const Signatures& signatures)
{
    const qint64 firstEntry = signatures.firstEntry;
    const qint64 checkpoints = signatures.checkpoints;
    const bool isAccepted = !signatures.acceptances.isEmpty();
    showRunning(false);
    showIcon(isAccepted ? Icon::Warning : Icon::StateAllow, isAccepted ? Role::Ask : Role::Allow);
    m_result->setTone(isAccepted ? Role::Ask : Role::Allow);
    const QString whole = firstEntry == 1
        ? tr("Whole: %L1 entries, signatures: %L2").arg(state.entries).arg(checkpoints)
        : tr("Whole: entries %L1 to %L2, signatures: %L3").arg(firstEntry).arg(state.entries).arg(checkpoints);
    m_result->setText(isAccepted
            ? tr("%1; accepted at entry %L2").arg(whole).arg(signatures.acceptances.last().state.entries)
            : whole);
    const QString removed = firstEntry == 1
        ? QString()
        : tr("Entries 1 to %L1 were removed when their time was over, and the site signed that.").arg(firstEntry - 1)
            + QLatin1Char('\n');
    m_result->setToolTip(removed
        + tr("Note this to find out later whether the end was cut off: entry %1, hash %2. The site signs "
             "with the key %3.")
              .arg(state.entries)
              .arg(QString::fromLatin1(state.head.toHex()),
                  QString::fromLatin1(m_context.site.signingKey().publicKey().toHex())));
    Q_EMIT finished();
}

void ChainCheck::showFailure(const Error& error)
{
    showRunning(false);
    showIcon(Icon::Alarm, Role::Alarm);
    m_result->setTone(Role::Alarm);
    if (error.code == ErrorCode::AuditChainBroken) {
        Q_EMIT foundBroken(error);
        const qint64 sequence = error.detail.toLongLong();
        m_result->setText(sequence == 0 ? tr("A signature does not fit: entries were changed or removed.")
                                        : tr("Entry %L1 was changed, removed or moved.").arg(sequence));
        m_result->setToolTip(errorText(error));
        if (sequence != 0)
            Q_EMIT brokenAt(sequence);
    } else {
        m_result->setText(errorWords(error).what);
    }
    Q_EMIT finished();
}

} // namespace gatehouse::ui
