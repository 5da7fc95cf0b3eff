#!/usr/bin/env python3
"""Checks an audit export of Gatehouse without Gatehouse.

    python3 verify_audit.py FILE [--public-key HEX] [--head "ENTRIES HEX"]…

It shares no code with the program that wrote the file and needs nothing but Python 3.8 or newer. What it checks:

  1. every entry holds the hash of the entry before it, so none was changed, removed, added or moved;
  2. every checkpoint is signed by the site (Ed25519, RFC 8032), bound to the one before it, and names the entry it
     stands behind, so the hashes were not simply made anew;
  3. the last checkpoint is the export's own and covers every entry, so the end was not cut off;
  4. the seal signs every byte before it.

The signatures prove that ONE key signed. Whose key it is only you can say: compare it with the one the site shows
(Audit page, or `gatehousectl audit key`), or give it with --public-key. A head printed on a receipt, a shift report or
a backup is compared with --head: the number of entries and the beginning of the hash, as printed.

Exit status: 0 everything fits, 1 something does not, 2 the file cannot be read.
"""
import argparse
import datetime
import hashlib
import json
import sys

# --- Ed25519 signature check, RFC 8032 section 5.1.7, in extended coordinates as section 5.1.4 has them -------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def add(a, b):
    """The sum of two points in extended coordinates (X, Y, Z, T)."""
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    return ((f - e) * (h - g) % P, (f + e) * (h + g) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P)


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def decoded(bytes32):
    """The point these 32 bytes stand for, or None when they stand for none."""
    y = int.from_bytes(bytes32, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = decoded((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public_key, message, signature):
    key, commitment = decoded(public_key), decoded(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= ORDER:
        return False
    if same(multiply(8, key), (0, 1, 1, 0)):  # a key of small order "signs" anything
        return False
    challenge = hashlib.sha512(signature[:32] + public_key + message).digest()
    challenge = int.from_bytes(challenge, "little") % ORDER
    return same(multiply(scalar, BASE), add(commitment, multiply(challenge, key)))


# --- The bytes that are hashed and signed ----------------------------------------------------------------------------

FORMAT = "gatehouse audit export 1"
REASONS = {"entries", "daily", "sign-out", "printed", "backup", "export"}
LONGEST_LINE = 1 << 20


class Fault(Exception):
    """What does not fit: a short code, and the sentence for a person."""

    def __init__(self, code, sentence):
        super().__init__(sentence)
        self.code = code


def number8(value):
    return value.to_bytes(8, "little")


def framed(*fields):
    """Fields one after the other, each with its length in 8 bytes before it."""
    return b"".join(number8(len(field)) + field for field in fields)


def optional8(value):
    return number8(value) if value else b""


def entry_hash(previous, entry):
    fields = framed(b"gatehouse audit 1", previous, number8(entry["sequence"]), number8(entry["at"]),
                    optional8(entry["operator"]), entry["action"].encode(), entry["subject"].encode(),
                    optional8(entry["subjectId"]), entry["detail"].encode())
    return hashlib.blake2b(fields, digest_size=32).digest()


def checkpoint_message(site, previous_signature, checkpoint):
    return framed(b"gatehouse audit checkpoint 1", site, number8(checkpoint["checkpoint"]), previous_signature,
                  number8(checkpoint["sequence"]), checkpoint["head"], number8(checkpoint["at"]),
                  checkpoint["reason"].encode())


# --- Reading the file ------------------------------------------------------------------------------------------------

class Export:
    """Reads an export line by line and holds what it has found so far."""

    def __init__(self):
        self.line = 0
        self.header = None
        self.head = bytes(32)
        self.entries = 0
        self.checkpoints = 0
        self.signature = b""  # of the last checkpoint
        self.last = None
        self.printed = []  # (entries, beginning of the hash, as given)
        self.hash = hashlib.blake2b(digest_size=32)

    def malformed(self):
        return Fault(f"line {self.line}", f"Line {self.line} is not one of an audit export, or the file ends there.")

    def parsed(self, line):
        try:
            found = json.loads(line.decode()) if min(line[:-1], default=0) >= 32 else None
        except (ValueError, RecursionError):
            raise self.malformed() from None
        if type(found) is not dict:
            raise self.malformed()
        return found

    def fields(self, found, **kinds):
        """These keys of a line: int, str, or so many bytes written in hexadecimal."""
        values = {}
        for key, kind in kinds.items():
            value = found.get(key)
            if kind is int:
                fits = type(value) is int and 0 <= value < 2**63
            elif kind is str:
                fits = type(value) is str
            else:
                fits = type(value) is str and len(value) == 2 * kind and set(value) <= set("0123456789abcdef")
                value = bytes.fromhex(value) if fits else None
            if not fits:
                raise self.malformed()
            values[key] = value
        return values

    def take_header(self, found):
        self.header = self.fields(found, format=str, site=16, madeAt=int, publicKey=32, entries=int, checkpoints=int)
        if self.header["format"] != FORMAT:
            raise self.malformed()

    def take_entry(self, found):
        entry = self.fields(found, sequence=int, at=int, operator=int, action=str, subject=str, subjectId=int,
                            detail=str, hash=32)
        number = self.entries + 1
        try:
            is_next = entry["sequence"] == number and entry_hash(self.head, entry) == entry["hash"]
        except UnicodeEncodeError:  # half a surrogate pair
            raise self.malformed() from None
        if not is_next:
            raise Fault(f"entry {number}", f"Entry {number} was changed, removed, added or moved.")
        self.entries, self.head = number, entry["hash"]
        for entries, beginning in self.printed:
            if entries == number and not self.head.hex().startswith(beginning):
                raise Fault("head", f"Entry {number} is not the one whose head was printed.")

    def take_checkpoint(self, found):
        found = self.fields(found, checkpoint=int, at=int, sequence=int, head=32, reason=str, signature=64)
        number = self.checkpoints + 1
        if found["reason"] not in REASONS:
            raise self.malformed()
        if (found["checkpoint"] != number or found["sequence"] != self.entries or found["head"] != self.head
                or not is_signed(self.header["publicKey"],
                                 checkpoint_message(self.header["site"], self.signature, found), found["signature"])):
            raise Fault(f"checkpoint {number}", f"Checkpoint {number} is missing, or the site did not sign it.")
        self.checkpoints, self.signature, self.last = number, found["signature"], found

    def take_seal(self, line, is_last):
        if self.entries != self.header["entries"] or self.checkpoints != self.header["checkpoints"]:
            raise Fault("count", "The first line tells of another number of entries or checkpoints.")
        if not self.last or self.last["reason"] != "export" or self.last["sequence"] != self.entries:
            raise Fault("end", "The export's own checkpoint is missing: the end was cut off.")
        seal = self.fields(self.parsed(line), seal=64)["seal"]
        if line != b'{"seal":"' + seal.hex().encode() + b'"}\n' or not is_last:
            raise self.malformed()
        if not is_signed(self.header["publicKey"], framed(FORMAT.encode(), self.hash.digest()), seal):
            raise Fault("seal", "The seal does not fit: something in the file was changed.")

    def check(self, stream):
        """Reads to the seal; raises Fault with the first thing that does not fit."""
        while True:
            self.line += 1
            line = stream.readline(LONGEST_LINE)
            if not line.endswith(b"\n"):
                raise self.malformed()
            if self.header and line.startswith(b'{"seal"'):
                self.take_seal(line, not stream.read(1))
                return
            self.hash.update(line)
            found = self.parsed(line)
            if not self.header:
                self.take_header(found)
            elif "checkpoint" in found:
                self.take_checkpoint(found)
            else:
                self.take_entry(found)


def check(stream, public_key="", printed=()):
    """The whole check of a binary stream; returns what was found or raises Fault."""
    export = Export()
    export.printed = list(printed)
    export.check(stream)
    if public_key and public_key.lower() != export.header["publicKey"].hex():
        raise Fault("key", "Everything fits together, but another key signed it than the one you gave.")
    if any(entries > export.entries for entries, _ in export.printed):
        raise Fault("head", "The export ends before the entry whose head was printed.")
    return export


def printed_head(text):
    entries, _, beginning = text.partition(" ")
    beginning = beginning.replace("-", "").lower()
    if not entries.isdigit() or len(beginning) < 8 or not set(beginning) <= set("0123456789abcdef"):
        raise argparse.ArgumentTypeError("write it as printed, such as \"1842 7f3a-92c1-0b4d-55e2\"")
    return int(entries), beginning


def main():
    options = argparse.ArgumentParser(description="Checks an audit export of Gatehouse.")
    options.add_argument("file")
    options.add_argument("--public-key", default="", metavar="HEX", help="the key the site shows")
    options.add_argument("--head", action="append", default=[], type=printed_head, help="a head that was printed")
    chosen = options.parse_args()
    try:
        with open(chosen.file, "rb") as stream:
            export = check(stream, chosen.public_key, chosen.head)
    except OSError as problem:
        print(f"The file cannot be read: {problem.strerror}.")
        return 2
    except Fault as fault:
        print(f"NOT WHOLE ({fault.code}). {fault}")
        return 1
    made = datetime.datetime.fromtimestamp(export.header["madeAt"] / 1000, datetime.timezone.utc)
    print(f"Whole: {export.entries} entries, {export.checkpoints} signed checkpoints, "
          f"made {made:%Y-%m-%d %H:%M:%S} UTC.")
    print(f"Head:  {export.entries} {export.head.hex()}")
    print(f"Key:   {export.header['publicKey'].hex()}")
    if not chosen.public_key:
        print("Compare the key with the one the site shows: a forger would have signed with one of their own.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
