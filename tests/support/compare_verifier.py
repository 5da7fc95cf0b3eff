"""Runs the offline verifier over many exports in one process: compare_verifier.py VERIFIER CASES

CASES holds, again and again, the bytes of an export and the fault the program itself has found (empty for none), each
with its length in four bytes before it. Where the verifier says otherwise the case is printed and the status is 1. Two
JSON readers need not agree on what is a malformed line and what a wrong value, as long as both refuse it.
"""
import importlib.util
import io
import struct
import sys

NOTHING = 0xFFFFFFFF  # how QDataStream writes an array that is null

specification = importlib.util.spec_from_file_location("verify_audit", sys.argv[1])
verifier = importlib.util.module_from_spec(specification)
specification.loader.exec_module(verifier)


def fault_of(data):
    try:
        verifier.check(io.BytesIO(data))
    except verifier.Fault as fault:
        return fault.code
    return ""


def pieces(stream):
    while length := stream.read(4):
        size = struct.unpack(">I", length)[0]
        yield stream.read(size) if size != NOTHING else b""


count = differences = 0
with open(sys.argv[2], "rb") as cases:
    parts = pieces(cases)
    for data, expected in zip(parts, parts):
        count += 1
        found = fault_of(data)
        is_malformed = found.startswith("line") or expected.startswith(b"line")
        if bool(found) != bool(expected) or (found != expected.decode() and not is_malformed):
            differences += 1
            print(f"case {count}: {found!r} instead of {expected.decode()!r}\n{data!r}")
print(f"{count} exports, {differences} differences")
sys.exit(1 if differences or count == 0 else 0)
