# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Trays to carry or sort things on."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.fittings import parts, rounded
from cavendish.scenes.parts.ware import at_height, hollow
from cavendish.scenes.scene import Asset, Material, Support


def tray(
    width: float, depth: float, height: float, corner: float, skin: Material, wall: float = 0.005
) -> Asset:
    """A tray with sloping sides. corner: the radius of its corners; wall: its thickness. Metres."""

    def ring(grow: float, z: float) -> np.ndarray:
        return at_height(rounded(width + 2 * grow, depth + 2 * grow, max(corner + grow, 0.003), 6), z)

    slope = 0.35 * height
    rings = [
        ring(-slope - 0.002, 0),
        ring(-slope, 0.0015),
        ring(-0.001, height - 0.002),
        ring(0, height - 0.001),
    ]
    rings += [ring(-0.001, height), ring(-wall + 0.001, height), ring(-wall, height - 0.001)]
    rings += [ring(-wall - slope * (1 - wall / height), wall + 0.0015), ring(-wall - slope - 0.0015, wall)]
    inner = (width / 2 - slope - 3 * wall, depth / 2 - slope - 3 * wall)
    rest = Support((-inner[0], inner[0]), (-inner[1], inner[1]), wall)
    return Asset("tray", parts(([hollow(rings, 0.7)], skin)), {"material": skin.kind}, (rest,))


@sampler("tray")
def tray_rand(rng: np.random.Generator) -> Asset:
    """A tray of 0.25 to 0.48 m."""
    width = float(rng.uniform(0.26, 0.48))
    skins = (finishes.wood(rng), finishes.any_plastic(rng), materials.metal(roughness=0.35, brushed=0.6))
    skin = skins[int(rng.choice(3, p=[0.4, 0.4, 0.2]))]
    return tray(
        width,
        width * float(rng.uniform(0.6, 0.8)),
        float(rng.uniform(0.018, 0.045)),
        float(rng.uniform(0.01, 0.05)),
        skin,
    )
