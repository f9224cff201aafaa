# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Hand pallet trucks: two forks with rollers, a pump and a long handle."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.assets.pallet import FORK
from cavendish.scenes.geometry import bend, box, cylinder, moved, prism, tube, turned
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.scene import Asset, Colour, Material, Mesh

LONG = 1.15  # metres, of the forks


def pallet_jack(body: Material, lean: float = 0.25, steer: float = 0.0, tall: float = 1.22) -> Asset:
    """A pallet jack, its forks lowered and pointing to -Y. lean: of its handle to the back, steer: aside, radians."""
    top, wide = 0.082, 0.155
    paints: list[Mesh] = []
    dark: list[Mesh] = []
    wheels: list[Mesh] = []
    steel: list[Mesh] = []
    for s in (-1, 1):
        x = s * FORK
        tip = [
            (-wide / 2, 0.0),
            (wide / 2, 0.0),
            (wide / 2, LONG - 0.1),
            (wide / 2 - 0.045, LONG),
            (-wide / 2 + 0.045, LONG),
            (-wide / 2, LONG - 0.1),
        ]
        plate = turned(prism(np.array(tip), 0.045, 0.006), "z", np.pi)
        paints.append(moved(plate, (x, 0, top - 0.045)))
        for y in (-LONG + 0.22, -LONG + 0.31):
            roller = turned(moved(cylinder(0.037, 0.075, 0.006, 16), (0, 0, -0.0375)), "y", np.pi / 2)
            wheels.append(moved(roller, (x, y, 0.037)))
    paints.append(box((2 * FORK + wide, 0.05, 0.2), (0, 0.02, 0.17), 0.012))
    paints.append(box((0.3, 0.12, 0.05), (0, 0.08, 0.25), 0.012))
    for s in (-1, 1):
        web = prism(np.array([(0.0, 0.0), (0.13, 0.0), (0.03, 0.17), (0.0, 0.17)]), 0.012, 0.002)
        web = turned(turned(web, "x", np.pi / 2), "z", np.pi / 2)
        paints.append(moved(web, (s * 0.14, 0.04, 0.1)))
    pump = 0.13
    dark.append(moved(cylinder(0.075, 0.09, 0.01, 24), (0, pump, 0.2)))
    steel.append(moved(cylinder(0.04, 0.2, 0.004, 20), (0, pump, 0.26)))
    paints.append(moved(cylinder(0.062, 0.1, 0.01, 20), (0, pump, 0.4)))
    for s in (-1, 1):
        wheel = turned(
            turned(moved(cylinder(0.09, 0.05, 0.008, 24), (0, 0, -0.025)), "y", np.pi / 2), "z", steer
        )
        place = np.array([s * 0.055 * np.cos(steer), s * 0.055 * np.sin(steer), 0.0])
        wheels.append(moved(wheel, place + (0, pump, 0.09)))
        hub = turned(
            turned(moved(cylinder(0.05, 0.056, 0.004, 16), (0, 0, -0.028)), "y", np.pi / 2), "z", steer
        )
        steel.append(moved(hub, place + (0, pump, 0.09)))
    steel.append(box((0.03, 0.03, 0.13), (0, pump, 0.14), 0.004, 1))
    long = (tall - 0.45) / np.cos(lean)
    rod = bend([(0, 0, 0), (0, 0, long * 0.8), (0, 0.0, long * 0.82)], 0.02)
    loop = bend(
        [
            (0, 0, long * 0.78),
            (-0.07, 0, long * 0.86),
            (-0.13, 0, long - 0.015),
            (0.13, 0, long - 0.015),
            (0.07, 0, long * 0.86),
            (0, 0, long * 0.78),
        ],
        0.05,
    )
    for mesh, into in (
        (tube(rod, 0.019, 12), paints),
        (tube(loop, 0.014, 10), dark),
        (box((0.035, 0.03, 0.09), (0, 0, long * 0.8), 0.006), dark),
    ):
        into.append(moved(turned(turned(mesh, "x", -lean), "z", steer), (0, pump, 0.45)))
    rubber = materials.plastic((0.07, 0.065, 0.06), 0.6)
    pieces = parts(
        (paints, body),
        (dark, materials.plastic((0.04, 0.04, 0.042), 0.45)),
        (steel, materials.metal((0.6, 0.6, 0.61), 0.3)),
        (wheels, rubber),
    )
    return Asset("pallet jack", centred(pieces), {"material": "painted steel"})


@sampler("pallet jack")
def pallet_jack_rand(rng: np.random.Generator) -> Asset:
    """A pallet jack."""
    colors: list[Colour] = [
        (0.85, 0.62, 0.05),
        (0.7, 0.07, 0.05),
        (0.08, 0.2, 0.5),
        (0.1, 0.35, 0.2),
        (0.85, 0.35, 0.06),
    ]
    tone = finishes.jitter(colors[int(rng.integers(5))], rng, 0.02)
    return pallet_jack(
        materials.paint(tone, 0.35, seed=finishes.seed(rng)),
        float(rng.uniform(0.0, 0.3)),
        float(rng.uniform(-0.3, 0.3)),
        float(rng.uniform(1.16, 1.28)),
    )
