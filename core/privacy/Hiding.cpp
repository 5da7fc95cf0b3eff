#include "core/privacy/Hiding.h"

#include "core/audit/AuditTrail.h"
#include "core/audit/Pruning.h"
#include "core/privacy/ClockDoubt.h"
#include "core/privacy/RetentionRecord.h"

#include <QHash>

#include <algorithm>
#include <limits>

namespace gatehouse::privacy {

namespace {

using Horizons = QHash<QByteArray, qint64>;

QByteArray nameOf(DataClass dataClass)
{
    return dataClassCode(dataClass).toLatin1();
}

Result<Horizons> horizons(store::Database& database, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(policy, readRetentionPolicy(database));
    // Where somebody made them longer around the program, what was decided counts.
    GATEHOUSE_TRY_ASSIGN(recorded, recordedPolicy(database));
    for (const DataClass one : AllDataClasses)
        policy.days.insert(one, std::min(policy.of(one), recorded.of(one)));
    Horizons shown;
    for (const DataClass one : AllDataClasses)
        shown.insert(nameOf(one), policy.overdueBefore(one, now).milliseconds());
    // The trail goes by its numbers.
    const int days = policy.of(DataClass::Audit);
    const UtcTime before = policy.overdueBefore(DataClass::Audit, now);
    GATEHOUSE_TRY_ASSIGN(settled, settledBefore(database, before));
    GATEHOUSE_TRY_ASSIGN(trail, audit::prunable(database, { days, before, settled, {} }));
    GATEHOUSE_TRY_ASSIGN(newest, audit::newestSequence(database));
    shown.insert(nameOf(DataClass::Audit), newest - trail.entries + trail.overdue + 1);
    return shown;
}

} // namespace

void hideOverdue(store::StoreThread& writer, store::StoreThread& reader, const Clock& clock)
{
    const Result<Horizons> shown =
        writer.call([&clock](store::Database& database) { return horizons(database, clock.now()); });
    for (store::StoreThread* thread : { &writer, &reader }) {
        thread->call([&shown](store::Database& database) {
            for (const DataClass one : AllDataClasses) {
                const QByteArray name = nameOf(one);
                database.setShownFrom(name, shown ? shown->value(name) : std::numeric_limits<qint64>::max());
            }
        });
    }
}

} // namespace gatehouse::privacy
