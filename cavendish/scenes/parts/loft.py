# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lofts: skins over rings of points, the outlines that such rings have, and smooth normals of any mesh. Metres."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import Vector, with_box_uvs
from cavendish.scenes.scene import Float, Int32, Mesh
from cavendish.scenes.vectors import cross, dots, unit


def smoothed(mesh: Mesh, crease: float = 0.7) -> Mesh:
    """The mesh, welded, with vertex normals from its faces.

    Edges sharper than `crease` radians stay sharp.
    """
    corners = mesh.vertices.astype(np.float64).take(mesh.faces, axis=0).reshape(-1, 3)
    weighted = np.repeat(cross(corners[1::3] - corners[0::3], corners[2::3] - corners[0::3]), 3, axis=0)
    cell = np.round(corners * 1e5).astype(np.int64) + 2**20  # to 0.01 mm, within 10 m of the origin
    place = cell[:, 0] << 42 | cell[:, 1] << 21 | cell[:, 2]
    order = np.argsort(place, kind="stable")
    firsts = np.flatnonzero(np.diff(place[order], prepend=-1))  # where in that order each place begins
    counts = np.diff(firsts, append=len(order))
    weld = np.empty(len(order), np.int64)
    weld[order] = np.repeat(np.arange(len(firsts)), counts)
    total = np.empty_like(corners)
    if crease >= 1.3:  # all edges are smooth: what meets at a point shares one normal
        total[order] = np.repeat(
            np.add.reduceat(weighted.take(order, axis=0), firsts, axis=0), counts, axis=0
        )
    else:
        weighted = weighted.take(order, axis=0)
        ways = unit(weighted, 1e-300)
        many = np.repeat(counts, counts)  # how many corners meet where each one is
        begin = np.cumsum(many) - many
        other = np.arange(many.sum()) - np.repeat(begin - np.repeat(firsts, counts), many)
        close = dots(np.repeat(ways, many, axis=0), ways.take(other, axis=0)) > np.cos(crease)
        total[order] = np.add.reduceat(weighted.take(other, axis=0) * close[:, None], begin, axis=0)
    normals = unit(total, 1e-300)
    tilt = np.round(normals * 500).astype(np.int64) + 512
    key = weld << 30 | tilt[:, 0] << 20 | tilt[:, 1] << 10 | tilt[:, 2]
    _, keep, faces = np.unique(key, return_index=True, return_inverse=True)
    return Mesh(
        corners[keep].astype(np.float32),
        np.ascontiguousarray(faces.reshape(-1, 3), dtype=np.int32),
        normals[keep].astype(np.float32),
        mesh.uvs,
    )


def deformed(mesh: Mesh, function: Callable[[Float], Float], crease: float = 0.7) -> Mesh:
    """The mesh with its vertices (V, 3) sent through a function, and smooth normals anew."""
    vertices = function(mesh.vertices.astype(float)).astype(np.float32)
    return smoothed(Mesh(vertices, mesh.faces, None, mesh.uvs), crease)


def loft(rings: Vector, crease: float = 0.7, caps: bool = True, grain: int | None = None) -> Mesh:
    """A skin over rings (M, N, 3), each counter-clockwise seen from where the rings go to.

    Flat fans close the ends.

    Rings are star-shaped about their mean. grain: the axis U runs along, the longest where None.
    """
    rings = np.asarray(rings, float)
    m, n = rings.shape[:2]
    points = rings.reshape(-1, 3)
    if caps:
        points = np.vstack([points, rings[0].mean(axis=0), rings[-1].mean(axis=0)])
    mesh = Mesh(points.astype(np.float32), _loft_faces(m, n, caps))
    grain = int(np.argmax(np.ptp(points, axis=0))) if grain is None else grain
    return smoothed(with_box_uvs(mesh, grain), crease)


@lru_cache(maxsize=256)
def _loft_faces(m: int, n: int, caps: bool) -> Int32:
    """The faces between m rings of n points each, and the fans that close them: all lofts of that size share them."""
    k = np.arange(n)
    faces: list[npt.NDArray[np.integer]] = []
    for level in range(m - 1):
        a, b = level * n + k, level * n + (k + 1) % n
        faces += [np.stack([a, b, b + n], axis=1), np.stack([a, b + n, a + n], axis=1)]
    if caps:
        last = (m - 1) * n
        faces.append(np.stack([(k + 1) % n, k, np.full(n, m * n)], axis=1))
        faces.append(np.stack([last + k, last + (k + 1) % n, np.full(n, m * n + 1)], axis=1))
    made = np.concatenate(faces).astype(np.int32)
    made.flags.writeable = False
    return made


def circle(radius: float, count: int = 24) -> Float:
    """A circle's outline (count, 2), counter-clockwise."""
    turn = np.arange(count) / count * 2 * np.pi
    return np.column_stack([np.cos(turn), np.sin(turn)]) * radius


def rounded(width: float, depth: float, radius: float, steps: int = 5) -> Float:
    """The outline (4 steps, 2) of a rectangle about the origin with round corners, counter-clockwise."""
    radius = min(radius, width * 0.499, depth * 0.499)
    turn = np.linspace(0, np.pi / 2, steps)
    corner = np.column_stack([np.cos(turn), np.sin(turn)]) * radius
    out = []
    for quarter, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        c, s = np.cos(quarter * np.pi / 2), np.sin(quarter * np.pi / 2)
        middle = (sx * (width / 2 - radius), sy * (depth / 2 - radius))
        out.append(corner @ np.array([[c, s], [-s, c]]) + middle)
    return np.concatenate(out)


def ellipse(width: float, depth: float, power: float = 2.0, count: int = 48) -> Float:
    """The outline (count, 2) of a superellipse; power 2 an ellipse, 4 nearly a rectangle."""
    turn = np.arange(count) / count * 2 * np.pi
    c, s = np.cos(turn), np.sin(turn)
    x = np.sign(c) * np.abs(c) ** (2 / power) * width / 2
    return np.column_stack([x, np.sign(s) * np.abs(s) ** (2 / power) * depth / 2])


def slab(
    outline: Float, thickness: float, z: float = 0.0, bevel: float = 0.004, under: float | None = None
) -> Mesh:
    """A board on height z over a star-shaped outline (N, 2) about the origin, its rims rounded by `bevel`.

    under: the width of a chamfer on the lower side, where it differs from the bevel (a knife edge).
    """
    bevel = min(bevel, thickness * 0.45)
    under = bevel if under is None else under
    low = min(under, thickness * 0.6)
    c = 1 - np.sqrt(0.5)
    levels = [(-under, 0.0), (-under * c, low * c if under == bevel else low * 0.7), (0.0, low)]
    levels += [(0.0, thickness - bevel), (-bevel * c, thickness - bevel * c), (-bevel, thickness)]
    radius = np.linalg.norm(outline, axis=1, keepdims=True)
    rings = [np.column_stack([outline * (1 + d / radius), np.full(len(outline), z + h)]) for d, h in levels]
    return loft(np.array(rings), crease=0.9, grain=int(np.ptp(outline[:, 1]) > np.ptp(outline[:, 0]) + 0.05))
