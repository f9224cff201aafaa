# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Rugs."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh


def rug(
    width: float,
    depth: float,
    field: Material,
    border: Material | None = None,
    shape: Literal["rectangular", "round"] = "rectangular",
    thickness: float = 0.009,
    margin: float = 0.08,
    fringe: float = 0.0,
) -> Asset:
    """A rug. width, depth: metres (a round one has the diameter `width`); border: of the rim, `margin` wide.

    fringe: the length of the threads at the two short ends of a rectangular one (0: none).
    """
    base = border or field
    rim, middle, threads = [], [], []
    inlay = thickness - 0.001  # the field starts inside the border and ends half a millimetre above it
    if shape == "round":
        rim.append(cylinder(width / 2, thickness, bevel=thickness * 0.42, segments=64))
        if border is not None:
            middle.append(moved(cylinder(width / 2 - margin, 0.0015, 0.0005, 64), (0, 0, inlay)))
    else:
        rim.append(box((width, depth, thickness), (0, 0, thickness / 2), thickness * 0.45))
        if border is not None:
            size = (width - 2 * margin, depth - 2 * margin, 0.0015)
            middle.append(box(size, (0, 0, inlay + 0.00075), bevel=0.0005))
        if fringe > 0:
            threads = _fringe(width, depth, fringe)
    thread = materials.fabric((0.86, 0.82, 0.74))
    return Asset(
        "rug", parts((rim, base), (middle, field), (threads, thread)), {"material": "wool", "shape": shape}
    )


def _fringe(width: float, depth: float, length: float) -> list[Mesh]:
    """Threads in little bundles along the two short ends."""
    along = width < depth  # the short ends lie at +-Y
    short, half = min(width, depth), max(width, depth) / 2
    count = int(short / 0.022)
    bundles = []
    for k in range(count):
        at = (k + 0.5) / count * (short - 0.01) - (short - 0.01) / 2
        reach = length * (1 + 0.18 * np.sin(7.3 * k))
        for side in (-1, 1):
            out = side * (half + reach / 2 - 0.004)
            size = (0.008, reach, 0.003) if along else (reach, 0.008, 0.003)
            bundles.append(box(size, (at, out, 0.0015) if along else (out, at, 0.0015), bevel=0))
    return bundles


@sampler("rug")
def rug_rand(rng: np.random.Generator) -> Asset:
    """A rug: rectangular or round, plain, patterned or with a border."""
    color, accent = finishes.cloth_color(rng), finishes.cloth_color(rng)
    pattern = float(rng.choice(4, p=[0.4, 0.15, 0.25, 0.2]))
    field = materials.carpet(
        color,
        accent,
        pile=float(rng.uniform(0.004, 0.009)),
        pattern=pattern,
        pitch=float(rng.uniform(0.12, 0.35)),
        seed=finishes.seed(rng),
    )
    edge = materials.carpet(accent, color, seed=finishes.seed(rng)) if rng.random() < 0.5 else None
    circle = rng.random() < 0.22
    width = float(rng.uniform(0.9, 2.2) if circle else rng.uniform(1.2, 3.2))
    return rug(
        width,
        width if circle else width * float(rng.uniform(0.55, 0.8)),
        field,
        border=edge,
        shape="round" if circle else "rectangular",
        thickness=float(rng.uniform(0.006, 0.012)),
        margin=float(rng.uniform(0.03, 0.14)),
        fringe=float(rng.uniform(0.03, 0.07)) if rng.random() < 0.35 else 0.0,
    )
