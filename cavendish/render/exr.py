# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""truth.exr: depth `Z`, `normal.X/.Y/.Z`, `instance`; and the channels of any other EXR."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import OpenEXR

Array = npt.NDArray[Any]


def read_channels(path: Path) -> dict[str, Array]:
    """Every channel of every part of an EXR, name -> (H, W) array. Raises ValueError where it cannot be read."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} does not exist")
    try:
        with OpenEXR.File(str(path), header_only=True) as head:
            promised = len(head.parts)
        with OpenEXR.File(str(path), separate_channels=True) as file:
            read = [
                {name: np.array(channel.pixels) for name, channel in part.channels.items()}
                for part in file.parts
            ]
    except Exception as error:  # the library raises bare RuntimeError and worse on a torn file
        raise ValueError(f"{path} is not a readable EXR ({error})") from error
    # A part whose pixels are torn is left out by the library, with no more than a warning on standard output.
    if len(read) < promised or not all(read):
        raise ValueError(f"{path} is not a readable EXR (its pixels are torn or corrupt)")
    return {name: pixels for part in read for name, pixels in part.items()}


def write_truth(path: Path, truth: Mapping[str, Array], half_normals: bool = False) -> None:
    """Write any of depth (H, W) float32, normals (H, W, 3) float32 and instances (H, W) uint32, losslessly (ZIP).

    half_normals: normals at half precision, for a third less disk.
    """
    channels: dict[str, Array] = {}
    if "depth" in truth:
        channels["Z"] = truth["depth"].astype(np.float32)
    if "normals" in truth:
        kind = np.float16 if half_normals else np.float32
        for axis, name in enumerate("XYZ"):
            channels[f"normal.{name}"] = truth["normals"][..., axis].astype(kind)
    if "instances" in truth:
        channels["instance"] = truth["instances"].astype(np.uint32)
    channels = {name: np.ascontiguousarray(pixels) for name, pixels in channels.items()}
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    with OpenEXR.File(header, channels) as file:
        file.write(str(path))


def read_truth(path: Path) -> dict[str, Array]:
    """Read what `write_truth` wrote: depth, normals (as float32) and instances, those that are there."""
    channels = read_channels(path)
    truth: dict[str, Array] = {}
    if "Z" in channels:
        truth["depth"] = channels["Z"].astype(np.float32, copy=False)
    if "normal.X" in channels:
        truth["normals"] = np.stack([channels[f"normal.{c}"] for c in "XYZ"], axis=-1).astype(
            np.float32, copy=False
        )
    if "instance" in channels:
        truth["instances"] = channels["instance"].astype(np.uint32, copy=False)
    return truth
