# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The scale and the shift that fit one map of numbers to another, image by image."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cavendish.codecs.arrays import any_array


class Alignment(NamedTuple):
    """truth = scale * prediction + shift: a number for each image of a batch, or one."""

    scale: NDArray[np.float64]
    shift: NDArray[np.float64]

    @any_array
    def apply(self, prediction: ArrayLike) -> NDArray[np.float64]:
        """Return scale * prediction + shift, each (H, W) image of a (..., H, W) batch by its own."""
        values = np.asarray(prediction, np.float64)
        scale, shift = (np.asarray(part)[(..., *[None] * min(values.ndim, 2))] for part in self)
        return np.asarray(scale * values + shift)


@any_array
def align(prediction: ArrayLike, truth: ArrayLike) -> Alignment:
    """Return the least-squares scale and shift of each (H, W) image of prediction onto its truth.

    prediction, truth: (..., H, W) real arrays; pixels that are not finite in both are left out. A prediction
    that is the same everywhere has scale 0 and the truth's mean; an image without pixels has NaN.
    Raises ValueError where the shapes differ.
    """
    x, y = np.asarray(prediction, np.float64), np.asarray(truth, np.float64)
    if x.shape != y.shape:
        raise ValueError(f"prediction and truth must have one shape, not {x.shape} and {y.shape}")
    axes = tuple(range(max(x.ndim - 2, 0), x.ndim))
    known = np.isfinite(x) & np.isfinite(y)
    x, y = np.where(known, x, 0), np.where(known, y, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        count = known.sum(axes)
        mean_x, mean_y = x.sum(axes) / count, y.sum(axes) / count
        spread = (..., *[None] * len(axes))
        gap = np.where(known, x - mean_x[spread], 0)
        squares = (gap * gap).sum(axes)
        scale = np.where(squares > 0, (gap * y).sum(axes) / np.where(squares > 0, squares, 1), 0 * mean_y)
        return Alignment(scale, mean_y - scale * mean_x)
