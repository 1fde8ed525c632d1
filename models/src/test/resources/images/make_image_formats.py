#!/usr/bin/env python3
"""Writes image-formats.tsv: small image files of every kind, and what Pillow makes of each.

Needs Pillow. A line is: name, the file in base64, the size, and what Pillow's convert("RGB") makes of it. That
is the SHA-256 of the pixels where a decoder has no choice, and the pixels themselves, in base64, where rounding
may differ by a step (CMYK, colours of five bits). Files with an orientation have a fifth column, the SHA-256 of
the pixels turned upright by ImageOps.exif_transpose. Run-length coded BMPs are refused on purpose.

    python3 make_image_formats.py > image-formats.tsv
"""
import base64, hashlib, io, struct, zlib
from PIL import Image, ImageOps

W, H = 13, 9


def value(x, y, c):
    return (x * 19 + y * 27 + c * 71 + x * y * (c + 1)) % 256


def png(colour_type, bits, interlaced=False, palette=None, transparency=None):
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour_type]
    most = (1 << bits) - 1

    def sample(x, y, c):
        if colour_type == 3:
            return (x + 3 * y) % min(most + 1, len(palette) // 3)
        wide = value(x, y, c) * 257
        return wide >> (16 - bits) if bits < 16 else (wide + 13 * x) % 65536

    def rows(xs, ys):
        out = b""
        for y in ys:
            number, filled, row = 0, 0, bytearray()
            for x in xs:
                for c in range(channels):
                    number = (number << bits) | sample(x, y, c)
                    filled += bits
                    while filled >= 8:
                        row.append((number >> (filled - 8)) & 255)
                        filled -= 8
                        number &= (1 << filled) - 1
            if filled:
                row.append((number << (8 - filled)) & 255)
            out += b"\0" + bytes(row)
        return out

    if interlaced:
        passes = [(0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2)]
        data = b""
        for x0, dx, y0, dy in passes:
            xs, ys = range(x0, W, dx), range(y0, H, dy)
            if len(xs) and len(ys):
                data += rows(xs, ys)
    else:
        data = rows(range(W), range(H))

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, bits, colour_type, 0, 0, interlaced))
    if palette:
        out += chunk(b"PLTE", palette)
    if transparency:
        out += chunk(b"tRNS", transparency)
    return out + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def palette_of(colours, size=3, order=(0, 1, 2)):
    return b"".join(
        bytes([(i * 37 + 5 * c + 11) % 256 if c < 3 else 0 for c in order][:3] + [0] * (size - 3)) for i in range(colours)
    )


def bmp(bits, compression=0, colours=0, top_down=False, header=40, masks=None, data=None, palette=None, used=0):
    pixel = {16: 2, 24: 3, 32: 4}.get(bits)
    if data is None:
        lines = []
        for y in range(H):
            row = bytearray()
            if pixel:
                for x in range(W):
                    r, g, b = (value(x, y, c) for c in range(3))
                    if bits == 24:
                        row += bytes([b, g, r])
                    elif bits == 32 and masks is None:
                        row += bytes([b, g, r, 77])
                    else:
                        fields = masks or (0x7C00, 0x3E0, 0x1F, 0)
                        number = 0
                        for v, mask in zip((r, g, b, 200), fields):
                            if mask:
                                low = (mask & -mask).bit_length() - 1
                                width = bin(mask).count("1")
                                number |= ((v >> (8 - width)) if width <= 8 else v << (width - 8)) << low
                        row += number.to_bytes(pixel, "little")
            else:
                number, filled = 0, 0
                for x in range(W):
                    number = (number << bits) | ((x + 3 * y) % (colours or 1 << bits))
                    filled += bits
                    if filled == 8:
                        row.append(number)
                        number = filled = 0
                if filled:
                    row.append(number << (8 - filled))
            row += b"\0" * (-len(row) % 4)
            lines.append(bytes(row))
        data = b"".join(lines if top_down else reversed(lines))
    height = -H if top_down else H
    if header == 12:
        info = struct.pack("<IHHHH", 12, W, H, 1, bits)
    else:
        info = struct.pack("<IiiHHIIiiII", header, W, height, 1, bits, compression, len(data), 2835, 2835, used, 0)
        extra = b"".join(struct.pack("<I", m) for m in masks) if masks else b""
        if header == 40:
            info += extra[:12] if compression == 3 else b""
        else:
            info += extra.ljust(16, b"\0") if header >= 56 else extra[:12]
            info = info.ljust(header, b"\0")
    table = palette or b""
    offset = 14 + len(info) + len(table)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + table + data


def rle8():
    out = b""
    for y in reversed(range(H)):
        x = 0
        while x < W:
            run = min(4, W - x)
            if (x // 4 + y) % 2 and run >= 3:
                row = bytes((x + i + 3 * y) % 16 for i in range(run))
                out += b"\0" + bytes([run]) + row + b"\0" * (run % 2)
            else:
                out += bytes([run, (x + 3 * y) % 16])
            x += run
        out += b"\0\0"
    return out + b"\0\1"


def rle4():
    out = b""
    for y in reversed(range(H)):
        out += bytes([8, ((y % 16) << 4) | 3]) + bytes([W - 8, 0x5A]) + b"\0\0"
    return out + b"\0\1"


def picture(mode):
    rgb = Image.new("RGB", (W * 3, H * 3))
    rgb.putdata([(4 * x + y, 250 - 3 * y - x, (5 * x + 7 * y) % 200) for y in range(H * 3) for x in range(W * 3)])
    return rgb.convert(mode)


def jpeg(mode="RGB", **how):
    out = io.BytesIO()
    picture(mode).save(out, "JPEG", quality=90, **how)
    return out.getvalue()


def exif(orientation):
    content = Image.Exif()
    content[0x0112] = orientation
    return content


def all_files():
    for interlaced in (False, True):
        kind = "-interlaced" if interlaced else ""
        for bits in (1, 2, 4, 8, 16):
            yield f"png-grey{bits}{kind}", png(0, bits, interlaced)
        for bits in (8, 16):
            yield f"png-rgb{bits}{kind}", png(2, bits, interlaced)
            yield f"png-grey-alpha{bits}{kind}", png(4, bits, interlaced)
            yield f"png-rgb-alpha{bits}{kind}", png(6, bits, interlaced)
        for bits in (1, 2, 4, 8):
            yield f"png-palette{bits}{kind}", png(3, bits, interlaced, palette_of(1 << bits))
    yield "png-palette8-of-5", png(3, 8, False, palette_of(5))
    yield "png-palette4-transparent", png(3, 4, False, palette_of(16), bytes([0, 128, 255]))
    yield "png-grey8-transparent", png(0, 8, False, None, struct.pack(">H", value(2, 2, 0)))
    yield "png-rgb8-transparent", png(2, 8, False, None, struct.pack(">HHH", *(value(2, 2, c) for c in range(3))))

    for bits, colours in ((1, 2), (4, 16), (8, 256)):
        yield f"bmp-palette{bits}", bmp(bits, palette=palette_of(colours, 4))
    yield "bmp-palette8-of-16", bmp(8, colours=16, used=16, palette=palette_of(16, 4))
    yield "bmp-palette4-of-5", bmp(4, colours=5, used=5, palette=palette_of(5, 4))
    yield "bmp-palette1-of-2", bmp(1, used=2, palette=palette_of(2, 4))
    yield "bmp-grey8", bmp(8, palette=b"".join(bytes([i, i, i, 0]) for i in range(256)))
    yield "bmp-palette8-top-down", bmp(8, top_down=True, palette=palette_of(256, 4))
    yield "bmp-555", bmp(16)
    yield "bmp-565", bmp(16, 3, masks=(0xF800, 0x7E0, 0x1F))
    yield "bmp-565-v4", bmp(16, 3, header=108, masks=(0xF800, 0x7E0, 0x1F, 0))
    yield "bmp-24", bmp(24)
    yield "bmp-24-top-down", bmp(24, top_down=True)
    yield "bmp-24-v5", bmp(24, header=124)
    yield "bmp-32", bmp(32)
    yield "bmp-32-fields", bmp(32, 3, masks=(0xFF0000, 0xFF00, 0xFF))
    yield "bmp-32-fields-rgbx", bmp(32, 3, masks=(0xFF000000, 0xFF0000, 0xFF00))
    yield "bmp-32-alpha-v4", bmp(32, 3, header=108, masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000))
    yield "bmp-os2-24", bmp(24, header=12)
    yield "bmp-os2-palette8", bmp(8, header=12, palette=palette_of(256, 3))
    yield "bmp-rle8", bmp(8, 1, used=16, palette=palette_of(16, 4), data=rle8())
    yield "bmp-rle4", bmp(4, 2, used=16, palette=palette_of(16, 4), data=rle4())

    yield "jpeg-grey", jpeg("L")
    for subsampling in ("4:4:4", "4:2:2", "4:2:0"):
        yield f"jpeg-{subsampling}", jpeg(subsampling=subsampling)
        yield f"jpeg-{subsampling}-progressive", jpeg(subsampling=subsampling, progressive=True)
    yield "jpeg-grey-progressive", jpeg("L", progressive=True)
    yield "jpeg-optimized", jpeg(optimize=True)
    yield "jpeg-restarts", jpeg(restart_marker_blocks=2)
    yield "jpeg-rgb", jpeg(keep_rgb=True)
    cmyk = jpeg("CMYK")
    yield "jpeg-cmyk", cmyk
    yield "jpeg-cmyk-progressive", jpeg("CMYK", progressive=True)
    adobe = cmyk.index(b"Adobe")
    yield "jpeg-ycck", cmyk[: adobe + 11] + b"\2" + cmyk[adobe + 12 :]
    for orientation in range(1, 9):
        yield f"jpeg-orientation{orientation}", jpeg(exif=exif(orientation))
    out = io.BytesIO()
    picture("RGB").save(out, "PNG", exif=exif(6))
    yield "png-orientation6", out.getvalue()


def expected(name, content):
    if "-rle" in name:
        return "rejected", "run-length"
    with Image.open(io.BytesIO(content)) as opened:
        opened.load()
        if opened.mode.startswith("I"):
            # Pillow cuts off what is above 255 where every other decoder keeps the upper byte.
            raw = struct.unpack(f"={W * H}I", opened.convert("I").tobytes())
            pixels = bytes(v >> 8 for v in raw for _ in range(3))
        else:
            pixels = opened.convert("RGB").tobytes()
        size = "%dx%d" % opened.size
        if "orientation" in name:
            upright = ImageOps.exif_transpose(opened).convert("RGB").tobytes()
            return size, hashlib.sha256(pixels).hexdigest(), hashlib.sha256(upright).hexdigest()
    if any(kind in name for kind in ("cmyk", "ycck", "555", "565")):
        return size, base64.b64encode(pixels).decode()
    return size, hashlib.sha256(pixels).hexdigest()


if __name__ == "__main__":
    for name, content in all_files():
        print(name, base64.b64encode(content).decode(), *expected(name, content), sep="\t")
