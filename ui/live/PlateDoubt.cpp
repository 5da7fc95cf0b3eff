#include "ui/live/PlateDoubt.h"

namespace gatehouse::ui {

namespace {

constexpr char16_t LookAlikes[] = u"0OQD1I8B5S2Z";

} // namespace

int doubtfulPosition(const QString& plate, const QString& runnerUp)
{
    if (plate.size() == runnerUp.size()) {
        for (int at = 0; at < plate.size(); ++at) {
            if (plate[at] != runnerUp[at])
                return at;
        }
    }
    for (int at = 0; at < plate.size(); ++at) {
        if (QStringView(LookAlikes).contains(plate[at]))
            return at;
    }
    return 0;
}

} // namespace gatehouse::ui
