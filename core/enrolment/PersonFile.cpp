#include "core/enrolment/PersonFile.h"

#include "core/enrolment/ImportText.h"
#include "core/enrolment/PictureFolder.h"
#include "core/people/Drafts.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSet>

namespace gatehouse::enrolment {

namespace {

void checkPersonTexts(const PersonRow& row, ProblemList& problems)
{
    people::Person draft;
    draft.name = row.name;
    draft.externalRef = row.ref;
    if (row.ref.isEmpty())
        problems.add(row.line, QStringLiteral("ref"), ErrorCode::InvalidArgument, QStringLiteral("is empty"));
    const auto field = people::firstInvalidField(people::cleaned(draft));
    if (field != people::DraftField::None) {
        problems.add(row.line, people::draftFieldCode(field), ErrorCode::InvalidArgument,
            QStringLiteral("is empty, too long or holds a character that cannot be shown"));
    }
    for (const QString& group : row.groups.value_or(QStringList())) {
        if (!people::isValidGroupName(group)) {
            problems.add(row.line, QStringLiteral("groups"), ErrorCode::InvalidArgument,
                QStringLiteral("the name of a group is too long"));
        }
    }
}

// A code of a closed list; an empty value is an absent one.
template <typename Value>
std::optional<Value> codedValue(
    const CsvRow& row, const QString& column, std::optional<Value> (*fromCode)(QStringView), ProblemList& problems)
{
    const QString text = row.value(column);
    if (text.isEmpty())
        return std::nullopt;
    const auto value = fromCode(text);
    if (!value)
        problems.add(row.line(), column, ErrorCode::InvalidArgument, QStringLiteral("is not one of the known words"));
    return value;
}

// "access-face; picture": what the consent of the row covers. Without the column it is access by face alone.
QList<people::ConsentPurpose> purposesOf(const CsvRow& row, ProblemList& problems)
{
    QList<people::ConsentPurpose> purposes;
    for (const QString& word : listedNames(row.value(u"purposes"))) {
        if (const auto purpose = people::consentPurposeFromCode(word))
            purposes.append(*purpose);
        else
            problems.add(row.line(), QStringLiteral("purposes"), ErrorCode::InvalidArgument,
                QStringLiteral("is not one of the known words"));
    }
    return purposes.isEmpty() ? QList { people::ConsentPurpose::AccessFace } : purposes;
}

// An empty value leaves a sealed field as it is: a list that a spreadsheet made never takes one away.
people::SealedEntry sealedOf(const CsvRow& row, ProblemList& problems)
{
    people::SealedEntry sealed;
    if (const QString number = row.value(u"id_number"); !number.isEmpty())
        sealed.idNumber = number;
    if (const QString birth = row.value(u"birth_date"); !birth.isEmpty()) {
        sealed.birthDate = QDate::fromString(birth, Qt::ISODate);
        if (!sealed.birthDate->isValid())
            problems.add(row.line(), QStringLiteral("birth_date"), ErrorCode::InvalidArgument,
                QStringLiteral("is no date like 2012-03-04"));
    }
    const QString invalid =
        people::SealedFields::firstInvalidField(sealed, QDateTime::currentDateTimeUtc().date().addDays(1));
    if (!invalid.isEmpty()) {
        problems.add(row.line(),
            invalid == QStringLiteral("id-number") ? QStringLiteral("id_number") : QStringLiteral("birth_date"),
            ErrorCode::InvalidArgument, QStringLiteral("is too long, cannot be shown or lies ahead"));
    }
    return sealed;
}

PersonRow personRow(const CsvReader& reader, const CsvRow& row, const QTimeZone& zone, ProblemList& problems)
{
    PersonRow person;
    person.line = row.line();
    person.ref = row.value(u"ref");
    person.name = row.value(u"name");
    person.kind = codedValue(row, QStringLiteral("kind"), people::personKindFromCode, problems);
    person.consent = codedValue(row, QStringLiteral("consent"), people::consentFormFromCode, problems);
    if (reader.hasColumn(u"groups"))
        person.groups = listedNames(row.value(u"groups"));
    if (reader.hasColumn(u"valid_from") || reader.hasColumn(u"valid_until"))
        person.validity = parsedValidity(row, zone, problems);
    person.pictures = listedNames(row.value(u"pictures"));
    person.purposes = purposesOf(row, problems);
    person.guardian = row.value(u"guardian");
    if (person.consent == people::ConsentForm::Guardian && person.guardian.isEmpty())
        problems.add(person.line, QStringLiteral("guardian"), ErrorCode::InvalidArgument, QStringLiteral("is empty"));
    person.sealed = sealedOf(row, problems);
    checkPersonTexts(person, problems);
    return person;
}

// Turns the names the file gives into paths, or finds the pictures by reference.
void findPictures(QList<PersonRow>& rows, const PictureFolder& folder, QList<ImportProblem>& missing)
{
    QSet<QString> refs;
    for (const PersonRow& row : rows)
        refs.insert(row.ref);
    for (PersonRow& row : rows) {
        if (row.pictures.isEmpty()) {
            row.pictures = folder.ofRef(row.ref, refs);
            continue;
        }
        QStringList paths;
        for (const QString& name : std::as_const(row.pictures)) {
            const QString path = folder.named(name);
            if (path.isEmpty()) {
                missing.append({ name, row.line, QStringLiteral("pictures"), ErrorCode::FileNotReadable,
                    QStringLiteral("no such picture in the folder") });
            } else {
                paths.append(path);
            }
        }
        row.pictures = paths;
    }
}

} // namespace

Result<PersonFile> readPersonFile(const QString& csv, const QString& pictureFolder, const QTimeZone& siteZone)
{
    PictureFolder pictures;
    if (!pictureFolder.isEmpty()) {
        GATEHOUSE_TRY_ASSIGN(opened, PictureFolder::open(pictureFolder));
        pictures = opened;
    }
    GATEHOUSE_TRY_ASSIGN(reader, openImportFile(csv, { QStringLiteral("ref"), QStringLiteral("name") }));

    PersonFile file;
    file.name = QFileInfo(csv).fileName();
    ProblemList problems(file.name);
    QSet<QString> seen;
    while (true) {
        const auto next = reader.next();
        if (!next) {
            // Where a record does not end is unknown after a stray quote: what follows would be guessed.
            problems.addRefusal(next.error());
            break;
        }
        if (!*next)
            break;
        PersonRow row = personRow(reader, **next, siteZone, problems);
        if (!row.ref.isEmpty() && seen.contains(row.ref)) {
            problems.add(row.line, QStringLiteral("ref"), ErrorCode::AlreadyExists,
                QStringLiteral("stands in an earlier line already"));
        }
        seen.insert(row.ref);
        file.rows.append(row);
    }
    findPictures(file.rows, pictures, file.pictureProblems);
    file.problems = problems.problems();
    return file;
}

} // namespace gatehouse::enrolment
