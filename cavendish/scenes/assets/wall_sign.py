# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Small signs on walls: numbers and names of rooms, safety signs."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, placed, rotation, translation
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Material, Mesh

Kind = Literal["number", "name", "fire", "first aid"]
INK = 0.0006  # metres that print stands out from its plate
# Strokes of the digits on a grid of width 1 and height 2: pairs of corner numbers, counted from the top left.
CORNERS = ((0, 2), (1, 2), (0, 1), (1, 1), (0, 0), (1, 0))
DIGITS = (
    ((0, 1), (1, 5), (5, 4), (4, 0)),
    ((1, 5),),
    ((0, 1), (1, 3), (3, 2), (2, 4), (4, 5)),
    ((0, 1), (1, 5), (5, 4), (2, 3)),
    ((0, 2), (2, 3), (1, 5)),
    ((1, 0), (0, 2), (2, 3), (3, 5), (5, 4)),
    ((1, 0), (0, 4), (4, 5), (5, 3), (3, 2)),
    ((0, 1), (1, 4)),
    ((0, 1), (1, 5), (5, 4), (4, 0), (2, 3)),
    ((3, 2), (2, 0), (0, 1), (1, 5), (5, 4)),
)


def stroke(a: tuple[float, float], b: tuple[float, float], width: float, y: float = 0.0) -> Mesh:
    """A bar of ink from (x, z) to (x, z) on the plane y, its face towards -Y."""
    (ax, az), (bx, bz) = a, b
    size = (float(np.hypot(bx - ax, bz - az)) + width, INK, width)
    pose = translation((ax + bx) / 2, y - INK / 2, (az + bz) / 2) @ rotation(
        "y", -np.arctan2(bz - az, bx - ax)
    )
    return placed(box(size, bevel=0), pose)


def number(value: str, tall: float, x: float = 0.0, z: float = 0.0, y: float = 0.0) -> list[Mesh]:
    """The digits of a number about (x, z) on the plane y, `tall` metres high."""
    wide, gap, line = tall * 0.42, tall * 0.24, tall * 0.13
    left = x - (len(value) * wide + (len(value) - 1) * gap) / 2
    strokes = []
    for k, digit in enumerate(value):
        at = [(left + k * (wide + gap) + u * wide, z + (v - 1) * tall / 2) for u, v in CORNERS]
        # Each stroke lies a little higher than the one before: faces in one plane would flicker.
        strokes += [stroke(at[i], at[j], line, y - 2e-5 * n) for n, (i, j) in enumerate(DIGITS[int(digit)])]
    return strokes


def wall_sign(
    kind: Kind, plate: Material, ink: Material, width: float = 0.14, height: float = 0.14, value: str = "12"
) -> Asset:
    """A plate whose back is on the wall. kind: a number; a name under a number; a safety sign's pictogram."""
    thick = 0.006
    plates = [box((width, thick, height), (0, 0, height / 2), 0.0015, 1)]
    y, middle = -thick / 2, height / 2
    if kind == "number":
        prints = number(value, min(height * 0.45, width * 0.75 / max(len(value), 1) / 0.62), z=middle, y=y)
    elif kind == "name":
        tall = height * 0.28
        prints = number(value, tall, -width * 0.46 + len(value) * tall * 0.34, height * 0.75, y)
        ends = (0.38, 0.22, 0.3)
        prints += [
            stroke((-width * 0.42, height * z), (width * end, height * z), height * 0.05, y)
            for z, end in zip((0.44, 0.3, 0.17), ends, strict=True)
        ]
    elif kind == "fire":  # a bottle and a flame
        u = height
        prints = [
            stroke((-0.14 * u, 0.22 * u), (-0.14 * u, 0.58 * u), 0.2 * u, y),
            stroke((-0.14 * u, 0.66 * u), (-0.14 * u, 0.78 * u), 0.07 * u, y),
            stroke((-0.14 * u, 0.8 * u), (0.04 * u, 0.72 * u), 0.05 * u, y - 2e-5),
            stroke((0.22 * u, 0.24 * u), (0.22 * u, 0.42 * u), 0.14 * u, y),
            stroke((0.27 * u, 0.4 * u), (0.2 * u, 0.58 * u), 0.07 * u, y - 2e-5),
        ]
    else:
        arm = 0.28 * height
        prints = [
            stroke((-arm, middle), (arm, middle), 0.2 * height, y),
            stroke((0, middle - arm), (0, middle + arm), 0.2 * height, y - 2e-5),
        ]
    return Asset("wall sign", parts((plates, plate), (prints, ink)), {"kind": kind})


def sign_of(rng: np.random.Generator, kind: Kind, value: str = "") -> Asset:
    """A sign of a kind, with a number of its own where none is given."""
    value = value or str(int(rng.integers(1, 400)))
    if kind in ("fire", "first aid"):
        tone: Colour = (0.7, 0.03, 0.03) if kind == "fire" else (0.02, 0.42, 0.2)
        side = float(rng.choice([0.15, 0.2]))
        return wall_sign(
            kind,
            materials.plastic(finishes.jitter(tone, rng, 0.02), 0.35),
            materials.plastic((0.93, 0.93, 0.92)),
            side,
            side,
        )
    plate, ink = look(rng)
    wide = float(rng.uniform(0.1, 0.16)) if kind == "number" else float(rng.uniform(0.15, 0.22))
    return wall_sign(kind, plate, ink, wide, wide * float(rng.uniform(0.7, 1.0)), value)


def look(rng: np.random.Generator) -> tuple[Material, Material]:
    """The materials of a plate and of what is on it."""
    dark, light = (0.05, 0.05, 0.06), (0.93, 0.93, 0.92)
    pick = int(rng.integers(4))
    seed = finishes.seed(rng)
    plate = (
        materials.metal((0.72, 0.72, 0.73), 0.3, brushed=0.7, seed=seed),
        materials.metal((0.80, 0.62, 0.33), 0.3, seed=seed),
        materials.plastic(light, 0.3, seed),
        materials.plastic(
            finishes.hsv(rng.random(), rng.uniform(0.4, 0.8), rng.uniform(0.15, 0.4)), 0.35, seed
        ),
    )[pick]
    return plate, materials.plastic(light if pick == 3 else dark, 0.5)


@sampler("wall sign")
def wall_sign_rand(rng: np.random.Generator) -> Asset:
    """A sign of any kind."""
    kinds: tuple[Kind, ...] = ("number", "name", "fire", "first aid")
    return sign_of(rng, kinds[int(rng.choice(4, p=[0.4, 0.35, 0.15, 0.1]))])
