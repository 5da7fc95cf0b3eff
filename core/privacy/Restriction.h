#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/privacy/Subject.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

namespace gatehouse::privacy {

// Restriction of processing (GDPR art. 18, PIPL art. 44): data is kept but not used. Who is restricted is recognised by
// no lane (a stranger, so the operator is asked) and found only by those who hold HandleRequests: for everybody else a
// passage of theirs has neither name nor plate nor pictures, and no text finds it. A person's vehicles are restricted
// with them. Needs HandleRequests; audited ("subject.restrict", "subject.lift"). Nothing happens when it
// is so already. InvalidArgument for a plate nobody registered: nothing of it is used. Lanes learn of it when they are
// told to look again (lane::LaneRuntime::refreshKnowledge).
enum class Processing { Restricted, Allowed };

Result<void> setProcessing(const security::ActingOperator& actor, store::Database& database, const Clock& clock,
    const Subject& subject, Processing processing);

} // namespace gatehouse::privacy
