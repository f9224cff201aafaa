# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Normals against the depth's own gradient: the same camera axes, the same surfaces, planar depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.manifests.checks import Fault, Figure, Held, Said, Unchecked, view_check
from cavendish.manifests.checks.material import ViewFiles
from cavendish.render.frame import View, view_of

CREASE = 0.985  # cosine of 10 degrees: neighbours that differ by more lie across a crease
BEND = 0.1  # of a surface's slope over one pixel: beyond, the finite difference spans a step in depth
LEAST = 500  # pixels that must be left to compare

# Measured on 252 views of rooms, 64 to 512 pixels: the median is 0.0 to 0.05 degrees, and 2.9 where curved cloth fills a
# view (shading normals are smoother than triangles); at most 2.2 % of the pixels are off by more than 20. Normals of the
# world's axes give a median of 52 and more. A mirrored axis may leave both alone, where a wall fills the picture, but it
# turns the signs along the axis wherever a surface leans along it: 0.99 and more of them agree in truth.
MEDIAN = 8.0  # degrees
FAR, SHARE = 20.0, 0.12
LEAN = 0.35  # of a component that says clearly which way a surface leans along an axis
AGREE = 0.8

# Ray length stored as depth bends walls by 3 to 28 degrees (median), which no bound tells from cloth. But taken for ray
# length it fits at once, and true depth never does: its own median would have to be so much larger.
TIMES, MORE = 2.0, 1.0  # degrees

Float = npt.NDArray[np.floating[Any]]
Places = npt.NDArray[np.intp]


@view_check("gradient", "normals agree with the depth's own gradient: same axes, planar depth")
def gradient(view: ViewFiles) -> Iterator[Said]:
    """Compare stored normals with those of the unprojected depth, within instances and off creases."""
    text, truth = view.text.value, view.truth.value
    if text is None or truth is None:
        return
    lacking = [name for name in ("depth", "normals") if name not in truth]
    if lacking:
        yield Unchecked("views", f"the recipe keeps no {', '.join(lacking)}")
        return
    camera = view_of(text)
    if any(truth[name].shape[:2] != (camera.height, camera.width) for name in ("depth", "normals")):
        return
    derived, bent, stored = _compared(truth, camera)
    if len(derived) < LEAST:
        yield Unchecked("views", f"fewer than {LEAST} of their pixels lie on smooth surfaces")
        return
    yield Held()
    angles = _angles(derived, stored)
    median, share = float(np.median(angles)), float(np.mean(angles > FAR))
    as_rays = float(np.median(_angles(bent, stored)))
    yield Figure("median angle, degrees", (median,))
    yield Figure(f"share over {FAR:g} degrees", (share,))
    place = f"{view.place}/truth.exr"
    turned = [axis for k, axis in enumerate("xyz") if _turned(derived[:, k], stored[:, k])]
    if turned:
        yield Fault(
            place,
            f"normals and depth disagree on the sign of {' and '.join(turned)}: an axis is turned, or they are not in "
            "camera space; make the scene again",
        )
    elif median > TIMES * as_rays + MORE:
        yield Fault(
            place,
            f"depth is the length of rays and not planar: its gradient is {median:.1f} degrees (median) off the normals, and "
            f"{as_rays:.1f} if it is taken so; make the scene again",
        )
    elif median > MEDIAN or share > SHARE:
        yield Fault(
            place,
            f"normals are {median:.1f} degrees (median) off the depth's gradient, and {100 * share:.0f} % are off by more "
            f"than {FAR:g}: they are of another space, or of other surfaces; make the scene again",
        )


def _compared(truth: Any, camera: View) -> tuple[Float, Float, Float]:
    """Where they can be compared, normals (n, 3) from the gradient of the depth, from that of the depth taken for the
    length of rays, and as stored.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        inverse = 1 / truth["depth"].astype(np.float64)  # linear in the pixel over any plane
    rows, columns = np.nonzero(_smooth(truth, inverse))
    rows, columns = rows + 1, columns + 1
    x = (np.arange(camera.width) + 0.5 - camera.cx) / camera.fx
    y = -(np.arange(camera.height) + 0.5 - camera.cy) / camera.fy
    stretched = inverse * np.sqrt(1 + x**2 + y[:, None] ** 2)
    derived, bent = (
        _normals(values, rows, columns, x[columns], y[rows], camera) for values in (inverse, stretched)
    )
    return derived, bent, truth["normals"][rows, columns]


def _normals(inverse: Float, rows: Places, columns: Places, x: Float, y: Float, camera: View) -> Float:
    """Unit normals (n, 3) in camera space of the surface with this inverse depth (H, W), at some pixels."""
    along_x = (inverse[rows, columns + 1] - inverse[rows, columns - 1]) * (camera.fx / 2)
    along_y = (inverse[rows - 1, columns] - inverse[rows + 1, columns]) * (camera.fy / 2)
    # Over the plane n . P = c, with P = (x, y, -1) / w: w = (nx x + ny y - nz) / c, and c < 0 as it faces the camera.
    vectors = -np.stack([along_x, along_y, x * along_x + y * along_y - inverse[rows, columns]], axis=-1)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def _angles(one: Float, other: Float) -> Float:
    """Degrees between unit vectors (n, 3): of the chord, as the arc cosine is blind to small angles."""
    chords = np.sqrt(np.einsum("ij,ij->i", one - other, one - other))
    return np.asarray(np.degrees(2 * np.arcsin(np.clip(chords / 2, 0, 1))))


def _smooth(truth: Any, inverse: Float) -> npt.NDArray[np.bool_]:
    """(H - 2, W - 2): where the four neighbours lie on the same smooth surface."""
    normals, middle = truth["normals"], inverse[1:-1, 1:-1]
    steps = np.abs(np.stack([_second(inverse, axis) for axis in (0, 1)])).max(axis=0)
    with np.errstate(invalid="ignore"):
        size = max(inverse.shape)
        smooth = np.isfinite(middle) & (middle > 0) & (steps * size <= BEND * middle)
    whole = truth.get("instances")
    centre = normals[1:-1, 1:-1]
    for down, across in ((0, 1), (2, 1), (1, 0), (1, 2)):
        height, width = middle.shape
        part = np.s_[down : down + height, across : across + width]
        smooth &= np.einsum("ijk,ijk->ij", normals[part], centre) > CREASE
        if whole is not None:
            smooth &= whole[part] == whole[1:-1, 1:-1]
    return np.asarray(smooth)


def _second(inverse: Float, axis: int) -> Float:
    """The second difference along an axis, (H - 2, W - 2)."""
    with np.errstate(invalid="ignore"):
        if axis == 0:
            return inverse[2:, 1:-1] - 2 * inverse[1:-1, 1:-1] + inverse[:-2, 1:-1]
        return inverse[1:-1, 2:] - 2 * inverse[1:-1, 1:-1] + inverse[1:-1, :-2]


def _turned(derived: Float, stored: Float) -> bool:
    """Whether the signs of a component differ where it is large."""
    clear = np.abs(derived) > LEAN
    if np.count_nonzero(clear) < LEAST // 5:
        return False
    return bool(np.mean(np.sign(derived[clear]) == np.sign(stored[clear])) < AGREE)
