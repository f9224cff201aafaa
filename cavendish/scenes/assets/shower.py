# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Showers in a corner: a tray, glass screens with a door, a rail with a head, a hose and a mixer."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, curve, cylinder, lathe, moved, placed, tube
from cavendish.scenes.parts.fittings import parts, pose, rounded
from cavendish.scenes.parts.ware import at_height, facing, hollow, wall_mixer
from cavendish.scenes.scene import Asset, Material, Mesh

HEADS = ("rain", "hand")


def shower(
    tray: Material,
    glass: Material,
    metal: Material,
    width: float = 0.9,
    depth: float = 0.9,
    tray_height: float = 0.06,
    screen: float = 1.95,
    side: int = 1,
    head: str = "rain",
    door: float = 0.0,
    open_front: bool = False,
) -> Asset:
    """A shower for a corner: walls at its back (+Y) and at +X (side 1) or -X (side -1). Metres.

    tray_height: of the tray's rim; screen: height of the glass over the floor; head: one of HEADS; door: how far it
    stands open, radians, inwards; open_front: a walk-in shower, with one pane only.
    """
    n = 10
    rim = 0.045
    flat = rounded(width, depth, 0.02, n)
    inner = rounded(width - 2 * rim, depth - 2 * rim, 0.04, n)
    h = tray_height
    low = max(h - 0.03, 0.012)
    rings = [
        at_height(flat * 0.997, 0),
        at_height(flat, 0.003),
        at_height(flat, h - 0.005),
        at_height(flat * 0.995, h),
    ]
    rings += [
        at_height(inner, h),
        at_height(inner * 0.985, h - 0.008),
        at_height(inner * 0.96, low + 0.004),
        at_height(inner * 0.1, low),
    ]
    trays = [hollow(rings, 0.7)]
    metals: list[Mesh] = [
        moved(
            lathe([(0, 0), (0.055, 0), (0.056, 0.003), (0.045, 0.005), (0, 0.004)], 28),
            (0, -depth * 0.1, low + 0.0005),
        )
    ]
    panes: list[Mesh] = []
    post = 0.022
    front, free = -depth / 2 + post / 2 + 0.008, -side * (width / 2 - post / 2 - 0.008)
    wall_x = side * width / 2
    tall = screen - h
    mid = h + tall / 2
    thick = 0.008

    def upright(x: float, y: float) -> None:
        metals.append(box((post, post, tall), (x, y, mid), 0.003, 1))

    def pane(x0: float, x1: float, along_x: bool, at: float) -> None:
        size = (abs(x1 - x0), thick, tall - 0.03) if along_x else (thick, abs(x1 - x0), tall - 0.03)
        centre = ((x0 + x1) / 2, at, mid) if along_x else (at, (x0 + x1) / 2, mid)
        panes.append(box(size, centre, 0.001, 1))

    upright(free, depth / 2 - post / 2)
    upright(free, front)
    pane(front + post / 2, depth / 2 - post, False, free)
    for z in (h + 0.008, screen - 0.008):
        metals.append(
            box(
                (post * 0.8, depth - 2 * post - 0.008, 0.016),
                (free, (front + depth / 2 - post) / 2 + 0.004, z),
                0.002,
                1,
            )
        )
    if open_front:
        metals.append(
            tube([(free, front, screen - 0.03), (wall_x - side * 0.004, front, screen - 0.03)], 0.009, 10)
        )
    else:
        upright(wall_x - side * post / 2, front)
        start, end = free + side * post / 2, wall_x - side * post
        leaf = min(0.62, abs(end - start) * 0.62)
        hinge = end - side * 0.004
        fixed = hinge - side * leaf
        if abs(fixed - start) > 0.06:
            pane(start, fixed - side * 0.012, True, front)
            metals.append(box((0.012, 0.014, tall), (fixed - side * 0.006, front, mid), 0.002, 1))
        metals.append(
            box((abs(end - start), post * 0.8, 0.016), ((start + end) / 2, front, screen - 0.008), 0.002, 1)
        )
        wide = abs(fixed - hinge) - 0.006
        leaf_mesh = box((wide, thick, tall - 0.05), (-side * wide / 2, 0, 0), 0.001, 1)
        grip = [
            tube(
                [(-side * (wide - 0.06), s * 0.03, -0.13), (-side * (wide - 0.06), s * 0.03, 0.13)], 0.008, 10
            )
            for s in (-1, 1)
        ]
        grip += [
            tube([(-side * (wide - 0.06), -0.03, z), (-side * (wide - 0.06), 0.03, z)], 0.006, 8)
            for z in (-0.11, 0.11)
        ]
        hinges = [
            box((0.03, 0.022, 0.06), (-side * 0.01, 0, z), 0.003, 1) for z in (-tall * 0.36, tall * 0.36)
        ]
        swing = pose("z", -side * door, (hinge, front, mid))
        panes.append(placed(leaf_mesh, swing))
        metals += [placed(m, swing) for m in (*grip, *hinges)]
    # The fittings are on the wall at the back, or the one at the side.
    x = side * width * 0.12
    fit: list[Mesh] = [moved(m, (x, depth / 2, 1.05)) for m in wall_mixer(0.28)]
    y = depth / 2
    top = 2.0
    if head == "rain":
        riser = bend(
            [(x, y - 0.055, 1.07), (x, y - 0.055, top + 0.05), (x, y - 0.4, top + 0.05), (x, y - 0.4, top)],
            0.06,
            6,
        )
        fit.append(tube(riser, 0.0105, 14))
        fit.append(
            moved(
                lathe(
                    [(0, 0), (0.1, 0), (0.105, 0.004), (0.1, 0.009), (0.03, 0.014), (0.014, 0.03), (0, 0.03)],
                    36,
                    0.6,
                ),
                (x, y - 0.4, top - 0.03),
            )
        )
        fit.append(facing(cylinder(0.009, 0.055, 0.001, 12), (x, y, top - 0.12)))
        hang = (x, y - 0.075, 1.45)
    else:
        fit.append(tube([(x, y - 0.05, 1.2), (x, y - 0.05, top - 0.05)], 0.0105, 14))
        fit += [facing(cylinder(0.012, 0.05, 0.002, 14), (x, y, z)) for z in (1.22, top - 0.08)]
        hang = (x, y - 0.08, top - 0.22)
    tilt = pose("x", 0.5, hang)
    wand = lathe([(0, -0.17), (0.012, -0.17), (0.013, -0.02), (0.014, 0.02), (0, 0.03)], 18, 0.7)
    rose = placed(
        lathe([(0, 0), (0.05, 0), (0.053, 0.006), (0.04, 0.018), (0.016, 0.026), (0, 0.026)], 30, 0.6),
        pose("x", -1.9, (0, -0.022, 0.035)),
    )
    fit.append(placed(wand, tilt))
    fit.append(placed(rose, tilt))
    fit.append(moved(cylinder(0.016, 0.03, 0.003, 16), (hang[0], hang[1] + 0.022, hang[2] - 0.06)))
    end = tilt @ np.array([0, 0, -0.16, 1.0])
    hose = curve(
        [
            tuple(end[:3]),
            (x + side * 0.02, y - 0.06, hang[2] - 0.45),
            (x + side * 0.1, y - 0.06, 0.72),
            (x + side * 0.06, y - 0.055, 0.85),
            (x + side * 0.03, y - 0.055, 1.03),
        ],
        7,
    )
    fit.append(tube(hose, 0.006, 10))
    kind = "walk-in" if open_front else "with a door"
    pieces = parts((trays, tray), (panes, glass), ([*metals, *fit], metal))
    return Asset("shower", pieces, {"material": "glass", "kind": kind})


def shower_fit(rng: np.random.Generator, side: int, width: float, depth: float) -> Asset:
    """A shower for a corner with its side wall at +X (side 1) or -X, of a given size."""
    level = float(rng.uniform(0.9, 0.95))
    tray = (
        materials.ceramic((level, level, level * 0.985), 0.12)
        if rng.random() < 0.75
        else materials.stone((0.2, 0.2, 0.2), (0.3, 0.3, 0.3), 0.6)
    )
    pick = rng.random()
    metal = (
        materials.metal((0.8, 0.8, 0.81), 0.12)
        if pick < 0.7
        else materials.metal((0.06, 0.06, 0.06), 0.4)
        if pick < 0.9
        else materials.metal((0.8, 0.62, 0.34), 0.2)
    )
    walk_in = rng.random() < 0.3
    clear = materials.glass((0.9, 0.95, 0.94), 0.0 if rng.random() < 0.8 else 0.3)
    return shower(
        tray,
        clear,
        metal,
        width,
        depth,
        float(rng.uniform(0.03, 0.14)),
        float(rng.uniform(1.88, 2.02)),
        side,
        str(rng.choice(HEADS)),
        float(rng.uniform(0.2, 0.9)) if rng.random() < 0.2 else 0.0,
        walk_in,
    )


@sampler("shower")
def shower_rand(rng: np.random.Generator) -> Asset:
    """A shower of 0.8 to 1.3 m."""
    depth = float(rng.uniform(0.8, 0.95))
    width = depth if rng.random() < 0.6 else float(rng.uniform(1.0, 1.3))
    return shower_fit(rng, int(rng.choice([-1, 1])), width, depth)
