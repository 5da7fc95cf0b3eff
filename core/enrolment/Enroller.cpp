#include "core/enrolment/Enroller.h"

#include <utility>

namespace gatehouse::enrolment {

namespace {

constexpr double BackgroundHeight = 0.5; // of the tallest face: people less tall are passers-by
constexpr QSize CropBound(320, 400); // px, of the picture that is kept

std::vector<QRectF> asFractions(const std::vector<vision::DetectedFace>& faces, QSize picture)
{
    std::vector<QRectF> boxes;
    boxes.reserve(faces.size());
    for (const vision::DetectedFace& face : faces) {
        boxes.emplace_back(face.box.x() / picture.width(), face.box.y() / picture.height(),
            face.box.width() / picture.width(), face.box.height() / picture.height());
    }
    return boxes;
}

std::optional<ErrorCode> refusalOf(const std::vector<vision::DetectedFace>& faces)
{
    if (faces.empty())
        return ErrorCode::NoFaceFound;
    const bool hasCompany =
        faces.size() > 1 && faces.at(1).box.height() > BackgroundHeight * faces.front().box.height();
    return hasCompany ? std::optional(ErrorCode::SeveralFacesFound) : std::nullopt;
}

} // namespace

Result<std::unique_ptr<Enroller>> Enroller::create(const QString& modelFolder)
{
    GATEHOUSE_TRY_ASSIGN(catalogue, vision::ModelCatalogue::create(modelFolder));
    GATEHOUSE_TRY_ASSIGN(analyser, vision::FaceAnalyser::create(catalogue));
    return std::unique_ptr<Enroller>(new Enroller(std::move(analyser)));
}

Enroller::Enroller(std::unique_ptr<vision::FaceAnalyser> analyser)
    : m_analyser(std::move(analyser))
{
}

FaceAttempt Enroller::look(const QImage& picture)
{
    return look(video::Frame::fromImage(picture, UtcTime()));
}

FaceAttempt Enroller::look(const video::Frame& frame)
{
    FaceAttempt attempt;
    const auto faces = m_analyser->detect(frame, {}, vision::FaceSearch::Thorough);
    attempt.faces = asFractions(faces, frame.size());
    attempt.refusal = refusalOf(faces);
    if (attempt.refusal)
        return attempt;
    const vision::DetectedFace& face = faces.front();
    attempt.quality = m_analyser->assess(frame, face);
    if (attempt.quality.overall < vision::LeastEnrolmentQuality) {
        attempt.refusal = ErrorCode::FaceTooPoor;
        return attempt;
    }
    vision::FaceEmbedding embedding = m_analyser->embed(frame, face);
    if (!embedding.vector.empty() && !vision::showsAFace(attempt.quality, embedding.clarity)) {
        attempt.refusal = ErrorCode::NoFaceFound;
        return attempt;
    }
    FaceSample sample;
    sample.faceTemplate.model = m_analyser->embedderName();
    sample.faceTemplate.vector = std::move(embedding.vector);
    sample.faceTemplate.quality = attempt.quality.overall;
    sample.quality = attempt.quality;
    sample.crop = vision::faceCrop(frame, face, CropBound);
    const auto encoded = evidence::encodePicture(sample.crop);
    if (sample.faceTemplate.vector.empty() || !encoded) {
        attempt.refusal = ErrorCode::Internal;
        return attempt;
    }
    sample.picture = *encoded;
    attempt.sample = sample;
    return attempt;
}

} // namespace gatehouse::enrolment
