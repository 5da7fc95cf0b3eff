#include "core/people/Drafts.h"

#include <algorithm>

namespace gatehouse::people {

namespace {

// Nothing a single line shows wrongly: control characters and the ones that turn the writing direction.
bool isOneLine(const QString& text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar character) {
        const bool turnsDirection = (character >= QChar(0x202A) && character <= QChar(0x202E))
            || (character >= QChar(0x2066) && character <= QChar(0x2069));
        return character.category() == QChar::Other_Control || turnsDirection
            || character.category() == QChar::Separator_Line || character.category() == QChar::Separator_Paragraph;
    });
}

bool isOneLineOf(const QString& text, int maximumLength)
{
    return text.size() <= maximumLength && isOneLine(text);
}

bool isInOrder(const Validity& validity)
{
    return !validity.from || !validity.until || *validity.from < *validity.until;
}

QList<GroupId> eachOnce(QList<GroupId> groups)
{
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    return groups;
}

struct FieldCode
{
    DraftField field;
    QLatin1StringView code;
};

constexpr FieldCode FieldCodes[] = {
    { DraftField::Name, QLatin1StringView("name") },
    { DraftField::ExternalRef, QLatin1StringView("ref") },
    { DraftField::Note, QLatin1StringView("note") },
    { DraftField::Validity, QLatin1StringView("validity") },
    { DraftField::VisitEnd, QLatin1StringView("visit-end") },
    { DraftField::Plate, QLatin1StringView("plate") },
    { DraftField::Description, QLatin1StringView("description") },
    { DraftField::GroupName, QLatin1StringView("group") },
};

} // namespace

QString draftFieldCode(DraftField field)
{
    for (const FieldCode& known : FieldCodes) {
        if (known.field == field)
            return known.code;
    }
    return {};
}

DraftField draftFieldFromCode(QStringView code)
{
    for (const FieldCode& known : FieldCodes) {
        if (code == known.code)
            return known.field;
    }
    return DraftField::None;
}

Person cleaned(Person draft)
{
    draft.name = draft.name.simplified();
    draft.externalRef = draft.externalRef.trimmed();
    draft.note = draft.note.trimmed();
    draft.groups = eachOnce(draft.groups);
    return draft;
}

Vehicle cleaned(Vehicle draft)
{
    draft.description = draft.description.simplified();
    draft.groups = eachOnce(draft.groups);
    return draft;
}

DraftField firstInvalidField(const Person& draft)
{
    if (draft.name.isEmpty() || !isOneLineOf(draft.name, MaximumNameLength))
        return DraftField::Name;
    if (!isOneLineOf(draft.externalRef, MaximumRefLength))
        return DraftField::ExternalRef;
    if (draft.note.size() > MaximumNoteLength)
        return DraftField::Note;
    return isInOrder(draft.validity) ? DraftField::None : DraftField::Validity;
}

DraftField firstInvalidField(const Vehicle& draft)
{
    if (draft.plate.isEmpty())
        return DraftField::Plate;
    if (!isOneLineOf(draft.description, MaximumDescriptionLength))
        return DraftField::Description;
    return isInOrder(draft.validity) ? DraftField::None : DraftField::Validity;
}

UtcTime latestVisitEnd(UtcTime enteredAt)
{
    constexpr qint64 DayMilliseconds = 24LL * 60 * 60 * 1000;
    return enteredAt.plusMilliseconds((LongestVisitDays + 1) * DayMilliseconds);
}

bool isVisitBounded(const Person& draft, UtcTime now)
{
    return draft.kind != PersonKind::Visitor || (draft.validity.until && *draft.validity.until <= latestVisitEnd(now));
}

bool isValidGroupName(const QString& name)
{
    return !name.trimmed().isEmpty() && isOneLineOf(name, MaximumGroupNameLength);
}

} // namespace gatehouse::people
