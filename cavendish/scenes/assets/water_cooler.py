# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Water coolers with a bottle on top."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved, placed, rotation, translation
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.scene import Asset, Material, Mesh


def water_cooler(
    body: Material,
    trim: Material,
    bottle: Material | None = None,
    width: float = 0.31,
    depth: float = 0.33,
    height: float = 0.98,
) -> Asset:
    """A stand with two taps in a niche, a drip tray, and a bottle upside down on it, if any. height: of the stand."""
    niche, floor, t = 0.24, height - 0.36, 0.02
    low_h, top_h = floor, height - floor - niche
    face = -depth / 2
    shell = [
        box((width, depth, low_h - 0.012), (0, 0, low_h / 2 + 0.006), 0.014, 3),
        box((width, depth, top_h), (0, 0, height - top_h / 2), 0.014, 3),
        box((width, depth * 0.45, niche + 0.03), (0, depth * 0.275, floor + niche / 2), 0.004),
    ]
    shell += [
        box((t, depth * 0.8, niche + 0.03), (s * (width - t) / 2, depth * 0.06, floor + niche / 2), 0.004)
        for s in (-1, 1)
    ]
    dark = [box((width - 2 * t - 0.006, depth * 0.42, 0.018), (0, face * 0.5, floor + 0.002), 0.004)]
    for k in range(7):
        x = (k - 3) * (width - 0.09) / 7
        dark.append(box((0.006, depth * 0.34, 0.004), (x, face * 0.5, floor + 0.013), 0.001, 1))
    dark += [
        box((0.03, 0.03, 0.012), (sx * (width / 2 - 0.03), sy * (depth / 2 - 0.03), 0.006), 0.002, 1)
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    red: list[Mesh] = []
    blue: list[Mesh] = []
    for side, group in ((-1, red), (1, blue)):
        x = side * 0.055
        spout = placed(
            cylinder(0.016, 0.05, 0.004, 18),
            translation(x, 0.02, floor + niche - 0.06) @ rotation("x", np.pi / 2),
        )
        shell += [spout, moved(cylinder(0.011, 0.04, 0.003, 16), (x, -0.02, floor + niche - 0.095))]
        group.append(
            placed(
                box((0.026, 0.012, 0.06), bevel=0.004),
                translation(x, -0.036, floor + niche - 0.045) @ rotation("x", 0.25),
            )
        )
        group.append(
            placed(
                cylinder(0.007, 0.004, 0.001, 14),
                translation(x, face + 0.001, height - top_h * 0.45) @ rotation("x", np.pi / 2),
            )
        )
    panel = box((width - 0.05, 0.006, low_h * 0.82), (0, face - 0.001, low_h * 0.5), 0.004)
    waters: list[Mesh] = []
    if bottle is not None:
        r, z = 0.135, height - 0.004
        profile = [(0, 0), (0.028, 0), (0.03, 0.035), (0.07, 0.06), (r, 0.1)]
        for k in range(3):
            base = 0.115 + 0.075 * k
            profile += [(r, base), (r - 0.007, base + 0.015), (r - 0.007, base + 0.03), (r, base + 0.045)]
        profile += [(r, 0.36), (r - 0.02, 0.39), (0, 0.392)]
        waters.append(moved(lathe(profile, 36, 0.9), (0, 0, z)))
        shell.append(moved(cylinder(0.1, 0.016, 0.006, 32), (0, 0, height - 0.006)))
    pieces = parts(
        (shell, body),
        ([panel], trim),
        (dark, materials.plastic((0.1, 0.1, 0.11), 0.4)),
        (red, materials.plastic((0.75, 0.07, 0.06), 0.3)),
        (blue, materials.plastic((0.06, 0.2, 0.7), 0.3)),
        (waters, bottle or body),
    )
    return Asset("water cooler", centred(pieces), {"bottle": "no" if bottle is None else "yes"})


@sampler("water cooler")
def water_cooler_rand(rng: np.random.Generator) -> Asset:
    """A white, grey or black cooler, as a rule with a bottle of bluish plastic."""
    level = float(rng.choice([0.92, 0.85, 0.12], p=[0.6, 0.2, 0.2]))
    body = materials.plastic((level, level, level * 0.99), 0.35, finishes.seed(rng))
    trim = body
    if rng.random() < 0.5:
        grey = float(rng.uniform(0.3, 0.75))
        trim = materials.plastic((grey * 0.95, grey * 0.98, grey), 0.35, finishes.seed(rng))
    bottle = None
    if rng.random() < 0.85:
        bottle = materials.plastic(finishes.jitter((0.45, 0.68, 0.86), rng, 0.02), 0.06, finishes.seed(rng))
    return water_cooler(
        body,
        trim,
        bottle,
        float(rng.uniform(0.29, 0.34)),
        float(rng.uniform(0.3, 0.36)),
        float(rng.uniform(0.94, 1.02)),
    )
