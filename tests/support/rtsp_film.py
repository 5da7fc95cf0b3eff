#!/usr/bin/python3
"""An RTSP camera on loopback that shows a film for ever: prints its port, then serves rtsp://127.0.0.1:PORT/live.

The film is H.264 in Annex B with access unit delimiters (ffmpeg -x264-params aud=1). It is sent as it is, one picture
every 1/fps seconds, so that serving costs next to nothing beside what is measured. With --times every picture sent is
a further line: its number in the film and the machine's monotonic clock in milliseconds.
"""
import argparse
import sys
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstApp, GstRtspServer  # noqa: E402,F401

DELIMITER = b"\x00\x00\x00\x01\x09"


def access_units(stream):
    starts = []
    position = stream.find(DELIMITER)
    while position >= 0:
        starts.append(position)
        position = stream.find(DELIMITER, position + len(DELIMITER))
    return [stream[start:end] for start, end in zip(starts, starts[1:] + [len(stream)])]


class Film:
    def __init__(self, units, fps, times):
        self.units = units
        self.fps = fps
        self.times = times

    def configure(self, _factory, media):
        source = media.get_element().get_by_name_recurse_up("source")
        number = 0
        watched = True

        def leave(_media):
            nonlocal watched
            watched = False

        def push():
            nonlocal number
            if watched:
                place = number % len(self.units)
                if self.times:
                    print(place, f"{time.monotonic() * 1000:.2f}", flush=True)
                source.emit("push-buffer", Gst.Buffer.new_wrapped(self.units[place]))
                number += 1
            return watched

        media.connect("unprepared", leave)
        GLib.timeout_add(1000 // self.fps, push)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("film")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fps", type=int, default=25)
    parser.add_argument("--times", action="store_true")
    options = parser.parse_args()
    with open(options.film, "rb") as file:
        units = access_units(file.read())
    if not units:
        sys.exit("no access unit delimiters in the film")

    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(options.port))
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_shared(True)
    factory.set_launch(
        "( appsrc name=source is-live=true do-timestamp=true format=time max-bytes=0 "
        f"caps=video/x-h264,stream-format=byte-stream,alignment=au,framerate={options.fps}/1 ! "
        "h264parse config-interval=1 ! rtph264pay name=pay0 pt=96 )"
    )
    film = Film(units, options.fps, options.times)
    factory.connect("media-configure", film.configure)
    server.get_mount_points().add_factory("/live", factory)
    if server.attach(None) == 0:
        sys.exit("cannot listen")
    print(server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
