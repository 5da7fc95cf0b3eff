#!/usr/bin/python3
"""Makes the console's three alarm sounds beside this file: ask.wav, warning.wav, alarm.wav (16 bit, mono, 24 kHz).

Told apart without a picture, by rhythm and not only by pitch, and within what small loudspeakers and older ears do well
(500 to 1,600 Hz, ISO 7731 / IEC 60601-1-8 use the same range). The same bytes each time: `--check` compares.
"""
import argparse
import array
import math
import pathlib
import struct
import sys

RATE = 24000
FADE = 0.012  # seconds; a tone that begins or ends at once clicks


def tone(frequency, seconds, level):
    """A bell-like tone: fundamental and two quiet overtones, faded in and out, dying away a little."""
    count = round(seconds * RATE)
    samples = []
    for index in range(count):
        time = index / RATE
        angle = 2 * math.pi * frequency * time
        wave = (math.sin(angle) + 0.35 * math.sin(2 * angle) + 0.12 * math.sin(3 * angle)) / 1.47
        fade = min(1.0, time / FADE, (count - index) / RATE / FADE)
        samples.append(wave * fade * level * math.exp(-1.2 * time))
    return samples


def pause(seconds):
    return [0.0] * round(seconds * RATE)


SOUNDS = {
    # Somebody waits: two calm rising tones.
    "ask": tone(659.26, 0.16, 0.55) + pause(0.05) + tone(880.00, 0.30, 0.55),
    # Something is wrong, nobody is in danger: three even tones.
    "warning": (tone(740.00, 0.15, 0.7) + pause(0.10)) * 2 + tone(740.00, 0.22, 0.7),
    # A person must act now: high and low in turns, without a rest.
    "alarm": (tone(1174.66, 0.14, 0.9) + tone(783.99, 0.14, 0.9)) * 4,
}


def wave_file(samples):
    data = array.array("h", (round(max(-1.0, min(1.0, sample)) * 32000) for sample in samples))
    if sys.byteorder == "big":
        data.byteswap()
    body = data.tobytes()
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(body), b"WAVE", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16,
                         b"data", len(body))
    return header + body


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="compare with the files that are there, write nothing")
    options = parser.parse_args()
    folder = pathlib.Path(__file__).resolve().parent
    for name, samples in SOUNDS.items():
        path = folder / f"{name}.wav"
        made = wave_file(samples)
        if not options.check:
            path.write_bytes(made)
        elif path.read_bytes() != made:
            sys.exit(f"{path.name} is not what make_sounds.py makes")


if __name__ == "__main__":
    main()
