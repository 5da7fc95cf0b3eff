#include "tests/fuzz/Mutation.h"

#include <array>

namespace gatehouse::fuzz {

namespace {

// Not std::uniform_int_distribution: its results differ between standard libraries.
qsizetype below(std::mt19937_64& random, qsizetype limit)
{
    return limit <= 0 ? 0 : static_cast<qsizetype>(random() % static_cast<quint64>(limit));
}

QByteArray partOf(const QByteArray& bytes, std::mt19937_64& random)
{
    const qsizetype at = below(random, bytes.size());
    return bytes.mid(at, 1 + below(random, std::min<qsizetype>(64, bytes.size() - at)));
}

QByteArray edgeNumber(std::mt19937_64& random)
{
    constexpr std::array<quint64, 9> Edges { 0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff, ~0ULL };
    constexpr std::array<qsizetype, 4> Widths { 1, 2, 4, 8 };
    const quint64 number = Edges[static_cast<std::size_t>(below(random, Edges.size()))];
    const qsizetype width = Widths[static_cast<std::size_t>(below(random, Widths.size()))];
    const bool isBigEndian = below(random, 2) == 0;
    QByteArray bytes(width, '\0');
    for (qsizetype index = 0; index < width; ++index)
        bytes[isBigEndian ? width - 1 - index : index] = static_cast<char>(number >> (8 * index));
    return bytes;
}

void changeOnce(QByteArray& bytes, const QList<QByteArray>& corpus, std::mt19937_64& random)
{
    const qsizetype at = below(random, bytes.size() + 1);
    const bool isByte = at < bytes.size();
    switch (below(random, 8)) {
    case 0:
        if (isByte)
            bytes[at] = static_cast<char>(bytes.at(at) ^ (1 << below(random, 8)));
        break;
    case 1:
        if (isByte)
            bytes[at] = static_cast<char>(random());
        break;
    case 2:
        bytes.insert(at, static_cast<char>(random()));
        break;
    case 3:
        bytes.remove(at, 1 + below(random, 16));
        break;
    case 4: {
        const QByteArray number = edgeNumber(random);
        bytes.replace(at, number.size(), number);
        break;
    }
    case 5:
        bytes.insert(at, partOf(bytes, random));
        break;
    case 6:
        if (!corpus.isEmpty())
            bytes.insert(at, partOf(corpus.at(below(random, corpus.size())), random));
        break;
    default:
        bytes.truncate(at);
    }
}

} // namespace

QByteArray mutated(const QByteArray& input, const QList<QByteArray>& corpus, std::mt19937_64& random, qsizetype longest)
{
    QByteArray bytes = input;
    for (qsizetype changes = 1 + below(random, 8); changes > 0; --changes)
        changeOnce(bytes, corpus, random);
    bytes.truncate(longest);
    return bytes;
}

} // namespace gatehouse::fuzz
