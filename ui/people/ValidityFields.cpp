#include "ui/people/ValidityFields.h"

#include "core/enrolment/ImportText.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace gatehouse::ui {

namespace {

// The end of a validity is the first moment that does not count; people name the last day that does.
QDateTime lastMomentSaid(UtcTime until, const SiteTime& time)
{
    const QDateTime local = time.local(until);
    return local.time() == QTime(0, 0) ? local.addDays(-1) : local;
}

QString editText(const std::optional<UtcTime>& moment, const SiteTime& time, enrolment::DayEdge edge)
{
    if (!moment)
        return {};
    const QDateTime local = time.local(*moment);
    if (local.time() != QTime(0, 0))
        return local.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    return (edge == enrolment::DayEdge::Start ? local : local.addDays(-1)).toString(QStringLiteral("yyyy-MM-dd"));
}

QString openEndHelp()
{
    return ValidityFields::tr("Empty: no end. That day still counts.");
}

std::optional<UtcTime> typedMoment(const QString& typed, const SiteTime& time, enrolment::DayEdge edge)
{
    QString text = typed.simplified();
    const QDate inLanguage = QLocale().toDate(text, QLocale::ShortFormat);
    if (const auto moment =
            enrolment::parsedMoment(text.replace(QLatin1Char(' '), QLatin1Char('T')), time.zone(), edge))
        return moment;
    if (!inLanguage.isValid())
        return std::nullopt;
    // A short year is this century's: nobody registers a car until 1926.
    const QDate date = inLanguage.year() < 2000 ? inLanguage.addYears(100) : inLanguage;
    return enrolment::parsedMoment(date.toString(Qt::ISODate), time.zone(), edge);
}

} // namespace

ValidityFields::ValidityFields(
    const Appearance& look, const SiteTime& time, const people::Validity& validity, QWidget* parent)
    : QWidget(parent)
    , m_time(time)
    , m_before(validity)
    , m_from(new QLineEdit)
    , m_until(new QLineEdit)
    , m_fromField(new FormField(look, tr("Valid from"), m_from, tr("Empty: at once.")))
    , m_untilField(new FormField(look, tr("Valid until"), m_until, openEndHelp()))
    , m_fromBefore(editText(validity.from, time, enrolment::DayEdge::Start))
    , m_untilBefore(editText(validity.until, time, enrolment::DayEdge::End))
{
    m_from->setObjectName(QStringLiteral("validFrom"));
    m_until->setObjectName(QStringLiteral("validUntil"));
    m_from->setText(m_fromBefore);
    m_until->setText(m_untilBefore);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look.theme().px(Gap::Medium));
    for (FormField* field : { m_fromField, m_untilField }) {
        row->addWidget(field, 1, Qt::AlignTop);
        auto* line = qobject_cast<QLineEdit*>(field->editor());
        line->setPlaceholderText(QStringLiteral("2026-12-31"));
        connect(line, &QLineEdit::textChanged, field, [field] { field->setError({}); });
        connect(line, &QLineEdit::returnPressed, this, &ValidityFields::returnPressed);
    }
}

void ValidityFields::setLatestEnd(std::optional<UtcTime> latest)
{
    m_latestEnd = latest;
    m_untilField->setHelp(latest
            ? tr("The last day of the visit, at most %n days ahead.", nullptr, people::LongestVisitDays)
            : openEndHelp());
    if (!latest && !m_offered.isEmpty() && m_until->text() == m_offered)
        m_until->clear();
    m_offered.clear();
}

void ValidityFields::offerEnd(UtcTime today)
{
    if (!m_until->text().trimmed().isEmpty())
        return;
    m_offered = m_time.local(today).date().toString(Qt::ISODate);
    m_until->setText(m_offered);
}

std::optional<people::Validity> ValidityFields::read()
{
    const QString mistake = tr("Write the date as 2026-12-31.");
    people::Validity validity = m_before;
    if (m_from->text() != m_fromBefore) {
        validity.from = typedMoment(m_from->text(), m_time, enrolment::DayEdge::Start);
        if (!validity.from && !m_from->text().trimmed().isEmpty()) {
            m_fromField->setError(mistake);
            m_from->setFocus(Qt::OtherFocusReason);
            return std::nullopt;
        }
    }
    if (m_until->text() != m_untilBefore) {
        validity.until = typedMoment(m_until->text(), m_time, enrolment::DayEdge::End);
        if (!validity.until && !m_until->text().trimmed().isEmpty()) {
            m_untilField->setError(mistake);
            m_until->setFocus(Qt::OtherFocusReason);
            return std::nullopt;
        }
    }
    if (m_latestEnd && (!validity.until || *validity.until > *m_latestEnd)) {
        m_untilField->setError(tr("A visitor has a last day here, at most %n days ahead. Who comes for longer is a "
                                  "contractor or a resident.",
            nullptr, people::LongestVisitDays));
        m_until->setFocus(Qt::OtherFocusReason);
        return std::nullopt;
    }
    if (validity.from && validity.until && *validity.from >= *validity.until) {
        m_untilField->setError(tr("This is before it begins."));
        m_until->setFocus(Qt::OtherFocusReason);
        return std::nullopt;
    }
    return validity;
}

QString ValidityFields::text() const
{
    return m_from->text().isEmpty() && m_until->text().isEmpty()
        ? QString()
        : QStringLiteral("%1 \u2013 %2").arg(m_from->text(), m_until->text());
}

QString validityText(const people::Validity& validity, const SiteTime& time)
{
    const auto until = [&] { return time.date(UtcTime::fromDateTime(lastMomentSaid(*validity.until, time))); };
    if (validity.from && validity.until)
        return ValidityFields::tr("from %1 until %2").arg(time.date(*validity.from), until());
    if (validity.from)
        return ValidityFields::tr("from %1").arg(time.date(*validity.from));
    return validity.until ? ValidityFields::tr("until %1").arg(until()) : ValidityFields::tr("without limit");
}

} // namespace gatehouse::ui
