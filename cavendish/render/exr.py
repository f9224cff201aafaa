# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""truth.exr: the passes of a view as named channels; and the channels of any other EXR."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import OpenEXR

from cavendish.render.passes import from_channels, to_channels

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
    """Write passes by name (`passes.PASSES`), losslessly (ZIP).

    half_normals: unit vectors at half precision, for a third less disk.
    """
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    with OpenEXR.File(header, to_channels(truth, half_normals)) as file:
        file.write(str(path))


def read_truth(path: Path) -> dict[str, Array]:
    """Read what `write_truth` wrote: the passes that are there, normals as float32."""
    return from_channels(read_channels(path))
