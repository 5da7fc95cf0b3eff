#pragma once

#include "core/base/Region.h"

#include <QList>
#include <QString>

#include <array>
#include <bitset>
#include <vector>

namespace gatehouse::vision {

// A family of plates that share a pattern. Letters of a pattern: L any letter, N any digit, X either; P a province, C
// and K letter and letter-or-digit without I and O (GA 36 leaves them out), Q the letter of a Chinese authority, E the
// letter of a new-energy plate, R the first of a rescue plate; any other character is itself.
struct PlateFormat
{
    Region region = Region::Europe;
    QString pattern;
    // Natural logarithm of how much rarer the family is than the usual one of its region: 0 or less.
    float weight = 0;
};

// The syntax of the plates of some regions, made to be followed character by character while a plate is read. Immutable
// after construction; any thread. Sources: GA 36-2018 (China), CONTRAN 231 and 729 (Brazil), the countries' and states'
// published serial formats.
class PlateFormats
{
public:
    static constexpr int MaximumLength = 8;
    static constexpr int MaximumFormats = 192;
    using Set = std::bitset<MaximumFormats>; // which formats of formats()

    explicit PlateFormats(const QList<Region>& regions);

    [[nodiscard]] const std::vector<PlateFormat>& formats() const { return m_formats; }
    [[nodiscard]] Set all() const { return m_all; }
    // Those of `set` that allow `symbol` (PlateAlphabet.h) at `position`.
    [[nodiscard]] Set following(const Set& set, int position, int symbol) const
    {
        return set & m_allowed[static_cast<std::size_t>(position)][static_cast<std::size_t>(symbol)];
    }
    // Those of `set` that end after `length` characters.
    [[nodiscard]] Set ending(const Set& set, int length) const
    {
        return set & m_ending[static_cast<std::size_t>(length)];
    }
    // The formats a whole text fits.
    [[nodiscard]] Set fitting(QStringView text) const;
    [[nodiscard]] bool fits(QStringView text, Region region) const;
    // The format's weight for this text: a text of letters alone is a word before it is a plate, one of digits a
    // number.
    [[nodiscard]] double weight(std::size_t format, QStringView text) const;

private:
    void add(Region region, float weight, std::initializer_list<const char16_t*> patterns);
    void add(Region region, float weight, const QString& pattern);
    void addChina();
    void addBrazil();
    void addEurope();
    void addUnitedStates();
    void index();

    std::vector<PlateFormat> m_formats;
    std::vector<std::array<Set, 128>> m_allowed; // by position, by symbol
    std::array<Set, MaximumLength + 1> m_ending;
    Set m_all;
};

} // namespace gatehouse::vision
