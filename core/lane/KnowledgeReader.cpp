#include "core/lane/KnowledgeReader.h"

#include "core/access/RuleBook.h"

#include <utility>

namespace gatehouse::lane {

Result<SharedKnowledge> readKnowledge(store::Database& database, const Clock& clock, const QString& /*faceModel*/)
{
    auto knowledge = std::make_shared<LaneKnowledge>();
    access::RuleBook rules(database, clock);
    GATEHOUSE_TRY_ASSIGN(policy, rules.policy());
    knowledge->policy = std::move(policy);
    GATEHOUSE_TRY_ASSIGN(roster, people::readRoster(database));
    knowledge->roster = std::move(roster);
    return SharedKnowledge(std::move(knowledge));
}

} // namespace gatehouse::lane
