#include "ui/live/LaneCard.h"

#include "ui/live/CropView.h"
#include "ui/live/PlateEditor.h"
#include "ui/words/ReasonText.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr QSize LargeCrop(132, 76);
constexpr QSize SmallCrop(84, 44); // where nothing is asked, or not here

bool isSameSubject(const std::optional<lane::LaneEvent>& before, const std::optional<lane::LaneEvent>& now)
{
    if (!before || !now)
        return before.has_value() == now.has_value();
    return before->id == now->id || (before->kind == now->kind && before->plate && before->plate == now->plate)
        || (before->kind == now->kind && before->person.isValid() && before->person == now->person);
}

} // namespace

LaneCard::LaneCard(const Appearance& appearance, QWidget* parent)
    : Panel(Ground::Card, parent)
    , m_appearance(appearance)
    , m_name((new Label(appearance, {}))->wrapped())
    , m_gate((new Label(appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
    , m_icon(new QLabel)
    , m_stateWord(new Label(appearance, {}, TextSize::Title))
    , m_waiting(new Label(appearance, {}, TextSize::Title, Role::Muted))
    , m_crop(new CropView(appearance, tr("now"), SmallCrop))
    , m_enrolled(new CropView(appearance, tr("on file"), SmallCrop))
    , m_who((new Label(appearance, {}, TextSize::Headline))->wrapped())
    , m_what((new Label(appearance, {}))->wrapped())
    , m_why((new Label(appearance, {}))->wrapped())
    , m_sure((new Label(appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
    , m_runnerUp((new Label(appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
    , m_reasons((new Label(appearance, {}, TextSize::Body, Role::Muted))->wrapped())
    , m_whyButton(new Button(appearance, ButtonLook::Link, tr("Why?  F4")))
    , m_keyRow(new QWidget)
    , m_open(new Button(appearance, ButtonLook::Allow, Icon::StateAllow, {}))
    , m_refuse(new Button(appearance, ButtonLook::Deny, Icon::StateDeny, {}))
    , m_correct(new Button(appearance, ButtonLook::Plain, Icon::Edit, {}))
    , m_undo(new Button(appearance, ButtonLook::Plain, Icon::Undo, tr("Take the refusal back  Ctrl+Z")))
    , m_reasonRow(new QWidget)
    , m_reason(new QComboBox)
    , m_editor(new PlateEditor(appearance))
{
    setObjectName(QStringLiteral("laneCard"));
    m_open->setObjectName(QStringLiteral("open"));
    m_refuse->setObjectName(QStringLiteral("refuse"));
    m_correct->setObjectName(QStringLiteral("correct"));
    m_undo->setObjectName(QStringLiteral("undo"));
    m_whyButton->setObjectName(QStringLiteral("why"));
    m_who->setObjectName(QStringLiteral("who"));
    m_why->setObjectName(QStringLiteral("whyText"));
    m_reasons->setObjectName(QStringLiteral("reasons"));
    m_stateWord->setObjectName(QStringLiteral("state"));
    m_waiting->setObjectName(QStringLiteral("age"));
    const Theme& theme = appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.margins(Gap::Medium));
    column->setSpacing(theme.px(Gap::Small));
    makeHead();
    makeBody();
    makeKeys();
    connect(&appearance, &Appearance::changed, this, &LaneCard::paintIcon);
}

void LaneCard::makeHead()
{
    auto* head = new QHBoxLayout;
    head->setSpacing(m_appearance.theme().px(Gap::Small));
    m_name->setWeight(QFont::Bold);
    m_waiting->setFace(Face::Code);
    head->addWidget(m_name);
    head->addWidget(m_gate, 1);
    head->addWidget(m_icon);
    head->addWidget(m_stateWord);
    head->addWidget(m_waiting);
    static_cast<QVBoxLayout*>(layout())->addLayout(head);
}

void LaneCard::makeBody()
{
    const Theme& theme = m_appearance.theme();
    auto* body = new QHBoxLayout;
    body->setSpacing(theme.px(Gap::Medium));
    body->addWidget(m_crop, 0, Qt::AlignTop);
    body->addWidget(m_enrolled, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.px(2));
    words->addWidget(m_who);
    words->addWidget(m_what);
    words->addWidget(m_why);
    words->addWidget(m_sure);
    words->addWidget(m_runnerUp);
    words->addStretch(1);
    body->addLayout(words, 1);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addLayout(body);
    column->addWidget(m_reasons);
    m_reasons->hide();
    m_whyButton->setFocusPolicy(Qt::TabFocus);
    connect(m_whyButton, &QPushButton::clicked, this, &LaneCard::toggleReasons);
}

void LaneCard::makeKeys()
{
    const Theme& theme = m_appearance.theme();
    auto* row = new QHBoxLayout(m_keyRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(Gap::Small));
    for (Button* key : { m_open, m_refuse, m_correct }) {
        key->setLaneKey();
        key->setFocusPolicy(Qt::TabFocus);
        row->addWidget(key, 1);
    }
    auto* reasonRow = new QHBoxLayout(m_reasonRow);
    reasonRow->setContentsMargins(0, 0, 0, 0);
    reasonRow->setSpacing(theme.px(Gap::Small));
    m_reason->setEditable(true);
    m_reason->setInsertPolicy(QComboBox::NoInsert);
    m_reason->setFocusPolicy(Qt::ClickFocus);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->addItems({ QString(), tr("expected visitor"), tr("delivery"), tr("known to me"), tr("emergency vehicle"),
        tr("papers checked"), tr("not expected"), tr("sent to the office"), tr("wrong entrance") });
    m_reason->lineEdit()->setPlaceholderText(tr("Reason (may stay empty)"));
    m_reason->lineEdit()->setMaxLength(200);
    reasonRow->addWidget(m_reason, 1);
    reasonRow->addWidget(m_whyButton);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addWidget(m_keyRow);
    column->addWidget(m_reasonRow);
    column->addWidget(m_undo);
    column->addWidget(m_editor);
    connect(m_open, &QPushButton::clicked, this, &LaneCard::openPressed);
    connect(m_refuse, &QPushButton::clicked, this, &LaneCard::refusePressed);
    connect(m_correct, &QPushButton::clicked, this, &LaneCard::startCorrection);
    connect(m_undo, &QPushButton::clicked, this, &LaneCard::undoPressed);
    connect(m_editor, &PlateEditor::cancelled, this, &LaneCard::stopCorrection);
    m_reason->view()->installEventFilter(this);
    connect(m_editor, &PlateEditor::corrected, this, [this](const PlateText& plate, Region region) {
        stopCorrection();
        Q_EMIT correctionMade(plate, region);
    });
}

void LaneCard::render(const LaneCardState& state, UtcTime now, Keys keys, Answering answering)
{
    const std::optional<lane::LaneEvent> before = m_state.answerable();
    m_state = state;
    m_text = cardText(state, now);
    const std::optional<lane::LaneEvent> asked = state.answerable();
    // A half-typed correction belongs to the car it was begun for, also when that car is seen once more.
    if (!isSameSubject(before, asked)) {
        forgetInput();
        m_reasons->hide();
    }
    m_name->setText(state.lane.name);
    m_gate->setText(state.gateName.isEmpty() ? QString() : gatePhaseText(state.gatePhase));
    m_gate->setTone(state.gatePhase == access::GatePhase::Faulty ? Role::Alarm : Role::Muted);
    m_stateWord->setText(m_text.state);
    m_stateWord->setTone(m_text.tone);
    m_waiting->setText(m_text.waiting);
    m_who->setFace(m_text.isPlate ? Face::Code : Face::System);
    m_who->setText(m_text.who);
    const auto showText = [](Label* label, const QString& text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    showText(m_what, m_text.what);
    showText(m_why, m_text.why);
    showText(m_sure, m_text.sure);
    showText(m_runnerUp, m_text.runnerUp);
    m_why->setTone(state.failure ? Role::Alarm : Role::Text);
    m_reasons->setText(QStringLiteral("· ") + m_text.reasons.join(QStringLiteral("\n· ")));

    const lane::LaneEvent* event = state.pending ? &state.pending->request
        : !state.asks.isEmpty()                  ? &state.asks.first()
        : state.shown                            ? &*state.shown
                                                 : nullptr;
    m_crop->setVisible(event && !event->crop.isNull()); // of what was read back the feed shows the picture
    m_crop->setPicture(event ? event->crop : QImage());
    m_enrolled->setVisible(event && !event->enrolled.isNull());
    m_enrolled->setPicture(event ? event->enrolled : QImage());
    m_who->setVisible(event != nullptr);
    setTone(m_text.tone == Role::Alarm ? Role::Alarm : state.isWaiting() ? Role::Ask : Role::Text);
    setAccessibleName(QStringLiteral("%1: %2, %3, %4").arg(state.lane.name, m_text.state, m_text.who, m_text.why));
    renderKeys(keys, answering);
    paintIcon();
}

void LaneCard::renderKeys(Keys keys, Answering answering)
{
    const bool isHere = keys == Keys::Here;
    const std::optional<lane::LaneEvent> asked = m_state.answerable();
    const bool isAnswerable = asked && answering == Answering::Allowed;
    // One lane at a time has the keys; a click on another brings them there.
    const bool showsKeys = isAnswerable && isHere;
    m_crop->setSizeAtHundredPercent(showsKeys ? LargeCrop : SmallCrop);
    m_enrolled->setSizeAtHundredPercent(showsKeys ? LargeCrop : SmallCrop);
    const auto key = [](const QString& word, const char16_t* name) {
        return QStringLiteral(" %1  %2").arg(QString::fromUtf16(name), word);
    };
    const bool isPerson = m_state.lane.purpose == lane::Purpose::Faces;
    const bool isGateReport = asked && asked->kind == lane::EventKind::Gate;
    // A correction takes the keys' place: the provinces need the room.
    const bool isEditing = showsKeys && m_isCorrecting;
    m_editor->setVisible(isEditing);
    m_keyRow->setVisible(showsKeys && !isEditing);
    m_reasonRow->setVisible(showsKeys && !isEditing);
    m_open->setText(key(isGateReport ? tr("Try again") : tr("Open"), u"F5"));
    m_refuse->setText(key(isGateReport ? tr("Leave it") : tr("Refuse"), u"F6"));
    m_correct->setText(key(isPerson ? tr("Not them") : tr("Correct"), u"F7"));
    m_correct->setVisible(!isGateReport && (!isPerson || (asked && asked->person.isValid())));
    m_correct->setToolTip(isPerson ? tr("This is not the person named here") : tr("Correct the plate"));
    m_undo->setVisible(answering == Answering::Allowed && m_state.lastRefused && !m_state.pending);
}

void LaneCard::startCorrection()
{
    const std::optional<lane::LaneEvent> asked = m_state.answerable();
    if (!asked || m_correct->isHidden())
        return;
    if (m_state.lane.purpose == lane::Purpose::Faces) {
        Q_EMIT notThisPersonPressed();
        return;
    }
    if (m_isCorrecting) {
        m_editor->takeRunnerUp();
        return;
    }
    Q_EMIT chosen(); // the keys stay here until it is done
    m_isCorrecting = true;
    m_keyRow->hide();
    m_reasonRow->hide();
    m_reasons->hide();
    m_editor->start(
        asked->plate ? asked->plate->toString() : QString(), asked->runnerUp, m_state.lane.regions, asked->plateRegion);
}

void LaneCard::toggleReasons()
{
    m_reasons->setVisible(m_reasons->isHidden());
}

bool LaneCard::isCorrecting() const
{
    return m_isCorrecting;
}

void LaneCard::stopCorrection()
{
    m_isCorrecting = false;
    m_editor->hide();
    m_keyRow->show();
    m_reasonRow->show();
}

bool LaneCard::hasInput() const
{
    return isCorrecting() || !reason().isEmpty();
}

void LaneCard::forgetInput()
{
    m_isCorrecting = false;
    m_editor->hide();
    m_reason->setCurrentIndex(0);
    m_reason->clearEditText();
}

bool LaneCard::eventFilter(QObject* watched, QEvent* event)
{
    // The open list of reasons takes every key of the window: those on the card still mean what is printed on them.
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key >= Qt::Key_F4 && key <= Qt::Key_F7) {
            m_reason->hidePopup();
            if (key == Qt::Key_F4)
                toggleReasons();
            else if (key == Qt::Key_F7)
                startCorrection();
            else
                key == Qt::Key_F5 ? Q_EMIT openPressed() : Q_EMIT refusePressed();
            return true;
        }
    }
    return Panel::eventFilter(watched, event);
}

QString LaneCard::reason() const
{
    return m_reason->currentText().trimmed();
}

void LaneCard::mousePressEvent(QMouseEvent* event)
{
    Q_EMIT chosen();
    Panel::mousePressEvent(event);
}

void LaneCard::paintIcon()
{
    m_icon->setPixmap(m_appearance.pixmap(m_text.icon, m_text.tone, IconSize, devicePixelRatioF()));
}

} // namespace gatehouse::ui
