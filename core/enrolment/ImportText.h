#pragma once

#include "core/base/CsvReader.h"
#include "core/base/UtcTime.h"
#include "core/enrolment/ImportTypes.h"
#include "core/people/Person.h"

#include <QSet>
#include <QStringList>
#include <QTimeZone>

#include <optional>

namespace gatehouse::enrolment {

// What the columns of every import file have in common. Pure but for openImportFile(); any thread.

// Opens a CSV file in UTF-8 (with or without byte order mark) or in GB18030, as spreadsheets in China save it.
Result<CsvReader> openImportFile(const QString& path, const QStringList& required);

// A list within one value: "staff; night shift". Empty parts are left out, every name once.
[[nodiscard]] QStringList listedNames(const QString& value);

// Which end of a whole day a date without a time stands for.
enum class DayEdge { Start, End };

// "2025-03-01" or ISO 8601 with a time; without an offset in `zone`. A date alone is the day's start, or its end (the
// next day's start) so that "valid until 31 December" includes that day. Absent when it is neither.
[[nodiscard]] std::optional<UtcTime> parsedMoment(const QString& value, const QTimeZone& zone, DayEdge edge);

// Collects what is wrong with the rows of one file.
class ProblemList
{
public:
    explicit ProblemList(QString file)
        : m_file(std::move(file))
    {
    }

    void add(int line, const QString& column, ErrorCode code, const QString& explanation);
    // The reader's own refusal, whose detail starts with "file:line: ".
    void addRefusal(const Error& error);
    [[nodiscard]] const QList<ImportProblem>& problems() const { return m_problems; }

private:
    QString m_file;
    QList<ImportProblem> m_problems;
};

// The lines something is wrong with already: no use in comparing them with the store.
[[nodiscard]] QSet<int> linesOf(const QList<ImportProblem>& problems);

// valid_from and valid_until of a row; what cannot be read becomes a problem.
[[nodiscard]] people::Validity parsedValidity(const CsvRow& row, const QTimeZone& zone, ProblemList& problems);

} // namespace gatehouse::enrolment
