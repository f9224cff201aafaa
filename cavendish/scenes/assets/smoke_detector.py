# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Smoke detectors under ceilings."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved
from cavendish.scenes.parts.fittings import parts, ring_of
from cavendish.scenes.scene import Asset, Material


def smoke_detector(body: Material, radius: float = 0.055, height: float = 0.045) -> Asset:
    """A disc with slots around its head; its top lies on the ceiling at z = height."""
    head = radius * 0.72
    case = lathe(
        [(0, 0.0), (head * 0.7, 0.0), (head, height * 0.25), (head, height * 0.3), (0, height * 0.3)], 36, 0.9
    )
    core = moved(cylinder(head * 0.9, height * 0.3, 0.001, 32), (0, 0, height * 0.25))
    base = lathe(
        [(0, height * 0.5), (head, height * 0.5), (radius, height * 0.75), (radius, height), (0, height)],
        36,
        0.9,
    )
    rib = box((0.004, 0.003, height * 0.24), (head * 0.94, 0, height * 0.4), 0)
    lamp = moved(cylinder(0.003, 0.004, 0.001, 12), (head * 0.5, 0, -0.0))
    dark = materials.plastic((0.08, 0.08, 0.08), 0.6)
    return Asset(
        "smoke detector",
        parts(
            ([case, base, *ring_of(rib, 14)], body),
            ([core], dark),
            ([lamp], materials.plastic((0.7, 0.05, 0.05))),
        ),
    )


@sampler("smoke detector")
def smoke_detector_rand(rng: np.random.Generator) -> Asset:
    """A white one of 9 to 13 cm."""
    level = float(rng.uniform(0.84, 0.94))
    body = materials.plastic((level, level, level * 0.98), 0.4, finishes.seed(rng))
    return smoke_detector(body, float(rng.uniform(0.045, 0.065)), float(rng.uniform(0.035, 0.055)))
