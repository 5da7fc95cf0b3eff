#pragma once

#include "core/base/Id.h"
#include "core/base/PlateText.h"
#include "core/base/Result.h"
#include "core/security/DualControl.h"
#include "core/store/Database.h"

#include <optional>

namespace gatehouse::privacy {

// Whom a request is about: exactly one of a registered person, a registered vehicle, or a plate nobody registered.
struct Subject
{
    PersonId person;
    VehicleId vehicle;
    std::optional<PlateText> plate;

    static Subject of(PersonId id) { return { id, {}, std::nullopt }; }
    static Subject of(VehicleId id) { return { {}, id, std::nullopt }; }
    static Subject of(const PlateText& plate) { return { {}, {}, plate }; }

    [[nodiscard]] bool isOne() const
    {
        return int(person.isValid()) + int(vehicle.isValid()) + int(plate.has_value()) == 1;
    }
    // "person", "vehicle" or "plate", as the audit trail names it; the number of a plate is 0.
    [[nodiscard]] QString kind() const;
    [[nodiscard]] qint64 number() const { return person.isValid() ? person.value() : vehicle.value(); }
    friend bool operator==(const Subject&, const Subject&) = default;
};

// What the second person says yes to: the export or the erasure of this subject, and of no other.
[[nodiscard]] security::Proposal exportProposal(const Subject& subject);
[[nodiscard]] security::Proposal eraseProposal(const Subject& subject);

// NotFound when the person or vehicle is not there, InvalidArgument when it is not exactly one. Always true for a
// plate.
Result<void> requireSubject(store::Database& database, const Subject& subject);

} // namespace gatehouse::privacy
