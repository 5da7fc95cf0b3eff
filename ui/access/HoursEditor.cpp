#include "ui/access/HoursEditor.h"

#include "core/access/WeeklyWindows.h"
#include "ui/words/HoursText.h"

#include <QHBoxLayout>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int MinutesADay = 24 * 60;
constexpr int LastWorkday = 5;

int minuteOf(const QTimeEdit* edit)
{
    return edit->time().hour() * 60 + edit->time().minute();
}

} // namespace

HoursEditor::HoursEditor(const Appearance& appearance, const QList<access::WeeklyWindow>& windows, QWidget* parent)
    : QWidget(parent)
    , m_grid(new WeekGrid(appearance, WeekGrid::Use::Edit))
    , m_words((new Label(appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
    , m_from(new QTimeEdit(QTime(8, 0)))
    , m_until(new QTimeEdit(QTime(18, 0)))
    , m_add(new Button(appearance, ButtonLook::Plain, Icon::Add, tr("Add these hours")))
    , m_takeAway(new Button(appearance, ButtonLook::Quiet, tr("Take them away")))
{
    const Theme& theme = appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Small));
    m_grid->setObjectName(QStringLiteral("week"));
    column->addWidget(m_grid);
    column->addWidget(m_words);

    auto* days = new QHBoxLayout;
    days->setSpacing(theme.px(Gap::Tight));
    for (int weekday = 1; weekday <= 7; ++weekday) {
        auto* day = new Button(appearance, ButtonLook::Chip, weekdayText(weekday));
        day->setObjectName(QStringLiteral("day%1").arg(weekday));
        day->setCheckable(true);
        day->setChecked(weekday <= LastWorkday);
        day->setMinimumWidth(0);
        m_days.append(day);
        days->addWidget(day);
        connect(day, &QPushButton::toggled, this, &HoursEditor::refresh);
    }
    column->addLayout(days);

    auto* times = new QHBoxLayout;
    times->setSpacing(theme.px(Gap::Small));
    m_from->setObjectName(QStringLiteral("hoursFrom"));
    m_from->setAccessibleName(tr("From"));
    m_until->setObjectName(QStringLiteral("hoursUntil"));
    m_until->setAccessibleName(tr("Until"));
    for (QTimeEdit* edit : { m_from, m_until }) {
        edit->setDisplayFormat(QStringLiteral("HH:mm"));
        edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
        edit->setFont(theme.codeFont());
        connect(edit, &QTimeEdit::timeChanged, this, &HoursEditor::refresh);
    }
    times->addWidget(m_from);
    times->addWidget(new Label(appearance, tr("until"), TextSize::Body, Role::Muted));
    times->addWidget(m_until);
    times->addStretch(1);
    column->addLayout(times);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(Gap::Small));
    m_add->setObjectName(QStringLiteral("addHours"));
    m_takeAway->setObjectName(QStringLiteral("takeHours"));
    buttons->addWidget(m_add);
    buttons->addWidget(m_takeAway);
    buttons->addStretch(1);
    column->addLayout(buttons);

    m_grid->setWindows(windows);
    connect(m_grid, &WeekGrid::edited, this, &HoursEditor::refresh);
    connect(m_grid, &WeekGrid::edited, this, &HoursEditor::edited);
    connect(m_add, &QPushButton::clicked, this, &HoursEditor::add);
    connect(m_takeAway, &QPushButton::clicked, this, &HoursEditor::takeAway);
    setFocusProxy(m_grid);
    refresh();
}

// Until 00:00 is the end of the day; an end before the begin goes on the next day.
QList<access::WeeklyWindow> HoursEditor::typedWindows() const
{
    const int from = minuteOf(m_from);
    const int until = minuteOf(m_until) == 0 ? MinutesADay : minuteOf(m_until);
    QList<access::WeeklyWindow> windows;
    for (int weekday = 1; weekday <= 7; ++weekday) {
        if (!m_days[weekday - 1]->isChecked() || from == until)
            continue;
        if (from < until) {
            windows.append({ weekday, from, until });
        } else {
            windows.append({ weekday, from, MinutesADay });
            windows.append({ weekday % 7 + 1, 0, until });
        }
    }
    return windows;
}

void HoursEditor::add()
{
    m_grid->setWindows(m_grid->windows() + typedWindows());
    refresh();
    Q_EMIT edited();
}

void HoursEditor::takeAway()
{
    QList<access::WeeklyWindow> windows = m_grid->windows();
    for (const access::WeeklyWindow& taken : typedWindows())
        windows = access::without(windows, taken);
    m_grid->setWindows(windows);
    refresh();
    Q_EMIT edited();
}

void HoursEditor::refresh()
{
    const QString words = hoursText(m_grid->windows());
    m_words->setText(words.isEmpty() ? tr("No hours yet. Drag over the week, or add days and times below.") : words);
    const bool isSomething = !typedWindows().isEmpty();
    m_add->setEnabled(isSomething);
    m_takeAway->setEnabled(isSomething && !m_grid->windows().isEmpty());
}

} // namespace gatehouse::ui
