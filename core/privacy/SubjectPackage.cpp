#include "core/privacy/SubjectPackage.h"

#include "core/audit/AuditTrail.h"
#include "core/evidence/EvidenceStore.h"
#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"

#include <QJsonDocument>

namespace gatehouse::privacy {

namespace {

// Absent when its time was over, or its key is gone.
template <typename Piece>
Result<std::optional<Piece>> ifThere(Result<Piece> piece)
{
    if (piece)
        return std::optional(std::move(piece).value());
    const ErrorCode code = piece.error().code;
    const bool isGone = code == ErrorCode::NotFound || code == ErrorCode::KeyShredded;
    return isGone ? Result<std::optional<Piece>>(std::optional<Piece>()) : piece.error();
}

void addPassage(const lane::LaneEvent& event, QList<HeldPicture>& pictures)
{
    if (event.cropId.isValid())
        pictures.append({ HeldPicture::Part::Crop, event.id, event.cropId, {} });
    if (event.frameId.isValid())
        pictures.append({ HeldPicture::Part::Frame, event.id, event.frameId, {} });
}

QString proofSuffix(const QString& mediaType)
{
    if (mediaType == QStringLiteral("image/png"))
        return QStringLiteral("png");
    return mediaType == QStringLiteral("image/jpeg") ? QStringLiteral("jpg") : QStringLiteral("pdf");
}

QString pathOf(ConsentId consent, const QString& mediaType)
{
    return QStringLiteral("consents/consent-%1.%2").arg(consent.value()).arg(proofSuffix(mediaType));
}

QString pathOf(const HeldPicture& picture)
{
    switch (picture.part) {
    case HeldPicture::Part::Crop:
        return QStringLiteral("pictures/passage-%1-crop.jpg").arg(picture.event.value());
    case HeldPicture::Part::Frame:
        return QStringLiteral("pictures/passage-%1-frame.jpg").arg(picture.event.value());
    case HeldPicture::Part::Enrolled:
        return QStringLiteral("pictures/enrolled-%1.jpg").arg(picture.faceTemplate.value());
    }
    Q_UNREACHABLE();
}

Shown shownOf(const SubjectFile& file)
{
    Shown shown { file.subject.person.isValid(), {} };
    for (const VehicleFacts& one : file.vehicles)
        shown.plates.append(one.vehicle.plate);
    if (file.subject.plate)
        shown.plates.append(*file.subject.plate);
    return shown;
}

} // namespace

Result<SubjectMaterial> gatherSubject(const security::ActingOperator& actor, store::Database& database,
    const Clock& clock, const Subject& subject, security::Approval&& approval,
    const people::SealedFields::Open& openSealed)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ExportPersonalData));
    SubjectMaterial material;
    GATEHOUSE_TRY_ASSIGN(file, readSubject(actor, database, clock, subject));
    for (const people::Consent& consent : std::as_const(file.consents)) {
        if (consent.hasProof)
            material.proofs.append(consent.id);
    }
    if (file.person && (file.person->hasIdNumber || file.person->hasBirthDate)) {
        const auto fields = people::SealedFields(database, clock)
                                .show(actor, subject.person, people::DisclosureReason::SubjectRequest, openSealed);
        // Without their keys nobody reads them any more: the rest is theirs all the same.
        if (!fields && fields.error().code != ErrorCode::KeyShredded)
            return fields.error();
        if (fields)
            file.sealed = *fields;
    }
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    for (const lane::LaneEvent& event : std::as_const(file.events))
        addPassage(event, material.pictures);
    for (const TemplateFacts& one : std::as_const(file.templates)) {
        if (one.hasPicture)
            material.pictures.append({ HeldPicture::Part::Enrolled, {}, {}, one.id });
    }
    material.file = std::move(file);
    GATEHOUSE_TRY(approval.require(actor, exportProposal(subject), database));
    GATEHOUSE_TRY(audit::append(transaction, clock,
        { actor.id, QStringLiteral("subject.export"), { subject.kind(), subject.number() },
            approval.noted({ { QStringLiteral("passages"), material.file.events.size() },
                { QStringLiteral("pictures"), material.pictures.size() },
                { QStringLiteral("proofs"), material.proofs.size() },
                { QStringLiteral("sealed"), material.file.sealed.has_value() } }) }));
    GATEHOUSE_TRY(transaction.commit());
    return material;
}

Result<std::optional<QByteArray>> heldBytes(
    store::Database& database, const Clock& clock, const SubjectFile& file, const HeldPicture& picture)
{
    if (picture.part == HeldPicture::Part::Enrolled)
        return ifThere(people::FaceTemplates(database, clock).pictureOfTemplate(picture.faceTemplate));
    const auto overdue = file.isKeptLonger() ? evidence::Overdue::Shown : evidence::Overdue::Hidden;
    return ifThere(evidence::loadEncoded(database, picture.evidence, overdue));
}

Result<std::optional<people::ConsentProof>> heldProof(store::Database& database, const Clock& clock, ConsentId consent)
{
    return ifThere(people::ConsentLedger(database, clock).proofOfConsent(consent));
}

Result<QList<PackagedPicture>> packPictures(EncryptedZip& zip, const SubjectMaterial& material, BystanderBlur& blur,
    const PictureLoader& load, const std::function<bool(int done, int total)>& progress)
{
    const Shown shown = shownOf(material.file);
    QList<PackagedPicture> packaged;
    QImage crop;
    EventId cropOf;
    const int total = static_cast<int>(material.pictures.size());
    for (int index = 0; index < total; ++index) {
        if (progress && !progress(index, total))
            return failure(ErrorCode::Cancelled);
        const HeldPicture& held = material.pictures.at(index);
        GATEHOUSE_TRY_ASSIGN(bytes, load(held));
        if (!bytes)
            continue;
        const auto picture = evidence::decodePicture(*bytes);
        if (!picture)
            continue;
        const bool isFrame = held.part == HeldPicture::Part::Frame;
        if (!isFrame) {
            crop = *picture;
            cropOf = held.event;
        }
        const BlurredPicture done =
            isFrame ? blur.frame(*picture, held.event == cropOf ? crop : QImage(), shown) : blur.crop(*picture, shown);
        GATEHOUSE_TRY_ASSIGN(encoded, evidence::encodePicture(done.image));
        GATEHOUSE_TRY(zip.add({ pathOf(held), encoded.bytes }));
        packaged.append({ pathOf(held), held.event, held.faceTemplate, done.blurred });
    }
    return packaged;
}

Result<QList<PackagedProof>> packProofs(EncryptedZip& zip, const SubjectMaterial& material, const ProofLoader& load)
{
    QList<PackagedProof> packaged;
    for (const ConsentId consent : material.proofs) {
        GATEHOUSE_TRY_ASSIGN(proof, load(consent));
        if (!proof)
            continue;
        const QString path = pathOf(consent, proof->mediaType);
        GATEHOUSE_TRY(zip.add({ path, proof->bytes }));
        packaged.append({ path, consent });
    }
    return packaged;
}

Result<void> packSubject(EncryptedZip& zip, const SubjectMaterial& material, const PackagedPieces& pieces,
    const QByteArray& report, const QString& readme)
{
    GATEHOUSE_TRY(zip.add({ QStringLiteral("README.txt"), readme.toUtf8() }));
    GATEHOUSE_TRY(zip.add({ QStringLiteral("report.pdf"), report }));
    GATEHOUSE_TRY(zip.add({ QStringLiteral("data.json"),
        QJsonDocument(subjectJson(material.file, pieces.pictures, pieces.proofs)).toJson() }));
    return zip.finish();
}

} // namespace gatehouse::privacy
