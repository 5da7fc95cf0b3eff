#pragma once

#include "core/base/Id.h"
#include "core/base/UtcTime.h"
#include "core/security/Permission.h"
#include "core/security/Role.h"
#include "core/security/SignedIn.h"

#include <QString>

#include <memory>

namespace gatehouse::security {

// The person a command acts for. Every command in core takes one and calls require() first. Made by signing in only
// (and by tests).
struct ActingOperator
{
    OperatorId id;
    QString name;
    Role role = Role::Guard;
    // Absent where nothing locks or ends it before its one command is done: programs without a screen, tests.
    std::shared_ptr<SignedIn> signedIn = {};

    // What the role holds; false for everything while nobody has signed in.
    [[nodiscard]] bool may(Permission permission) const { return id.isValid() && isAllowed(role, permission); }
    // PermissionDenied when the role does not hold it, while the screen is locked, and once the sign-in has ended.
    [[nodiscard]] Result<void> require(Permission permission) const;
    // For the rest of a long command that has asked at its start: it goes on when the screen locks meanwhile.
    [[nodiscard]] ActingOperator carryingOn() const { return { id, name, role }; }
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
