#pragma once

#include "core/base/Clock.h"
#include "core/enrolment/ImportTypes.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <QString>
#include <QTimeZone>

#include <functional>
#include <memory>

namespace gatehouse::store {
class StoreThread;
}

namespace gatehouse::ui {

// One import of a CSV file, in two steps: read() on a thread that has time, then run() on the store's, first as a dry
// run and, when the person says so, for good. Between the two it is only handed on.
class ImportJob
{
public:
    // Told after each picture; returning false cancels.
    using Progress = std::function<bool(int done, int total)>;

    virtual ~ImportJob() = default;
    virtual Result<void> read(const Progress& progress) = 0;
    virtual Result<enrolment::ImportReport> run(store::Database& database, const Clock& clock,
        const security::ActingOperator& actor, enrolment::ImportMode mode) const = 0;
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
