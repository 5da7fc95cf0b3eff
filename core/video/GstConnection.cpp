#include "core/video/GstConnection.h"

#include "core/video/GstPicture.h"

#include <utility>

namespace gatehouse::video {

namespace {

constexpr qint64 UnknownDurationMilliseconds = 40;

qint64 durationOf(GstSample& sample)
{
    const GstBuffer* buffer = gst_sample_get_buffer(&sample);
    return buffer && GST_BUFFER_DURATION_IS_VALID(buffer)
        ? static_cast<qint64>(GST_TIME_AS_MSECONDS(GST_BUFFER_DURATION(buffer)))
        : UnknownDurationMilliseconds;
}

} // namespace

GstConnection::GstConnection(PicturePipeline pipeline, StreamKind stream, const MailboxPort& port)
    : m_pipeline(std::move(pipeline))
    , m_stream(stream)
    , m_port(port)
{
    GstAppSinkCallbacks callbacks {};
    callbacks.new_sample = onSample;
    gst_app_sink_set_callbacks(m_pipeline.sink, &callbacks, this, nullptr);
    const GstBusPtr bus(gst_element_get_bus(m_pipeline.pipeline.get()));
    gst_bus_set_sync_handler(bus.get(), onMessage, this, nullptr);
    if (gst_element_set_state(m_pipeline.pipeline.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
        lose(ErrorCode::CameraUnreachable); // unless a message has said more already
}

GstConnection::~GstConnection()
{
    // Ends and joins every thread of the pipeline, so that no callback can come after it.
    gst_element_set_state(m_pipeline.pipeline.get(), GST_STATE_NULL);
    const GstBusPtr bus(gst_element_get_bus(m_pipeline.pipeline.get()));
    gst_bus_set_sync_handler(bus.get(), nullptr, nullptr, nullptr);
}

bool GstConnection::rewind()
{
    if (m_roundEnd <= m_roundStart)
        return false; // not one picture: it would only spin
    m_roundStart = m_roundEnd.load();
    return gst_element_seek_simple(m_pipeline.pipeline.get(), GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH, 0) != FALSE;
}

GstFlowReturn GstConnection::onSample(GstAppSink* sink, gpointer connection)
{
    auto* self = static_cast<GstConnection*>(connection);
    const GstSamplePtr sample(gst_app_sink_pull_sample(sink));
    if (!sample)
        return GST_FLOW_EOS;
    auto picture = pictureOf(*sample);
    if (!picture) {
        self->lose(ErrorCode::CameraFormatUnsupported);
        return GST_FLOW_ERROR;
    }
    if (self->m_stream == StreamKind::Live) {
        picture->mediaTime.reset();
    } else {
        const qint64 place = self->m_roundStart + picture->mediaTime.value_or(self->m_roundEnd - self->m_roundStart);
        self->m_roundEnd = place + durationOf(*sample);
        picture->mediaTime = place;
    }
    return self->m_port.post(std::move(*picture)) ? GST_FLOW_OK : GST_FLOW_FLUSHING;
}

GstBusSyncReply GstConnection::onMessage(GstBus*, GstMessage* message, gpointer connection)
{
    static_cast<GstConnection*>(connection)->handle(message);
    gst_message_unref(message);
    return GST_BUS_DROP;
}

// On whatever thread of the pipeline has something to say.
void GstConnection::handle(GstMessage* message)
{
    if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) {
        GError* error = nullptr;
        gst_message_parse_error(message, &error, nullptr);
        lose(error ? errorCodeOf(*error, m_stream) : ErrorCode::Internal);
        g_clear_error(&error);
    } else if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_EOS) {
        if (m_stream == StreamKind::Live)
            lose(ErrorCode::CameraUnreachable);
        else
            m_port.post(MediaEnd {});
    }
}

void GstConnection::lose(ErrorCode reason)
{
    if (!m_isLost.exchange(true))
        m_port.post(Loss { reason });
}

} // namespace gatehouse::video
