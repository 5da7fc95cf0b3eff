#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// What is sealed of a person to the vault is sealed once more under a key of its own in the key ring, which goes when
// the field is written anew or taken away and when the person is removed or erased: an older copy of the store and the
// vault's secret together open it no more. What an older store holds without such a key gets one when it is next opened
// with its ring (core/security/OldStoreSealing), one field after the other: each has a trigger of its own.
const Migration SealedFieldKeys { 17, "sealed_field_keys", R"sql(
ALTER TABLE persons ADD COLUMN id_number_key_id BLOB CHECK (id_number_key_id IS NULL OR length(id_number_key_id) = 16);
ALTER TABLE persons ADD COLUMN birth_date_key_id BLOB
    CHECK (birth_date_key_id IS NULL OR length(birth_date_key_id) = 16);
CREATE UNIQUE INDEX persons_id_number_key ON persons (id_number_key_id) WHERE id_number_key_id IS NOT NULL;
CREATE UNIQUE INDEX persons_birth_date_key ON persons (birth_date_key_id) WHERE birth_date_key_id IS NOT NULL;
CREATE TRIGGER persons_id_number_has_key BEFORE UPDATE OF sealed_id_number ON persons
WHEN NEW.sealed_id_number IS NOT NULL AND NEW.id_number_key_id IS NULL
BEGIN SELECT RAISE (ABORT, 'a sealed field stands under a key of its own'); END;
CREATE TRIGGER persons_birth_date_has_key BEFORE UPDATE OF sealed_birth_date ON persons
WHEN NEW.sealed_birth_date IS NOT NULL AND NEW.birth_date_key_id IS NULL
BEGIN SELECT RAISE (ABORT, 'a sealed field stands under a key of its own'); END;
CREATE TRIGGER persons_sealed_fields_come_with_keys BEFORE INSERT ON persons
WHEN (NEW.sealed_id_number IS NOT NULL AND NEW.id_number_key_id IS NULL)
  OR (NEW.sealed_birth_date IS NOT NULL AND NEW.birth_date_key_id IS NULL)
BEGIN SELECT RAISE (ABORT, 'a sealed field stands under a key of its own'); END;
)sql" };

} // namespace gatehouse::store::schema
