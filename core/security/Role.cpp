#include "core/security/Role.h"

namespace gatehouse::security {

QString roleCode(Role role)
{
    switch (role) {
    case Role::Guard:
        return QStringLiteral("guard");
    case Role::Attendant:
        return QStringLiteral("attendant");
    case Role::Manager:
        return QStringLiteral("manager");
    case Role::PrivacyOfficer:
        return QStringLiteral("privacy-officer");
    case Role::Administrator:
        return QStringLiteral("administrator");
    }
    return {};
}

std::optional<Role> roleFromCode(QStringView code)
{
    for (const Role role : AllRoles) {
        if (roleCode(role) == code)
            return role;
    }
    return std::nullopt;
}

} // namespace gatehouse::security
