#pragma once

#include "core/base/Result.h"
#include "core/enrolment/ImportTypes.h"
#include "core/people/Person.h"
#include "core/people/SealedFields.h"

#include <QStringList>
#include <QTimeZone>

#include <optional>

namespace gatehouse::enrolment {

// One line of a person import, understood but not yet compared with the store. What a column that is missing would have
// said is absent: the person keeps it.
struct PersonRow
{
    int line = 0;
    QString ref;
    QString name;
    std::optional<people::PersonKind> kind;
    std::optional<QStringList> groups;
    std::optional<people::Validity> validity;
    std::optional<people::ConsentForm> consent; // form the consent was given in
    QList<people::ConsentPurpose> purposes; // what it covers; access by face where the file does not say
    QString guardian; // of a child
    people::SealedEntry sealed; // resident ID number and date of birth
    QStringList pictures; // absolute paths
};

struct PersonFile
{
    QString name; // of the file, without its folder
    QList<PersonRow> rows;
    QList<ImportProblem> problems;
    QList<ImportProblem> pictureProblems; // pictures that are named but not there
};

// Reads `ref,name,kind,groups,valid_from,valid_until,id_number,birth_date,consent,purposes,guardian,pictures`: ref and
// name must be there, the others may be left out. Every value is checked, every problem listed; FormatInvalid or
// FileNotReadable when the file as a whole cannot be read. `pictureFolder` may be empty. Any thread.
Result<PersonFile> readPersonFile(const QString& csv, const QString& pictureFolder, const QTimeZone& siteZone);

} // namespace gatehouse::enrolment
