#pragma once

#include "core/base/Result.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace gatehouse {

// One record of a CSV file, its values found by the column's name.
class CsvRow
{
public:
    // Where the record starts, counted from 1; a quoted value may run over several lines.
    [[nodiscard]] int line() const { return m_line; }
    // The value, without blanks at its ends; empty when the file has no such column.
    [[nodiscard]] QString value(QStringView column) const;
    [[nodiscard]] const QStringList& values() const { return m_values; }

private:
    friend class CsvReader;
    int m_line = 0;
    QStringList m_values;
    std::shared_ptr<const QStringList> m_columns;
};

// Reads CSV as RFC 4180 has it: a header, comma between values, quotes where a value holds a comma, a quote (doubled)
// or a line break; LF or CRLF; UTF-8 with or without a byte order mark. Lines without any character are passed over.
// Everything else is refused with FormatInvalid and "file:line: why": a record with too few or too many values, a stray
// quote, a lone carriage return or a NUL anywhere, bytes that are no UTF-8. The messages never repeat a value. Any one
// thread.
class CsvReader
{
public:
    // Reads the whole file. Refuses a header that lacks one of `required`, names a column twice or leaves a name empty;
    // columns not asked for are allowed. Names compare without regard to case.
    static Result<CsvReader> open(const QString& path, const QStringList& required);
    static Result<CsvReader> fromBytes(const QByteArray& bytes, const QString& name, const QStringList& required);

    [[nodiscard]] const QStringList& columns() const { return *m_columns; }
    [[nodiscard]] bool hasColumn(QStringView column) const;
    // The next record, or nothing at the end.
    Result<std::optional<CsvRow>> next();
    // The refusal of a record that is well-formed but means nothing to the caller, worded like the reader's own.
    [[nodiscard]] Error refuse(const CsvRow& row, const QString& why) const { return refuseLine(row.line(), why); }

private:
    CsvReader() = default;
    Result<std::optional<QStringList>> nextRecord();
    Result<QString> quotedValue();
    Result<QString> plainValue();
    [[nodiscard]] Error refuseLine(int line, const QString& why) const;

    QString m_name;
    QString m_text;
    qsizetype m_position = 0;
    int m_line = 1;
    int m_recordLine = 1;
    std::shared_ptr<const QStringList> m_columns;
};

} // namespace gatehouse
