#pragma once

#include "core/base/Result.h"
#include "core/enrolment/FaceSample.h"
#include "core/video/Frame.h"
#include "core/vision/FaceAnalyser.h"

#include <QImage>
#include <QRectF>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse::enrolment {

// What looking at one picture came to: a sample, or the reason why not (NoFaceFound, SeveralFacesFound, FaceTooPoor, or
// Internal when the network failed). The quality with its findings says what to do better; it is there with a refusal
// too when exactly one face was seen, and with a sample whose face is good enough but could be better.
struct FaceAttempt
{
    std::optional<FaceSample> sample;
    std::optional<ErrorCode> refusal;
    vision::FaceQuality quality;
    std::vector<QRectF> faces; // fractions of the picture, the tallest first
};

// Makes face samples from pictures: one face, clear enough to recognise the person by for years. People in the
// background, less than half as tall as the face in front, do not count. Owns the networks (about 45 MB, 0.3 s to load)
// and is used by one thread at a time, never the GUI's: a picture takes 30 to 150 ms.
class Enroller
{
public:
    // `modelFolder`: resourcePath(u"models"). ModelMissing, ModelInvalid.
    static Result<std::unique_ptr<Enroller>> create(const QString& modelFolder);

    FaceAttempt look(const video::Frame& frame);
    FaceAttempt look(const QImage& picture);

    // The templates' model, for LookAlikes.
    [[nodiscard]] const QString& model() const { return m_analyser->embedderName(); }

private:
    explicit Enroller(std::unique_ptr<vision::FaceAnalyser> analyser);
    std::unique_ptr<vision::FaceAnalyser> m_analyser;
};

} // namespace gatehouse::enrolment
