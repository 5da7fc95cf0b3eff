#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"

namespace gatehouse::security {

namespace {

constexpr int SurveyedAtATime = 5000;

// Kept for ever, so it is one tidy line.
Result<QString> tidyReason(const QString& reason)
{
    const QString tidy = reason.simplified().normalized(QString::NormalizationForm_C);
    if (tidy.size() < OpenSite::ShortestReason || tidy.size() > OpenSite::LongestReason)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("reason"));
    return tidy;
}

} // namespace

// The order is that of a restore (letIn()): what will be accepted is announced in the key file while the transaction is
// open, and counts only for a store that holds it. A machine that goes off before the commit has the old anchor and a
// store without the acceptance, one that goes off behind it finds what was announced; both are settled at the next
// opening. Where the old anchor is none of the site's nothing of it is signed anew: the announced one stands in both
// places, and does not match until the commit.
Result<audit::Acceptance> OpenSite::acceptHistory(
    const ActingOperator& actor, Approval&& approval, const QString& reason, const QList<KnownHead>& elsewhere)
{
    GATEHOUSE_TRY(actor.require(Permission::AcceptHistory));
    GATEHOUSE_TRY_ASSIGN(why, tidyReason(reason));
    audit::Survey survey;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(next, d->reader->call([&survey](store::Database& database) {
            return audit::surveyNext(database, survey, SurveyedAtATime);
        }));
        const bool isAll = next.checked.entries == survey.checked.entries;
        survey = next;
        if (isAll)
            break;
    }
    audit::AcceptanceRequest request { actor.id, {}, {}, {}, {}, survey };
    for (const KnownHead& head : elsewhere)
        request.elsewhere.append(head.state);
    return d->writer->call(
        [&](store::Database& database) { return d->accept(database, actor, approval, why, request); });
}

Result<std::optional<audit::HistoryMismatch>> OpenSite::inDoubt()
{
    return d->reader->call([this](store::Database& database) { return d->inDoubt(database); });
}

Result<std::optional<audit::HistoryMismatch>> OpenSite::Private::inDoubt(store::Database& database) const
{
    GATEHOUSE_TRY_ASSIGN(noted, audit::notedMismatch(database));
    if (noted)
        return noted;
    return audit::compareWhole(database, secrets.signing.publicKey());
}

Result<audit::Acceptance> OpenSite::Private::accept(store::Database& database, const ActingOperator& actor,
    Approval& approval, const QString& reason, audit::AcceptanceRequest& request)
{
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(mismatch, inDoubt(database));
    if (!mismatch)
        return failure(ErrorCode::NotFound, QStringLiteral("mismatch"));
    request.mismatch = *mismatch;
    GATEHOUSE_TRY(approval.require(actor, Proposal::acceptHistory(*mismatch), database));
    request.noted = approval.noted({ { QStringLiteral("reason"), reason } });
    request.anchor = anchors.newest;
    GATEHOUSE_TRY_ASSIGN(accepted, audit::accept(transaction, clock, secrets.signing, request));
    const audit::Anchor anchor { accepted.checkpoint, accepted.state };
    const bool isAnchorKnown = mismatch->fault != audit::HistoryFault::Forged;
    GATEHOUSE_TRY(
        KeySlotFile::saveAnchors(paths.keys(), { isAnchorKnown ? anchors.newest : anchor, anchor }, secrets.signing));
    GATEHOUSE_TRY(transaction.commit());
    anchors = { anchor, {} };
    (void)KeySlotFile::saveAnchors(paths.keys(), anchors, secrets.signing); // a full disk: with the next checkpoint
    const std::lock_guard lock(historyMutex);
    history.mismatch.reset();
    return accepted;
}

} // namespace gatehouse::security
