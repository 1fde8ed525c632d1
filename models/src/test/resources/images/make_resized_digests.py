#!/usr/bin/env python3
"""Writes resized-digests.tsv: the SHA-256 of images as Pillow resizes them. Needs Pillow.

    python3 make_resized_digests.py DATA/imagenette/val > resized-digests.tsv

A line is: image, filter, width, height, SHA-256 of the RGB bytes. The first image is made up, so that it
needs no file: pixel (x, y) of 97 x 61 is ((x * x + 3 y) mod 256, (7 x + y * y) mod 256, (x ^ y) mod 256).
"""
import hashlib, pathlib, sys
from PIL import Image

SIZES = [(64, 64), (96, 150), (256, 256), (299, 180), (7, 3), (224, 112), (113, 224)]


def made_up():
    image = Image.new("RGB", (97, 61))
    image.putdata([((x * x + 3 * y) % 256, (7 * x + y * y) % 256, (x ^ y) % 256) for y in range(61) for x in range(97)])
    return image


def print_all(name, image, filters):
    for kernel in filters:
        for width, height in SIZES:
            pixels = image.resize((width, height), getattr(Image.Resampling, kernel)).tobytes()
            print(name, kernel, width, height, hashlib.sha256(pixels).hexdigest(), sep="\t")


print_all("made-up", made_up(), ("BILINEAR", "BICUBIC"))
root = pathlib.Path(sys.argv[1])
for path in sorted(root.glob("*/*.JPEG"))[::10][:20]:
    print_all(path.relative_to(root).as_posix(), Image.open(path).convert("RGB"), ("BILINEAR",))
