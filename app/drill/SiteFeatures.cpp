#include "app/drill/Features.h"
#include "core/audit/ExportCheck.h"
#include "core/security/AuditAccess.h"

#include <QFile>

#include <utility>

namespace gatehouse::drill {

namespace {

using Who = DrillSite::Who;

// The recovery code, and the passphrase after it: the site's first ones are the drill's own secrets.
constexpr int ReplacedPassphrase = 4;
constexpr int RecoveredPassphrase = 5;

// Answers SignInRefused, or it is an error.
Result<void> mustBeRefused(const Result<security::ActingOperator>& attempt)
{
    if (attempt)
        return failure(ErrorCode::Internal, QStringLiteral("a wrong sign-in was taken"));
    const bool isRefusal =
        attempt.error().code == ErrorCode::SignInRefused || attempt.error().code == ErrorCode::SignInLockedOut;
    return isRefusal ? Result<void>() : Result<void>(attempt.error());
}

} // namespace

Result<void> createSite(DrillSite& drill)
{
    security::NewSite site;
    site.name = QStringLiteral("Drill site");
    site.timeZone = QTimeZone::utc();
    site.administrator = DrillSite::nameOf(Who::Administrator);
    site.passphrase = drill.passphraseOf(Who::Administrator);
    site.isDemo = true; // its films and drawn people take part
    GATEHOUSE_TRY_ASSIGN(created, security::OpenSite::create(drill.paths(), site, drill.clock()));
    const security::Passphrase& code = created.recoveryCode;
    drill.learn(CanaryKind::Secret, QByteArray(code.data(), static_cast<qsizetype>(code.size())));
    // Kept where the operator would keep it: away from everything the program writes.
    GATEHOUSE_TRY(drill.writeInput(
        QStringLiteral("recovery-code"), QByteArray(code.data(), static_cast<qsizetype>(code.size()))));
    drill.take(std::move(created.site));
    return {};
}

// The first of them is added alone, the others with the officer's yes.
Result<void> addOperators(DrillSite& drill)
{
    using security::Proposal;
    const auto officer = DrillSite::nameOf(Who::PrivacyOfficer);
    const auto& actor = drill.administrator();
    GATEHOUSE_TRY_ASSIGN(
        alone, drill.site().approveAlone(actor, Proposal::addOperator(officer, security::Role::PrivacyOfficer)));
    GATEHOUSE_TRY(drill.site().addOperator(
        actor, std::move(alone), officer, security::Role::PrivacyOfficer, drill.passphraseOf(Who::PrivacyOfficer)));
    const auto approved = [&](const Proposal& proposal) {
        return drill.site().approve(actor, proposal, officer, drill.passphraseOf(Who::PrivacyOfficer));
    };
    GATEHOUSE_TRY_ASSIGN(toAdd, approved(Proposal::addOperator(DrillSite::nameOf(Who::Guard), security::Role::Guard)));
    GATEHOUSE_TRY_ASSIGN(guard,
        drill.site().addOperator(actor, std::move(toAdd), DrillSite::nameOf(Who::Guard), security::Role::Guard,
            drill.passphraseOf(Who::Guard)));
    GATEHOUSE_TRY_ASSIGN(toDisable, approved(Proposal::disableOperator(guard)));
    GATEHOUSE_TRY(drill.site().disableOperator(actor, std::move(toDisable), guard));
    GATEHOUSE_TRY_ASSIGN(toEnable, approved(Proposal::enableOperator(guard)));
    return drill.site().enableOperator(actor, std::move(toEnable), guard, drill.passphraseOf(Who::Guard));
}

// Somebody types the passphrase into the field of the name, and a name instead of the passphrase.
Result<void> failToSignIn(DrillSite& drill)
{
    const CanaryPerson& person = drill.persons().first();
    const auto wrong = security::Passphrase::fromText(person.name());
    GATEHOUSE_TRY(mustBeRefused(drill.site().authenticate(drill.secret(static_cast<int>(Who::Guard)), wrong)));
    GATEHOUSE_TRY(mustBeRefused(drill.site().authenticate(DrillSite::nameOf(Who::Guard), wrong)));
    GATEHOUSE_TRY(drill.site().authenticate(DrillSite::nameOf(Who::Guard), drill.passphraseOf(Who::Guard)));
    return {};
}

Result<void> changePassphrase(DrillSite& drill)
{
    GATEHOUSE_TRY_ASSIGN(
        guard, drill.site().authenticate(DrillSite::nameOf(Who::Guard), drill.passphraseOf(Who::Guard)));
    return drill.site().changePassphrase(
        guard, drill.passphraseOf(Who::Guard), security::Passphrase::fromText(drill.secret(ReplacedPassphrase)));
}

Result<void> recoverAccess(DrillSite& drill)
{
    QFile code(drill.input(QStringLiteral("recovery-code")));
    if (!code.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, QStringLiteral("the recovery code"));
    drill.signOut();
    GATEHOUSE_TRY_ASSIGN(site,
        security::OpenSite::recover(drill.paths(), security::Passphrase::fromUtf8(code.readAll()),
            DrillSite::nameOf(Who::Administrator), security::Passphrase::fromText(drill.secret(RecoveredPassphrase)),
            drill.clock()));
    drill.take(std::move(site));
    return {};
}

Result<void> readTrail(DrillSite& drill)
{
    return drill.read([&drill](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY(security::readAudit(drill.administrator(), database, {}, 1000));
        GATEHOUSE_TRY(security::verifyAudit(drill.administrator(), database));
        return {};
    });
}

// For an auditor, checked as one would.
Result<void> exportTrail(DrillSite& drill)
{
    const QString file = drill.written(QStringLiteral("trail.jsonl"));
    GATEHOUSE_TRY(security::exportAudit(drill.administrator(), drill.site(), drill.clock(), file));
    QFile exported(file);
    if (!exported.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, QStringLiteral("the exported trail"));
    GATEHOUSE_TRY(audit::checkExport(exported));
    return {};
}

} // namespace gatehouse::drill
