#pragma once

#include "core/base/Id.h"
#include "core/base/RowVersion.h"
#include "core/base/UtcTime.h"
#include "core/people/Person.h"

#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::access {

enum class Direction { In, Out, Both };
enum class Effect { Allow, Deny };
enum class Verdict { Allow, Deny, Ask };

inline constexpr Direction AllDirections[] = { Direction::In, Direction::Out, Direction::Both };
inline constexpr Effect AllEffects[] = { Effect::Allow, Effect::Deny };
inline constexpr Verdict AllVerdicts[] = { Verdict::Allow, Verdict::Deny, Verdict::Ask };

// Why a decision came out as it did; ui turns it into a sentence, the store keeps its code.
enum class Reason {
    RuleAllows,
    RuleDenies,
    NoRule, // known, but nothing allows this zone at all
    OutsideSchedule, // a rule would allow, not at this hour
    RuleExpired, // a rule would have allowed, its validity is over or not begun
    SubjectInactive, // person or vehicle switched off
    SubjectExpired, // outside the person's or vehicle's own validity
    Stranger, // read or seen clearly, not registered
    Unsure, // not read or seen clearly enough to say
    NotLive, // looks like a picture of a person
    OperatorAllowed,
    OperatorDenied,
    OperatorCorrected,
    RecordFailed, // could not be written down: the gate stays shut until a person decides
    GateOpened,
    GateFailed,
};

inline constexpr Reason AllReasons[] = { Reason::RuleAllows, Reason::RuleDenies, Reason::NoRule,
    Reason::OutsideSchedule, Reason::RuleExpired, Reason::SubjectInactive, Reason::SubjectExpired, Reason::Stranger,
    Reason::Unsure, Reason::NotLive, Reason::OperatorAllowed, Reason::OperatorDenied, Reason::OperatorCorrected,
    Reason::RecordFailed, Reason::GateOpened, Reason::GateFailed };

// The stable spellings: stored, typed and exchanged. The way back is absent for a code nobody wrote.
QString directionCode(Direction direction); // "in", "out", "both"
std::optional<Direction> directionFromCode(QStringView code);
QString effectCode(Effect effect);
std::optional<Effect> effectFromCode(QStringView code);
QString verdictCode(Verdict verdict);
std::optional<Verdict> verdictFromCode(QStringView code);
QString reasonCode(Reason reason); // "rule-allows" …
std::optional<Reason> reasonFromCode(QStringView code);

struct Zone
{
    ZoneId id;
    QString name;
    RowVersion version {}; // read only
};

// Site-local wall time. A window past midnight is two windows.
struct WeeklyWindow
{
    int weekday = 1; // 1 Monday … 7 Sunday
    int startMinute = 0; // 0..1439
    int endMinute = 1440; // exclusive, 1..1440

    friend bool operator==(const WeeklyWindow&, const WeeklyWindow&) = default;
};

struct Schedule
{
    ScheduleId id;
    QString name;
    QList<WeeklyWindow> windows;
    RowVersion version {}; // read only
};

struct AccessRule
{
    RuleId id;
    QString name;
    Effect effect = Effect::Allow;
    GroupId group;
    ZoneId zone;
    ScheduleId schedule; // invalid: always
    people::Validity validity;
    bool isEnabled = true;
    RowVersion version {}; // read only
};

// Who asks, as recognition and the registry know it.
struct AccessSubject
{
    enum class Kind { Person, Vehicle, Stranger, Unsure, NotLive };
    Kind kind = Kind::Stranger;
    QList<GroupId> groups;
    people::Validity validity;
    bool isActive = true;
};

struct AccessRequest
{
    AccessSubject subject;
    ZoneId zone;
    UtcTime at;
};

struct Decision
{
    Verdict verdict = Verdict::Ask;
    Reason reason = Reason::Unsure;
    RuleId rule; // the rule that decided, or the one that came nearest (OutsideSchedule, RuleExpired)

    friend bool operator==(const Decision&, const Decision&) = default;
};

} // namespace gatehouse::access
