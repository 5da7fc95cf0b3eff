#include "ui/audit/AuditDetail.h"

#include "ui/common/Widgets.h"
#include "ui/words/AuditWords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

QString valueText(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return QStringLiteral("–");
}

// In groups of eight, so that two can be compared by eye.
QString hashText(const QByteArray& hash)
{
    return QString::fromLatin1(hash.toHex(' ').replace(' ', ""))
        .replace(QRegularExpression(QStringLiteral("(.{8})")), QStringLiteral("\\1 "));
}

} // namespace

QString subjectText(const AuditLine& line)
{
    const QString subject = auditSubjectText(line.record.entry.subject);
    return line.subjectName.isEmpty() ? subject : QStringLiteral("%1 (%2)").arg(line.subjectName, subject);
}

AuditDetail::AuditDetail(const SiteContext& context, const AuditLine& line, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(context.appearance.theme().px(Gap::Medium));
    const audit::Record& record = line.record;
    addFact(tr("When"), context.time.dateTime(record.at), true);
    addFact(tr("Who"), line.who);
    if (!line.approver.isEmpty())
        addFact(tr("Approved by"), line.approver);
    addFact(tr("What"), auditActionText(record.entry.action));
    addFact(tr("To"), subjectText(line));
    QStringList facts;
    for (auto it = record.entry.detail.begin(); it != record.entry.detail.end(); ++it)
        facts.append(it.key() + QStringLiteral(": ") + valueText(it.value()));
    if (!facts.isEmpty())
        addFact(tr("Recorded with it"), facts.join(QLatin1Char('\n')), true);
    addFact(tr("Entry"), QString::number(record.sequence) + QStringLiteral("  ") + record.entry.action, true);
    addFact(tr("Its hash"), hashText(record.hash), true);
    addFact(tr("Stands on"), hashText(record.previousHash), true);
    m_column->addStretch(1);
}

void AuditDetail::addFact(const QString& title, const QString& value, bool isCode)
{
    auto* fact = new QVBoxLayout;
    fact->setSpacing(m_context.appearance.theme().px(Gap::Tight));
    fact->addWidget(new Label(m_context.appearance, title, TextSize::Caption, Role::Muted));
    auto* text = (new Label(m_context.appearance, value))->wrapped();
    if (isCode)
        text->setFace(Face::Code);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(title + QStringLiteral(": ") + value);
    fact->addWidget(text);
    m_column->addLayout(fact);
}

} // namespace gatehouse::ui
