#include "core/privacy/RetentionRun.h"

#include "core/audit/AuditTrail.h"
#include "core/privacy/ClockBelief.h"
#include "core/privacy/ClockDoubt.h"
#include "core/privacy/RetentionRecord.h"
#include "core/security/ErasureMarks.h"
#include "core/security/Forgetting.h"
#include "core/security/LogUpkeep.h"

#include <QJsonArray>

#include <algorithm>

namespace gatehouse::privacy {

namespace {

QString occasionCode(RunOccasion occasion)
{
    switch (occasion) {
    case RunOccasion::Opening:
        return QStringLiteral("opening");
    case RunOccasion::Daily:
        return QStringLiteral("daily");
    case RunOccasion::OnDemand:
        return QStringLiteral("on-demand");
    }
    Q_UNREACHABLE();
}

struct Tally
{
    RetentionPolicy policy;
    UtcTime began;
    qint64 policyAt = 0; // the trail's newest entry when the policy was read
    QJsonObject clock; // by what clock it is judged
    UtcTime sure; // when it began, or where that is in doubt what the machine can account for
    QHash<DataClass, Swept> swept;
    std::optional<ErrorCode> stoppedBy; // before everything was looked at
    QHash<DataClass, qint64> remaining; // overdue still, of a run that was stopped

    [[nodiscard]] bool hasDeleted() const
    {
        for (const Swept& one : swept) {
            if (one.rows > 0)
                return true;
        }
        return false;
    }
};

// One small transaction; how many rows went.
Result<qint64> sweepPart(
    store::Database& database, const ClassRows& rows, Tally& tally, const Clock& clock, const audit::SigningKey& key)
{
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(part,
        rows.sweep(transaction, { tally.began, tally.policy.of(rows.dataClass) }, { clock, key, rows.rowsAtATime }));
    GATEHOUSE_TRY(transaction.commit());
    tally.swept[rows.dataClass].add(part);
    return part.rows;
}

QJsonObject words(const Tally& tally, RunOccasion occasion)
{
    QJsonArray classes;
    for (const ClassRows& rows : classRows()) {
        const Swept& swept = tally.swept[rows.dataClass];
        QJsonObject line { { QStringLiteral("class"), dataClassCode(rows.dataClass) },
            { QStringLiteral("days"), tally.policy.of(rows.dataClass) },
            { QStringLiteral("overdueBefore"), tally.policy.overdueBefore(rows.dataClass, tally.began).toIso() },
            { QStringLiteral("deleted"), swept.rows } };
        if (swept.pictures > 0)
            line.insert(QStringLiteral("pictures"), swept.pictures);
        if (swept.last > 0) {
            line.insert(QStringLiteral("first"), swept.first);
            line.insert(QStringLiteral("last"), swept.last);
        }
        if (tally.stoppedBy)
            line.insert(QStringLiteral("remaining"), tally.remaining.value(rows.dataClass));
        if (swept.oldest && swept.newest) {
            line.insert(QStringLiteral("oldest"), swept.oldest->toIso());
            line.insert(QStringLiteral("newest"), swept.newest->toIso());
        }
        classes.append(line);
    }
    QJsonObject said { { QStringLiteral("occasion"), occasionCode(occasion) },
        { QStringLiteral("complete"), !tally.stoppedBy }, { QStringLiteral("policyAt"), tally.policyAt },
        { QStringLiteral("clock"), tally.clock }, { QStringLiteral("classes"), classes } };
    if (tally.stoppedBy)
        said.insert(QStringLiteral("stoppedBy"), QString(errorCodeName(*tally.stoppedBy)));
    return said;
}

Result<void> countRemaining(store::Database& database, Tally& tally)
{
    for (const ClassRows& rows : classRows()) {
        GATEHOUSE_TRY_ASSIGN(held, rows.held(database, { tally.began, tally.policy.of(rows.dataClass) }));
        tally.remaining.insert(rows.dataClass, held.overdue);
    }
    return {};
}

Result<Certificate> close(store::Database& database, const Clock& clock, const audit::SigningKey& key, Tally& tally,
    RunOccasion occasion, OperatorId operatorId)
{
    if (tally.stoppedBy)
        GATEHOUSE_TRY(countRemaining(database, tally));
    const QJsonObject said = words(tally, occasion);
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(audit::append(
        transaction, clock, { operatorId, QStringLiteral("retention.run"), { QStringLiteral("site"), 0 }, said }));
    // What was sealed in older copies goes with the rows: a day's key with the last picture of that day.
    if (database.hasRing()) {
        GATEHOUSE_TRY(security::shredSpentKeys(transaction, clock, tally.sure));
        // What is older in a copy that is brought back is overdue there, whatever class it is of; what has no age, the
        // marks themselves look after.
        GATEHOUSE_TRY(security::forgetOldMarks(
            transaction, overdueBefore(tally.sure, *std::ranges::max_element(tally.policy.days))));
    }
    GATEHOUSE_TRY_ASSIGN(certificate, certify(transaction, clock, key, CertificateKind::Retention, operatorId, said));
    GATEHOUSE_TRY(transaction.commit());
    return certificate;
}

Result<void> sweepAll(store::StoreThread& writer, const Clock& clock, const audit::SigningKey& key, Tally& tally,
    const std::atomic<bool>* stop)
{
    for (const ClassRows& rows : classRows()) {
        while (true) {
            if (stop && *stop)
                return failure(ErrorCode::Cancelled);
            GATEHOUSE_TRY_ASSIGN(deleted,
                writer.call([&](store::Database& database) { return sweepPart(database, rows, tally, clock, key); }));
            if (deleted == 0)
                break;
        }
    }
    return {};
}

// Nothing is deleted by days nobody decided.
Result<void> readPolicy(store::Database& database, const QByteArray& publicKey, Tally& tally)
{
    GATEHOUSE_TRY_ASSIGN(policy, readRetentionPolicy(database));
    GATEHOUSE_TRY_ASSIGN(recorded, recordedPolicy(database, publicKey));
    const QList<DataClass> wrong = unaccounted(policy, recorded);
    if (!wrong.isEmpty())
        return failure(ErrorCode::RetentionUnaccounted, dataClassCode(wrong.first()));
    GATEHOUSE_TRY_ASSIGN(newest, audit::newestSequence(database));
    tally.policy = policy;
    tally.policyAt = newest;
    return {};
}

// Nothing is deleted by a clock that cannot be believed.
Result<void> checkClock(store::Database& database, const Clock& clock, Tally& tally)
{
    GATEHOUSE_TRY_ASSIGN(question, clockQuestion(database, clock, tally.began));
    if (question)
        return failure(ErrorCode::ClockDoubted, QString::number(question->days()));
    GATEHOUSE_TRY_ASSIGN(doubt, clockDoubt(database, clock, tally.began));
    tally.sure = doubt ? doubt->believed : tally.began;
    GATEHOUSE_TRY_ASSIGN(said, clockWords(database, clock, tally.began));
    tally.clock = said;
    return {};
}

Result<std::optional<Certificate>> run(store::StoreThread& writer, const Clock& clock, const audit::SigningKey& key,
    RunOccasion occasion, OperatorId operatorId, const std::atomic<bool>* stop)
{
    Tally tally;
    tally.began = clock.now();
    const Result<void> ready = writer.call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY(noteClock(database, clock));
        GATEHOUSE_TRY(readPolicy(database, key.publicKey(), tally));
        return checkClock(database, clock, tally);
    });
    if (!ready)
        return ready.error();
    const Result<void> swept = sweepAll(writer, clock, key, tally, stop);
    if (occasion == RunOccasion::Opening && !tally.hasDeleted())
        return swept ? Result<std::optional<Certificate>>(std::optional<Certificate>()) : swept.error();
    if (!swept && !tally.hasDeleted())
        return swept.error();
    if (!swept)
        tally.stoppedBy = swept.error().code;
    const Result<Certificate> certificate = writer.call([&](store::Database& database) {
        auto closed = close(database, clock, key, tally, occasion, operatorId);
        security::truncateLogs(database, clock);
        if (closed)
            (void)markKeptLog(database, *closed);
        return closed;
    });
    // What stopped the run says more than that it could not be certified either.
    if (!swept)
        return swept.error();
    if (!certificate)
        return certificate.error();
    return std::optional(*certificate);
}

} // namespace

Result<std::optional<Certificate>> enforceRetention(store::StoreThread& writer, const Clock& clock,
    const audit::SigningKey& key, RunOccasion occasion, const std::atomic<bool>* stop)
{
    return run(writer, clock, key, occasion, OperatorId(), stop);
}

Result<Certificate> runRetention(
    const security::ActingOperator& actor, store::StoreThread& writer, const Clock& clock, const audit::SigningKey& key)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ManageRetention));
    GATEHOUSE_TRY_ASSIGN(certificate, run(writer, clock, key, RunOccasion::OnDemand, actor.id, nullptr));
    return *certificate; // absent after an opening alone
}

Result<std::optional<UtcTime>> lastRetentionRun(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(newest,
        database.prepare("SELECT at FROM certificates WHERE kind = 'retention' "
                         "AND coalesce(json_extract(body, '$.complete'), 1) ORDER BY id DESC LIMIT 1"));
    GATEHOUSE_TRY_ASSIGN(found, newest.step());
    return found ? std::optional(newest.time(0)) : std::nullopt;
}

qint64 retryRetentionAfter(int failures)
{
    constexpr qint64 First = 15LL * 60 * 1000;
    constexpr qint64 Most = 6LL * 60 * 60 * 1000;
    constexpr int EnoughDoublings = 5;
    return std::min(Most, First << std::clamp(failures - 1, 0, EnoughDoublings));
}

} // namespace gatehouse::privacy
