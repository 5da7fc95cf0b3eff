#include "ui/live/PlateEditor.h"

#include "ui/live/PlateDoubt.h"
#include "ui/words/ReasonText.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

// The 31 of GA 36-2018, in the order the standard lists them.
constexpr char16_t Provinces[] = u"京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
constexpr int ProvincesInRow = 11;

} // namespace

PlateEditor::PlateEditor(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_line(new QLineEdit)
    , m_hint((new Label(appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
    , m_provinces(new QWidget)
    , m_regionRow(new QWidget)
    , m_regions(new QButtonGroup(this))
{
    const Theme& theme = appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Tight));
    m_line->setObjectName(QStringLiteral("plateLine"));
    m_line->setAccessibleName(tr("The right plate"));
    m_line->setMaxLength(16);
    m_line->installEventFilter(this);
    const auto setFace = [this] { m_line->setFont(m_appearance.theme().codeFont(TextSize::Headline, QFont::Bold)); };
    connect(&appearance, &Appearance::changed, this, setFace);
    setFace();

    auto* regionLayout = new QHBoxLayout(m_regionRow);
    regionLayout->setContentsMargins(0, 0, 0, 0);
    regionLayout->setSpacing(theme.px(Gap::Tight));
    for (const Region each : AllRegions) {
        auto* chip = new Button(appearance, ButtonLook::Chip, regionText(each));
        chip->setFocusPolicy(Qt::NoFocus);
        m_regions->addButton(chip, int(each));
        regionLayout->addWidget(chip);
        connect(chip, &QPushButton::clicked, this, [this, each] { showProvinces(each == Region::China); });
    }
    regionLayout->addStretch(1);

    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(Gap::Small));
    auto* save = new Button(appearance, ButtonLook::Primary, tr("Take it  Enter"));
    auto* cancel = new Button(appearance, ButtonLook::Plain, tr("Back  Esc"));
    save->setObjectName(QStringLiteral("plateSave"));
    save->setFocusPolicy(Qt::TabFocus);
    cancel->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_line, 1);
    row->addWidget(save);
    row->addWidget(cancel);
    column->addLayout(row);
    column->addWidget(m_hint);
    column->addWidget(m_regionRow);
    column->addWidget(m_provinces);
    connect(save, &QPushButton::clicked, this, &PlateEditor::accept);
    connect(cancel, &QPushButton::clicked, this, &PlateEditor::cancelled);
    hide();
}

void PlateEditor::start(
    const QString& plate, const QString& runnerUp, const QList<Region>& regions, std::optional<Region> region)
{
    m_runnerUp = runnerUp;
    m_line->setText(plate);
    const Region chosen = region.value_or(regions.isEmpty() ? Region::Europe : regions.first());
    showRegions(regions, chosen);
    setTone(m_line, Role::Text);
    m_hint->setTone(Role::Muted);
    m_hint->setText(runnerUp.isEmpty()
            ? tr("Typing replaces the marked character; ← → move.")
            : tr("Typing replaces the marked character; ← → move; F7 takes %1.").arg(runnerUp));
    show();
    m_line->setFocus(Qt::OtherFocusReason);
    m_line->setSelection(doubtfulPosition(plate, runnerUp), 1);
}

void PlateEditor::showProvinces(bool isShown)
{
    if (isShown && !m_provinces->layout())
        makeProvinces();
    m_provinces->setVisible(isShown);
}

void PlateEditor::makeProvinces()
{
    auto* grid = new QGridLayout(m_provinces);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(m_appearance.theme().px(2));
    int place = 0;
    for (const QChar province : QStringView(Provinces)) {
        auto* button = new Button(m_appearance, ButtonLook::Plain, QString(province));
        button->setObjectName(QStringLiteral("province%1").arg(place));
        button->setFocusPolicy(Qt::NoFocus);
        button->setMinimumWidth(m_appearance.theme().px(36));
        button->setProperty("isTight", true);
        grid->addWidget(button, place / ProvincesInRow, place % ProvincesInRow);
        ++place;
        connect(button, &QPushButton::clicked, this, [this, province] { setProvince(QString(province)); });
    }
}

void PlateEditor::takeRunnerUp()
{
    if (m_runnerUp.isEmpty())
        return;
    m_line->setText(m_runnerUp);
    m_line->setSelection(0, 1);
}

bool PlateEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // Esc closes the editor, not the page
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int at = m_line->hasSelectedText() ? m_line->selectionStart() : m_line->cursorPosition();
    switch (key->key()) {
    case Qt::Key_Escape:
        Q_EMIT cancelled();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        accept();
        return true;
    case Qt::Key_Left:
        m_line->setSelection(std::max(0, at - 1), 1);
        return true;
    case Qt::Key_Right:
        if (at + 1 < m_line->text().size())
            m_line->setSelection(at + 1, 1);
        else
            m_line->setCursorPosition(int(m_line->text().size()));
        return true;
    default:
        break;
    }
    if (key->text().size() == 1 && key->text().front().isLetterOrNumber()
        && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        overwrite(key->text().toUpper());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void PlateEditor::overwrite(const QString& typed)
{
    QString text = m_line->text();
    const int at = m_line->hasSelectedText() ? m_line->selectionStart() : m_line->cursorPosition();
    text.replace(at, at < text.size() ? 1 : 0, typed);
    m_line->setText(text);
    if (at + 1 < text.size())
        m_line->setSelection(at + 1, 1);
    else
        m_line->setCursorPosition(at + 1);
}

void PlateEditor::setProvince(const QString& province)
{
    QString text = m_line->text();
    const bool hasProvince = !text.isEmpty() && text.front().unicode() > 0x2E80;
    text.replace(0, hasProvince ? 1 : 0, province);
    m_line->setText(text);
    m_line->setFocus(Qt::OtherFocusReason);
    m_line->setSelection(1, 1);
}

void PlateEditor::accept()
{
    const auto plate = PlateText::fromUserInput(m_line->text());
    if (!plate) {
        setTone(m_line, Role::Deny);
        m_hint->setTone(Role::Deny);
        m_hint->setText(tr("A plate has letters, digits or Chinese characters only, 12 at most."));
        return;
    }
    Q_EMIT corrected(*plate, region());
}

void PlateEditor::showRegions(const QList<Region>& regions, Region chosen)
{
    for (const Region each : AllRegions) {
        QAbstractButton* chip = m_regions->button(int(each));
        chip->setVisible(regions.contains(each));
        chip->setChecked(each == chosen);
    }
    m_regionRow->setVisible(regions.size() > 1);
    showProvinces(chosen == Region::China);
}

Region PlateEditor::region() const
{
    return static_cast<Region>(std::max(0, m_regions->checkedId()));
}

} // namespace gatehouse::ui
