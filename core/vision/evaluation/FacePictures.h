#pragma once

#include "core/base/Result.h"
#include "core/vision/FaceAnalyser.h"

#include <QDir>
#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace gatehouse::vision {

// The main face of each picture file of a folder, each file read, analysed and timed once. Owned by one thread.
class FacePictures
{
public:
    FacePictures(FaceAnalyser& analyser, const QString& folder);

    // The vector of the main face; nothing when the picture shows none. PictureUnreadable.
    Result<std::optional<FaceVector>> face(const QString& file);

    // ms from the decoded picture to the vector, of every picture with a face.
    [[nodiscard]] const std::vector<double>& milliseconds() const { return m_milliseconds; }

private:
    FaceAnalyser& m_analyser;
    QDir m_folder;
    QHash<QString, std::optional<FaceVector>> m_faces;
    std::vector<double> m_milliseconds;
};

} // namespace gatehouse::vision
