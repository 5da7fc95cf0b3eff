#include "core/base/CsvReader.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

namespace gatehouse {

namespace {

constexpr QLatin1Char Quote('"');
constexpr QLatin1Char Comma(',');
constexpr QLatin1Char LineFeed('\n');

// Nothing a person sees, and not the same any more once it is written again.
bool isRefused(QChar character)
{
    return character == QLatin1Char('\r') || character.isNull();
}

qsizetype columnIndex(const QStringList& columns, QStringView column)
{
    for (qsizetype index = 0; index < columns.size(); ++index) {
        if (column.compare(columns.at(index), Qt::CaseInsensitive) == 0)
            return index;
    }
    return -1;
}

} // namespace

QString CsvRow::value(QStringView column) const
{
    const qsizetype index = columnIndex(*m_columns, column);
    return index < 0 ? QString() : m_values.at(index);
}

Result<CsvReader> CsvReader::open(const QString& path, const QStringList& required)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, QStringLiteral("%1: %2").arg(path, file.errorString()));
    return fromBytes(file.readAll(), QFileInfo(path).fileName(), required);
}

Result<CsvReader> CsvReader::fromBytes(const QByteArray& bytes, const QString& name, const QStringList& required)
{
    CsvReader reader;
    reader.m_name = name;
    QStringDecoder decoder(QStringDecoder::Utf8);
    reader.m_text = decoder.decode(bytes);
    if (decoder.hasError())
        return failure(ErrorCode::FormatInvalid, QStringLiteral("%1: the text is not UTF-8").arg(name));
    // One kind of line end leaves the parser one case less; a lone carriage return is refused there.
    reader.m_text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));

    GATEHOUSE_TRY_ASSIGN(header, reader.nextRecord());
    if (!header)
        return reader.refuseLine(1, QStringLiteral("the file is empty"));
    for (qsizetype index = 0; index < header->size(); ++index) {
        if (header->at(index).isEmpty())
            return reader.refuseLine(1, QStringLiteral("column %1 has no name").arg(index + 1));
        if (columnIndex(*header, header->at(index)) != index)
            return reader.refuseLine(1, QStringLiteral("column %1 is named like another").arg(index + 1));
    }
    for (const QString& column : required) {
        if (columnIndex(*header, column) < 0)
            return reader.refuseLine(1, QStringLiteral("the column \"%1\" is missing").arg(column));
    }
    reader.m_columns = std::make_shared<const QStringList>(std::move(*header));
    return reader;
}

bool CsvReader::hasColumn(QStringView column) const
{
    return columnIndex(*m_columns, column) >= 0;
}

Result<std::optional<CsvRow>> CsvReader::next()
{
    GATEHOUSE_TRY_ASSIGN(record, nextRecord());
    if (!record)
        return std::optional<CsvRow>();
    if (record->size() != m_columns->size()) {
        return refuseLine(m_recordLine,
            QStringLiteral("%1 values where the header names %2").arg(record->size()).arg(m_columns->size()));
    }
    CsvRow row;
    row.m_line = m_recordLine;
    row.m_values = std::move(*record);
    row.m_columns = m_columns;
    return std::optional<CsvRow>(std::move(row));
}

Result<std::optional<QStringList>> CsvReader::nextRecord()
{
    while (m_position < m_text.size() && m_text.at(m_position) == LineFeed) {
        ++m_position;
        ++m_line;
    }
    if (m_position == m_text.size())
        return std::optional<QStringList>();

    m_recordLine = m_line;
    QStringList values;
    while (true) {
        const bool quoted = m_position < m_text.size() && m_text.at(m_position) == Quote;
        GATEHOUSE_TRY_ASSIGN(value, quoted ? quotedValue() : plainValue());
        values.append(value.trimmed());
        if (m_position == m_text.size())
            break;
        const QChar separator = m_text.at(m_position++);
        if (separator == Comma)
            continue;
        ++m_line;
        break;
    }
    return std::optional<QStringList>(std::move(values));
}

// Leaves the position on what ended the value: a comma, a line feed or the end.
Result<QString> CsvReader::quotedValue()
{
    QString value;
    ++m_position;
    while (m_position < m_text.size()) {
        const QChar character = m_text.at(m_position++);
        if (character != Quote) {
            if (isRefused(character))
                return refuseLine(m_line, QStringLiteral("a control character stands in a value"));
            if (character == LineFeed)
                ++m_line;
            value.append(character);
            continue;
        }
        if (m_position < m_text.size() && m_text.at(m_position) == Quote) {
            value.append(Quote);
            ++m_position;
            continue;
        }
        if (m_position < m_text.size() && m_text.at(m_position) != Comma && m_text.at(m_position) != LineFeed)
            return refuseLine(m_line, QStringLiteral("text follows a closing quote"));
        return value;
    }
    return refuseLine(m_recordLine, QStringLiteral("a quote is never closed"));
}

Result<QString> CsvReader::plainValue()
{
    const qsizetype start = m_position;
    while (m_position < m_text.size()) {
        const QChar character = m_text.at(m_position);
        if (character == Comma || character == LineFeed)
            break;
        if (character == Quote)
            return refuseLine(m_line, QStringLiteral("a quote stands inside a value that does not begin with one"));
        if (isRefused(character))
            return refuseLine(m_line, QStringLiteral("a control character stands in a value"));
        ++m_position;
    }
    return m_text.mid(start, m_position - start);
}

Error CsvReader::refuseLine(int line, const QString& why) const
{
    return failure(ErrorCode::FormatInvalid, QStringLiteral("%1:%2: %3").arg(m_name).arg(line).arg(why));
}

} // namespace gatehouse
