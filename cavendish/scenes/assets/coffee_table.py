# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Coffee tables: low, of wood, glass or stone, at times with a lower shelf or drawers."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.assets.table import top_outline, top_rand, top_support
from cavendish.scenes.geometry import bend, box, moved, tube
from cavendish.scenes.parts.case import Look, case, look_rand
from cavendish.scenes.parts.fittings import leg, parts, ring_of, rounded, slab
from cavendish.scenes.scene import Asset, Material, Mesh, Support

BASES = ("legs", "splayed legs", "frame", "hairpins", "drum")


def coffee_table(
    top: Material,
    under: Material,
    shape: str = "rectangular",
    base: str = "legs",
    width: float = 1.1,
    depth: float = 0.6,
    height: float = 0.43,
    thick: float = 0.025,
    corner: float = 0.02,
    shelf: float | None = None,
    shelf_of: Material | None = None,
    legs: int = 4,
) -> Asset:
    """A coffee table.

    shape: rectangular, round or oval; base: one of BASES; legs: how many where it is splayed or round.

    shelf: the height of a lower shelf, where there is one, of `shelf_of` (else of `under`).
    """
    z = height - thick + 0.002
    board = slab(top_outline(shape, width, depth, corner), thick, height - thick, min(0.004, thick * 0.3))
    share = 1.0 if shape == "rectangular" else 0.70
    x, y = width * share / 2 - 0.045, depth * share / 2 - 0.045
    bars: list[Mesh] = []
    corners = [(sx, sy) for sx in (-1, 1) for sy in (-1, 1)]
    if base == "drum":
        ring = slab(top_outline(shape, width * 0.86, depth * 0.86, corner), z, 0.0, 0.006)
        bars.append(ring)
    elif base == "frame":
        t = 0.022
        bars += [box((t, t, z), (sx * x, sy * y, z / 2), 0.002) for sx, sy in corners]
        for h in (t / 2 + 0.02, z - t / 2 - 0.001):
            bars += [box((2 * x, t - 0.002, t), (0, s * y, h), 0.002, 1) for s in (-1, 1)]
            bars += [box((t - 0.002, 2 * y, t), (s * x, 0, h), 0.002, 1) for s in (-1, 1)]
    elif base == "hairpins":
        for sx, sy in corners:
            px, py = sx * x * 0.94, sy * y * 0.94
            foot = [(px + sx * 0.006, py + sy * 0.034, 0), (px + sx * 0.034, py + sy * 0.006, 0)]
            pin = tube(bend([(px - sx * 0.09, py, z), *foot, (px, py - sy * 0.09, z)], 0.014, 3), 0.006, 8)
            bars.append(moved(pin, (0, 0, -float(np.min(pin.vertices[:, 2])))))
            bars.append(box((0.12, 0.12, 0.004), (px - sx * 0.04, py - sy * 0.04, z - 0.002), 0.001, 1))
    elif legs == 4 and base == "legs":
        bars += [moved(leg(z, 0.048, 0.038, round_=False), (sx * x, sy * y, 0)) for sx, sy in corners]
        bars += [box((2 * x, 0.018, 0.06), (0, s * y, z - 0.03), 0.002, 1) for s in (-1, 1)]
        bars += [box((0.018, 2 * y, 0.06), (s * x, 0, z - 0.03), 0.002, 1) for s in (-1, 1)]
    elif legs == 4:
        bars += [
            moved(leg(z, 0.042, 0.024, (sx * 0.05, sy * 0.04)), (sx * (x - 0.05), sy * (y - 0.04), 0))
            for sx, sy in corners
        ]
        bars += [box((2 * x - 0.10, 0.03, 0.035), (0, s * (y - 0.04), z - 0.0175), 0.002, 1) for s in (-1, 1)]
    else:
        one = moved(leg(z, 0.044, 0.026, (0.06, 0)), (min(width, depth) * 0.28, 0, 0))
        brace = box(
            (min(width, depth) * 0.28, 0.04, 0.028), (min(width, depth) * 0.14, 0, z - 0.014), 0.002, 1
        )
        bars += [
            *ring_of(one, legs, 0.5),
            *(moved(m, (0, 0, -0.0005 * k)) for k, m in enumerate(ring_of(brace, legs, 0.5))),
        ]
    supports = [top_support(shape, width, depth, height)]
    lower: list[Mesh] = []
    if shelf is not None and base in ("legs", "frame"):
        inset = 0.022 if base == "frame" else 0.03
        lower.append(
            slab(rounded(2 * x - 0.004 + inset, 2 * y - 0.004 + inset, 0.004, 3), 0.016, shelf, 0.003)
        )
        reach = 0.05
        supports.append(
            Support((-x + reach, x - reach), (-y + reach, y - reach), shelf + 0.016, z - 0.07 - shelf - 0.016)
        )
    attributes = {"material": top.kind, "shape": shape, "legs": base}
    made = parts(([board], top), (bars, under), (lower, shelf_of or under))
    return Asset("coffee table", made, attributes, tuple(supports))


def chest_table(
    look: Look, width: float = 1.0, depth: float = 0.6, height: float = 0.42, lift: float = 0.06
) -> Asset:
    """A coffee table that is a low case: drawers beside an open compartment. lift: of its base."""
    plan = [(1.0, [("open", 0.5), ("drawer", 0.5)]), (1.0, [("drawer", 0.5), ("open", 0.5)])]
    made = case(width, depth, height, plan, look.base, lift, look.front, look.pull, 0.02, 0.012)
    return Asset(
        "coffee table",
        parts(
            (made.body, look.body),
            (made.fronts, look.fronts),
            (made.handles, look.handles),
            (made.legs, look.legs),
        ),
        {"material": look.body.kind, "shape": "rectangular"},
        made.supports,
    )


@sampler("coffee table")
def coffee_table_rand(rng: np.random.Generator) -> Asset:
    """A coffee table."""
    if rng.random() < 0.12:
        return chest_table(
            look_rand(rng), rng.uniform(0.85, 1.2), rng.uniform(0.5, 0.7), rng.uniform(0.38, 0.46)
        )
    shape = str(rng.choice(["rectangular", "round", "oval"], p=[0.55, 0.33, 0.12]))
    base = str(rng.choice(BASES, p=[0.32, 0.26, 0.22, 0.12, 0.08]))
    if shape != "rectangular" and base == "frame":
        base = "splayed legs"
    if shape == "rectangular" and base == "drum":
        base = "legs"
    metal = base in ("frame", "hairpins")
    glass = metal and base == "frame" and rng.random() < 0.5
    top = materials.glass((0.86, 0.94, 0.91), 0.0) if glass else top_rand(rng)
    under = (
        finishes.frame_metal(rng)
        if metal
        else top
        if top.kind != "stone" and rng.random() < 0.6
        else finishes.case(rng)
    )
    width = rng.uniform(0.6, 1.0) if shape == "round" else rng.uniform(0.85, 1.35)
    depth = width if shape == "round" else rng.uniform(0.5, 0.7)
    height = rng.uniform(0.36, 0.48)
    return coffee_table(
        top,
        under,
        shape=shape,
        base=base,
        width=width,
        depth=depth,
        height=height,
        thick=0.010 if glass else rng.uniform(0.018, 0.04),
        corner=float(rng.choice([0.006, 0.03, 0.08])),
        shelf=rng.uniform(0.10, 0.15) if rng.random() < 0.45 else None,
        shelf_of=finishes.wood(rng) if metal else None,
        legs=3 if shape == "round" and rng.random() < 0.5 else 4,
    )
