# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lossless 8-bit PNG without a colour profile or any other metadata."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image


def write(path: Path, rgb: npt.NDArray[np.uint8], level: int = 6) -> None:
    """Write (H, W, 3) uint8. level: zlib's, 1 for renders (noise does not shrink), 6 for flat targets."""
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3:
        raise ValueError(f"{path}: a PNG takes (H, W, 3) uint8, not {rgb.shape} {rgb.dtype}")
    Image.fromarray(np.ascontiguousarray(rgb)).save(path, format="PNG", compress_level=level)


def read(path: Path) -> npt.NDArray[np.uint8]:
    """Read (H, W, 3) uint8. Raises ValueError for another mode: nothing is converted silently."""
    with Image.open(path) as image:
        if image.mode != "RGB":
            raise ValueError(f"{path} is {image.mode}, not 8-bit RGB")
        return np.asarray(image)
