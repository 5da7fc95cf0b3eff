#pragma once

#include <QString>

namespace gatehouse {

// Room on the disk a folder lies on, in bytes; total 0 where nobody knows.
struct DiskSpace
{
    qint64 available = 0;
    qint64 total = 0;

    // At five percent somebody must act: when nothing is left, nothing is recorded and gates stay shut.
    static constexpr int AlarmPercent = 5;
    [[nodiscard]] bool isLow() const { return total > 0 && available * 100 <= total * AlarmPercent; }
    [[nodiscard]] int percentLeft() const { return total > 0 ? static_cast<int>(available * 100 / total) : 100; }

    friend bool operator==(const DiskSpace&, const DiskSpace&) = default;
};

// Asks the file system, which may take as long as a network drive likes: never on the GUI thread.
[[nodiscard]] DiskSpace readDiskSpace(const QString& folder);

// Whoever carries one away has the other too. Both folders are there; false where nobody knows.
[[nodiscard]] bool areOnOneDisk(const QString& folder, const QString& other);

} // namespace gatehouse
