# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Toys for a table: little cars, bricks with studs, dice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved, placed, prism, rotation, translation, turned
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh

TYRE = materials.plastic((0.05, 0.05, 0.055), 0.6)
PANE = materials.plastic((0.08, 0.1, 0.13), 0.1)
PITCH, TALL = 0.016, 0.0192  # metres, of bricks for small hands
PIPS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 0),),
    2: ((-1, -1), (1, 1)),
    3: ((-1, -1), (0, 0), (1, 1)),
    4: ((-1, -1), (-1, 1), (1, -1), (1, 1)),
    5: ((-1, -1), (-1, 1), (1, -1), (1, 1), (0, 0)),
    6: ((-1, -1), (-1, 0), (-1, 1), (1, -1), (1, 0), (1, 1)),
}


def toy_car(length: float, paint: Material, hub: Material, van: float = 0.0) -> Asset:
    """A car along X, its front to -X. van: 0 a saloon to 1 a van. Metres."""
    s, w = length, 0.42 * length
    r = 0.105 * s
    line = np.array(
        [(-0.5, 0.12), (-0.49, 0.25), (-0.25, 0.29), (-0.1, 0.3), (0.42, 0.3), (0.5, 0.26), (0.5, 0.12)]
    )
    roof = 0.46 + 0.06 * van
    tail = 0.3 + 0.17 * van
    cabin = np.array([(-0.27, 0.28), (-0.12, roof), (tail - 0.08, roof), (tail + 0.02, 0.28)])
    lid = np.array(
        [(-0.13, roof - 0.012), (-0.1, roof + 0.012), (tail - 0.1, roof + 0.012), (tail - 0.07, roof - 0.012)]
    )
    body = _across(line[::-1] * s, w, 0.03 * s)
    glass = _across(cabin[::-1] * s, 0.86 * w, 0.01 * s)
    top = _across(lid[::-1] * s, 0.84 * w, 0.006 * s)
    posts = [
        _across((cabin[::-1] * (0.12, 1) + (x, 0)) * s, 0.875 * w, 0.004 * s) for x in (0.03, tail - 0.06)
    ]
    tyres, hubs = [], []
    for x in (-0.3, 0.3):
        for side in (-1, 1):
            turn = translation(x * s, side * 0.36 * w, r) @ rotation("x", -side * np.pi / 2)
            tyres.append(placed(cylinder(r, 0.15 * w, 0.15 * r, 20), turn))
            hubs.append(placed(cylinder(0.5 * r, 0.16 * w, 0.1 * r, 14), turn))
    lamps = [
        moved(
            turned(cylinder(0.035 * s, 0.012 * s, 0.001, 10), "y", -np.pi / 2), (-0.485 * s, y * w, 0.21 * s)
        )
        for y in (-0.32, 0.32)
    ]
    pieces = parts(([body, top, *posts], paint), ([glass], PANE), (tyres, TYRE), (hubs + lamps, hub))
    return Asset("toy car", pieces, {"material": paint.kind})


def toy_brick(long: int, wide: int, skin: Material) -> Asset:
    """A brick with long x wide studs."""
    x, y = long * PITCH - 0.0004, wide * PITCH - 0.0004
    studs = [
        moved(cylinder(0.0048, 0.0045, 0.0005, 18), ((i - (long - 1) / 2) * PITCH, (j - (wide - 1) / 2) * PITCH, TALL - 0.0003))
        for i in range(long)
        for j in range(wide)
    ]  # fmt: skip
    body = box((x, y, TALL), (0, 0, TALL / 2), 0.0006, 1)
    return Asset("toy brick", parts(([body, *studs], skin)), {"material": skin.kind})


def die(size: float, body: Material, pips: Material) -> Asset:
    """A die with pips; a one is on top. Metres."""
    dots = []
    for number, pose in zip((1, 2, 3, 4, 5, 6), _sides(size), strict=True):
        for i, j in PIPS[number]:
            dot = moved(
                cylinder(0.085 * size, 0.0004, 0.0001, 14), (0.25 * i * size, 0.25 * j * size, -0.0003)
            )
            dots.append(placed(dot, pose))
    cube = moved(box((size, size, size), bevel=0.1 * size, segments=3), (0, 0, size / 2))
    made = [moved(dot, (0, 0, size / 2 + 1e-4)) for dot in dots]
    pieces = parts(([moved(cube, (0, 0, 1e-4))], body), (made, pips))
    return Asset("die", pieces, {"material": body.kind})


def _sides(size: float) -> Iterator[Float]:
    """Poses of the six sides, opposite ones adding up to seven: +Z looks out of each."""
    turns = (
        ("x", 0.0),
        ("x", np.pi / 2),
        ("y", np.pi / 2),
        ("y", -np.pi / 2),
        ("x", -np.pi / 2),
        ("x", np.pi),
    )
    for axis, angle in turns:
        yield rotation(axis, angle) @ translation(0, 0, size / 2)


def _across(outline: Float, width: float, bevel: float) -> Mesh:
    """A prism over an outline (N, 2) of (x, z), clockwise in reverse, `width` along Y about y = 0."""
    after = np.roll(outline, -1, axis=0)
    area = float(np.sum(outline[:, 0] * after[:, 1] - outline[:, 1] * after[:, 0]))
    made = prism(outline if area > 0 else outline[::-1], width, bevel)
    return moved(turned(made, "x", np.pi / 2), (0, width / 2, 0))


@sampler("toy car")
def toy_car_rand(rng: np.random.Generator) -> Asset:
    """A car of 0.07 to 0.2 m, of plastic, tin or wood."""
    skin = finishes.wood(rng) if rng.random() < 0.2 else finishes.any_plastic(rng)
    hub = materials.metal(roughness=0.2) if rng.random() < 0.5 else finishes.any_plastic(rng)
    return toy_car(float(rng.uniform(0.07, 0.2)), skin, hub, float(rng.uniform(0, 1)))


@sampler("toy brick")
def toy_brick_rand(rng: np.random.Generator) -> Asset:
    """A brick of 2 to 8 studs."""
    long, wide = ((1, 1), (2, 1), (2, 2), (3, 2), (4, 2), (4, 1))[int(rng.integers(6))]
    hue = float(rng.choice([0.0, 0.13, 0.38, 0.6, 0.07]))
    color = finishes.hsv(hue, rng.uniform(0.8, 0.95), rng.uniform(0.55, 0.9))
    return toy_brick(long, wide, materials.plastic(color if rng.random() < 0.85 else (0.9, 0.9, 0.88), 0.2))


@sampler("die")
def die_rand(rng: np.random.Generator) -> Asset:
    """A die of 14 to 30 mm."""
    light = rng.random() < 0.6
    body = materials.plastic((0.92, 0.91, 0.88), 0.2) if light else finishes.any_plastic(rng)
    pips = materials.plastic((0.04, 0.04, 0.045) if light else (0.93, 0.93, 0.92), 0.3)
    return die(float(rng.uniform(0.014, 0.03)), body, pips)
