#include "app/ctl/PersonOfRef.h"

#include "core/people/PersonRegistry.h"

namespace gatehouse::ctl {

Result<PersonId> personOfRef(
    const CtlContext& context, store::Database& database, const security::ActingOperator& actor, const std::string& ref)
{
    GATEHOUSE_TRY_ASSIGN(
        person, people::PersonRegistry(database, context.clock()).findByRef(actor, QString::fromStdString(ref)));
    if (!person)
        return failure(ErrorCode::NotFound, QStringLiteral("no person of this reference"));
    return person->id;
}

} // namespace gatehouse::ctl
