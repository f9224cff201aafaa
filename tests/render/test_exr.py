# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""truth.exr: its channels by name, and what is said of files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cavendish.render.exr import read_channels, read_truth, write_truth
from cavendish.render.frame import Frame


def write(path: Path, frame: Frame) -> Path:
    write_truth(path, {"depth": frame.depth, "normals": frame.normals, "instances": frame.instances})
    return path


def test_channels_have_their_names_and_kinds(frame: Frame, tmp_path: Path) -> None:
    channels = read_channels(write(tmp_path / "truth.exr", frame))
    assert {name: array.dtype.name for name, array in channels.items()} == {
        "Z": "float32",
        "normal.X": "float32",
        "normal.Y": "float32",
        "normal.Z": "float32",
        "instance": "uint32",
    }
    assert channels["Z"].tobytes() == frame.depth.tobytes()
    assert channels["instance"].tobytes() == frame.instances.tobytes()
    assert np.array_equal(channels["normal.Y"], frame.normals[..., 1], equal_nan=True)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"gone\.exr does not exist"):
        read_truth(tmp_path / "gone.exr")


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.5, 0.9, 0.999])
def test_a_torn_file_is_an_error_that_names_it(share: float, frame: Frame, tmp_path: Path) -> None:
    whole = write(tmp_path / "truth.exr", frame).read_bytes()
    torn = tmp_path / "torn.exr"
    torn.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(ValueError, match=r"torn\.exr"):
        read_truth(torn)


def test_a_file_of_another_kind_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "text.exr").write_text("not an EXR at all, but rather long" * 20)
    with pytest.raises(ValueError, match=r"text\.exr"):
        read_truth(tmp_path / "text.exr")


def test_a_corrupt_byte_among_the_pixels_is_an_error(frame: Frame, tmp_path: Path) -> None:
    data = bytearray(write(tmp_path / "bad.exr", frame).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "bad.exr").write_bytes(data)
    with pytest.raises(ValueError, match=r"bad\.exr"):
        read_truth(tmp_path / "bad.exr")
