#pragma once

#include "core/base/Id.h"
#include "core/base/UtcTime.h"
#include "core/security/Permission.h"
#include "core/security/Role.h"

#include <QString>

namespace gatehouse::security {

// The person a command acts for. Every command in core takes one and calls require() first. Made by signing in only
// (and by tests).
struct ActingOperator
{
    OperatorId id;
    QString name;
    Role role = Role::Guard;

    // False for everything while nobody has signed in.
    [[nodiscard]] bool may(Permission permission) const { return id.isValid() && isAllowed(role, permission); }
    // PermissionDenied when the role does not hold it.
    [[nodiscard]] Result<void> require(Permission permission) const;
};

// An operator as the operators page lists them.
struct OperatorRow
{
    OperatorId id;
    QString name;
    Role role = Role::Guard;
    bool isEnabled = true;
    UtcTime createdAt;
};

} // namespace gatehouse::security
