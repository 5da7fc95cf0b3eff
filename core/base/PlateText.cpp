#include "core/base/PlateText.h"

namespace gatehouse {

namespace {

constexpr qsizetype MaximumPlateLength = 12;

bool isIdeograph(QChar character)
{
    return character.unicode() >= 0x4E00 && character.unicode() <= 0x9FFF;
}

bool isPlateCharacter(QChar character)
{
    return (character >= QLatin1Char('0') && character <= QLatin1Char('9'))
        || (character >= QLatin1Char('A') && character <= QLatin1Char('Z')) || isIdeograph(character);
}

bool isSeparator(QChar character)
{
    return character.isSpace() || QStringView(u"-.\u00B7\u2022\u2013_").contains(character);
}

} // namespace

std::optional<PlateText> PlateText::fromUserInput(QStringView typed)
{
    PlateText plate;
    for (const QChar character : typed) {
        if (isSeparator(character))
            continue;
        const QChar upper = character.toUpper();
        if (!isPlateCharacter(upper) || plate.m_text.size() == MaximumPlateLength)
            return std::nullopt;
        plate.m_text.append(upper);
    }
    if (plate.m_text.isEmpty())
        return std::nullopt;
    return plate;
}

QString PlateText::display() const
{
    if (m_text.size() < 3 || !isIdeograph(m_text.front()))
        return m_text;
    return m_text.left(2) + QChar(0x00B7) + m_text.mid(2);
}

QString PlateText::merged() const
{
    QString folded = m_text;
    for (QChar& character : folded) {
        if (character == QLatin1Char('O') || character == QLatin1Char('Q'))
            character = QLatin1Char('0');
        else if (character == QLatin1Char('I'))
            character = QLatin1Char('1');
    }
    return folded;
}

} // namespace gatehouse
