#pragma once

#include <QString>

#include <optional>

namespace gatehouse {

// The characters of a number plate in the one form everything compares: upper case, without blanks, dots and dashes;
// digits, Latin letters and Chinese characters only, 1 to 12 of them.
class PlateText
{
public:
    PlateText() = default;
    // Absent when nothing or too much is left after normalising, or a character is not one a plate carries.
    static std::optional<PlateText> fromUserInput(QStringView typed);

    [[nodiscard]] const QString& toString() const { return m_text; }
    // For people: the Chinese separator dot after the first two characters where the text is a Chinese plate.
    [[nodiscard]] QString display() const;
    // With the pairs a camera cannot tell apart made one (O and Q become 0, I becomes 1): for comparison only.
    [[nodiscard]] QString merged() const;
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }

    friend bool operator==(const PlateText&, const PlateText&) = default;
    friend auto operator<=>(const PlateText& left, const PlateText& right)
    {
        return left.m_text.compare(right.m_text) <=> 0;
    }

private:
    QString m_text;
};

} // namespace gatehouse
