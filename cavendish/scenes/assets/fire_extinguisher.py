# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Fire extinguishers that hang on a bracket or stand on the floor."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    bend,
    box,
    cylinder,
    lathe,
    moved,
    placed,
    rotation,
    sheet,
    translation,
    tube,
)
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.scene import Asset, Material


def fire_extinguisher(
    body: Material,
    label: Material,
    radius: float = 0.08,
    height: float = 0.52,
    gauge: bool = True,
    horn: bool = False,
) -> Asset:
    """A bottle with valve, levers, hose, label and a bracket at its back. horn: the wide nozzle of carbon dioxide."""
    neck = height - 0.11
    dome = np.linspace(0, np.pi / 2, 7)
    shoulder = radius * 0.75
    top = [(max(radius * np.cos(a), 0.02), neck - shoulder + shoulder * np.sin(a)) for a in dome]
    bottle = lathe(
        [(0, 0.0), (radius - 0.012, 0.0), (radius - 0.003, 0.006), (radius, 0.016), *top, (0, neck)], 32
    )
    brass = [moved(cylinder(0.021, 0.035, 0.003, 20), (0, 0, neck - 0.004))]
    valve = [box((0.036, 0.04, 0.04), (0, 0, neck + 0.045), 0.006)]
    for z, tilt in ((neck + 0.072, 0.0), (neck + 0.085, 0.28)):
        lever = box((0.024, 0.15, 0.006), (0, -0.055, 0), 0.003)
        valve.append(placed(lever, translation(0, 0, z) @ rotation("x", -tilt)))
    steel = [
        moved(placed(cylinder(0.017, 0.012, 0.003, 20), rotation("x", np.pi / 2)), (0, -0.02, neck + 0.04))
    ]
    dial = [
        moved(placed(cylinder(0.014, 0.002, 0.0005, 20), rotation("x", np.pi / 2)), (0, -0.0315, neck + 0.04))
    ]
    out = radius + 0.024
    low = height * 0.3
    hose = tube(bend([(0.01, 0, neck + 0.045), (out, 0, neck + 0.045), (out, 0, low)], 0.045, 6), 0.0085, 12)
    if horn:
        profile = [(0, 0.0), (0.034, 0.0), (0.034, 0.004), (0.013, 0.15), (0.012, 0.17), (0, 0.17)]
        tip = moved(lathe(profile, 20), (out + 0.012, 0, low - 0.14))
    else:
        tip = moved(cylinder(0.011, 0.06, 0.003, 16, top=0.013), (out, 0, low - 0.05))
    strap = moved(cylinder(radius + 0.002, 0.022, 0.002, 32), (0, 0, neck - shoulder - 0.06))
    bracket = box((0.045, 0.02, 0.22), (0, radius + 0.008, neck - shoulder - 0.08), 0.003)
    turn = np.linspace(-1.1, 1.1, 15) - np.pi / 2
    level = np.linspace(neck - shoulder - 0.085, height * 0.18, 2)
    around = np.stack(
        np.broadcast_arrays(
            (radius + 0.001) * np.cos(turn)[None], (radius + 0.001) * np.sin(turn)[None], level[:, None]
        ),
        axis=-1,
    )
    black = materials.plastic((0.04, 0.04, 0.045), 0.4)
    pieces = parts(
        ([bottle], body),
        ([sheet(around, 0.0008)], label),
        (valve + [hose, tip], black),
        (brass + (steel if gauge else []) + [strap, bracket], materials.metal((0.72, 0.68, 0.6), 0.3)),
        (dial if gauge else [], materials.plastic((0.9, 0.9, 0.88))),
    )
    aside = (radius - out - 0.013) / 2  # the hose reaches out on one side
    pieces = parts(*(([moved(part.mesh, (aside, 0, 0))], part.material) for part in pieces))
    return Asset(
        "fire extinguisher", centred(pieces), {"color": "red", "kind": "carbon dioxide" if horn else "powder"}
    )


@sampler("fire extinguisher")
def fire_extinguisher_rand(rng: np.random.Generator) -> Asset:
    """An extinguisher of 2 to 9 litres: red, with a label."""
    red = finishes.jitter((0.72, 0.04, 0.035), rng, 0.02)
    horn = bool(rng.random() < 0.25)
    return fire_extinguisher(
        materials.paint(red, float(rng.uniform(0.15, 0.3)), grain=0.1, seed=finishes.seed(rng)),
        materials.paper((0.92, 0.9, 0.84), (0.12, 0.12, 0.13), pattern=1.0, seed=finishes.seed(rng)),
        radius=float(rng.uniform(0.055, 0.085)),
        height=float(rng.uniform(0.44, 0.6)),
        gauge=not horn,
        horn=horn,
    )
