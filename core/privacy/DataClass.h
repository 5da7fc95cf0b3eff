#pragma once

#include "core/base/UtcTime.h"

#include <QString>

#include <optional>

namespace gatehouse::privacy {

// What is kept about people, by how long it may be kept. Adding one: a value here, its terms in DataClass.cpp and how
// it lies in the store in ClassRows.cpp; the policy, the runs, the page and the impact assessment follow.
enum class DataClass {
    VisitorsFaces, // what visitors consented to: templates and pictures on file, counted from the end of their visit;
                   // of those from before a visit had to have an end, from when they were last seen
    UnknownPictures, // passages of people and vehicles nobody knows
    KnownPictures, // passages of registered ones
    Passages, // the rows: time, lane, whom, decision
    Attendance, // punches and day results
    Requests, // requests of the people recorded that are closed
    Audit, // who did what
};

inline constexpr DataClass AllDataClasses[] = { DataClass::VisitorsFaces, DataClass::UnknownPictures,
    DataClass::KnownPictures, DataClass::Passages, DataClass::Attendance, DataClass::Requests, DataClass::Audit };

// "visitors-faces", "unknown-pictures", "known-pictures", "passages", "attendance", "requests", "audit".
[[nodiscard]] QString dataClassCode(DataClass dataClass);
[[nodiscard]] std::optional<DataClass> dataClassFromCode(QStringView code);

// How long a class is kept unless the site says otherwise, and between which bounds it may say so; days.
//
// Storage limitation (GDPR art. 5(1)(e), PIPL art. 19: the shortest time the purpose needs) sets the defaults:
// - visitors' faces 7: a visit that is over has no purpose left; a week for who comes again. So that every visit is
// over
//   some day, it has an end when it is entered, a quarter of a year ahead at most (people::LongestVisitDays).
// - unknown pictures 7: the EDPB's guidelines 3/2019 (121) want more than 72 hours argued for. These are no recordings
//   but single pictures of a decision at a gate; damage and wrong refusals show up after a weekend and a holiday.
//   At most 31: a month is what the regulation on public security video (China, in force since 1 April 2025) asks of
//   the systems it speaks of.
// - known pictures 90: settles a month's attendance and bill after its close, and is what the notice of consent tells.
// - passages 180: the half year in which a bill or a day's hours are disputed; no picture among them by then.
// - attendance 731: working time records are kept two years (ArbZG § 16(2); wage records by China's 1994 provisions on
//   the payment of wages, art. 6). Not less than that.
// - closed requests and the audit trail 1,096: records of processing are kept three years (PIPL art. 56),
//   accountability is owed (GDPR art. 5(2)), and claims lapse after three years (BGB § 195). The trail not less than
//   184 days (Cybersecurity Law art. 21: six months of logs).
struct RetentionTerms
{
    int standard;
    int least;
    int most;
    std::optional<int> told; // what the notice of consent tells people
};
[[nodiscard]] RetentionTerms retentionTerms(DataClass dataClass);

// What lies before this moment is overdue at `now`.
[[nodiscard]] UtcTime overdueBefore(UtcTime now, int days);
// From then on what is of this moment is overdue.
[[nodiscard]] UtcTime overdueFrom(UtcTime moment, int days);

} // namespace gatehouse::privacy
