# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Rolls of toilet paper, on a holder or standing."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, curve, lathe, moved, sheet, tube, turned
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.parts.ware import facing
from cavendish.scenes.scene import Asset, Material

PAPER = materials.paper((0.95, 0.95, 0.93))


def toilet_paper(
    metal: Material | None, radius: float = 0.055, width: float = 0.1, tail: float = 0.08, cover: bool = False
) -> Asset:
    """A roll on a holder whose back is on the wall at the back, or standing upright where there is no metal. Metres.

    tail: how long the loose end hangs; cover: a metal flap over the roll.
    """
    core = 0.021
    shape = [
        (core, 0),
        (radius - 0.002, 0),
        (radius, 0.002),
        (radius, width - 0.002),
        (radius - 0.002, width),
        (core, width),
        (core, 0),
    ]
    roll = lathe(shape, 36, 0.6)
    card = lathe(
        [
            (core - 0.0012, 0.0005),
            (core + 0.0004, 0.0005),
            (core + 0.0004, width - 0.0005),
            (core - 0.0012, width - 0.0005),
            (core - 0.0012, 0.0005),
        ],
        24,
    )
    brown = materials.paper((0.66, 0.56, 0.43))
    if metal is None:
        return Asset(
            "toilet paper",
            parts(([roll], PAPER), ([card], brown)),
            {"color": "white", "material": "paper", "kind": "roll"},
        )
    across = [moved(turned(m, "y", np.pi / 2), (-width / 2, 0, 0)) for m in (roll, card)]
    z = max(radius, tail) + 0.004
    z = max(z, radius + 0.002)
    back = radius + 0.012
    arm = bend(
        [
            (-width / 2 - 0.025, back, z + 0.03),
            (-width / 2 - 0.025, 0, z + 0.03),
            (-width / 2 - 0.025, 0, z),
            (width / 2 + 0.012, 0, z),
        ],
        0.015,
        4,
    )
    metals = [
        tube(arm, 0.006, 12),
        facing(
            lathe([(0, 0), (0.024, 0), (0.024, 0.004), (0.014, 0.009), (0, 0.009)], 20),
            (-width / 2 - 0.025, back, z + 0.03),
        ),
    ]
    if cover:
        turn = np.linspace(0.1, np.pi * 0.62, 8)
        r = radius + 0.006
        flap = np.array(
            [[(x, -r * np.sin(a) + 0.002, z + r * np.cos(a)) for x in (-width / 2, width / 2)] for a in turn]
        )
        metals.append(sheet(flap, 0.0015))
        metals.append(box((width, back - 0.0, 0.002), (0, back / 2, z + r - 0.001), 0, 1))
    papers = [moved(across[0], (0, 0, z))]
    y = -radius - 0.0006
    end = [
        [(x, y, z + 0.002), (x, y - 0.002, z - tail * 0.5), (x, y + 0.004, z - tail)]
        for x in (-width / 2 + 0.001, width / 2 - 0.001)
    ]
    loose = curve(np.array(end).transpose(1, 0, 2).reshape(3, 6), 4).reshape(-1, 2, 3)
    papers.append(sheet(loose, 0.0006))
    pieces = parts((papers, PAPER), ([moved(across[1], (0, 0, z))], brown), (metals, metal))
    low = min(float(p.mesh.vertices[:, 2].min()) for p in pieces)
    pieces = tuple(type(p)(moved(p.mesh, (0, 0, -low)), p.material) for p in pieces)
    return Asset(
        "toilet paper",
        centred(pieces),
        {"color": "white", "material": "paper", "kind": "on a holder", "mount": "wall"},
    )


@sampler("toilet paper")
def toilet_paper_rand(rng: np.random.Generator) -> Asset:
    """A roll on a holder, or one that stands."""
    return paper_rand(rng, bool(rng.random() < 0.7))


def paper_rand(rng: np.random.Generator, holder: bool) -> Asset:
    """A roll, on a holder or not."""
    metals = [
        materials.metal((0.8, 0.8, 0.81), 0.12),
        materials.metal((0.06, 0.06, 0.06), 0.4),
        materials.metal((0.8, 0.62, 0.34), 0.22),
    ]
    metal = metals[int(rng.choice(3, p=[0.7, 0.2, 0.1]))]
    radius = float(rng.uniform(0.045, 0.06))
    return toilet_paper(
        metal if holder else None,
        radius,
        float(rng.uniform(0.095, 0.105)),
        radius + float(rng.uniform(0.0, 0.04)),
        bool(rng.random() < 0.3),
    )
