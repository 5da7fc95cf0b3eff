#pragma once

#include "core/lane/LaneRuntime.h"
#include "core/store/StoreThread.h"
#include "tests/support/ScriptedSite.h"
#include "tests/support/TestStore.h"

#include <QList>

#include <memory>
#include <vector>

namespace gatehouse::test {

// A running site of one plate lane with a gate, over a real encrypted store: staff may enter the yard, the van with
// plate AB12CDE is staff. Camera, recognition and gate are the test's.
class RuntimeSite
{
public:
    RuntimeSite();
    ~RuntimeSite();

    Result<void> start(video::Playback playback = video::Playback::Loop);
    [[nodiscard]] lane::LaneRuntime::Setup setup(video::Playback playback) const;

    // Makes the next frame give this conclusion, and delivers it.
    void conclude(const lane::Conclusion& conclusion);
    // Waits until so many events were recorded and shown.
    [[nodiscard]] bool waitForEvents(std::size_t count);
    // Stops the store from taking events, as a full disk would.
    void refuseRecords();
    void takeRecords();
    [[nodiscard]] qint64 rowsOnDisk(QByteArrayView countQuery) const;

    TestStore store;
    ScriptedCamera camera;
    ScriptedGate gate;
    ScriptedRecognition recognition;
    std::vector<lane::LaneEvent> events;
    std::vector<std::pair<lane::LaneEvent, Error>> refused;
    std::unique_ptr<store::StoreThread> writer;
    std::unique_ptr<store::StoreThread> reader;
    std::unique_ptr<lane::LaneRuntime> runtime;

    static constexpr CameraId TheCamera { 1 };
    static constexpr LaneId TheLane { 1 };
    static constexpr GateId TheGate { 1 };

private:
    [[nodiscard]] lane::LaneParts parts();
    void enrolTheVan();

    ZoneId m_yard;
    quint64 m_sequence = 0;
};

lane::Conclusion readPlate(
    int track, QStringView text, vision::Certainty certainty = vision::Certainty::Known, float confidence = 0.95F);

} // namespace gatehouse::test
