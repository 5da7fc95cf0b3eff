#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/privacy/BystanderBlur.h"
#include "core/privacy/EncryptedZip.h"
#include "core/privacy/SubjectFile.h"
#include "core/privacy/SubjectJson.h"
#include "core/security/DualControl.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace gatehouse::privacy {

// Where a picture lies in the store; its bytes are read when it is its turn.
struct HeldPicture
{
    enum class Part { Crop, Frame, Enrolled };
    Part part = Part::Crop;
    EventId event;
    EvidenceId evidence; // of a passage
    TemplateId faceTemplate; // of an enrolment
};

// Everything an export is made of but the pictures themselves and the proofs of consents: they are many, and large.
struct SubjectMaterial
{
    SubjectFile file;
    QList<HeldPicture> pictures; // a passage's crop before its frame
    QList<ConsentId> proofs; // consents in force that have one
};

// First step, on the writer: reads everything but these and writes into the trail that it leaves the machine
// ("subject.export", with both people; opening a person's sealed fields is an entry of its own). Needs
// ExportPersonalData and a second person, and of a person who has sealed fields ReadSealedFields and a vault that is
// open: a package without them would not be everything.
Result<SubjectMaterial> gatherSubject(const security::ActingOperator& actor, store::Database& database,
    const Clock& clock, const Subject& subject, security::Approval&& approval,
    const people::SealedFields::Open& openSealed);

// One picture as the store holds it: a short read, for either connection. Absent when retention or forgetting took it
// meanwhile. For the second step: no permission is asked, gatherSubject() has.
Result<std::optional<QByteArray>> heldBytes(
    store::Database& database, const Clock& clock, const SubjectFile& file, const HeldPicture& picture);

// A proof likewise: absent when the consent was withdrawn meanwhile.
Result<std::optional<people::ConsentProof>> heldProof(store::Database& database, const Clock& clock, ConsentId consent);

// Second step, on a thread of its own: asks `load` for one picture after another, blurs bystanders and writes it into
// the archive, so that one is in memory at a time and no connection is held meanwhile. `progress` is told how many of
// how many are done and says whether to go on: Cancelled. PictureUnreadable pictures are left out.
using PictureLoader = std::function<Result<std::optional<QByteArray>>(const HeldPicture& picture)>;
Result<QList<PackagedPicture>> packPictures(EncryptedZip& zip, const SubjectMaterial& material, BystanderBlur& blur,
    const PictureLoader& load, const std::function<bool(int done, int total)>& progress = {});

// The proofs likewise, into consents/.
using ProofLoader = std::function<Result<std::optional<people::ConsentProof>>(ConsentId consent)>;
Result<QList<PackagedProof>> packProofs(EncryptedZip& zip, const SubjectMaterial& material, const ProofLoader& load);

// What the steps before put into the archive.
struct PackagedPieces
{
    QList<PackagedPicture> pictures;
    QList<PackagedProof> proofs;
};

// Last step: report.pdf for people, data.json for machines, and README.txt that says what it is. The file is there when
// it returns.
Result<void> packSubject(EncryptedZip& zip, const SubjectMaterial& material, const PackagedPieces& pieces,
    const QByteArray& report, const QString& readme);

} // namespace gatehouse::privacy
