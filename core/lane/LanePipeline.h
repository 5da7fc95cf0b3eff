#pragma once

#include "core/base/Clock.h"
#include "core/lane/KnowledgeBoard.h"
#include "core/lane/LaneAnalyser.h"
#include "core/lane/LaneRecorder.h"
#include "core/lane/LatencyWindow.h"
#include "core/lane/PassageBook.h"

#include <functional>
#include <memory>
#include <mutex>

namespace gatehouse::lane {

// One lane from frame to draft: analyses, tells news from repetition, judges, encodes the pictures and hands the event
// to the recorder. analyse() and finish() are called by one worker at a time; the others from any thread.
class LanePipeline
{
public:
    LanePipeline(Lane lane, std::unique_ptr<LaneAnalyser> analyser, const KnowledgeBoard& board, LaneRecorder& recorder,
        const Clock& clock, std::function<void()> overlaysChanged);

    void analyse(const video::Frame& frame);
    void finish();

    [[nodiscard]] const Lane& lane() const { return m_lane; }
    [[nodiscard]] QList<Overlay> overlays() const;
    // Without what the pool counts: frames seen and dropped.
    [[nodiscard]] LaneCounters counters() const;

private:
    void conclude(const Conclusion& conclusion, UtcTime frameTime);
    void show(const QList<TrackView>& views, const LaneKnowledge& knowledge);
    void count(bool isSkipped, qint64 arrivedAt);

    const Lane m_lane;
    const std::unique_ptr<LaneAnalyser> m_analyser;
    const KnowledgeBoard& m_board;
    LaneRecorder& m_recorder;
    const Clock& m_clock;
    const std::function<void()> m_overlaysChanged;

    // The worker's own.
    PassageBook m_passages;
    SharedKnowledge m_knowledge;
    UtcTime m_lastFrame;

    mutable std::mutex m_mutex;
    QList<Overlay> m_overlays;
    LaneCounters m_counters;
    LatencyWindow m_latency;
};

} // namespace gatehouse::lane
