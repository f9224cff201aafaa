# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Dining tables: rectangular, oval and round, on legs, frames, trestles or a pedestal."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cylinder, lathe, moved, tube, turned
from cavendish.scenes.parts.fittings import circle, ellipse, leg, parts, ring_of, rounded, slab, turned_leg
from cavendish.scenes.scene import Asset, Float, Material, Mesh, Support

SHAPES = ("rectangular", "round", "oval")
BASES = ("square legs", "round legs", "turned legs", "frame", "trestle", "pedestal", "cross")


def top_outline(shape: str, width: float, depth: float, radius: float = 0.01) -> Float:
    """The outline of a table top (N, 2). shape: one of SHAPES; radius: of a rectangle's corners."""
    if shape == "round":
        return circle(width / 2, 64)
    if shape == "oval":
        return ellipse(width, depth, 2.5, 64)
    return rounded(width, depth, radius, 6)


def top_support(shape: str, width: float, depth: float, z: float) -> Support:
    """Where things may stand on such a top: the largest rectangle well inside it."""
    share = {"round": 0.7, "oval": 0.78}.get(shape, 1.0)
    x, y = width * share / 2 - 0.02, depth * share / 2 - 0.02
    return Support((-x, x), (-y, y), z)


def underframe(
    base: str, shape: str, width: float, depth: float, height: float, leg_width: float
) -> list[Mesh]:
    """What carries a top whose underside is at `height`; base.

    One of BASES; leg_width: thickness of its legs.
    """
    inset = 0.75 if shape == "round" else 0.74 if shape == "oval" else 1.0
    x = (width * inset - leg_width) / 2 - 0.03
    y = (depth * inset - leg_width) / 2 - 0.03
    if shape == "round":
        x = y = width * 0.31
    corners = [(sx, sy) for sx in (-1, 1) for sy in (-1, 1)]
    z = height + 0.002
    if base in ("square legs", "turned legs"):
        if base == "square legs":
            legs = [
                moved(leg(z, leg_width, leg_width * 0.75, round_=False), (sx * x, sy * y, 0))
                for sx, sy in corners
            ]
        else:
            legs = [moved(turned_leg(z, leg_width * 1.15), (sx * x, sy * y, 0)) for sx, sy in corners]
        apron = 0.085
        legs += [box((2 * x, 0.02, apron), (0, s * y, z - apron / 2), 0.002, 1) for s in (-1, 1)]
        legs += [box((0.02, 2 * y, apron), (s * x, 0, z - apron / 2), 0.002, 1) for s in (-1, 1)]
        return legs
    if base == "round legs":
        splay = 0.05 if shape == "round" else 0.03
        legs = [
            moved(leg(z, leg_width, leg_width * 0.6, (sx * splay, sy * splay), sides=18), (sx * x, sy * y, 0))
            for sx, sy in corners
        ]
        legs += [box((2 * x, 0.03, 0.05), (0, s * y, z - 0.025), 0.003, 1) for s in (-1, 1)]
        legs += [box((0.03, 2 * y, 0.05), (s * x, 0, z - 0.025), 0.003, 1) for s in (-1, 1)]
        return legs
    if base == "frame":
        t = leg_width * 0.8
        bars = []
        for s in (-1, 1):
            at = s * x * 0.94
            bars += [
                box((t * 1.3, t * 0.6, z - t * 0.4), (at, sy * y, (z + t * 0.4) / 2), 0.002, 1)
                for sy in (-1, 1)
            ]
            bars += [
                box((t * 1.3, 2 * y + t * 0.6, t * 0.5), (at, 0, h), 0.002, 1)
                for h in (t * 0.25, z - t * 0.25)
            ]
        bars.append(box((2 * x * 0.94, t, t * 0.5), (0, 0, z - t * 0.3), 0.002, 1))
        return bars
    if base == "trestle":
        bars = []
        for s in (-1, 1):
            at = s * x * 0.82
            bars.append(box((0.07, 2 * y, 0.055), (at, 0, 0.0275), 0.006))
            bars.append(box((0.07, 2 * y, 0.045), (at, 0, z - 0.0225), 0.006))
            bars.append(box((0.055, min(0.16, y), z - 0.08), (at, 0, z / 2), 0.005))
        bars.append(box((2 * x * 0.82, 0.035, 0.10), (0, 0, z * 0.42), 0.005))
        return bars
    if base == "pedestal":
        r = min(width, depth)
        foot, column = r * 0.27, max(r * 0.035, 0.035)
        shape_ = [
            (0, 0),
            (foot, 0),
            (foot + 0.003, 0.006),
            (foot, 0.014),
            (foot * 0.75, 0.022),
            (column * 2.0, 0.05),
        ]
        shape_ += [
            (column * 1.2, 0.11),
            (column, 0.22),
            (column, z - 0.12),
            (column * 1.5, z - 0.04),
            (foot * 0.7, z - 0.012),
        ]
        return [lathe([*shape_, (foot * 0.72, z), (0, z)], 40, crease=0.9)]
    if base == "cross":
        r = min(width, depth) * 0.34
        column = max(min(width, depth) * 0.045, 0.045)
        post = lathe(
            [
                (0, 0.12),
                (column * 0.7, 0.12),
                (column, 0.2),
                (column * 1.25, z * 0.45),
                (column * 0.8, z * 0.7),
                (column * 1.3, z - 0.05),
                (column * 1.6, z),
                (0, z),
            ],
            28,
            0.9,
        )
        path = bend([(column * 0.4, 0, 0.24), (r * 0.55, 0, 0.17), (r, 0, 0.026)], 0.15, 5)
        claw = [tube(path, 0.026, 12), moved(cylinder(0.03, 0.03, 0.004, 16), (r * 0.985, 0, 0))]
        bar = [box((min(width, depth) * 0.55, 0.05, 0.03), (0, 0, z - 0.015), 0.003, 1)]
        bar.append(turned(bar[0], "z", np.pi / 2))
        return [
            post,
            *(piece for part in claw for piece in ring_of(part, 4, np.pi / 4)),
            bar[0],
            moved(bar[1], (0, 0, -0.001)),
        ]
    raise ValueError(f"no table base is called {base!r}; there are {', '.join(BASES)}")


def table(
    top: Material,
    under: Material,
    shape: str = "rectangular",
    base: str = "square legs",
    width: float = 1.6,
    depth: float = 0.85,
    height: float = 0.74,
    thick: float = 0.028,
    corner: float = 0.012,
    knife: bool = False,
    leg_width: float = 0.065,
) -> Asset:
    """A dining table.

    shape: one of SHAPES; base: one of BASES; thick: of the top; corner: radius of its corners.

    knife: whether the edge is chamfered below; leg_width: thickness of the legs.
    """
    board = slab(
        top_outline(shape, width, depth, corner),
        thick,
        height - thick,
        min(0.005, thick * 0.3),
        thick * 1.0 if knife else None,
    )
    legs = underframe(base, shape, width, depth, height - thick, leg_width)
    attributes = {"material": top.kind, "shape": shape, "legs": base}
    return Asset(
        "table", parts(([board], top), (legs, under)), attributes, (top_support(shape, width, depth, height),)
    )


def top_rand(rng: np.random.Generator) -> Material:
    """What table tops are made of: wood as a rule; lacquer, stone, laminate."""
    pick = rng.random()
    if pick < 0.62:
        return finishes.wood(rng)
    if pick < 0.82:
        return finishes.lacquer(rng)
    level = float(rng.choice([0.92, 0.85, 0.2]))
    vein = (0.45, 0.44, 0.43) if level > 0.5 else (0.7, 0.68, 0.65)
    return materials.stone(
        (level, level * 0.99, level * 0.97),
        vein,
        roughness=float(rng.uniform(0.1, 0.3)),
        seed=finishes.seed(rng),
    )


@sampler("table")
def table_rand(rng: np.random.Generator) -> Asset:
    """A dining table."""
    shape = str(rng.choice(SHAPES, p=[0.62, 0.26, 0.12]))
    if shape == "rectangular":
        base = str(
            rng.choice(
                ["square legs", "round legs", "turned legs", "frame", "trestle"],
                p=[0.35, 0.25, 0.1, 0.18, 0.12],
            )
        )
    elif shape == "round":
        base = str(rng.choice(["round legs", "pedestal", "cross", "square legs"], p=[0.35, 0.35, 0.2, 0.1]))
    else:
        base = str(rng.choice(["round legs", "trestle", "square legs"]))
    top = top_rand(rng)
    if base == "frame" or (base == "pedestal" and rng.random() < 0.7):
        under = finishes.frame_metal(rng)
    else:
        under = top if top.kind != "stone" and rng.random() < 0.65 else finishes.case(rng)
    width = rng.uniform(0.9, 1.35) if shape == "round" else rng.uniform(1.2, 2.2)
    depth = (
        width
        if shape == "round"
        else rng.uniform(0.75, 1.0)
        if shape == "rectangular"
        else rng.uniform(0.9, 1.1)
    )
    return table(
        top,
        under,
        shape=shape,
        base=base,
        width=width,
        depth=depth,
        height=rng.uniform(0.72, 0.76),
        thick=rng.uniform(0.02, 0.045),
        corner=float(rng.choice([0.006, 0.02, 0.05, 0.12], p=[0.4, 0.3, 0.2, 0.1])),
        knife=bool(rng.random() < 0.25),
        leg_width=rng.uniform(0.045, 0.085),
    )
