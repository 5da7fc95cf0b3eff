#include "core/people/FaceTemplates.h"

#include "core/audit/AuditTrail.h"
#include "core/people/EnrolledPictures.h"
#include "core/people/Restricted.h"
#include "core/security/RotationSecrets.h"
#include "core/security/SubjectKeys.h"
#include "core/security/TemplateBytes.h"

#include <cmath>

namespace gatehouse::people {

namespace {

using security::SubjectKeys;

bool isUnitLength(const std::vector<float>& vector)
{
    double squares = 0;
    for (const float value : vector)
        squares += double(value) * double(value);
    return std::abs(squares - 1.0) < 1e-3; // false for NaN as well
}

// Columns: id, person, model, vector, quality, key. Absent where the key is gone.
Result<std::optional<FaceTemplate>> templateFromRow(store::Database& database, const store::Statement& row)
{
    const auto bytes = SubjectKeys::unseal(database, row.blob(5), row.blob(3), security::TemplateContext);
    if (!bytes && bytes.error().code == ErrorCode::KeyShredded)
        return std::optional<FaceTemplate>();
    GATEHOUSE_TRY(bytes);
    FaceTemplate faceTemplate;
    faceTemplate.id = row.id<TemplateId>(0);
    faceTemplate.person = row.id<PersonId>(1);
    faceTemplate.model = row.text(2);
    faceTemplate.vector = security::vectorFromBytes(*bytes);
    faceTemplate.quality = row.real(4);
    return std::optional(faceTemplate);
}

struct FaceConsent
{
    ConsentId id;
    QByteArray key;
};

// The purposes a template may serve: a door, attendance, or both. At least one.
Result<QList<FaceConsent>> faceConsents(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare(
            "SELECT id, key_id FROM consents WHERE person_id = ? AND purpose IN ('access-face', 'attendance-face') "
            "AND withdrawn_at IS NULL ORDER BY purpose"));
    rows.bindAll(person);
    QList<FaceConsent> consents;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        consents.append({ rows.id<ConsentId>(0), rows.blob(1) });
    }
    if (consents.isEmpty())
        return failure(ErrorCode::ConsentMissing, QStringLiteral("person %1").arg(person.value()));
    return consents;
}

} // namespace

FaceTemplates::FaceTemplates(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<security::CurrentRotation> FaceTemplates::rotationOf(std::size_t length)
{
    GATEHOUSE_TRY_ASSIGN(generation, security::currentRotationGeneration(m_database));
    if (!m_rotation || m_rotation->generation != generation || m_rotation->rotation->length() != length) {
        GATEHOUSE_TRY_ASSIGN(made, security::currentRotation(m_database, length));
        m_rotation = made;
    }
    return *m_rotation;
}

Result<std::vector<float>> FaceTemplates::turned(const std::vector<float>& vector)
{
    GATEHOUSE_TRY_ASSIGN(current, rotationOf(vector.size()));
    return current.rotation->rotated(vector);
}

Result<TemplateId> FaceTemplates::add(store::Transaction& transaction, const security::ActingOperator& actor,
    const FaceTemplate& faceTemplate, const QByteArray& picture)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    if (faceTemplate.model.isEmpty() || !isUnitLength(faceTemplate.vector) || !(faceTemplate.quality >= 0)
        || faceTemplate.quality > 1) {
        return failure(ErrorCode::InvalidArgument, QStringLiteral("face template"));
    }
    GATEHOUSE_TRY_ASSIGN(consents, faceConsents(m_database, faceTemplate.person));
    GATEHOUSE_TRY_ASSIGN(current, rotationOf(faceTemplate.vector.size()));
    const QByteArray vector = security::vectorBytes(current.rotation->rotated(faceTemplate.vector));
    GATEHOUSE_TRY_ASSIGN(onFile, sealedEnrolledPicture(m_database, faceTemplate.person, consents.front().key, picture));
    TemplateId sample;
    for (const FaceConsent& consent : std::as_const(consents)) {
        GATEHOUSE_TRY_ASSIGN(sealed, SubjectKeys::seal(m_database, consent.key, vector, security::TemplateContext));
        GATEHOUSE_TRY_ASSIGN(insert,
            m_database.prepare(
                "INSERT INTO face_templates (person_id, consent_id, model, vector, quality, picture, "
                "picture_consent_id, created_at, rotation, sample_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        const bool keepsPicture = !sample.isValid() && onFile;
        insert.bindAll(faceTemplate.person, consent.id, faceTemplate.model, sealed, faceTemplate.quality,
            keepsPicture ? std::optional(onFile->sealed) : std::nullopt, keepsPicture ? onFile->consent : ConsentId(),
            m_clock.now(), current.generation, sample);
        GATEHOUSE_TRY(insert.run());
        if (!sample.isValid())
            sample = TemplateId(m_database.lastInsertId());
    }
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("template.add"), { QStringLiteral("person"), faceTemplate.person.value() },
            { { QStringLiteral("template"), sample.value() },
                { QStringLiteral("consent"), consents.front().id.value() },
                { QStringLiteral("purposes"), consents.size() }, { QStringLiteral("picture"), onFile.has_value() },
                { QStringLiteral("model"), faceTemplate.model } } }));
    return sample;
}

Result<QList<FaceTemplate>> FaceTemplates::ofPerson(const security::ActingOperator& actor, PersonId person)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    GATEHOUSE_TRY(requireUnrestricted(actor, m_database, Member::Person, person.value()));
    GATEHOUSE_TRY_ASSIGN(rows,
        m_database.prepare("SELECT t.id, t.person_id, t.model, t.vector, t.quality, c.key_id FROM face_templates t "
                           "JOIN consents c ON c.id = t.consent_id WHERE t.id IN (SELECT min(id) FROM face_templates "
                           "WHERE person_id = ?1 GROUP BY coalesce(sample_id, id)) ORDER BY t.quality DESC, t.id"));
    rows.bindAll(person);
    QList<FaceTemplate> templates;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return templates;
        GATEHOUSE_TRY_ASSIGN(faceTemplate, templateFromRow(m_database, rows));
        if (faceTemplate)
            templates.append(*faceTemplate);
    }
}

Result<void> FaceTemplates::remove(const security::ActingOperator& actor, TemplateId id)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    PersonId person;
    qint64 sample = 0;
    {
        GATEHOUSE_TRY_ASSIGN(
            query, m_database.prepare("SELECT person_id, coalesce(sample_id, id) FROM face_templates WHERE id = ?"));
        query.bindAll(id);
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return failure(ErrorCode::NotFound, QStringLiteral("template %1").arg(id.value()));
        person = query.id<PersonId>(0);
        sample = query.integer(1);
    }
    GATEHOUSE_TRY_ASSIGN(
        remove, m_database.prepare("DELETE FROM face_templates WHERE person_id = ?1 AND coalesce(sample_id, id) = ?2"));
    remove.bindAll(person, sample);
    GATEHOUSE_TRY(remove.run());
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("template.remove"), { QStringLiteral("person"), person.value() },
            { { QStringLiteral("template"), id.value() } } }));
    return transaction.commit();
}

Result<std::optional<QByteArray>> FaceTemplates::picture(PersonId person)
{
    return bestEnrolledPicture(m_database, person);
}

Result<QByteArray> FaceTemplates::pictureOf(const security::ActingOperator& actor, TemplateId id)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    GATEHOUSE_TRY_ASSIGN(query, m_database.prepare("SELECT person_id FROM face_templates WHERE id = ?"));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (found)
        GATEHOUSE_TRY(requireUnrestricted(actor, m_database, Member::Person, query.integer(0)));
    return pictureOfTemplate(id);
}

Result<QByteArray> FaceTemplates::pictureOfTemplate(TemplateId id)
{
    GATEHOUSE_TRY_ASSIGN(picture, enrolledPicture(m_database, id));
    if (!picture)
        return failure(ErrorCode::NotFound, QStringLiteral("picture of template %1").arg(id.value()));
    return *picture;
}

Result<TemplateSet> FaceTemplates::all(const QString& model, Enrolled which)
{
    TemplateSet set;
    GATEHOUSE_TRY_ASSIGN(generation, security::currentRotationGeneration(m_database));
    GATEHOUSE_TRY_ASSIGN(rows,
        m_database.prepare(which == Enrolled::ForAccess
                ? "SELECT t.id, t.person_id, t.model, t.vector, t.quality, c.key_id FROM face_templates t "
                  "JOIN consents c ON c.id = t.consent_id JOIN persons p ON p.id = t.person_id "
                  "WHERE t.model = ?1 AND t.rotation = ?2 AND c.purpose = 'access-face' AND p.restricted_at IS NULL "
                  "ORDER BY t.person_id, t.id"
                : "SELECT t.id, t.person_id, t.model, t.vector, t.quality, c.key_id FROM face_templates t "
                  "JOIN consents c ON c.id = t.consent_id JOIN persons p ON p.id = t.person_id "
                  "WHERE t.model = ?1 AND t.rotation = ?2 AND p.restricted_at IS NULL "
                  "AND t.id IN (SELECT min(id) FROM face_templates GROUP BY coalesce(sample_id, id)) "
                  "ORDER BY t.person_id, t.id"));
    rows.bindAll(model, generation);
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            break;
        GATEHOUSE_TRY_ASSIGN(faceTemplate, templateFromRow(m_database, rows));
        if (faceTemplate)
            set.templates.push_back(std::move(*faceTemplate));
    }
    if (!set.templates.empty()) {
        GATEHOUSE_TRY_ASSIGN(current, rotationOf(set.templates.front().vector.size()));
        set.rotation = current.rotation;
    }
    return set;
}

} // namespace gatehouse::people
