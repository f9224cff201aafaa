# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Glass jars with a screw lid: of jam, honey, pickles, spices."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import curve, cylinder, lathe, moved
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Float, Material

GLASS = materials.glass((0.93, 0.96, 0.95), 0.01)
GAP = 0.0025  # metres of glass round what is in it


def jar(
    radius: float,
    height: float,
    filling: Material,
    lid: Material,
    label: Material | None = None,
    full: float = 0.9,
) -> Asset:
    """A jar. height: with its lid; full: how high it is filled, in parts of its body; label: a paper round it, if any. Metres."""
    r, cap = radius, min(0.018, 0.2 * height)
    h, neck = height - 0.003, radius * 0.84
    shoulder = curve(
        [(r, h - cap - 0.022), (r * 0.97, h - cap - 0.012), (neck + 0.001, h - cap - 0.003), (neck, h - cap)],
        4,
    )
    outline = [
        (0, 0.001),
        (r * 0.8, 0),
        (r - 0.002, 0.001),
        (r, 0.005),
        *shoulder.tolist(),
        (neck, h),
        (0, h),
    ]
    level = (h - cap - 0.022) * full
    inside = [(0, GAP), (r - GAP - 0.003, GAP), (r - GAP, GAP + 0.003), (r - GAP, level), (0, level)]
    lids = [moved(cylinder(neck + 0.003, cap, 0.0015, 36), (0, 0, height - cap))]
    labels = []
    if label is not None:
        a, b, rim = level * 0.2, level * 0.85, r + 0.0004
        ring: Float = np.array([(r - 0.002, a), (rim, a), (rim, b), (r - 0.002, b), (r - 0.002, a)])
        labels.append(lathe(ring, 36, 0.5))
    pieces = parts(
        ([lathe(outline, 36, 0.7)], GLASS),
        ([lathe(inside, 36, 0.7)], filling),
        (lids, lid),
        (labels, label or lid),
    )
    return Asset("jar", pieces, {"material": "glass"})


@sampler("jar")
def jar_rand(rng: np.random.Generator) -> Asset:
    """A jar of 0.07 to 0.17 m."""
    fillings: list[Colour] = [
        (0.45, 0.05, 0.05), (0.75, 0.42, 0.06), (0.25, 0.3, 0.08), (0.16, 0.08, 0.04), (0.7, 0.55, 0.35), (0.85, 0.3, 0.06),
    ]  # fmt: skip
    color = fillings[int(rng.integers(len(fillings)))]
    lid = finishes.any_plastic(rng) if rng.random() < 0.6 else materials.metal((0.8, 0.66, 0.35), 0.25)
    light = float(rng.uniform(0.82, 0.95))
    label = materials.paper(
        (light, light * 0.97, light * 0.88), color, float(rng.integers(1, 4)), finishes.seed(rng)
    )
    radius = float(rng.uniform(0.024, 0.045))
    return jar(
        radius,
        float(np.clip(radius * rng.uniform(2.4, 3.8), 0.075, 0.165)),
        materials.plastic(finishes.jitter(color, rng, 0.02), 0.25, finishes.seed(rng)),
        lid,
        label if rng.random() < 0.75 else None,
        float(rng.uniform(0.55, 1.0)),
    )
