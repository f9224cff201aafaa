# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lamps on walls: tubes that shine up and down, bowls, bulkheads with a cage."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved, translation, tube
from cavendish.scenes.parts.fittings import centred, deformed, parts
from cavendish.scenes.scene import Asset, Colour, Float, Light, Material, Mesh

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
        bodies.append(box((0.05, 0.06, 0.09), (0, -0.03, height / 2), 0.004))
        at = [(0.0, middle, -0.02), (0.0, middle, height + 0.02)]
    elif style == "shade":
        middle = -r - 0.02
        skin = [(r, 0.0), (r * 0.8, height), (r * 0.8 - 0.002, height), (r - 0.002, 0.0), (r, 0.0)]
        shades.append(moved(lathe(skin, 36, 0.5), (0, middle, 0)))
        bulb = np.linspace(-np.pi / 2, np.pi / 2, 10)
        shades.append(
            moved(
                lathe(np.stack([0.025 * np.cos(bulb), 0.03 * np.sin(bulb)], 1).clip([0, -1], 1), 16),
                (0, middle, height / 2),
            )
        )
        stem = [(0, -0.008, height * 0.4), (0, middle, height * 0.4), (0, middle, height / 2 - 0.03)]
        bodies.append(tube(stem, 0.006, 10))
        bodies.append(box((0.07, 0.014, 0.12), (0, -0.007, height * 0.4), 0.004))
        at = [(0.0, middle, height / 2)]
    else:
        tall, deep = height, 0.09

        def bulge(p: Float) -> Float:
            near = np.sqrt(
                np.clip(1 - (2 * p[:, 0] / size) ** 2 * 0.5 - (2 * (p[:, 2] / tall - 0.5)) ** 2 * 0.5, 0.1, 1)
            )
            return np.column_stack([p[:, 0], p[:, 1] * near, p[:, 2]])

        lens = box((size * 0.86, deep, tall * 0.88), (0, -deep / 2, tall / 2), 0.03, 5)
        shades.append(deformed(lens, bulge, 1.0))
        bodies.append(box((size, 0.035, tall), (0, -0.0175, tall / 2), 0.015, 3))
        for x in (-0.25, 0.25):
            path = [(x * size, -0.03, 0.012), (x * size, -deep - 0.008, tall * 0.25)]
            path += [(x * size, -deep - 0.008, tall * 0.75), (x * size, -0.03, tall - 0.012)]
            bodies.append(tube(path, 0.003, 8))
        bodies.append(
            tube(
                [
                    (-size * 0.46, -0.03, tall / 2),
                    (-size * 0.3, -deep - 0.008, tall / 2),
                    (size * 0.3, -deep - 0.008, tall / 2),
                    (size * 0.46, -0.03, tall / 2),
                ],
                0.003,
                8,
            )
        )
        at = [(0.0, -deep - 0.03, tall / 2)]
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
        "shade": (rng.uniform(0.16, 0.22), rng.uniform(0.16, 0.24)),
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
