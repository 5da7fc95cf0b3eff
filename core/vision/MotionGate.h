#pragma once

#include "core/video/Frame.h"

#include <QRect>

#include <optional>
#include <vector>

namespace gatehouse::vision {

struct MotionGateOptions
{
    // Cells of the thumbnail that is compared, across and down.
    int columns = 48;
    int rows = 27;
    // Difference of a cell's mean luma (0..255), after the picture's common change of light, that counts as changed.
    double cellDifference = 9;
    // Share of changed cells that is motion: about the size of a far face or plate in the region.
    double changedShare = 0.004;
    // After motion every frame passes for this long (ms): what came in is looked at until it stands.
    qint64 holdFor = 1500;
    // Without any motion a frame still passes this often (ms): the stationary car at the barrier is the main case.
    qint64 passEvery = 400;
};

// Decides cheaply which frames are worth analysing: compares a small luma thumbnail of the region of interest with that
// of the last frame it let through, so that slow motion adds up until it shows. Not thread-safe: one owner.
class MotionGate
{
public:
    enum class Verdict { Still, Refresh, Motion }; // Still: skip; Refresh: no motion, but it was time again

    explicit MotionGate(MotionGateOptions options = {});

    // `region` in pixels of the frame, null for all of it; `now` in ms of a clock that does not run backwards. The
    // first frame, and the first after a change of size or region, is Motion. A null frame is Still.
    Verdict look(const video::Frame& frame, QRect region, qint64 now);

private:
    struct Reference
    {
        QSize size;
        QRect region;
        std::vector<float> cells;
        qint64 takenAt = 0;
    };

    [[nodiscard]] std::vector<float> thumbnail(const video::Frame& frame, QRect region) const;
    [[nodiscard]] bool differs(const std::vector<float>& cells) const;

    MotionGateOptions m_options;
    std::optional<Reference> m_reference;
    std::optional<qint64> m_movedAt;
};

} // namespace gatehouse::vision
