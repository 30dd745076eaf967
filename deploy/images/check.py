#!/usr/bin/env python3
"""Reads image archives back without any of the software that wrote them, and says what is wrong with them.

    deploy/images/check.py FILE...

Follows the OCI layout from index.json (image-spec 1.1): every descriptor against size and SHA-256 of its blob, every layer
against the digest of its content in the configuration; then what Kubernetes' restricted profile wants of the user, and that
nobody but root may change what the image runs. What docker load reads (manifest.json) must name the same parts.
"""
import gzip
import hashlib
import io
import json
import sys
import tarfile


def check(path):
    faults = []
    with tarfile.open(path) as archive:
        names = archive.getnames()
        if len(names) != len(set(names)):
            faults.append("a name occurs twice")
        read = lambda name: archive.extractfile(name).read()

        def blob(descriptor):
            algorithm, value = descriptor["digest"].split(":")
            data = read(f"blobs/{algorithm}/{value}")
            if len(data) != descriptor["size"]:
                faults.append(f"{descriptor['digest']} has {len(data)} bytes and not {descriptor['size']}")
            if hashlib.new(algorithm, data).hexdigest() != value:
                faults.append(f"{descriptor['digest']} is something else")
            return data

        if json.loads(read("oci-layout")) != {"imageLayoutVersion": "1.0.0"}:
            faults.append("oci-layout is not of version 1.0.0")
        index = json.loads(read("index.json"))
        [descriptor] = index["manifests"]
        manifest = json.loads(blob(descriptor))
        config = json.loads(blob(manifest["config"]))
        if len(manifest["layers"]) != len(config["rootfs"]["diff_ids"]):
            faults.append("the configuration names another number of layers")
        writable = []
        for layer, content in zip(manifest["layers"], config["rootfs"]["diff_ids"]):
            data = blob(layer)
            if layer["mediaType"].endswith("gzip"):
                data = gzip.decompress(data)
            if "sha256:" + hashlib.sha256(data).hexdigest() != content:
                faults.append(f"{layer['digest']} holds something else than {content}")
            with tarfile.open(fileobj=io.BytesIO(data)) as files:
                for file in files:
                    if "opt/testamur" in file.name and (file.mode & 0o7022 or file.uid or file.gid):
                        writable.append(file.name)
        faults += [f"{name} may be changed by others than root" for name in writable]
        user = config["config"].get("User", "")
        if not user.split(":")[0].isdigit() or int(user.split(":")[0]) == 0:
            faults.append(f"the user is \"{user}\" and no number above 0")
        [docker] = json.loads(read("manifest.json"))
        stem = lambda digest: "blobs/" + digest.replace(":", "/")
        if docker["Config"] != stem(manifest["config"]["digest"]) or docker["Layers"] != [stem(layer["digest"]) for layer in manifest["layers"]]:
            faults.append("manifest.json names other parts than the layout")
    return descriptor["digest"], len(manifest["layers"]), faults


def main(paths):
    failed = False
    for path in paths:
        digest, layers, faults = check(path)
        print(path, digest, f"{layers} layers", "sound" if not faults else "")
        for fault in faults:
            print(" ", fault)
            failed = True
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
