#include "core/enrolment/LookAlikes.h"

namespace gatehouse::enrolment {

namespace {

vision::FaceTransform probeTransform(const std::shared_ptr<const security::TemplateRotation>& rotation)
{
    if (!rotation)
        return {};
    return [rotation](const vision::FaceVector& probe) { return rotation->rotated(probe); };
}

} // namespace

Result<LookAlikes> LookAlikes::load(store::Database& database, const Clock& clock, const QString& model)
{
    GATEHOUSE_TRY_ASSIGN(stored, people::FaceTemplates(database, clock).all(model, people::Enrolled::ForAnything));
    std::vector<vision::FaceGalleryEntry> entries;
    entries.reserve(stored.templates.size());
    for (people::FaceTemplate& enrolled : stored.templates)
        entries.push_back({ enrolled.person, std::move(enrolled.vector) });
    LookAlikes known;
    GATEHOUSE_TRY_ASSIGN(gallery, vision::FaceGallery::create(entries, {}, probeTransform(stored.rotation)));
    known.m_enrolled = std::move(gallery);

    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare(
            "SELECT id, external_ref FROM persons WHERE external_ref IS NOT NULL AND restricted_at IS NULL "
            "AND id IN (SELECT person_id FROM face_templates)"));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return known;
        known.m_byRef.insert(rows.text(1), rows.id<PersonId>(0));
    }
}

std::optional<LookAlike> LookAlikes::find(const vision::FaceVector& face, PersonId except) const
{
    std::optional<LookAlike> closest;
    const auto consider = [&](PersonId person, float similarity) {
        if (person != except && (!closest || similarity > closest->similarity))
            closest = LookAlike { person, similarity };
    };
    const vision::FaceMatch match = m_enrolled.search(face);
    if (match.best)
        consider(match.best->person, match.best->similarity);
    if (match.second)
        consider(match.second->person, match.second->similarity);
    for (const vision::FaceGalleryEntry& taken : m_added)
        consider(taken.person, vision::similarity(taken.vector, face));
    const float threshold = vision::FaceThresholds().identify(m_enrolled.templateCount() + m_added.size());
    return closest && closest->similarity >= threshold ? closest : std::nullopt;
}

void LookAlikes::add(PersonId person, const vision::FaceVector& face)
{
    m_added.push_back({ person, face });
}

} // namespace gatehouse::enrolment
