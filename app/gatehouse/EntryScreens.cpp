#include "app/gatehouse/EntryScreens.h"

#include "app/demo/DemoSite.h"
#include "app/gatehouse/CarriedInput.h"
#include "app/site/DailyRetention.h"
#include "ui/common/Background.h"
#include "ui/login/RecoverForm.h"
#include "ui/login/ReturnForm.h"
#include "ui/words/ErrorText.h"

#include <utility>

namespace gatehouse {

namespace {

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

EntryScreens::EntryScreens(const ConsoleOptions& options, const Clock& clock, ui::Appearance& appearance,
    ui::ConsoleWindow& window, Exits exits)
    : m_options(options)
    , m_clock(clock)
    , m_appearance(appearance)
    , m_window(window)
    , m_exits(std::move(exits))
{
}

void EntryScreens::show()
{
    if (!paths().exists())
        showFirstStart(firstStartKind(), Input::Fresh);
    else
        showSignIn(Input::Fresh);
}

void EntryScreens::showAgain()
{
    if (qobject_cast<ui::FirstStart*>(m_window.content()))
        showFirstStart(firstStartKind(), Input::Carried);
    else if (qobject_cast<ui::ReturnForm*>(m_window.content()))
        showReturn(Input::Carried);
    else if (qobject_cast<ui::RecoverForm*>(m_window.content()))
        showRecovery(Input::Carried);
    else
        showSignIn(Input::Carried);
}

void EntryScreens::setSlip(const SignOutSlip& slip)
{
    m_slip = slip;
    if (auto* form = qobject_cast<ui::SignInForm*>(m_window.content()))
        showSlip(*form);
}

ui::FirstStart::Kind EntryScreens::firstStartKind() const
{
    return m_options.isDemo ? ui::FirstStart::Kind::DemoSite : ui::FirstStart::Kind::Site;
}

security::SitePaths EntryScreens::paths() const
{
    return { m_options.isDemo ? m_options.demoFolder : m_options.siteFolder };
}

void EntryScreens::switchTo(Which which)
{
    m_slip.reset();
    m_options.isDemo = which == Which::Demo;
    show();
}

void EntryScreens::removeDemo()
{
    ui::Confirmation question;
    question.title = tr("Throw the demo site away?");
    question.text = tr("Its drawn people, vehicles and events are deleted. Your own site is not touched.");
    question.confirmWord = tr("Throw away");
    m_window.prompts().confirm(this, question, [this](bool isSure) {
        if (isSure)
            m_exits.whenClosed([this] {
                if (const auto removed = removeDemoSite(paths()); !removed)
                    m_window.prompts().tell(ui::errorText(removed.error()));
                else
                    QMetaObject::invokeMethod(
                        this, [this] { switchTo(Which::Own); }, Qt::QueuedConnection);
            });
    });
}

void EntryScreens::showFirstStart(ui::FirstStart::Kind kind, Input input)
{
    auto* screen = new ui::FirstStart(m_appearance, m_window.prompts(), kind);
    connect(
        screen, &ui::FirstStart::demoRequested, this, [this] { switchTo(Which::Demo); }, Qt::QueuedConnection);
    connect(
        screen, &ui::FirstStart::ownSiteRequested, this, [this] { switchTo(Which::Own); }, Qt::QueuedConnection);
    connect(
        screen, &ui::FirstStart::returnRequested, this, [this] { showReturn(Input::Fresh); }, Qt::QueuedConnection);
    connect(screen, &ui::FirstStart::siteDescribed, this,
        [this, screen](const security::NewSite& description) { createSite(screen, description); });
    const auto* before = qobject_cast<ui::FirstStart*>(m_window.content());
    const auto step = before && input == Input::Carried ? before->step() : ui::FirstStart::Step::Site;
    present(screen, input);
    screen->goTo(step);
    m_window.setDisplayChoiceShown(true);
}

void EntryScreens::createSite(ui::FirstStart* screen, const security::NewSite& description)
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
                screen, &ui::FirstStart::finished, this, [this, held] { m_exits.open(std::move(*held)); },
                Qt::QueuedConnection);
            screen->showRecoveryCode(made->recoveryCode, paths().folder);
        });
}

void EntryScreens::showSignIn(Input input)
{
    auto* form =
        new ui::SignInForm(m_appearance, ui::SignInMode::SignIn, m_options.isDemo ? tr("Demo site") : QString(), {});
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
        connect(form->addLink(tr("Throw the demo site away")), &QPushButton::clicked, this, &EntryScreens::removeDemo);
    } else {
        connect(
            form->addLink(tr("Demo site")), &QPushButton::clicked, this, [this] { switchTo(Which::Demo); },
            Qt::QueuedConnection);
    }
    showSlip(*form);
    m_window.setDisplayChoiceShown(true);
    present(form, input);
    form->focusFirst();
}

void EntryScreens::showSlip(ui::SignInForm& form)
{
    if (!m_slip)
        return;
    form.setAside(m_slip->line());
    connect(form.addLink(tr("Print this for the next shift")), &QPushButton::clicked, this, [this] {
        if (m_slip)
            m_window.prompts().print(this, { m_slip->title(), m_slip->page() }, [](bool) {});
    });
}

void EntryScreens::signIn(
    ui::SignInForm* form, const QString& name, const security::Passphrase& passphrase, const QString& code)
{
    m_exits.whenClosed([this, form = QPointer(form), name, passphrase, code] {
        if (!form)
            return;
        ui::runInBackground(
            form,
            [paths = paths(), name, passphrase, code, &clock = m_clock] {
                return withoutOverdue(security::OpenSite::signIn(paths, name, passphrase, code, clock), clock);
            },
            [this, form](OpenedSite opened) {
                if (opened)
                    m_exits.open(std::move(*opened));
                else
                    form->showFailure(opened.error());
            });
    });
}

void EntryScreens::showRecovery(Input input)
{
    auto* form = new ui::RecoverForm(m_appearance);
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
                        m_exits.open(std::move(*opened));
                    else
                        form->showFailure(opened.error());
                });
        });
    present(form, input);
    form->focusFirst();
}

void EntryScreens::showReturn(Input input)
{
    auto* form = new ui::ReturnForm(m_appearance, m_window.prompts(), paths(), m_clock);
    connect(
        form, &ui::ReturnForm::cancelled, this, [this] { show(); }, Qt::QueuedConnection);
    connect(
        form, &ui::ReturnForm::finished, this, [this] { show(); }, Qt::QueuedConnection);
    // A screen made anew would give up what is under way.
    connect(form, &ui::ReturnForm::underWayChanged, this,
        [this](bool isUnderWay) { m_window.setDisplayChoiceShown(!isUnderWay); });
    present(form, input);
    form->focusFirst();
}

void EntryScreens::present(QWidget* screen, Input input)
{
    if (input == Input::Carried)
        carryInput(*m_window.content(), *screen);
    m_window.setContent(screen);
}

} // namespace gatehouse
