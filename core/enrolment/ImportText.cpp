#include "core/enrolment/ImportText.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

namespace gatehouse::enrolment {

namespace {

constexpr qint64 MaximumImportBytes = 64 * 1024 * 1024;

bool isUtf8(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString decoded = decoder.decode(bytes);
    return !decoder.hasError() && !decoded.contains(QChar::ReplacementCharacter);
}

// Text that is no UTF-8 but GB18030 throughout is given back as UTF-8; anything else stays as it is and is refused
// later.
QByteArray asUtf8(const QByteArray& bytes)
{
    if (isUtf8(bytes))
        return bytes;
    QStringDecoder decoder("GB18030");
    if (!decoder.isValid())
        return bytes;
    const QString text = decoder.decode(bytes);
    const bool isClean = !decoder.hasError() && !text.contains(QChar::ReplacementCharacter);
    return isClean ? text.toUtf8() : bytes;
}

} // namespace

Result<CsvReader> openImportFile(const QString& path, const QStringList& required)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, QStringLiteral("%1: %2").arg(path, file.errorString()));
    if (file.size() > MaximumImportBytes)
        return failure(ErrorCode::FormatInvalid, QStringLiteral("%1: more than 64 MiB").arg(path));
    return CsvReader::fromBytes(asUtf8(file.readAll()), QFileInfo(path).fileName(), required);
}

QStringList listedNames(const QString& value)
{
    QStringList names;
    for (const QString& part : value.split(QLatin1Char(';'))) {
        const QString name = part.simplified();
        if (!name.isEmpty() && !names.contains(name, Qt::CaseInsensitive))
            names.append(name);
    }
    return names;
}

std::optional<UtcTime> parsedMoment(const QString& value, const QTimeZone& zone, DayEdge edge)
{
    const QDate date = QDate::fromString(value, Qt::ISODate);
    if (date.isValid() && value.size() == QStringView(u"2025-03-01").size()) {
        return UtcTime::fromDateTime((edge == DayEdge::Start ? date : date.addDays(1)).startOfDay(zone));
    }
    const QDateTime moment = QDateTime::fromString(value, Qt::ISODate);
    if (!moment.isValid())
        return std::nullopt;
    if (moment.timeSpec() != Qt::LocalTime)
        return UtcTime::fromDateTime(moment);
    return UtcTime::fromDateTime(QDateTime(moment.date(), moment.time(), zone));
}

void ProblemList::add(int line, const QString& column, ErrorCode code, const QString& explanation)
{
    m_problems.append({ m_file, line, column, code, explanation });
}

void ProblemList::addRefusal(const Error& error)
{
    const QString prefix = m_file + QLatin1Char(':');
    int line = 0;
    QString explanation = error.detail;
    if (error.detail.startsWith(prefix)) {
        const QString rest = error.detail.mid(prefix.size());
        const qsizetype colon = rest.indexOf(QLatin1Char(':'));
        line = rest.left(colon).toInt();
        explanation = rest.mid(colon + 1).trimmed();
    }
    add(line, {}, error.code, explanation);
}

QSet<int> linesOf(const QList<ImportProblem>& problems)
{
    QSet<int> lines;
    for (const ImportProblem& problem : problems)
        lines.insert(problem.line);
    return lines;
}

people::Validity parsedValidity(const CsvRow& row, const QTimeZone& zone, ProblemList& problems)
{
    const auto moment = [&](const QString& column, DayEdge edge) -> std::optional<UtcTime> {
        const QString value = row.value(column);
        if (value.isEmpty())
            return std::nullopt;
        const auto parsed = parsedMoment(value, zone, edge);
        if (!parsed) {
            problems.add(row.line(), column, ErrorCode::FormatInvalid,
                QStringLiteral("not a date such as 2025-03-01 or 2025-03-01T08:00"));
        }
        return parsed;
    };
    people::Validity validity { moment(QStringLiteral("valid_from"), DayEdge::Start),
        moment(QStringLiteral("valid_until"), DayEdge::End) };
    if (validity.from && validity.until && *validity.from >= *validity.until) {
        problems.add(row.line(), QStringLiteral("valid_until"), ErrorCode::InvalidArgument,
            QStringLiteral("ends before it begins"));
    }
    return validity;
}

} // namespace gatehouse::enrolment
