#include "core/security/Operator.h"

namespace gatehouse::security {

Result<void> ActingOperator::require(Permission permission) const
{
    if (!may(permission)) {
        return failure(ErrorCode::PermissionDenied,
            QStringLiteral("%1 without permission %2").arg(roleCode(role)).arg(static_cast<int>(permission)));
    }
    if (signedIn && signedIn->state() != SignedIn::State::Active) {
        return failure(ErrorCode::PermissionDenied,
            signedIn->state() == SignedIn::State::Locked ? QStringLiteral("the screen is locked")
                                                         : QStringLiteral("the sign-in has ended"));
    }
    return {};
}

} // namespace gatehouse::security
