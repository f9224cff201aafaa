# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Leaves as closed slabs: many at once, along arching lines, of an outline's widths. Metres."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import curve
from cavendish.scenes.scene import Float, Mesh

# Outlines: (place from foot to tip, width), both 0..1.
OVAL = [(0.0, 0.08), (0.15, 0.6), (0.4, 1.0), (0.7, 0.8), (0.9, 0.32), (1.0, 0.02)]
HEART = [(0.0, 0.5), (0.1, 0.9), (0.3, 1.0), (0.6, 0.82), (0.85, 0.4), (1.0, 0.02)]
BLADE = [(0.0, 0.6), (0.2, 0.9), (0.5, 1.0), (0.8, 0.6), (1.0, 0.03)]
SWORD = [(0.0, 0.55), (0.3, 0.85), (0.6, 1.0), (0.85, 0.75), (1.0, 0.04)]


def leaf_blades(
    root: Float,
    azimuth: Float,
    length: Float,
    width: Float,
    rise: Float,
    droop: Float,
    shape: Float,
    fold: float,
    thickness: float,
    across: int = 4,
    power: float = 1.4,
    roll: Float | float = 0.0,
) -> Mesh:
    """Many leaves at once, as closed slabs. Arrays of L.

    Root (L, 3), azimuth, length, width, rise and droop (radians). shape: (n,) widths from base to tip, in
    parts of `width`; fold: how far the rims stand up, in parts of the half width; roll: about the leaf's
    own line. A leaf starts at elevation `rise` and ends at rise - droop.
    """
    n, count = len(shape), len(length)
    s = np.linspace(0, 1, n)
    elevation = rise[:, None] - droop[:, None] * s[None, :] ** power
    step = np.stack(
        [
            np.cos(elevation) * np.cos(azimuth)[:, None],
            np.cos(elevation) * np.sin(azimuth)[:, None],
            np.sin(elevation),
        ],
        axis=-1,
    )
    middle = (step[:, 1:] + step[:, :-1]) / 2 * (length / (n - 1))[:, None, None]
    spine = root[:, None, :] + np.concatenate([np.zeros((count, 1, 3)), np.cumsum(middle, axis=1)], axis=1)
    side = np.stack([-np.sin(azimuth), np.cos(azimuth), 0 * azimuth], axis=-1)[:, None, :] + 0 * step
    up = np.cross(step, side)
    angle = np.broadcast_to(np.asarray(roll, float), (count,))[:, None, None]
    side, up = np.cos(angle) * side + np.sin(angle) * up, np.cos(angle) * up - np.sin(angle) * side
    v = np.linspace(-1, 1, across + 1)
    half = (width[:, None] * shape[None, :] / 2)[:, :, None, None]
    points = spine[:, :, None, :] + half * (
        v[:, None] * side[:, :, None, :] + fold * np.abs(v[:, None]) * up[:, :, None, :]
    )
    return _slabs(points, thickness)


def _slabs(points: Float, thickness: float) -> Mesh:
    """Closed slabs over grids of points (L, M, N, 3) whose front is (down M) x (along N)."""
    count, m, n = points.shape[:3]
    normal = np.cross(np.gradient(points, axis=1), np.gradient(points, axis=2))
    normal /= np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-12)
    back = points - thickness * normal
    grid = np.arange(m * n).reshape(m, n)
    quads = np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], axis=-1).reshape(-1, 4)
    front = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    loop = np.concatenate([grid[:, 0], grid[-1, 1:], grid[-2::-1, -1], grid[0, -2:0:-1]])
    flat, under, out = (x.reshape(count, m * n, 3) for x in (points, back, normal))
    rim, low = flat[:, loop], under[:, loop]
    along = np.roll(rim, -1, axis=1) - np.roll(rim, 1, axis=1)
    edge = np.cross(along, out[:, loop])
    edge /= np.maximum(np.linalg.norm(edge, axis=-1, keepdims=True), 1e-12)
    k = np.arange(len(loop))
    a, b = 2 * m * n + k, 2 * m * n + np.roll(k, -1)
    strip = np.concatenate(
        [np.stack([a, a + len(loop), b], 1), np.stack([b, a + len(loop), b + len(loop)], 1)]
    )
    vertices = np.concatenate([flat, under, rim, low], axis=1)
    normals = np.concatenate([out, -out, edge, edge], axis=1)
    one = np.concatenate([front, front[:, ::-1] + m * n, strip])
    faces: npt.NDArray[np.int64] = (one[None] + vertices.shape[1] * np.arange(count)[:, None, None]).reshape(
        -1, 3
    )
    # U runs along the leaf, V across it.
    u = np.zeros((count, m, n))
    v = np.zeros((count, m, n))
    u[:, 1:] = np.cumsum(np.linalg.norm(np.diff(points, axis=1), axis=-1), axis=1)
    v[:, :, 1:] = np.cumsum(np.linalg.norm(np.diff(points, axis=2), axis=-1), axis=2)
    v -= v[:, :, -1:] / 2
    flat_uv = np.stack([u, v], axis=-1).reshape(count, m * n, 2)
    rim_uv = flat_uv[:, loop]
    uv = np.concatenate([flat_uv, flat_uv, rim_uv, rim_uv], axis=1).reshape(-1, 2)
    return Mesh(
        vertices.reshape(-1, 3).astype(np.float32),
        faces.astype(np.int32),
        normals.reshape(-1, 3).astype(np.float32),
        uv[faces].astype(np.float32),
    )


def leaf_outline(points: list[tuple[float, float]], n: int) -> Float:
    """Leaf widths at n even places, through (place, width)."""
    x, y = np.array(points).T
    smooth = curve(np.stack([x, y], axis=1), 8)
    return np.asarray(np.maximum(np.interp(np.linspace(0, 1, n), smooth[:, 0], smooth[:, 1]), 0.012))
