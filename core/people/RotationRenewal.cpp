#include "core/audit/AuditTrail.h"
#include "core/people/FaceTemplates.h"
#include "core/security/RotationSecrets.h"
#include "core/security/SubjectKeys.h"
#include "core/security/TemplateBytes.h"

#include <map>

namespace gatehouse::people {

namespace {

using security::SubjectKeys;
using security::TemplateRotation;

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

struct Turn
{
    TemplateRotation before;
    TemplateRotation after;
};

} // namespace

Result<int> FaceTemplates::renewRotation(const security::ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(security::Permission::RekeyStore));
    GATEHOUSE_TRY_ASSIGN(before, security::currentRotationGeneration(m_database));
    GATEHOUSE_TRY_ASSIGN(oldSecret, security::rotationSecret(m_database, before));
    GATEHOUSE_TRY_ASSIGN(after, security::makeRotationSecret(m_database, m_clock));
    GATEHOUSE_TRY_ASSIGN(newSecret, security::rotationSecret(m_database, after));

    int count = 0;
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    std::map<std::size_t, Turn> turns;
    TemplateId last;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(stored, nextOfGeneration(m_database, before, last));
        if (!stored)
            break;
        last = stored->id;
        const auto bytes = SubjectKeys::unseal(m_database, stored->key, stored->sealed, security::TemplateContext);
        if (!bytes && bytes.error().code == ErrorCode::KeyShredded)
            continue;
        GATEHOUSE_TRY(bytes);
        const std::vector<float> vector = security::vectorFromBytes(*bytes);
        auto turn = turns.find(vector.size());
        if (turn == turns.end()) {
            turn =
                turns
                    .emplace(vector.size(),
                        Turn { TemplateRotation(oldSecret, vector.size()), TemplateRotation(newSecret, vector.size()) })
                    .first;
        }
        GATEHOUSE_TRY_ASSIGN(sealed,
            SubjectKeys::seal(m_database, stored->key,
                security::vectorBytes(turn->second.after.rotated(turn->second.before.restored(vector))),
                security::TemplateContext));
        GATEHOUSE_TRY_ASSIGN(
            update, m_database.prepare("UPDATE face_templates SET vector = ?2, rotation = ?3 WHERE id = ?1"));
        update.bindAll(stored->id, sealed, after);
        GATEHOUSE_TRY(update.run());
        ++count;
    }
    GATEHOUSE_TRY(security::setRotationGeneration(transaction, after));
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("template.renew"), { QStringLiteral("site"), 1 },
            { { QStringLiteral("templates"), count }, { QStringLiteral("generation"), after } } }));
    GATEHOUSE_TRY(transaction.commit());

    // Only once the store stands on the new one.
    GATEHOUSE_TRY_ASSIGN(cleaning, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(security::keepOnlyRotationSecret(cleaning, after));
    GATEHOUSE_TRY(cleaning.commit());
    SubjectKeys::forgetForGood(m_database);
    return count;
}

} // namespace gatehouse::people
