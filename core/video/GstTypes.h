#pragma once

#include <gst/gst.h>
#include <memory>

namespace gatehouse::video {

// Owners of what GStreamer counts references of. Internal to core/video.
struct GstObjectUnref
{
    void operator()(gpointer object) const { gst_object_unref(object); }
};
struct GstSampleUnref
{
    void operator()(GstSample* sample) const { gst_sample_unref(sample); }
};
struct GstCapsUnref
{
    void operator()(GstCaps* caps) const { gst_caps_unref(caps); }
};

using GstElementPtr = std::unique_ptr<GstElement, GstObjectUnref>;
using GstPadPtr = std::unique_ptr<GstPad, GstObjectUnref>;
using GstBusPtr = std::unique_ptr<GstBus, GstObjectUnref>;
using GstSamplePtr = std::unique_ptr<GstSample, GstSampleUnref>;
using GstCapsPtr = std::unique_ptr<GstCaps, GstCapsUnref>;

} // namespace gatehouse::video
