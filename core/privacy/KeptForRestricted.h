#pragma once

#include "core/base/Result.h"
#include "core/store/Database.h"

#include <QString>

namespace gatehouse::privacy {

// What retention leaves alone though its time is over: data of somebody whose processing is restricted is kept, and not
// used, until that is lifted (GDPR art. 18: the person may need it for a claim). Numbers of rows as JSON arrays, for
// json_each(). Whoever was removed is not among them. For core: no permission is asked.
struct KeptForRestricted
{
    QString passages; // whole, with what they answer and what answers them
    QString pictures; // of these passages, and others under keys of these people and vehicles
    QString requests;
    QString consents;
};
Result<KeptForRestricted> keptForRestricted(store::Database& database);

} // namespace gatehouse::privacy
