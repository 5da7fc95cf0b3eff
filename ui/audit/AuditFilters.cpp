#include "ui/audit/AuditFilters.h"

#include "ui/common/DataTable.h"
#include "ui/words/AuditWords.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int SearchPause = 250; // ms after the last letter, before the store is asked
constexpr int SearchWidth = 200; // px at 100 %
constexpr qsizetype ShortestHash = 8; // hexadecimal digits

} // namespace

AuditFilters::AuditFilters(const SiteContext& context, DataTable& table, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_search(new QLineEdit)
    , m_period(new QComboBox)
    , m_from(new QDateEdit)
    , m_until(new QDateEdit)
    , m_topic(new QComboBox)
    , m_operator(new QComboBox)
    , m_subjectChip(new Button(context.appearance, ButtonLook::Plain, Icon::Close, {}))
{
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setAccessibleName(tr("Search the trail"));
    m_search->setPlaceholderText(tr("Action, number or hash"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(context.appearance.theme().px(SearchWidth));
    m_searchPause.setSingleShot(true);
    m_searchPause.setInterval(SearchPause);
    connect(m_search, &QLineEdit::textChanged, &m_searchPause, qOverload<>(&QTimer::start));
    connect(&m_searchPause, &QTimer::timeout, this, &AuditFilters::changed);
    m_period->setObjectName(QStringLiteral("period"));
    m_period->setAccessibleName(tr("Period"));
    m_period->addItem(tr("Any time"), int(Period::Any));
    m_period->addItem(tr("Today"), int(Period::Today));
    m_period->addItem(tr("Yesterday"), int(Period::Yesterday));
    m_period->addItem(tr("Last 7 days"), int(Period::LastWeek));
    m_period->addItem(tr("Last 30 days"), int(Period::LastMonth));
    m_period->addItem(tr("From … to …"), int(Period::Chosen));
    const QDate today = context.time.local(context.clock.now()).date();
    for (QDateEdit* day : { m_from, m_until }) {
        day->setCalendarPopup(true);
        day->setDate(today);
        day->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
        day->setMinimumWidth(context.appearance.theme().px(144));
        day->hide();
        connect(day, &QDateEdit::dateChanged, this, &AuditFilters::changed);
    }
    m_from->setObjectName(QStringLiteral("from"));
    m_from->setAccessibleName(tr("First day"));
    m_until->setObjectName(QStringLiteral("until"));
    m_until->setAccessibleName(tr("Last day"));
    m_topic->setObjectName(QStringLiteral("topic"));
    m_topic->setAccessibleName(tr("Action"));
    for (const AuditTopic& topic : auditTopics())
        m_topic->addItem(topic.title, topic.actionPrefix);
    m_topic->setMaxVisibleItems(int(auditTopics().size()));
    m_operator->setObjectName(QStringLiteral("operator"));
    m_operator->setAccessibleName(tr("Operator"));
    setOperators({});
    m_subjectChip->setObjectName(QStringLiteral("subjectChip"));
    m_subjectChip->hide();

    for (QWidget* widget : std::initializer_list<QWidget*> { m_search, m_period, m_from, m_until, m_topic, m_operator })
        table.addFilter(widget);
    table.addFilter(m_subjectChip);
    table.addFilter(new QWidget, 1);
    connect(m_period, &QComboBox::currentIndexChanged, this, &AuditFilters::periodChanged);
    connect(m_topic, &QComboBox::currentIndexChanged, this, &AuditFilters::changed);
    connect(m_operator, &QComboBox::currentIndexChanged, this, &AuditFilters::changed);
    connect(m_subjectChip, &QPushButton::clicked, this, [this] {
        m_subject.reset();
        m_subjectChip->hide();
        Q_EMIT changed();
    });
}

void AuditFilters::periodChanged()
{
    const bool isChosen = static_cast<Period>(m_period->currentData().toInt()) == Period::Chosen;
    m_from->setVisible(isChosen);
    m_until->setVisible(isChosen);
    Q_EMIT changed();
}

UtcTime AuditFilters::startOf(QDate day) const
{
    return m_context.time.fromLocal(day, QTime(0, 0));
}

audit::Filter AuditFilters::filter() const
{
    audit::Filter filter;
    const QDate today = m_context.time.local(m_context.clock.now()).date();
    switch (static_cast<Period>(m_period->currentData().toInt())) {
    case Period::Any:
        break;
    case Period::Today:
        filter.from = startOf(today);
        break;
    case Period::Yesterday:
        filter.from = startOf(today.addDays(-1));
        filter.until = startOf(today);
        break;
    case Period::LastWeek:
        filter.from = startOf(today.addDays(-6));
        break;
    case Period::LastMonth:
        filter.from = startOf(today.addDays(-29));
        break;
    case Period::Chosen:
        filter.from = startOf(std::min(m_from->date(), m_until->date()));
        filter.until = startOf(std::max(m_from->date(), m_until->date()).addDays(1));
        break;
    }
    filter.actionPrefix = m_topic->currentData().toString();
    if (m_operator->currentIndex() > 0)
        filter.actor = OperatorId(m_operator->currentData().toLongLong());
    filter.subject = m_subject;
    filter.search = search();
    return filter;
}

QString AuditFilters::sought() const
{
    if (!isNarrowed())
        return {};
    const QString subject = m_subject ? auditSubjectText(*m_subject) : QString();
    return QStringList { m_period->currentText(), m_from->date().toString(Qt::ISODate),
        m_until->date().toString(Qt::ISODate), m_topic->currentText(), m_operator->currentText(), subject,
        m_search->text().simplified() }
        .join(QLatin1Char('/'));
}

std::optional<audit::Search> AuditFilters::search() const
{
    const QString typed = m_search->text().simplified();
    if (typed.isEmpty())
        return std::nullopt;
    audit::Search search;
    search.actions = auditActionsSaying(typed);
    bool isNumber = false;
    const qint64 number = typed.toLongLong(&isNumber);
    if (isNumber)
        search.number = number;
    // A head as it is printed: "1842 7f3a-92c1-0b4d-55e2", or its last part.
    const QByteArray hex = typed.section(QLatin1Char(' '), -1).remove(QLatin1Char('-')).toLatin1().toLower();
    const QByteArray bytes = QByteArray::fromHex(hex);
    if (hex.size() >= ShortestHash && bytes.toHex() == hex)
        search.hashBegins = bytes;
    return search;
}

bool AuditFilters::isNarrowed() const
{
    return !m_search->text().isEmpty() || m_period->currentIndex() > 0 || m_topic->currentIndex() > 0
        || m_operator->currentIndex() > 0 || m_subject.has_value();
}

void AuditFilters::setOperators(const QHash<OperatorId, QString>& names)
{
    const QSignalBlocker quiet(m_operator);
    const QVariant before = m_operator->currentData();
    m_operator->clear();
    m_operator->addItem(tr("Everyone"), -1);
    m_operator->addItem(tr("The system itself"), 0);
    QList<OperatorId> ids = names.keys();
    std::ranges::sort(ids, [&](OperatorId left, OperatorId right) {
        return QString::localeAwareCompare(names.value(left), names.value(right)) < 0;
    });
    for (const OperatorId id : ids)
        m_operator->addItem(names.value(id), id.value());
    m_operator->setCurrentIndex(std::max(0, m_operator->findData(before)));
}

void AuditFilters::setSubject(const audit::Subject& subject)
{
    m_subject = subject;
    m_subjectChip->setText(tr("Only %1").arg(auditSubjectText(subject)));
    m_subjectChip->setToolTip(tr("Show everything again"));
    m_subjectChip->show();
    Q_EMIT changed();
}

void AuditFilters::clear()
{
    {
        const QSignalBlocker quiet(this);
        m_search->clear();
        m_searchPause.stop();
        m_period->setCurrentIndex(0);
        m_topic->setCurrentIndex(0);
        m_operator->setCurrentIndex(0);
        m_subject.reset();
        m_subjectChip->hide();
    }
    Q_EMIT changed();
}

} // namespace gatehouse::ui
