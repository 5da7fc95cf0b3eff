#pragma once

#include "core/audit/History.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace gatehouse::security {

// What one person may not do alone. One table (DualControl.cpp) says what proposing each needs and which roles approve
// it; the screen that explains roles reads the same table.
enum class ProtectedAct {
    ExportPersonalData,
    EraseSubject,
    RestoreBackup,
    ChangeOthersKeySlot, // add, disable, enable an operator; re-key
    RefundAboveLimit, // or waive
    LengthenRetention,
    AcceptHistory, // audit/Acceptance.h
};

inline constexpr ProtectedAct AllProtectedActs[] = { ProtectedAct::ExportPersonalData, ProtectedAct::EraseSubject,
    ProtectedAct::RestoreBackup, ProtectedAct::ChangeOthersKeySlot, ProtectedAct::RefundAboveLimit,
    ProtectedAct::LengthenRetention, ProtectedAct::AcceptHistory };

// "export-personal-data" …: in the audit trail and on the command line.
[[nodiscard]] QString protectedActCode(ProtectedAct act);
// What whoever proposes the act must hold anyway; re-keying asks for RekeyStore on top.
[[nodiscard]] Permission proposalPermission(ProtectedAct act);
[[nodiscard]] bool mayApprove(Role role, ProtectedAct act);
// In the order of AllRoles.
[[nodiscard]] QList<Role> approvingRoles(ProtectedAct act);

// A protected act and the one thing it is done to: a yes to one person's erasure erases nobody else. The screen that
// asks and the command that acts name the thing by the same function, these or one of who owns it. It may hold a plate
// or a name and lies in memory only, never in a log or the trail.
struct Proposal
{
    ProtectedAct act;
    QString object; // "disable/12"

    static Proposal addOperator(const QString& name, Role role);
    static Proposal disableOperator(OperatorId id);
    static Proposal enableOperator(OperatorId id);
    static Proposal removeSecondFactor(OperatorId id);
    static Proposal renewRecoveryCode();
    static Proposal rekey();
    // A backup or a copy of the key ring, by the digest its header carries.
    static Proposal restore(const QByteArray& payloadDigest);
    // This mismatch and no other that may be found meanwhile.
    static Proposal acceptHistory(const audit::HistoryMismatch& mismatch);
    friend bool operator==(const Proposal&, const Proposal&) = default;
};

// A second person's yes to one act on one thing by one operator: good for one use within five minutes of the monotonic
// clock. Made by OpenSite::approve(), which proves the second person's passphrase (and by tests);
// OpenSite::approveAlone() makes the one of a site where nobody else could approve, which says so. Commands take it by
// rvalue reference and call require() in the transaction of the act: what is refused before that leaves the approval
// good. Moved, never copied; a moved-from one is spent. One thread at a time.
class Approval
{
public:
    static constexpr qint64 Validity = 5 * 60 * 1000; // milliseconds

    // `clock` outlives it. PermissionDenied when the proposer may not do this at all; SecondPersonUnfit when both are
    // one person, or the approver's role may not approve the act.
    static Result<Approval> of(
        const ActingOperator& proposer, const ActingOperator& approver, const Proposal& proposal, const Clock& clock);
    // SecondPersonNeeded when there is an enabled operator besides the proposer who may approve.
    static Result<Approval> alone(
        const ActingOperator& proposer, const Proposal& proposal, const Clock& clock, store::Database& database);

    Approval(Approval&& other) noexcept;
    Approval& operator=(Approval&& other) noexcept;
    Approval(const Approval&) = delete;
    Approval& operator=(const Approval&) = delete;
    ~Approval() = default;

    // Uses it up for this act of this actor. ApprovalNotValid when it was used before, is too old, or was given for
    // another act, another thing or another person; PermissionDenied or SecondPersonUnfit when the proposer or the
    // approver is no longer in office; SecondPersonUnfit ("recovered") while one of them is held back from what they
    // would do together (Recoveries.h); SecondPersonNeeded when by now somebody could approve what one person was to do
    // alone. A refused one is spent, too.
    Result<void> require(const ActingOperator& actor, const Proposal& proposal, store::Database& database);

    // The act's audit detail with `approver`: the second person's number, or "none". The actor is the entry's own.
    [[nodiscard]] QJsonObject noted(QJsonObject detail = {}) const;
    [[nodiscard]] bool isSpent() const { return m_isSpent; }
    // What it was given for.
    [[nodiscard]] const Proposal& proposal() const { return m_proposal; }

private:
    Approval(OperatorId proposer, ActingOperator approver, Proposal proposal, const Clock& clock);

    OperatorId m_proposer;
    ActingOperator m_approver; // an invalid id: nobody else could
    Proposal m_proposal;
    const Clock* m_clock;
    qint64 m_validUntil; // of the monotonic clock
    bool m_isSpent = false;
};

// SecondPersonUnfit with RecoveredDetail while one of the two was brought back by the recovery code and is held back
// from what they would do together (Recoveries.h).
Result<void> requireTwoPeople(store::Database& database, OperatorId proposer, OperatorId approver, const Clock& clock);

// Whether the site has an enabled operator besides the proposer who may approve the act; one who is held back counts.
Result<bool> couldBeApproved(store::Database& database, OperatorId proposer, ProtectedAct act);

} // namespace gatehouse::security
