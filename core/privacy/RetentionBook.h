#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/privacy/ClassRows.h"
#include "core/privacy/RetentionPolicy.h"
#include "core/security/DualControl.h"
#include "core/security/Operator.h"

#include <QList>

namespace gatehouse::privacy {

// One class as its page shows it.
struct RetentionLine
{
    DataClass dataClass = DataClass::UnknownPictures;
    int days = 0;
    RetentionTerms terms {};
    std::optional<Held> held; // absent where the class has no table yet
    int recorded = 0; // days by what is signed (RetentionRecord.h); others than `days`: no run deletes anything
};

// How long data is kept. Plain synchronous code over one connection, on the store thread that owns it. Everything needs
// ManageRetention; changes are audited ("retention.change") with the class and both numbers. InvalidArgument with
// "days" as the detail when the number is out of the class's bounds.
class RetentionBook
{
public:
    RetentionBook(store::Database& database, const Clock& clock);

    // In the order of AllDataClasses.
    Result<QList<RetentionLine>> lines(const security::ActingOperator& actor);
    // SecondPersonNeeded where it takes two. Days that were changed around the program are set right by choosing again.
    Result<void> change(const security::ActingOperator& actor, DataClass dataClass, int days);
    // The yes is asked of whoever gave it, and noted, also where one person would have been enough.
    Result<void> changeTogether(
        const security::ActingOperator& actor, DataClass dataClass, int days, security::Approval&& approval);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

// Keeping anything longer takes two people; so does keeping the audit trail shorter, because that destroys evidence.
[[nodiscard]] bool needsSecondPerson(DataClass dataClass, int before, int days);

// What the second person says yes to: this class for so many days.
[[nodiscard]] security::Proposal lengthenProposal(DataClass dataClass, int days);

// The lines without anybody asking. For core.
Result<QList<RetentionLine>> retentionLines(store::Database& database, UtcTime now);

// How much is kept beyond its time, whatever class: 0 on a machine that works. For core and the breach drill: no
// permission is asked.
Result<qint64> countOverdue(store::Database& database, UtcTime now);

} // namespace gatehouse::privacy
