#include "core/vision/evaluation/FacePictures.h"

#include <QElapsedTimer>
#include <QImageReader>

namespace gatehouse::vision {

namespace {

constexpr double NanosecondsPerMillisecond = 1e6;

}

FacePictures::FacePictures(FaceAnalyser& analyser, const QString& folder)
    : m_analyser(analyser)
    , m_folder(folder)
{
}

Result<std::optional<FaceVector>> FacePictures::face(const QString& file)
{
    if (const auto known = m_faces.constFind(file); known != m_faces.constEnd())
        return *known;
    QImageReader reader(m_folder.filePath(file));
    reader.setAutoTransform(true);
    const QImage image = reader.read();
    if (image.isNull())
        return failure(ErrorCode::PictureUnreadable, reader.errorString());

    const video::Frame frame = video::Frame::fromImage(image, UtcTime());
    QElapsedTimer timer;
    timer.start();
    std::optional<FaceVector> vector;
    if (const auto found = mainFace(m_analyser.detect(frame, {}, FaceSearch::Thorough), frame.size())) {
        if (FaceEmbedding embedding = m_analyser.embed(frame, *found); !embedding.vector.empty()) {
            vector = std::move(embedding.vector);
            m_milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / NanosecondsPerMillisecond);
        }
    }
    m_faces.insert(file, vector);
    return vector;
}

} // namespace gatehouse::vision
