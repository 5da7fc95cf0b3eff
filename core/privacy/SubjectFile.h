#pragma once

#include "core/audit/AuditTrail.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/lane/LaneTypes.h"
#include "core/people/Person.h"
#include "core/people/SealedFields.h"
#include "core/privacy/Subject.h"
#include "core/privacy/SubjectRequests.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <QHash>
#include <QList>

#include <optional>

namespace gatehouse::privacy {

// A stored face template as it is shown: the vector itself is nothing a person could read, and handing it out would
// hand out a key (ISO/IEC 24745).
struct TemplateFacts
{
    TemplateId id;
    QString model;
    double quality = 0; // 0..1
    UtcTime createdAt;
    bool hasPicture = false;
};

struct VehicleFacts
{
    people::Vehicle vehicle;
    QStringList groups;
    std::optional<UtcTime> restrictedAt;
};

// A passage of somebody else's whom the recogniser nearly took for the subject: that is kept, and said, but not whom it
// was.
struct Mention
{
    EventId event;
    UtcTime at;
    QString laneName;
};

// Everything that is held about a subject; a value, complete but for pictures and proofs, which are read one by one.
struct SubjectFile
{
    Subject subject;
    UtcTime readAt;
    std::optional<people::Person> person;
    std::optional<people::ShownFields> sealed; // resident ID number and date of birth, in an export alone
    std::optional<UtcTime> restrictedAt;
    std::optional<UtcTime> removedAt; // a person who is removed, with what is still held of them
    QStringList groups;
    QList<people::Consent> consents;
    QList<TemplateFacts> templates;
    QList<VehicleFacts> vehicles; // a person's, or the one it is about
    QList<lane::LaneEvent> events; // with their answers, oldest first
    QList<Mention> mentions;
    QList<SubjectRequest> requests; // a person's vehicles' as well
    QList<audit::Record> audit; // newest first, at most MaximumAudit
    QHash<OperatorId, QString> operatorNames; // of those in `audit`
    qint64 auditTotal = 0;

    static constexpr int MaximumAudit = 2000;
    [[nodiscard]] int pictureCount() const; // of passages
    // Retention leaves it alone (KeptForRestricted.h).
    [[nodiscard]] bool isKeptLonger() const { return restrictedAt && !removedAt; }
};

// Reads it, and writes into the trail that it was ("subject.show"), so it runs on the writer. Needs HandleRequests.
// NotFound.
Result<SubjectFile> readSubject(
    const security::ActingOperator& actor, store::Database& database, const Clock& clock, const Subject& subject);

} // namespace gatehouse::privacy
