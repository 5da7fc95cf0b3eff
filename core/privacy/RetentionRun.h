#pragma once

#include "core/audit/SigningKey.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/privacy/Certificate.h"
#include "core/privacy/ClassRows.h"
#include "core/privacy/RetentionPolicy.h"
#include "core/security/Operator.h"
#include "core/store/StoreThread.h"

#include <QHash>

#include <atomic>
#include <optional>

namespace gatehouse::privacy {

enum class RunOccasion {
    Opening, // of the site, before anybody sees anything
    Daily,
    OnDemand,
};

// Deletes what is overdue, the oldest first, in transactions small enough that a lane never waits for one of them
// noticeably (32 pictures, 250 rows, 2,000 entries of the trail); pages that become free are overwritten
// (secure_delete), and at the end the write-ahead log is truncated, or said to wait for a reader
// (Certificate::logKeptSince). A run that is stopped or fails half-way has deleted what it deleted, and certifies that
// when it is the last thing it can do: the certificate says "complete": false, why, and how much of each class
// remained; such a run counts for nothing, and the next one goes on.
//
// Each run writes a certificate and an audit entry "retention.run", those of an opening only when there was something.
// What is overdue is judged by the moment the run began. The trail goes last and behind a signed floor
// (audit/Pruning.h); certificates stay for good, with the signature that proves them without the entries they stand on.

// Runs on `writer`, a part at a time; waits for it, so never on the GUI thread. `stop` may be set by another thread:
// Cancelled. ClockDoubted, with the days as its detail, when the clock is further ahead than may be believed
// (ClockDoubt.h): nothing is deleted then. RetentionUnaccounted when the days in the settings are not those of the
// signed record (RetentionRecord.h), neither. Absent when an opening found nothing.
Result<std::optional<Certificate>> enforceRetention(store::StoreThread& writer, const Clock& clock,
    const audit::SigningKey& key, RunOccasion occasion, const std::atomic<bool>* stop = nullptr);

// The same asked for by somebody: needs ManageRetention. Where the clock is in doubt it is confirmed first
// (confirmClock()), which takes two people.
Result<Certificate> runRetention(const security::ActingOperator& actor, store::StoreThread& writer, const Clock& clock,
    const audit::SigningKey& key);

// When the last run was that looked at everything to its end; absent before the first.
Result<std::optional<UtcTime>> lastRetentionRun(store::Database& database);

// How long to wait, in milliseconds, after so many runs in a row that failed: a quarter of an hour, doubled with each,
// six hours at most.
[[nodiscard]] qint64 retryRetentionAfter(int failures);

} // namespace gatehouse::privacy
