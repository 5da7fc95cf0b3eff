#pragma once

#include "core/privacy/SubjectFile.h"

#include <QJsonObject>

namespace gatehouse::privacy {

// A picture of the package, bystanders blurred: where it lies in it, and which event or template it belongs to.
struct PackagedPicture
{
    QString path; // "pictures/event-12-crop.jpg"
    EventId event;
    TemplateId faceTemplate;
    int blurred = 0; // faces and plates
};

// What shows that a consent was given, as it was scanned or drawn: where it lies in the package.
struct PackagedProof
{
    QString path; // "consents/consent-3.png"
    ConsentId consent;
};

// How much is held of what, without any of it: no name, plate or time of a passage.
[[nodiscard]] QJsonObject subjectSummary(const SubjectFile& file);

// What is held, for machines (GDPR art. 20: structured, commonly used, machine-readable). Times are ISO 8601 in UTC,
// codes are those of gatehousectl. Operators stand as numbers: they are no data of the subject. "format" is
// "gatehouse subject 1".
[[nodiscard]] QJsonObject subjectJson(
    const SubjectFile& file, const QList<PackagedPicture>& pictures, const QList<PackagedProof>& proofs = {});

} // namespace gatehouse::privacy
