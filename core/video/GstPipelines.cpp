#include "core/video/GstPipelines.h"

#include "core/video/GstPicture.h"

#include <QFile>

#include <gst/video/video.h>
#include <initializer_list>

namespace gatehouse::video {

namespace {

constexpr guint RtspJitterMilliseconds = 80;
constexpr guint64 RtspConnectMicroseconds = 5'000'000;
constexpr guint HttpTimeoutSeconds = 5;
// GstRTSPLowerTrans: TCP, and TLS for rtsps.
constexpr int RtspOverTcp = 0x04 | 0x20;

// Adds an element to the pipeline, which owns it then; null when its plug-in is not installed.
GstElement* add(GstElement* pipeline, const char* factory)
{
    GstElement* element = gst_element_factory_make(factory, nullptr);
    if (element)
        gst_bin_add(GST_BIN(pipeline), element);
    return element;
}

// A sink without support for strides of the decoder's own would have every picture copied to packed rows.
GstPadProbeReturn offerVideoMeta(GstPad*, GstPadProbeInfo* info, gpointer)
{
    GstQuery* query = GST_PAD_PROBE_INFO_QUERY(info);
    if (GST_QUERY_TYPE(query) != GST_QUERY_ALLOCATION)
        return GST_PAD_PROBE_OK;
    gst_query_add_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr);
    return GST_PAD_PROBE_HANDLED;
}

struct Tail
{
    GstElement* first = nullptr;
    GstAppSink* sink = nullptr;
};

// [videoflip !] videoconvert ! appsink, which passes what decoders mostly give (I420) through untouched.
std::optional<Tail> addTail(GstElement* pipeline, bool isRecorded, bool isPaced)
{
    GstElement* convert = add(pipeline, "videoconvert");
    GstElement* sink = add(pipeline, "appsink");
    if (!convert || !sink || !gst_element_link(convert, sink))
        return std::nullopt;
    Tail tail { convert, GST_APP_SINK(sink) };
    if (isRecorded) {
        if (GstElement* flip = add(pipeline, "videoflip")) {
            gst_util_set_object_arg(G_OBJECT(flip), "video-direction", "auto");
            if (!gst_element_link(flip, convert))
                return std::nullopt;
            tail.first = flip;
        }
    }
    const GstCapsPtr caps(gst_caps_from_string(PictureCaps));
    gst_app_sink_set_caps(tail.sink, caps.get());
    g_object_set(sink, "sync", isPaced ? TRUE : FALSE, "enable-last-sample", FALSE, "max-buffers", 2U, nullptr);
    const GstPadPtr pad(gst_element_get_static_pad(sink, "sink"));
    gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_QUERY_DOWNSTREAM, offerVideoMeta, nullptr, nullptr);
    return tail;
}

void linkPadTo(GstPad* pad, GstElement* element)
{
    const GstPadPtr sink(gst_element_get_static_pad(element, "sink"));
    if (!sink || gst_pad_is_linked(sink.get()))
        return; // a second picture of the same camera
    if (GST_PAD_LINK_FAILED(gst_pad_link(pad, sink.get())))
        GST_ELEMENT_ERROR(element, STREAM, WRONG_TYPE, (nullptr), ("the stream does not fit"));
}

// The pad's caps, or those it will have.
GstCapsPtr capsOf(GstPad* pad)
{
    GstCapsPtr caps(gst_pad_get_current_caps(pad));
    return caps ? std::move(caps) : GstCapsPtr(gst_pad_query_caps(pad, nullptr));
}

const GstStructure* structureOf(const GstCapsPtr& caps)
{
    const bool saysMuch = caps && !gst_caps_is_empty(caps.get()) && !gst_caps_is_any(caps.get());
    return saysMuch ? gst_caps_get_structure(caps.get(), 0) : nullptr;
}

// A decoder's output, which appears when it knows its input. Sound is left alone.
void onDecodedPad(GstElement*, GstPad* pad, gpointer tail)
{
    const GstCapsPtr caps = capsOf(pad);
    const GstStructure* structure = structureOf(caps);
    if (structure && g_str_has_prefix(gst_structure_get_name(structure), "video/"))
        linkPadTo(pad, static_cast<GstElement*>(tail));
}

void onAllDecoded(GstElement* decode, gpointer tail)
{
    const GstPadPtr sink(gst_element_get_static_pad(static_cast<GstElement*>(tail), "sink"));
    if (!gst_pad_is_linked(sink.get()))
        GST_ELEMENT_ERROR(decode, STREAM, WRONG_TYPE, (nullptr), ("there is no picture in it"));
}

GstElement* addDecodebin(GstElement* pipeline, GstElement* tail)
{
    GstElement* decode = add(pipeline, "decodebin");
    if (!decode)
        return nullptr;
    g_signal_connect(decode, "pad-added", G_CALLBACK(onDecodedPad), tail);
    g_signal_connect(decode, "no-more-pads", G_CALLBACK(onAllDecoded), tail);
    return decode;
}

// The parts of a multipart stream; what is not JPEG does not fit the decoder, and linking says so.
void onPartPad(GstElement*, GstPad* pad, gpointer decoder)
{
    linkPadTo(pad, static_cast<GstElement*>(decoder));
}

// Adds and links a chain that ends in `tail`; null when a plug-in is missing.
GstElement* addChain(GstElement* pipeline, std::initializer_list<const char*> factories, GstElement* tail)
{
    GstElement* first = nullptr;
    GstElement* last = nullptr;
    for (const char* factory : factories) {
        GstElement* element = add(pipeline, factory);
        if (!element || (last && !gst_element_link(last, element)))
            return nullptr;
        first = first ? first : element;
        last = element;
    }
    return gst_element_link(last, tail) ? first : nullptr;
}

void startAll(GstElement* pipeline)
{
    gst_bin_sync_children_states(GST_BIN(pipeline));
}

// "H264", "JPEG" …; empty when it is no picture.
QByteArray encodingOf(GstPad* pad)
{
    const GstCapsPtr caps = capsOf(pad);
    const GstStructure* structure = structureOf(caps);
    const char* media = structure ? gst_structure_get_string(structure, "media") : nullptr;
    if (!structure || (media && qstrcmp(media, "video") != 0))
        return {};
    const char* encoding = gst_structure_get_string(structure, "encoding-name");
    return encoding ? QByteArray(encoding) : QByteArrayLiteral("unknown");
}

// The two codecs cameras speak get the shortest way; decodebin, which holds data back to look at it, the others.
void onRtspPad(GstElement* source, GstPad* pad, gpointer tailPointer)
{
    auto* tail = static_cast<GstElement*>(tailPointer);
    const QByteArray encoding = encodingOf(pad);
    const GstPadPtr tailSink(gst_element_get_static_pad(tail, "sink"));
    const GstElementPtr pipeline(GST_ELEMENT(gst_element_get_parent(source)));
    if (encoding.isEmpty() || !pipeline || gst_pad_is_linked(tailSink.get()))
        return;
    GstElement* decoder = nullptr;
    if (encoding == "H264")
        decoder = addChain(pipeline.get(), { "rtph264depay", "h264parse", "avdec_h264" }, tail);
    else if (encoding == "H265")
        decoder = addChain(pipeline.get(), { "rtph265depay", "h265parse", "avdec_h265" }, tail);
    else
        decoder = addDecodebin(pipeline.get(), tail);
    if (!decoder) {
        GST_ELEMENT_ERROR(source, CORE, MISSING_PLUGIN, (nullptr), ("no decoder"));
        return;
    }
    startAll(pipeline.get());
    linkPadTo(pad, decoder);
}

// Sound is not even asked for: a camera's microphone is nobody's business here.
gboolean selectRtspStream(GstElement*, guint, GstCaps* caps, gpointer)
{
    const char* media = gst_structure_get_string(gst_caps_get_structure(caps, 0), "media");
    return !media || qstrcmp(media, "video") == 0;
}

void setCredentials(GstElement* source, const QUrl& address)
{
    if (!address.userName().isEmpty())
        g_object_set(source, "user-id", address.userName(QUrl::FullyDecoded).toUtf8().constData(), "user-pw",
            address.password(QUrl::FullyDecoded).toUtf8().constData(), nullptr);
}

QByteArray withoutCredentials(const QUrl& address)
{
    return address.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
}

Error pluginMissing()
{
    return failure(ErrorCode::ResourceMissing, QStringLiteral("a GStreamer plug-in is not installed"));
}

} // namespace

Result<PicturePipeline> rtspPipeline(const QUrl& address)
{
    GstElementPtr pipeline(gst_pipeline_new(nullptr));
    GstElement* source = add(pipeline.get(), "rtspsrc");
    const auto tail = addTail(pipeline.get(), false, false);
    if (!source || !tail)
        return pluginMissing();
    g_object_set(source, "location", withoutCredentials(address).constData(), "latency", RtspJitterMilliseconds,
        "protocols", RtspOverTcp, "tcp-timeout", RtspConnectMicroseconds, nullptr);
    setCredentials(source, address);
    g_signal_connect(source, "select-stream", G_CALLBACK(selectRtspStream), nullptr);
    g_signal_connect(source, "pad-added", G_CALLBACK(onRtspPad), tail->first);
    return PicturePipeline { std::move(pipeline), tail->sink };
}

Result<PicturePipeline> mjpegPipeline(const QUrl& address)
{
    GstElementPtr pipeline(gst_pipeline_new(nullptr));
    GstElement* source = add(pipeline.get(), "souphttpsrc");
    GstElement* parts = add(pipeline.get(), "multipartdemux");
    GstElement* decode = add(pipeline.get(), "jpegdec");
    const auto tail = addTail(pipeline.get(), false, false);
    if (!source || !parts || !decode || !tail || !gst_element_link(source, parts)
        || !gst_element_link(decode, tail->first))
        return pluginMissing();
    // Back-off is ours: a retry inside would only blur it. "direct" overrules a proxy of the environment.
    g_object_set(source, "location", withoutCredentials(address).constData(), "is-live", TRUE, "do-timestamp", TRUE,
        "timeout", HttpTimeoutSeconds, "retries", 0, "proxy", "direct://", nullptr);
    setCredentials(source, address);
    g_object_set(parts, "single-stream", TRUE, nullptr);
    g_signal_connect(parts, "pad-added", G_CALLBACK(onPartPad), decode);
    return PicturePipeline { std::move(pipeline), tail->sink };
}

Result<PicturePipeline> filePipeline(const QString& path, Playback playback)
{
    GstElementPtr pipeline(gst_pipeline_new(nullptr));
    GstElement* source = add(pipeline.get(), "filesrc");
    const auto tail = addTail(pipeline.get(), true, playback != Playback::FastOnce);
    GstElement* decode = tail ? addDecodebin(pipeline.get(), tail->first) : nullptr;
    if (!source || !decode || !gst_element_link(source, decode))
        return pluginMissing();
    g_object_set(source, "location", QFile::encodeName(path).constData(), nullptr);
    return PicturePipeline { std::move(pipeline), tail->sink };
}

} // namespace gatehouse::video
