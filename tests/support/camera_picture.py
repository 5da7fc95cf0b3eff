"""Pictures for the camera peers: each carries the moment it was made, so that a test can measure how long it travelled.

The top eighth of a picture is a row of 40 black and white blocks, the bits (highest first) of the machine's monotonic
clock in tenths of a millisecond; tests/support/TimeCode.h reads them back. Below, a bright bar moves so that encoders
have something to do.
"""
import time

BITS = 40


def time_coded_i420(width, height, number):
    """One I420 picture as GStreamer lays it out: rows a multiple of 4 bytes, an even number of them."""
    rows = (height + 1) // 2 * 2
    stride = (width + 3) // 4 * 4
    half_stride = ((width + 1) // 2 + 3) // 4 * 4
    now = int(time.monotonic() * 10000) & ((1 << BITS) - 1)
    edges = [width * index // BITS for index in range(BITS + 1)]
    code = b"".join(
        (b"\xeb" if now >> (BITS - 1 - index) & 1 else b"\x10") * (edges[index + 1] - edges[index])
        for index in range(BITS)
    ).ljust(stride, b"\x10")
    bar = number * 8 % max(1, width - 16)
    body = (b"\x60" * bar + b"\xb4" * 16).ljust(stride, b"\x60")
    code_rows = max(1, height // 8)
    luma = code * code_rows + body * (rows - code_rows)
    return luma + b"\x80" * (2 * half_stride * (rows // 2))
