# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lamps on walls: tubes that shine up and down, bowls, bulkheads with a cage."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cushion, cylinder, lathe, moved, translation, tube
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.parts.lampshade import bulb
from cavendish.scenes.scene import Asset, Colour, Light, Material, Mesh

Style = Literal["tube", "shade", "bulkhead"]


def wall_lamp(
    body: Material,
    style: Style = "tube",
    size: float = 0.1,
    height: float = 0.25,
    power: float = 8.0,
    temperature: float = 2700.0,
    cloth: Colour = (0.95, 0.9, 0.8),
) -> Asset:
    """A lamp whose back is on the wall. size: its width; power: watts, 0: off. Its lowest point is z = 0."""
    glow = power / 4
    lit = materials.shade(cloth, glow, temperature)
    bodies: list[Mesh] = []
    shades: list[Mesh] = []
    r = size / 2
    if style == "tube":
        # The back lies at y = 0; the wall is behind.
        middle = -r - 0.03
        wall = [(r, 0.012), (r, height - 0.012), (r - 0.004, height - 0.012), (r - 0.004, 0.012), (r, 0.012)]
        bodies.append(moved(lathe(wall, 32, 0.5), (0, middle, 0)))
        shades += [
            moved(cylinder(r - 0.004, 0.008, 0.002, 28), (0, middle, z)) for z in (0.0, height - 0.008)
        ]
        bodies.append(box((0.6 * size, 0.014, 0.62 * height), (0, -0.007, height / 2), 0.004, 3))
        bodies += [
            box((0.03, 0.05, 0.022), (0, -0.027, height / 2 + k * 0.2 * height), 0.004) for k in (-1, 1)
        ]
        at = [(0.0, middle, -0.02), (0.0, middle, height + 0.02)]
    elif style == "shade":
        # A plate on the wall and an arm that carries the shade from below.
        middle, low = -r - 0.045, 0.52 * height
        tall = height - low
        skin = [(r, 0.0), (r * 0.72, tall), (r * 0.72 - 0.002, tall), (r - 0.002, 0.0), (r, 0.0)]
        shades.append(moved(lathe(skin, 36, 0.5), (0, middle, low)))
        shades.append(moved(bulb(), (0, middle, low + 0.4 * tall)))
        for z, wide in ((low + 0.002, r - 0.001), (height - 0.003, r * 0.72 - 0.001)):
            turn = np.linspace(0, 2 * np.pi, 36, endpoint=False)
            ring = np.stack([wide * np.cos(turn), middle + wide * np.sin(turn), z + 0 * turn], axis=1)
            bodies.append(tube(ring, 0.0025, 6, closed=True))
        plate = height * 0.27
        bodies.append(box((0.085, 0.016, 0.54 * height), (0, -0.008, plate), 0.006, 3))
        arm = [(0, -0.01, plate), (0, middle, plate * 0.6), (0, middle, low + 0.02)]
        bodies.append(tube(bend(arm, 0.05, 6), 0.008, 12))
        bodies.append(moved(cylinder(0.03, 0.008, 0.003, 24), (0, middle, low - 0.012)))
        bodies.append(moved(cylinder(0.017, 0.5 * tall, 0.003, 20), (0, middle, low - 0.1 * tall)))
        rail = low + 0.22 * tall
        for way in np.arange(3) / 3 * 2 * np.pi:
            out = (r * 0.93 * np.cos(way), middle + r * 0.93 * np.sin(way), rail)
            bodies.append(tube([(0, middle, rail), out], 0.002, 6))
        at = [(0.0, middle, low + 0.4 * tall)]
    else:
        deep = 0.095
        lens = cushion((size * 0.86, deep, height * 0.88), (0, -deep / 2, height / 2), 0.5)
        shades.append(lens)
        bodies.append(box((size, 0.04, height), (0, -0.02, height / 2), 0.015, 3))
        turn = np.linspace(0, np.pi, 17)
        over = -0.034 - (deep - 0.026) * np.sin(turn) ** 0.5  # the cage follows the glass
        for k in (-0.2, 0.2):
            up = height * (0.5 - 0.465 * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.5)
            bodies.append(tube(np.stack([0 * up + k * size, over, up], axis=1), 0.0035, 8))
            x = size * 0.46 * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.5
            bodies.append(
                tube(np.stack([x, over - 0.003, 0 * x + height * (0.5 + 0.7 * k)], axis=1), 0.0035, 8)
            )
        at = [(0.0, -deep - 0.03, height / 2)]
    pieces = centred(parts((bodies, body), (shades, lit)))
    low = min(float(p.mesh.vertices[:, 1].min()) for p in parts((bodies, body), (shades, lit)))
    shift = float(min(p.mesh.vertices[:, 1].min() for p in pieces)) - low
    lights = tuple(
        Light("point", translation(x, y + shift, z), power / len(at), temperature, (0.035, 0.035))
        for x, y, z in at
        if power > 0
    )
    return Asset("wall lamp", pieces, {"style": style, "light": "on" if power > 0 else "off"}, (), lights)


@sampler("wall lamp")
def wall_lamp_rand(rng: np.random.Generator) -> Asset:
    """A lamp of any style, lit in two of three cases."""
    styles: tuple[Style, ...] = ("tube", "shade", "bulkhead")
    style = styles[int(rng.choice(3, p=[0.4, 0.4, 0.2]))]
    return wall_lamp_fit(rng, style, float(rng.uniform(5, 12)) if rng.random() < 2 / 3 else 0.0)


def wall_lamp_fit(rng: np.random.Generator, style: Style, power: float) -> Asset:
    """A lamp of a style and power."""
    size, height = {
        "tube": (rng.uniform(0.08, 0.12), rng.uniform(0.2, 0.32)),
        "shade": (rng.uniform(0.14, 0.19), rng.uniform(0.27, 0.36)),
        "bulkhead": (rng.uniform(0.14, 0.18), rng.uniform(0.22, 0.28)),
    }[style]
    level = float(rng.uniform(0.8, 0.96))
    return wall_lamp(
        finishes.frame_metal(rng),
        style,
        float(size),
        float(height),
        power,
        float(rng.choice([2700, 2700, 3000, 3500])),
        (level, level * 0.97, level * 0.9),
    )
