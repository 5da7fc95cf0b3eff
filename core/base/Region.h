#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace gatehouse {

// The plate families a lane can expect. Stored and exchanged by their code ("cn", "eu", "us", "br").
enum class Region { China, Europe, UnitedStates, Brazil };

inline constexpr Region AllRegions[] = { Region::China, Region::Europe, Region::UnitedStates, Region::Brazil };

QString regionCode(Region region);
std::optional<Region> regionFromCode(QStringView code);

// A comma-separated list of codes, as lanes and command lines hold it; absent when a code is unknown.
QString regionCodes(const QList<Region>& regions);
std::optional<QList<Region>> regionsFromCodes(QStringView codes);

} // namespace gatehouse
