# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Doors of halls: shutters of slats on a drum, and sectional doors of panels, in guides of steel."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.facade.elements import Row, boxes
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Material

GUIDE = 0.09  # metres, width of the guides at both sides
DRUM = 0.42  # metres, height of the box over the opening


def roller_door(
    width: float,
    height: float,
    leaf: Material,
    guide: Material,
    panel: float = 0.09,
    opened: float = 0.0,
    windows: bool = False,
) -> Asset:
    """A door on the inner face of a wall, its back in the plane y = depth / 2, over an opening of width by height.

    panel: height of its slats (0.07 to 0.12) or sections (0.4 to 0.6); opened: share of the height that is open; windows:
    a row of them in one section. Metres.
    """
    x, slats = width / 2, panel < 0.2
    thick = 0.022 if slats else 0.04
    box_deep = 0.4 if slats else 0.12
    back = box_deep / 2
    rows: list[Row] = []
    glass: list[Row] = []
    low = opened * height
    count = max(int(np.ceil((height + 0.05 - low) / panel)), 1)
    for k in range(count):
        z0 = low + 0.06 + k * panel if slats else low + 0.03 + k * panel
        z1 = min(z0 + panel - (0.006 if slats else 0.004), height + 0.05)
        if z1 <= z0 + 0.01:
            continue
        glazed = windows and not slats and z0 < 1.6 <= z1
        if glazed:
            n = max(int(width / 0.7), 2)
            pitch = 2 * x / n
            a, b = z0 + 0.12, z1 - 0.12
            rows += [(-x, x, back - thick - 0.02, back - 0.02, p, q) for p, q in ((z0, a), (b, z1))]
            edges = [-x + (m + 0.5) * pitch + s * 0.25 for m in range(n) for s in (-1, 1)]
            solid = [-x, *edges, x]
            rows += [
                (p, q, back - thick - 0.02, back - 0.02, a, b)
                for p, q in zip(solid[::2], solid[1::2], strict=True)
            ]
            glass += [
                (p, q, back - 0.045, back - 0.035, a, b) for p, q in zip(edges[::2], edges[1::2], strict=True)
            ]
        else:
            rows.append((-x, x, back - thick - 0.02, back - 0.02, z0, z1))
            if slats:  # the bulge of a slat
                rows.append((-x, x, back - thick - 0.028, back - thick - 0.02, z0 + 0.02, z1 - 0.02))
    foot: list[Row] = [(-x, x, back - thick - 0.03, back - 0.012, low, low + (0.06 if slats else 0.03))]
    steel: list[Row] = []
    for s in (-1, 1):
        a, b = s * (x - 0.03), s * (x + GUIDE)
        steel += [
            (a, b, back - 0.075, back - 0.068, 0.0, height),
            (a, b, back - 0.01, back, 0.0, height),
            (s * (x + 0.004), b, back - 0.068, back - 0.01, 0.0, height),
        ]
    steel.append(
        (-x - GUIDE - 0.02, x + GUIDE + 0.02, -back, back, height + 0.001, height + (DRUM if slats else 0.16))
    )
    rubber = materials.plastic((0.05, 0.05, 0.05), 0.7)
    pieces = parts(
        ([boxes(rows, 0.004)] if rows else [], leaf),
        ([boxes(foot, 0.004)], rubber),
        ([boxes(steel, 0.003)], guide),
        ([boxes(glass)] if glass else [], materials.glass()),
    )
    state = "open" if opened > 0.8 else "half open" if opened > 0 else "shut"
    return Asset("roller door", pieces, {"kind": "shutter" if slats else "sectional door", "state": state})


def roller_door_fit(rng: np.random.Generator, width: float, height: float, opened: float = 0.0) -> Asset:
    """A door for an opening of that width and height, metres; opened: share of the height that is open."""
    tones: list[Colour] = [
        (0.72, 0.73, 0.74),
        (0.85, 0.85, 0.83),
        (0.14, 0.25, 0.46),
        (0.5, 0.52, 0.54),
        (0.55, 0.1, 0.08),
        (0.2, 0.36, 0.28),
    ]
    tone = finishes.jitter(tones[int(rng.choice(6, p=[0.3, 0.26, 0.14, 0.16, 0.07, 0.07]))], rng, 0.02)
    leaf = materials.paint(tone, float(rng.uniform(0.35, 0.55)), seed=finishes.seed(rng))
    guide = (
        materials.metal((0.6, 0.61, 0.62), 0.4)
        if rng.random() < 0.6
        else materials.paint((0.85, 0.65, 0.08), 0.4)
    )
    slats = rng.random() < 0.5
    panel = float(rng.uniform(0.075, 0.11)) if slats else float(rng.uniform(0.45, 0.6))
    return roller_door(width, height, leaf, guide, panel, opened, bool(rng.random() < 0.5))


@sampler("roller door")
def roller_door_rand(rng: np.random.Generator) -> Asset:
    """A door of a dock or a hall."""
    opened = float(rng.uniform(0.3, 0.9)) if rng.random() < 0.3 else 0.0
    return roller_door_fit(rng, float(rng.uniform(2.4, 4.0)), float(rng.uniform(2.6, 4.4)), opened)
