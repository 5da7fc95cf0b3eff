#include "core/security/TemplateTurning.h"

#include "core/base/Id.h"
#include "core/security/RotationSecrets.h"
#include "core/security/SubjectKeys.h"
#include "core/security/TemplateBytes.h"
#include "core/security/TemplateRotation.h"
#include "core/store/Column.h"

#include <QList>

#include <map>
#include <optional>

namespace gatehouse::security {

namespace {

struct StoredTemplate
{
    TemplateId id;
    QByteArray key;
    QByteArray sealed;
};

Result<std::optional<StoredTemplate>> nextOfGeneration(store::Database& database, qint64 generation, TemplateId after)
{
    GATEHOUSE_TRY_ASSIGN(row,
        database.prepare("SELECT t.id, c.key_id, t.vector FROM face_templates t JOIN consents c ON c.id = "
                         "t.consent_id WHERE t.rotation = ?1 AND t.id > ?2 ORDER BY t.id LIMIT 1"));
    row.bindAll(generation, after.value());
    GATEHOUSE_TRY_ASSIGN(found, row.step());
    if (!found)
        return std::optional<StoredTemplate>();
    return std::optional(StoredTemplate { row.id<TemplateId>(0), row.blob(1), row.blob(2) });
}

// The two matrices of each length of vector.
class Turns
{
public:
    Turns(const store::SecretKey& before, const store::SecretKey& after)
        : m_before(before)
        , m_after(after)
    {
    }
    std::vector<float> turned(const std::vector<float>& vector)
    {
        auto turn = m_known.find(vector.size());
        if (turn == m_known.end()) {
            turn = m_known
                       .emplace(vector.size(),
                           Turn { TemplateRotation(m_before, vector.size()), TemplateRotation(m_after, vector.size()) })
                       .first;
        }
        return turn->second.after.rotated(turn->second.before.restored(vector));
    }

private:
    struct Turn
    {
        TemplateRotation before;
        TemplateRotation after;
    };
    const store::SecretKey& m_before;
    const store::SecretKey& m_after;
    std::map<std::size_t, Turn> m_known;
};

} // namespace

Result<int> turnTemplates(store::Transaction& transaction, qint64 before, qint64 after)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(oldSecret, rotationSecret(database, before));
    GATEHOUSE_TRY_ASSIGN(newSecret, rotationSecret(database, after));
    Turns turns(oldSecret, newSecret);
    int count = 0;
    TemplateId last;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(stored, nextOfGeneration(database, before, last));
        if (!stored)
            return count;
        last = stored->id;
        const auto bytes = SubjectKeys::unseal(database, stored->key, stored->sealed, TemplateContext);
        if (!bytes && bytes.error().code == ErrorCode::KeyShredded)
            continue;
        GATEHOUSE_TRY(bytes);
        GATEHOUSE_TRY_ASSIGN(sealed,
            SubjectKeys::seal(
                database, stored->key, vectorBytes(turns.turned(vectorFromBytes(*bytes))), TemplateContext));
        GATEHOUSE_TRY_ASSIGN(
            update, database.prepare("UPDATE face_templates SET vector = ?2, rotation = ?3 WHERE id = ?1"));
        update.bindAll(stored->id, sealed, after);
        GATEHOUSE_TRY(update.run());
        ++count;
    }
}

Result<int> turnTemplatesToCurrent(store::Transaction& transaction)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(current, currentRotationGeneration(database));
    QList<qint64> others;
    {
        GATEHOUSE_TRY_ASSIGN(rows,
            database.prepare(
                "SELECT DISTINCT t.rotation FROM main.face_templates t JOIN ring.site_secrets s ON s.generation = "
                "t.rotation AND s.name = 'template-rotation' WHERE t.rotation <> ?1"));
        rows.bindAll(current);
        GATEHOUSE_TRY_ASSIGN(found, store::integersOf(rows));
        others = found;
    }
    int count = 0;
    for (const qint64 generation : std::as_const(others)) {
        GATEHOUSE_TRY_ASSIGN(turned, turnTemplates(transaction, generation, current));
        count += turned;
    }
    return count;
}

} // namespace gatehouse::security
