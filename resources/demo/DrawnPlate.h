#pragma once

#include <QImage>
#include <QString>

namespace gatehouse::demo {

// The kinds of plate the drawings know. Proportions follow the published sizes: GA 36-2018 (440×140 mm, new energy
// 480×140 mm), EU 520×110 mm, US 305×152 mm, Mercosul 400×130 mm. Letters are a bold sans of the system, not the
// official founts: these plates are drawn, and the README says so.
// Grounds of China: blue small cars, green new energy, yellow large vehicles, white police, black embassies and Hong
// Kong.
enum class PlateStyle { ChinaBlue, ChinaGreen, ChinaYellow, ChinaWhite, ChinaBlack, Europe, UnitedStates, Brazil };

// The plate filling a picture `height` pixels high.
QImage drawPlate(PlateStyle style, const QString& text, int height);

} // namespace gatehouse::demo
