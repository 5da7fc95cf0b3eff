#include "tests/support/PretendCameras.h"

#include <QMultiHash>
#include <QString>

#include <gst/gst.h>

// NOLINTBEGIN: GObject declares types its own way.
typedef struct
{
    GstDevice parent;
    GstElement* source;
} PretendDevice;
typedef GstDeviceClass PretendDeviceClass;
G_DEFINE_TYPE(PretendDevice, pretend_device, GST_TYPE_DEVICE)

static GstElement* pretend_device_create_element(GstDevice* device, const gchar* name)
{
    GstElement* source = gst_element_factory_make("videotestsrc", name);
    g_object_set(source, "is-live", TRUE, nullptr);
    auto* pretend = reinterpret_cast<PretendDevice*>(device);
    g_object_add_weak_pointer(G_OBJECT(source), reinterpret_cast<gpointer*>(&pretend->source));
    pretend->source = source;
    return source;
}

static void pretend_device_class_init(PretendDeviceClass* type)
{
    type->create_element = pretend_device_create_element;
}
static void pretend_device_init(PretendDevice*)
{
}

typedef GstDeviceProvider PretendProvider;
typedef GstDeviceProviderClass PretendProviderClass;
G_DEFINE_TYPE(PretendProvider, pretend_provider, GST_TYPE_DEVICE_PROVIDER)

static GList* pretend_provider_probe(GstDeviceProvider*)
{
    return nullptr;
}
static gboolean pretend_provider_start(GstDeviceProvider*)
{
    return TRUE;
}
static void pretend_provider_stop(GstDeviceProvider*)
{
}

static void pretend_provider_class_init(PretendProviderClass* type)
{
    type->probe = pretend_provider_probe;
    type->start = pretend_provider_start;
    type->stop = pretend_provider_stop;
    gst_device_provider_class_set_static_metadata(
        type, "Pretend cameras", "Source/Video", "Cameras a test plugs in", "Gatehouse");
}
static void pretend_provider_init(PretendProvider*)
{
}
// NOLINTEND

namespace gatehouse::test {

struct PretendCameras::Private
{
    GstDeviceProvider* provider = nullptr;
    QMultiHash<QString, GstDevice*> devices;
};

PretendCameras::PretendCameras()
    : d(std::make_unique<Private>())
{
    gst_init(nullptr, nullptr);
    gst_device_provider_register(nullptr, "pretendcameras", GST_RANK_PRIMARY, pretend_provider_get_type());
    // Factories hand out one and the same provider object.
    d->provider = gst_device_provider_factory_get_by_name("pretendcameras");
}

PretendCameras::~PretendCameras()
{
    gst_object_unref(d->provider);
}

void PretendCameras::plugIn(const QString& name)
{
    GstCaps* caps = gst_caps_from_string("video/x-raw,format=I420,width=640,height=480,framerate=15/1");
    auto* device = static_cast<GstDevice*>(g_object_new(pretend_device_get_type(), "display-name",
        name.toUtf8().constData(), "caps", caps, "device-class", "Video/Source", nullptr));
    gst_caps_unref(caps);
    d->devices.insert(name, device); // the provider takes the floating reference over
    gst_device_provider_device_add(d->provider, device);
}

void PretendCameras::pullOut(const QString& name)
{
    GstDevice* device = d->devices.take(name);
    if (GstElement* source = reinterpret_cast<PretendDevice*>(device)->source)
        gst_element_send_event(source, gst_event_new_eos());
    gst_device_provider_device_remove(d->provider, device);
}

} // namespace gatehouse::test
