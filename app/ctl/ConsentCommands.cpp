#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/PeopleJson.h"
#include "app/ctl/PersonOfRef.h"
#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"

namespace gatehouse::ctl {

namespace {

struct ConsentOptions
{
    std::string ref;
    std::string purpose; // empty: every one
};

QJsonObject consentJson(const people::Consent& consent)
{
    return { { QStringLiteral("id"), consent.id.value() },
        { QStringLiteral("purpose"), people::consentPurposeCode(consent.purpose) },
        { QStringLiteral("notice"), consent.noticeVersion },
        { QStringLiteral("noticeHash"), QString::fromLatin1(consent.noticeHash.toHex()) },
        { QStringLiteral("form"), people::consentFormCode(consent.form) },
        { QStringLiteral("proof"), consent.hasProof }, { QStringLiteral("givenAt"), consent.givenAt.toIso() },
        { QStringLiteral("withdrawnAt"), momentJson(consent.withdrawnAt) } };
}

Result<QJsonArray> listedConsents(const CtlContext& context, const ConsentOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    return site->reader().call([&](store::Database& database) -> Result<QJsonArray> {
        GATEHOUSE_TRY_ASSIGN(person, personOfRef(context, database, site->openedBy(), options.ref));
        GATEHOUSE_TRY_ASSIGN(consents, people::ConsentLedger(database, context.clock()).list(site->openedBy(), person));
        GATEHOUSE_TRY(site->noteReading(
            site->openedBy(), { QStringLiteral("person.view"), { QStringLiteral("person"), person.value() }, 1, {} }));
        QJsonArray rows;
        for (const people::Consent& consent : std::as_const(consents))
            rows.append(consentJson(consent));
        return rows;
    });
}

Result<QJsonObject> withdrawn(const CtlContext& context, const ConsentOptions& options)
{
    const auto purpose = people::consentPurposeFromCode(QString::fromStdString(options.purpose));
    if (!options.purpose.empty() && !purpose)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--purpose: unknown"));
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    return site->writer().call([&](store::Database& database) -> Result<QJsonObject> {
        const security::ActingOperator& actor = site->openedBy();
        people::ConsentLedger ledger(database, context.clock());
        GATEHOUSE_TRY_ASSIGN(person, personOfRef(context, database, actor, options.ref));
        if (!purpose) {
            GATEHOUSE_TRY_ASSIGN(count, ledger.withdrawAll(actor, person));
            return QJsonObject { { QStringLiteral("withdrawn"), count } };
        }
        GATEHOUSE_TRY_ASSIGN(consent, ledger.inForce(person, *purpose));
        if (!consent)
            return failure(ErrorCode::NotFound, QStringLiteral("no such consent in force"));
        GATEHOUSE_TRY(ledger.withdraw(actor, consent->id));
        return QJsonObject { { QStringLiteral("withdrawn"), 1 } };
    });
}

Result<QJsonObject> counted(const CtlContext& context)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(count, site->reader().call([&](store::Database& database) {
        return people::countPeople(site->openedBy(), database);
    }));
    sayFilingLevel(context, count);
    return toJson(count);
}

Result<QJsonObject> renewed(const CtlContext& context)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(count, site->writer().call([&](store::Database& database) {
        return people::FaceTemplates(database, context.clock()).renewRotation(site->openedBy());
    }));
    return QJsonObject { { QStringLiteral("renewed"), count } };
}

} // namespace

void addConsentCommands(CLI::App& person, CtlContext& context)
{
    auto options = std::make_shared<ConsentOptions>();
    auto* consents = person.add_subcommand("consents", "Print what somebody consented to, and to which text");
    consents->add_option("--ref", options->ref, "Reference of the person")->required();
    context.onRun(consents, [&context, options] { return reported(context, listedConsents(context, *options)); });

    auto* withdraw = person.add_subcommand(
        "withdraw", "Withdraw consents: templates and pictures are gone for good, the person stays");
    withdraw->add_option("--ref", options->ref, "Reference of the person")->required();
    withdraw->add_option(
        "--purpose", options->purpose, "access-face, attendance-face or picture (all of them when left out)");
    context.onRun(withdraw, [&context, options] { return reported(context, withdrawn(context, *options)); });

    auto* count = person.add_subcommand("count", "How many people are stored, and how many of them by face");
    context.onRun(count, [&context] { return reported(context, counted(context)); });

    auto* renew = person.add_subcommand(
        "renew-templates", "Turn every face template by a new secret: copies made before match nothing any more");
    context.onRun(renew, [&context] { return reported(context, renewed(context)); });
}

} // namespace gatehouse::ctl
