#include "core/privacy/RetentionBook.h"

#include "core/audit/AuditTrail.h"
#include "core/privacy/RetentionRecord.h"

#include <algorithm>

namespace gatehouse::privacy {

using security::ActingOperator;
using security::Permission;

namespace {

Result<void> changeDays(store::Database& database, const Clock& clock, const ActingOperator& actor, DataClass dataClass,
    int days, security::Approval* approval)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageRetention));
    const RetentionTerms terms = retentionTerms(dataClass);
    if (days < terms.least || days > terms.most)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("days"));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(policy, readRetentionPolicy(database));
    GATEHOUSE_TRY_ASSIGN(recorded, recordedPolicy(database));
    const int before = recorded.of(dataClass);
    const int found = policy.of(dataClass);
    if (days == before && days == found)
        return {};
    QJsonObject detail { { QStringLiteral("class"), dataClassCode(dataClass) }, { QStringLiteral("from"), before },
        { QStringLiteral("to"), days } };
    if (found != before)
        detail.insert(QStringLiteral("found"), found);
    if (approval) {
        GATEHOUSE_TRY(approval->require(actor, lengthenProposal(dataClass, days), database));
        detail = approval->noted(detail);
    } else if (needsSecondPerson(dataClass, before, days)) {
        return failure(ErrorCode::SecondPersonNeeded, QStringLiteral("retention"));
    }
    GATEHOUSE_TRY(writeRetention(transaction, dataClass, days));
    GATEHOUSE_TRY(audit::append(
        transaction, clock, { actor.id, QStringLiteral("retention.change"), { QStringLiteral("site"), 0 }, detail }));
    return transaction.commit();
}

} // namespace

RetentionBook::RetentionBook(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<QList<RetentionLine>> RetentionBook::lines(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageRetention));
    return retentionLines(m_database, m_clock.now());
}

Result<void> RetentionBook::change(const ActingOperator& actor, DataClass dataClass, int days)
{
    return changeDays(m_database, m_clock, actor, dataClass, days, nullptr);
}

Result<void> RetentionBook::changeTogether(
    const ActingOperator& actor, DataClass dataClass, int days, security::Approval&& approval)
{
    return changeDays(m_database, m_clock, actor, dataClass, days, &approval);
}

bool needsSecondPerson(DataClass dataClass, int before, int days)
{
    return days > before || (dataClass == DataClass::Audit && days < before);
}

security::Proposal lengthenProposal(DataClass dataClass, int days)
{
    return { security::ProtectedAct::LengthenRetention, dataClassCode(dataClass) + u'/' + QString::number(days) };
}

Result<QList<RetentionLine>> retentionLines(store::Database& database, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(policy, readRetentionPolicy(database));
    GATEHOUSE_TRY_ASSIGN(recorded, recordedPolicy(database));
    QList<RetentionLine> lines;
    for (const DataClass one : AllDataClasses)
        lines.append({ one, policy.of(one), retentionTerms(one), std::nullopt, recorded.of(one) });
    for (const ClassRows& rows : classRows()) {
        GATEHOUSE_TRY_ASSIGN(held, rows.held(database, { now, policy.of(rows.dataClass) }));
        std::ranges::find(lines, rows.dataClass, &RetentionLine::dataClass)->held = held;
    }
    return lines;
}

Result<qint64> countOverdue(store::Database& database, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(lines, retentionLines(database, now));
    qint64 overdue = 0;
    for (const RetentionLine& line : std::as_const(lines))
        overdue += line.held ? line.held->overdue : 0;
    return overdue;
}

} // namespace gatehouse::privacy
