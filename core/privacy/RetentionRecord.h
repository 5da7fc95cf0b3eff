#pragma once

#include "core/base/Result.h"
#include "core/privacy/RetentionPolicy.h"
#include "core/store/Database.h"

#include <QByteArray>
#include <QList>

namespace gatehouse::privacy {

// How long each class is to be kept by what is signed: the newest genuine certificate of a run says with how many days
// it ran, and entries "retention.change" of the trail after it say what was decided since; without either it is the
// standard. The settings a run reads must say the same, or somebody changed them around the program. `publicKey` is the
// site's (Ed25519). For core: no permission is asked.
Result<RetentionPolicy> recordedPolicy(store::Database& database, const QByteArray& publicKey);
// With the public key the store names, for who has no other: the page and the alarm.
Result<RetentionPolicy> recordedPolicy(store::Database& database);

// The classes whose settings say something else.
[[nodiscard]] QList<DataClass> unaccounted(const RetentionPolicy& set, const RetentionPolicy& recorded);
// Whether there are any.
Result<bool> isRetentionUnaccounted(store::Database& database);

} // namespace gatehouse::privacy
