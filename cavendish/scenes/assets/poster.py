# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Posters and charts: a sheet of paper on the wall, with wooden bars or without. They are pictures."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.geometry import box, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh


def poster(
    sheet: Material,
    image: Material,
    bars: Material | None = None,
    width: float = 0.6,
    height: float = 0.84,
    margin: float = 0.04,
) -> Asset:
    """A poster whose back is on the wall. image: printed within the margin; bars: at its top and bottom, with a cord."""
    thick = 0.0012
    depth = 0.014 if bars is not None else thick
    y = depth / 2 - thick / 2
    papers = [box((width, thick, height), (0, y, height / 2), 0)]
    prints = [box((width - 2 * margin, 0.0004, height - 2 * margin), (0, y - thick / 2, height / 2), 0)]
    woods: list[Mesh] = []
    if bars is not None:
        woods = [box((width + 0.02, depth, 0.02), (0, 0, z), 0.003, 1) for z in (0.01, height - 0.01)]
        cord = height + 0.06
        woods.append(
            tube(
                [(-width * 0.35, 0, height - 0.004), (0, 0, cord), (width * 0.35, 0, height - 0.004)],
                0.0015,
                6,
            )
        )
    return Asset(
        "picture",
        parts((papers, sheet), (prints, image), (woods, bars or sheet)),
        {"material": "paper", "kind": "poster"},
    )


def poster_rand(rng: np.random.Generator) -> Asset:
    """A poster of 0.4 to 1.2 m."""
    long = float(rng.choice([0.42, 0.59, 0.84, 0.84, 1.0, 1.18]))
    short = long / float(np.sqrt(2))
    upright = rng.random() < 0.6
    image = materials.paper(
        finishes.hsv(rng.random(), rng.uniform(0.1, 0.6), rng.uniform(0.6, 0.95)),
        finishes.hsv(rng.random(), rng.uniform(0.3, 0.8), rng.uniform(0.2, 0.8)),
        pattern=float(rng.choice([1, 2, 3, 3])),
        seed=finishes.seed(rng),
    )
    level = float(rng.uniform(0.88, 0.96))
    bars = finishes.wood(rng) if long > 0.8 and rng.random() < 0.4 else None
    w, h = (short, long) if upright else (long, short)
    return poster(
        materials.paper((level, level, level * 0.97)),
        image,
        bars,
        w,
        h,
        float(rng.choice([0.012, 0.03, 0.05])),
    )
