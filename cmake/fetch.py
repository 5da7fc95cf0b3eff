#!/usr/bin/env python3
"""Fetches pinned npm packages and unpacks chosen files of them, each package checked by SHA-256.

usage: fetch.py PACKAGE@VERSION SHA256 DESTINATION FILE_IN_PACKAGE[=NAME] ...

A package is downloaded with `npm pack` once into the user's cache ($XDG_CACHE_HOME/gatehouse/packages) and taken from
there afterwards; a file that already lies at the destination from the same package is left alone. FILE_IN_PACKAGE may
end in '/*' to take a whole folder.
"""
import fnmatch
import hashlib
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile


def cache_folder():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = pathlib.Path(base) / "gatehouse" / "packages"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def package_archive(package, expected):
    """The verified archive of the package, downloaded when the cache does not hold it."""
    archive = cache_folder() / f"{expected}.tgz"
    if archive.exists() and sha256(archive) == expected:
        return archive
    print(f"fetching {package}", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=cache_folder()) as scratch:
        done = subprocess.run(["npm", "pack", "--silent", "--ignore-scripts", package], cwd=scratch,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        packed = list(pathlib.Path(scratch).glob("*.tgz"))
        if done.returncode != 0 or len(packed) != 1:
            sys.exit(f"could not fetch {package} with npm pack: {done.stderr.strip()}\n"
                     "Check the network and the npm registry setting, then start again.")
        found = sha256(packed[0])
        if found != expected:
            sys.exit(f"{package} is not what was pinned: SHA-256 {found}, expected {expected}. Nothing was installed.")
        os.replace(packed[0], archive)
    return archive


def unpack(archive, destination, wanted):
    destination.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as tar:
        members = [member for member in tar.getmembers() if member.isfile()]
        for item in wanted:
            pattern, _, renamed = item.partition("=")
            chosen = [member for member in members if fnmatch.fnmatchcase(member.name, pattern)]
            if not chosen:
                sys.exit(f"{archive.name} holds no {pattern}")
            for member in chosen:
                target = destination / (renamed or os.path.basename(member.name))
                if target.exists() and target.stat().st_size == member.size:
                    continue
                partial = target.with_name(target.name + ".part")
                with tar.extractfile(member) as source, open(partial, "wb") as sink:
                    sink.write(source.read())
                os.replace(partial, target)


def main(arguments):
    if len(arguments) < 4:
        print(__doc__, file=sys.stderr)
        return 2
    package, expected, destination, *wanted = arguments
    unpack(package_archive(package, expected), pathlib.Path(destination), wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
