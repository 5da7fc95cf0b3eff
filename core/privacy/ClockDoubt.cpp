#include "core/privacy/ClockDoubt.h"

#include "core/audit/AuditTrail.h"
#include "core/privacy/ClockBelief.h"
#include "core/privacy/RetentionBook.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstdlib>

namespace gatehouse::privacy {

namespace {

constexpr qint64 OneDay = 24LL * 60 * 60 * 1000;

UtcTime momentOf(const QJsonObject& said, QLatin1StringView field)
{
    const QDateTime moment = QDateTime::fromString(said.value(field).toString(), Qt::ISODateWithMs);
    return moment.isValid() ? UtcTime::fromDateTime(moment) : UtcTime();
}

Result<QList<ClockConfirmation>> saidConfirmations(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT sequence, at, operator_id, detail FROM audit WHERE subject_kind = 'site' "
                         "AND action = 'retention.clock' ORDER BY sequence"));
    QList<ClockConfirmation> confirmations;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return confirmations;
        const QJsonObject said = QJsonDocument::fromJson(rows.text(3).toUtf8()).object();
        confirmations.append({ rows.integer(0), rows.time(1), momentOf(said, QLatin1StringView("believed")),
            momentOf(said, QLatin1StringView("confirmed")), OperatorId(rows.integer(2)),
            OperatorId(said.value(QLatin1StringView("approver")).toInteger()), 0, {}, {} });
    }
}

// What the runs that stood on each of them said.
Result<void> addRemoved(store::Database& database, QList<ClockConfirmation>& confirmations)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT json_extract(detail, '$.clock.confirmedBy'), sum(json_extract(detail, '$.last') - "
                         "json_extract(detail, '$.first') + 1), min(json_extract(detail, '$.oldest')), "
                         "max(json_extract(detail, '$.newest')) FROM audit "
                         "WHERE subject_kind = 'audit' AND action = 'audit.prune' GROUP BY 1"));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return {};
        const auto one = std::ranges::find(confirmations, rows.integer(0), &ClockConfirmation::entry);
        if (one == confirmations.end())
            continue;
        one->removed = rows.integer(1);
        one->removedFrom = rows.text(2);
        one->removedUntil = rows.text(3);
    }
}

} // namespace

Result<std::optional<ClockDoubt>> clockDoubt(store::Database& database, const Clock& clock, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(belief, readClockBelief(database));
    const UtcTime believed = belief.lookedAt(clock).moment;
    if (now - believed <= LongestSilence)
        return std::optional<ClockDoubt>();
    return std::optional(ClockDoubt { believed, now });
}

Result<std::optional<ClockDoubt>> clockQuestion(store::Database& database, const Clock& clock, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(doubt, clockDoubt(database, clock, now));
    if (!doubt)
        return std::optional<ClockDoubt>();
    GATEHOUSE_TRY_ASSIGN(overdue, countOverdue(database, now));
    return overdue > 0 ? doubt : std::optional<ClockDoubt>();
}

security::Proposal clockProposal(UtcTime shown)
{
    return { security::ProtectedAct::LengthenRetention, QStringLiteral("clock/") + shown.toIso() };
}

Result<void> confirmClock(const security::ActingOperator& actor, store::Database& database, const Clock& clock,
    UtcTime shown, security::Approval&& approval)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ManageRetention));
    if (std::abs(clock.now() - shown) > OneDay)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("clock"));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(approval.require(actor, clockProposal(shown), database));
    GATEHOUSE_TRY_ASSIGN(stored, readClockBelief(database));
    ClockBelief belief = stored.lookedAt(clock);
    const ClockDoubt settled { belief.moment, shown };
    GATEHOUSE_TRY(audit::append(transaction, clock,
        { actor.id, QStringLiteral("retention.clock"), { QStringLiteral("site"), 0 },
            approval.noted({ { QStringLiteral("believed"), settled.believed.toIso() },
                { QStringLiteral("confirmed"), shown.toIso() }, { QStringLiteral("days"), settled.days() } }) }));
    belief.moment = shown;
    belief.behindFor = 0;
    GATEHOUSE_TRY(writeClockBelief(transaction, belief));
    return transaction.commit();
}

Result<QList<ClockConfirmation>> clockConfirmations(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(confirmations, saidConfirmations(database));
    GATEHOUSE_TRY(addRemoved(database, confirmations));
    return confirmations;
}

Result<QJsonObject> clockWords(store::Database& database, const Clock& clock, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(belief, readClockBelief(database));
    const ClockDoubt ahead { belief.lookedAt(clock).moment, now };
    QJsonObject words { { QStringLiteral("accounted"), ahead.believed.toIso() },
        { QStringLiteral("aheadDays"), std::max(qint64(0), ahead.days()) } };
    GATEHOUSE_TRY_ASSIGN(confirmations, saidConfirmations(database));
    if (!confirmations.isEmpty()) {
        words.insert(QStringLiteral("confirmedBy"), confirmations.last().entry);
        words.insert(QStringLiteral("confirmedDays"), confirmations.last().days());
    }
    return words;
}

Result<qint64> settledBefore(store::Database& database, UtcTime overdueBefore)
{
    GATEHOUSE_TRY_ASSIGN(confirmations, saidConfirmations(database));
    qint64 settled = 0;
    for (const ClockConfirmation& one : std::as_const(confirmations)) {
        if (one.approver.isValid() && one.confirmed < overdueBefore)
            settled = one.entry;
    }
    return settled;
}

} // namespace gatehouse::privacy
