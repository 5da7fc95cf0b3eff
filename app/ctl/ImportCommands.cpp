#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "app/ctl/PeopleJson.h"
#include "core/base/Resources.h"
#include "core/enrolment/PersonImport.h"
#include "core/enrolment/PersonPictures.h"
#include "core/enrolment/VehicleImport.h"

#include <algorithm>

namespace gatehouse::ctl {

namespace {

struct ImportOptions
{
    std::string csv;
    std::string pictures;
    std::string noticeLanguage = "en";
    bool isDryRun = false;

    [[nodiscard]] enrolment::ImportMode mode() const
    {
        return isDryRun ? enrolment::ImportMode::DryRun : enrolment::ImportMode::Commit;
    }
};

// The report on standard output; success when no row had a problem.
int reported(const CtlContext& context, const Result<enrolment::ImportReport>& report)
{
    if (!report)
        return context.fail(report.error());
    context.print(toJson(*report));
    if (report->problems.isEmpty())
        return ExitSuccess;
    context.say(QStringLiteral("Nothing was imported: %1 problems.").arg(report->problems.size()));
    return ExitFailure;
}

Result<enrolment::PersonPictures> picturesOf(
    const CtlContext& context, security::OpenSite& site, const enrolment::PersonFile& file)
{
    const bool hasPictures = std::any_of(
        file.rows.cbegin(), file.rows.cend(), [](const enrolment::PersonRow& row) { return !row.pictures.isEmpty(); });
    if (!hasPictures)
        return enrolment::PersonPictures();
    GATEHOUSE_TRY_ASSIGN(enroller, enrolment::Enroller::create(resourcePath(u"models")));
    GATEHOUSE_TRY_ASSIGN(known, site.reader().call([&](store::Database& database) {
        return enrolment::LookAlikes::load(database, context.clock(), enroller->model());
    }));
    return enrolment::lookAtPictures(file, *enroller, known, [&context](int done, int total) {
        if (done % 100 == 0)
            context.say(QStringLiteral("%1 of %2 pictures").arg(done).arg(total));
        return true;
    });
}

Result<enrolment::ImportReport> importPersonFile(const CtlContext& context, const ImportOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(notice, people::loadConsentNotices(QString::fromStdString(options.noticeLanguage)));
    GATEHOUSE_TRY_ASSIGN(file,
        enrolment::readPersonFile(
            QString::fromStdString(options.csv), QString::fromStdString(options.pictures), site->info().timeZone));
    GATEHOUSE_TRY_ASSIGN(pictures, picturesOf(context, *site, file));
    return site->writer().call([&](store::Database& database) {
        return enrolment::importPersons(
            database, context.clock(), site->openedBy(), file, pictures, notice, options.mode());
    });
}

Result<enrolment::ImportReport> importVehicleFile(const CtlContext& context, const ImportOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(file, enrolment::readVehicleFile(QString::fromStdString(options.csv), site->info().timeZone));
    return site->writer().call([&](store::Database& database) {
        return enrolment::importVehicles(database, context.clock(), site->openedBy(), file, options.mode());
    });
}

CLI::App* addImport(CLI::App& noun, ImportOptions& options, const std::string& columns)
{
    auto* command = noun.add_subcommand("import", "Add or update from CSV: all rows or none");
    command->add_option("csv", options.csv, "CSV file with " + columns)->required();
    command->add_flag("--dry-run", options.isDryRun, "Check everything, keep nothing");
    return command;
}

} // namespace

void addPersonImport(CLI::App& person, CtlContext& context)
{
    auto options = std::make_shared<ImportOptions>();
    auto* command = addImport(person, *options,
        "ref,name,kind,groups,valid_from,valid_until,id_number,birth_date,consent,purposes,guardian,pictures (ref and "
        "name needed)");
    command->add_option("--pictures", options->pictures, "Folder with REF.jpg, REF_1.jpg … or subfolders REF");
    command->add_option(
        "--notice-language", options->noticeLanguage, "Language of the notice that was signed: en, de, zh_CN");
    context.onRun(command, [&context, options] { return reported(context, importPersonFile(context, *options)); });
}

void addVehicleImport(CLI::App& vehicle, CtlContext& context)
{
    auto options = std::make_shared<ImportOptions>();
    auto* command = addImport(vehicle, *options,
        "plate,region,owner_ref,groups,description,valid_from,valid_until (plate and region needed)");
    context.onRun(command, [&context, options] { return reported(context, importVehicleFile(context, *options)); });
}

} // namespace gatehouse::ctl
