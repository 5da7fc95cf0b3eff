#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/PersonOfRef.h"
#include "core/people/SealedFields.h"

namespace gatehouse::ctl {

namespace {

struct SealedOptions
{
    std::string ref;
    std::string reason;
};

// Who looked and why is in the trail before anything is printed.
Result<QJsonObject> shownSealed(const CtlContext& context, const SealedOptions& options)
{
    const auto reason = people::disclosureReasonFromCode(QString::fromStdString(options.reason));
    if (!reason)
        return failure(ErrorCode::InvalidArgument,
            QStringLiteral("--reason: identification, subject-request, correction or authority"));
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    const security::ActingOperator& actor = site->openedBy();
    return site->writer().call([&](store::Database& database) -> Result<QJsonObject> {
        GATEHOUSE_TRY(actor.require(security::Permission::ReadSealedFields));
        GATEHOUSE_TRY_ASSIGN(person, personOfRef(context, database, actor, options.ref));
        GATEHOUSE_TRY_ASSIGN(fields,
            people::SealedFields(database, context.clock())
                .show(actor, person, *reason, [&](const QByteArray& sealed, const QByteArray& bound) {
                    return site->openField(actor, sealed, bound);
                }));
        return QJsonObject { { QStringLiteral("person"), person.value() },
            { QStringLiteral("idNumber"), fields.idNumber.isEmpty() ? QJsonValue() : QJsonValue(fields.idNumber) },
            { QStringLiteral("birthDate"),
                fields.birthDate.isValid() ? QJsonValue(fields.birthDate.toString(Qt::ISODate)) : QJsonValue() } };
    });
}

} // namespace

void addSealedCommands(CLI::App& person, CtlContext& context)
{
    auto options = std::make_shared<SealedOptions>();
    auto* sealed = person.add_subcommand(
        "sealed", "Print somebody's resident ID and date of birth; who looked and why goes into the trail");
    sealed->add_option("--ref", options->ref, "Reference of the person")->required();
    sealed
        ->add_option("--reason", options->reason,
            "Why it is looked at: identification, subject-request, correction or authority")
        ->required();
    context.onRun(sealed, [&context, options] { return reported(context, shownSealed(context, *options)); });
}

} // namespace gatehouse::ctl
