#pragma once

#include "app/ctl/CtlContext.h"
#include "core/store/Database.h"

#include <string>

namespace gatehouse::ctl {

// The person --ref names; NotFound.
Result<PersonId> personOfRef(const CtlContext& context, store::Database& database,
    const security::ActingOperator& actor, const std::string& ref);

} // namespace gatehouse::ctl
