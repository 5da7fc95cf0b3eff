#include "ui/people/ImportWords.h"

#include "ui/people/ImportForm.h"
#include "ui/words/ErrorText.h"

namespace gatehouse::ui {

namespace {

// A refusal of the register names its field, not the column that has the way out.
QString columnName(const QString& field)
{
    return field == QStringLiteral("visit-end") ? QStringLiteral("valid_until") : field;
}

// Why a value of this column cannot be used.
QString unusableText(const QString& column)
{
    if (column == QStringLiteral("kind"))
        return ImportForm::tr("must be employee, contractor, resident or visitor.");
    if (column == QStringLiteral("consent"))
        return ImportForm::tr("must be signed-form, signature, guardian or electronic, or empty.");
    if (column == QStringLiteral("purposes"))
        return ImportForm::tr("must be access-face, attendance-face or picture, or several of these.");
    if (column == QStringLiteral("guardian"))
        return ImportForm::tr("is needed where a guardian consents for a child.");
    if (column == QStringLiteral("id_number"))
        return ImportForm::tr("is longer than 40 letters or cannot be shown.");
    if (column == QStringLiteral("birth_date"))
        return ImportForm::tr("must be a date like 2012-03-04 that does not lie ahead.");
    if (column == QStringLiteral("region"))
        return ImportForm::tr("must be cn, eu, us or br.");
    if (column == QStringLiteral("plate"))
        return ImportForm::tr("is no plate: 1 to 12 letters, digits or Chinese characters.");
    if (column == QStringLiteral("visit-end")) {
        return ImportForm::tr("a visitor needs a last day here, at most %n days ahead. Who comes for longer is a "
                              "contractor or a resident.",
            nullptr, people::LongestVisitDays);
    }
    if (column == QStringLiteral("valid_until") || column == QStringLiteral("validity"))
        return ImportForm::tr("ends before it begins.");
    return ImportForm::tr("is missing or too long.");
}

} // namespace

QString importProblemText(const enrolment::ImportProblem& problem)
{
    const QString& column = problem.column;
    if (column == QStringLiteral("pictures") || problem.code == ErrorCode::ConsentMissing) {
        const QString words = problem.code == ErrorCode::FileNotReadable
            ? ImportForm::tr("There is no such picture in the folder.")
            : errorWords({ problem.code, {} }).what;
        return QStringLiteral("%1: %2").arg(problem.file, words);
    }
    switch (problem.code) {
    case ErrorCode::AlreadyExists:
        return ImportForm::tr("%1: stands in another line or belongs to somebody else.").arg(column);
    case ErrorCode::NotFound:
        return ImportForm::tr("%1: nobody with this reference is registered.").arg(column);
    case ErrorCode::InvalidArgument:
        return columnName(column) + QStringLiteral(": ") + unusableText(column);
    default:
        return column.isEmpty()
            ? ImportForm::tr("The line does not fit the header. Look for a quote or comma too many.")
            : ImportForm::tr("%1: cannot be read. Dates are written 2026-12-31.").arg(column);
    }
}

} // namespace gatehouse::ui
