# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Keyboards, and the keys that laptops share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, curve, moved, placed, rotation, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh

# Rows of keys from the back: (width in units of one key; negative: a gap).
MAIN: tuple[tuple[float, ...], ...] = (
    (1, -1, 1, 1, 1, 1, -0.5, 1, 1, 1, 1, -0.5, 1, 1, 1, 1),
    (*[1.0] * 13, 2),
    (1.5, *[1.0] * 12, 1.5),
    (1.75, *[1.0] * 11, 2.25),
    (2.25, *[1.0] * 10, 2.75),
    (1.25, 1.25, 1.25, 6.25, 1.25, 1.25, 1.25, 1.25),
)
ARROWS: tuple[tuple[float, ...], ...] = ((1, 1, 1), (1, 1, 1), (1, 1, 1), (), (-1, 1), (1, 1, 1))
DIGITS: tuple[tuple[float, ...], ...] = (
    (),
    (1, 1, 1, 1),
    (1, 1, 1, 1),
    (1, 1, 1, 1),
    (1, 1, 1, 1),
    (2, 1, 1),
)


def keyboard(
    body: Material,
    keys: Material,
    accent: Material | None = None,
    full: bool = True,
    pitch: float = 0.019,
    rise: float = 0.008,
    cable: Material | None = None,
) -> Asset:
    """A computer keyboard; its user sits at -Y. full: with arrows and digits; pitch: from key to key, metres.

    rise: height of the caps; accent: of the wide keys; cable: a short piece of it, where given.
    """
    plain, wide = layout(full)
    columns = 22.5 if full else 15.0
    width, depth, thick = columns * pitch + 0.018, 6.25 * pitch + 0.018, 0.014
    tilt = _tilt(0.06, depth)
    deck = box((width, depth, thick), (0, 0, thick / 2), bevel=0.004)
    first, second = (caps(spots, pitch, rise) for spots in (plain, wide))
    up = (0.0, 0.0, thick - 0.0015)
    body_meshes = [placed(deck, tilt)]
    body_meshes += [
        box((0.03, 0.012, 0.012), (sx * width * 0.4, depth / 2 - 0.02, 0.006), bevel=0.002) for sx in (-1, 1)
    ]
    cords: list[Mesh] = []
    if cable is not None:
        y, z = depth / 2, 0.014
        bow = [
            (0, y - 0.01, z),
            (0.005, y + 0.03, 0.006),
            (0.03, y + 0.06, 0.0022),
            (0.09, y + 0.075, 0.0022),
        ]
        cords.append(tube(curve(bow, 5), 0.002, sides=8))
    pieces = parts(
        (body_meshes, body),
        ([placed(moved(first, up), tilt)], keys),
        ([placed(moved(second, up), tilt)], accent or keys),
        (cords, cable or body),
    )
    return Asset("keyboard", pieces, {"material": "plastic"})


def layout(full: bool) -> tuple[Float, Float]:
    """Middles and widths (N, 3) of the plain and of the wide keys, in units of one key, around the middle."""
    plain: list[tuple[float, float, float]] = []
    wide: list[tuple[float, float, float]] = []
    blocks = [(0.0, MAIN), (15.25, ARROWS), (18.5, DIGITS)] if full else [(0.0, MAIN)]
    half = 11.25 if full else 7.5
    for start, rows in blocks:
        for row, units in enumerate(rows):
            x = start
            y = 2.625 - row - (0.25 if row else 0.0) + 0.25
            for unit in units:
                if unit > 0:
                    (wide if unit > 1 and unit < 6 else plain).append((x + unit / 2 - half, y, unit))
                x += abs(unit)
    return np.array(plain), np.array(wide)


def caps(spots: Float, pitch: float, rise: float, gap: float = 0.0018) -> Mesh:
    """Key caps, blunt pyramids standing on z = 0, at the spots of a layout."""
    taper = min(0.0022, rise * 0.35)
    half = np.stack([spots[:, 2] * pitch / 2 - gap / 2, np.full(len(spots), pitch / 2 - gap / 2)], axis=1)
    corner = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float)
    rings = []
    for shrink, z in ((0.0, 0.0), (taper, rise * 0.85), (taper + rise * 0.12, rise)):
        xy = spots[:, None, :2] * pitch + corner[None] * (half[:, None, :] - shrink)
        rings.append(np.concatenate([xy, np.full((*xy.shape[:2], 1), z)], axis=2))
    vertices = np.concatenate(rings, axis=1)  # (N, 12, 3)
    faces: list[tuple[int, int, int]] = [(0, 2, 1), (0, 3, 2), (8, 9, 10), (8, 10, 11)]
    for level in (0, 4):
        for k in range(4):
            a, b = level + k, level + (k + 1) % 4
            faces += [(a, b, b + 4), (a, b + 4, a + 4)]
    one = np.array(faces)
    every: npt.NDArray[np.int64] = (one[None] + 12 * np.arange(len(spots))[:, None, None]).reshape(-1, 3)
    points = vertices.reshape(-1, 3)
    uvs = points[every][..., :2]
    return Mesh(points.astype(np.float32), every.astype(np.int32), None, uvs.astype(np.float32))


def _tilt(angle: float, depth: float) -> Float:
    """The pose of a deck that leans forward by an angle, its front edge on the table."""
    pose = rotation("x", angle)
    pose[2, 3] = depth / 2 * np.sin(angle)
    return pose


@sampler("keyboard")
def keyboard_rand(rng: np.random.Generator) -> Asset:
    """A full or short keyboard, black, white or grey."""
    level = float(rng.choice([0.05, 0.09, 0.88, 0.6]))
    body = materials.plastic((level, level, level), float(rng.uniform(0.3, 0.5)), seed=finishes.seed(rng))
    if rng.random() < 0.3:
        body = materials.metal((0.72, 0.72, 0.74), 0.35, brushed=1.0)
    tone = level if rng.random() < 0.5 else float(rng.choice([0.06, 0.9]))
    keys = materials.plastic((tone, tone, tone * 0.99), 0.5, seed=finishes.seed(rng))
    accent = None
    if rng.random() < 0.3:
        accent = materials.plastic(
            finishes.hsv(rng.random(), rng.uniform(0, 0.5), rng.uniform(0.25, 0.7)), 0.5
        )
    return keyboard(
        body,
        keys,
        accent,
        full=bool(rng.random() < 0.65),
        pitch=float(rng.uniform(0.0185, 0.0195)),
        rise=float(rng.uniform(0.003, 0.009)),
        cable=materials.plastic((0.05, 0.05, 0.05), 0.5) if rng.random() < 0.5 else None,
    )
