# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Colours as 8-bit (r, g, b) triples, and how far apart they are."""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Color: TypeAlias = tuple[int, int, int]
Legend: TypeAlias = tuple[tuple[str, Color], ...]


def as_colors(colors: Iterable[ArrayLike] | ArrayLike, noun: str = "colors") -> NDArray[np.uint8]:
    """Return colours as an (n, 3) uint8 array, n >= 0.

    Raises TypeError or ValueError where they are not integer triples of 0 to 255.
    """
    table = np.asarray(list(colors) if isinstance(colors, Iterable) else colors)
    if table.size == 0:
        return np.empty((0, 3), np.uint8)
    if table.dtype.kind not in "iu":
        raise TypeError(f"{noun} must be integers of 0 to 255, not {table.dtype}")
    if table.ndim != 2 or table.shape[1] != 3:
        raise ValueError(f"{noun} must be (r, g, b) triples, not an array of shape {table.shape}")
    if table.min() < 0 or table.max() > 255:
        raise ValueError(f"{noun} must lie in 0 to 255, not {table.min()} to {table.max()}")
    return table.astype(np.uint8)


def as_color(color: ArrayLike, noun: str = "background") -> NDArray[np.uint8]:
    """Return one colour as a (3,) uint8 array; raises as `as_colors` does."""
    return np.asarray(as_colors([color], noun)[0])


def separated(colors: Iterable[ArrayLike] | ArrayLike, distance: float = 60.0) -> bool:
    """Say whether every two colours are at least `distance` apart (Euclidean, 0-255 units).

    A tuned model's colours drift by up to 18, so a legend and its background should stay 60 apart.
    """
    table = as_colors(colors).astype(np.int64)
    squares = ((table[:, None] - table[None]) ** 2).sum(-1)
    pairs = squares[np.triu_indices(len(table), 1)]
    return bool((pairs >= distance**2).all())
