#include "core/lane/LaneKnowledge.h"

#include <algorithm>

namespace gatehouse::lane {

QString LaneKnowledge::ruleName(RuleId rule) const
{
    const auto found = std::find_if(policy.rules.begin(), policy.rules.end(),
        [rule](const access::AccessRule& candidate) { return candidate.id == rule; });
    return found == policy.rules.end() ? QString() : found->name;
}

QString LaneKnowledge::personName(PersonId person) const
{
    const auto found = roster.persons.constFind(person);
    return found == roster.persons.constEnd() ? QString() : found->name;
}

} // namespace gatehouse::lane
