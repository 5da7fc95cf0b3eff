#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/privacy/BystanderBlur.h"
#include "core/privacy/SubjectFile.h"
#include "core/privacy/SubjectJson.h"
#include "core/security/DualControl.h"
#include "core/security/Passphrase.h"

#include <QByteArray>

#include <functional>

namespace gatehouse::privacy {

// A picture as the store holds it, before bystanders are blurred.
struct HeldPicture
{
    enum class Part { Crop, Frame, Enrolled };
    Part part = Part::Crop;
    EventId event;
    TemplateId faceTemplate;
    QByteArray jpeg;
};

// Everything an export is made of, read from the store in one go.
struct SubjectMaterial
{
    SubjectFile file;
    QList<HeldPicture> pictures; // a passage's crop before its frame
    QList<PackagedProof> proofs; // of consents in force
};

// First step, on the writer: reads everything and writes into the trail that it leaves the machine ("subject.export",
// with both people; opening a person's sealed fields is an entry of its own). Needs ExportPersonalData and a second
// person, and of a person who has sealed fields ReadSealedFields and a vault that is open: a package without them would
// not be everything. What retention or forgetting took meanwhile is left out.
Result<SubjectMaterial> gatherSubject(const security::ActingOperator& actor, store::Database& database,
    const Clock& clock, const Subject& subject, security::Approval&& approval,
    const people::SealedFields::Open& openSealed);

// Second step, on a thread of its own: blurs bystanders. `progress` is told how many of how many are done and says
// whether to go on: Cancelled. PictureUnreadable pictures are left out.
Result<QList<PackagedPicture>> blurPictures(const SubjectMaterial& material, BystanderBlur& blur,
    const std::function<bool(int done, int total)>& progress = {});

struct SubjectPackage
{
    QByteArray zip; // EncryptedZip.h
    security::Passphrase passphrase; // to be told apart from the file; kept nowhere
};

// Last step: report.pdf for people, data.json for machines, README.txt that says what it is, pictures/ and the
// proofs of consents in consents/.
Result<SubjectPackage> packSubject(const SubjectMaterial& material, const QList<PackagedPicture>& pictures,
    const QByteArray& report, const QString& readme);

} // namespace gatehouse::privacy
