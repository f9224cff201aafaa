# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Walking over an image in blocks whose scratch stays in the processor's cache."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

BLOCK = 32768
"""Pixels in a block: some 600 kB of scratch."""


def blocks(count: int) -> Iterator[slice]:
    """Yield the slices of at most BLOCK pixels that cover `count` pixels."""
    return (slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK))


def color_indices(rgb: NDArray[np.uint8]) -> Iterator[tuple[slice, NDArray[np.intp]]]:
    """Yield blocks of (n, 3) colours as (slice, indices r + 256 g + 65536 b); the indices are scratch.

    Each index is read as a little-endian word that overlaps the next pixel by a byte, which is cut off.
    """
    size = min(len(rgb), BLOCK)
    pixels = np.zeros(3 * size + 1, np.uint8)
    words: NDArray[np.uint32] = np.ndarray(size, "<u4", buffer=pixels, strides=(3,))
    indices = np.empty(size, np.intp)
    for part in blocks(len(rgb)):
        count = part.stop - part.start
        pixels[: 3 * count] = rgb[part].reshape(-1)
        indices[:count] = words[:count]
        indices[:count] &= 0xFFFFFF
        yield part, indices[:count]
