# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a Frame may say of an object beyond its visible pixels; `render.objects` finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.render.masks import Rle

Float = npt.NDArray[np.float64]
UNIT = np.array(list(product((0, 1), repeat=3)))  # the corners of a box, (8, 3)


@dataclass(frozen=True)
class Box3d:
    """A box around an object, along the object's own axes.

    center: metres in the world. size: width, depth and height, metres along the object's X, Y and Z.
    rotation: rows of the matrix (3, 3) from the object's axes to the world's.
    """

    center: tuple[float, float, float]
    size: tuple[float, float, float]
    rotation: tuple[tuple[float, float, float], ...]

    @property
    def corners(self) -> Float:
        """(8, 3) metres in the world, X slowest and Z fastest, low before high."""
        offsets = (UNIT - 0.5) * np.array(self.size)
        return np.asarray(np.array(self.center) + offsets @ np.array(self.rotation).T)


@dataclass(frozen=True)
class ObjectTruth:
    """An object in a view. What was not wanted is None.

    amodal: the mask of the pixels whose centre's ray meets the object when it is alone in the scene.
    amodal_pixels: how many they are. amodal_box: their bounds left, top, right, bottom (exclusive), None for no pixels.
    visible: the share of them that show the object, 0..1; None for no pixels.
    occluders: which objects show in how many of them instead, as (ID, pixels), most pixels first.
    """

    id: int
    amodal: Rle | None = None
    amodal_pixels: int | None = None
    amodal_box: tuple[int, int, int, int] | None = None
    visible: float | None = None
    occluders: tuple[tuple[int, int], ...] | None = None
    box3d: Box3d | None = None


KNOWN = frozenset(field.name for field in fields(ObjectTruth)) - {"id"}


def as_json(truth: ObjectTruth) -> dict[str, Any]:
    """What is known of an object, without its ID and what was not wanted."""
    return {key: value for key, value in asdict(truth).items() if value is not None and key != "id"}


def from_json(row: Mapping[str, Any]) -> ObjectTruth:
    """An object's row of frame.json as what is known of it: the reverse of `as_json`, other keys left aside."""
    box, occluders, bounds = row.get("box3d"), row.get("occluders"), row.get("amodal_box")
    return ObjectTruth(
        id=row["id"],
        amodal=row.get("amodal"),
        amodal_pixels=row.get("amodal_pixels"),
        amodal_box=None if bounds is None else (bounds[0], bounds[1], bounds[2], bounds[3]),
        visible=row.get("visible"),
        occluders=None if occluders is None else tuple((other, pixels) for other, pixels in occluders),
        box3d=None
        if box is None
        else Box3d(tuple(box["center"]), tuple(box["size"]), tuple((a, b, c) for a, b, c in box["rotation"])),
    )
