#include "ui/people/LeftoverText.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

class LeftoverWords
{
    Q_DECLARE_TR_FUNCTIONS(LeftoverWords)
};

} // namespace

QString leftoverText(const privacy::Leftover& leftover, const SiteTime& time)
{
    const QString held = leftover.passages > 0
        ? LeftoverWords::tr("%n passage(s) are still kept, so the name stays on file: a request must find them.",
            nullptr, int(leftover.passages))
        : LeftoverWords::tr("%n picture(s) of passages are still kept, so the name stays on file: a request must find "
                            "them.",
            nullptr, int(leftover.pictures));
    const QString until = leftover.until
        ? LeftoverWords::tr("It goes with the last of them, after %1.").arg(time.date(*leftover.until))
        : LeftoverWords::tr("It goes with the last of them; when, is open until the retention times are decided.");
    const QString more = LeftoverWords::tr(
        "Who wants everything gone at once has the right to be forgotten: “Erase” on the Privacy page.");
    return held + QLatin1Char(' ') + until + QLatin1Char(' ') + more;
}

} // namespace gatehouse::ui
