#include "core/security/ProcessMemory.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace gatehouse::security {

void keepMemoryPrivate()
{
    const rlimit none { 0, 0 };
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

void keepFilesPrivate()
{
    ::umask(S_IRWXG | S_IRWXO);
}

} // namespace gatehouse::security
