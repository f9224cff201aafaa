# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Kitchen counters: a run of base units with doors and drawers under one worktop, with or without a hole for a sink."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, moved
from cavendish.scenes.parts.fittings import loft, parts, rounded
from cavendish.scenes.parts.kitchen import BOARD, PLINTH, RECESS, SKIN, Style, fronts_of, style_rand
from cavendish.scenes.parts.ware import at_height
from cavendish.scenes.scene import Asset, Mesh, Support

OVERHANG = 0.022  # of the worktop before the fronts
Hole = tuple[float, float, float, float]
"""A rectangle cut out of the worktop: its middle x and y, its width and depth, metres."""


def counter(
    look: Style,
    columns: Sequence[tuple[float, Sequence[tuple[str, float]]]],
    width: float,
    hole: Hole | None = None,
    blind: tuple[float, float] = (0.0, 0.0),
) -> Asset:
    """A run of base units, `width` metres long, its worktop's back at the back of its box.

    columns: (share of the width, cells from the top down: drawer, door, door right, doors); hole: cut out of the
    worktop; blind: metres at the left and right end where another run stands before it, which have no doors.
    """
    deep = look.depth + OVERHANG + SKIN
    back = deep / 2
    face = back - look.depth  # of the carcass
    under = look.height - look.thick
    mid = (face + back) / 2
    x0, x1 = -width / 2, width / 2
    body: list[Mesh] = []
    level = (PLINTH + under) / 2
    side = (BOARD, look.depth, under - PLINTH)
    cuts = [x0 + blind[0], x1 - blind[1]]
    inner = cuts[1] - cuts[0]
    total = sum(share for share, _ in columns)
    seams = [cuts[0]]
    for share, _ in columns:
        seams.append(seams[-1] + inner * share / total)
    for x in (x0 + BOARD / 2, x1 - BOARD / 2):
        body.append(box(side, (x, mid, level), 0.001, 1))
    inside = (BOARD, look.depth - 0.02, under - PLINTH - 0.002)
    for x in [*seams[1:-1], *(c for c, b in zip(cuts, blind, strict=True) if b > 0)]:
        if hole is None or abs(x - hole[0]) > hole[2] / 2 + 0.03:
            body.append(box(inside, (x, mid, level), 0.0005, 1))
    body.append(box((width - 2 * BOARD, look.depth, BOARD), (0, mid, PLINTH + BOARD / 2), 0.0005, 1))
    body.append(box((width - 2 * BOARD, 0.006, under - PLINTH), (0, back - 0.012, level), 0))
    if hole is None:
        body.append(box((width - 2 * BOARD, look.depth - 0.02, 0.012), (0, mid - 0.002, under - 0.008), 0))
    else:
        body.append(box((width - 2 * BOARD, BOARD, 0.08), (0, face + BOARD / 2, under - 0.042), 0))
    foot = [box((width - 0.004, 0.016, PLINTH + 0.004), (0, face + RECESS, PLINTH / 2 + 0.002), 0.001, 1)]
    ends = look.depth - RECESS - 0.02
    foot += [
        box(
            (0.016, ends, PLINTH + 0.004),
            (s * (width / 2 - 0.012), back - ends / 2 - 0.005, PLINTH / 2 + 0.002),
            0.001,
            1,
        )
        for s in (-1, 1)
    ]
    fronts: list[Mesh] = []
    handles: list[Mesh] = []
    for k, (_, cells) in enumerate(columns):
        f, h, _ = fronts_of(
            cells, (seams[k], seams[k + 1]), (PLINTH + 0.003, under - 0.004), face, look, high=False
        )
        fronts += f
        handles += h
    for sx, edge, wide in ((-1, x0, blind[0]), (1, x1, blind[1])):
        if wide > 0:  # a plain filler towards the corner, all the other run leaves to be seen
            fronts.append(
                box(
                    (wide - 0.003, SKIN, under - PLINTH - 0.007),
                    (edge - sx * wide / 2, face - SKIN / 2, level),
                    0.001,
                    1,
                )
            )
    outer = rounded(width, deep, 0.003, 3)
    slab = _worktop(outer, look.thick, hole)
    supports = _free(width, deep, look.height, hole)
    return Asset(
        "counter",
        parts(
            (body, look.body),
            (fronts, look.fronts),
            (handles, look.handles),
            (foot, look.plinth),
            ([moved(slab, (0, 0, under))], look.top),
        ),
        {"color": look.color, "material": look.top.kind},
        supports,
    )


def _worktop(outer: np.ndarray, thick: float, hole: Hole | None) -> Mesh:
    """A slab on z = 0 with round upper edges, and the hole where there is one."""
    b = min(0.004, thick * 0.2)
    size = np.ptp(outer, axis=0)
    within = (size - 2 * b) / size
    rim = [
        at_height(outer, 0),
        at_height(outer, thick - b),
        at_height(outer * (1 + within) / 2, thick - b * 0.3),
    ]
    rim.append(at_height(outer * within, thick))
    if hole is None:
        return loft(np.array(rim), 0.9, grain=0)
    x, y, w, d = hole
    cut = rounded(w, d, 0.02, len(outer) // 4)
    rings = [*rim, at_height(cut, thick, x, y), at_height(cut, 0, x, y)]
    return loft(np.array([*rings, rings[0]]), 0.7, caps=False, grain=0)


def _free(width: float, deep: float, z: float, hole: Hole | None) -> tuple[Support, ...]:
    y = (-deep / 2 + 0.03, deep / 2 - 0.02)
    ends = [-width / 2 + 0.02, width / 2 - 0.02]
    if hole is not None:
        ends[1:1] = [hole[0] - hole[2] / 2 - 0.03, hole[0] + hole[2] / 2 + 0.03]
    pairs = [(ends[k], ends[k + 1]) for k in range(0, len(ends), 2)]
    return tuple(Support(x, y, z) for x in pairs if x[1] - x[0] > 0.08)


def units_rand(
    rng: np.random.Generator, length: float, kinds: str = "any"
) -> list[tuple[float, list[tuple[str, float]]]]:
    """Base units that fill a length: doors, pairs of doors and stacks of drawers. kinds: any, or doors alone."""
    count = max(round(length / float(rng.uniform(0.5, 0.66))), 1)
    columns: list[tuple[float, list[tuple[str, float]]]] = []
    for k in range(count):
        pick = rng.random()
        wide = length / count
        if kinds == "doors" or pick < 0.35:
            cells = [("doors" if wide > 0.62 else "door" if k < count / 2 else "door right", 1.0)]
        elif pick < 0.65:
            pair = "doors" if wide > 0.62 else "door" if k < count / 2 else "door right"
            cells = [("drawer", 0.2), (pair, 0.8)]
        else:
            cells = [("drawer", 0.2), ("drawer", 0.36), ("drawer", 0.44)]
            if rng.random() < 0.4:
                cells = [("drawer", 0.2)] + [("drawer", 0.27)] * 3
        columns.append((float(rng.choice([1.0, 1.0, 0.75])), cells))
    return columns


@sampler("counter")
def counter_rand(rng: np.random.Generator) -> Asset:
    """A counter of 0.6 to 2.6 m."""
    look = style_rand(rng)
    width = float(rng.uniform(0.6, 2.6))
    return counter(look, units_rand(rng, width), width)
