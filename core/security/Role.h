#pragma once

#include <QString>

#include <optional>

namespace gatehouse::security {

enum class Role { Guard, Attendant, Manager, PrivacyOfficer, Administrator };

inline constexpr Role AllRoles[] = { Role::Guard, Role::Attendant, Role::Manager, Role::PrivacyOfficer,
    Role::Administrator };

// "guard", "attendant", "manager", "privacy-officer", "administrator": stored and typed.
QString roleCode(Role role);
std::optional<Role> roleFromCode(QStringView code);

} // namespace gatehouse::security
