#include "core/security/SealedFieldKeys.h"

#include "core/security/TemplateBytes.h"
#include "core/store/Column.h"

#include <QList>

namespace gatehouse::security {

namespace {

constexpr SealedField BothFields[] = { SealedField::IdNumber, SealedField::BirthDate };
constexpr int FieldsAtOnce = 250;

struct FieldColumns
{
    QByteArray value;
    QByteArray key;
    QByteArray context;
};

const FieldColumns& columnsOf(SealedField field)
{
    static const FieldColumns IdNumber { "sealed_id_number", "id_number_key_id", IdNumberContext };
    static const FieldColumns BirthDate { "sealed_birth_date", "birth_date_key_id", BirthDateContext };
    return field == SealedField::IdNumber ? IdNumber : BirthDate;
}

// As the row has it.
struct StoredField
{
    std::optional<QByteArray> value;
    QByteArray key; // empty: none
};

Result<StoredField> storedField(store::Database& database, PersonId person, SealedField field)
{
    const FieldColumns& columns = columnsOf(field);
    GATEHOUSE_TRY_ASSIGN(
        row, database.prepare("SELECT " + columns.value + ", " + columns.key + " FROM main.persons WHERE id = ?"));
    row.bindAll(person);
    GATEHOUSE_TRY_ASSIGN(found, row.step());
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("person %1").arg(person.value()));
    StoredField stored;
    if (!row.isNull(0))
        stored.value = row.blob(0);
    if (!row.isNull(1))
        stored.key = row.blob(1);
    return stored;
}

Result<void> writeField(store::Transaction& transaction, const Clock& clock, PersonId person, SealedField field,
    const std::optional<QByteArray>& sealedToVault)
{
    store::Database& database = transaction.database();
    const FieldColumns& columns = columnsOf(field);
    std::optional<QByteArray> key;
    std::optional<QByteArray> value;
    if (sealedToVault) {
        GATEHOUSE_TRY_ASSIGN(made, SubjectKeys(database, clock).create(transaction, SubjectKind::Person));
        GATEHOUSE_TRY_ASSIGN(sealed, SubjectKeys::seal(database, made, *sealedToVault, columns.context));
        key = made;
        value = sealed;
    }
    GATEHOUSE_TRY_ASSIGN(update,
        database.prepare("UPDATE main.persons SET " + columns.value + " = ?2, " + columns.key + " = ?3 WHERE id = ?1"));
    update.bindAll(person, value, key);
    return update.run();
}

QByteArray withoutKey(SealedField field)
{
    const FieldColumns& columns = columnsOf(field);
    return columns.value + " IS NOT NULL AND " + columns.key + " IS NULL";
}

Result<QList<PersonId>> someWithoutKey(store::Database& database, SealedField field)
{
    GATEHOUSE_TRY_ASSIGN(
        rows, database.prepare("SELECT id FROM main.persons WHERE " + withoutKey(field) + " LIMIT ?1"));
    rows.bindAll(FieldsAtOnce);
    return store::idsOf<PersonId>(rows);
}

} // namespace

Result<void> putSealedField(store::Transaction& transaction, const Clock& clock, PersonId person, SealedField field,
    const std::optional<QByteArray>& sealedToVault)
{
    GATEHOUSE_TRY_ASSIGN(before, storedField(transaction.database(), person, field));
    GATEHOUSE_TRY(writeField(transaction, clock, person, field, sealedToVault));
    return SubjectKeys(transaction.database(), clock).shred(transaction, before.key, ShredReason::Erased);
}

Result<std::optional<QByteArray>> takenSealedField(store::Database& database, PersonId person, SealedField field)
{
    GATEHOUSE_TRY_ASSIGN(stored, storedField(database, person, field));
    if (!stored.value)
        return std::optional<QByteArray>();
    GATEHOUSE_TRY_ASSIGN(inner, SubjectKeys::unseal(database, stored.key, *stored.value, columnsOf(field).context));
    return std::optional(inner);
}

Result<int> dropSealedFields(store::Transaction& transaction, const Clock& clock, PersonId person, ShredReason reason)
{
    int keys = 0;
    for (const SealedField field : BothFields) {
        const auto stored = storedField(transaction.database(), person, field);
        if (!stored && stored.error().code == ErrorCode::NotFound)
            return 0;
        GATEHOUSE_TRY(stored);
        GATEHOUSE_TRY(writeField(transaction, clock, person, field, std::nullopt));
        GATEHOUSE_TRY(SubjectKeys(transaction.database(), clock).shred(transaction, stored->key, reason));
        keys += stored->key.isEmpty() ? 0 : 1;
    }
    return keys;
}

Result<int> giveSealedFieldsKeys(store::Database& database, const Clock& clock)
{
    int given = 0;
    for (const SealedField field : BothFields) {
        while (true) {
            GATEHOUSE_TRY_ASSIGN(persons, someWithoutKey(database, field));
            if (persons.isEmpty())
                break;
            GATEHOUSE_TRY(SubjectKeys(database, clock).stock(static_cast<int>(persons.size())));
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            for (const PersonId person : std::as_const(persons)) {
                GATEHOUSE_TRY_ASSIGN(stored, storedField(database, person, field));
                GATEHOUSE_TRY(writeField(transaction, clock, person, field, stored.value));
            }
            GATEHOUSE_TRY(transaction.commit());
            given += static_cast<int>(persons.size());
        }
    }
    return given;
}

Result<int> emptyShreddedFields(store::Transaction& transaction)
{
    store::Database& database = transaction.database();
    int emptied = 0;
    for (const SealedField field : BothFields) {
        const FieldColumns& columns = columnsOf(field);
        GATEHOUSE_TRY_ASSIGN(update,
            database.prepare("UPDATE main.persons SET " + columns.value + " = NULL, " + columns.key + " = NULL WHERE "
                + columns.key + " IN (SELECT key_id FROM main.shredded_keys)"));
        GATEHOUSE_TRY(update.run());
        emptied += database.changedRows();
    }
    return emptied;
}

} // namespace gatehouse::security
