#include "core/privacy/Subject.h"

namespace gatehouse::privacy {

QString Subject::kind() const
{
    if (person.isValid())
        return QStringLiteral("person");
    return vehicle.isValid() ? QStringLiteral("vehicle") : QStringLiteral("plate");
}

Result<void> requireSubject(store::Database& database, const Subject& subject)
{
    if (!subject.isOne())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("subject"));
    if (subject.plate)
        return {};
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare(
            subject.person.isValid() ? "SELECT 1 FROM persons WHERE id = ?" : "SELECT 1 FROM vehicles WHERE id = ?"));
    query.bindAll(subject.number());
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? Result<void>() : Result<void>(failure(ErrorCode::NotFound, subject.kind()));
}

} // namespace gatehouse::privacy
