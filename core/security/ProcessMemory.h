#pragma once

namespace gatehouse::security {

// Keeps this process's memory, in which keys lie while a site is open, out of core files and of the reach of other
// processes of the same account (no dump, no debugger). app/ calls it first thing in main().
void keepMemoryPrivate();

// Whatever this process or a library of it makes from now on is its account's own, however the machine is set up:
// folders 0700, files 0600. app/ calls it first thing in main().
void keepFilesPrivate();

} // namespace gatehouse::security
