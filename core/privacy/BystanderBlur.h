#pragma once

#include "core/base/PlateText.h"
#include "core/base/Result.h"
#include "core/vision/FaceAnalyser.h"
#include "core/vision/ModelCatalogue.h"
#include "core/vision/PlateRecogniser.h"

#include <QImage>
#include <QList>

#include <memory>
#include <optional>

namespace gatehouse::privacy {

// Whose picture it is to stay.
struct Shown
{
    bool hasFace = false; // the subject is a person: their own face stays
    QList<PlateText> plates; // the subject's own
};

struct BlurredPicture
{
    QImage image;
    int blurred = 0; // faces and plates
};

// Makes bystanders unrecognisable: every face but the subject's and every plate but the subject's, as the recognisers
// find them, thoroughly and down to faces 20 px high. What is blurred is replaced by the mean colours of a grid of
// 4 × 4, over the whole head: nothing of the details is left to be brought back. Where it is not clear which face is
// the subject's, all are blurred. Owns its networks: one thread.
class BystanderBlur
{
public:
    // ModelMissing, ModelInvalid.
    static Result<std::unique_ptr<BystanderBlur>> create(const vision::ModelCatalogue& catalogue);

    // The crop of a passage: its main face is the subject's.
    BlurredPicture crop(const QImage& picture, const Shown& shown);
    // A whole frame. The subject is known from the crop of the same passage; null when there is none.
    BlurredPicture frame(const QImage& picture, const QImage& crop, const Shown& shown);

private:
    BystanderBlur(std::unique_ptr<vision::FaceAnalyser> faces, std::unique_ptr<vision::PlateRecogniser> plates);
    std::optional<vision::FaceVector> faceOf(const QImage& crop);
    BlurredPicture blurred(const QImage& picture, const std::vector<vision::DetectedFace>& faces,
        const std::optional<std::size_t>& own, const Shown& shown);

    std::unique_ptr<vision::FaceAnalyser> m_faces;
    std::unique_ptr<vision::PlateRecogniser> m_plates;
};

// The mosaic itself, within `area` (clipped to the picture).
void makeUnrecognisable(QImage& picture, const QRect& area);

} // namespace gatehouse::privacy
