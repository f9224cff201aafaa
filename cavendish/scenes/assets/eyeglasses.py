# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Spectacles and sunglasses with open temples, as one puts them down."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bounds, curve, moved, prism, tube, turned
from cavendish.scenes.parts.fittings import ellipse, parts
from cavendish.scenes.scene import Asset, Material, Mesh


def eyeglasses(
    width: float, tall: float, power: float, frame: Material, lens: Material, thick: float = 0.0016
) -> Asset:
    """Eyeglasses that look to -Y. width: over both rims; tall: of a lens; power: 2 round lenses to 5 square ones. Metres."""
    across = 0.42 * width
    rims: list[Mesh] = []
    lenses: list[Mesh] = []
    for side in (-1, 1):
        outline = ellipse(across, tall, power, 28)
        middle = np.array([side * 0.29 * width, 0.0, tall / 2 + thick])
        ring = np.column_stack([outline[:, 0], np.zeros(28), outline[:, 1]]) + middle
        rims.append(tube(ring, thick, 8, closed=True))
        pane = turned(prism(outline * 0.99, 0.0014, 0.0), "x", np.pi / 2)
        lenses.append(moved(pane, middle + (0, 0.0007, 0)))
        x, top = side * 0.5 * width, 0.78 * tall
        temple = [
            (x, 0, top),
            (x, 0.012, top),
            (x, 0.09, top * 0.97),
            (x * 0.97, 0.115, top * 0.8),
            (x * 0.94, 0.138, thick),
        ]
        rims.append(tube(curve(temple, 3), thick, 8))
    arch = [(-0.09 * width, 0, 0.72 * tall), (0, -0.001, 0.8 * tall), (0.09 * width, 0, 0.72 * tall)]
    rims.append(tube(curve(arch, 4), thick, 8))
    low, high = bounds(rims)
    shift = (0, -(low[1] + high[1]) / 2, -low[2])
    pieces = parts(([moved(m, shift) for m in rims], frame), ([moved(m, shift) for m in lenses], lens))
    return Asset("eyeglasses", pieces, {"material": frame.kind})


@sampler("eyeglasses")
def eyeglasses_rand(rng: np.random.Generator) -> Asset:
    """Spectacles, or sunglasses at times, 0.13 to 0.15 m wide."""
    sun = rng.random() < 0.35
    lens = materials.plastic((0.03, 0.03, 0.035), 0.05) if sun else materials.glass()
    frame = materials.plastic((0.06, 0.05, 0.05), 0.25) if rng.random() < 0.5 else finishes.frame_metal(rng)
    thick = float(rng.uniform(0.0011, 0.0024))
    return eyeglasses(
        float(rng.uniform(0.13, 0.146)),
        float(rng.uniform(0.034, 0.046)),
        float(rng.uniform(2, 4)),
        frame,
        lens,
        thick,
    )
