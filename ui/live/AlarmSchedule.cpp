#include "ui/live/AlarmSchedule.h"

#include <algorithm>
#include <ranges>

namespace gatehouse::ui {

AlarmSchedule::AlarmSchedule()
{
    for (const AlarmSound kind : AllAlarmSounds)
        setPattern(kind, usualPattern(kind));
    voice(AlarmSound::Ask).every = 10'000;
    voice(AlarmSound::Warning).every = 30'000;
    voice(AlarmSound::Alarm).every = 3'000;
}

void AlarmSchedule::setPattern(AlarmSound kind, SoundPattern pattern)
{
    voice(kind).pattern = pattern;
}

void AlarmSchedule::setCount(AlarmSound kind, int count, qint64 now)
{
    Voice& changed = voice(kind);
    if (count > changed.count)
        changed.due = now;
    else if (count == 0 && (changed.pattern != SoundPattern::UntilAcknowledged || kind == AlarmSound::Ask))
        changed.due.reset();
    changed.count = count;
}

void AlarmSchedule::acknowledge()
{
    for (Voice& each : m_voices)
        each.due.reset();
}

bool AlarmSchedule::awaitsAcknowledgement() const
{
    return std::ranges::any_of(m_voices,
        [](const Voice& each) { return each.pattern == SoundPattern::UntilAcknowledged && each.due.has_value(); });
}

std::optional<AlarmSound> AlarmSchedule::takeDue(qint64 now)
{
    for (const AlarmSound kind : AllAlarmSounds | std::views::reverse) {
        Voice& next = voice(kind);
        if (!next.due || now < *next.due)
            continue;
        // A more urgent sound may cut a lesser one short, never the other way round.
        const bool isBusy = m_last && now < m_lastBegan + LongestSound;
        if (isBusy && *m_last >= kind)
            return std::nullopt;
        if (next.pattern == SoundPattern::Once)
            next.due.reset();
        else
            next.due = now + std::max(next.every, LongestSound);
        m_last = kind;
        m_lastBegan = now;
        return kind;
    }
    return std::nullopt;
}

} // namespace gatehouse::ui
