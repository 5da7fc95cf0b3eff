#pragma once

#include <QByteArray>
#include <QList>

#include <random>

namespace gatehouse::fuzz {

// Changes an input in one to eight small ways a fuzzer would think of: flipped bits, other bytes, numbers at their
// edges, parts removed, doubled, moved or taken from another input of the corpus. The same generator and corpus give
// the same result on every machine. At most `longest` bytes.
QByteArray mutated(
    const QByteArray& input, const QList<QByteArray>& corpus, std::mt19937_64& random, qsizetype longest);

} // namespace gatehouse::fuzz
