#include "core/privacy/BystanderBlur.h"

#include "core/video/Frame.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gatehouse::privacy {

namespace {

constexpr int Cells = 4; // a side
constexpr int SmallestFace = 20; // px: below that the picture itself tells nobody apart
constexpr std::size_t MostFaces = 200;
constexpr double HeadMargin = 0.35; // of the face's size, to every side: hair, ears and chin
constexpr double LineMargin = 0.15;
constexpr float SameFace = 0.45F; // similarity within one passage, where it is the same instant and camera
constexpr float Ahead = 0.08F; // of any other face of the frame

QRect widened(const QRectF& box, double part)
{
    const double dx = box.width() * part;
    const double dy = box.height() * part;
    return box.adjusted(-dx, -dy, dx, dy).toAlignedRect();
}

float similarity(const vision::FaceVector& one, const vision::FaceVector& other)
{
    return one.size() == other.size() ? std::inner_product(one.begin(), one.end(), other.begin(), 0.0F) : -1.0F;
}

bool isOwnPlate(const vision::PlateReading& reading, const Shown& shown)
{
    return !reading.candidates.empty() && std::ranges::any_of(shown.plates, [&](const PlateText& own) {
        return own.merged() == reading.candidates.front().text.merged();
    });
}

} // namespace

void makeUnrecognisable(QImage& picture, const QRect& area)
{
    const QRect inside = area.intersected(picture.rect());
    if (inside.isEmpty())
        return;
    const QImage means = picture.copy(inside).scaled(std::min(Cells, inside.width()), std::min(Cells, inside.height()),
        Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QPainter painter(&picture);
    painter.drawImage(inside, means.scaled(inside.size(), Qt::IgnoreAspectRatio, Qt::FastTransformation));
}

BystanderBlur::BystanderBlur(
    std::unique_ptr<vision::FaceAnalyser> faces, std::unique_ptr<vision::PlateRecogniser> plates)
    : m_faces(std::move(faces))
    , m_plates(std::move(plates))
{
}

Result<std::unique_ptr<BystanderBlur>> BystanderBlur::create(const vision::ModelCatalogue& catalogue)
{
    vision::FaceOptions faceOptions;
    faceOptions.minimumHeight = SmallestFace;
    faceOptions.maximumFaces = MostFaces;
    auto faces = vision::FaceAnalyser::create(catalogue, faceOptions);
    if (!faces)
        return faces.error();
    auto plates = vision::PlateRecogniser::create(catalogue, {});
    if (!plates)
        return plates.error();
    return std::unique_ptr<BystanderBlur>(new BystanderBlur(std::move(faces).value(), std::move(plates).value()));
}

std::optional<vision::FaceVector> BystanderBlur::faceOf(const QImage& crop)
{
    const video::Frame frame = video::Frame::fromImage(crop, {});
    const auto main = vision::mainFace(m_faces->detect(frame, {}, vision::FaceSearch::Thorough), crop.size());
    if (!main)
        return std::nullopt;
    vision::FaceVector vector = m_faces->embed(frame, *main).vector;
    return vector.empty() ? std::nullopt : std::optional(std::move(vector));
}

BlurredPicture BystanderBlur::crop(const QImage& picture, const Shown& shown)
{
    const video::Frame frame = video::Frame::fromImage(picture, {});
    const auto faces = m_faces->detect(frame, {}, vision::FaceSearch::Thorough);
    std::optional<std::size_t> own;
    if (const auto main = vision::mainFace(faces, picture.size()); shown.hasFace && main) {
        const auto found =
            std::ranges::find_if(faces, [&](const vision::DetectedFace& face) { return face.box == main->box; });
        own = static_cast<std::size_t>(found - faces.begin());
    }
    return blurred(picture, faces, own, shown);
}

BlurredPicture BystanderBlur::frame(const QImage& picture, const QImage& crop, const Shown& shown)
{
    const video::Frame frame = video::Frame::fromImage(picture, {});
    const auto faces = m_faces->detect(frame, {}, vision::FaceSearch::Thorough);
    std::optional<std::size_t> own;
    const auto wanted = shown.hasFace && !crop.isNull() ? faceOf(crop) : std::nullopt;
    if (wanted) {
        float best = -1;
        float second = -1;
        for (std::size_t index = 0; index < faces.size(); ++index) {
            const float alike = similarity(*wanted, m_faces->embed(frame, faces[index]).vector);
            if (alike > best) {
                second = best;
                best = alike;
                own = index;
            } else {
                second = std::max(second, alike);
            }
        }
        if (best < SameFace || best - second < Ahead)
            own.reset();
    }
    return blurred(picture, faces, own, shown);
}

BlurredPicture BystanderBlur::blurred(const QImage& picture, const std::vector<vision::DetectedFace>& faces,
    const std::optional<std::size_t>& own, const Shown& shown)
{
    BlurredPicture result { picture.convertToFormat(QImage::Format_RGB32), 0 };
    const video::Frame frame = video::Frame::fromImage(picture, {});
    const auto lines = m_plates->detect(frame);
    const auto readings = m_plates->read(frame, lines);
    for (const vision::DetectedPlate& line : lines) {
        const bool isOwn = std::ranges::any_of(readings, [&](const vision::PlateReading& reading) {
            return reading.plate.box.intersects(line.box) && isOwnPlate(reading, shown);
        });
        if (isOwn)
            continue;
        makeUnrecognisable(result.image, widened(line.box, LineMargin));
        ++result.blurred;
    }
    for (std::size_t index = 0; index < faces.size(); ++index) {
        if (index == own)
            continue;
        makeUnrecognisable(result.image, widened(faces[index].box, HeadMargin));
        ++result.blurred;
    }
    return result;
}

} // namespace gatehouse::privacy
