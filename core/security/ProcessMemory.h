#pragma once

namespace gatehouse::security {

// Keeps this process's memory, in which keys lie while a site is open, out of core files and of the reach of other
// processes of the same account (no dump, no debugger). app/ calls it first thing in main().
void keepMemoryPrivate();

} // namespace gatehouse::security
