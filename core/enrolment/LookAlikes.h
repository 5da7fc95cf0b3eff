#pragma once

#include "core/people/FaceTemplates.h"
#include "core/store/Database.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace gatehouse::enrolment {

struct LookAlike
{
    PersonId person;
    float similarity = 0;
};

// The faces already enrolled, to warn before the same face stands under two names: recognition could then name neither.
// Holds a copy made at one moment; a value for one thread at a time.
class LookAlikes
{
public:
    // Every template of one model, with the persons' external references. Runs on the thread that owns the connection.
    static Result<LookAlikes> load(store::Database& database, const Clock& clock, const QString& model);

    explicit LookAlikes(std::vector<people::FaceTemplate> enrolled, QHash<QString, PersonId> byRef = {});

    // The most similar person other than `except` whose similarity reaches the recogniser's threshold for this many
    // enrolled people.
    [[nodiscard]] std::optional<LookAlike> find(const std::vector<float>& vector, PersonId except) const;
    // A face taken since, so that an import is compared with itself as well.
    void add(const people::FaceTemplate& taken);
    [[nodiscard]] PersonId personOfRef(const QString& ref) const { return m_byRef.value(ref); }

private:
    std::vector<people::FaceTemplate> m_enrolled;
    QHash<QString, PersonId> m_byRef;
    QHash<PersonId, int> m_templatesOf;
};

// Dot product of two unit vectors of one length; 0 when their lengths differ.
[[nodiscard]] float similarity(const std::vector<float>& left, const std::vector<float>& right);

} // namespace gatehouse::enrolment
