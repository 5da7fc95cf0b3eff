#pragma once

#include "core/base/Clock.h"
#include "core/drill/DrillReport.h"
#include "core/security/OpenSite.h"

#include <QStringList>

#include <functional>

namespace gatehouse::drill {

// What the checks of the real site look at.
struct SiteView
{
    security::OpenSite& site;
    const Clock& clock;
    // Where the programs put log and settings on this machine; may be missing.
    QStringList ownFolders;
};

// Adds findings, and what is known besides, to the report. Waits for the store: never the GUI thread.
using SiteCheck = std::function<void(const SiteView&, const security::ActingOperator&, DrillReport&)>;

// This process, in which the site is open: listening sockets, files open to others, its memory.
void checkProcess(const SiteView& view, const security::ActingOperator& actor, DrillReport& report);
// Modes of the site's folder and of the programs' own ones, and pictures, documents or a store in clear there.
void checkFiles(const SiteView& view, const security::ActingOperator& actor, DrillReport& report);
// Both copies of the key file, and what a guess at each slot costs.
void checkKeys(const SiteView& view, const security::ActingOperator& actor, DrillReport& report);
// The audit chain from its first entry or its signed floor, every signature under it, and whether one is missing in
// the middle or at the end.
void checkTrail(const SiteView& view, const security::ActingOperator& actor, DrillReport& report);
// Whether anything that was deleted waits in the store's log for a reader to end.
void checkLog(const SiteView& view, const security::ActingOperator& actor, DrillReport& report);
// What a thief of these folders would carry away.
void takeStock(const SiteView& view, const security::ActingOperator& actor, DrillReport& report);

// All of these, in this order. Those for which this layer is too low (retention, backups) stand in app/drill.
[[nodiscard]] QList<SiteCheck> siteChecks();

} // namespace gatehouse::drill
