# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Toilets: with a cistern on the bowl, or before a boxed one with a flush plate."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved, placed
from cavendish.scenes.parts.fittings import loft, parts, pose, rounded
from cavendish.scenes.parts.ware import dee, hollow
from cavendish.scenes.scene import Asset, Material, Mesh, Support

KINDS = ("close-coupled", "boxed")


def toilet(
    ware: Material,
    seat: Material,
    metal: Material,
    kind: str = "close-coupled",
    width: float = 0.36,
    depth: float = 0.66,
    rim: float = 0.4,
    cistern: tuple[float, float, float] = (0.38, 0.17, 0.38),
    lid: float = 0.0,
    foot: float = 0.62,
    wall: Material | None = None,
) -> Asset:
    """A toilet whose back is at the wall.

    kind: one of KINDS; rim: height of the bowl's rim; cistern: its width, depth and height (a boxed one is covered by
    `wall` and is wider); lid: how far it is open, radians; foot: the foot's width in parts of the bowl's. Metres.
    """
    back = depth / 2
    tank_w, tank_d, tank_h = cistern
    front = -depth / 2
    hung = kind == "boxed"
    long = depth - tank_d + (0.015 if not hung else 0.0)  # of the bowl, from its front
    y = front + long * 2 / 3

    def ring(w: float, d: float, z: float, shift: float = 0.0, square: float = 6.0) -> np.ndarray:
        return dee(width * w, long * d, z, y + shift, square)

    rear = long / 3
    low = 0.16 if hung else 0.0
    if hung:
        outside = [
            ring(0.42, 0.46, low, long * 0.17),
            ring(0.56, 0.6, low + 0.012, long * 0.12),
            ring(0.8, 0.83, low + 0.09, long * 0.05),
        ]
    else:
        outside = [
            ring(foot, 0.8, 0.0, rear * 0.2),
            ring(foot, 0.8, 0.03, rear * 0.2),
            ring(foot * 0.94, 0.78, 0.06, rear * 0.22),
        ]
        outside += [ring(foot * 1.06, 0.8, rim * 0.5, rear * 0.18), ring(0.86, 0.92, rim * 0.78, rear * 0.06)]
    outside += [ring(0.99, 0.99, rim - 0.04), ring(1.0, 1.0, rim - 0.015), ring(0.985, 0.99, rim)]
    inside = [
        ring(0.72, 0.66, rim, -0.03, 3.0),
        ring(0.7, 0.64, rim - 0.03, -0.03, 3.0),
        ring(0.6, 0.52, rim - 0.1, -0.01, 2.5),
    ]
    inside += [
        ring(0.4, 0.34, rim - 0.17, 0.01, 2.2),
        ring(0.26, 0.22, rim - 0.21, 0.03, 2.2),
        ring(0.2, 0.16, rim - 0.215, 0.03, 2.1),
    ]
    wares = [hollow([*outside, *inside], 0.8)]
    level = rim + 0.004
    torus = [
        ring(1.01, 0.87, level, -0.035, 2.6),
        ring(1.015, 0.87, level + 0.012, -0.035, 2.6),
        ring(0.98, 0.845, level + 0.018, -0.035, 2.6),
    ]
    torus += [
        ring(0.66, 0.6, level + 0.016, -0.045, 2.4),
        ring(0.62, 0.57, level + 0.008, -0.045, 2.4),
        ring(0.64, 0.59, level, -0.045, 2.4),
    ]
    seats = [loft(np.array([*torus, torus[0]]), 0.8, caps=False, grain=0)]
    hinge = y + rear * 0.87 - 0.035 + 0.012
    top = level + 0.019
    cover = [
        ring(s, 0.87 * s, top + z, -0.035, 2.6)
        for s, z in ((0.97, 0), (1.01, 0.002), (1.015, 0.01), (0.99, 0.016), (0.6, 0.022))
    ]
    shut = loft(np.array(cover), 0.7, grain=0)
    if lid > 0:
        about = np.array([0.0, hinge, top])
        turn = pose("x", -lid, about)
        shut = placed(moved(shut, -about), turn)
    seats.append(shut)
    seats += [
        moved(
            placed(cylinder(0.013, 0.05, 0.003, 14), pose("y", np.pi / 2, (-0.025, 0, 0))),
            (s * 0.075, hinge + 0.004, level + 0.012),
        )
        for s in (-1, 1)
    ]
    metals: list[Mesh] = []
    walls: list[Mesh] = []
    supports: tuple[Support, ...]
    if hung:
        walls.append(box((tank_w, tank_d, tank_h), (0, back - tank_d / 2, tank_h / 2), 0.002, 1))
        plate = box((0.24, 0.012, 0.16), (0, back - tank_d - 0.005, tank_h - 0.14), 0.004)
        metals.append(plate)
        for x, w in ((-0.045, 0.12), (0.07, 0.07)):
            metals.append(box((w, 0.006, 0.12), (x, back - tank_d - 0.013, tank_h - 0.14), 0.003))
        supports = (
            Support((-tank_w / 2 + 0.02, tank_w / 2 - 0.02), (back - tank_d + 0.01, back - 0.01), tank_h),
        )
    else:
        wares.append(
            box(
                (width * 0.62, tank_d + 0.1, rim - 0.003),
                (0, back - (tank_d + 0.1) / 2 - 0.01, (rim - 0.003) / 2),
                0.02,
                4,
            )
        )
        z0, z1 = rim + 0.002, rim + tank_h
        shape = [(0.9, 0.9, z0), (0.93, 0.95, z0 + 0.015), (1.0, 1.0, z1 - 0.04), (1.0, 1.0, z1 - 0.035)]
        rings = []
        for w, d, z in shape:
            flat = rounded(tank_w * w, tank_d * d, 0.035, 7)
            rings.append(
                np.column_stack([flat[:, 0], flat[:, 1] + back - tank_d * d / 2, np.full(len(flat), z)])
            )
        wares.append(loft(np.array(rings), 0.7))
        cap = rounded(tank_w + 0.012, tank_d + 0.006, 0.035, 7)
        rings = [
            np.column_stack([cap * s, np.full(len(cap), z)]) + (0, back - tank_d / 2 - 0.003, 0)
            for s, z in ((0.99, z1 - 0.035), (1.0, z1 - 0.028), (1.0, z1 - 0.008), (0.97, z1))
        ]
        wares.append(loft(np.array(rings), 0.8))
        metals.append(moved(cylinder(0.028, 0.008, 0.002, 24), (0, back - tank_d / 2, z1 - 0.001)))
        metals.append(moved(box((0.052, 0.002, 0.003), bevel=0), (0, back - tank_d / 2, z1 + 0.0068)))
        supports = (
            (Support((-tank_w / 2 + 0.03, -0.04), (back - tank_d + 0.03, back - 0.03), z1),)
            if tank_w > 0.3
            else ()
        )
    kindly = {"close-coupled": "with a cistern", "boxed": "wall-hung"}[kind]
    return Asset(
        "toilet",
        parts((wares, ware), (seats, seat), (metals, metal), (walls, wall or ware)),
        {"color": "white", "material": "ceramic", "kind": kindly, "lid": "open" if lid > 0 else "closed"},
        supports,
    )


@sampler("toilet")
def toilet_rand(rng: np.random.Generator) -> Asset:
    """A toilet of 0.34 to 0.4 m width; a boxed cistern is up to 0.9 m wide."""
    boxed = rng.random() < 0.35
    level = float(rng.uniform(0.9, 0.95))
    ware = materials.ceramic((level, level, level * 0.985), float(rng.uniform(0.05, 0.1)))
    pick = rng.random()
    seat = ware if pick < 0.55 else materials.plastic((0.93, 0.93, 0.92), 0.25)
    if pick > 0.85:
        seat = finishes.wood(rng)
    chrome = materials.metal((0.78, 0.78, 0.79), 0.12)
    panel = None
    if boxed:
        side = float(rng.choice([0.1, 0.2, 0.3]))
        tone = finishes.hsv(rng.uniform(0.05, 0.6), rng.uniform(0.0, 0.15), rng.uniform(0.4, 0.92))
        panel = (
            materials.tile(tone, width=side, height=side, seed=finishes.seed(rng))
            if rng.random() < 0.6
            else materials.paint(tone, 0.4)
        )
    return toilet(
        ware,
        seat,
        materials.plastic((0.92, 0.92, 0.92), 0.3) if boxed and rng.random() < 0.4 else chrome,
        "boxed" if boxed else "close-coupled",
        float(rng.uniform(0.35, 0.38)),
        float(rng.uniform(0.68, 0.74) if boxed else rng.uniform(0.63, 0.7)),
        float(rng.uniform(0.39, 0.43)),
        (float(rng.uniform(0.5, 0.9)), float(rng.uniform(0.15, 0.19)), float(rng.uniform(0.95, 1.15)))
        if boxed
        else (float(rng.uniform(0.34, 0.42)), float(rng.uniform(0.16, 0.19)), float(rng.uniform(0.34, 0.42))),
        float(rng.uniform(1.6, 1.66)) if rng.random() < 0.4 else 0.0,
        float(rng.uniform(0.55, 0.8)),
        panel,
    )
