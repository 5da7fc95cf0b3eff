#pragma once

#include "core/security/OpenSite.h"

#include <algorithm>

namespace gatehouse::test {

// The approval the site asks for when whoever opened it acts: alone where nobody else could, otherwise by the first
// operator who may. Without the second person's sign-in and its entries; stops the program when there is none.
inline security::Approval approved(security::OpenSite& site, const Clock& clock, const security::Proposal& proposal)
{
    const security::ActingOperator& proposer = site.openedBy();
    auto alone = site.reader().call(
        [&](store::Database& database) { return security::Approval::alone(proposer, proposal, clock, database); });
    if (alone)
        return std::move(*alone);
    const auto rows = site.operators(proposer);
    const auto second = std::ranges::find_if(*rows, [&](const security::OperatorRow& row) {
        return row.isEnabled && row.id != proposer.id && security::mayApprove(row.role, proposal.act);
    });
    if (second == rows->end())
        qFatal("nobody approves");
    auto given = security::Approval::of(proposer, { second->id, second->name, second->role }, proposal, clock);
    if (!given)
        qFatal("not approved: %s", qPrintable(given.error().detail));
    return std::move(*given);
}

} // namespace gatehouse::test
