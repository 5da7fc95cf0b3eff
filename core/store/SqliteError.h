#pragma once

#include "core/base/Result.h"

struct sqlite3;

namespace gatehouse::store {

// What the engine's extended result code means for the rest of the program. 7 (no memory), 11 (corrupt) and 26 (not a
// database) all come from a wrong key or a damaged page. The detail holds the engine's constant text for the code; for
// a broken constraint also its message, which names tables and columns, never values.
Error sqliteFailure(sqlite3* handle, int extendedCode);

// The same for a statement that does not compile: the message quotes only our own SQL, in which no value stands.
Error compileFailure(sqlite3* handle, int extendedCode);

} // namespace gatehouse::store
