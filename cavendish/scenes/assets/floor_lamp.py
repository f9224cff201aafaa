# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lamps that stand on the floor. A lamp that is on carries a Light."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    bend,
    curve,
    cylinder,
    moved,
    placed,
    rotation,
    translation,
    tube,
    vessel,
)
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.lampshade import bulb, lights_of, lit, named, open_shade, shade_cloth, shifted
from cavendish.scenes.scene import Asset, Material, Mesh

FloorStyle = Literal["column", "tripod", "arc", "torchiere"]


def floor_lamp(
    height: float,
    body: Material,
    cloth: Material,
    style: FloorStyle = "column",
    shade: tuple[float, float, float] = (0.2, 0.15, 0.26),
    power: float = 0.0,
    temperature: float = 3000.0,
) -> Asset:
    """A standing lamp. height: of the whole; shade: its radius below and above, and its height, metres.

    style: a pole on a disc, three legs, an arc that reaches over to -X, or a bowl that shines upwards.
    power: of the Light in watts, 0: off; temperature: kelvin.
    """
    low, high, tall = shade
    solids: list[Mesh] = []
    shades: list[Mesh] = []
    offset, x = 0.0, 0.0
    glow = height - tall * 0.5
    if style == "torchiere":
        solids = [cylinder(0.14, 0.022, 0.006), tube([(0, 0, 0.01), (0, 0, height - 0.1)], 0.0125, sides=16)]
        shades = [
            moved(
                vessel([(0, 0), (0.03, 0), *curve([(0.05, 0.004), (0.12, 0.04), (0.17, 0.11)])], 0.003),
                (0, 0, height - 0.1125),
            )
        ]
        glow = height - 0.05
    elif style == "arc":
        reach = height * 0.5
        offset = reach / 2 - 0.06
        rise = height - 0.02
        angle = np.linspace(0, np.pi * 0.86, 28)
        bow = [(reach * (np.cos(a) - 1) / 2, 0.0, rise - 0.42 + 0.42 * np.sin(a)) for a in angle]
        path = np.array([(0.0, 0.0, 0.02), (0.0, 0.0, rise - 0.6), *bow])
        end = path[-1]
        x = float(end[0])
        solids = [cylinder(0.16, 0.045, 0.006, 48), tube(bend(path, 0.2), 0.011, sides=12)]
        z = float(end[2]) - 0.1 - tall
        solids.append(tube([end, (end[0], 0, z + tall - 0.05)], 0.008))
        hung, fit = open_shade(low, high, tall, z)
        shades, glow = [moved(m, (end[0], 0, 0)) for m in hung], z + tall * 0.45
        solids += [moved(m, (end[0], 0, 0)) for m in fit]
        shades.append(moved(bulb(), (end[0], 0, glow)))
        solids.append(moved(cylinder(0.018, tall * 0.5, 0.004, 16), (end[0], 0, glow + 0.02)))
    else:
        z = height - tall
        shades, solids = open_shade(low, high, tall, z)
        shades.append(moved(bulb(), (0, 0, glow)))
        solids.append(moved(cylinder(0.018, 0.07, 0.004, 16), (0, 0, glow - 0.09)))
        if style == "column":
            solids += [
                cylinder(0.145, 0.024, 0.006, 48),
                tube([(0, 0, 0.01), (0, 0, glow - 0.06)], 0.0115, sides=16),
            ]
            solids.append(moved(cylinder(0.022, 0.03, 0.004, 20), (0, 0, 0.022)))
        else:
            top = z - 0.03
            hub = moved(cylinder(0.042, 0.035, 0.006, 24), (0, 0, top - 0.03))
            solids += [hub, tube([(0, 0, top - 0.02), (0, 0, glow - 0.06)], 0.0095, sides=12)]
            spread = min(0.32, height * 0.2)
            for k in range(3):
                turn = 2 * np.pi * k / 3 + np.pi / 6
                lean = float(np.arctan2(spread, top))
                leg = cylinder(0.011, top / np.cos(lean) + 0.004, 0.003, 14, top=0.0165)
                pose = translation(spread * np.cos(turn), spread * np.sin(turn), 0.0024) @ rotation("z", turn)
                solids.append(placed(leg, pose @ rotation("y", -lean)))
    if style == "torchiere":
        shades.append(moved(bulb(), (0, 0, glow)))
        solids.append(moved(cylinder(0.016, 0.03, 0.003, 16), (0, 0, glow - 0.055)))
    lowest = min(float(np.min(m.vertices[:, 2])) for m in solids)
    solids, shades = shifted(solids, offset, -lowest), shifted(shades, offset, -lowest)
    lights = lights_of(power, temperature, (x + offset, 0.0, glow - lowest))
    return Asset(
        "floor lamp",
        parts((solids, body), (shades, cloth)),
        {"material": named(body), "style": style},
        (),
        lights,
    )


@sampler("floor lamp")
def floor_lamp_rand(rng: np.random.Generator) -> Asset:
    """A standing lamp of 1.35 to 1.9 m."""
    styles: tuple[FloorStyle, ...] = ("column", "tripod", "arc", "torchiere")
    style = styles[int(rng.choice(4, p=[0.4, 0.3, 0.15, 0.15]))]
    power, temperature, glow = lit(rng, 15, 40)
    low = float(rng.uniform(0.16, 0.24))
    return floor_lamp(
        float(rng.uniform(1.65, 1.9) if style in ("arc", "torchiere") else rng.uniform(1.35, 1.7)),
        body=finishes.wood(rng) if style == "tripod" and rng.random() < 0.75 else finishes.frame_metal(rng),
        cloth=shade_cloth(rng, glow, temperature),
        style=style,
        shade=(low, low * float(rng.uniform(0.55, 1.0)), float(rng.uniform(0.2, 0.32))),
        power=power,
        temperature=temperature,
    )
