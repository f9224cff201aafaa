# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A motorcycle's wheel."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import lathe, moved, turned
from cavendish.scenes.parts.vehicle.cycle import (
    cast_spokes,
    rim,
    spokes,
    tyre,
)
from cavendish.scenes.scene import Mesh

Meshes = dict[str, list[Mesh]]


def motorbike_wheel(radius: float, width: float, wire: bool, disc: float) -> Meshes:
    """A wheel about the origin; wire: spokes of wire, not cast; disc: x of its brake discs."""
    tall = min(width * 0.62, 0.09)
    inner = radius - tall
    out: Meshes = {
        "rubber": [tyre(radius, width, tall, 44, 5)],
        "rim": [rim(inner + 0.006, width * 0.72, 0.030, 36)],
    }
    hub = turned(
        lathe(
            [(0.012, -0.09), (0.045, -0.07), (0.05, -0.06), (0.05, 0.06), (0.045, 0.07), (0.012, 0.09)],
            18,
            0.5,
        ),
        "y",
        np.pi / 2,
    )
    out["steel"] = [hub]
    if wire:
        out["chrome"] = [spokes(inner - 0.02, 0.045, 0.055, 36, 0.0022)]
    else:
        out["rim"] += cast_spokes(inner - 0.012, 0.035, 0.062, 0.045, 5)
    for x in (-disc, disc) if disc < 0.09 else (-disc,):
        ring = [(0.085, -0.0025), (0.145, -0.0025), (0.145, 0.0025), (0.085, 0.0025), (0.085, -0.0025)]
        out["steel"].append(moved(turned(lathe(ring, 28, 0.4), "y", np.pi / 2), (x, 0, 0)))
    return out
