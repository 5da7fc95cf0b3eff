#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <QByteArray>

#include <vector>

namespace gatehouse::people {

struct FaceTemplate
{
    TemplateId id;
    PersonId person;
    QString model; // catalogue name of the embedder; templates of two models are never compared
    std::vector<float> vector; // unit length
    double quality = 0; // 0..1
};

// The stored face templates. ConsentMissing where the person has no consent in force; the schema refuses it as well.
class FaceTemplates
{
public:
    FaceTemplates(store::Database& database, const Clock& clock);

    // `picture` is the enrolled crop as JPEG, shown beside the live one; may be empty. Needs EnrolFaces.
    Result<TemplateId> add(store::Transaction& transaction, const security::ActingOperator& actor,
        const FaceTemplate& faceTemplate, const QByteArray& picture);
    Result<QList<FaceTemplate>> ofPerson(const security::ActingOperator& actor, PersonId person);
    Result<void> remove(const security::ActingOperator& actor, TemplateId id);
    // The best enrolled picture of the person, if any: for the card of a lane, which shows it beside the live one.
    Result<std::optional<QByteArray>> picture(PersonId person);
    // Needs ViewPeople.
    Result<QByteArray> pictureOf(const security::ActingOperator& actor, TemplateId id);

    // Every template of one model, for the recogniser: also of people who may not pass now, so that a lane refuses them
    // by name instead of asking about a stranger. Withdrawn consents have none.
    Result<std::vector<FaceTemplate>> all(const QString& model);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::people
