#!/usr/bin/env python3
"""Lays out the files of an image as a container has them, with their times.

  lay_out.py ARCHIVE FOLDER

ARCHIVE is an OCI layout of one image. The folder is made. Beside it, FOLDER.entrypoint holds the words of the entry point and
FOLDER.environment the variables of the image, one on each line.
"""

import gzip
import io
import json
import os
import shutil
import sys
import tarfile

WHITEOUT = ".wh."
# An image has links to absolute paths, and owners. Older Pythons trust always.
TRUSTED = {"filter": "fully_trusted"} if hasattr(tarfile, "fully_trusted_filter") else {}


def blob(archive, descriptor):
    return archive.extractfile("blobs/" + descriptor["digest"].replace(":", "/"))


def apply(layer, folder):
    """Adds a layer; what it says is gone goes (image-spec 1.1, layer, whiteouts)."""
    head = layer.read(2)
    layer.seek(0)
    with tarfile.open(fileobj=gzip.open(layer) if head == b"\x1f\x8b" else layer, mode="r|") as files:
        for file in files:
            place = os.path.join(folder, os.path.normpath("/" + file.name).lstrip("/"))
            name = os.path.basename(place)
            if name == WHITEOUT + WHITEOUT + ".opq":
                for gone in os.listdir(os.path.dirname(place)):
                    remove(os.path.join(os.path.dirname(place), gone))
            elif name.startswith(WHITEOUT):
                remove(os.path.join(os.path.dirname(place), name[len(WHITEOUT):]))
            else:
                if not file.isdir():
                    remove(place)
                files.extract(file, folder, numeric_owner=True, **TRUSTED)


def remove(place):
    if os.path.isdir(place) and not os.path.islink(place):
        shutil.rmtree(place)
    elif os.path.lexists(place):
        os.remove(place)


def main(path, folder):
    os.makedirs(folder)
    with tarfile.open(path) as archive:
        index = json.load(archive.extractfile("index.json"))
        manifest = json.load(blob(archive, index["manifests"][0]))
        config = json.load(blob(archive, manifest["config"]))["config"]
        for descriptor in manifest["layers"]:
            apply(io.BytesIO(blob(archive, descriptor).read()), folder)
    for name, lines in (("entrypoint", config["Entrypoint"]), ("environment", config["Env"])):
        with open(f"{folder}.{name}", "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
