#include "ui/people/ImportJob.h"

#include "core/base/Resources.h"
#include "core/enrolment/PersonImport.h"
#include "core/enrolment/VehicleImport.h"
#include "core/store/StoreThread.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

class PersonImportJob final : public ImportJob
{
public:
    PersonImportJob(const ImportChoice& choice, store::StoreThread& reader, const Clock& clock)
        : m_choice(choice)
        , m_reader(reader)
        , m_clock(clock)
    {
    }

    Result<void> read(const Progress& progress) override
    {
        GATEHOUSE_TRY_ASSIGN(notice, people::loadConsentNotices(m_choice.noticeLanguage));
        m_notice = notice;
        GATEHOUSE_TRY_ASSIGN(file, enrolment::readPersonFile(m_choice.csv, m_choice.pictures, m_choice.zone));
        m_file = file;
        const bool hasPictures = std::any_of(m_file.rows.cbegin(), m_file.rows.cend(),
            [](const enrolment::PersonRow& row) { return !row.pictures.isEmpty(); });
        if (!hasPictures)
            return {};
        GATEHOUSE_TRY_ASSIGN(enroller, enrolment::Enroller::create(resourcePath(u"models")));
        GATEHOUSE_TRY_ASSIGN(known, m_reader.call([&](store::Database& database) {
            return enrolment::LookAlikes::load(database, m_clock, enroller->model());
        }));
        GATEHOUSE_TRY_ASSIGN(pictures, enrolment::lookAtPictures(m_file, *enroller, known, progress));
        m_pictures = pictures;
        return {};
    }

    Result<enrolment::ImportReport> tryNext(store::Database& database, const Clock& clock,
        const security::ActingOperator& actor, const std::optional<enrolment::ImportReport>& soFar) const override
    {
        return enrolment::tryPersons(database, clock, actor, m_file, m_pictures, m_notice, soFar);
    }

    Result<enrolment::ImportReport> commit(store::Database& database, const Clock& clock,
        const security::ActingOperator& actor, const Progress& progress) const override
    {
        return enrolment::importPersons(
            database, clock, actor, m_file, m_pictures, m_notice, enrolment::ImportMode::Commit, progress);
    }

private:
    const ImportChoice m_choice;
    store::StoreThread& m_reader;
    const Clock& m_clock;
    people::ConsentNotices m_notice;
    enrolment::PersonFile m_file;
    enrolment::PersonPictures m_pictures;
};

class VehicleImportJob final : public ImportJob
{
public:
    explicit VehicleImportJob(const ImportChoice& choice)
        : m_choice(choice)
    {
    }

    Result<void> read(const Progress&) override
    {
        GATEHOUSE_TRY_ASSIGN(file, enrolment::readVehicleFile(m_choice.csv, m_choice.zone));
        m_file = file;
        return {};
    }

    Result<enrolment::ImportReport> tryNext(store::Database& database, const Clock& clock,
        const security::ActingOperator& actor, const std::optional<enrolment::ImportReport>& soFar) const override
    {
        return enrolment::tryVehicles(database, clock, actor, m_file, soFar);
    }

    Result<enrolment::ImportReport> commit(store::Database& database, const Clock& clock,
        const security::ActingOperator& actor, const Progress& progress) const override
    {
        return enrolment::importVehicles(database, clock, actor, m_file, enrolment::ImportMode::Commit, progress);
    }

private:
    const ImportChoice m_choice;
    enrolment::VehicleFile m_file;
};

} // namespace

std::unique_ptr<ImportJob> makePersonImport(const ImportChoice& choice, store::StoreThread& reader, const Clock& clock)
{
    return std::make_unique<PersonImportJob>(choice, reader, clock);
}

std::unique_ptr<ImportJob> makeVehicleImport(const ImportChoice& choice)
{
    return std::make_unique<VehicleImportJob>(choice);
}

} // namespace gatehouse::ui
