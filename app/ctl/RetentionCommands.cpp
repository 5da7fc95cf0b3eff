#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "core/privacy/ClockDoubt.h"
#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRun.h"
#include "core/security/AuditAccess.h"
#include "ui/documents/CertificateDocument.h"
#include "ui/documents/PdfOutput.h"

namespace gatehouse::ctl {

namespace {

using security::ActingOperator;

constexpr int CertificatesListed = 1000;

struct RetentionOptions
{
    std::string dataClass;
    int days = 0;
    bool isClockRight = false;
};

struct CertificateOptions
{
    qint64 number = 0;
    std::string out;
};

QJsonObject lineJson(const privacy::RetentionLine& line)
{
    QJsonObject object { { QStringLiteral("class"), privacy::dataClassCode(line.dataClass) },
        { QStringLiteral("days"), line.days }, { QStringLiteral("standard"), line.terms.standard },
        { QStringLiteral("least"), line.terms.least }, { QStringLiteral("most"), line.terms.most } };
    if (line.recorded != line.days)
        object.insert(QStringLiteral("recorded"), line.recorded);
    if (line.terms.told)
        object.insert(QStringLiteral("told"), *line.terms.told);
    if (line.held) {
        object.insert(QStringLiteral("held"), line.held->rows);
        object.insert(QStringLiteral("overdue"), line.held->overdue);
        object.insert(QStringLiteral("oldest"), momentJson(line.held->oldest));
    }
    return object;
}

QJsonObject certificateJson(const privacy::Certificate& certificate, const QByteArray& publicKey)
{
    return { { QStringLiteral("number"), certificate.id.value() },
        { QStringLiteral("kind"), privacy::certificateKindCode(certificate.kind) },
        { QStringLiteral("at"), certificate.at.toIso() },
        { QStringLiteral("operator"),
            certificate.operatorId.isValid() ? QJsonValue(certificate.operatorId.value()) : QJsonValue() },
        { QStringLiteral("words"), certificate.words() }, { QStringLiteral("auditEntries"), certificate.audit.entries },
        { QStringLiteral("auditHead"), QString::fromLatin1(certificate.audit.head.toHex()) },
        { QStringLiteral("signature"), QString::fromLatin1(certificate.signature.toHex()) },
        { QStringLiteral("publicKey"), QString::fromLatin1(publicKey.toHex()) },
        { QStringLiteral("complete"), certificate.isComplete() },
        { QStringLiteral("genuine"), certificate.isGenuine(publicKey) } };
}

Result<QJsonObject> setDays(const CtlContext& context, const RetentionOptions& options)
{
    const auto dataClass = privacy::dataClassFromCode(QString::fromStdString(options.dataClass));
    if (!dataClass)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--class: see retention show"));
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    const ActingOperator& actor = site->openedBy();
    Result<void> done = site->writer().call([&](store::Database& database) {
        return privacy::RetentionBook(database, context.clock()).change(actor, *dataClass, options.days);
    });
    if (!done && done.error().code == ErrorCode::SecondPersonNeeded) {
        GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, privacy::lengthenProposal(*dataClass, options.days)));
        done = site->writer().call([&](store::Database& database) {
            return privacy::RetentionBook(database, context.clock())
                .changeTogether(actor, *dataClass, options.days, std::move(approval));
        });
    }
    if (!done)
        return done.error();
    return QJsonObject { { QStringLiteral("class"), privacy::dataClassCode(*dataClass) },
        { QStringLiteral("days"), options.days } };
}

Result<QJsonObject> runNow(const CtlContext& context, const RetentionOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    if (options.isClockRight) {
        const UtcTime shown = context.clock().now();
        GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, privacy::clockProposal(shown)));
        GATEHOUSE_TRY(site->writer().call([&](store::Database& database) {
            return privacy::confirmClock(site->openedBy(), database, context.clock(), shown, std::move(approval));
        }));
    }
    GATEHOUSE_TRY_ASSIGN(
        certificate, privacy::runRetention(site->openedBy(), site->writer(), context.clock(), site->signingKey()));
    return certificateJson(certificate, site->signingKey().publicKey());
}

Result<QJsonObject> printCertificate(const CtlContext& context, const CertificateOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    const ActingOperator& actor = site->openedBy();
    GATEHOUSE_TRY_ASSIGN(certificate, site->reader().call([&](store::Database& database) {
        return privacy::readCertificate(actor, database, privacy::CertificateId(options.number));
    }));
    QString name;
    if (certificate.operatorId.isValid()) {
        GATEHOUSE_TRY_ASSIGN(names,
            site->reader().call([&](store::Database& database) { return security::operatorNames(actor, database); }));
        name = names.value(certificate.operatorId);
    }
    const security::SiteInfo info = site->info();
    GATEHOUSE_TRY(ui::writePdf(ui::certificateDocument(certificate, site->signingKey().publicKey(), info.name, name,
                                   ui::SiteTime(info.timeZone)),
        QString::fromStdString(options.out)));
    return certificateJson(certificate, site->signingKey().publicKey());
}

} // namespace

void addRetentionCommands(CLI::App& application, CtlContext& context)
{
    auto* retention = application.add_subcommand("retention", "How long data is kept");
    retention->require_subcommand(1);
    auto* show = retention->add_subcommand(
        "show", "Every class: days (and those recorded, where they differ), bounds, how much is held and overdue");
    context.onRun(show, [&context] {
        return onReader(context, [&](store::Database& database, const ActingOperator& actor) -> Result<QJsonArray> {
            GATEHOUSE_TRY_ASSIGN(lines, privacy::RetentionBook(database, context.clock()).lines(actor));
            QJsonArray rows;
            for (const privacy::RetentionLine& line : std::as_const(lines))
                rows.append(lineJson(line));
            return rows;
        });
    });
    auto options = std::make_shared<RetentionOptions>();
    auto* set = retention->add_subcommand(
        "set", "Keep a class for so many days; longer, or the audit trail shorter, needs a second person");
    set->add_option("--class", options->dataClass, "unknown-pictures, known-pictures, passages …")->required();
    set->add_option("--days", options->days, "Days, within the bounds that show prints")->required();
    context.onRun(set, [&context, options] { return reported(context, setDays(context, *options)); });
    auto* run = retention->add_subcommand("run", "Delete what is overdue now; prints the certificate");
    run->add_flag("--clock-is-right", options->isClockRight,
        "Confirm what this machine's clock says now, where it is in doubt; needs a second person, and the trail says "
        "who said so");
    context.onRun(run, [&context, options] { return reported(context, runNow(context, *options)); });

    auto* certificate = addNoun(application, "certificate", "certificates", "Proof of deletions");
    context.onRun(addList(*certificate), [&context] {
        auto site = context.openSite();
        if (!site)
            return context.fail(site.error());
        const QByteArray publicKey = (*site)->signingKey().publicKey();
        return reported(context, (*site)->reader().call([&](store::Database& database) -> Result<QJsonArray> {
            GATEHOUSE_TRY_ASSIGN(
                certificates, privacy::listCertificates((*site)->openedBy(), database, CertificatesListed));
            QJsonArray rows;
            for (const privacy::Certificate& one : std::as_const(certificates))
                rows.append(certificateJson(one, publicKey));
            return rows;
        }));
    });
    auto printed = std::make_shared<CertificateOptions>();
    auto* print = certificate->add_subcommand("print", "One of them as PDF");
    print->add_option("--number", printed->number, "Its number")->required();
    print->add_option("--out", printed->out, "PDF file to write")->required();
    context.onRun(print, [&context, printed] { return reported(context, printCertificate(context, *printed)); });
}

} // namespace gatehouse::ctl
