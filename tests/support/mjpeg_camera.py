#!/usr/bin/python3
"""An HTTP camera on loopback for tests: prints its port, then serves http://127.0.0.1:PORT/ until it is killed.

/live    JPEG pictures without end           /frozen  some pictures, then silence on an open connection
/silent  accepts and never answers           /page    HTML where a picture should be
/cut     some pictures, then the end         /gone    404          /secret  401 without the right password
"""
import argparse
import base64
import http.server
import os
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
from gi.repository import Gst, GstApp  # noqa: E402,F401

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from camera_picture import time_coded_i420  # noqa: E402


class JpegEncoder:
    """Pictures to JPEG, one at a time, without a library of its own: GStreamer's jpegenc."""

    def __init__(self, width, height):
        self.pipeline = Gst.parse_launch(
            f"appsrc name=in format=time caps=video/x-raw,format=I420,width={width},height={height},framerate=25/1 ! "
            "jpegenc quality=85 ! appsink name=out sync=false"
        )
        self.pipeline.set_state(Gst.State.PLAYING)

    def encode(self, data):
        self.pipeline.get_by_name("in").emit("push-buffer", Gst.Buffer.new_wrapped(data))
        buffer = self.pipeline.get_by_name("out").emit("pull-sample").get_buffer()
        return buffer.extract_dup(0, buffer.get_size())

    def close(self):
        self.pipeline.set_state(Gst.State.NULL)


class Handler(http.server.BaseHTTPRequestHandler):
    options = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/silent":
            threading.Event().wait()
        elif path == "/page":
            self.answer(200, "text/html", b"<html>Please sign in</html>" * 200)
        elif path == "/secret":
            expected = base64.b64encode(f"{self.options.user}:{self.options.password}".encode()).decode()
            if self.headers.get("Authorization") != f"Basic {expected}":
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="camera"')
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self.stream(None)
        elif path in ("/live", "/frozen", "/cut"):
            self.stream(None if path == "/live" else 20)
            if path == "/frozen":
                threading.Event().wait()
        else:
            self.answer(404, "text/plain", b"no such camera")

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self, count):
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
        self.end_headers()
        encoder = JpegEncoder(self.options.width, self.options.height)
        number = 0
        try:
            due = time.monotonic()
            while count is None or number < count:
                jpeg = encoder.encode(time_coded_i420(self.options.width, self.options.height, number))
                head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n".encode()
                self.wfile.write(head + jpeg + b"\r\n")
                number += 1
                due += 1 / self.options.fps
                time.sleep(max(0, due - time.monotonic()))
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            encoder.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--width", type=int, default=320)
    parser.add_argument("--height", type=int, default=240)
    parser.add_argument("--fps", type=int, default=20)
    parser.add_argument("--user", default="guard")
    parser.add_argument("--password", default="")
    Handler.options = parser.parse_args()
    Gst.init(None)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", Handler.options.port), Handler)
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
