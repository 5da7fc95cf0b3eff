#pragma once

#include "core/base/Result.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

namespace gatehouse::people {

// How far a site is from the number of people whose face information must be filed with the authority: 100,000
// (China's measures on face recognition of 1 June 2025, art. 15). Counted are all people stored, not only those
// enrolled by face, so that the warning never comes too late.
enum class FilingLevel { Below, Near, Close };
inline constexpr int FilingNear = 80'000; // people
inline constexpr int FilingClose = 95'000;
inline constexpr int FilingDuty = 100'000;
[[nodiscard]] FilingLevel filingLevel(int persons);

struct PeopleCount
{
    int persons = 0;
    int withFace = 0; // of these, enrolled by face
    int templates = 0; // face samples of all of them
    [[nodiscard]] FilingLevel level() const { return filingLevel(persons); }

    friend bool operator==(const PeopleCount&, const PeopleCount&) = default;
};

// Needs ViewPeople.
Result<PeopleCount> countPeople(const security::ActingOperator& actor, store::Database& database);

} // namespace gatehouse::people
