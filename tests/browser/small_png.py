"""Makes a screenshot small enough to be kept in the repository: few colours, packed as tightly as PNG allows.

The format is that of the PNG specification, third edition (www.w3.org/TR/png-3): chunks, filters, palettes.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 16  # two pixels in a byte; what lies between them is the smoothing of letters
ALIKE = 150  # squared, over the three channels: the ground of the panes is told from white
CHANNELS = {2: 3, 6: 4}  # by colour type: plain, and with transparency
Colour = tuple[int, int, int]


def small(picture: bytes) -> bytes:
    """The same picture in its sixteen most telling colours."""
    width, height, pixels = _read(picture)
    counted = Counter(pixels)
    palette = _palette(counted)
    index = {colour: min(range(len(palette)), key=lambda n: _apart(palette[n], colour)) for colour in counted}
    rows = bytearray()
    for row in range(height):
        numbers = [index[each] for each in pixels[row * width : (row + 1) * width]] + [0] * (width % 2)
        rows.append(0)
        rows += bytes(left << 4 | right for left, right in zip(numbers[::2], numbers[1::2], strict=True))
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    written = [_chunk(b"IHDR", header), _chunk(b"PLTE", bytes(sum(palette, ())))]
    written += [_chunk(b"IDAT", zlib.compress(bytes(rows), 9)), _chunk(b"IEND", b"")]
    return SIGNATURE + b"".join(written)


def _palette(counted: Counter[Colour]) -> list[Colour]:
    """The colours that there is most of, as long as they are not much alike."""
    chosen: list[Colour] = []
    for least in (ALIKE, 0):
        for colour, _ in counted.most_common():
            if len(chosen) < COLOURS and colour not in chosen and all(_apart(colour, one) >= least for one in chosen):
                chosen.append(colour)
    return chosen


def _apart(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _read(picture: bytes) -> tuple[int, int, list[Colour]]:
    chunks = list(_chunks(picture))
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != 8 or kind not in CHANNELS or interlaced:
        raise ValueError("a browser's screenshot has eight bits a channel, and no palette")
    size = CHANNELS[kind]
    packed = zlib.decompress(b"".join(content for name, content in chunks if name == b"IDAT"))
    pixels: list[Colour] = []
    above = bytes(width * size)
    for start in range(0, len(packed), width * size + 1):
        above = _unfiltered(packed[start], packed[start + 1 : start + 1 + width * size], above, size)
        pixels += zip(above[0::size], above[1::size], above[2::size], strict=True)
    return width, height, pixels


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += length + 12


def _unfiltered(kind: int, line: bytes, above: bytes, size: int) -> bytes:
    made = bytearray(line)
    for at in range(len(made)):
        left, up = made[at - size] if at >= size else 0, above[at]
        corner = above[at - size] if at >= size else 0
        made[at] = (made[at] + (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]) & 0xFF
    return bytes(made)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda each: abs(guess - each))
