#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/SubjectOptions.h"
#include "core/base/PrivateFile.h"
#include "core/base/Resources.h"
#include "core/privacy/Restriction.h"
#include "core/privacy/SubjectErasure.h"
#include "core/privacy/SubjectPackage.h"
#include "core/security/RecoveryCode.h"
#include "ui/documents/PdfOutput.h"
#include "ui/documents/SubjectDocument.h"

namespace gatehouse::ctl {

namespace {

using security::ActingOperator;

struct ExportOptions
{
    SubjectOptions about;
    std::string out;
};

Result<QJsonObject> shown(const CtlContext& context, const SubjectOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(subject, options.subject());
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(file, site->writer().call([&](store::Database& database) {
        return privacy::readSubject(site->openedBy(), database, context.clock(), subject);
    }));
    return privacy::subjectSummary(file);
}

Result<QJsonObject> exported(const CtlContext& context, const ExportOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(subject, options.about.subject());
    GATEHOUSE_TRY_ASSIGN(catalogue, vision::ModelCatalogue::create(resourcePath(u"models")));
    GATEHOUSE_TRY_ASSIGN(blur, privacy::BystanderBlur::create(catalogue));
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, privacy::exportProposal(subject)));
    GATEHOUSE_TRY_ASSIGN(material, site->writer().call([&](store::Database& database) {
        return privacy::gatherSubject(site->openedBy(), database, context.clock(), subject, std::move(approval),
            [&](const QByteArray& sealed, const QByteArray& about) {
                return site->openField(site->openedBy(), sealed, about);
            });
    }));
    const security::Passphrase passphrase = security::makeRecoveryCode();
    GATEHOUSE_TRY_ASSIGN(zip, privacy::EncryptedZip::create(QString::fromStdString(options.out), passphrase));
    GATEHOUSE_TRY_ASSIGN(
        pictures, privacy::packPictures(zip, material, *blur, [&](const privacy::HeldPicture& picture) {
            return site->reader().call([&](store::Database& database) {
                return privacy::heldBytes(database, context.clock(), material.file, picture);
            });
        }));
    GATEHOUSE_TRY_ASSIGN(proofs, privacy::packProofs(zip, material, [&](ConsentId consent) {
        return site->reader().call(
            [&](store::Database& database) { return privacy::heldProof(database, context.clock(), consent); });
    }));
    const security::SiteInfo info = site->info();
    GATEHOUSE_TRY_ASSIGN(
        report, ui::pdfOf(ui::subjectDocument(material.file, pictures, info.name, ui::SiteTime(info.timeZone))));
    GATEHOUSE_TRY(privacy::packSubject(zip, material, { pictures, proofs }, report, ui::subjectReadme(info.name)));
    int blurred = 0;
    for (const privacy::PackagedPicture& picture : std::as_const(pictures))
        blurred += picture.blurred;
    return QJsonObject { { QStringLiteral("file"), QString::fromStdString(options.out) },
        { QStringLiteral("passphrase"),
            QString::fromUtf8(passphrase.data(), static_cast<qsizetype>(passphrase.size())) },
        { QStringLiteral("passages"), material.file.events.size() }, { QStringLiteral("pictures"), pictures.size() },
        { QStringLiteral("proofs"), material.proofs.size() },
        { QStringLiteral("sealed"), material.file.sealed.has_value() }, { QStringLiteral("blurred"), blurred } };
}

Result<QJsonObject> processed(const CtlContext& context, const SubjectOptions& options, privacy::Processing processing)
{
    GATEHOUSE_TRY_ASSIGN(subject, options.subject());
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY(site->writer().call([&](store::Database& database) {
        return privacy::setProcessing(site->openedBy(), database, context.clock(), subject, processing);
    }));
    return QJsonObject { { QStringLiteral("about"), subject.kind() }, { QStringLiteral("number"), subject.number() },
        { QStringLiteral("restricted"), processing == privacy::Processing::Restricted } };
}

Result<QJsonObject> erased(const CtlContext& context, const SubjectOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(subject, options.subject());
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, privacy::eraseProposal(subject)));
    GATEHOUSE_TRY_ASSIGN(certificate, site->writer().call([&](store::Database& database) {
        return privacy::eraseSubject(
            site->openedBy(), database, context.clock(), site->signingKey(), subject, std::move(approval));
    }));
    return QJsonObject { { QStringLiteral("certificate"), certificate.id.value() },
        { QStringLiteral("words"), certificate.words() } };
}

void addProcessing(
    CLI::App& noun, CtlContext& context, const char* name, const char* description, privacy::Processing processing)
{
    auto options = std::make_shared<SubjectOptions>();
    auto* command = noun.add_subcommand(name, description);
    options->addTo(*command);
    context.onRun(command,
        [&context, options, processing] { return reported(context, processed(context, *options, processing)); });
}

} // namespace

void addSubjectCommands(CLI::App& application, CtlContext& context)
{
    auto* subject = application.add_subcommand("subject", "The rights of somebody recorded");
    subject->require_subcommand(1);
    auto about = std::make_shared<SubjectOptions>();
    auto* show = subject->add_subcommand(
        "show", "How much of what is held; all of it leaves by `subject export`, with two people");
    about->addTo(*show);
    context.onRun(show, [&context, about] { return reported(context, shown(context, *about)); });

    auto options = std::make_shared<ExportOptions>();
    auto* package = subject->add_subcommand("export",
        "Everything that is held, as a ZIP encrypted with AES-256 (7-Zip and bsdtar open it); prints its passphrase "
        "once. Needs a second person");
    options->about.addTo(*package);
    package->add_option("--out", options->out, "ZIP file to write")->required();
    context.onRun(package, [&context, options] { return reported(context, exported(context, *options)); });

    addProcessing(*subject, context, "restrict", "Keep the data, but use it no more", privacy::Processing::Restricted);
    addProcessing(*subject, context, "lift", "Use restricted data again", privacy::Processing::Allowed);

    auto erasing = std::make_shared<SubjectOptions>();
    auto* erase = subject->add_subcommand(
        "erase", "Erase what is held, keys first; prints the certificate's number. Needs a second person");
    erasing->addTo(*erase);
    context.onRun(erase, [&context, erasing] { return reported(context, erased(context, *erasing)); });
}

} // namespace gatehouse::ctl
