#pragma once

namespace gatehouse::ui {

// The console's three sounds, the least urgent first: somebody waits for an answer · something is wrong (a camera is
// silent, a gate does not answer) · a person must act now (records do not reach the disk).
enum class AlarmSound { Ask, Warning, Alarm };

inline constexpr AlarmSound AllAlarmSounds[] = { AlarmSound::Ask, AlarmSound::Warning, AlarmSound::Alarm };

// Once for each new thing · again and again while one is left · again and again until a person has acknowledged it,
// even if it is over by then.
enum class SoundPattern { Once, Repeating, UntilAcknowledged };

// What a kind does until a person sets something else.
constexpr SoundPattern usualPattern(AlarmSound kind)
{
    return kind == AlarmSound::Ask    ? SoundPattern::Once
        : kind == AlarmSound::Warning ? SoundPattern::Repeating
                                      : SoundPattern::UntilAcknowledged;
}

inline constexpr SoundPattern AllSoundPatterns[] = { SoundPattern::Once, SoundPattern::Repeating,
    SoundPattern::UntilAcknowledged };

} // namespace gatehouse::ui
