#include "core/drill/BreachDrill.h"

#include "core/audit/AuditTrail.h"

namespace gatehouse::drill {

namespace {

Result<void> record(const SiteView& view, const security::ActingOperator& actor, const DrillReport& report)
{
    return view.site.writer().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(audit::append(transaction, view.clock,
            { actor.id, QStringLiteral("drill.run"), { QStringLiteral("site"), 1 },
                { { QStringLiteral("canaries"), report.canaries }, { QStringLiteral("found"), report.found() },
                    { QStringLiteral("findings"), report.findings.size() } } }));
        return transaction.commit();
    });
}

} // namespace

Result<DrillReport> runBreachDrill(
    const SiteView& view, const security::ActingOperator& actor, const DrillPlan& plan, const DrillProgress& progress)
{
    GATEHOUSE_TRY(actor.require(security::Permission::RunBreachDrill));
    DrillReport report;
    report.startedAt = view.clock.now();
    GATEHOUSE_TRY(runScratchDrill(plan.scratch, view.clock, progress, report));
    int done = 0;
    for (const SiteCheck& check : plan.checks) {
        if (progress && !progress(QStringLiteral("site"), done++, static_cast<int>(plan.checks.size())))
            return failure(ErrorCode::Cancelled);
        check(view, actor, report);
    }
    report.finishedAt = view.clock.now();
    GATEHOUSE_TRY(record(view, actor, report));
    return report;
}

} // namespace gatehouse::drill
