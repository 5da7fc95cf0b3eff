#!/usr/bin/env python3
"""Checks an audit export of Gatehouse without Gatehouse.

    python3 verify_audit.py FILE [--public-key HEX] [--head "ENTRIES HEX"]…

It shares no code with the program that wrote the file and needs nothing but Python 3.8 or newer. What it checks:

  1. every entry holds the hash of the entry before it, so none was changed, removed, added or moved;
  2. every checkpoint is signed by the site (Ed25519, RFC 8032), bound to the one before it, and names the entry it
     stands behind, so the hashes were not simply made anew;
  3. the last checkpoint is the export's own and covers every entry, so the end was not cut off;
  4. where the oldest entries were removed, because their time was over, the site signed up to which one (a floor), a
     checkpoint tells of it, and the first entry left stands on it: nothing more was cut off the beginning;
  5. where people accepted a history that did not match what the site had signed, the site signed which places did not
     fit: exactly these are let pass as they were then, and it is told;
  6. the seal signs every byte before it.

The signatures prove that ONE key signed. Whose key it is only you can say: compare it with the one the site shows
(Audit page, or `gatehousectl audit key`), or give it with --public-key. A head printed on a receipt, a shift report or
a backup is compared with --head: the number of entries and the beginning of the hash, as printed.

Exit status: 0 everything fits, 1 something does not, 2 the file cannot be read."""
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
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    return same(multiply(scalar, BASE), add(commitment, multiply(challenge, key)))

# --- The bytes that are hashed and signed ----------------------------------------------------------------------------
FORMAT = b"gatehouse audit export 1"
REASONS = {b"entries", b"daily", b"sign-out", b"printed", b"backup", b"export", b"pruned", b"accepted", b"branched"}
LONGEST_LINE = 1 << 20

class Fault(Exception):
    code = property(lambda self: self.args[0])  # beside it the sentence for a person

def number8(value):
    return value.to_bytes(8, "little")

def framed(*fields):
    """Fields one after the other, each with its length in 8 bytes before it."""
    return b"".join(number8(len(field)) + field for field in fields)

def entry_hash(previous, entry):
    operator, subject = (number8(entry[key]) if entry[key] else b"" for key in ("operator", "subjectId"))
    fields = framed(b"gatehouse audit 1", previous, number8(entry["sequence"]), number8(entry["at"]), operator,
                    entry["action"], entry["subject"], subject, entry["detail"])
    return hashlib.blake2b(fields, digest_size=32).digest()

# --- Reading the file ------------------------------------------------------------------------------------------------
class Export:
    """Reads an export line by line and holds what it has found so far. Texts are held as bytes."""
    def __init__(self, printed):
        self.header = None
        self.head, self.floors, self.heads, self.acceptances = bytes(32), [], {}, []
        self.line = self.entries = self.checkpoints = self.highest = 0  # the last: entry a fitting checkpoint has named
        self.prunings = self.told = 0  # floors and acceptances whose checkpoint has come
        self.last = {"sequence": 0, "signature": b"", "reason": b"", "checkpoint": 0}
        self.accepted = {}  # "entry 57" and the like: the digest of what lies there
        self.printed = list(printed)  # (entries, beginning of the hash, as given) still to come
        self.hash = hashlib.blake2b(digest_size=32)

    def malformed(self):
        return Fault(f"line {self.line}", f"Line {self.line} is not one of an audit export, or the file ends there.")

    def parsed(self, line):
        try:
            found = json.loads(line.decode()) if min(line[:-1], default=0) >= 32 else None
        except (ValueError, RecursionError):
            found = None
        if type(found) is not dict:
            raise self.malformed()
        return found

    def fields(self, found, **kinds):
        """These keys of a line: int, str, or so many bytes written in hexadecimal."""
        values = {}
        for key, kind in kinds.items():
            value = found.get(key)
            if type(value) is not (int if kind is int else str) or kind is int and not 0 <= value < 2**63:
                raise self.malformed()
            if type(kind) is int and (len(value) != 2 * kind or not set(value) <= set("0123456789abcdef")):
                raise self.malformed()
            values[key] = (value if kind is int else
                           value.encode(errors="surrogatepass") if kind is str else bytes.fromhex(value))
        return values

    def take_header(self, found):
        self.header = self.fields(found, format=str, site=16, madeAt=int, publicKey=32, entries=int, checkpoints=int)
        self.header.update(self.fields({"floors": 0, "acceptances": 0, **found}, floors=int, acceptances=int))
        if self.header["format"] != FORMAT:
            raise self.malformed()

    def compare_printed(self, number, head):
        for one in [one for one in self.printed if one[0] == number]:
            if not head.hex().startswith(one[1]):
                raise Fault("head", f"Entry {number} is not the one whose head was printed.")
            self.printed.remove(one)

    def is_accepted(self, name, data, proof):
        """Whether exactly this was accepted as it lies here, behind what lies before it."""
        digest = hashlib.blake2b(framed(b"gatehouse audit broken 1", data, proof), digest_size=32)
        return self.accepted.get(name) == digest.hexdigest()

    def require(self, kind, number, before, found, fits, *rest):
        """What fits is the next of its kind and signed, over the signature of the one before it, too."""
        message = framed(b"gatehouse audit %s 1" % kind.encode(), self.header["site"], number8(found[kind]),
                         before["signature"], number8(found["sequence"]), found["head"], number8(found["at"]), *rest)
        name = f"{kind} {found[kind]}"
        fits = found[kind] == number and fits and is_signed(self.header["publicKey"], message, found["signature"])
        if not (self.is_accepted(name, message, found["signature"]) if name in self.accepted else fits):
            raise Fault(f"{kind} {number}", f"{kind.capitalize()} {number} is missing, or the site did not sign it.")

    def take_floor(self, found):
        found = self.fields(found, floor=int, at=int, sequence=int, head=32, days=int, overdueBefore=int,
                            checkpoint=int, signature=64)
        before = self.floors[-1] if self.floors else {"sequence": 0, "checkpoint": 0, "signature": b""}
        fits = (self.checkpoints == 0 and self.entries == before["sequence"] < found["sequence"]
                and before["checkpoint"] < found["checkpoint"])
        rest = (number8(found[key]) for key in ("days", "overdueBefore", "checkpoint"))
        self.require("floor", len(self.floors) + 1, before, found, fits, *rest)
        self.floors.append(found)
        self.entries, self.head = found["sequence"], found["head"]
        self.heads[self.entries] = self.head

    def take_acceptance(self, found):
        found = self.fields(found, acceptance=int, at=int, sequence=int, head=32, checkpoint=int, detail=str,
                            broken=str, signature=64)
        before = self.acceptances[-1] if self.acceptances else self.last
        is_first = self.entries == (self.floors[-1]["sequence"] if self.floors else self.checkpoints)
        fits = is_first and self.checkpoints == 0 and before["checkpoint"] < found["checkpoint"]
        self.require("acceptance", len(self.acceptances) + 1, before, found, fits, number8(found["checkpoint"]),
                     found["detail"], found["broken"])
        self.acceptances.append({**found, "said": self.parsed(found["detail"] + b"\n")})
        self.accepted.update(line.rpartition(" ")[::2] for line in found["broken"].decode("latin-1").split("\n"))

    def fits(self, checkpoint):
        """Whether a checkpoint names the newest entry read or a removed one, and tells of what there is to tell."""
        floor = (self.floors[self.prunings:] or [{"checkpoint": 0, "sequence": 0}])[0]
        accepted = (self.acceptances[self.told:] or [{"checkpoint": 0}])[0]
        prunes = floor["checkpoint"] == checkpoint["checkpoint"] and floor["sequence"] < checkpoint["sequence"]
        accepts = all(accepted.get(key) == checkpoint[key] for key in ("checkpoint", "sequence", "head"))
        if (prunes, accepts) != (checkpoint["reason"] == b"pruned", checkpoint["reason"] == b"accepted"):
            return False
        if self.floors and self.entries == self.floors[-1]["sequence"] > checkpoint["sequence"]:
            return (checkpoint["sequence"] >= self.highest
                    and self.heads.get(checkpoint["sequence"], checkpoint["head"]) == checkpoint["head"])
        return checkpoint["sequence"] == self.entries and checkpoint["head"] == self.head

    def take_entry(self, found):
        entry = self.fields(found, sequence=int, at=int, operator=int, action=str, subject=str, subjectId=int,
                            detail=str, hash=32)
        number, recomputed = self.entries + 1, entry_hash(self.head, entry)
        fits = entry["sequence"] == number and recomputed == entry["hash"]
        name, data = f"entry {entry['sequence']}", recomputed + number8(self.entries)  # where it lies
        if not fits and not self.is_accepted(name, data, entry["hash"]):
            raise Fault(f"entry {number}", f"Entry {number} was changed, removed, added or moved.")
        self.entries, self.head = entry["sequence"], entry["hash"]
        self.compare_printed(self.entries, self.head)

    def take_checkpoint(self, found):
        found = self.fields(found, checkpoint=int, at=int, sequence=int, head=32, reason=str, signature=64)
        if found["reason"] not in REASONS:
            raise self.malformed()
        self.require("checkpoint", self.checkpoints + 1, self.last, found, self.fits(found), found["reason"])
        self.checkpoints, self.last = found["checkpoint"], found
        self.prunings += found["reason"] == b"pruned"
        if f"checkpoint {found['checkpoint']}" not in self.accepted:
            self.highest, self.told = found["sequence"], self.told + (found["reason"] == b"accepted")
            self.compare_printed(found["sequence"], found["head"])

    def take_seal(self, line, is_last):
        said = [self.header[key] for key in ("entries", "checkpoints") + 2 * ("floors", "acceptances")]
        if said != [self.entries, self.checkpoints, len(self.floors), len(self.acceptances), self.prunings, self.told]:
            raise Fault("count", "The first line tells of another number of entries, checkpoints and the like.")
        if self.last["reason"] != b"export" or self.last["sequence"] != self.entries:
            raise Fault("end", "The export's own checkpoint is missing: the end was cut off.")
        seal = self.fields(self.parsed(line), seal=64)["seal"]
        if line != b'{"seal":"' + seal.hex().encode() + b'"}\n' or not is_last:
            raise self.malformed()
        if not is_signed(self.header["publicKey"], framed(FORMAT, self.hash.digest()), seal):
            raise Fault("seal", "The seal does not fit: something in the file was changed.")

    def check(self, stream):
        """Reads to the seal; raises Fault with the first thing that does not fit."""
        while True:
            self.line += 1
            line = stream.readline(LONGEST_LINE)
            if not line.endswith(b"\n"):
                raise self.malformed()
            if self.header and line.startswith(b'{"seal"'):
                return self.take_seal(line, not stream.read(1))
            self.hash.update(line)
            found = self.parsed(line)
            kind = next((one for one in ("floor", "acceptance", "checkpoint") if one in found), "entry")
            (getattr(self, "take_" + kind) if self.header else self.take_header)(found)

def check(stream, public_key="", printed=()):
    """The whole check of a binary stream; returns what was found or raises Fault."""
    export = Export(printed)
    export.check(stream)
    if public_key and public_key.lower() != export.header["publicKey"].hex():
        raise Fault("key", "Everything fits together, but another key signed it than the one you gave.")
    if export.printed:
        raise Fault("head", "The export ends before the entry whose head was printed, or no longer tells of it.")
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
        print(f"NOT WHOLE ({fault.code}). {fault.args[1]}")
        return 1
    made = datetime.datetime.fromtimestamp(export.header["madeAt"] / 1000, datetime.timezone.utc)
    first = export.floors[-1]["sequence"] + 1 if export.floors else 1
    print(f"Whole: entries {first} to {export.entries}, {export.checkpoints} signed checkpoints, "
          f"made {made:%Y-%m-%d %H:%M:%S} UTC.")
    for one in export.acceptances:
        said, places = one["said"], ", ".join(map(str, one["said"].get("broken") or ["none"]))
        print(f"READ:  At entry {one['sequence']} operators {said.get('proposer')} and {said.get('approver')} accepted "
              f"a history that did not match what the site had signed: {said.get('fault')}, in doubt from entry "
              f"{said.get('doubtedFrom')}. Why: {said.get('reason')} Broken places: {places}.")
    print(f"Head:  {export.entries} {export.head.hex()}")
    print(f"Key:   {export.header['publicKey'].hex()}")
    if not chosen.public_key:
        print("Compare the key with the one the site shows: a forger would have signed with one of their own.")
    return 0

if __name__ == "__main__":
    sys.exit(main())
