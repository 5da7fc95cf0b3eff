#include "core/people/Person.h"

#include <array>

namespace gatehouse::people {

namespace {

template <typename Value, std::size_t Count>
std::optional<Value> fromCode(const std::array<Value, Count>& values, QString (*code)(Value), QStringView wanted)
{
    for (const Value value : values) {
        if (wanted.trimmed().compare(code(value), Qt::CaseInsensitive) == 0)
            return value;
    }
    return std::nullopt;
}

} // namespace

QString personKindCode(PersonKind kind)
{
    switch (kind) {
    case PersonKind::Employee:
        return QStringLiteral("employee");
    case PersonKind::Contractor:
        return QStringLiteral("contractor");
    case PersonKind::Resident:
        return QStringLiteral("resident");
    case PersonKind::Visitor:
        return QStringLiteral("visitor");
    }
    Q_UNREACHABLE();
}

std::optional<PersonKind> personKindFromCode(QStringView code)
{
    return fromCode(std::to_array(AllPersonKinds), personKindCode, code);
}

QString consentPurposeCode(ConsentPurpose purpose)
{
    switch (purpose) {
    case ConsentPurpose::AccessFace:
        return QStringLiteral("access-face");
    case ConsentPurpose::AttendanceFace:
        return QStringLiteral("attendance-face");
    case ConsentPurpose::Picture:
        return QStringLiteral("picture");
    }
    Q_UNREACHABLE();
}

std::optional<ConsentPurpose> consentPurposeFromCode(QStringView code)
{
    return fromCode(std::to_array(AllConsentPurposes), consentPurposeCode, code);
}

QString consentFormCode(ConsentForm form)
{
    switch (form) {
    case ConsentForm::SignedForm:
        return QStringLiteral("signed-form");
    case ConsentForm::Signature:
        return QStringLiteral("signature");
    case ConsentForm::Guardian:
        return QStringLiteral("guardian");
    case ConsentForm::Electronic:
        return QStringLiteral("electronic");
    }
    Q_UNREACHABLE();
}

std::optional<ConsentForm> consentFormFromCode(QStringView code)
{
    return fromCode(std::to_array(AllConsentForms), consentFormCode, code);
}

} // namespace gatehouse::people
