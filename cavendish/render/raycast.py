# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The oracle: what a camera sees of a Scene, by ray casting in float64. It shares nothing with the renderer.

It is exact for the Scene's own numbers, so it proves the renderer's truth; it knows no light and no colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.render.trace import Hits, Mask, Target, dot, meet, nearest, reconsidered
from cavendish.render.triangles import Soup, seen_from, soup, turned
from cavendish.scenes.scene import Camera, Float, Scene

NEAR, FAR = 1e-3, 1e6  # metres along the viewing axis between which surfaces count
BLOCK = 1 << 16  # rays at a time, so that memory stays bounded at any image size


@dataclass(frozen=True, eq=False)
class Sight:
    """What a camera sees, at the centre of each pixel.

    camera: the one that looked; for shifted rays, with its principal point shifted the other way.
    depth: (H, W) float64, planar: metres along the viewing axis; +inf where nothing is.
    normals: (H, W, 3) float64 unit shading normals in camera space (+X right, +Y up, +Z to the viewer), turned to the
    viewer where the triangle faces away; NaN where nothing is.
    geometric_normals: the same of the triangles themselves.
    instances: (H, W) uint32, 0 where nothing is.
    triangles: (H, W) int32, which triangle of the Soup; -1 where nothing is.
    contested: (H, W), where another object's surface lies so close that float32 cannot tell which is in front.
    """

    camera: Camera
    depth: Float
    normals: Float
    geometric_normals: Float
    instances: npt.NDArray[np.uint32]
    triangles: npt.NDArray[np.int32]
    contested: Mask

    @cached_property
    def positions(self) -> Float:
        """(H, W, 3) float64, metres in the world; NaN where nothing is."""
        depth = np.where(np.isfinite(self.depth), self.depth, np.nan)[..., None]
        pose = self.camera.pose
        return np.asarray(turned(depth * rays(self.camera), pose[:3, :3]) + pose[:3, 3])


def raycast(seen: Scene | Soup, camera: Camera, shift: tuple[float, float] = (0.0, 0.0)) -> Sight:
    """What `camera` sees of a Scene or of triangles in the world. shift: pixels that the rays move right and down.

    Depth is exact to about 1e-13 of the scene's size. Surfaces nearer than 1 mm or farther than 1000 km along the
    viewing axis do not count; holes of materials (`scenes.cutouts`) let a ray pass, glass and thin cloth do not.
    Raises ImportError, with the cure, where embreex is missing.
    """
    world = soup(seen) if isinstance(seen, Scene) else seen
    camera = replace(camera, cx=camera.cx - shift[0], cy=camera.cy - shift[1])
    # In the camera's axes the rays start at the origin, where float32 is finest, and their parameter is planar depth.
    aim = Target(seen_from(world, camera.pose))
    size = (camera.height, camera.width)
    hits = Hits(np.full(size, -1, np.int32), np.full(size, np.inf), np.full(size, -1, np.int32))
    for rows in _blocks(camera):
        directions = rays(camera, rows=rows).reshape(-1, 3)
        _put(hits, rows, nearest(aim, np.zeros(3), directions, NEAR, FAR))
    _mend(aim, camera, hits)
    normals, geometric = (np.full((*size, 3), np.nan) for _ in range(2))
    for rows in _blocks(camera):
        there = hits.triangle[rows] >= 0
        directions = rays(camera, rows=rows)[there]
        normals[rows][there], geometric[rows][there] = _normals(
            aim.triangles, camera, hits.triangle[rows][there], directions
        )
    owners = np.append(world.owners, np.uint32(0))  # the last one, at -1, is nothing's
    return Sight(
        camera, hits.distance, normals, geometric, owners[hits.triangle], hits.triangle, hits.rival >= 0
    )


def rays(
    camera: Camera,
    rotation: Float | None = None,
    rows: slice = slice(None),
    columns: slice = slice(None),
) -> Float:
    """The directions (rows, columns, 3) through the centres of pixels, of length 1 along the viewing axis.

    They are in the camera's axes, or turned by `rotation` (3, 3) into others.
    """
    axes = np.eye(3) if rotation is None else rotation
    x = (np.arange(camera.width)[columns] + 0.5 - camera.cx) / camera.fx
    y = (camera.cy - 0.5 - np.arange(camera.height)[rows]) / camera.fy
    return np.asarray((x[:, None] * axes[:, 0])[None] + (y[:, None] * axes[:, 1] - axes[:, 2])[:, None])


def _blocks(camera: Camera) -> Iterator[slice]:
    step = max(1, BLOCK // max(camera.width, 1))
    return (slice(first, first + step) for first in range(0, camera.height, step))


def _mend(aim: Target, camera: Camera, hits: Hits) -> None:
    """Look again where float32 may have erred.

    A pixel that is farther away than both of some opposite neighbours may have slipped through a seam; one beside a
    pixel where two objects lie in one place may have seen but one of them.
    """
    height, width = hits.distance.shape
    closeness = np.pad(1 / hits.distance, 1)
    triangles, rivals = (np.pad(array, 1, constant_values=-1) for array in (hits.triangle, hits.rival))
    doubtful = np.zeros((height, width), bool)
    around = [(row, column) for row in range(3) for column in range(3)]
    for row, column in around:
        window, opposite = (
            (slice(r, r + height), slice(c, c + width)) for r, c in ((row, column), (2 - row, 2 - column))
        )
        doubtful |= np.minimum(closeness[window], closeness[opposite]) > (1 + 1e-6) / hits.distance
        doubtful |= (rivals[window] >= 0) & (hits.rival < 0)
    for rows in _blocks(camera):
        down, right = np.nonzero(doubtful[rows])
        directions = rays(camera, rows=rows)[down, right]
        down += rows.start
        known = (array[down + row, right + column] for array in (triangles, rivals) for row, column in around)
        _put(hits, (down, right), reconsidered(aim, np.zeros(3), directions, known, NEAR, FAR))


def _put(hits: Hits, where: Any, found: Hits) -> None:
    """Write what rays found into some pixels of (H, W) hits."""
    for name in ("triangle", "distance", "rival"):
        into = getattr(hits, name)
        into[where] = getattr(found, name).reshape(into[where].shape)


def _normals(
    triangles: Soup, camera: Camera, triangle: npt.NDArray[np.int32], directions: Float
) -> tuple[Float, Float]:
    """Shading and geometric unit normals (N, 3) in camera space where rays from the camera meet triangles."""
    _, weights, geometric = meet(triangles, triangle, np.zeros(3), directions)
    with np.errstate(all="ignore"):
        geometric /= np.sqrt(dot(geometric, geometric))[:, None]
        shading = turned(
            np.sum(triangles.normals[triangle] * weights[..., None], axis=1), camera.pose[:3, :3].T
        )
        length = np.sqrt(dot(shading, shading))[:, None]
        shading = np.where(length > 0, shading / length, geometric)
    away = np.where(dot(geometric, directions) > 0, -1.0, 1.0)[:, None]
    return shading * away, geometric * away
