#pragma once

#include <QChar>
#include <QStringView>

#include <optional>

namespace gatehouse::vision {

// Every character a number plate of the known regions carries, numbered 0 … PlateSymbolCount - 1: digits, Latin
// letters, the 31 province characters of China, and the characters of its special plates (学 driving school, 警 police,
// 挂 trailer, 港澳 Hong Kong and Macau, 使领 embassy and consulate, 应急 rescue).
inline constexpr QStringView PlateDigits = u"0123456789";
inline constexpr QStringView PlateLetters = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline constexpr QStringView PlateProvinces = u"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
inline constexpr QStringView PlateSpecials = u"学警挂港澳使领应急";
inline constexpr QStringView PlateSymbols = u"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂"
                                            u"甘晋蒙陕吉闽贵粤青藏川宁琼学警挂港澳使领应急";
inline constexpr int PlateSymbolCount = static_cast<int>(PlateSymbols.size());

inline std::optional<int> plateSymbol(QChar character)
{
    const qsizetype index = PlateSymbols.indexOf(character);
    return index < 0 ? std::nullopt : std::optional(static_cast<int>(index));
}

inline QChar plateCharacter(int symbol)
{
    return PlateSymbols.at(symbol);
}

} // namespace gatehouse::vision
