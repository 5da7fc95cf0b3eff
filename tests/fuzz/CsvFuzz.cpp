#include "core/base/CsvReader.h"
#include "tests/fuzz/FuzzTarget.h"

using namespace gatehouse;

namespace {

constexpr qsizetype NoRecord = -1;

QString quoted(QString value)
{
    return QLatin1Char('"') + value.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QByteArray written(const QStringList& values)
{
    QStringList quotedValues;
    for (const QString& value : values)
        quotedValues.append(quoted(value));
    return quotedValues.join(QLatin1Char(',')).toUtf8() + '\n';
}

} // namespace

// What was read, written again by the book, reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto reader = CsvReader::fromBytes(fuzz::bytesOf(data, size), QStringLiteral("x.csv"), {});
    if (!reader)
        return 0;
    QByteArray again = written(reader->columns());
    QList<QStringList> rows;
    for (auto row = reader->next(); row && *row; row = reader->next()) {
        fuzz::mustHold((*row)->values().size() == reader->columns().size(), "a value for every column");
        rows.append((*row)->values());
        again += written(rows.last());
        fuzz::mustHold(rows.size() <= static_cast<qsizetype>(size), "it comes to an end");
    }
    auto second = CsvReader::fromBytes(again, QStringLiteral("y.csv"), {});
    fuzz::mustHold(bool(second), "what was read can be written and read");
    fuzz::mustHold(second->columns() == reader->columns(), "the same columns");
    qsizetype at = NoRecord;
    for (auto row = second->next(); row && *row; row = second->next())
        fuzz::mustHold(++at < rows.size() && (*row)->values() == rows.at(at), "the same values");
    fuzz::mustHold(at + 1 == rows.size(), "as many rows");
    return 0;
}
