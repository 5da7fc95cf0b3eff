#pragma once

#include "core/enrolment/RowOutcome.h"

#include <algorithm>
#include <functional>

namespace gatehouse::enrolment {

// Told before each row; false stops, and nothing is imported.
using ImportProgress = std::function<bool(int done, int total)>;

// How many rows a dry run tries in one transaction: some 50 ms, so that whatever else waits for the writer, such as a
// lane's event, gets its turn in between.
inline constexpr int RowsTriedAtOnce = 100;

// Rows of `file` from `report.tried` on, at most `count`, in one transaction; kept with ImportMode::Commit when there
// is no problem at all, and otherwise rolled back. `begin(Transaction&)` makes what imports a row:
// `(const Row&, ImportReport&) -> Result<RowOutcome>`.
template <typename File, typename Begin>
Result<ImportReport> importRows(store::Database& database, const File& file, ImportReport report, int count,
    ImportMode mode, const ImportProgress& progress, Begin begin)
{
    ProblemList problems(file.name);
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    auto importRow = begin(transaction);
    const QSet<int> refused = linesOf(file.problems);
    const int total = static_cast<int>(file.rows.size());
    const int end = std::min(total, report.tried + count);
    while (report.tried < end) {
        if (progress && !progress(report.tried, total))
            return failure(ErrorCode::Cancelled);
        const auto& row = file.rows[report.tried++];
        if (refused.contains(row.line))
            continue;
        const auto outcome = importRow(row, report);
        GATEHOUSE_TRY(countRow(outcome, row.line, report, problems));
    }
    report.problems += problems.problems();
    if (mode == ImportMode::Commit && report.problems.isEmpty()) {
        GATEHOUSE_TRY(transaction.commit());
        report.isCommitted = true;
    }
    return report;
}

} // namespace gatehouse::enrolment
