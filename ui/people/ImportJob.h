#pragma once

#include "core/base/Clock.h"
#include "core/enrolment/ImportTypes.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <QString>
#include <QTimeZone>

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse::store {
class StoreThread;
}

namespace gatehouse::ui {

// One import of a CSV file: read() on a thread that has time, then tryNext() on the store's and, when the person says
// so, commit(). In between it is only handed on.
class ImportJob
{
public:
    // Told after each picture or row; returning false cancels.
    using Progress = std::function<bool(int done, int total)>;

    virtual ~ImportJob() = default;
    virtual Result<void> read(const Progress& progress) = 0;
    // The next part of the dry run, until as many rows are tried as there are.
    virtual Result<enrolment::ImportReport> tryNext(store::Database& database, const Clock& clock,
        const security::ActingOperator& actor, const std::optional<enrolment::ImportReport>& soFar) const = 0;
    // For good, all of it or nothing.
    virtual Result<enrolment::ImportReport> commit(store::Database& database, const Clock& clock,
        const security::ActingOperator& actor, const Progress& progress) const = 0;
};

// What the person chose to import.
struct ImportChoice
{
    QString csv;
    QString pictures; // folder; may be empty
    QString noticeLanguage; // of the consent forms
    QTimeZone zone;
};

// The reader must outlive the job.
std::unique_ptr<ImportJob> makePersonImport(const ImportChoice& choice, store::StoreThread& reader, const Clock& clock);
std::unique_ptr<ImportJob> makeVehicleImport(const ImportChoice& choice);

} // namespace gatehouse::ui
