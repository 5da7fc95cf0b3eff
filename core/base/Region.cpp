#include "core/base/Region.h"

#include <QStringList>

namespace gatehouse {

QString regionCode(Region region)
{
    switch (region) {
    case Region::China:
        return QStringLiteral("cn");
    case Region::Europe:
        return QStringLiteral("eu");
    case Region::UnitedStates:
        return QStringLiteral("us");
    case Region::Brazil:
        return QStringLiteral("br");
    }
    Q_UNREACHABLE();
}

std::optional<Region> regionFromCode(QStringView code)
{
    for (const Region region : AllRegions) {
        if (code.trimmed().compare(regionCode(region), Qt::CaseInsensitive) == 0)
            return region;
    }
    return std::nullopt;
}

QString regionCodes(const QList<Region>& regions)
{
    QStringList codes;
    for (const Region region : regions)
        codes.append(regionCode(region));
    return codes.join(QLatin1Char(','));
}

std::optional<QList<Region>> regionsFromCodes(QStringView codes)
{
    QList<Region> regions;
    for (const QStringView code : codes.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const auto region = regionFromCode(code);
        if (!region)
            return std::nullopt;
        if (!regions.contains(*region))
            regions.append(*region);
    }
    return regions;
}

} // namespace gatehouse
