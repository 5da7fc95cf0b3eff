#pragma once

#include "core/access/AccessPolicy.h"
#include "core/people/Roster.h"

#include <memory>

namespace gatehouse::vision {
class FaceGallery;
}

namespace gatehouse::lane {

// What the lanes know of the site at one moment: immutable, shared by all of them, replaced whole when something
// changes.
struct LaneKnowledge
{
    access::PolicySet policy;
    people::Roster roster;
    std::shared_ptr<const vision::FaceGallery> gallery;

    [[nodiscard]] QString ruleName(RuleId rule) const;
    [[nodiscard]] QString personName(PersonId person) const;
};

using SharedKnowledge = std::shared_ptr<const LaneKnowledge>;

} // namespace gatehouse::lane
