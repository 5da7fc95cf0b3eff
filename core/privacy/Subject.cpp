#include "core/privacy/Subject.h"

namespace gatehouse::privacy {

namespace {

QString objectOf(const Subject& subject)
{
    const QString which = subject.plate ? subject.plate->toString() : QString::number(subject.number());
    return subject.kind() + u'/' + which;
}

} // namespace

QString Subject::kind() const
{
    if (person.isValid())
        return QStringLiteral("person");
    return vehicle.isValid() ? QStringLiteral("vehicle") : QStringLiteral("plate");
}

security::Proposal exportProposal(const Subject& subject)
{
    return { security::ProtectedAct::ExportPersonalData, objectOf(subject) };
}

security::Proposal eraseProposal(const Subject& subject)
{
    return { security::ProtectedAct::EraseSubject, objectOf(subject) };
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
