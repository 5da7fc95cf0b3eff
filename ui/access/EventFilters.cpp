#include "ui/access/EventFilters.h"

#include "ui/access/EventRow.h"
#include "ui/common/DataTable.h"
#include "ui/common/StateTone.h"
#include "ui/words/ReasonText.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>

namespace gatehouse::ui {

namespace {

constexpr int TypingPause = 200; // ms after the last letter, before the store is asked
constexpr int AnyChoice = -1;
constexpr qint64 MillisecondsAMinute = 60'000;

QComboBox* filterBox(const QString& name, const QString& words, const QString& everything)
{
    auto* box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(words);
    box->addItem(everything, AnyChoice);
    return box;
}

} // namespace

EventFilters::EventFilters(const SiteContext& context, DataTable* table)
    : QObject(table)
    , m_context(context)
    , m_text(new QLineEdit)
    , m_span(filterBox(QStringLiteral("span"), tr("Time"), tr("All time")))
    , m_day(new QLineEdit)
    , m_from(new QDateTimeEdit)
    , m_until(new QDateTimeEdit)
    , m_lane(filterBox(QStringLiteral("lane"), tr("Lane"), tr("Every lane")))
    , m_kind(filterBox(QStringLiteral("kind"), tr("Kind"), tr("Everything")))
    , m_decision(filterBox(QStringLiteral("decision"), tr("Decision"), tr("Any decision")))
{
    m_text->setObjectName(QStringLiteral("text"));
    m_text->setPlaceholderText(tr("Plate or name"));
    m_text->setAccessibleName(m_text->placeholderText());
    m_text->setClearButtonEnabled(true);
    m_span->setItemData(0, int(Span::All));
    m_span->addItem(tr("Today"), int(Span::Today));
    m_span->addItem(tr("Yesterday"), int(Span::Yesterday));
    m_span->addItem(tr("Last 7 days"), int(Span::Week));
    m_span->addItem(tr("Last 30 days"), int(Span::Month));
    m_span->addItem(tr("One day…"), int(Span::Day));
    m_span->addItem(tr("From … until …"), int(Span::Between));
    m_day->setObjectName(QStringLiteral("day"));
    m_day->setPlaceholderText(QStringLiteral("2026-12-31"));
    m_day->setAccessibleName(tr("Day"));
    m_day->setFixedWidth(context.appearance.theme().px(116));
    m_day->hide();
    const QDateTime now = context.time.local(context.clock.now());
    setUpMoment(m_from, QStringLiteral("from"), tr("From"), QDateTime(now.date(), QTime(0, 0)));
    setUpMoment(m_until, QStringLiteral("until"), tr("Until"), now);
    for (const lane::EventKind kind : lane::AllEventKinds)
        m_kind->addItem(eventKindText(kind), int(kind));
    for (const access::Verdict verdict : { access::Verdict::Ask, access::Verdict::Deny, access::Verdict::Allow }) {
        m_decision->addItem(context.appearance.icon(verdictIcon(verdict), verdictRole(verdict)),
            verdict == access::Verdict::Ask ? tr("asked") : verdictText(verdict), int(verdict));
    }
    table->addFilter(m_text, 1);
    for (QWidget* filter : { static_cast<QWidget*>(m_span), static_cast<QWidget*>(m_day), static_cast<QWidget*>(m_from),
             static_cast<QWidget*>(m_until), static_cast<QWidget*>(m_lane), static_cast<QWidget*>(m_kind),
             static_cast<QWidget*>(m_decision) })
        table->addFilter(filter);

    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, &EventFilters::changed);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(m_day, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(m_span, &QComboBox::currentIndexChanged, this, &EventFilters::spanChosen);
    for (QComboBox* box : { m_lane, m_kind, m_decision })
        connect(box, &QComboBox::currentIndexChanged, this, &EventFilters::changed);
}

// On the site's clock: the editor only holds what stands on it.
void EventFilters::setUpMoment(QDateTimeEdit* editor, const QString& name, const QString& words, const QDateTime& start)
{
    editor->setObjectName(name);
    editor->setAccessibleName(words);
    editor->setToolTip(words);
    editor->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    editor->setCalendarPopup(true);
    editor->setDateTime(QDateTime(start.date(), start.time()));
    editor->hide();
    connect(editor, &QDateTimeEdit::dateTimeChanged, this, [this] { m_pause.start(); });
}

void EventFilters::setLanes(const QList<lane::Lane>& lanes)
{
    const QVariant chosen = m_lane->currentData();
    const QSignalBlocker quiet(m_lane);
    while (m_lane->count() > 1)
        m_lane->removeItem(1);
    for (const lane::Lane& lane : lanes)
        m_lane->addItem(lane.name, lane.id.value());
    m_lane->setCurrentIndex(std::max(0, m_lane->findData(chosen)));
}

std::pair<std::optional<UtcTime>, std::optional<UtcTime>> EventFilters::timeSpan() const
{
    const SiteTime& time = m_context.time;
    const QDate today = time.local(m_context.clock.now()).date();
    const auto start = [&time](QDate day) { return time.fromLocal(day, QTime(0, 0)); };
    switch (Span(m_span->currentData().toInt())) {
    case Span::All:
        break;
    case Span::Today:
        return { start(today), std::nullopt };
    case Span::Yesterday:
        return { start(today.addDays(-1)), start(today) };
    case Span::Week:
        return { start(today.addDays(-6)), std::nullopt };
    case Span::Month:
        return { start(today.addDays(-29)), std::nullopt };
    case Span::Day:
        if (const QDate day = QDate::fromString(m_day->text().trimmed(), Qt::ISODate); day.isValid())
            return { start(day), start(day.addDays(1)) };
        break;
    case Span::Between:
        // The minute that is named last still counts.
        return { time.fromLocal(m_from->date(), m_from->time()),
            time.fromLocal(m_until->date(), m_until->time()).plusMilliseconds(MillisecondsAMinute) };
    }
    return {};
}

lane::EventQuery EventFilters::query() const
{
    lane::EventQuery query;
    std::tie(query.from, query.until) = timeSpan();
    query.text = m_text->text();
    if (const int lane = m_lane->currentData().toInt(); lane != AnyChoice)
        query.lane = LaneId(lane);
    if (const int kind = m_kind->currentData().toInt(); kind != AnyChoice)
        query.kind = lane::EventKind(kind);
    if (const int verdict = m_decision->currentData().toInt(); verdict != AnyChoice)
        query.verdict = access::Verdict(verdict);
    return query;
}

bool EventFilters::isNarrowed() const
{
    return !m_text->text().isEmpty() || m_span->currentIndex() > 0 || m_lane->currentIndex() > 0
        || m_kind->currentIndex() > 0 || m_decision->currentIndex() > 0;
}

void EventFilters::clear()
{
    {
        const QSignalBlocker quiet(this);
        m_text->clear();
        for (QComboBox* box : { m_span, m_lane, m_kind, m_decision })
            box->setCurrentIndex(0);
    }
    m_pause.stop();
    Q_EMIT changed();
}

void EventFilters::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void EventFilters::spanChosen()
{
    const Span span = Span(m_span->currentData().toInt());
    const bool isOneDay = span == Span::Day;
    m_day->setVisible(isOneDay);
    m_from->setVisible(span == Span::Between);
    m_until->setVisible(span == Span::Between);
    if (span == Span::Between)
        m_from->setFocus(Qt::OtherFocusReason);
    if (isOneDay) {
        if (m_day->text().isEmpty())
            m_day->setText(m_context.time.local(m_context.clock.now()).date().toString(Qt::ISODate));
        m_day->setFocus(Qt::OtherFocusReason);
        m_day->selectAll();
    }
    Q_EMIT changed();
}

} // namespace gatehouse::ui
