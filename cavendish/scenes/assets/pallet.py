# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pallets of wood and plastic that forks can enter from both ends."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.facade.elements import Row, boxes
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Support

BOARD = 0.022  # metres, thickness of the boards
BLOCK = 0.078  # metres, height of the blocks between them
HEIGHT = 3 * BOARD + BLOCK
POCKET = BOARD + BLOCK  # metres from the floor to what rests on a fork
FORK = 0.187  # metres from a pallet's middle to the middle of each fork


def pallet(
    body: Material, width: float = 0.8, depth: float = 1.2, boards: int = 5, kind: str = "wood"
) -> Asset:
    """A four-way pallet; boards: of its deck, which run along Y. Metres."""
    x, y = width / 2, depth / 2
    rows: list[Row] = []
    wide = np.array([0.145, *[0.1 + 0.045 * (k % 2) for k in range(1, boards - 1)], 0.145])
    gap = (width - wide.sum()) / (boards - 1)
    at = -x + np.concatenate([[0.0], np.cumsum(wide[:-1] + gap)])
    top = HEIGHT - BOARD
    rows += [(a, a + w, -y, y, top, HEIGHT) for a, w in zip(at, wide, strict=True)]
    for middle, side in ((-y + 0.0725, 1), (0.0, 0), (y - 0.0725, -1)):
        a, b = middle - 0.0725, middle + 0.0725
        rows.append((-x, x, a, b, top - BOARD, top))
        for left, right in ((-x, -x + 0.1), (-0.0725, 0.0725), (x - 0.1, x)):
            rows.append((left, right, a + 0.001 * (side < 0), b - 0.001 * (side > 0), BOARD, top - BOARD))
    rows += [(a, b, -y, y, 0.0, BOARD) for a, b in ((-x, -x + 0.1), (-0.05, 0.05), (x - 0.1, x))]
    rest = Support((-x + 0.005, x - 0.005), (-y + 0.005, y - 0.005), HEIGHT)
    return Asset("pallet", parts(([boxes(rows, 0.003)], body)), {"material": kind}, (rest,))


def weathered(rng: np.random.Generator) -> Material:
    """The wood of a pallet: new and pale, or grey with use."""
    new: tuple[float, float, float] = (0.74, 0.60, 0.42)
    old: tuple[float, float, float] = (0.50, 0.44, 0.37)
    share = float(rng.random())
    r, g, b = (share * p + (1 - share) * q for p, q in zip(new, old, strict=True))
    return materials.wood(finishes.jitter((r, g, b), rng, 0.007), roughness=0.85, seed=finishes.seed(rng))


@sampler("pallet")
def pallet_rand(rng: np.random.Generator) -> Asset:
    """A Euro pallet, an industrial one, or one of plastic."""
    width = 0.8 if rng.random() < 0.75 else 1.0
    if rng.random() < 0.15:
        blue = materials.plastic(finishes.jitter((0.1, 0.22, 0.45), rng, 0.03), 0.5, finishes.seed(rng))
        return pallet(blue, width, boards=7 if width > 0.9 else 6, kind="plastic")
    return pallet(weathered(rng), width, boards=6 if width > 0.9 else 5)
