#include "ui/admin/BackupPage.h"

#include "ui/admin/BackupPlanForm.h"
#include "ui/admin/BackupWork.h"
#include "ui/admin/RestoreForm.h"
#include "ui/admin/RingCard.h"
#include "ui/admin/RingImportForm.h"
#include "ui/common/Banner.h"
#include "ui/words/AgeText.h"
#include "ui/words/ErrorText.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int StateWidth = 560;
constexpr int PlanWidth = 420;

Panel* makeBackupCard(const Theme& theme, QWidget* content)
{
    auto* card = new Panel(Ground::Card);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(theme.margins(Gap::Large));
    column->addWidget(content);
    return card;
}

} // namespace

BackupPage::BackupPage(const SiteContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_work(new BackupWork(context, this))
    , m_banner(new Banner(context.appearance))
    , m_age(new Label(context.appearance, {}, TextSize::Headline))
    , m_when((new Label(context.appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_warnings((new Label(context.appearance, {}, TextSize::Body, Role::Ask))->wrapped())
    , m_drill((new Label(context.appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_progress((new Label(context.appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_take(new Button(context.appearance, ButtonLook::Primary, tr("Take a backup now")))
    , m_stop(new Button(context.appearance, ButtonLook::Plain, tr("Stop")))
    , m_plan(new BackupPlanForm(context))
    , m_ring(new RingCard(context))
    , m_views(new QStackedLayout)
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_banner);
    whole->addLayout(m_views, 1);
    m_views->addWidget(makeOverview());
    connect(m_ring, &RingCard::exportRequested, this, &BackupPage::exportRing);
    connect(m_ring, &RingCard::importRequested, this, &BackupPage::importRing);
    connect(m_plan, &BackupPlanForm::saveRequested, this, &BackupPage::save);
    connect(m_work, &BackupWork::progressed, m_progress, &QLabel::setText);
    connect(m_work, &BackupWork::busyChanged, this, [this](bool isBusy) {
        m_take->setEnabled(!isBusy);
        m_shelf->setEnabled(!isBusy);
        m_ring->setEnabled(!isBusy);
        m_stop->setVisible(isBusy);
        m_progress->setVisible(isBusy);
    });
}

QWidget* BackupPage::makeOverview()
{
    const Theme& theme = m_context.appearance.theme();
    auto* content = new QWidget;
    auto* cards = new QHBoxLayout(content);
    cards->setContentsMargins(theme.margins(Gap::Large));
    cards->setSpacing(theme.px(Gap::Large));
    auto* left = new QVBoxLayout;
    left->setSpacing(theme.px(Gap::Large));
    for (QWidget* part : { makeState(), makeShelf(), static_cast<QWidget*>(m_ring) }) {
        Panel* card = makeBackupCard(theme, part);
        card->setMaximumWidth(theme.px(StateWidth));
        left->addWidget(card);
    }
    left->addStretch(1);
    cards->addLayout(left, 8);
    Panel* plan = makeBackupCard(theme, m_plan);
    plan->setMaximumWidth(theme.px(PlanWidth));
    cards->addWidget(plan, 0, Qt::AlignTop);
    cards->addStretch(1);

    return makeScrollArea(content);
}

PageEntry BackupPage::entry()
{
    return { QStringLiteral("backup"), [] { return tr("Backups"); }, Icon::Save, security::Permission::ManageBackups,
        [](const SiteContext& context) -> Page* { return new BackupPage(context); }, PageLifetime::Operator };
}

QWidget* BackupPage::makeState()
{
    const Appearance& look = m_context.appearance;
    m_age->setObjectName(QStringLiteral("backupAge"));
    m_warnings->setObjectName(QStringLiteral("backupWarnings"));
    m_drill->setObjectName(QStringLiteral("lastDrill"));
    m_take->setObjectName(QStringLiteral("takeBackup"));
    m_stop->setObjectName(QStringLiteral("stopBackup"));
    m_stop->hide();
    m_progress->hide();
    auto* state = new QWidget;
    auto* column = new QVBoxLayout(state);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look.theme().px(Gap::Small));
    column->addWidget(new Label(look, tr("Last good backup"), TextSize::Caption, Role::Muted));
    for (QWidget* line : { static_cast<QWidget*>(m_age), static_cast<QWidget*>(m_when),
             static_cast<QWidget*>(m_warnings), static_cast<QWidget*>(m_drill), static_cast<QWidget*>(m_progress) })
        column->addWidget(line);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_take);
    buttons->addWidget(m_stop);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(m_take, &QPushButton::clicked, this, &BackupPage::takeNow);
    connect(m_stop, &QPushButton::clicked, m_work, &BackupWork::stop);
    return state;
}

QWidget* BackupPage::makeShelf()
{
    const Appearance& look = m_context.appearance;
    m_shelf = new QWidget;
    m_rows = new QVBoxLayout(m_shelf);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(look.theme().px(Gap::Small));
    auto* shelf = new QWidget;
    auto* column = new QVBoxLayout(shelf);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new Label(look, tr("In the folder"), TextSize::Title));
    column->addWidget(m_shelf);
    return shelf;
}

QWidget* BackupPage::makeRow(const backup::ShelvedBackup& one)
{
    const Appearance& look = m_context.appearance;
    const bool isGood = !one.fault;
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    QString words = isGood
        ? tr("%1 · %2").arg(m_context.time.dateTime(one.header.takenAt), QLocale().formattedDataSize(one.bytes))
        : QFileInfo(one.file).fileName() + QStringLiteral(" · ") + errorWords(Error { *one.fault, {} }).what;
    if (one.way == backup::BackupWay::OtherBranch)
        words += QStringLiteral(" · ") + tr("of this site on another machine");
    if (one.way == backup::BackupWay::LeftBehind)
        words += QStringLiteral(" · ") + tr("holds what was lost before the history was accepted");
    line->addWidget((new Label(look, words, TextSize::Body, isGood ? Role::Text : Role::Deny))->wrapped(), 1);
    if (!isGood)
        return row;
    auto* check = new Button(look, ButtonLook::Plain, tr("Check"));
    auto* rehearse = new Button(look, ButtonLook::Plain, tr("Rehearse"));
    check->setToolTip(tr("Reads every byte and compares."));
    rehearse->setToolTip(tr("Restores it in a scratch place, checks all of it and wipes it again."));
    check->setObjectName(QStringLiteral("checkBackup"));
    rehearse->setObjectName(QStringLiteral("rehearseBackup"));
    line->addWidget(check);
    line->addWidget(rehearse);
    if (m_context.session.may(security::Permission::RestoreBackup)) {
        auto* bring = new Button(look, ButtonLook::Plain, tr("Bring back…"));
        bring->setToolTip(tr("Shows what comes and what is lost first. Takes two people, and closes the site."));
        bring->setObjectName(QStringLiteral("bringBackBackup"));
        line->addWidget(bring);
        connect(bring, &QPushButton::clicked, this, [this, one] { bringBack(one); });
    }
    connect(check, &QPushButton::clicked, this, [this, file = one.file] { this->check(file); });
    connect(rehearse, &QPushButton::clicked, this, [this, file = one.file] { this->rehearse(file); });
    return row;
}

void BackupPage::activated()
{
    load();
}

bool BackupPage::hasUnsavedInput() const
{
    return m_plan->hasInput() || (m_form && m_form->hasInput());
}

Result<BackupPage::Shown> BackupPage::read(
    backup::Backups& backups, backup::RingCopies& ring, const security::ActingOperator& actor)
{
    Shown shown;
    GATEHOUSE_TRY_ASSIGN(settings, backups.settings(actor));
    GATEHOUSE_TRY_ASSIGN(health, backups.health());
    GATEHOUSE_TRY_ASSIGN(drill, backups.lastDrill(actor));
    GATEHOUSE_TRY_ASSIGN(state, ring.state(actor));
    shown.ring = state;
    shown.settings = settings;
    shown.health = health;
    shown.drill = drill;
    if (auto shelf = backups.list(actor))
        shown.shelf = *shelf; // otherwise the folder is missing, which the health says
    return shown;
}

void BackupPage::load()
{
    runInBackground(
        this,
        [&site = m_context.site, &clock = m_context.clock, actor = m_context.session.actor()] {
            backup::Backups backups(site, clock);
            backup::RingCopies ring(site, clock);
            return read(backups, ring, actor);
        },
        [this](const Result<Shown>& shown) {
            if (shown)
                show(*shown);
            else
                m_banner->showError(shown.error());
        });
}

void BackupPage::show(const Shown& shown)
{
    const UtcTime now = m_context.clock.now();
    const auto& lastGood = shown.health.lastGood;
    m_age->setText(lastGood ? tr("%1 ago").arg(roughAge(now - *lastGood)) : tr("None yet"));
    QStringList when;
    if (lastGood)
        when << m_context.time.dateTime(*lastGood);
    when << (shown.health.nextDue ? tr("next: %1").arg(m_context.time.dateTime(*shown.health.nextDue))
                                  : tr("none is taken by itself"));
    m_when->setText(when.join(QStringLiteral(" · ")));
    if (shown.drill)
        m_drill->setText((shown.drill->failure
                ? tr("✕ Rehearsed %1 ago, and it failed: %2")
                      .arg(roughAge(now - shown.drill->at), errorWords(Error { *shown.drill->failure, {} }).what)
                : tr("✓ Rehearsed %1 ago").arg(roughAge(now - shown.drill->at))));
    else
        m_drill->setText(tr("No restore was rehearsed yet."));
    showWarnings(shown.health);
    m_ring->show(shown.ring);
    qDeleteAll(m_shelf->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    for (const backup::ShelvedBackup& one : shown.shelf)
        m_rows->addWidget(makeRow(one));
    if (shown.shelf.isEmpty())
        m_rows->addWidget(new Label(m_context.appearance, tr("No backup yet."), TextSize::Body, Role::Muted));
    if (!m_plan->hasInput() || m_plan->entered() == shown.settings)
        m_plan->show(shown.settings);
}

void BackupPage::showWarnings(const backup::BackupHealth& health)
{
    QStringList warnings;
    if (health.isTooOld)
        warnings << tr("▲ The last good backup is too old.");
    if (health.isFolderMissing)
        warnings << tr("▲ The folder for backups is not there. Plug in the drive, or choose another folder.");
    if (health.isOnStoreDisk)
        warnings << tr("▲ Backups lie on the disk of the store: one fault takes both.");
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());
}

void BackupPage::takeNow()
{
    m_banner->clear();
    m_work->run<backup::ShelvedBackup>(
        [&site = m_context.site, &clock = m_context.clock, actor = m_context.session.actor()](
            backup::Backups& backups, const backup::Watcher& watcher) -> Result<backup::ShelvedBackup> {
            GATEHOUSE_TRY_ASSIGN(taken, backups.take(actor, {}, watcher));
            GATEHOUSE_TRY(backup::RingCopies(site, clock).copyWhenDue());
            return taken;
        },
        [this](const Result<backup::ShelvedBackup>& taken) {
            if (taken)
                m_context.prompts.tell(tr("Backup taken and read back."));
            else
                m_banner->showError(taken.error());
            load();
        });
}

void BackupPage::check(const QString& file)
{
    m_banner->clear();
    m_work->run<backup::DrillReport>(
        [actor = m_context.session.actor(), file](
            backup::Backups& backups, const backup::Watcher& watcher) { return backups.verify(actor, file, watcher); },
        [this](const Result<backup::DrillReport>& checked) {
            if (checked)
                m_banner->showText(Role::Allow, tr("The backup is whole and this site's."));
            else
                m_banner->showError(checked.error());
        });
}

void BackupPage::rehearse(const QString& file)
{
    m_banner->clear();
    m_work->run<backup::DrillReport>(
        [actor = m_context.session.actor(), file](
            backup::Backups& backups, const backup::Watcher& watcher) { return backups.drill(actor, file, watcher); },
        [this](const Result<backup::DrillReport>& report) {
            if (report)
                m_banner->showText(Role::Allow,
                    tr("It would come back whole: %1 entries of the trail, in %2 s.")
                        .arg(report->chain.entries)
                        .arg(QLocale().toString(double(report->milliseconds) / 1000, 'f', 1)));
            else
                m_banner->showError(report.error());
            load();
        });
}

void BackupPage::save(const backup::BackupSettings& settings)
{
    m_banner->clear();
    m_work->run<bool>(
        [&site = m_context.site, &clock = m_context.clock, actor = m_context.session.actor(), settings](
            backup::Backups& backups, const backup::Watcher&) -> Result<bool> {
            GATEHOUSE_TRY(backups.setSettings(actor, settings));
            // A folder that was just chosen gets its copy now, not in five minutes.
            GATEHOUSE_TRY(backup::RingCopies(site, clock).copyWhenDue());
            return true;
        },
        [this, settings](const Result<bool>& saved) {
            if (saved) {
                m_plan->show(settings);
                m_context.prompts.tell(tr("Saved."));
            } else {
                m_banner->showError(saved.error());
            }
            load();
        });
}

void BackupPage::bringBack(const backup::ShelvedBackup& one)
{
    showForm(new RestoreForm(m_context, one));
}

void BackupPage::importRing(const QString& file)
{
    showForm(new RingImportForm(m_context, file));
}

void BackupPage::showForm(BringBackForm* form)
{
    m_banner->clear();
    m_form = form;
    auto* scroll = makeScrollArea(form);
    m_views->addWidget(scroll);
    m_views->setCurrentWidget(scroll);
    connect(form, &BringBackForm::left, this, &BackupPage::leaveForm, Qt::QueuedConnection);
}

void BackupPage::leaveForm(const QString& word)
{
    if (!m_form)
        return;
    m_form = nullptr;
    delete m_views->currentWidget(); // and the form in it, which lets go of what it held
    m_views->setCurrentIndex(0);
    if (!word.isEmpty())
        m_banner->showText(Role::Allow, word);
    load();
}

void BackupPage::exportRing(const QString& file)
{
    m_banner->clear();
    m_work->run<backup::ShelvedBackup>(
        [&site = m_context.site, &clock = m_context.clock, actor = m_context.session.actor(), file](
            backup::Backups&, const backup::Watcher&) { return backup::RingCopies(site, clock).exportTo(actor, file); },
        [this](const Result<backup::ShelvedBackup>& made) {
            if (made)
                m_context.prompts.tell(tr("The key ring was copied. Keep it apart from the backups."));
            else
                m_banner->showError(made.error());
            load();
        });
}

} // namespace gatehouse::ui
