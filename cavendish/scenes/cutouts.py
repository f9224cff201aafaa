# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Holes of materials as closed forms of the UVs: where a surface is, and where there is nothing.

A kind of material that has holes has one function here, of the same name as in `scenes.materials`; its nodes in
`render/blender/materials` draw the same formula, and the ray caster reads this one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Float, Material

CUTOUTS: dict[str, Callable[..., npt.NDArray[np.bool_]]] = {}


def has_holes(material: Material) -> bool:
    """Whether a material may have holes. A pack's has none, whatever its kind: they are filled as it is made ready."""
    return material.packed is None and material.kind in CUTOUTS


def solid(material: Material, uv: Float) -> npt.NDArray[np.bool_]:
    """Whether a material has a surface at each of (N, 2) UVs, metres; True all over for one without holes."""
    return (
        CUTOUTS[material.kind](uv, **material.parameters) if has_holes(material) else np.ones(len(uv), bool)
    )


def _cutout(
    function: Callable[..., npt.NDArray[np.bool_]],
) -> Callable[..., npt.NDArray[np.bool_]]:
    CUTOUTS[function.__name__] = function
    return function


@_cutout
def perforated(uv: Float, *, pitch: float, hole: float, **_: object) -> npt.NDArray[np.bool_]:
    """All but discs of diameter `hole` in the middle of squares of side `pitch`, one corner of them at (0, 0)."""
    middle = (uv / pitch - np.floor(uv / pitch) - 0.5) * pitch
    return np.asarray(np.sum(middle**2, axis=-1) >= (hole / 2) ** 2)


@_cutout
def foliage(uv: Float, *, length: float, width: float, **_: object) -> npt.NDArray[np.bool_]:
    """Leaves between two parabolas: half the width is 2 width x (1 - x) at x lengths from the stalk.

    Every other row (of height `width` along V) is moved by half a leaf.
    """
    v = uv[..., 1] / width
    row = np.floor(v)
    u = uv[..., 0] / length + 0.5 * (row - 2 * np.floor(row / 2))
    x = u - np.floor(u)
    return np.asarray(np.abs(v - row - 0.5) <= 2 * x * (1 - x))
