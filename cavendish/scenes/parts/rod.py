# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bars of a changing section: handles, blades, pens."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import Vector
from cavendish.scenes.parts.fittings import ellipse, loft
from cavendish.scenes.scene import Mesh


def rod(stations: Vector, power: float = 2.0, count: int = 16, crease: float = 0.7) -> Mesh:
    """A bar along X with closed ends. stations: (N, 4) of (x, width along Y, height along Z, z of its middle), metres.

    power: of the superellipse that its section is, 2 an ellipse, 6 nearly a rectangle; count: its corners.
    """
    rings = []
    for x, wide, tall, z in np.asarray(stations, float):
        outline = ellipse(wide, tall, power, count)
        rings.append(np.column_stack([np.full(count, x), outline[:, 0], outline[:, 1] + z]))
    return loft(np.array(rings), crease, grain=0)
