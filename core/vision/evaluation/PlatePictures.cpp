#include "core/vision/evaluation/PlatePictures.h"

#include <QDir>
#include <QElapsedTimer>
#include <QHash>
#include <QImageReader>

#include <map>
#include <utility>

namespace gatehouse::vision {

namespace {

// The labels that one pass of one recogniser answers.
struct PicturePass
{
    std::optional<Region> region; // absent: found out
    std::vector<PlateLabel> labels;
};

// One pass a picture, or one a picture and region; those of a region together, in the order of the labels.
std::vector<PicturePass> passesOf(const std::vector<PlateLabel>& labels, RegionKnowledge knowledge)
{
    std::vector<PicturePass> passes;
    QHash<std::pair<QString, int>, std::size_t> places;
    for (const PlateLabel& label : labels) {
        const bool isTold = knowledge == RegionKnowledge::Told;
        const std::pair key(label.file, isTold ? static_cast<int>(label.region) : -1);
        if (!places.contains(key)) {
            places.insert(key, passes.size());
            passes.push_back({ isTold ? std::optional(label.region) : std::nullopt, {} });
        }
        passes[places.value(key)].labels.push_back(label);
    }
    return passes;
}

QString pictureFile(const QString& folder, const PlateLabel& label)
{
    return QDir(folder).filePath(label.file);
}

Error unreadable(const PlateLabel& label, const QImageReader& reader)
{
    return { ErrorCode::PictureUnreadable,
        QStringLiteral("%1: the picture cannot be read: %2").arg(label.line).arg(reader.errorString()) };
}

Result<video::Frame> pictureFrame(const QString& folder, const PlateLabel& label)
{
    QImageReader reader(pictureFile(folder, label));
    reader.setAutoTransform(true);
    const QImage image = reader.read();
    if (image.isNull())
        return unreadable(label, reader);
    return video::Frame::fromImage(image, UtcTime());
}

// A table is refused before the work of an hour, not after it.
Result<void> refuseMissingPictures(const QString& folder, const std::vector<PlateLabel>& labels)
{
    for (const PlateLabel& label : labels) {
        const QImageReader reader(pictureFile(folder, label));
        if (!reader.canRead())
            return unreadable(label, reader);
    }
    return {};
}

} // namespace

Result<std::vector<PlateFrame>> readLabelledPictures(const ModelCatalogue& catalogue, const QString& folder,
    const std::vector<PlateLabel>& labels, const PlatePictureOptions& options)
{
    GATEHOUSE_TRY(refuseMissingPictures(folder, labels));
    std::map<std::optional<Region>, std::unique_ptr<PlateRecogniser>> recognisers;
    const std::vector<PicturePass> passes = passesOf(labels, options.regions);
    std::vector<PlateFrame> frames;
    for (const PicturePass& pass : passes) {
        auto& recogniser = recognisers[pass.region];
        if (!recogniser) {
            PlateOptions plates = options.plates;
            if (pass.region)
                plates.regions = { *pass.region };
            GATEHOUSE_TRY_ASSIGN(created, PlateRecogniser::create(catalogue, plates));
            recogniser = std::move(created);
        }
        GATEHOUSE_TRY_ASSIGN(picture, pictureFrame(folder, pass.labels.front()));
        PlateFrame frame;
        frame.labels = pass.labels;
        QElapsedTimer timer;
        timer.start();
        frame.readings = recogniser->read(picture);
        frame.milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        frames.push_back(std::move(frame));
        if (options.onProgress)
            options.onProgress(static_cast<int>(frames.size()), static_cast<int>(passes.size()));
    }
    return frames;
}

} // namespace gatehouse::vision
