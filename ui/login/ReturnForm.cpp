#include "ui/login/ReturnForm.h"

#include "ui/common/Background.h"
#include "ui/common/Banner.h"
#include "ui/common/FormField.h"
#include "ui/common/PassphraseField.h"
#include "ui/login/ReturnQuestions.h"
#include "ui/words/ErrorText.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QTimeZone>
#include <QVBoxLayout>

#include <atomic>

namespace gatehouse::ui {

namespace {

constexpr int CardWidth = 560;
constexpr int WatchMilliseconds = 100;

qint64 returnedRows(const backup::DrillReport& report, QStringView table)
{
    for (const auto& [name, rows] : report.rows) {
        if (name == table)
            return rows;
    }
    return 0;
}

} // namespace

struct ReturnForm::Watched
{
    std::atomic<bool> isWanted = true;
    std::atomic<backup::Stage> stage = backup::Stage::Extracting;
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0;
};

ReturnForm::ReturnForm(
    const Appearance& look, Prompts& prompts, security::SitePaths paths, const Clock& clock, QWidget* parent)
    : LoginCard(look, tr("Restore a backup here"),
        tr("For a machine that takes the place of another one. Everything comes from the backup, and is opened with "
           "what "
           "opened the site then."),
        CardWidth, parent)
    , m_paths(std::move(paths))
    , m_clock(clock)
    , m_questions(new ReturnQuestions(look, prompts))
    , m_secondName(new QLineEdit)
    , m_secondWords(new PassphraseField(look))
    , m_secondFactor(new QLineEdit)
    , m_secondFactorField(
          new FormField(look, tr("Their code of the second factor, where they have one"), m_secondFactor))
    , m_comes((new Label(look, {}))->wrapped())
    , m_missing((new Label(look, {}, TextSize::Body, Role::Ask))->wrapped())
    , m_who((new Label(look, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_state((new Label(look, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_progress(new QProgressBar)
    , m_banner(new Banner(look))
    , m_go(new Button(look, ButtonLook::Primary, {}))
    , m_back(new Button(look, ButtonLook::Link, {}))
    , m_secondPerson(makeSecondPerson())
{
    setObjectName(QStringLiteral("returnSite"));
    for (const auto& [widget, name] :
        std::initializer_list<std::pair<QWidget*, const char*>> { { m_comes, "returnComes" },
            { m_missing, "returnMissing" }, { m_who, "returnWho" }, { m_state, "returnState" },
            { m_progress, "returnProgress" }, { m_go, "returnGo" }, { m_back, "returnBack" } })
        widget->setObjectName(QLatin1StringView(name));
    m_progress->setAccessibleName(tr("How far the backup is looked through"));
    for (QWidget* part : std::initializer_list<QWidget*> {
             m_questions, m_comes, m_missing, m_who, m_secondPerson, m_state, m_progress, m_banner, m_go, m_back })
        column()->addWidget(part);
    connect(m_questions, &ReturnQuestions::returnPressed, this, &ReturnForm::proceed);
    connect(m_secondFactor, &QLineEdit::textChanged, this, [this] { m_secondFactorField->setError({}); });
    connect(m_go, &QPushButton::clicked, this, &ReturnForm::proceed);
    connect(m_back, &QPushButton::clicked, this, &ReturnForm::goBack);
    connect(&m_watch, &QTimer::timeout, this, &ReturnForm::showProgress);
    setStep(Step::Asking);
}

ReturnForm::~ReturnForm()
{
    if (m_watched)
        m_watched->isWanted = false;
}

QWidget* ReturnForm::makeSecondPerson()
{
    const Appearance& look = appearance();
    m_secondName->setObjectName(QStringLiteral("returnSecondName"));
    m_secondName->setMaxLength(100);
    m_secondWords->setObjectName(QStringLiteral("returnSecondWords"));
    m_secondFactor->setObjectName(QStringLiteral("returnSecondFactor"));
    auto* person = new QWidget;
    auto* rows = new QVBoxLayout(person);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(look.theme().px(Gap::Medium));
    rows->addWidget(new FormField(
        look, tr("Second person"), m_secondName, tr("Another operator of then who may restore backups, in person.")));
    rows->addWidget(new FormField(look, tr("Their passphrase of then"), m_secondWords));
    rows->addWidget(m_secondFactorField);
    connect(m_secondName, &QLineEdit::returnPressed, this, [this] { m_secondWords->setFocus(Qt::TabFocusReason); });
    connect(m_secondWords, &QLineEdit::returnPressed, this, &ReturnForm::proceed);
    connect(m_secondFactor, &QLineEdit::returnPressed, this, &ReturnForm::proceed);
    return person;
}

void ReturnForm::focusFirst()
{
    m_questions->focusFirst();
}

std::optional<security::CarriedSecret> ReturnForm::second() const
{
    if (!m_staged || !*m_staged || !(*m_staged)->preview().needsSecondPerson)
        return std::nullopt;
    return security::CarriedSecret { m_secondName->text().simplified(), m_secondWords->passphrase(),
        m_secondFactor->text().trimmed() };
}

void ReturnForm::setStep(Step step)
{
    const bool wasUnderWay = isUnderWay();
    m_step = step;
    const bool isBusy = step == Step::Looking || step == Step::Placing;
    const bool hasPreview = step == Step::Shown || step == Step::Placing || step == Step::Done;
    const bool needsSecond = m_staged && *m_staged && (*m_staged)->preview().needsSecondPerson;
    m_questions->setVisible(!hasPreview);
    m_questions->setEnabled(!isBusy);
    m_comes->setVisible(hasPreview);
    m_missing->setVisible(hasPreview && !m_missing->text().isEmpty());
    m_who->setVisible(step == Step::Shown || step == Step::Placing);
    m_secondPerson->setVisible((step == Step::Shown || step == Step::Placing) && needsSecond);
    m_secondPerson->setEnabled(!isBusy);
    m_state->setVisible(isBusy);
    m_progress->setVisible(isBusy);
    m_go->setEnabled(!isBusy);
    m_back->setVisible(step != Step::Placing && step != Step::Done);
    switch (step) {
    case Step::Asking:
    case Step::Looking:
        m_go->setText(tr("Look through the backup"));
        m_back->setText(step == Step::Asking ? tr("No, set up a new site") : tr("Cancel"));
        break;
    case Step::Shown:
    case Step::Placing:
        m_go->setText(tr("Bring the site back here"));
        m_back->setText(tr("Choose another backup"));
        break;
    case Step::Done:
        m_go->setText(tr("Go to the sign-in"));
        break;
    }
    if (isBusy)
        m_watch.start(WatchMilliseconds);
    else
        m_watch.stop();
    if (isUnderWay() != wasUnderWay)
        Q_EMIT underWayChanged(isUnderWay());
}

void ReturnForm::goBack()
{
    switch (m_step) {
    case Step::Asking:
        Q_EMIT cancelled();
        break;
    case Step::Looking:
        m_watched->isWanted = false; // it comes back as Cancelled
        m_back->setEnabled(false);
        break;
    case Step::Shown:
        m_staged.reset(); // with the folder it was put together in
        m_secondWords->clear();
        m_secondFactor->clear();
        m_banner->clear();
        setStep(Step::Asking);
        focusFirst();
        break;
    case Step::Placing:
    case Step::Done:
        break;
    }
}

void ReturnForm::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) {
        LoginCard::keyPressEvent(event);
        return;
    }
    event->accept();
    if (m_step != Step::Asking || !m_questions->hasInput())
        goBack();
}

void ReturnForm::proceed()
{
    if (!m_go->isEnabled())
        return;
    m_banner->clear();
    if (m_step == Step::Asking)
        look();
    else if (m_step == Step::Shown)
        place();
    else if (m_step == Step::Done)
        Q_EMIT finished();
}

void ReturnForm::look()
{
    if (!m_questions->isComplete())
        return;
    m_watched = std::make_shared<Watched>();
    m_back->setEnabled(true);
    setStep(Step::Looking);
    showProgress();
    const auto watcher = [watched = m_watched](const backup::Progress& at) {
        watched->stage = at.stage;
        watched->done = at.done;
        watched->total = at.total;
        return watched->isWanted ? store::CopyGoesOn::Yes : store::CopyGoesOn::No;
    };
    runInBackground(
        this,
        [paths = m_paths, &clock = m_clock, files = m_questions->files(), secret = m_questions->secret(), watcher] {
            return std::make_shared<Result<backup::SiteReturn>>(
                backup::SiteReturn::stage(paths, clock, files, secret, watcher));
        },
        [this](const Staged& staged) { takeStaged(staged); });
}

void ReturnForm::showProgress()
{
    const bool isPlacing = m_step == Step::Placing;
    m_state->setText(isPlacing ? tr("Putting the site in its place…")
            : m_watched->stage == backup::Stage::Extracting
            ? tr("Unpacking the backup…")
            : tr("Looking through it: every page, the whole audit trail…"));
    const qint64 total = m_watched->total;
    const bool isKnown = !isPlacing && total > 1;
    m_progress->setRange(0, isKnown ? 1000 : 0);
    m_progress->setValue(isKnown ? static_cast<int>(m_watched->done * 1000 / total) : 0);
}

void ReturnForm::takeStaged(const Staged& staged)
{
    m_back->setEnabled(true);
    if (!*staged) {
        setStep(Step::Asking);
        showRefusal(staged->error());
        return;
    }
    m_staged = staged;
    showPreview((*staged)->preview());
    if (m_secondPerson->isVisibleTo(this))
        m_secondName->setFocus(Qt::OtherFocusReason);
    else
        m_go->setFocus(Qt::OtherFocusReason);
}

void ReturnForm::showPreview(const backup::ReturnPreview& preview)
{
    const QLocale locale;
    const auto number = [&](QStringView table) { return locale.toString(returnedRows(preview.report, table)); };
    m_comes->setText(
        tr("The backup is whole. It was made on %1. People: %2, vehicles: %3, passages: %4, entries of the "
           "audit trail: %5.")
            .arg(locale.toString(preview.report.header.takenAt.in(QTimeZone::systemTimeZone()), QLocale::ShortFormat),
                number(u"persons"), number(u"vehicles"), number(u"events"),
                locale.toString(preview.report.chain.entries)));
    QStringList missing;
    if (!preview.ringTakenAt)
        missing << tr(
            "Without a copy of the key ring no face is recognised and no picture opens: faces %1, pictures %2. "
            "The copy can be brought back later, under Backups.")
                       .arg(locale.toString(preview.templates), locale.toString(preview.pictures));
    else if (preview.unreadable != security::Unreadable())
        missing << tr("Not opening, because their keys were destroyed since or are not in the copy: faces %1 of %2, "
                      "pictures %3 of %4.")
                       .arg(locale.toString(preview.unreadable.templates), locale.toString(preview.templates),
                           locale.toString(preview.unreadable.pictures), locale.toString(preview.pictures));
    m_missing->setText(missing.join(u'\n'));
    if (preview.needsSecondPerson)
        m_who->setText(tr("This takes two people. The second one signs in with what they had then."));
    else if (m_questions->isByRecoveryCode())
        m_who->setText(tr("With the recovery code one person is enough. The audit trail will say so."));
    else
        m_who->setText(tr("The backup knows nobody else who may restore it, so one person is enough. The audit trail "
                          "will say so."));
    setStep(Step::Shown);
    m_secondPerson->setVisible(preview.needsSecondPerson);
}

void ReturnForm::place()
{
    const auto person = second();
    if (person && (person->operatorName.isEmpty() || person->words.isEmpty())) {
        m_banner->showText(Role::Deny, tr("The second person enters their name and passphrase of then."));
        (person->operatorName.isEmpty() ? m_secondName : m_secondWords)->setFocus(Qt::OtherFocusReason);
        return;
    }
    setStep(Step::Placing);
    showProgress();
    runInBackground(
        this, [staged = m_staged, person] { return (*staged)->finish(person); },
        [this](const Result<void>& placed) { takePlaced(placed); });
}

void ReturnForm::takePlaced(const Result<void>& placed)
{
    if (!placed) {
        setStep(Step::Shown);
        showRefusal(placed.error());
        return;
    }
    m_questions->forgetSecret();
    m_secondWords->clear();
    setStep(Step::Done);
    m_banner->showText(Role::Allow, tr("The site is back on this machine. Everyone signs in as they did then."));
    m_go->setFocus(Qt::OtherFocusReason);
}

void ReturnForm::showRefusal(const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    if (m_step == Step::Asking && m_questions->takeError(error))
        return;
    switch (error.code) {
    case ErrorCode::SignInRefused:
        m_banner->showText(Role::Deny, tr("The second person's name or passphrase of then is wrong."));
        m_secondWords->setFocus(Qt::OtherFocusReason);
        m_secondWords->selectAll();
        return;
    case ErrorCode::SecondFactorNeeded:
    case ErrorCode::SecondFactorRefused:
        m_secondFactorField->setError(errorText(error));
        m_secondFactor->setFocus(Qt::OtherFocusReason);
        m_secondFactor->selectAll();
        return;
    case ErrorCode::AlreadyExists:
        m_banner->showText(Role::Deny,
            tr("There is a site here already, or a part of one. A backup comes back to an empty machine; to an open "
               "site it comes under Backups."));
        return;
    default:
        m_banner->showError(error);
    }
}

} // namespace gatehouse::ui
