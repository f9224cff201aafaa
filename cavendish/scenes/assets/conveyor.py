# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Straight pieces of conveyors on legs: rollers or a belt between side rails."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, moved, turned
from cavendish.scenes.parts.facade.elements import Row, boxes, copies, rods
from cavendish.scenes.parts.fittings import loft, parts, rounded
from cavendish.scenes.scene import Asset, Colour, Material, Mesh, Support


def conveyor(
    length: float,
    width: float,
    height: float,
    rail: Material,
    belt: Material | None = None,
    guides: bool = False,
) -> Asset:
    """A piece of conveyor along X whose top is `height` high. belt: its material, None for rollers. Metres."""
    x, y, h = length / 2, width / 2, height
    top = h + 0.012
    rows: list[Row] = []
    for s in (-1, 1):
        rows.append((-x, x, s * y, s * (y - 0.004), h - 0.11, top))
        rows += [(-x, x, s * y, s * (y - 0.03), z, z + 0.004) for z in (h - 0.11, top - 0.004)]
    legs = max(round(length / 1.6) + 1, 2)
    feet: list[Row] = []
    for m in np.linspace(-x + 0.15, x - 0.15, legs):
        for s in (-1, 1):
            a, b = s * (y - 0.008), s * (y - 0.048)
            rows.append((m - 0.02, m + 0.02, a, b, 0.02, h - 0.106))
            feet.append((m - 0.05, m + 0.05, s * (y + 0.02), s * (y - 0.08), 0.0, 0.02))
        rows.append((m - 0.015, m + 0.015, -y + 0.04, y - 0.04, 0.25 * h, 0.25 * h + 0.03))
    bars: list[Mesh] = []
    if guides:
        for s in (-1, 1):
            rows += [
                (m - 0.012, m + 0.012, s * (y + 0.004), s * (y + 0.016), h - 0.08, h + 0.13)
                for m in np.linspace(-x + 0.1, x - 0.1, legs + 1)
            ]
            bars.append(rods([(-x, s * (y - 0.006), h + 0.11)], [(x, s * (y - 0.006), h + 0.11)], 0.012, 8))
    rolls: list[Mesh] = []
    bands: list[Mesh] = []
    if belt is None:
        pitch = 0.075
        count = int((length - 0.06) / pitch)
        at = (np.arange(count) - (count - 1) / 2) * pitch
        one = rods([(0, -y + 0.006, 0)], [(0, y - 0.006, 0)], 0.025, 10)
        rolls.append(copies(one, np.column_stack([at, 0 * at, np.full(count, h - 0.025)])))
    else:
        ring = rounded(length - 0.02, 0.08, 0.0399, 8)
        loops = np.array(
            [
                np.column_stack([ring[:, 0], np.full(len(ring), v), ring[:, 1] + h - 0.04])[::-1]
                for v in (-y + 0.035, y - 0.035)
            ]
        )
        bands.append(loft(loops))
        bars.append(box((0.3, 0.16, 0.16), (0, -y + 0.14, h - 0.2), 0.012))
        bars.append(
            moved(turned(rods([(0, 0, 0)], [(0.24, 0, 0)], 0.06, 16), "z", 0.0), (0.15, -y + 0.14, h - 0.2))
        )
    steel = materials.metal((0.68, 0.69, 0.7), 0.3)
    pieces = parts(
        (([boxes(rows, 0.001)]), rail),
        ([boxes(feet, 0.003)], steel),
        (rolls, steel),
        (bands, belt or steel),
        (bars, materials.plastic((0.05, 0.05, 0.055), 0.5)),
    )
    rest = Support((-x + 0.05, x - 0.05), (-y + 0.05, y - 0.05), h)
    return Asset(
        "conveyor", pieces, {"kind": "rollers" if belt is None else "belt", "material": "steel"}, (rest,)
    )


@sampler("conveyor")
def conveyor_rand(rng: np.random.Generator) -> Asset:
    """A piece of 2 to 3 m."""
    tones: list[Colour] = [(0.62, 0.63, 0.64), (0.12, 0.24, 0.46), (0.8, 0.8, 0.78), (0.25, 0.42, 0.3)]
    rail = materials.paint(
        finishes.jitter(tones[int(rng.integers(4))], rng, 0.02), 0.4, seed=finishes.seed(rng)
    )
    belt = (
        materials.plastic((0.06, 0.06, 0.062) if rng.random() < 0.6 else (0.1, 0.26, 0.2), 0.7)
        if rng.random() < 0.45
        else None
    )
    return conveyor(
        float(rng.choice([2.0, 2.4, 3.0])),
        float(rng.uniform(0.5, 0.8)),
        float(rng.uniform(0.68, 0.85)),
        rail,
        belt,
        bool(rng.random() < 0.5),
    )
