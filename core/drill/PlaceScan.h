#pragma once

#include "core/drill/DrillReport.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <optional>

namespace gatehouse::drill {

// Looks through folders for traces, links aside, as often as it is asked to: every look reads what is new or was
// changed since the last one, so that files which are removed again are seen too when it looks often. One thread.
class PlaceScan
{
public:
    // Whether what others may read or change is a finding as well.
    enum class Modes { Checked, Ignored };

    PlaceScan(const TraceSearch& search, DrillPlace place, Modes modes);

    // Everything below the folder.
    void look(const QString& folder);
    // The same once more from the start: something to look for was added since.
    void lookAgain(const QString& folder);
    // Of a folder shared with others: canaries in what was written there since a moment, by whomever (what is printed
    // lies in a spooler's files), no larger than LargestFileElsewhere and at most MostFilesElsewhere files. What of it
    // is closed to this account is one finding a folder, ClosedPlace, with how many files and folders those are; a
    // folder that is not there is none.
    static constexpr qint64 LargestFileElsewhere = 64LL << 20;
    static constexpr int MostFilesElsewhere = 5000;
    void lookForNewer(const QString& folder, UtcTime since, const QStringList& except);

    [[nodiscard]] const QList<Finding>& findings() const { return m_findings; }
    [[nodiscard]] qint64 files() const { return m_states.size(); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    void lookAt(const QString& path);
    void readFile(const QString& path);
    // How many there are.
    qsizetype addTraces(const QString& path, const QByteArray& content, qint64 begin);
    void add(const Finding& finding, qint64 offset = -1);

    const TraceSearch& m_search;
    DrillPlace m_place;
    Modes m_modes;
    QHash<QString, QByteArray> m_states; // what a file was when it was read
    QSet<QByteArray> m_known; // findings
    QList<Finding> m_findings;
    qint64 m_bytes = 0;
};

} // namespace gatehouse::drill
