#pragma once

#include "core/video/Connection.h"
#include "core/video/GstErrors.h"
#include "core/video/GstPipelines.h"

#include <atomic>

namespace gatehouse::video {

// A playing pipeline as a connection: GStreamer's threads decode and post. The end of a live stream is a loss, the end
// of a recording is one. Internal to core/video.
class GstConnection final : public Connection
{
public:
    // Begins to play at once; what goes wrong then is posted.
    GstConnection(PicturePipeline pipeline, StreamKind stream, const MailboxPort& port);
    ~GstConnection() override;
    GstConnection(const GstConnection&) = delete;
    GstConnection& operator=(const GstConnection&) = delete;

    bool rewind() override;

private:
    static GstFlowReturn onSample(GstAppSink* sink, gpointer connection);
    static GstBusSyncReply onMessage(GstBus* bus, GstMessage* message, gpointer connection);
    void handle(GstMessage* message);
    void lose(ErrorCode reason);

    const PicturePipeline m_pipeline;
    const StreamKind m_stream;
    const MailboxPort m_port;
    std::atomic<bool> m_isLost = false; // one loss is told, the first: others follow from it
    // Of the recording: where the round that plays now began, and where its newest picture ends.
    std::atomic<qint64> m_roundStart = 0;
    std::atomic<qint64> m_roundEnd = 0;
};

} // namespace gatehouse::video
