#include "tests/fuzz/FuzzTarget.h"
#include "tests/fuzz/ScratchFile.h"
#include "ui/common/ConsoleSettings.h"

using namespace gatehouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ScratchFolder folder;
    const fuzz::ScratchFile file(folder, ".ini", fuzz::bytesOf(data, size));
    const ui::ConsoleSettings settings(file.path());
    fuzz::mustHold(settings.scalePercent() >= 100 && settings.scalePercent() <= 200, "a scale a screen can show");
    fuzz::mustHold(settings.autoLockMinutes() >= 1 && settings.autoLockMinutes() <= 120, "it locks by itself");
    fuzz::mustHold(settings.soundVolumePercent() >= 0 && settings.soundVolumePercent() <= 100, "a volume");
    const int tiles = settings.wallTiles();
    fuzz::mustHold(tiles == 1 || tiles == 4 || tiles == 9, "a wall there is");
    static_cast<void>(settings.theme());
    static_cast<void>(settings.language());
    static_cast<void>(settings.soundMuted());
    for (const ui::AlarmSound sound : { ui::AlarmSound::Ask, ui::AlarmSound::Warning, ui::AlarmSound::Alarm })
        static_cast<void>(settings.soundPattern(sound));
    static_cast<void>(settings.hiddenColumns(QStringLiteral("events"), {}));
    return 0;
}
