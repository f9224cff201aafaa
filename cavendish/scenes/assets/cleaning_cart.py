# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cleaning carts: a frame on wheels with buckets, a press, a sack and a mop."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    bend,
    bounds,
    box,
    cylinder,
    merge,
    moved,
    placed,
    translation,
    tube,
    vessel,
)
from cavendish.scenes.parts.fittings import castor, loft, parts, rounded
from cavendish.scenes.scene import Asset, Material, Mesh


def cleaning_cart(
    frame: Material,
    buckets: tuple[Material, Material],
    sack: Material,
    length: float = 0.95,
    width: float = 0.5,
    mop: bool = True,
    wares: tuple[Material, ...] = (),
) -> Asset:
    """A cart that is pushed towards -Y by the bow at its back. buckets: of clean and of dirty water."""
    wheel = 0.045
    deck = 2.6 * wheel
    half_w, half_l = width / 2 - 0.03, length / 2 - 0.04
    base = box((width, length, 0.035), (0, 0, deck + 0.0175), 0.012, 3)
    wheels = [moved(castor(wheel), (sx * half_w, sy * half_l, 0)) for sx in (-1, 1) for sy in (-1, 1)]
    top = 0.98
    bars: list[Mesh] = []
    bow = [
        (-half_w, half_l, deck + 0.02),
        (-half_w, half_l, top),
        (half_w, half_l, top),
        (half_w, half_l, deck + 0.02),
    ]
    bars.append(tube(bend(bow, 0.06, 5), 0.013, 12))
    inner = half_l - 0.34  # between the sack at the back and the buckets
    for x in (-half_w, half_w):
        bars.append(tube([(x, inner, deck + 0.02), (x, inner, top - 0.12)], 0.012, 12))
        bars.append(tube([(x, inner, top - 0.12), (x, half_l, top - 0.12)], 0.01, 10))
    bars.append(tube([(-half_w, inner, top - 0.12), (half_w, inner, top - 0.12)], 0.01, 10))
    tray_y = inner - 0.02
    shelf = box((width - 0.03, 0.24, 0.03), (0, tray_y - 0.1, 0.8), 0.01, 3)
    for x in (-half_w, half_w):
        bars.append(tube([(x, inner, 0.79), (x, tray_y - 0.2, 0.79)], 0.01, 10))
    # The sack hangs from the back's frame.
    mid = (inner + half_l) / 2
    rings = []
    for k, (z, grow) in enumerate(
        [(deck + 0.07, 0.72), (deck + 0.12, 0.9), (0.55, 0.98), (0.82, 0.95), (top - 0.11, 1.0)]
    ):
        line = rounded((2 * half_w - 0.04) * grow, (half_l - inner - 0.04) * grow, 0.07)
        wave = 1 + 0.012 * np.sin(7 * np.arctan2(line[:, 1], line[:, 0]) + k)
        rings.append(np.column_stack([line * wave[:, None], np.full(len(line), z)]) + (0, mid, 0))
    bag = loft(np.array(rings), 1.2)
    pails: list[list[Mesh]] = [[], []]
    room = inner + length / 2 - 0.06
    side = min(room / 2 - 0.02, width - 0.1, 0.3)
    for n in range(2):
        y = inner - 0.03 - side / 2 - n * (side + 0.02)
        r = side / 2
        pail = vessel([(0, 0), (r * 0.78, 0), (r * 0.8, 0.008), (r, 0.27)], 0.004, 32)
        handle = [(r * np.cos(a), 0, 0.26 + 0.5 * r * np.sin(a)) for a in np.linspace(0, np.pi, 11)]
        pails[n] += [moved(m, (0, y, deck + 0.035)) for m in (pail, tube(handle, 0.0035, 8))]
    shafts: list[Mesh] = []
    heads: list[Mesh] = []
    if mop:
        y = inner - 0.03 - 1.5 * side - 0.02  # in the front bucket, clear of the shelf
        pose = translation(0, y, deck + 0.075)
        shafts.append(placed(moved(cylinder(0.012, 1.2, 0.004, 14), (0, 0, 0.1)), pose))
        fringe = [(side * 0.2 * np.cos(a), side * 0.2 * np.sin(a)) for a in np.arange(9) * 2 * np.pi / 9]
        heads += [
            placed(
                tube(bend([(0, 0, 0.14), (x, yy, 0.1), (x * 1.2, yy * 1.2, 0.0)], 0.04, 3), 0.012, 8), pose
            )
            for x, yy in fringe
        ]
    goods: list[list[Mesh]] = [[] for _ in wares]
    for k in range(len(wares)):
        x = (k - (len(wares) - 1) / 2) * 0.1
        bottle = merge(
            [
                moved(cylinder(0.036, 0.17, 0.012, 18), (0, 0, 0)),
                moved(cylinder(0.015, 0.05, 0.004, 14), (0, 0, 0.16)),
            ]
        )
        goods[k].append(moved(bottle, (x, tray_y - 0.1, 0.815)))
    made = parts(
        ([base, shelf], frame),
        (bars, materials.metal((0.72, 0.72, 0.73), 0.3)),
        (wheels, materials.plastic((0.12, 0.12, 0.13), 0.5)),
        (pails[0], buckets[0]),
        (pails[1], buckets[1]),
        ([bag], sack),
        (shafts, materials.metal((0.75, 0.75, 0.76), 0.35)),
        (heads, materials.fabric((0.85, 0.84, 0.8))),
        *zip(goods, wares, strict=True),
    )
    span = bounds([p.mesh for p in made])
    shift = (0.0, -float(span[0, 1] + span[1, 1]) / 2, -float(span[0, 2]))
    pieces = parts(*(([moved(p.mesh, shift)], p.material) for p in made))
    return Asset("cleaning cart", pieces, {"mop": "yes" if mop else "no"})


@sampler("cleaning cart")
def cleaning_cart_rand(rng: np.random.Generator) -> Asset:
    """A cart with buckets of two colours."""
    tones = [(0.1, 0.3, 0.65), (0.75, 0.1, 0.08), (0.9, 0.72, 0.1), (0.15, 0.5, 0.25)]
    order = rng.permutation(4)
    first, second = (materials.plastic(finishes.jitter(tones[int(k)], rng, 0.02), 0.35) for k in order[:2])
    level = float(rng.choice([0.25, 0.5, 0.8]))
    frame = materials.plastic((level, level, level * 1.02 if level < 0.9 else level), 0.4, finishes.seed(rng))
    sack = materials.plastic(
        finishes.jitter(
            [(0.06, 0.06, 0.065), (0.85, 0.68, 0.1), (0.2, 0.3, 0.55)][int(rng.integers(3))], rng, 0.015
        ),
        0.45,
    )
    wares = tuple(
        materials.plastic(finishes.hsv(rng.random(), rng.uniform(0.2, 0.8), rng.uniform(0.5, 0.95)), 0.25)
        for _ in range(int(rng.integers(1, 4)))
    )
    return cleaning_cart(
        frame,
        (first, second),
        sack,
        float(rng.uniform(0.9, 1.1)),
        float(rng.uniform(0.46, 0.55)),
        bool(rng.random() < 0.8),
        wares,
    )
