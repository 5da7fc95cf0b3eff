#!/usr/bin/python3
"""An RTSP camera on loopback for tests: prints its port, then serves rtsp://127.0.0.1:PORT/live until it is killed.

--freeze-after and --die-after count seconds from the first picture asked for: frozen, the connections stay open and
nothing comes; dead, the process ends without a word.
"""
import argparse
import os
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstApp, GstRtspServer  # noqa: E402,F401

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from camera_picture import time_coded_i420  # noqa: E402

ENCODERS = {
    "h264": "x264enc tune=zerolatency speed-preset=ultrafast key-int-max={fps} bitrate=2000 ! rtph264pay name=pay0 pt=96",
    "h265": "x265enc tune=zerolatency speed-preset=ultrafast key-int-max={fps} ! rtph265pay name=pay0 pt=96",
    "jpeg": "jpegenc quality=85 ! rtpjpegpay name=pay0 pt=26",
}


class Camera:
    def __init__(self, options):
        self.options = options
        self.frozen = False
        self.counting = False

    def configure(self, _factory, media):
        source = media.get_element().get_by_name_recurse_up("source")
        number = 0
        if not self.counting:
            self.counting = True
            if self.options.freeze_after:
                GLib.timeout_add(int(self.options.freeze_after * 1000), self.freeze)
            if self.options.die_after:
                GLib.timeout_add(int(self.options.die_after * 1000), lambda: os._exit(0))

        watched = True

        def leave(_media):
            nonlocal watched
            watched = False

        def push():
            nonlocal number
            if watched and not self.frozen:
                data = time_coded_i420(self.options.width, self.options.height, number)
                number += 1
                source.emit("push-buffer", Gst.Buffer.new_wrapped(data))
            return watched

        media.connect("unprepared", leave)
        GLib.timeout_add(1000 // self.options.fps, push)

    def freeze(self):
        self.frozen = True
        return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--codec", choices=sorted(ENCODERS), default="h264")
    parser.add_argument("--width", type=int, default=320)
    parser.add_argument("--height", type=int, default=240)
    parser.add_argument("--fps", type=int, default=20)
    parser.add_argument("--freeze-after", type=float, default=0)
    parser.add_argument("--die-after", type=float, default=0)
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    options = parser.parse_args()

    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(options.port))
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_shared(True)
    factory.set_launch(
        "( appsrc name=source is-live=true do-timestamp=true format=time max-bytes=0 "
        f"caps=video/x-raw,format=I420,width={options.width},height={options.height},framerate={options.fps}/1 ! "
        + ENCODERS[options.codec].format(fps=options.fps)
        + " )"
    )
    camera = Camera(options)
    factory.connect("media-configure", camera.configure)
    if options.user:
        auth = GstRtspServer.RTSPAuth()
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "viewer")
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(options.user, options.password), token)
        server.set_auth(auth)
        permissions = GstRtspServer.RTSPPermissions()
        permissions.add_permission_for_role("viewer", "media.factory.access", True)
        permissions.add_permission_for_role("viewer", "media.factory.construct", True)
        factory.set_permissions(permissions)
    server.get_mount_points().add_factory("/live", factory)
    if server.attach(None) == 0:
        sys.exit("cannot listen")
    print(server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
