#pragma once

#include "ui/common/AlarmSound.h"

#include <QtGlobal>

#include <array>
#include <optional>

namespace gatehouse::ui {

// When which sound is due: a pure value, told how many things of a kind there are now. A number that grows sounds at
// once; the most urgent sound goes first and two never overlap. Times are Clock::monotonicMilliseconds().
class AlarmSchedule
{
public:
    static constexpr qint64 LongestSound = 1'200; // ms; the files of resources/sounds are shorter

    // Each in its usual pattern: ask once, warnings again and again, alarms until acknowledged. What repeats comes
    // every 10 s (ask), 30 s (warning), 3 s (alarm).
    AlarmSchedule();
    void setPattern(AlarmSound kind, SoundPattern pattern);

    // Who asks and is answered needs no further acknowledgement.
    void setCount(AlarmSound kind, int count, qint64 now);
    // A person has heard what sounds now: silent until something new comes.
    void acknowledge();
    [[nodiscard]] bool awaitsAcknowledgement() const;
    // The sound to begin now, taken as begun.
    [[nodiscard]] std::optional<AlarmSound> takeDue(qint64 now);

private:
    struct Voice
    {
        SoundPattern pattern = SoundPattern::Once;
        qint64 every = 0; // ms, when it repeats
        int count = 0;
        std::optional<qint64> due;
    };

    [[nodiscard]] Voice& voice(AlarmSound kind) { return m_voices[static_cast<std::size_t>(kind)]; }

    std::array<Voice, 3> m_voices;
    std::optional<AlarmSound> m_last;
    qint64 m_lastBegan = 0;
};

} // namespace gatehouse::ui
