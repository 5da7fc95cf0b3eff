#include "core/security/Operator.h"

namespace gatehouse::security {

Result<void> ActingOperator::require(Permission permission) const
{
    if (!may(permission)) {
        return failure(ErrorCode::PermissionDenied,
            QStringLiteral("%1 without permission %2").arg(roleCode(role)).arg(static_cast<int>(permission)));
    }
    return {};
}

} // namespace gatehouse::security
