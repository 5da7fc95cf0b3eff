#include "app/gatehouse/Console.h"

#include "ui/common/Background.h"
#include "ui/login/SignInForm.h"

#include <QApplication>
#include <QThreadPool>

#include <utility>

namespace gatehouse {

namespace {

constexpr int MillisecondsAMinute = 60 * 1000;

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
    , m_settings(std::move(settings))
    , m_appearance(std::move(appearance))
    , m_window((m_languages.use(options.language.isEmpty() ? m_settings->language() : options.language), *m_appearance),
          *m_settings)
    , m_idle(this)
    , m_entry(options, clock, *m_appearance, m_window,
          { [this](std::unique_ptr<security::OpenSite> site) { open(std::move(site)); },
              [this](std::function<void()> action) { whenClosed(std::move(action)); } })
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
    m_entry.show();
    m_window.show();
}

void Console::rebuild()
{
    m_languages.use(m_settings->language()); // what was chosen on screen wins over the command line
    if (!m_open) {
        m_entry.showAgain();
        return;
    }
    const QString page = shell()->currentPage();
    showShell();
    shell()->openPage({ page, 0 });
    shell()->focusPage();
}

void Console::open(std::unique_ptr<security::OpenSite> site)
{
    m_entry.forgetSlip();
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
            cover->setNotice(notice(cover->mode()));
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
    coverPages();
    showLock();
}

// From here on nothing is done in the name of whoever sat there; the lanes go on.
void Console::coverPages()
{
    m_isLocked = true;
    m_idle.stop();
    shell()->setLocked(true);
    m_open->session().lock();
}

void Console::showLock()
{
    auto* form = new ui::SignInForm(*m_appearance, ui::SignInMode::Unlock, {}, m_open->session().actor().name);
    connect(form, &ui::SignInForm::submitted, this,
        [this, form](const QString& name, const security::Passphrase& passphrase, const QString& code) {
            takeOver(form, ui::SignInMode::Unlock, name, passphrase, code);
        });
    connect(form, &ui::SignInForm::changeOperatorRequested, this, &Console::showChangeOperator, Qt::QueuedConnection);
    form->setNotice(notice(form->mode()));
    m_window.setCover(form);
    form->focusFirst();
}

void Console::showChangeOperator()
{
    if (!m_open)
        return;
    if (!m_isLocked)
        coverPages(); // whoever hands over may walk off before anybody signs in
    auto* form = new ui::SignInForm(*m_appearance, ui::SignInMode::ChangeOperator, {}, {});
    connect(form, &ui::SignInForm::submitted, this,
        [this, form](const QString& name, const security::Passphrase& passphrase, const QString& code) {
            takeOver(form, ui::SignInMode::ChangeOperator, name, passphrase, code);
        });
    connect(form, &ui::SignInForm::cancelled, this, &Console::showLock, Qt::QueuedConnection);
    form->setNotice(notice(form->mode()));
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
            if (mode == ui::SignInMode::ChangeOperator && actor->id != m_open->session().actor().id) {
                m_open->session().takeOver(*actor);
                tellHandover();
            }
            m_open->session().unlock();
            shell()->setLocked(false);
            restartIdleWatch();
        });
}

// The shift ends here: how far the trail reaches is signed and said to both.
void Console::tellHandover()
{
    ui::runInBackground(
        shell(), [&site = m_open->site()] { return site.signTrail(audit::CheckpointReason::SignOut); },
        [this](const Result<audit::Checkpoint>& signature) {
            if (signature)
                m_window.prompts().tell(tr("You have taken over. The audit trail ends at %1, signed by the site.")
                                            .arg(audit::shortHead(signature->state)));
        });
}

void Console::askToSignOut()
{
    if (!m_open || m_isLocked)
        return;
    ui::Confirmation question;
    question.title = tr("Sign out and stop the lanes?");
    question.text =
        tr("Nobody is recognised and no gate opens by itself until somebody signs in. To step away, lock the "
           "screen instead (Ctrl+L).");
    if (const QStringList unsaved = shell()->unsavedPages(); !unsaved.isEmpty())
        question.text += u' ' + tr("Not saved yet: %1.").arg(unsaved.join(QStringLiteral(", ")));
    question.confirmWord = tr("Sign out");
    m_window.prompts().confirm(this, question, [this](bool isSure) {
        if (isSure && !m_isLocked)
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
    m_window.prompts().confirm(this, question, [this](bool isSure) {
        if (isSure && !m_isLocked)
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
    m_entry.show();
    // The next operator types while a gate ends its pulse and the store is shut.
    m_closing->finishInBackground([this, work] {
        SignOutSlip slip = slipOf(*m_closing);
        auto site = std::make_shared<std::shared_ptr<security::OpenSite>>(m_closing->shareSite());
        m_closing.reset();
        ui::runInBackground(
            this,
            [site, work] {
                const auto signature = (*site)->signTrail(audit::CheckpointReason::SignOut);
                site->reset();
                return std::pair(signature, work ? work() : Result<void>());
            },
            [this, slip, hasWork = bool(work)](
                const std::pair<Result<audit::Checkpoint>, Result<void>>& closed) mutable {
                // What was done to the closed store may have given it another trail.
                if (closed.first && !hasWork) {
                    slip.signature = *closed.first;
                    m_entry.setSlip(slip);
                }
                siteClosed();
                if (hasWork)
                    sayClosed(closed.second);
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

SignOutSlip Console::slipOf(SignedInSite& site) const
{
    const security::SiteInfo info = site.site().info();
    return { info.name, site.session().actor().name, ui::SiteTime(info.timeZone).dateTime(m_clock.now()), {} };
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

QString Console::notice(ui::SignInMode mode) const
{
    QStringList lines;
    if (const int waiting = shell()->waiting(); waiting > 0)
        lines << tr("▲ %n at the gate wait(s) for you", nullptr, waiting);
    const QStringList unsaved = mode == ui::SignInMode::ChangeOperator ? shell()->unsavedPages() : QStringList();
    if (!unsaved.isEmpty())
        lines << tr("Not saved yet: %1. It is thrown away when somebody else takes over.")
                     .arg(unsaved.join(QStringLiteral(", ")));
    return lines.join(u'\n');
}

} // namespace gatehouse
