# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Round clocks for a wall."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved, placed, rotation, translation, turned
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh


def clock(
    diameter: float,
    rim: Material,
    face: Material,
    ink: Material,
    second: Material | None = None,
    hour: float = 10.15,
    deep: float = 0.04,
    bar: float = 0.016,
    minutes: bool = True,
) -> Asset:
    """A wall clock; its back touches the wall at y = deep / 2. diameter, deep, bar (width of the rim).

    Metres. hour: the time, 0 to 12; second: of a seconds hand, where given; minutes: whether there are
    marks for them too.
    """
    r, f, b = diameter / 2, deep / 2, -deep / 2  # in the lathe's frame the room lies at +Z
    section = [
        (0, b),
        (r * 0.9, b),
        (r * 0.97, b + 0.004),
        (r, f * 0.2),
        (r - bar * 0.2, f * 0.85),
        (r - bar * 0.5, f),
        (r - bar * 0.8, f * 0.85),
        (r - bar, f * 0.2),
        (r - bar, b + 0.008),
        (0, b + 0.008),
    ]
    case = _hung(lathe(section, 64, 0.95), r)
    level = f * 0.1
    dial = _hung(moved(cylinder(r - bar + 0.003, level - b - 0.006, 0.0005, 64), (0, 0, b + 0.006)), r)
    reach = r - bar
    marks: list[Mesh] = []
    for k in range(60 if minutes else 12):
        large = k % 5 == 0 or not minutes
        turn = 2 * np.pi * k / (60 if minutes else 12)
        quarter = large and (k // (5 if minutes else 1)) % 3 == 0
        size = (reach * (0.05 if quarter else 0.03), reach * (0.15 if quarter else 0.1), 0.0016)
        if not large:
            size = (reach * 0.012, reach * 0.04, 0.0012)
        mark = moved(box(size, bevel=0), (0, reach * 0.92 - size[1] / 2, level + 0.0004))
        marks.append(_hung(turned(mark, "z", -turn), r))
    hands = []
    for length, width, at, z in (
        (0.5, 0.055, hour / 12, 0.005),
        (0.78, 0.036, hour % 1, 0.0085),
    ):
        size = (reach * width, reach * (length + 0.12), 0.0018)
        hand = moved(box(size, bevel=0.0004, segments=1), (0, reach * (length - 0.12) / 2, level + z))
        hands.append(_hung(turned(hand, "z", -2 * np.pi * at), r))
    hands.append(_hung(moved(cylinder(reach * 0.045, 0.013, 0.001, 20), (0, 0, level - 0.001)), r))
    thin = []
    if second is not None:
        hand = box((reach * 0.014, reach * 1.05, 0.001), (0, reach * 0.3, level + 0.0112), bevel=0)
        thin.append(_hung(turned(hand, "z", -2 * np.pi * ((hour * 3600 % 60) / 60 + 0.37)), r))
    pieces = parts(([case], rim), ([dial], face), ([*marks, *hands], ink), (thin, second or ink))
    return Asset("clock", pieces, {"material": rim.kind, "shape": "round"})


def _hung(mesh: Mesh, radius: float) -> Mesh:
    return placed(mesh, translation(0, 0, radius) @ rotation("x", np.pi / 2))


@sampler("clock")
def clock_rand(rng: np.random.Generator) -> Asset:
    """A wall clock of 0.2 to 0.42 m."""
    dark = rng.random() < 0.2
    level = float(rng.uniform(0.88, 0.96))
    white, black = (level, level, level * float(rng.uniform(0.88, 1.0))), (0.05, 0.05, 0.055)
    pick = rng.random()
    return clock(
        float(rng.uniform(0.2, 0.42)),
        rim=finishes.wood(rng)
        if pick < 0.35
        else finishes.frame_metal(rng)
        if pick < 0.8
        else finishes.any_plastic(rng),
        face=materials.paint(black if dark else white, 0.4, grain=0.05),
        ink=materials.plastic(white if dark else black, 0.4),
        second=materials.plastic((0.75, 0.1, 0.08), 0.4) if rng.random() < 0.6 else None,
        hour=float(rng.uniform(0, 12)),
        deep=float(rng.uniform(0.03, 0.05)),
        bar=float(rng.uniform(0.008, 0.028)),
        minutes=bool(rng.random() < 0.5),
    )
