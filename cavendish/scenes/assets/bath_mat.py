# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Mats to step on from the bath."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.assets.rug import rug
from cavendish.scenes.scene import Asset, Material


def bath_mat(
    width: float, depth: float, cloth: Material, border: Material | None, thickness: float = 0.014
) -> Asset:
    """A mat to step on, lying flat."""
    made = rug(width, depth, cloth, border, thickness=thickness, margin=0.05)
    return Asset("bath mat", made.parts, {"material": "cloth"})


@sampler("bath mat")
def bath_mat_rand(rng: np.random.Generator) -> Asset:
    """A mat of 0.5 to 0.95 m."""
    width = float(rng.uniform(0.55, 0.95))
    color = finishes.cloth_color(rng)
    cloth = materials.carpet(
        color,
        finishes.cloth_color(rng),
        float(rng.uniform(0.006, 0.012)),
        float(rng.choice([0, 0, 1, 2])),
        float(rng.uniform(0.06, 0.14)),
        finishes.seed(rng),
    )
    border = (
        materials.carpet(finishes.cloth_color(rng), seed=finishes.seed(rng)) if rng.random() < 0.3 else None
    )
    return bath_mat(
        width, min(float(rng.uniform(0.42, 0.6)), width * 0.8), cloth, border, float(rng.uniform(0.01, 0.02))
    )
