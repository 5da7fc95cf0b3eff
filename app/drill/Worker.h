#pragma once

#include "app/drill/Features.h"

namespace gatehouse::drill {

// The process in which a drill works through the features: reads a WorkerOrder from standard input, prints WorkerNews,
// and looks at itself all the while: sockets it listens at, files it has open that others may read, whether its memory
// is private. The exit status: 0 when every feature went well, 1 otherwise, 2 without an order. Needs an application
// object; main thread.
int runWorker(const Clock& clock, std::span<const Feature> features);

} // namespace gatehouse::drill
