# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lossless 8-bit PNG without a colour profile or any other metadata."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

# The colour types of the PNG specification, section 11.2.1.
KINDS = {0: "grey", 2: "RGB", 3: "palette", 4: "grey with alpha", 6: "RGBA"}


def write(path: Path, rgb: npt.NDArray[np.uint8]) -> None:
    """Write (H, W, 3) uint8.

    Runs alone are looked for: on targets that takes half the time of zlib's level 6 and a sixth more room; renders, whose
    noise repeats nothing, are smaller by it than at level 1.
    """
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3:
        raise ValueError(f"{path}: a PNG takes (H, W, 3) uint8, not {rgb.shape} {rgb.dtype}")
    Image.fromarray(np.ascontiguousarray(rgb)).save(path, format="PNG", compress_type=zlib.Z_RLE)


def read(path: Path) -> npt.NDArray[np.uint8]:
    """Read (H, W, 3) uint8. Raises ValueError for a torn file or another kind: nothing is converted silently."""
    with path.open("rb") as file:
        head = file.read(26)
    if head[:8] != b"\x89PNG\r\n\x1a\n" or len(head) < 26:
        raise ValueError(f"{path} is not a PNG")
    bits, kind = head[24], KINDS.get(head[25], "of an unknown kind")
    if (bits, kind) != (8, "RGB"):  # Pillow would read 16 bits as 8 and say nothing
        raise ValueError(f"{path} is {bits}-bit {kind}, not 8-bit RGB")
    try:
        with Image.open(path) as image:
            return np.array(image)
    except (OSError, SyntaxError) as error:  # what Pillow raises on a torn file
        raise ValueError(f"{path} is not a readable PNG ({error})") from error
