#include "core/people/FaceTemplates.h"

#include "core/audit/AuditTrail.h"

#include <QtEndian>

#include <cmath>

namespace gatehouse::people {

namespace {

// The vector as the store keeps it: 32-bit floats, least significant byte first.
QByteArray vectorBytes(const std::vector<float>& vector)
{
    QByteArray bytes(static_cast<qsizetype>(vector.size() * sizeof(float)), Qt::Uninitialized);
    qToLittleEndian<float>(vector.data(), static_cast<qsizetype>(vector.size()), bytes.data());
    return bytes;
}

std::vector<float> vectorFromBytes(const QByteArray& bytes)
{
    std::vector<float> vector(static_cast<std::size_t>(bytes.size()) / sizeof(float));
    qFromLittleEndian<float>(bytes.constData(), static_cast<qsizetype>(vector.size()), vector.data());
    return vector;
}

bool isUnitLength(const std::vector<float>& vector)
{
    double squares = 0;
    for (const float value : vector)
        squares += double(value) * double(value);
    return std::abs(squares - 1.0) < 1e-3; // false for NaN as well
}

FaceTemplate templateFromRow(const store::Statement& row)
{
    FaceTemplate faceTemplate;
    faceTemplate.id = row.id<TemplateId>(0);
    faceTemplate.person = row.id<PersonId>(1);
    faceTemplate.model = row.text(2);
    faceTemplate.vector = vectorFromBytes(row.blob(3));
    faceTemplate.quality = row.real(4);
    return faceTemplate;
}

// A template stands on the consent to recognise at a door, or on the one for attendance where that is all there is.
Result<ConsentId> faceConsent(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare(
            "SELECT id FROM consents WHERE person_id = ? AND purpose IN ('access-face', 'attendance-face') "
            "AND withdrawn_at IS NULL ORDER BY purpose LIMIT 1"));
    query.bindAll(person);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::ConsentMissing, QStringLiteral("person %1").arg(person.value()));
    return query.id<ConsentId>(0);
}

} // namespace

FaceTemplates::FaceTemplates(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<TemplateId> FaceTemplates::add(store::Transaction& transaction, const security::ActingOperator& actor,
    const FaceTemplate& faceTemplate, const QByteArray& picture)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    if (faceTemplate.model.isEmpty() || !isUnitLength(faceTemplate.vector) || !(faceTemplate.quality >= 0)
        || faceTemplate.quality > 1) {
        return failure(ErrorCode::InvalidArgument, QStringLiteral("face template"));
    }
    GATEHOUSE_TRY_ASSIGN(consent, faceConsent(m_database, faceTemplate.person));
    GATEHOUSE_TRY_ASSIGN(insert,
        m_database.prepare("INSERT INTO face_templates (person_id, consent_id, model, vector, quality, picture, "
                           "created_at) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    insert.bindAll(faceTemplate.person, consent, faceTemplate.model, vectorBytes(faceTemplate.vector),
        faceTemplate.quality, picture.isEmpty() ? std::nullopt : std::optional(picture), m_clock.now());
    GATEHOUSE_TRY(insert.run());
    const TemplateId id(m_database.lastInsertId());
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("template.add"), { QStringLiteral("person"), faceTemplate.person.value() },
            { { QStringLiteral("template"), id.value() }, { QStringLiteral("consent"), consent.value() },
                { QStringLiteral("model"), faceTemplate.model } } }));
    return id;
}

Result<QList<FaceTemplate>> FaceTemplates::ofPerson(const security::ActingOperator& actor, PersonId person)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    GATEHOUSE_TRY_ASSIGN(rows,
        m_database.prepare("SELECT id, person_id, model, vector, quality FROM face_templates WHERE person_id = ? "
                           "ORDER BY quality DESC, id"));
    rows.bindAll(person);
    QList<FaceTemplate> templates;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return templates;
        templates.append(templateFromRow(rows));
    }
}

Result<void> FaceTemplates::remove(const security::ActingOperator& actor, TemplateId id)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    PersonId person;
    {
        GATEHOUSE_TRY_ASSIGN(query, m_database.prepare("SELECT person_id FROM face_templates WHERE id = ?"));
        query.bindAll(id);
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return failure(ErrorCode::NotFound, QStringLiteral("template %1").arg(id.value()));
        person = query.id<PersonId>(0);
    }
    GATEHOUSE_TRY_ASSIGN(remove, m_database.prepare("DELETE FROM face_templates WHERE id = ?"));
    remove.bindAll(id);
    GATEHOUSE_TRY(remove.run());
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("template.remove"), { QStringLiteral("person"), person.value() },
            { { QStringLiteral("template"), id.value() } } }));
    return transaction.commit();
}

Result<std::optional<QByteArray>> FaceTemplates::picture(PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(query,
        m_database.prepare("SELECT picture FROM face_templates WHERE person_id = ? AND picture IS NOT NULL "
                           "ORDER BY quality DESC, id LIMIT 1"));
    query.bindAll(person);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? std::optional(query.blob(0)) : std::nullopt;
}

Result<QByteArray> FaceTemplates::pictureOf(const security::ActingOperator& actor, TemplateId id)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    GATEHOUSE_TRY_ASSIGN(
        query, m_database.prepare("SELECT picture FROM face_templates WHERE id = ? AND picture IS NOT NULL"));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("picture of template %1").arg(id.value()));
    return query.blob(0);
}

Result<std::vector<FaceTemplate>> FaceTemplates::all(const QString& model)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        m_database.prepare("SELECT id, person_id, model, vector, quality FROM face_templates WHERE model = ? "
                           "ORDER BY person_id, id"));
    rows.bindAll(model);
    std::vector<FaceTemplate> templates;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return templates;
        templates.push_back(templateFromRow(rows));
    }
}

} // namespace gatehouse::people
