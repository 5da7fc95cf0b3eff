#pragma once

#include "core/base/Id.h"
#include "core/vision/Quality.h"

#include <QPointF>
#include <QRectF>

#include <array>
#include <optional>
#include <vector>

namespace gatehouse::vision {

// Unit-length embedding; similarity of two is their dot product, -1..1.
using FaceVector = std::vector<float>;

// Left and right eye (of the picture), nose, left and right corner of the mouth; pixels of the frame.
using FivePoints = std::array<QPointF, 5>;

struct FaceEmbedding
{
    FaceVector vector; // empty when the network failed
    // 0..1, how much of an identity the network saw; weighs the vote of this picture.
    double clarity = 0;
};

struct DetectedFace
{
    QRectF box; // pixels of the frame
    float score = 0; // 0..1
    FivePoints points;
};

// Live: bounded time, for every frame of a camera. Thorough: for one picture somebody chose; faces that fill the
// picture (or more) and small faces in large pictures are found too, at the cost of several passes where the first
// finds none.
enum class FaceSearch { Live, Thorough };

struct FaceQuality
{
    double eyeDistance = 0; // px
    double sharpness = 0; // variance of the Laplacian in the middle of the aligned 112×112 face
    double luma = 0; // mean, 0..255
    double yaw = 0; // degrees
    double pitch = 0;
    double roll = 0;
    // 0..1, what the track ranks its crops by and enrolment refuses below.
    double overall = 0;
    Findings findings;
};

enum class Certainty { Known, Unknown, Unsure };

struct FaceCandidate
{
    PersonId person;
    float similarity = 0;
};

// The open-set answer of a 1:N search. `best` is there also when unsure or unknown, to say how close it was.
struct FaceMatch
{
    Certainty certainty = Certainty::Unknown;
    std::optional<FaceCandidate> best;
    std::optional<FaceCandidate> second; // best of any other person
    float threshold = 0;
    float margin = 0; // needed between best and second
};

// What a track of a face has come to.
struct FaceVerdict
{
    Certainty certainty = Certainty::Unsure;
    std::optional<FaceCandidate> best; // the similarity is the best single one
    std::optional<FaceCandidate> second;
    float threshold = 0;
    float margin = 0;
    int reads = 0; // attempts
    int agreeing = 0; // reads that were Known for `best`
    Findings findings; // why it is not Known
};

} // namespace gatehouse::vision
