# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Rocks: broken blocks with faces and edges, weathered boulders, layered slabs."""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials, materials_outdoor
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import with_box_uvs
from cavendish.scenes.heightfield import fractal, terraced
from cavendish.scenes.parts.branches import Rng, unit
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Float, Int32, Material, Mesh

Shape = Literal["block", "boulder", "slab"]


def rock(
    size: tuple[float, float, float],
    stone: Material,
    shape: Shape = "block",
    rough: float = 0.5,
    detail: int = 4,
    seed: int = 0,
) -> Asset:
    """A rock that lies on a flat side. size: (x, y, z) metres; rough: 0 worn smooth to 1 freshly broken.

    detail: times that a ball of 20 triangles is divided into four, 0..5; seed: of the shape.
    """
    rng = np.random.default_rng(seed)
    ways, faces = _ball(detail)
    offset = int(rng.integers(1000))
    if shape == "boulder":
        radius = 1 + 0.3 * fractal(ways * 0.9, 3, offset)
        radius *= np.minimum(1.0, _cut(rng, ways, 6, 0.8, 1.15, 14.0))
    else:
        radius = _cut(rng, ways, 16 if shape == "block" else 11, 0.62, 1.0, 30.0 + 40.0 * rough)
    points = ways * radius[:, None]
    stretch = np.asarray(size) / np.ptp(points, axis=0)
    if shape == "slab":  # layers, each of which stands out or back
        level = points[:, 2] * stretch[2]
        step = max(size[2] / 6, 0.03)
        shift = terraced(level + 0.3 * step * fractal(points, 3, offset), step, 0.6) / step
        points[:, :2] *= (1 + 0.06 * np.sin(shift * 2.4 + offset))[:, None]
    fine = fractal(ways * 2.2, 5, offset + 20, gain=0.55)
    if shape != "boulder":  # ledges, where pieces broke off
        fine = 0.35 * fine + 1.1 * terraced(fractal(ways * 1.6, 3, offset + 40), 0.3, 0.8)
    points *= (1 + (0.03 + 0.06 * rough) * fine)[:, None]
    points = points * (np.asarray(size) / np.ptp(points, axis=0))
    low = (
        points[:, 2].min() + (0.32 if shape != "boulder" else 0.2) * size[2]
    )  # the foot is cut off: it lies broad
    points[:, 2] = np.maximum(points[:, 2], low) - low
    points *= np.asarray(size) / np.ptp(points, axis=0)
    points[:, :2] -= (points[:, :2].max(axis=0) + points[:, :2].min(axis=0)) / 2
    mesh = with_box_uvs(Mesh(points.astype(np.float32), faces, _normals(points, faces), None))
    return Asset("rock", parts(([mesh], stone)), {"kind": shape, "material": "stone"})


@cache
def _ball(detail: int) -> tuple[Float, Int32]:
    """A sphere of even triangles: an icosahedron, each face divided `detail` times."""
    g = (1 + np.sqrt(5)) / 2
    points = np.array(
        [(-1, g, 0), (1, g, 0), (-1, -g, 0), (1, -g, 0), (0, -1, g), (0, 1, g), (0, -1, -g), (0, 1, -g),
         (g, 0, -1), (g, 0, 1), (-g, 0, -1), (-g, 0, 1)], float,
    )  # fmt: skip
    faces = np.array(
        [(0, 11, 5), (0, 5, 1), (0, 1, 7), (0, 7, 10), (0, 10, 11), (1, 5, 9), (5, 11, 4), (11, 10, 2), (10, 7, 6),
         (7, 1, 8), (3, 9, 4), (3, 4, 2), (3, 2, 6), (3, 6, 8), (3, 8, 9), (4, 9, 5), (2, 4, 11), (6, 2, 10), (8, 6, 7),
         (9, 8, 1)]
    )  # fmt: skip
    for _ in range(detail):
        edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
        pairs, place = np.unique(edges, axis=0, return_inverse=True)
        ab, bc, ca = (place.reshape(3, -1) + len(points)).astype(np.int64)
        points = np.concatenate([points, points[pairs].mean(axis=1)])
        a, b, c = faces.T
        faces = np.concatenate(
            [np.stack(t, axis=1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
        )
    return unit(points), faces.astype(np.int32)


def _cut(rng: Rng, ways: Float, count: int, near: float, far: float, sharp: float) -> Float:
    """How far out along each way a ball reaches that planes have cut into, their edges rounded: sharp: 5 to 100."""
    planes = unit(rng.normal(0, 1, (count, 3)))
    distance = rng.uniform(near, far, count)
    facing = np.maximum(ways @ planes.T, 1e-3) / distance  # 1 / distance to each plane
    bounded = np.concatenate([facing, np.ones((len(ways), 1)) / 1.25], axis=1)
    return np.asarray(1 / (np.sum(bounded**sharp, axis=1) ** (1 / sharp)))


def _normals(points: Float, faces: Int32) -> np.ndarray:
    """Unit vertex normals, each face weighted by its area."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    cross = np.cross(b - a, c - a)
    total = np.stack(
        [np.bincount(faces.T.reshape(-1), np.tile(cross[:, k], 3), len(points)) for k in range(3)], axis=1
    )
    return unit(total).astype(np.float32)


@sampler("rock")
def rock_rand(rng: np.random.Generator) -> Asset:
    """A rock of 0.15 to 3 m, most of them small."""
    shapes: tuple[Shape, ...] = ("block", "boulder", "slab")
    shape = shapes[int(rng.choice(3, p=[0.42, 0.38, 0.2]))]
    wide = float(0.2 * 14 ** rng.beta(1.2, 1.8))
    flat = float(rng.uniform(0.25, 0.45) if shape == "slab" else rng.uniform(0.5, 0.9))
    size = (wide, wide * float(rng.uniform(0.6, 1.0)), wide * flat)
    stones: list[Colour] = [
        (0.42, 0.41, 0.39),
        (0.36, 0.35, 0.34),
        (0.50, 0.45, 0.37),
        (0.50, 0.38, 0.30),
        (0.27, 0.27, 0.28),
    ]
    color = stones[int(rng.choice(5, p=[0.3, 0.25, 0.2, 0.1, 0.15]))]
    light = float(rng.uniform(0.85, 1.12))
    tint = finishes.jitter((color[0] * light, color[1] * light, color[2] * light), rng, 0.006)
    make = (materials_outdoor.stucco, materials.soil, materials.concrete)[
        int(rng.choice(3, p=[0.5, 0.25, 0.25]))
    ]
    return rock(
        size,
        make(tint, seed=finishes.seed(rng)),
        shape,
        float(rng.uniform(0.1, 1.0)),
        5 if wide > 0.8 else 4,
        int(rng.integers(2**31)),
    )
