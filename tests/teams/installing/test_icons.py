"""The pictures of the app: as large as Teams wants them, and with the mark of our pages."""

import struct
import zlib

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.channels.teams.icons import colour, outline


def pixels(png: bytes) -> NDArray[np.uint8]:
    """Read a PNG as its standard says, in the one form that is written here."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, rest = {}, png[8:]
    while rest:
        length, kind = struct.unpack(">I4s", rest[:8])
        data, check = rest[8 : 8 + length], rest[8 + length : 12 + length]
        assert struct.unpack(">I", check) == (zlib.crc32(kind + data),)
        chunks[kind], rest = data, rest[12 + length :]
    width, height, *form = struct.unpack(">2I5B", chunks[b"IHDR"])
    assert form == [8, 6, 0, 0, 0]
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, -1)
    assert not rows[:, 0].any()
    return rows[:, 1:].reshape(height, width, 4)


def test_the_picture_in_colour_fills_its_square() -> None:
    found = pixels(colour())
    assert found.shape == (192, 192, 4)
    assert (found[..., 3] == 255).all()
    assert found[0, 0, :3].tolist() == [0x14, 0x23, 0x2E]
    white, red = (
        (found[..., :3] == it).all(axis=2) for it in ((255, 255, 255), (0xE5, 0x48, 0x3F))
    )
    assert white.any()
    assert red.any()
    # One light over the other, within what Teams never cuts off.
    assert np.argwhere(white)[:, 0].max() < np.argwhere(red)[:, 0].min()
    inner = np.argwhere(white | red)
    assert inner.min() >= 36
    assert inner.max() < 192 - 36


def test_the_outline_is_white_on_nothing() -> None:
    found = pixels(outline())
    assert found.shape == (32, 32, 4)
    assert (found[..., :3] == 255).all()
    seen = found[..., 3] > 127
    assert 0.2 < seen.mean() < 0.6
    assert not seen[0, 0]
    assert not seen[-1, -1]


@pytest.mark.parametrize("picture", [colour, outline])
def test_both_are_alike_to_the_left_and_the_right(picture: object) -> None:
    assert callable(picture)
    found = pixels(picture())
    assert (found == found[:, ::-1]).all()
