# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lamps that hang from the ceiling. A lamp that is on carries a Light."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    curve,
    cylinder,
    lathe,
    moved,
    tube,
    vessel,
)
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.lampshade import bulb, lights_of, lit, named, open_shade, shade_cloth, shifted
from cavendish.scenes.scene import Asset, Material, Mesh

CeilingStyle = Literal["cone", "drum", "globe", "bowl"]


def ceiling_lamp(
    drop: float,
    radius: float,
    body: Material,
    cloth: Material,
    style: CeilingStyle = "cone",
    inside: Material | None = None,
    power: float = 0.0,
    temperature: float = 3000.0,
) -> Asset:
    """A lamp that hangs from the ceiling.

    Its lowest point is z = 0, its canopy touches the ceiling at z = drop. radius: of the shade, metres.
    style: a metal cone, a cloth drum or a glass globe on a cord, or a flat bowl under the ceiling (its
    `drop` is its own height). inside: of the cone's inner face. power: watts, 0: off.
    """
    bodies: list[Mesh] = []
    shades: list[Mesh] = []
    whites: list[Mesh] = []
    if style == "bowl":
        plate = 0.02
        rim = drop - plate
        outline = curve(
            [
                (radius * 0.35, radius * 0.012),
                (radius * 0.7, rim * 0.28),
                (radius * 0.93, rim * 0.68),
                (radius, rim),
            ]
        )
        shades.append(vessel([(0, 0), (radius * 0.12, 0), *outline], 0.003, 48))
        bodies.append(moved(cylinder(radius * 0.97, plate + 0.004, 0.003, 48), (0, 0, drop - plate - 0.004)))
        knob = lathe([(0, 0.012), (0.008, 0.0), (0.013, 0.004), (0.013, 0.01), (0, 0.014)], 18, 0.5)
        bodies.append(moved(knob, (0, 0, -0.002)))
        shades = shifted(shades, z=0.006)
        lights = lights_of(power, temperature, (0.0, 0.0, max(rim * 0.62, 0.045)))
        lowest = min(float(np.min(m.vertices[:, 2])) for m in bodies + shades)
        shift = -lowest
        bodies, shades = shifted(bodies, z=shift), shifted(shades, z=shift)
        pieces = parts((bodies, body), (shades, cloth))
        return Asset("ceiling lamp", pieces, {"material": "glass", "style": style}, (), lights)
    if style == "cone":
        tall = radius * 0.85
        outer = np.array(
            [
                (radius, 0),
                *curve(
                    [(radius * 0.97, tall * 0.12), (radius * 0.66, tall * 0.52), (radius * 0.26, tall * 0.86)]
                ),
                (0.03, tall),
            ]
        )
        bodies.append(lathe(np.vstack([outer, [(0.0, tall + 0.002)]]), 48, 0.9))
        inner = np.vstack([[(0.0, tall - 0.001)], outer[::-1] - (0.0016, 0.0015)])
        inner[-1, 1] = 0.0
        bodies.append(lathe([inner[-1], outer[0]], 48))
        whites.append(lathe(inner, 48, 0.9))
        bodies.append(moved(cylinder(0.032, 0.05, 0.004, 24), (0, 0, tall - 0.006)))
        shades.append(moved(bulb(), (0, 0, tall * 0.42)))
        whites.append(moved(cylinder(0.018, tall * 0.5, 0.003, 16), (0, 0, tall * 0.42 + 0.024)))
        at, top = (0.0, 0.0, tall * 0.42), tall + 0.042
    elif style == "drum":
        tall = radius * 0.9
        shades, bodies = open_shade(radius, radius * 0.94, tall, 0.0)
        shades.append(moved(bulb(), (0, 0, tall * 0.5)))
        bodies.append(moved(cylinder(0.018, tall * 0.5 + 0.01, 0.003, 16), (0, 0, tall * 0.5 + 0.024)))
        at, top = (0.0, 0.0, tall * 0.5), tall + 0.03
    else:
        turn = np.linspace(-np.pi / 2, np.pi / 2, 26)
        ball = np.stack([radius * np.cos(turn), radius + radius * np.sin(turn)], axis=1).clip(0, None)
        shades.append(lathe(ball, 40))
        bodies.append(
            moved(cylinder(radius * 0.34, 0.05, 0.005, 28, top=0.025), (0, 0, 2 * radius - radius * 0.07))
        )
        at, top = (0.0, 0.0, radius), 2 * radius - radius * 0.07 + 0.045
    bodies.append(tube([(0, 0, top - 0.01), (0, 0, drop - 0.02)], 0.0035, sides=8))
    bodies.append(moved(cylinder(0.05, 0.028, 0.006, 28), (0, 0, drop - 0.028)))
    pieces = parts((bodies, body), (whites, inside or body), (shades, cloth))
    lights = lights_of(power, temperature, at)
    return Asset("ceiling lamp", pieces, {"material": named(body), "style": style}, (), lights)


@sampler("ceiling lamp")
def ceiling_lamp_rand(rng: np.random.Generator) -> Asset:
    """A pendant of 0.4 to 1.0 m or a flat bowl."""
    styles: tuple[CeilingStyle, ...] = ("cone", "drum", "globe", "bowl")
    style = styles[int(rng.choice(4, p=[0.25, 0.25, 0.2, 0.3]))]
    power, temperature, glow = lit(rng, 20, 40)
    radius = float(
        {
            "cone": rng.uniform(0.14, 0.26),
            "drum": rng.uniform(0.17, 0.28),
            "globe": rng.uniform(0.1, 0.18),
        }.get(style, rng.uniform(0.16, 0.26))
    )
    body = finishes.frame_metal(rng)
    if style == "cone" and rng.random() < 0.5:
        body = finishes.lacquer(rng)
    return ceiling_lamp(
        drop=float(rng.uniform(0.1, 0.15) if style == "bowl" else rng.uniform(0.55, 1.0)),
        radius=radius,
        body=body,
        cloth=shade_cloth(rng, glow, temperature)
        if style == "drum"
        else materials.shade((0.96, 0.95, 0.92), glow, temperature, seed=finishes.seed(rng)),
        style=style,
        inside=materials.paint((0.92, 0.91, 0.88), 0.4),
        power=power,
        temperature=temperature,
    )
