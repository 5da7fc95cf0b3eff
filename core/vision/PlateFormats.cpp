#include "core/vision/PlateFormats.h"

#include "core/vision/PlateAlphabet.h"

#include <algorithm>

namespace gatehouse::vision {

namespace {

constexpr QStringView LettersOfChina = u"ABCDEFGHJKLMNPQRSTUVWXYZ";
// D A B C E: driven by batteries alone, F G H J K: the other new energies.
constexpr QStringView NewEnergyLetters = u"DABCEFGHJK";

// Words and numbers painted on a car or a wall (a make, a telephone number, a camera's date) fit the free formats as
// well as a chosen plate does; chosen plates are the rarer. 0 and O, 1 and I are no evidence of the one or the other.
constexpr double LetteringWeight = -2.5;
constexpr int EnoughOfAKind = 3;

bool allows(QChar pattern, QChar character)
{
    switch (pattern.unicode()) {
    case u'L':
        return PlateLetters.contains(character);
    case u'N':
        return PlateDigits.contains(character);
    case u'X':
        return PlateLetters.contains(character) || PlateDigits.contains(character);
    case u'P':
        return PlateProvinces.contains(character);
    case u'C':
        return LettersOfChina.contains(character);
    case u'K':
        return LettersOfChina.contains(character) || PlateDigits.contains(character);
    case u'Q':
        // O stands on older plates of public authorities.
        return LettersOfChina.contains(character) || character == u'O';
    case u'E':
        return NewEnergyLetters.contains(character);
    case u'R':
        return character == u'X' || character == u'S';
    default:
        return pattern == character;
    }
}

QString repeated(int letters, int digits)
{
    return QString(letters, u'L') + QString(digits, u'N');
}

} // namespace

PlateFormats::PlateFormats(const QList<Region>& regions)
{
    for (const Region region : regions) {
        switch (region) {
        case Region::China:
            addChina();
            break;
        case Region::Europe:
            addEurope();
            break;
        case Region::UnitedStates:
            addUnitedStates();
            break;
        case Region::Brazil:
            addBrazil();
            break;
        }
    }
    index();
}

void PlateFormats::addChina()
{
    // Five characters after province and authority, of which at most two are letters.
    for (int first = 0; first < 6; ++first) {
        for (int second = first; second < 6; ++second) {
            // 5 stands for "no letter"
            if (second == first && first != 5)
                continue;
            QString serial(5, u'N');
            if (first < 5)
                serial[first] = u'C';
            if (second < 5)
                serial[second] = u'C';
            add(Region::China, serial.count(u'C') == 2 ? -0.3F : 0.0F, QStringLiteral("PQ") + serial);
        }
    }
    add(Region::China, -3.0F, { u"PQKKKKK" });
    add(Region::China, -0.5F, { u"PQEKNNNN", u"PQNNNNNE" });
    add(Region::China, -0.7F, { u"PQNNNN学", u"PQNNNN警", u"PQNNNN挂", u"PQNNNN领" });
    add(Region::China, -1.5F, { u"PQKKKK学", u"PQKKKK挂", u"PQKKKK警" });
    add(Region::China, -1.0F, { u"PZKKKK港", u"PZKKKK澳", u"使NNNNNN", u"NNNNNN使", u"PRNNNN应急" });
}

void PlateFormats::addBrazil()
{
    add(Region::Brazil, 0.0F, { u"LLLNNNN" });
    add(Region::Brazil, -0.2F, { u"LLLNLNN" });
}

void PlateFormats::addEurope()
{
    // Slovakia, Croatia; Czechia; Greece, Poland, older Czechia; Great Britain, Romania, France and Italy; Denmark,
    // Norway
    add(Region::Europe, 0.0F, { u"LLNNNLL", u"NLNNNNN", u"LLLNNNN", u"LLNNLLL", u"LLNNNNN" });
    // Latin letters and digits as Spain, Belgium, Lithuania, Sweden, Hungary, Finland, Portugal, the Netherlands,
    // Bulgaria, Latvia, Switzerland, Poland, Estonia and others arrange them
    add(Region::Europe, -0.5F,
        { u"LNNNLLL", u"NLLNNNN", u"LLNNNNLL", u"NNNNLLL", u"NLLLNNN", u"LLLNNN", u"LLNNLL", u"NNLLNN", u"LLNNNN",
            u"LLNNNNNN", u"LLNNNNNL" });
    add(Region::Europe, -1.0F,
        { u"NNLLLN", u"LLNNNL", u"LNNNLL", u"LLLNNL", u"NLLLNN", u"LNNNNLL", u"LLLNNLL", u"LLNNNNL", u"NNNLLL",
            u"LLLLNNN", u"LLNLNNN", u"NNNLL", u"LNNNNNL", u"LNNNNNLL", u"NNNLLN", u"NLLNNN" });
    // Germany and Austria: one to five letters, then one to four digits, at times H or E behind them
    for (int letters = 2; letters <= 5; ++letters) {
        for (int digits = 1; digits <= 4; ++digits) {
            if (letters + digits >= 4 && letters + digits <= MaximumLength)
                add(Region::Europe, -0.6F, repeated(letters, digits));
            if (letters + digits + 1 >= 5 && letters + digits + 1 <= MaximumLength)
                add(Region::Europe, -2.5F, repeated(letters, digits) + u'L');
        }
    }
    add(Region::Europe, -2.5F, { u"LLLLL", u"LLLLLL", u"LLLLLLL" });
}

void PlateFormats::addUnitedStates()
{
    add(Region::UnitedStates, 0.0F, { u"LLLNNNN", u"NLLLNNN", u"LLNLNL", u"LLLNNN", u"NNNLLL", u"LLNLNNN" });
    add(Region::UnitedStates, -0.5F,
        { u"NNLNLL", u"LNNNNNN", u"LNNNNN", u"NNNNNNN", u"LLNNNNN", u"LLNNNN", u"NLLNNN", u"NNNNNN", u"NNNLL",
            u"NNNLLLL", u"NNLLLN", u"NLLLNN", u"NNNNLL", u"NLNNNNN", u"NNNNNLN", u"NNNNN", u"LLLNN", u"LNNLLL",
            u"LLLNNL", u"LNNNLL" });
    // Chosen and special plates carry whatever fits.
    add(Region::UnitedStates, -4.5F, { u"XXXX" });
    add(Region::UnitedStates, -3.0F, { u"XXXXX" });
    add(Region::UnitedStates, -2.5F, { u"XXXXXX", u"XXXXXXX" });
    add(Region::UnitedStates, -4.0F, { u"XXXXXXXX" });
}

void PlateFormats::add(Region region, float weight, std::initializer_list<const char16_t*> patterns)
{
    for (const char16_t* pattern : patterns)
        add(region, weight, QString::fromUtf16(pattern));
}

void PlateFormats::add(Region region, float weight, const QString& pattern)
{
    const auto same = std::ranges::find_if(
        m_formats, [&](const PlateFormat& format) { return format.region == region && format.pattern == pattern; });
    if (same != m_formats.end())
        same->weight = std::max(same->weight, weight);
    else
        m_formats.push_back({ region, pattern, weight });
}

void PlateFormats::index()
{
    Q_ASSERT(m_formats.size() <= MaximumFormats);
    m_allowed.resize(MaximumLength);
    for (std::size_t format = 0; format < m_formats.size(); ++format) {
        const QString& pattern = m_formats[format].pattern;
        m_all.set(format);
        m_ending[static_cast<std::size_t>(pattern.size())].set(format);
        for (qsizetype position = 0; position < pattern.size(); ++position) {
            for (int symbol = 0; symbol < PlateSymbolCount; ++symbol) {
                if (allows(pattern.at(position), plateCharacter(symbol)))
                    m_allowed[static_cast<std::size_t>(position)][static_cast<std::size_t>(symbol)].set(format);
            }
        }
    }
}

PlateFormats::Set PlateFormats::fitting(QStringView text) const
{
    if (text.size() > MaximumLength)
        return {};
    Set set = m_all;
    for (qsizetype position = 0; position < text.size(); ++position) {
        const auto symbol = plateSymbol(text.at(position));
        if (!symbol)
            return {};
        set = following(set, static_cast<int>(position), *symbol);
    }
    return ending(set, static_cast<int>(text.size()));
}

bool PlateFormats::fits(QStringView text, Region region) const
{
    const Set set = fitting(text);
    for (std::size_t format = 0; format < m_formats.size(); ++format) {
        if (set.test(format) && m_formats[format].region == region)
            return true;
    }
    return false;
}

double PlateFormats::weight(std::size_t format, QStringView text) const
{
    const auto isDoubtful = [](QChar character) { return QStringView(u"0O1IQ").contains(character); };
    const auto digits = std::ranges::count_if(text, [](QChar character) { return PlateDigits.contains(character); });
    const auto sureDigits = std::ranges::count_if(
        text, [&](QChar character) { return PlateDigits.contains(character) && !isDoubtful(character); });
    const auto sureOthers = std::ranges::count_if(
        text, [&](QChar character) { return !PlateDigits.contains(character) && !isDoubtful(character); });
    double weight = static_cast<double>(m_formats[format].weight);
    if (sureDigits == 0 && digits < EnoughOfAKind)
        weight += LetteringWeight;
    if (sureOthers == 0 && text.size() - digits < EnoughOfAKind)
        weight += LetteringWeight;
    return weight;
}

} // namespace gatehouse::vision
