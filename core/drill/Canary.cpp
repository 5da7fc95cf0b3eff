#include "core/drill/Canary.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>

#include <cmath>
#include <random>
#include <utility>

namespace gatehouse::drill {

namespace {

constexpr std::pair<CanaryKind, QLatin1StringView> KindCodes[] = {
    { CanaryKind::Name, QLatin1StringView("name") },
    { CanaryKind::ResidentId, QLatin1StringView("resident-id") },
    { CanaryKind::Plate, QLatin1StringView("plate") },
    { CanaryKind::Picture, QLatin1StringView("picture") },
    { CanaryKind::Template, QLatin1StringView("template") },
    { CanaryKind::Secret, QLatin1StringView("secret") },
};
constexpr std::size_t FaceDimensions = 128;

// Chance that repeats itself: standard distributions differ between libraries, this does not.
class Chance
{
public:
    explicit Chance(quint64 seed)
        : m_engine(seed)
    {
    }

    int below(int limit) { return static_cast<int>(m_engine() % static_cast<quint64>(limit)); }
    QString text(int length, QLatin1StringView alphabet)
    {
        QString word;
        for (int index = 0; index < length; ++index)
            word.append(alphabet.at(below(static_cast<int>(alphabet.size()))));
        return word;
    }
    QString word(int length)
    {
        const QString lower = text(length, QLatin1StringView("abcdefghijklmnopqrstuvwxyz"));
        return lower.left(1).toUpper() + lower.mid(1);
    }
    std::mt19937_64& engine() { return m_engine; }

private:
    std::mt19937_64 m_engine;
};

QByteArray noisePicture(Chance& chance)
{
    QImage image(40, 40, QImage::Format_RGB888);
    for (int row = 0; row < image.height(); ++row) {
        uchar* line = image.scanLine(row);
        for (int column = 0; column < image.width() * 3; ++column)
            line[column] = static_cast<uchar>(chance.below(256));
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, QByteArrayLiteral("jpeg"));
    writer.setQuality(60);
    writer.write(image);
    return bytes;
}

std::vector<float> randomFace(Chance& chance)
{
    std::vector<float> face(FaceDimensions);
    double length = 0;
    for (float& value : face) {
        value = static_cast<float>(chance.below(2'000'001) - 1'000'000) / 1'000'000.0F;
        length += double(value) * double(value);
    }
    for (float& value : face)
        value = static_cast<float>(double(value) / std::sqrt(length));
    return face;
}

} // namespace

QString canaryKindCode(CanaryKind kind)
{
    for (const auto& [known, code] : KindCodes) {
        if (known == kind)
            return code;
    }
    Q_UNREACHABLE();
}

std::optional<CanaryKind> canaryKindFromCode(QStringView code)
{
    for (const auto& [kind, known] : KindCodes) {
        if (known == code)
            return kind;
    }
    return std::nullopt;
}

QList<CanaryPerson> canaryPersons(quint64 seed, int count)
{
    Chance chance(seed);
    QList<CanaryPerson> persons;
    for (int number = 1; number <= count; ++number) {
        CanaryPerson person;
        person.reference = QStringLiteral("C-%1").arg(number);
        person.givenName = chance.word(10);
        person.familyName = chance.word(10);
        person.residentId = QLatin1Char('9') + chance.text(17, QLatin1StringView("0123456789"));
        const QLatin1StringView plateCharacters("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789");
        const bool isChinese = number % 2 == 0;
        const QString plate = isChinese ? QString(QChar(u'沪')) + QLatin1Char('A') + chance.text(6, plateCharacters)
                                        : chance.text(8, plateCharacters);
        person.plate = PlateText::fromUserInput(plate).value_or(PlateText());
        person.plateRegion = isChinese ? Region::China : Region::Europe;
        person.picture = noisePicture(chance);
        person.face = randomFace(chance);
        persons.append(person);
    }
    return persons;
}

QString canaryPassphrase(quint64 seed, int number)
{
    Chance chance(seed ^ (0x9e3779b97f4a7c15ULL * static_cast<quint64>(number + 1)));
    return chance.text(25, QLatin1StringView("abcdefghijklmnopqrstuvwxyz"));
}

} // namespace gatehouse::drill
