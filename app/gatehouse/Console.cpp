#include "app/gatehouse/Console.h"

#include "app/demo/DemoSite.h"
#include "app/gatehouse/CarriedInput.h"
#include "ui/common/Background.h"
#include "ui/login/RecoverForm.h"
#include "ui/words/ErrorText.h"

#include <QApplication>
#include <QThreadPool>

#include <utility>

namespace gatehouse {

namespace {

constexpr int MillisecondsAMinute = 60 * 1000;

// What a background attempt hands back: Result cannot be made without a value.
using OpenedSite = Result<std::unique_ptr<security::OpenSite>>;

// What is overdue goes before the first page is made.
OpenedSite withoutOverdue(OpenedSite opened, const Clock& clock)
{
    if (opened)
        site::removeOverdue(**opened, clock);
    return opened;
}

} // namespace

Result<std::unique_ptr<Console>> Console::create(const ConsoleOptions& options, const Clock& clock)
{
    auto settings = std::make_unique<ui::ConsoleSettings>(options.settingsFile);
    GATEHOUSE_TRY_ASSIGN(theme, ui::Theme::load(settings->theme(), settings->scalePercent() / 100.0));
    auto appearance = std::make_unique<ui::Appearance>(theme);
    return std::unique_ptr<Console>(new Console(options, clock, std::move(settings), std::move(appearance)));
}

Console::Console(const ConsoleOptions& options, const Clock& clock, std::unique_ptr<ui::ConsoleSettings> settings,
    std::unique_ptr<ui::Appearance> appearance)
    : m_clock(clock)
    , m_options(options)
    , m_settings(std::move(settings))
    , m_appearance(std::move(appearance))
    , m_window((m_languages.use(options.language.isEmpty() ? m_settings->language() : options.language), *m_appearance),
          *m_settings)
    , m_idle(this)
{
    connect(&m_window, &ui::ConsoleWindow::rebuildNeeded, this, &Console::rebuild, Qt::QueuedConnection);
    connect(&m_window, &ui::ConsoleWindow::closeRequested, this, &Console::askToClose);
    connect(&m_idle, &ui::IdleWatch::idle, this, &Console::lock);
}

Console::~Console()
{
    m_window.setContent(new QWidget); // pages go before the site they show
    QThreadPool::globalInstance()->waitForDone();
    m_open.reset();
    m_closing.reset();
}

void Console::start()
{
    if (!paths().exists())
        showFirstStart(firstStartKind(), Input::Fresh);
    else
        showSignIn(Input::Fresh);
    m_window.show();
}

ui::FirstStart::Kind Console::firstStartKind() const
{
    return m_options.isDemo ? ui::FirstStart::Kind::DemoSite : ui::FirstStart::Kind::Site;
}

security::SitePaths Console::paths() const
{
    return { m_options.isDemo ? m_options.demoFolder : m_options.siteFolder };
}

void Console::switchTo(Which which)
{
    m_options.isDemo = which == Which::Demo;
    start();
}

void Console::removeDemo()
{
    ui::Confirmation question;
    question.title = tr("Throw the demo site away?");
    question.text = tr("Its drawn people, vehicles and events are deleted. Your own site is not touched.");
    question.confirmWord = tr("Throw away");
    m_window.prompts().confirm(this, question, [this](bool isSure) {
        if (isSure)
            whenClosed([this] {
                if (const auto removed = removeDemoSite(paths()); !removed)
                    m_window.prompts().tell(ui::errorText(removed.error()));
                else
                    QMetaObject::invokeMethod(
                        this, [this] { switchTo(Which::Own); }, Qt::QueuedConnection);
            });
    });
}

void Console::rebuild()
{
    m_options.language.clear(); // what was chosen on screen wins over the command line
    m_languages.use(m_settings->language());
    if (m_open) {
        const QString page = shell()->currentPage();
        showShell();
        shell()->openPage({ page, 0 });
        shell()->focusPage();
    } else if (qobject_cast<ui::FirstStart*>(m_window.content())) {
        showFirstStart(firstStartKind(), Input::Carried);
    } else if (qobject_cast<ui::RecoverForm*>(m_window.content())) {
        showRecovery(Input::Carried);
    } else {
        showSignIn(Input::Carried);
    }
}

void Console::present(QWidget* screen, Input input)
{
    if (input == Input::Carried)
        carryInput(*m_window.content(), *screen);
    m_window.setContent(screen);
}

void Console::showFirstStart(ui::FirstStart::Kind kind, Input input)
{
    auto* screen = new ui::FirstStart(*m_appearance, m_window.prompts(), kind);
    connect(
        screen, &ui::FirstStart::demoRequested, this, [this] { switchTo(Which::Demo); }, Qt::QueuedConnection);
    connect(
        screen, &ui::FirstStart::ownSiteRequested, this, [this] { switchTo(Which::Own); }, Qt::QueuedConnection);
    connect(screen, &ui::FirstStart::siteDescribed, this,
        [this, screen](const security::NewSite& description) { createSite(screen, description); });
    const auto* before = qobject_cast<ui::FirstStart*>(m_window.content());
    const auto step = before && input == Input::Carried ? before->step() : ui::FirstStart::Step::Site;
    present(screen, input);
    screen->goTo(step);
    m_window.setDisplayChoiceShown(true);
}

void Console::createSite(ui::FirstStart* screen, const security::NewSite& description)
{
    // From here on the screen must stay: it shows the recovery code, once.
    m_window.setDisplayChoiceShown(false);
    ui::runInBackground(
        screen,
        [paths = paths(), description, &clock = m_clock]() -> Result<security::OpenSite::Created> {
            GATEHOUSE_TRY_ASSIGN(made, security::OpenSite::create(paths, description, clock));
            if (description.isDemo) {
                if (const auto filled = fillDemoSite(*made.site, made.site->openedBy(), clock); !filled) {
                    made.site.reset();
                    GATEHOUSE_TRY(removeDemoSite(paths));
                    return filled.error();
                }
            }
            return std::move(made);
        },
        [this, screen](Result<security::OpenSite::Created> made) {
            if (!made) {
                screen->showFailure(made.error());
                m_window.setDisplayChoiceShown(true);
                return;
            }
            // The site opens only after the code was confirmed; until then it is held here.
            auto held = std::make_shared<std::unique_ptr<security::OpenSite>>(std::move(made->site));
            connect(
                screen, &ui::FirstStart::finished, this, [this, held] { open(std::move(*held)); },
                Qt::QueuedConnection);
            screen->showRecoveryCode(made->recoveryCode);
        });
}

void Console::showSignIn(Input input)
{
    auto* form =
        new ui::SignInForm(*m_appearance, ui::SignInMode::SignIn, m_options.isDemo ? tr("Demo site") : QString(), {});
    connect(form, &ui::SignInForm::submitted, this,
        [this, form](const QString& name, const security::Passphrase& passphrase, const QString& code) {
            signIn(form, name, passphrase, code);
        });
    connect(
        form, &ui::SignInForm::recoverRequested, this, [this] { showRecovery(Input::Fresh); }, Qt::QueuedConnection);
    if (m_options.isDemo) {
        connect(
            form->addLink(tr("My own site")), &QPushButton::clicked, this, [this] { switchTo(Which::Own); },
            Qt::QueuedConnection);
        connect(form->addLink(tr("Throw the demo site away")), &QPushButton::clicked, this, &Console::removeDemo);
    } else {
        connect(
            form->addLink(tr("Demo site")), &QPushButton::clicked, this, [this] { switchTo(Which::Demo); },
            Qt::QueuedConnection);
    }
    m_window.setDisplayChoiceShown(true);
    present(form, input);
    form->focusFirst();
}

void Console::signIn(
    ui::SignInForm* form, const QString& name, const security::Passphrase& passphrase, const QString& code)
{
    whenClosed([this, form = QPointer(form), name, passphrase, code] {
        if (!form)
            return;
        ui::runInBackground(
            form,
            [paths = paths(), name, passphrase, code, &clock = m_clock] {
                return withoutOverdue(security::OpenSite::signIn(paths, name, passphrase, code, clock), clock);
            },
            [this, form](OpenedSite opened) {
                if (opened)
                    open(std::move(*opened));
                else
                    form->showFailure(opened.error());
            });
    });
}

void Console::showRecovery(Input input)
{
    auto* form = new ui::RecoverForm(*m_appearance);
    connect(
        form, &ui::RecoverForm::cancelled, this, [this] { showSignIn(Input::Fresh); }, Qt::QueuedConnection);
    connect(form, &ui::RecoverForm::submitted, this,
        [this, form](const security::Passphrase& code, const QString& name, const security::Passphrase& replacement) {
            ui::runInBackground(
                form,
                [paths = paths(), code, name, replacement, &clock = m_clock] {
                    return withoutOverdue(security::OpenSite::recover(paths, code, name, replacement, clock), clock);
                },
                [this, form](OpenedSite opened) {
                    if (opened)
                        open(std::move(*opened));
                    else
                        form->showFailure(opened.error());
                });
        });
    present(form, input);
    form->focusFirst();
}

void Console::open(std::unique_ptr<security::OpenSite> site)
{
    m_open = std::make_unique<SignedInSite>(
        std::move(site), *m_appearance, *m_settings, m_window.prompts(), m_clock, [this](ClosingWork work) {
            // The page that asks goes with the site.
            QMetaObject::invokeMethod(
                this, [this, work = std::move(work)] { closeSite(work); }, Qt::QueuedConnection);
        });
    showShell();
    m_open->startLanes();
}

void Console::showShell()
{
    m_isLocked = false;
    ui::SiteShell* made = m_open->makeShell();
    connect(made, &ui::SiteShell::lockRequested, this, &Console::lock, Qt::QueuedConnection);
    connect(made, &ui::SiteShell::changeOperatorRequested, this, &Console::showChangeOperator, Qt::QueuedConnection);
    connect(made, &ui::SiteShell::signOutRequested, this, &Console::askToSignOut, Qt::QueuedConnection);
    connect(made, &ui::SiteShell::rebuildNeeded, this, &Console::rebuild, Qt::QueuedConnection);
    connect(made, &ui::SiteShell::autoLockChanged, this, &Console::restartIdleWatch);
    connect(made, &ui::SiteShell::waitingChanged, this, [this] {
        if (auto* cover = qobject_cast<ui::SignInForm*>(m_window.cover()); cover && m_isLocked)
            cover->setNotice(waitingNotice());
    });
    m_window.setDisplayChoiceShown(false);
    m_window.setContent(made);
    made->focusPage();
    restartIdleWatch();
}

void Console::lock()
{
    if (!m_open || m_isLocked)
        return;
    m_isLocked = true;
    m_idle.stop();
    shell()->setLocked(true);
    m_open->session().lock();
    showLock();
}

void Console::showLock()
{
    auto* form = new ui::SignInForm(*m_appearance, ui::SignInMode::Unlock, {}, m_open->session().actor().name);
    connect(form, &ui::SignInForm::submitted, this,
        [this, form](const QString& name, const security::Passphrase& passphrase, const QString& code) {
            takeOver(form, ui::SignInMode::Unlock, name, passphrase, code);
        });
    connect(form, &ui::SignInForm::changeOperatorRequested, this, &Console::showChangeOperator, Qt::QueuedConnection);
    form->setNotice(waitingNotice());
    m_window.setCover(form);
    form->focusFirst();
}

void Console::showChangeOperator()
{
    if (!m_open)
        return;
    shell()->setLocked(true);
    auto* form = new ui::SignInForm(*m_appearance, ui::SignInMode::ChangeOperator, {}, {});
    connect(form, &ui::SignInForm::submitted, this,
        [this, form](const QString& name, const security::Passphrase& passphrase, const QString& code) {
            takeOver(form, ui::SignInMode::ChangeOperator, name, passphrase, code);
        });
    connect(form, &ui::SignInForm::cancelled, this, &Console::backFromChangeOperator, Qt::QueuedConnection);
    if (const QStringList unsaved = shell()->unsavedPages(); !unsaved.isEmpty())
        form->setNotice(tr("Not saved yet: %1. It is thrown away when somebody else takes over.")
                            .arg(unsaved.join(QStringLiteral(", "))));
    m_window.setCover(form);
    form->focusFirst();
}

void Console::takeOver(ui::SignInForm* form, ui::SignInMode mode, const QString& name,
    const security::Passphrase& passphrase, const QString& code)
{
    ui::runInBackground(
        form, [&site = m_open->site(), name, passphrase, code] { return site.authenticate(name, passphrase, code); },
        [this, form, mode](const Result<security::ActingOperator>& actor) {
            if (!actor) {
                form->showFailure(actor.error());
                return;
            }
            m_isLocked = false;
            m_window.uncover();
            if (mode == ui::SignInMode::ChangeOperator && actor->id != m_open->session().actor().id)
                m_open->session().takeOver(*actor);
            m_open->session().unlock();
            shell()->setLocked(false);
            restartIdleWatch();
        });
}

void Console::backFromChangeOperator()
{
    if (m_isLocked) {
        showLock();
        return;
    }
    m_window.uncover();
    shell()->setLocked(false);
}

void Console::askToSignOut()
{
    ui::Confirmation question;
    question.title = tr("Sign out and stop the lanes?");
    question.text =
        tr("Nobody is recognised and no gate opens by itself until somebody signs in. To step away, lock the "
           "screen instead (Ctrl+L).");
    if (const QStringList unsaved = shell()->unsavedPages(); !unsaved.isEmpty())
        question.text += u' ' + tr("Not saved yet: %1.").arg(unsaved.join(QStringLiteral(", ")));
    question.confirmWord = tr("Sign out");
    m_window.prompts().confirm(this, question, [this](bool isSure) {
        if (isSure)
            QMetaObject::invokeMethod(
                this, [this] { closeSite(); }, Qt::QueuedConnection);
    });
}

void Console::askToClose()
{
    if (!m_open) {
        QApplication::exit(0);
        return;
    }
    if (m_isLocked)
        return; // only who may unlock may stop the lanes
    ui::Confirmation question;
    question.title = tr("Close the console and stop the lanes?");
    question.text = tr("Nobody is recognised and no gate opens by itself until the console runs again.");
    question.confirmWord = tr("Close");
    m_window.prompts().confirm(this, question, [](bool isSure) {
        if (isSure)
            QApplication::exit(0);
    });
}

void Console::closeSite(const ClosingWork& work)
{
    if (!m_open)
        return;
    m_idle.stop();
    m_isLocked = false;
    m_isClosing = true;
    m_closing = std::move(m_open);
    showSignIn(Input::Fresh);
    // The next operator types while a gate ends its pulse and the store is shut.
    m_closing->finishInBackground([this, work] {
        auto site = std::make_shared<std::shared_ptr<security::OpenSite>>(m_closing->shareSite());
        m_closing.reset();
        ui::runInBackground(
            this,
            [site, work]() -> Result<void> {
                site->reset();
                return work ? work() : Result<void>();
            },
            [this, hasWork = bool(work)](const Result<void>& done) {
                siteClosed();
                if (hasWork)
                    sayClosed(done);
            });
    });
}

void Console::sayClosed(const Result<void>& done)
{
    auto* form = qobject_cast<ui::SignInForm*>(m_window.content());
    if (!form)
        return;
    if (done)
        form->setNotice(tr("The backup was brought back. Sign in to go on."));
    else
        form->showFailure(done.error());
}

void Console::siteClosed()
{
    m_isClosing = false;
    for (const auto& action : std::exchange(m_afterClosing, {}))
        action();
}

void Console::whenClosed(std::function<void()> action)
{
    if (m_isClosing)
        m_afterClosing.push_back(std::move(action));
    else
        action();
}

void Console::restartIdleWatch()
{
    if (m_open && !m_isLocked)
        m_idle.start(m_settings->autoLockMinutes() * MillisecondsAMinute);
}

ui::SiteShell* Console::shell() const
{
    return qobject_cast<ui::SiteShell*>(m_window.content());
}

QString Console::waitingNotice() const
{
    const int waiting = shell()->waiting();
    return waiting > 0 ? tr("▲ %n at the gate wait(s) for you", nullptr, waiting) : QString();
}

} // namespace gatehouse
