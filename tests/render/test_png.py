# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""PNG in and out: lossless, 8-bit RGB alone, no colour profile or other metadata."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.render import png


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def picture(height: int = 21, width: int = 34) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)


def test_a_picture_comes_back_exactly(tmp_path: Path) -> None:
    png.write(tmp_path / "a.png", picture())
    back = png.read(tmp_path / "a.png")
    assert back.dtype == np.uint8
    assert np.array_equal(back, picture())


def test_views_and_read_only_arrays_are_written_too(tmp_path: Path) -> None:
    flipped = picture()[::-1, ::2]
    flipped.setflags(write=False)
    png.write(tmp_path / "a.png", flipped)
    assert np.array_equal(png.read(tmp_path / "a.png"), flipped)


def test_a_file_holds_the_pixels_and_nothing_else(tmp_path: Path) -> None:
    png.write(tmp_path / "a.png", picture(300, 400))
    found = chunks((tmp_path / "a.png").read_bytes())
    assert [name for name, _ in found][:1] == [b"IHDR"]
    assert {name for name, _ in found} == {b"IHDR", b"IDAT", b"IEND"}
    assert struct.unpack(">IIBBBBB", found[0][1]) == (400, 300, 8, 2, 0, 0, 0)


@pytest.mark.parametrize(
    "array",
    [
        picture().astype(np.float32),
        picture().astype(np.uint16),
        picture()[..., 0],
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((4, 4, 1), np.uint8),
    ],
)
def test_other_arrays_are_refused_with_the_files_name(array: np.ndarray, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.png.*uint8"):
        png.write(tmp_path / "a.png", array)
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "I;16"])
def test_other_modes_are_refused_with_the_files_name(mode: str, tmp_path: Path) -> None:
    Image.new(mode, (5, 5)).save(tmp_path / "other.png")
    with pytest.raises(ValueError, match=r"other\.png is .* not 8-bit RGB"):
        png.read(tmp_path / "other.png")


def test_sixteen_bits_are_refused_not_halved(tmp_path: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes(2 * 3 * 4) for _ in range(4))
    (tmp_path / "deep.png").write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 16, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    assert Image.open(tmp_path / "deep.png").mode == "RGB", "Pillow says so, and would drop half the bits"
    with pytest.raises(ValueError, match=r"deep\.png is 16-bit"):
        png.read(tmp_path / "deep.png")


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.9])
def test_a_torn_file_is_an_error_that_names_it(share: float, tmp_path: Path) -> None:
    png.write(tmp_path / "a.png", picture())
    whole = (tmp_path / "a.png").read_bytes()
    (tmp_path / "torn.png").write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(ValueError, match=r"torn\.png"):
        png.read(tmp_path / "torn.png")


def test_a_jpeg_by_another_name_is_refused(tmp_path: Path) -> None:
    Image.fromarray(picture()).save(tmp_path / "a.png", format="JPEG")
    with pytest.raises(ValueError, match=r"a\.png is not a PNG"):
        png.read(tmp_path / "a.png")
