#pragma once

#include "core/audit/Acceptance.h"
#include "core/audit/Checkpoint.h"
#include "core/audit/Floor.h"

#include <QByteArray>
#include <QIODevice>

namespace gatehouse::audit {

// What a whole export says of itself.
struct ExportSummary
{
    QByteArray siteUuid;
    QByteArray publicKey; // proves nothing unless it is the one the site shows
    UtcTime madeAt;
    ChainState state;
    qint64 checkpoints = 0;
    Floor floor; // number 0: the trail begins with entry 1
    QList<Acceptance> acceptances; // to be read by a person: there the trail did not match what was signed before
};

// Reads an export (AuditExport.h) line by line and recomputes all of it. The bytes come from outside: any bytes at all
// give a Result. FormatInvalid with "line N"; AuditChainBroken with what does not fit: "entry N", "checkpoint N",
// "floor N", "acceptance N", "count" (another number of any of these than the first line says), "end" (the last
// checkpoint is not the export's own over every entry) or "seal".
Result<ExportSummary> checkExport(QIODevice& in);

} // namespace gatehouse::audit
