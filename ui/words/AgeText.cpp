#include "ui/words/AgeText.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::ui {

namespace {

struct AgeTexts
{
    Q_DECLARE_TR_FUNCTIONS(AgeText)
};

} // namespace

QString roughAge(qint64 milliseconds)
{
    const qint64 minutes = std::max<qint64>(0, milliseconds) / 60'000;
    if (minutes < 60)
        return AgeTexts::tr("%1 min").arg(minutes);
    if (minutes < 48 * 60)
        return AgeTexts::tr("%1 h").arg(minutes / 60);
    return AgeTexts::tr("%1 d").arg(minutes / (24 * 60));
}

} // namespace gatehouse::ui
