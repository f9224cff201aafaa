# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Handrails along walls."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cylinder, moved, tube, turned
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.scene import Asset, Material, Mesh

Style = Literal["round", "board"]


def handrail(
    length: float, rail: Material, fitting: Material, style: Style = "round", reach: float = 0.075
) -> Asset:
    """A rail whose back is on the wall. style: a round bar bent to the wall at its ends, or a board that takes knocks.

    reach: metres from the wall to the bar's middle. Its lowest point is z = 0.
    """
    radius = 0.021
    count = max(round(length / 1.1), 2)
    xs = np.linspace(-length / 2 + 0.12, length / 2 - 0.12, count)
    bars: list[Mesh] = []
    metal: list[Mesh] = []
    if style == "round":
        z, half = 0.05, length / 2 - radius
        path = [(-half, 0, z), (-half, -reach, z), (half, -reach, z), (half, 0, z)]
        bars.append(tube(bend(path, 0.05, 5), radius, 16))
        for x in xs:
            arm = bend([(x, -0.002, z - 0.052), (x, -reach, z - 0.052), (x, -reach, z - 0.012)], 0.035, 5)
            metal.append(tube(arm, 0.009, 12))
            metal.append(
                moved(turned(cylinder(0.036, 0.008, 0.003, 24), "x", np.pi / 2), (x, 0.0, z - 0.052))
            )
            metal.append(box((0.07, 0.028, 0.005), (x, -reach, z - 0.021), 0.002, 1))
        for s in (-1, 1):  # where the bar meets the wall
            metal.append(moved(turned(cylinder(0.04, 0.008, 0.003, 24), "x", np.pi / 2), (s * half, 0.0, z)))
    else:
        z = 0.07
        bars.append(box((length, 0.026, 0.14), (0, -reach, z), 0.01, 4))
        bars.append(box((length, 0.05, 0.034), (0, -reach + 0.004, 0.14 - 0.012), 0.012, 4))
        metal += [box((0.012, 0.034, 0.15), (s * (length / 2 - 0.006), -reach, z), 0.005, 3) for s in (-1, 1)]
        for x in xs:
            metal.append(box((0.05, reach, 0.06), (x, -reach / 2, z), 0.004))
            metal.append(box((0.09, 0.008, 0.16), (x, -0.004, z), 0.003))
    pieces = parts((bars, rail), (metal, fitting))
    low = min(float(p.mesh.vertices[:, 2].min()) for p in pieces)
    pieces = parts(*(([moved(p.mesh, (0, 0, -low))], p.material) for p in pieces))
    return Asset("handrail", centred(pieces), {"material": rail.kind, "style": style})


@sampler("handrail")
def handrail_rand(rng: np.random.Generator) -> Asset:
    """A rail of 0.7 to 2 m."""
    style, rail, fitting = rail_look(rng)
    return handrail(float(rng.uniform(0.7, 2.0)), rail, fitting, style)


def rail_look(rng: np.random.Generator) -> tuple[Style, Material, Material]:
    """The style, the rail's material and that of its fittings."""
    style: Style = "round" if rng.random() < 0.55 else "board"
    steel = materials.metal((0.72, 0.72, 0.73), float(rng.uniform(0.2, 0.4)), seed=finishes.seed(rng))
    pick = rng.random()
    if pick < 0.45:
        rail = finishes.wood(rng)
    elif pick < 0.7 and style == "round":
        rail = materials.metal((0.74, 0.74, 0.75), 0.3, brushed=0.6, seed=finishes.seed(rng))
    else:
        rail = materials.plastic(
            finishes.hsv(rng.random(), rng.uniform(0.05, 0.4), rng.uniform(0.4, 0.85)),
            0.4,
            finishes.seed(rng),
        )
    return style, rail, steel
