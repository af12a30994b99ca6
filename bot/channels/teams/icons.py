"""The mark as the two pictures that Teams wants: in colour, and white for the bar at the side.

The shapes are those of ``mark.svg``, in its units: a white light over a red one.
"""

import struct
import zlib
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

_Cover: TypeAlias = NDArray[np.float64]
"""How much of each pixel a shape covers, from 0 to 1."""

_INK: Final = (0x14, 0x23, 0x2E)
_RED: Final = (0xE5, 0x48, 0x3F)
_WHITE: Final = (255, 255, 255)
_MIDDLE: Final = (32.0, 33.5)
_HEIGHT: Final = 47.0
"""Of the two lights together; they are less wide."""
_SAFE: Final = 120
"""Pixels of the picture in colour that Teams never cuts off."""


def colour(size: int = 192) -> bytes:
    """Give the lights on a ground that fills the square; Teams rounds its corners itself."""
    light, bowl = _shapes(size, _SAFE / size)
    pixels = np.empty((size, size, 3))
    pixels[:] = _INK
    for cover, paint in ((light, _WHITE), (bowl, _RED)):
        share = cover[..., np.newaxis]
        pixels = pixels * (1 - share) + np.array(paint) * share
    opaque = np.full((size, size, 1), 255.0)
    return _png(np.concatenate((pixels, opaque), axis=2))


def outline(size: int = 32) -> bytes:
    """Give the lights in white, on nothing."""
    light, bowl = _shapes(size, 1.0)
    pixels = np.full((size, size, 4), 255.0)
    pixels[..., 3] = np.maximum(light, bowl) * 255
    return _png(pixels)


def _shapes(size: int, share: float) -> tuple[_Cover, _Cover]:
    """Give the round light and the half one, as high together as that share of the square."""
    scale = size * share / _HEIGHT
    y, x = (np.indices((size, size)) + 0.5 - size / 2) / scale
    x, y = x + _MIDDLE[0], y + _MIDDLE[1]
    light = 10 - np.hypot(x - 32, y - 20)
    bowl = np.minimum(22 - np.hypot(x - 32, y - 35), y - 35)
    return _cover(light * scale), _cover(bowl * scale)


def _cover(inside: _Cover) -> _Cover:
    """Make cover of how many pixels each point is inside the edge; the edge itself is soft."""
    return np.clip(inside + 0.5, 0, 1)


def _png(pixels: NDArray[np.float64]) -> bytes:
    """Write red, green, blue and opacity as a PNG."""
    height, width, _ = pixels.shape
    rows = np.rint(pixels).astype(np.uint8).reshape(height, width * 4)
    unfiltered = np.pad(rows, ((0, 0), (1, 0)))
    head = struct.pack(">2I5B", width, height, 8, 6, 0, 0, 0)
    data = zlib.compress(unfiltered.tobytes(), 9)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*it) for it in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
