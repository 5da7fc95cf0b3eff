#pragma once

#include <QtGlobal>

#include <array>
#include <optional>

namespace gatehouse::ui {

// The console's three sounds, the least urgent first: somebody waits for an answer · something is wrong (a camera is
// silent, a gate does not answer) · a person must act now (records do not reach the disk).
enum class AlarmSound { Ask, Warning, Alarm };

inline constexpr AlarmSound AllAlarmSounds[] = { AlarmSound::Ask, AlarmSound::Warning, AlarmSound::Alarm };

// Once for each new thing · again and again while one is left · again and again until a person has acknowledged it,
// even if it is over by then.
enum class SoundPattern { Once, Repeating, UntilAcknowledged };

// When which sound is due: a pure value, told how many things of a kind there are now. A number that grows sounds at
// once; the most urgent sound goes first and two never overlap. Times are Clock::monotonicMilliseconds().
class AlarmSchedule
{
public:
    static constexpr qint64 LongestSound = 1'200; // ms; the files of resources/sounds are shorter

    // Ask once, warnings every 30 s, alarms every 3 s until acknowledged.
    AlarmSchedule();
    void setPattern(AlarmSound kind, SoundPattern pattern, qint64 everyMilliseconds);

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
        qint64 every = 0;
        int count = 0;
        std::optional<qint64> due;
    };

    [[nodiscard]] Voice& voice(AlarmSound kind) { return m_voices[static_cast<std::size_t>(kind)]; }

    std::array<Voice, 3> m_voices;
    std::optional<AlarmSound> m_last;
    qint64 m_lastBegan = 0;
};

} // namespace gatehouse::ui
