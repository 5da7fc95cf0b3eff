#include "core/lane/KnowledgeReader.h"

#include "core/access/RuleBook.h"
#include "core/people/FaceTemplates.h"

#include <utility>
#include <vector>

namespace gatehouse::lane {

namespace {

Result<std::shared_ptr<const vision::FaceGallery>> readGallery(
    store::Database& database, const Clock& clock, const FaceModel& faceModel)
{
    people::FaceTemplates templates(database, clock);
    GATEHOUSE_TRY_ASSIGN(stored, templates.all(faceModel.name));
    std::vector<vision::FaceGalleryEntry> entries;
    entries.reserve(stored.templates.size());
    for (people::FaceTemplate& faceTemplate : stored.templates)
        entries.push_back({ faceTemplate.person, std::move(faceTemplate.vector) });
    vision::FaceTransform turn;
    if (stored.rotation)
        turn = [rotation = stored.rotation](const vision::FaceVector& probe) { return rotation->rotated(probe); };
    GATEHOUSE_TRY_ASSIGN(gallery, vision::FaceGallery::create(entries, faceModel.thresholds, std::move(turn)));
    return std::make_shared<const vision::FaceGallery>(std::move(gallery));
}

} // namespace

Result<SharedKnowledge> readKnowledge(store::Database& database, const Clock& clock, const FaceModel& faceModel)
{
    auto knowledge = std::make_shared<LaneKnowledge>();
    access::RuleBook rules(database, clock);
    GATEHOUSE_TRY_ASSIGN(policy, rules.policy());
    knowledge->policy = std::move(policy);
    GATEHOUSE_TRY_ASSIGN(roster, people::readRoster(database));
    knowledge->roster = std::move(roster);
    GATEHOUSE_TRY_ASSIGN(gallery, readGallery(database, clock, faceModel));
    knowledge->gallery = std::move(gallery);
    return SharedKnowledge(std::move(knowledge));
}

} // namespace gatehouse::lane
