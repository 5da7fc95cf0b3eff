#!/usr/bin/env python3
"""Makes the folder of ready models that the program reads: fetched, checked, converted where OpenCV 4.6 needs it.

usage: prepare.py DESTINATION

What to fetch and what must come out stands in catalogue.json beside this file, every file with its SHA-256 before and after conversion.
Nothing is done when DESTINATION already holds what this catalogue and these scripts make.
"""
import hashlib
import importlib
import json
import os
import pathlib
import sys
import tarfile

HERE = pathlib.Path(__file__).resolve().parent
CMAKE = HERE.parents[1] / "cmake"
sys.path[:0] = [str(CMAKE), str(HERE / "convert")]
sys.dont_write_bytecode = True

import fetch  # noqa: E402


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def inputs_digest():
    digest = hashlib.sha256()
    for path in [HERE / "catalogue.json", HERE / "prepare.py", CMAKE / "fetch.py", *sorted((HERE / "convert").glob("*.py"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_ready(destination, models, stamp):
    """The stamp, and every file with the length it had: whole hashes are checked when the program loads a model."""
    try:
        recorded = json.loads((destination / "stamp.json").read_text())
        return recorded["inputs"] == stamp and all(
            (destination / model["file"]).stat().st_size == recorded["sizes"][model["file"]] for model in models)
    except (OSError, ValueError, KeyError):
        return False


def source_bytes(model):
    archive = fetch.package_archive(model["package"], model["packageSha256"])
    with tarfile.open(archive) as tar:
        try:
            data = tar.extractfile(model["path"]).read()
        except (KeyError, AttributeError):
            sys.exit(f"{model['package']} holds no {model['path']}")
    if sha256(data) != model["sourceSha256"]:
        sys.exit(f"{model['path']} of {model['package']} is not what the catalogue names: SHA-256 {sha256(data)}")
    return data


def converted(model, data):
    try:
        import onnx
    except ImportError:
        sys.exit("Converting the models needs Debian's python3-onnx: apt install python3-onnx")
    graph = importlib.import_module(model["convert"]).convert(onnx.load_model_from_string(data))
    return graph.SerializeToString(deterministic=True)


def write(path, data):
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(data)
    os.replace(partial, path)


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    destination = pathlib.Path(arguments[0])
    catalogue = (HERE / "catalogue.json").read_bytes()
    models = json.loads(catalogue)["models"]
    stamp = inputs_digest()
    if is_ready(destination, models, stamp):
        return 0
    destination.mkdir(parents=True, exist_ok=True)
    (destination / "stamp.json").unlink(missing_ok=True)
    sizes = {}
    for model in models:
        data = source_bytes(model)
        if "convert" in model:
            data = converted(model, data)
        if sha256(data) != model["sha256"]:
            sys.exit(f"{model['file']} came out with SHA-256 {sha256(data)}, the catalogue names {model['sha256']}. "
                     "Another version of python3-onnx may write it differently.")
        write(destination / model["file"], data)
        sizes[model["file"]] = len(data)
    write(destination / "catalogue.json", catalogue)
    write(destination / "stamp.json", json.dumps({"inputs": stamp, "sizes": sizes}, indent=1).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
