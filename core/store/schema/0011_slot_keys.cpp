#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// The key slots as the site itself made them: the key file is signed with a key that everybody's ring holds, so what
// stands in it is worth no more than what stands here. `digest` covers the slot's owner and public key; `voucher` is
// the same under a key that only holders of the vault's secret have, for slots that may be given it.
const Migration SlotKeys { 11, "slot_keys", R"sql(
CREATE TABLE slot_keys (
    slot_id      BLOB    PRIMARY KEY CHECK (length(slot_id) = 16),
    digest       BLOB    NOT NULL CHECK (length(digest) = 32),
    voucher      BLOB    CHECK (length(voucher) = 32),
    recorded_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql" };

} // namespace gatehouse::store::schema
