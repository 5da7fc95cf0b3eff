#include "ui/shell/SiteShell.h"

#include "ui/common/SidePanel.h"
#include "ui/shell/AlarmBar.h"
#include "ui/shell/AlarmDetails.h"
#include "ui/shell/BottomBar.h"
#include "ui/shell/DisplayBody.h"
#include "ui/shell/Finder.h"
#include "ui/shell/HealthWatch.h"
#include "ui/shell/HelpBody.h"
#include "ui/shell/NavigationRail.h"
#include "ui/shell/StatusStrip.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

SiteShell::SiteShell(const SiteContext& context, ConsoleSettings& settings, Appearance& appearance,
    const security::SiteInfo& site, std::vector<PageEntry> pages, std::vector<FinderSource> finders, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_settings(settings)
    , m_appearance(appearance)
    , m_allPages(std::move(pages))
    , m_rail(new NavigationRail(appearance))
    , m_strip(new StatusStrip(context, site))
    , m_stack(new QStackedWidget)
    , m_panel(new SidePanel(appearance))
    , m_alarms(new AlarmBar(appearance))
    , m_finder(new Finder(context, std::move(finders)))
{
    setObjectName(QStringLiteral("shell"));
    auto* bottom = new BottomBar(context);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_stack, 1);
    middle->addWidget(m_panel);
    middle->addWidget(m_finder);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_strip);
    right->addWidget(new Separator);
    right->addLayout(middle, 1);
    right->addWidget(m_alarms);
    right->addWidget(new Separator);
    right->addWidget(bottom);
    auto* whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_rail);
    whole->addLayout(right, 1);
    m_panel->setMaximumWidth(appearance.theme().px(420));

    connect(m_rail, &NavigationRail::pageChosen, this, [this](const QString& id) { openPage({ id, 0 }); });
    connect(m_strip, &StatusStrip::detailsRequested, this, &SiteShell::showAlarms);
    connect(m_alarms, &AlarmBar::detailsRequested, this, &SiteShell::showAlarms);
    connect(m_finder, &Finder::chosen, this, &SiteShell::openPage);
    connect(m_panel, &SidePanel::closed, this, [this] { m_panelKind = PanelKind::None; });
    connect(bottom, &BottomBar::lockRequested, this, &SiteShell::lockRequested);
    connect(bottom, &BottomBar::changeOperatorRequested, this, &SiteShell::changeOperatorRequested);
    connect(bottom, &BottomBar::signOutRequested, this, &SiteShell::signOutRequested);
    connect(bottom, &BottomBar::findRequested, this, &SiteShell::find);
    connect(bottom, &BottomBar::helpRequested, this, &SiteShell::showHelp);
    connect(bottom, &BottomBar::displayRequested, this, &SiteShell::showDisplay);
    connect(&context.session, &OperatorSession::changed, this, &SiteShell::followOperator);
    addShortcuts();
    watchRuntime();
    followOperator();
}

SiteShell::~SiteShell()
{
    // Pages leave before the widgets they may talk to.
    for (Page* page : std::as_const(m_made))
        delete page;
}

void SiteShell::openPage(const PageTarget& target)
{
    const auto entry =
        std::find_if(m_pages.begin(), m_pages.end(), [&](const PageEntry& each) { return each.id == target.page; });
    if (entry == m_pages.end())
        return;
    Page* wanted = m_made.value(entry->id);
    if (!wanted) {
        wanted = entry->create(m_context);
        m_made.insert(entry->id, wanted);
        m_stack->addWidget(wanted);
        wanted->setAccessibleName(entry->title());
        for (QTableView* table : wanted->findChildren<QTableView*>()) {
            if (table->accessibleName().isEmpty())
                table->setAccessibleName(entry->title());
        }
        connect(wanted, &Page::attentionChanged, this, [this, id = entry->id](int waiting) {
            m_rail->setWaiting(id, waiting);
            m_waiting = waiting;
            Q_EMIT waitingChanged(waiting);
        });
    }
    if (m_current != entry->id) {
        if (Page* before = m_made.value(m_current))
            before->deactivated();
        m_current = entry->id;
        m_stack->setCurrentWidget(wanted);
        m_rail->setCurrent(m_current);
        if (!m_isLocked)
            wanted->activated();
    }
    if (target.item > 0)
        wanted->showItem(target.item);
}

void SiteShell::focusPage()
{
    if (Page* shown = m_made.value(m_current))
        shown->setFocus(Qt::OtherFocusReason);
}

QStringList SiteShell::unsavedPages() const
{
    QStringList titles;
    for (const PageEntry& entry : m_allPages) {
        const Page* made = m_made.value(entry.id);
        if (made && made->hasUnsavedInput())
            titles << entry.title();
    }
    return titles;
}

void SiteShell::setLocked(bool isLocked)
{
    m_isLocked = isLocked;
    m_finder->close();
    if (Page* shown = m_made.value(m_current)) {
        if (isLocked)
            shown->deactivated();
        else
            shown->activated();
    }
}

void SiteShell::addShortcuts()
{
    const auto on = [this](const QKeySequence& keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    for (int number = 1; number <= 9; ++number) {
        on(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)), [this, number] {
            if (number <= int(m_pages.size()))
                openPage({ m_pages[std::size_t(number) - 1].id, 0 });
        });
    }
    on(QKeySequence(Qt::CTRL | Qt::Key_L), [this] { Q_EMIT lockRequested(); });
    on(QKeySequence(Qt::CTRL | Qt::Key_U), [this] { Q_EMIT changeOperatorRequested(); });
    on(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { find(); });
    on(QKeySequence(Qt::Key_F1), [this] { showHelp(); });
    on(QKeySequence(Qt::Key_F9), [this] { showAlarms(); });
    on(QKeySequence(Qt::Key_Escape), [this] {
        if (Page* shown = m_made.value(m_current); !shown || !shown->takeEscape())
            goHome();
    });
}

void SiteShell::watchRuntime()
{
    connect(&m_context.running, &RunningLanes::changed, this, &SiteShell::takeRunningLanes);
    connect(&m_context.lanes, &lane::LaneRuntime::cameraStateChanged, this,
        [this](CameraId camera, const video::CameraState& state) { setStatus(withCamera(m_status, camera, state)); });
    connect(&m_context.lanes, &lane::LaneRuntime::gatePhaseChanged, this,
        [this](GateId gate, access::GatePhase phase) { setStatus(withGate(m_status, gate, phase)); });
    connect(&m_context.lanes, &lane::LaneRuntime::eventRecorded, this,
        [this] { setStatus(withRecord(m_status, std::nullopt)); });
    connect(&m_context.lanes, &lane::LaneRuntime::recordFailed, this,
        [this](const lane::LaneEvent&, const Error& error) { setStatus(withRecord(m_status, error.code)); });
    auto* health = new HealthWatch(m_context, this);
    connect(health, &HealthWatch::measured, this,
        [this](const StoreHealth& measured) { setStatus(withHealth(m_status, measured)); });
    takeRunningLanes();
}

void SiteShell::takeRunningLanes()
{
    SiteStatus status;
    status.recordFailure = m_status.recordFailure;
    status.health = m_status.health;
    if (m_context.running.failure())
        status.lanesFailure = m_context.running.failure()->code;
    for (const lane::Camera& camera : m_context.running.cameras()) {
        if (camera.isEnabled)
            status.cameras.append({ camera.id, camera.name, m_context.lanes.cameraState(camera.id) });
    }
    for (const access::GateSettings& gate : m_context.running.gates())
        status.gates.append({ gate.id, gate.name, m_context.lanes.gatePhase(gate.id) });
    m_status = status;
    m_strip->setStatus(m_status);
    m_alarms->setAlarms(alarmsOf(m_status));
    refreshAlarmDetails();
}

void SiteShell::followOperator()
{
    // What one operator typed or looked at is never shown to the next.
    for (const PageEntry& entry : m_allPages) {
        if (entry.lifetime == PageLifetime::Operator) {
            if (Page* old = m_made.take(entry.id)) {
                if (m_current == entry.id)
                    m_current.clear();
                delete old;
            }
        }
    }
    m_finder->close();
    m_panel->close();
    m_pages.clear();
    for (const PageEntry& entry : m_allPages) {
        if (m_context.session.may(entry.permission))
            m_pages.push_back(entry);
    }
    m_rail->setPages(m_pages);
    const bool isStillThere =
        std::any_of(m_pages.begin(), m_pages.end(), [this](const PageEntry& entry) { return entry.id == m_current; });
    if (isStillThere)
        m_rail->setCurrent(m_current);
    else
        goHome();
}

void SiteShell::setStatus(const SiteStatus& status)
{
    if (status == m_status)
        return;
    m_status = status;
    m_strip->setStatus(status);
    m_alarms->setAlarms(alarmsOf(status));
    refreshAlarmDetails();
}

void SiteShell::find()
{
    m_panel->close(); // two panels would leave the page no room
    m_finder->open(m_pages);
}

void SiteShell::goHome()
{
    m_panel->close();
    if (!m_pages.empty())
        openPage({ m_pages.front().id, 0 });
}

void SiteShell::showAlarms()
{
    for (Page* page : std::as_const(m_made))
        page->alarmsSeen();
    togglePanel(PanelKind::Alarms, tr("What needs somebody"), new QWidget);
    refreshAlarmDetails();
}

void SiteShell::showHelp()
{
    togglePanel(PanelKind::Help, tr("Help"), new HelpBody(m_appearance, m_pages));
}

void SiteShell::showDisplay()
{
    auto* body = new DisplayBody(
        m_appearance, m_settings, DisplayBody::Extent::SignedIn, size(), [this] { return unsavedPages(); });
    connect(body, &DisplayBody::rebuildNeeded, this, &SiteShell::rebuildNeeded, Qt::QueuedConnection);
    connect(body, &DisplayBody::autoLockChanged, this, &SiteShell::autoLockChanged);
    togglePanel(PanelKind::Display, tr("Display and sound"), body);
}

void SiteShell::refreshAlarmDetails()
{
    if (m_panelKind != PanelKind::Alarms)
        return;
    m_panel->setBody(makeAlarmDetails(m_appearance, m_status));
}

void SiteShell::togglePanel(PanelKind kind, const QString& title, QWidget* body)
{
    if (m_panel->isVisible() && m_panelKind == kind) {
        delete body;
        m_panel->close();
        return;
    }
    m_panelKind = kind;
    m_panel->setTitle(title);
    m_panel->setBody(body);
    m_panel->show();
}

} // namespace gatehouse::ui
