# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Vending machines: shelves of snacks or drinks behind glass, a keypad, a flap."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.assets.wall_sign import stroke
from cavendish.scenes.geometry import box, lathe, moved, rotation, translation
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.scene import Asset, Light, Material, Mesh


def vending_machine(
    body: Material,
    front: Material,
    wares: tuple[Material, ...],
    stock: tuple[tuple[int, ...], ...],
    width: float = 0.9,
    depth: float = 0.8,
    height: float = 1.83,
    drinks: bool = False,
    power: float = 6.0,
) -> Asset:
    """A machine. stock: for each shelf from the top, which of the wares lies in each slot; drinks: bottles, else packets.

    power: watts of the light over its shelves, 0: off.
    """
    face, foot = -depth / 2, 0.04
    panel = width * 0.24  # the column with the keypad
    x0, x1 = -width / 2 + 0.045, width / 2 - panel
    z0, z1 = 0.42, height - 0.1
    inside = 0.42  # metres that the shelves lie deep
    middle, glass_w = (x0 + x1) / 2, x1 - x0
    shell = [
        box(
            (width, depth - inside - 0.02, height - foot),
            (0, (inside + 0.02) / 2, (height + foot) / 2),
            0.006,
        ),
        box(
            (0.04, inside + 0.03, height - foot),
            (-width / 2 + 0.02, face + inside / 2 + 0.013, (height + foot) / 2),
            0.006,
        ),
        box(
            (panel - 0.01, inside + 0.03, height - foot),
            (width / 2 - panel / 2 + 0.005, face + inside / 2 + 0.013, (height + foot) / 2),
            0.006,
        ),
    ]
    fronts = [
        box(
            (glass_w + 0.004, inside + 0.02, height - z1),
            (middle, face + inside / 2 + 0.008, (height + z1) / 2),
            0.006,
        ),
        box(
            (glass_w + 0.004, inside + 0.02, z0 - foot),
            (middle, face + inside / 2 + 0.008, (z0 + foot) / 2),
            0.006,
        ),
    ]
    feet = [
        box(
            (0.06, 0.06, foot + 0.004),
            (sx * (width / 2 - 0.06), sy * (depth / 2 - 0.06), foot / 2 + 0.002),
            0.004,
        )
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    panes = [box((glass_w, 0.006, z1 - z0), (middle, face + 0.02, (z0 + z1) / 2), 0)]
    black = [
        box((glass_w * 0.62, 0.012, 0.16), (middle, face - 0.002, z0 - 0.17), 0.005),
        box((panel * 0.62, 0.012, 0.34), (width / 2 - panel / 2, face - 0.001, height * 0.68), 0.005),
        box((panel * 0.4, 0.012, 0.09), (width / 2 - panel / 2, face - 0.001, height * 0.47), 0.005),
    ]
    keys = [
        box(
            (0.02, 0.008, 0.015),
            (width / 2 - panel / 2 + (c - 1) * 0.03, face - 0.008, height * 0.62 + r * 0.024),
            0.002,
            1,
        )
        for r in range(4)
        for c in range(3)
    ]
    keys += [
        stroke(
            (width / 2 - panel / 2, height * 0.455),
            (width / 2 - panel / 2, height * 0.485),
            0.008,
            face - 0.007,
        )
    ]
    display = [box((panel * 0.45, 0.003, 0.045), (width / 2 - panel / 2, face - 0.008, height * 0.745), 0)]
    rows = len(stock)
    pitch = (z1 - z0) / rows
    boards: list[Mesh] = []
    goods: list[list[Mesh]] = [[] for _ in wares]
    tall = min(pitch * 0.72, 0.22)
    for k, row in enumerate(stock):
        z = z1 - (k + 1) * pitch
        boards.append(
            box(
                (glass_w - 0.002, inside - 0.09, 0.014),
                (middle, face + 0.06 + (inside - 0.09) / 2, z + 0.012),
                0.002,
                1,
            )
        )
        boards.append(box((glass_w - 0.004, 0.006, 0.032), (middle, face + 0.056, z + 0.014), 0.001, 1))
        slot = (glass_w - 0.02) / len(row)
        for n, which in enumerate(row):
            x = x0 + 0.01 + (n + 0.5) * slot
            for y in (face + 0.11, face + 0.21, face + 0.31):
                goods[which].append(_ware(drinks, slot * 0.78, tall, (x, y, z + 0.019)))
    strip = [box((glass_w - 0.06, 0.03, 0.016), (middle, face + 0.08, z1 - 0.012), 0.003)]
    lights: tuple[Light, ...] = ()
    if power > 0:
        pose = translation(middle, face + 0.09, z1 - 0.03) @ rotation("x", -0.5)
        lights = (Light("area", pose, power, 5000.0, (glass_w - 0.08, 0.05)),)
    shine = materials.screen((0.02, 0.03, 0.03), (0.1, 0.5, 0.3), 0.4 if power > 0 else 0.0)
    steel = materials.metal((0.7, 0.7, 0.71), 0.3)
    dark = materials.plastic((0.04, 0.04, 0.045), 0.3)
    made = parts(
        (shell, body),
        (fronts, front),
        (panes, materials.glass()),
        (black + feet, dark),
        (keys + boards, steel),
        (display, shine),
        (strip, materials.shade((0.95, 0.96, 0.97), power / 2, 5000.0)),
        *zip(goods, wares, strict=True),
    )
    pieces = centred(made)
    shift = float(pieces[0].mesh.vertices[0, 1] - made[0].mesh.vertices[0, 1])
    moved_lights = tuple(
        Light(one.kind, translation(0, shift, 0) @ one.pose, one.power, one.temperature, one.size)
        for one in lights
    )
    return Asset("vending machine", pieces, {"kind": "drinks" if drinks else "snacks"}, (), moved_lights)


def _ware(drink: bool, wide: float, tall: float, at: tuple[float, float, float]) -> Mesh:
    """A bottle, or a packet that stands."""
    if drink:
        r = min(wide / 2, 0.033)
        profile = [
            (0, 0),
            (r * 0.9, 0),
            (r, 0.006),
            (r, tall * 0.62),
            (r * 0.38, tall * 0.86),
            (r * 0.38, tall),
            (0, tall),
        ]
        return moved(lathe(profile, 14, 0.8), at)
    return box((wide, 0.035, tall * 0.85), (at[0], at[1], at[2] + tall * 0.425), 0.012, 2)


@sampler("vending machine")
def vending_machine_rand(rng: np.random.Generator) -> Asset:
    """A machine for snacks or drinks, black, white, red or blue."""
    tone = finishes.jitter(
        [(0.05, 0.05, 0.055), (0.88, 0.88, 0.87), (0.62, 0.05, 0.05), (0.06, 0.16, 0.45)][
            int(rng.integers(4))
        ],
        rng,
        0.012,
    )
    body = materials.paint(tone, float(rng.uniform(0.2, 0.4)), grain=0.1, seed=finishes.seed(rng))
    front = body
    if rng.random() < 0.4:
        front = materials.paint(finishes.hsv(rng.random(), rng.uniform(0.3, 0.9), rng.uniform(0.2, 0.9)), 0.3)
    drinks = bool(rng.random() < 0.5)
    wares = tuple(
        materials.plastic(
            finishes.hsv(rng.random(), rng.uniform(0.3, 0.95), rng.uniform(0.3, 0.95)),
            0.2,
            finishes.seed(rng),
        )
        for _ in range(8)
    )
    width = float(rng.uniform(0.72, 1.0))
    slots = 7 if drinks else 5
    rows = int(rng.integers(4, 6))
    stock = tuple(
        tuple(int(v) for v in np.repeat(rng.integers(0, 8, slots), rng.integers(1, 3, slots))[:slots])
        for _ in range(rows)
    )
    return vending_machine(
        body,
        front,
        wares,
        stock,
        width,
        float(rng.uniform(0.68, 0.85)),
        float(rng.uniform(1.78, 1.92)),
        drinks,
        float(rng.uniform(3, 8)) if rng.random() < 0.85 else 0.0,
    )
