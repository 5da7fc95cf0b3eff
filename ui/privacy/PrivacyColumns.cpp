#include "ui/privacy/PrivacyColumns.h"

#include "ui/documents/PrivacyWords.h"
#include "ui/privacy/CertificateDetail.h"

#include <QCoreApplication>
#include <QLocale>

namespace gatehouse::ui {

namespace {

struct ColumnTexts
{
    Q_DECLARE_TR_FUNCTIONS(PrivacyColumns)
};

QString numberText(qint64 value)
{
    return QLocale().toString(value);
}

} // namespace

PagedTableModel<privacy::SubjectRequest>::Columns requestColumns(const SiteContext& context)
{
    using Row = privacy::SubjectRequest;
    const auto isOverdue = [&clock = context.clock](const Row& row) { return row.isOverdue(clock.now()); };
    return {
        { QStringLiteral("due"), ColumnTexts::tr("Due"),
            [&time = context.time](const Row& row) { return time.date(row.dueAt); },
            [](const Row& row) { return QVariant(row.dueAt.milliseconds()); },
            [isOverdue](const Row& row) { return isOverdue(row) ? Role::Alarm : Role::Text; },
            [isOverdue](const Row& row) { return isOverdue(row) ? std::optional(Icon::Warning) : std::nullopt; }, {},
            { Qt::AlignLeft, Face::System, 150 } },
        { QStringLiteral("about"), ColumnTexts::tr("Whom it is about"),
            [](const Row& row) { return row.subjectName.isEmpty() ? ColumnTexts::tr("erased") : row.subjectName; }, {},
            [](const Row& row) { return row.subjectName.isEmpty() ? Role::Muted : Role::Text; }, {}, {},
            { Qt::AlignLeft, Face::System, 180 } },
        { QStringLiteral("kind"), ColumnTexts::tr("What they ask for"),
            [](const Row& row) { return requestKindText(row.kind); }, {}, {}, {}, {},
            { Qt::AlignLeft, Face::System, 210 } },
        { QStringLiteral("received"), ColumnTexts::tr("Received"),
            [&time = context.time](const Row& row) { return time.date(row.receivedAt); },
            [](const Row& row) { return QVariant(row.receivedAt.milliseconds()); },
            [](const Row&) { return Role::Muted; }, {}, {}, { Qt::AlignLeft, Face::System, 130 } },
        { QStringLiteral("state"), ColumnTexts::tr("State"),
            [isOverdue](
                const Row& row) { return isOverdue(row) ? ColumnTexts::tr("overdue") : requestStateText(row.state); },
            {}, [isOverdue](const Row& row) { return isOverdue(row) ? Role::Alarm : Role::Muted; }, {}, {},
            { Qt::AlignLeft, Face::System, 150 } },
    };
}

PagedTableModel<privacy::RetentionLine>::Columns retentionColumns(const SiteContext& context)
{
    using Row = privacy::RetentionLine;
    const auto overdue = [](const Row& row) { return row.held ? row.held->overdue : 0; };
    return {
        { QStringLiteral("class"), ColumnTexts::tr("Data"), [](const Row& row) { return dataClassText(row.dataClass); },
            {}, {}, {}, {}, { Qt::AlignLeft, Face::System, 300 } },
        { QStringLiteral("days"), ColumnTexts::tr("Kept"),
            [](const Row& row) {
                return row.days == row.recorded
                    ? daysText(row.days)
                    : ColumnTexts::tr("%1, decided: %2").arg(daysText(row.days)).arg(row.recorded);
            },
            [](const Row& row) { return QVariant(row.days); },
            [](const Row& row) {
                if (row.days != row.recorded)
                    return Role::Alarm;
                return row.days > row.terms.standard ? Role::Ask : Role::Text;
            },
            {}, {}, { Qt::AlignRight, Face::System, 200 } },
        { QStringLiteral("held"), ColumnTexts::tr("Held"),
            [](const Row& row) { return row.held ? numberText(row.held->rows) : QStringLiteral("–"); },
            [](const Row& row) { return QVariant(row.held ? row.held->rows : -1); }, {}, {}, {},
            { Qt::AlignRight, Face::Code, 110 } },
        { QStringLiteral("overdue"), ColumnTexts::tr("Overdue"),
            [overdue](const Row& row) { return row.held ? numberText(overdue(row)) : QStringLiteral("–"); },
            [overdue](const Row& row) { return QVariant(overdue(row)); },
            [overdue](const Row& row) { return overdue(row) > 0 ? Role::Alarm : Role::Muted; }, {}, {},
            { Qt::AlignRight, Face::Code, 110 } },
        { QStringLiteral("oldest"), ColumnTexts::tr("Oldest"),
            [&time = context.time](
                const Row& row) { return row.held && row.held->oldest ? time.date(*row.held->oldest) : QString(); },
            {}, [](const Row&) { return Role::Muted; }, {}, {}, { Qt::AlignLeft, Face::System, 150 } },
    };
}

PagedTableModel<privacy::Certificate>::Columns certificateColumns(
    const SiteContext& context, const QHash<OperatorId, QString>& names)
{
    using Row = privacy::Certificate;
    return {
        { QStringLiteral("number"), ColumnTexts::tr("Number"),
            [](const Row& row) { return QString::number(row.id.value()); },
            [](const Row& row) { return QVariant(row.id.value()); }, [](const Row&) { return Role::Muted; }, {}, {},
            { Qt::AlignRight, Face::Code, 90 } },
        { QStringLiteral("at"), ColumnTexts::tr("Time"),
            [&time = context.time](const Row& row) { return time.dateTime(row.at); },
            [](const Row& row) { return QVariant(row.at.milliseconds()); }, {}, {}, {},
            { Qt::AlignRight, Face::Code, 190 } },
        { QStringLiteral("what"), ColumnTexts::tr("What"), [](const Row& row) { return certificateSummary(row); }, {},
            {}, {}, {}, { Qt::AlignLeft, Face::System, 240 } },
        { QStringLiteral("who"), ColumnTexts::tr("By"),
            [&names](const Row& row) {
                return row.operatorId.isValid() ? names.value(row.operatorId) : ColumnTexts::tr("the program itself");
            },
            {}, [](const Row& row) { return row.operatorId.isValid() ? Role::Text : Role::Muted; }, {}, {},
            { Qt::AlignLeft, Face::System, 190 } },
    };
}

} // namespace gatehouse::ui
