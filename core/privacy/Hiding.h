#pragma once

#include "core/base/Clock.h"
#include "core/store/StoreThread.h"

namespace gatehouse::privacy {

// From here on neither connection's reads show what is overdue at this moment: passages, their pictures, closed
// requests and entries of the trail, whether or not they can be deleted. It writes nothing, so that it holds on a full
// disk, too; where the rules cannot even be read nothing of these classes is shown. Before anything is shown at an
// opening, and before each run. Waits for both threads: never on the GUI thread.
void hideOverdue(store::StoreThread& writer, store::StoreThread& reader, const Clock& clock);

} // namespace gatehouse::privacy
