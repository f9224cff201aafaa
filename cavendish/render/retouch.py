# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A view before and after a change of its scene: where it differs, and how much the pictures do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Image = npt.NDArray[np.uint8]
REACH = (
    0.02  # of the picture's longer side: antialiasing, a lens's blur and the denoiser carry a change so far
)


@dataclass(frozen=True)
class Difference:
    """How far two pictures are apart, 0-255: the mean over the mask; the median and the mean away from it.

    Away from the mask are the pixels farther than REACH from it; with none of those, both are 0.
    """

    inside: float
    median: float
    mean: float


def changed(
    before: Mapping[str, npt.NDArray[Any]],
    after: Mapping[str, npt.NDArray[Any]],
    touched: Collection[int] | None,
) -> Mask:
    """(H, W): the pixels whose truth a change alters: other objects, depth or normals, or an object that it touches.

    touched: IDs; None where the light changed, which every pixel shows.
    """
    if touched is None:
        return np.ones(before["instances"].shape, bool)
    ids = np.array(sorted(touched), np.uint32)
    mask: Mask = before["instances"] != after["instances"]
    mask |= np.isin(before["instances"], ids) | np.isin(after["instances"], ids)
    # Bodies that did not move give the same numbers again; the bounds are for other machines' arithmetic.
    with np.errstate(invalid="ignore"):
        mask |= ~np.isclose(before["depth"], after["depth"], rtol=1e-4, atol=1e-4)
        mask |= np.abs(np.nan_to_num(before["normals"]) - np.nan_to_num(after["normals"])).max(axis=-1) > 0.02
    return mask


def difference(before: Image, after: Image, mask: Mask) -> Difference:
    """How much two pictures (H, W, 3) differ in a mask and away from it."""
    gap = np.abs(before.astype(np.int16) - after).mean(axis=-1)
    away = ~grown(mask, max(2, round(REACH * max(mask.shape))))
    inside = float(gap[mask].mean()) if mask.any() else 0.0
    if not away.any():
        return Difference(inside, 0.0, 0.0)
    return Difference(inside, float(np.median(gap[away])), float(gap[away].mean()))


def grown(mask: Mask, reach: int) -> Mask:
    """The mask and all pixels up to `reach` from it along rows and columns."""
    for axis in (0, 1):
        count = np.cumsum(
            np.pad(
                mask.astype(np.int32), [(reach + 1, reach) if a == axis else (0, 0) for a in (0, 1)], "edge"
            ),
            axis,
        )
        count = np.moveaxis(count, axis, 0)
        mask = np.moveaxis(count[2 * reach + 1 :] - count[: -2 * reach - 1], 0, axis) > 0
    return mask
