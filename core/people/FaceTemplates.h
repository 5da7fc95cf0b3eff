#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/security/TemplateRotation.h"
#include "core/store/Transaction.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse::people {

struct FaceTemplate
{
    TemplateId id;
    PersonId person;
    QString model; // catalogue name of the embedder; templates of two models are never compared
    // Unit length. As the recogniser made it where it is handed in; turned by the site's rotation where it is read.
    std::vector<float> vector;
    double quality = 0; // 0..1
};

// Templates as the store keeps them, and what brings a probe to them.
struct TemplateSet
{
    std::vector<FaceTemplate> templates;
    std::shared_ptr<const security::TemplateRotation> rotation; // null where there is no template
};

// Which templates: those that stand on the consent to access by face, or one a sample of everybody enrolled, to see
// whether a face is enrolled already.
enum class Enrolled { ForAccess, ForAnything };

// The stored face templates: turned by the site's rotation and sealed under the key of the consent each stands on; one
// row of a sample a purpose consented to. An enrolled picture is kept only where a consent to a picture on file is in
// force, sealed under both keys. ConsentMissing where the person has no consent to recognition in force; the schema
// refuses it as well. What a destroyed key sealed is passed over when reading: it is nobody's any more.
class FaceTemplates
{
public:
    FaceTemplates(store::Database& database, const Clock& clock);

    // `picture` is the enrolled crop as JPEG, shown beside the live one; may be empty. Needs EnrolFaces.
    Result<TemplateId> add(store::Transaction& transaction, const security::ActingOperator& actor,
        const FaceTemplate& faceTemplate, const QByteArray& picture);
    // One a sample, the best first. Needs ViewPeople.
    Result<QList<FaceTemplate>> ofPerson(const security::ActingOperator& actor, PersonId person);
    Result<void> remove(const security::ActingOperator& actor, TemplateId id);
    // The best enrolled picture of the person, if any: for the card of a lane, which shows it beside the live one.
    Result<std::optional<QByteArray>> picture(PersonId person);
    // Needs ViewPeople.
    Result<QByteArray> pictureOf(const security::ActingOperator& actor, TemplateId id);
    // For core, which has asked who wants it.
    Result<QByteArray> pictureOfTemplate(TemplateId id);

    // Every template of one model, for the recogniser: also of people who may not pass now, so that a lane refuses them
    // by name instead of asking about a stranger. Withdrawn consents have none, and for access those whose data is
    // restricted are strangers.
    Result<TemplateSet> all(const QString& model, Enrolled which = Enrolled::ForAccess);

    // A vector as the store would keep it, to compare with stored ones.
    Result<std::vector<float>> turned(const std::vector<float>& vector);

    // Turns every template by a new matrix in one transaction and destroys the secret of the old one: copies made
    // before are worthless. How many. Needs RekeyStore; audited. What a lane holds in memory is read anew by its
    // caller.
    Result<int> renewRotation(const security::ActingOperator& actor);

private:
    Result<security::CurrentRotation> rotationOf(std::size_t length);

    store::Database& m_database;
    const Clock& m_clock;
    std::optional<security::CurrentRotation> m_rotation;
};

} // namespace gatehouse::people
