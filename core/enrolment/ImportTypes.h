#pragma once

#include "core/base/Error.h"

#include <QList>
#include <QString>

namespace gatehouse::enrolment {

// Whether an import is only tried (everything is checked against the store and rolled back) or kept.
enum class ImportMode { DryRun, Commit };

// One value or picture of an import that could not be taken.
struct ImportProblem
{
    QString file; // the CSV file's name, or the picture's
    int line = 0; // of the CSV file; 1 is the header
    QString column; // empty when the whole line is meant
    ErrorCode code = ErrorCode::FormatInvalid;
    QString explanation; // English, for logs and JSON; the console words it by code
};

struct ImportReport
{
    int rows = 0;
    int tried = 0; // so many of them were looked at, in a dry run by parts
    int added = 0;
    int updated = 0;
    int unchanged = 0;
    int templates = 0;
    // Any of these and nothing was imported.
    QList<ImportProblem> problems;
    // Pictures that were refused, or that look like somebody else: the person is taken all the same.
    QList<ImportProblem> pictureProblems;
    bool isCommitted = false; // false after a dry run or with problems
};

} // namespace gatehouse::enrolment
