#!/usr/bin/python3
"""Writes a short video of time-coded pictures (camera_picture.py) for tests: make_video.py FILE [--frames N] …

The container follows the name (.mp4, .mkv, .avi); every picture differs from the one before it.
"""
import argparse
import os
import sys
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
from gi.repository import Gst, GstApp  # noqa: E402,F401

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from camera_picture import time_coded_i420  # noqa: E402

MUXERS = {".mp4": "mp4mux", ".mkv": "matroskamux", ".avi": "avimux"}
ENCODERS = {
    "h264": "x264enc bframes=2 key-int-max=10 bitrate=2000 ! h264parse",
    "h265": "x265enc key-int-max=10 ! h265parse",
    "jpeg": "jpegenc quality=85",
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--frames", type=int, default=50)
    parser.add_argument("--fps", type=int, default=25)
    parser.add_argument("--width", type=int, default=320)
    parser.add_argument("--height", type=int, default=240)
    parser.add_argument("--codec", choices=sorted(ENCODERS), default="h264")
    parser.add_argument("--with-sound", action="store_true")
    options = parser.parse_args()

    Gst.init(None)
    sound = f"audiotestsrc num-buffers={options.frames} ! audioconvert ! vorbisenc ! mux." if options.with_sound else ""
    pipeline = Gst.parse_launch(
        f"appsrc name=in format=time caps=video/x-raw,format=I420,width={options.width},height={options.height},"
        f"framerate={options.fps}/1 ! {ENCODERS[options.codec]} ! queue ! "
        f"{MUXERS[os.path.splitext(options.file)[1]]} name=mux ! filesink name=file {sound}"
    )
    pipeline.get_by_name("file").set_property("location", options.file)
    pipeline.set_state(Gst.State.PLAYING)
    source = pipeline.get_by_name("in")
    for number in range(options.frames):
        buffer = Gst.Buffer.new_wrapped(time_coded_i420(options.width, options.height, number))
        buffer.pts = number * Gst.SECOND // options.fps
        buffer.duration = Gst.SECOND // options.fps
        source.emit("push-buffer", buffer)
        time.sleep(0.001)
    source.emit("end-of-stream")
    message = pipeline.get_bus().timed_pop_filtered(60 * Gst.SECOND, Gst.MessageType.EOS | Gst.MessageType.ERROR)
    pipeline.set_state(Gst.State.NULL)
    if message is None or message.type == Gst.MessageType.ERROR:
        sys.exit("the video could not be written")


if __name__ == "__main__":
    main()
