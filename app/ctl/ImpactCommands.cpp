#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "core/privacy/ImpactFacts.h"
#include "ui/documents/ImpactDocument.h"
#include "ui/documents/PdfOutput.h"

namespace gatehouse::ctl {

namespace {

Result<QJsonObject> written(const CtlContext& context, const std::string& out)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY(site->writer().call([&](store::Database& database) {
        return privacy::noteImpactAssessment(site->openedBy(), database, context.clock());
    }));
    GATEHOUSE_TRY_ASSIGN(facts, site->reader().call([&](store::Database& database) {
        return privacy::readImpactFacts(site->openedBy(), database, context.clock());
    }));
    GATEHOUSE_TRY(
        ui::writePdf(ui::impactDocument(facts, ui::SiteTime(site->info().timeZone)), QString::fromStdString(out)));
    return QJsonObject { { QStringLiteral("file"), QString::fromStdString(out) },
        { QStringLiteral("cameras"), facts.cameras.size() }, { QStringLiteral("persons"), facts.counts.allPersons() },
        { QStringLiteral("risks"), facts.risks().size() } };
}

} // namespace

void addImpactCommands(CLI::App& application, CtlContext& context)
{
    auto* command = application.add_subcommand(
        "impact-assessment", "Data protection impact assessment of this site as PDF, in the --language asked for");
    auto out = std::make_shared<std::string>();
    command->add_option("--out", *out, "PDF file to write")->required();
    context.onRun(command, [&context, out] { return reported(context, written(context, *out)); });
}

} // namespace gatehouse::ctl
