#pragma once

#include <memory>

class QString;

namespace gatehouse::test {

// Cameras that are plugged into this machine and pulled out again by a test: a GStreamer device provider of our own,
// which Qt Multimedia finds like any other. Their picture is GStreamer's test picture, 640×480 at 15 a second. One
// object a program, made before Qt Multimedia is used; any thread.
class PretendCameras
{
public:
    PretendCameras();
    ~PretendCameras();

    void plugIn(const QString& name);
    // The device vanishes from the lists and its pictures stop.
    void pullOut(const QString& name);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::test
