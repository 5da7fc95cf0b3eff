#include "tests/support/PageStage.h"

#include "tests/support/Approved.h"

#include <QCoreApplication>
#include <QDir>
#include <QTest>
#include <QThreadPool>
#include <QTranslator>
#include <QWidget>

namespace gatehouse::test {

namespace {

constexpr security::DerivationCost Cheapest { 1, 8192 };

template <typename T>
T must(Result<T> outcome, const char* what)
{
    if (!outcome)
        qFatal("page stage: %s: %s (%s)", what, errorCodeName(outcome.error().code).data(),
            qPrintable(outcome.error().detail));
    return std::move(outcome).value();
}

QString nameOf(security::Role role)
{
    switch (role) {
    case security::Role::Guard:
        return QStringLiteral("Guard Gao");
    case security::Role::Attendant:
        return QStringLiteral("Attendant Ann");
    case security::Role::Manager:
        return QStringLiteral("Manager Mei");
    case security::Role::PrivacyOfficer:
        return QStringLiteral("Officer Ono");
    case security::Role::Administrator:
        return QStringLiteral("Administrator Ada");
    }
    return {};
}

std::unique_ptr<QTranslator> languageForPictures()
{
    const QString file = qEnvironmentVariable("GATEHOUSE_SCREENSHOT_TRANSLATION");
    auto translator = std::make_unique<QTranslator>();
    if (file.isEmpty() || !translator->load(file))
        return nullptr;
    QCoreApplication::installTranslator(translator.get());
    return translator;
}

} // namespace

void ScriptedPrompts::confirm(QObject*, const ui::Confirmation& question, std::function<void(bool)> answered)
{
    asked.append(question);
    answered(confirms);
}

void ScriptedPrompts::openFile(QObject*, const ui::FileRequest&, std::function<void(const QString&)> chosen)
{
    chosen(chosenPath);
}

void ScriptedPrompts::openFolder(QObject*, const ui::FileRequest&, std::function<void(const QString&)> chosen)
{
    chosen(chosenPath);
}

void ScriptedPrompts::saveFile(QObject*, const ui::FileRequest&, std::function<void(const QString&)> chosen)
{
    chosen(chosenPath);
}

void ScriptedPrompts::print(QObject*, const ui::PrintRequest& page, std::function<void(bool)> done)
{
    printed.append(page);
    done(true);
}

PageStage::PageStage(ui::ThemeName theme, lane::LaneParts parts, Kind kind)
    : m_language(languageForPictures())
    , m_appearance(must(ui::Theme::load(theme), "theme"))
    , m_settings(m_folder.filePath(QStringLiteral("console.ini")))
{
    using security::Role;
    const auto words = security::Passphrase::fromUtf8(Words);
    const security::NewSite site { QStringLiteral("Lotus Yard"), QTimeZone("Asia/Shanghai"),
        nameOf(Role::Administrator), words, kind == Kind::Demo };
    auto created = must(
        security::OpenSite::create({ m_folder.filePath(QStringLiteral("site")) }, site, m_clock, Cheapest), "site");
    m_site = std::move(created.site);
    for (const Role role : security::AllRoles) {
        const OperatorId id = role == Role::Administrator
            ? m_site->openedBy().id
            : must(m_site->addOperator(m_site->openedBy(),
                       approved(*m_site, m_clock, security::Proposal::addOperator(nameOf(role), role)), nameOf(role),
                       role, words),
                "operator");
        m_operators.append({ id, nameOf(role), role });
    }
    m_lanes = std::make_unique<lane::LaneRuntime>(m_site->writer(), m_site->reader(), m_clock, std::move(parts));
    m_session = std::make_unique<ui::OperatorSession>(actor(Role::Administrator));
    m_context.emplace(ui::SiteContext { *m_site, *m_lanes, m_running, m_clock, *m_session, m_appearance, m_prompts,
        m_settings, ui::SiteTime(m_site->info().timeZone, QLocale(QLocale::English)),
        [this](const ui::PageTarget& target) { opened.append(target); }, [this] { ++lanesRestarted; },
        [this] { ++knowledgeRefreshed; }, [this](std::function<Result<void>()> work) { closing = std::move(work); } });
}

void PageStage::closeSite()
{
    QThreadPool::globalInstance()->waitForDone();
    m_context.reset();
    m_lanes.reset();
    m_site.reset();
}

Result<std::unique_ptr<security::OpenSite>> PageStage::signInAgain(security::Role role) const
{
    return security::OpenSite::signIn({ m_folder.filePath(QStringLiteral("site")) }, nameOf(role),
        security::Passphrase::fromUtf8(Words), m_clock, Cheapest);
}

PageStage::~PageStage()
{
    // As app/ does before it closes a site.
    QThreadPool::globalInstance()->waitForDone();
}

security::ActingOperator PageStage::actor(security::Role role) const
{
    return m_operators.at(static_cast<int>(role));
}

void PageStage::actAs(security::Role role)
{
    m_session->takeOver(actor(role));
}

void PageStage::startCamera(const QString& name)
{
    lane::LaneRuntime::Setup setup;
    setup.cameras.append({ CameraId(1), name, { video::CameraKind::File, QStringLiteral("scripted") }, true });
    startLanes(setup);
}

void PageStage::startLanes(const lane::LaneRuntime::Setup& setup)
{
    if (const auto started = m_lanes->start(setup); !started)
        qFatal("page stage: lanes do not start: %s", errorCodeName(started.error().code).data());
    m_running.set(setup);
}

void PageStage::setTheme(ui::ThemeName theme)
{
    m_appearance.setTheme(must(ui::Theme::load(theme), "theme"));
}

void PageStage::show(QWidget& widget, QSize size)
{
    widget.resize(size);
    widget.show();
    if (!QTest::qWaitForWindowExposed(&widget))
        qFatal("page stage: the window does not appear");
}

void PageStage::settle()
{
    m_site->writer().call([](store::Database&) {});
    m_site->reader().call([](store::Database&) {});
    QCoreApplication::processEvents();
}

void PageStage::photograph(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("GATEHOUSE_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    const ui::ThemeName before = m_appearance.theme().name();
    for (const ui::ThemeName theme : { ui::ThemeName::Night, ui::ThemeName::Day }) {
        setTheme(theme);
        for (const QSize size : { QSize(1366, 768), QSize(1920, 1080) }) {
            show(widget, size);
            settle();
            widget.grab().save(
                QStringLiteral("%1/%2-%3-%4.png").arg(folder, name, ui::themeCode(theme)).arg(size.width()));
        }
    }
    setTheme(before);
}

} // namespace gatehouse::test
