#include "core/privacy/DataClass.h"

namespace gatehouse::privacy {

QString dataClassCode(DataClass dataClass)
{
    switch (dataClass) {
    case DataClass::VisitorsFaces:
        return QStringLiteral("visitors-faces");
    case DataClass::UnknownPictures:
        return QStringLiteral("unknown-pictures");
    case DataClass::KnownPictures:
        return QStringLiteral("known-pictures");
    case DataClass::Passages:
        return QStringLiteral("passages");
    case DataClass::Attendance:
        return QStringLiteral("attendance");
    case DataClass::Requests:
        return QStringLiteral("requests");
    case DataClass::Audit:
        return QStringLiteral("audit");
    }
    Q_UNREACHABLE();
}

std::optional<DataClass> dataClassFromCode(QStringView code)
{
    for (const DataClass one : AllDataClasses) {
        if (dataClassCode(one) == code)
            return one;
    }
    return std::nullopt;
}

RetentionTerms retentionTerms(DataClass dataClass)
{
    switch (dataClass) {
    case DataClass::VisitorsFaces:
        return { 7, 1, 90, std::nullopt };
    case DataClass::UnknownPictures:
        return { 7, 1, 31, std::nullopt };
    case DataClass::KnownPictures:
        return { 90, 1, 366, 90 };
    case DataClass::Passages:
        return { 180, 1, 1096, std::nullopt };
    case DataClass::Attendance:
        return { 731, 731, 3653, std::nullopt };
    case DataClass::Requests:
        return { 1096, 366, 3653, std::nullopt };
    case DataClass::Audit:
        return { 1096, 184, 3653, std::nullopt };
    }
    Q_UNREACHABLE();
}

UtcTime overdueBefore(UtcTime now, int days)
{
    return overdueFrom(now, -days);
}

UtcTime overdueFrom(UtcTime moment, int days)
{
    constexpr qint64 MillisecondsADay = 24LL * 60 * 60 * 1000;
    return moment.plusMilliseconds(days * MillisecondsADay);
}

} // namespace gatehouse::privacy
