#include "core/people/PeopleCount.h"

namespace gatehouse::people {

FilingLevel filingLevel(int persons)
{
    if (persons >= FilingClose)
        return FilingLevel::Close;
    return persons >= FilingNear ? FilingLevel::Near : FilingLevel::Below;
}

Result<PeopleCount> countPeople(const security::ActingOperator& actor, store::Database& database)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT (SELECT count(*) FROM persons), (SELECT count(DISTINCT person_id) FROM "
                         "face_templates), (SELECT count(DISTINCT coalesce(sample_id, id)) FROM face_templates)"));
    GATEHOUSE_TRY(query.step());
    PeopleCount count;
    count.persons = static_cast<int>(query.integer(0));
    count.withFace = static_cast<int>(query.integer(1));
    count.templates = static_cast<int>(query.integer(2));
    return count;
}

} // namespace gatehouse::people
