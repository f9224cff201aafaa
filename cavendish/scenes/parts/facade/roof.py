# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Roofs over a rectangle of half sizes (x, y) about the origin, with what stands on them and hangs from them. Metres."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from cavendish.scenes.geometry import cylinder, lathe, merge, moved, rotation, translation
from cavendish.scenes.parts.facade.elements import (
    Bag,
    Points,
    Row,
    bag,
    belt,
    boxes,
    copies,
    polygon,
    pour,
    quads,
    rods,
    slab,
)
from cavendish.scenes.parts.facade.window import Window, windows
from cavendish.scenes.scene import Float

Half = tuple[float, float]
THICK = 0.13  # of a roof's slopes


def gable(pitch: float, half_y: float, eave: float, reach: float = 0.35) -> Float:
    """The outer profile (3, 2) of (y, z) of a saddle roof of `pitch` radians that comes out `reach` over its walls."""
    lift = THICK / np.cos(pitch)
    foot = eave - reach * np.tan(pitch) + lift
    top = eave + half_y * np.tan(pitch) + lift
    return np.array([(-half_y - reach, foot), (0.0, top), (half_y + reach, foot)])


def mansard(half_y: float, eave: float, storey: float, slope: float = 1.25, pitch: float = 0.3) -> Float:
    """The outer profile (5, 2) of (y, z) of a roof with a steep lower part `storey` high and a shallow upper one."""
    inset = storey / np.tan(slope)
    top = eave + storey + (half_y - inset) * np.tan(pitch)
    out = half_y + 0.06
    return np.array(
        [(-out, eave), (-out + inset, eave + storey), (0, top), (out - inset, eave + storey), (out, eave)]
    )


def ridge_roof(into: Bag, half: Half, eave: float, profile: Float, verge: float = 0.06) -> None:
    """A roof of one profile (N, 2) of (y, z) along X, walls under its ends; verge: how far it comes out over them."""
    x = half[0] + verge
    for (y0, z0), (y1, z1) in pairwise(profile):
        into["roof"].append(slab([(-x, y0, z0), (x, y0, z0), (x, y1, z1), (-x, y1, z1)], THICK))
    inner = np.array([(np.clip(y, -half[1], half[1]), max(z - THICK * 0.6, eave)) for y, z in profile])
    for side in (-1, 1):
        end = [(side * half[0], y, z) for y, z in inner]
        into["wall"].append(polygon(end if side < 0 else end[::-1]))
    top = int(np.argmax(profile[:, 1]))
    y, z = profile[top]
    into["ridge"].append(rods([(-x - 0.01, y, z - 0.02)], [(x + 0.01, y, z - 0.02)], 0.11, 10))
    if verge > 0.15:  # barge boards
        for side in (-1, 1):
            for (y0, z0), (y1, z1) in pairwise(profile):
                loop = np.array(
                    [
                        (side * (x + 0.01), a, b)
                        for a, b in ((y0, z0 - 0.24), (y1, z1 - 0.24), (y1, z1 - 0.01), (y0, z0 - 0.01))
                    ]
                )
                into["trim"].append(slab(loop if side > 0 else loop[::-1], 0.035))
    for y, z in (profile[0], profile[-1]):
        gutter(into, x, float(y), float(z))


def gutter(into: Bag, half_x: float, y: float, z: float) -> None:
    """A gutter along an eave at (y, z), and the board behind it."""
    side = -1.0 if y < 0 else 1.0
    into["trim"].append(boxes([(-half_x, half_x, y - side * 0.05, y + side * 0.002, z - 0.2, z - 0.02)]))
    at = (y + side * 0.05, z - 0.1)
    into["metal"].append(rods([(-half_x, *at)], [(half_x, *at)], 0.06, 10))


def downpipe(into: Bag, x: float, wall: float, eave: float, out: float) -> None:
    """A pipe from a gutter `out` before the wall at y = `wall`, down to the ground, with its brackets."""
    y, g = wall - 0.075, wall - out
    path = np.array([(x, g, eave - 0.12), (x, g, eave - 0.2), (x, y, eave - 0.5 - 0.2 * out), (x, y, 0.06)])
    into["metal"].append(rods(path[:-1], path[1:], 0.04, 8))
    heights = np.arange(0.6, eave - 0.6, 1.6)
    into["metal"].append(boxes([(x - 0.055, x + 0.055, y - 0.045, wall, z, z + 0.04) for z in heights]))


def hip_roof(into: Bag, half: Half, eave: float, pitch: float, reach: float = 0.4) -> float:
    """A roof that slopes on all four sides. Returns the height of its ridge."""
    a, b = half[0] + reach, half[1] + reach
    foot = eave - reach * np.tan(pitch) + THICK / np.cos(pitch)
    r = min(a, b)
    top = foot + r * float(np.tan(pitch))
    corners = [(-a, -b, foot), (a, -b, foot), (a, b, foot), (-a, b, foot)]
    one, two = (
        ((-(a - r), 0.0, top), (a - r, 0.0, top)) if a >= b else ((0.0, -(b - r), top), (0.0, b - r, top))
    )
    sw, se, ne, nw = corners
    loops: list[list[tuple[float, float, float]]]
    if a >= b:
        loops = [[sw, se, two, one], [se, ne, two], [ne, nw, one, two], [nw, sw, one]]
    else:
        loops = [[sw, se, one], [se, ne, two, one], [ne, nw, two], [nw, sw, one, two]]
    into["roof"] += [slab(loop, THICK) for loop in loops]
    ends = [one, two, two, one] if a >= b else [one, one, two, two]
    starts = [*corners, one]
    keep = [
        (p, q) for p, q in zip(starts, [*ends, two], strict=True) if np.linalg.norm(np.subtract(p, q)) > 0.05
    ]
    into["ridge"].append(
        rods(
            [np.add(p, (0, 0, -0.02)) for p, _ in keep], [np.add(q, (0, 0, -0.02)) for _, q in keep], 0.1, 10
        )
    )
    into["trim"].append(
        belt((a, b), [(-0.04, foot - 0.2), (0.004, foot - 0.2), (0.004, foot - 0.02), (-0.04, foot - 0.02)])
    )
    into["trim"].append(
        quads([[(-a, b, foot - 0.19), (a, b, foot - 0.19), (a, -b, foot - 0.19), (-a, -b, foot - 0.19)]])
    )
    loop = np.array(
        [
            (x * 1.0, y * 1.0, foot - 0.1)
            for x, y in (
                (-a - 0.05, -b - 0.05),
                (a + 0.05, -b - 0.05),
                (a + 0.05, b + 0.05),
                (-a - 0.05, b + 0.05),
            )
        ]
    )
    into["metal"].append(rods(loop, np.roll(loop, -1, 0), 0.06, 8))
    return float(top)


def flat_roof(
    into: Bag, half: Half, eave: float, parapet: float, rng: np.random.Generator, stairs: bool = True
) -> float:
    """A flat roof behind a parapet with a coping, and machines on it. Returns the parapet's height."""
    top, t = eave + parapet, 0.26
    into["wall"].append(belt(half, [(0, eave), (0, top)]))
    into["wall"].append(belt(half, [(-t, top), (-t, eave + 0.02)]))
    into["coping"].append(
        belt(
            half,
            [
                (0.0, top - 0.005),
                (0.05, top - 0.02),
                (0.05, top + 0.05),
                (-t - 0.04, top + 0.07),
                (-t - 0.04, top - 0.01),
                (-t, top - 0.005),
            ],
        )
    )
    a, b = half[0] - t, half[1] - t
    z = eave + 0.05
    into["deck"].append(quads([[(-a, -b, z), (a, -b, z), (a, b, z), (-a, b, z)]]))
    _machines(into, (a - 1.2, b - 1.2), z, rng, stairs)
    return top


def _machines(into: Bag, half: Half, z: float, rng: np.random.Generator, stairs: bool) -> None:
    """A stair head, coolers with fans, vents."""
    x, y = half[0] * rng.uniform(-0.5, 0.5), half[1] * rng.uniform(0.0, 0.5)
    w, d, h = min(3.2, half[0] * 0.8), min(4.2, half[1] * 0.8), rng.uniform(2.3, 2.9)
    if stairs:
        into["wall"].append(boxes([(x - w / 2, x + w / 2, y - d / 2, y + d / 2, z, z + h)]))
        into["coping"].append(
            boxes(
                [(x - w / 2 - 0.1, x + w / 2 + 0.1, y - d / 2 - 0.1, y + d / 2 + 0.1, z + h, z + h + 0.12)],
                0.01,
            )
        )
        into["metal"].append(boxes([(x - 0.45, x + 0.45, y - d / 2 - 0.03, y, z + 0.1, z + 2.1)], 0.01))
    side = 1 if x < 0 else -1
    for k in range(int(rng.integers(1, 4))):
        u, v = side * half[0] * rng.uniform(0.45, 0.85), half[1] * (-0.7 + 0.55 * k + rng.uniform(0, 0.1))
        s, t = rng.uniform(0.7, 1.3), rng.uniform(0.6, 1.1)
        into["unit"].append(
            boxes(
                [
                    (u - s, u + s, v - t / 2, v + t / 2, z + 0.12, z + 1.15),
                    (u - s, u - s + 0.1, v - t / 2, v + t / 2, z, z + 0.12),
                    (u + s - 0.1, u + s, v - t / 2, v + t / 2, z, z + 0.12),
                ],
                0.02,
            )
        )
        fan = merge(
            [cylinder(t * 0.36, 0.09, 0.01, 20), moved(cylinder(t * 0.3, 0.02, 0.004, 16), (0, 0, 0.08))]
        )
        into["metal"].append(copies(fan, [(u + o * s * 0.5, v, z + 1.14) for o in (-1, 1)]))
    pipes = [(half[0] * rng.uniform(-0.9, 0.9), half[1] * rng.uniform(-0.9, 0.9), z) for _ in range(4)]
    into["metal"].append(rods(pipes, np.add(pipes, (0, 0, 0.7)), 0.07, 8))


def chimney(
    into: Bag, at: Points, low: float, high: float, size: Half, pots: int, rng: np.random.Generator
) -> None:
    """A stack from z = low to high about (x, y), with a corbelled head and clay pots in a row along its longer side."""
    x, y = np.asarray(at, float)
    a, b = size[0] / 2, size[1] / 2
    into["stack"].append(
        boxes(
            [
                (x - a, x + a, y - b, y + b, low, high - 0.1),
                (x - a - 0.05, x + a + 0.05, y - b - 0.05, y + b + 0.05, high - 0.38, high - 0.2),
            ]
        )
    )
    into["coping"].append(
        boxes([(x - a - 0.07, x + a + 0.07, y - b - 0.07, y + b + 0.07, high - 0.1, high)], 0.02)
    )
    tall = rng.uniform(0.3, 0.6)
    pot = lathe(
        [
            (0.13, 0),
            (0.1, tall * 0.85),
            (0.13, tall * 0.88),
            (0.13, tall),
            (0.085, tall),
            (0.08, tall - 0.15),
            (0, tall - 0.15),
        ],
        12,
    )
    span = np.linspace(-1, 1, pots) if pots > 1 else np.zeros(1)
    row = (
        [(x, y + s * (b - 0.17), high) for s in span]
        if b > a
        else [(x + s * (a - 0.17), y, high) for s in span]
    )
    into["pot"].append(copies(pot, row))


def dormers(
    into: Bag,
    spots: Points,
    slope: float,
    window: Window,
    rng: np.random.Generator,
    kind: str = "gable",
    lit: float = 0.0,
) -> None:
    """Dormers that look to -Y; spots (N, 3): where the middle of each front's foot meets a roof of `slope` radians.

    kind: "gable", "flat" or "curved" for their roofs.
    """
    spots = np.asarray(spots, float).reshape(-1, 3)
    if not len(spots):
        return
    w, h = window.width / 2 + 0.16, window.height + 0.3
    deep = h / np.tan(slope) + 0.5
    one = bag()
    one["dormer"].append(boxes([(-w, w, 0, deep, -0.4, h)], 0.01))
    if kind == "gable":
        rise, o = w * 0.75, 0.18
        for side in (-1, 1):
            foot = (side * (w + o), h - o * 0.75 + 0.08)
            back = deep + rise / np.tan(slope)
            loop = [
                (foot[0], -0.25, foot[1]),
                (0.0, -0.25, h + rise + 0.08),
                (0.0, back, h + rise + 0.08),
                (foot[0], back, foot[1]),
            ]
            one["roof"].append(slab(loop[::-1] if side > 0 else loop, 0.09))
        one["dormer"].append(polygon([(-w, -0.002, h), (w, -0.002, h), (0.0, -0.002, h + rise)]))
        one["trim"] += [
            slab(
                [
                    (s * (w + o), -0.26, h - o * 0.75 - 0.06),
                    (0, -0.26, h + rise - 0.06),
                    (0, -0.26, h + rise + 0.08),
                    (s * (w + o), -0.26, h - o * 0.75 + 0.08),
                ][::-s],
                0.03,
            )
            for s in (-1, 1)
        ]
    elif kind == "curved":
        turn = np.linspace(0.25, np.pi - 0.25, 9)
        r = (w + 0.1) / np.cos(0.25)
        arc = np.stack([r * np.cos(turn), r * np.sin(turn) * 0.8 + h - r * 0.15], 1)
        arc = np.vstack([arc, arc[::-1] * (0.9, 1) - (0, 0.08)])
        front = np.column_stack([arc[:, 0], np.full(len(arc), -0.14), arc[:, 1]])
        back = front + (0, deep + 0.7, 0)
        one["roof"].append(
            quads(np.stack([front, np.roll(front, -1, 0), np.roll(back, -1, 0), back], axis=1))
        )
        one["dormer"].append(
            polygon(np.vstack([front[:9] + (0, 0.05, 0), [(-w, -0.09, h - 0.3), (w, -0.09, h - 0.3)]])[::-1])
        )
    else:
        one["roof"].append(boxes([(-w - 0.16, w + 0.16, -0.22, deep + 0.1, h, h + 0.1)], 0.015))
    for x, y, z in spots:
        pour(into, one, translation(x, y, z))
    for y, z in {(float(y), float(z)) for _, y, z in spots}:
        row = spots[(spots[:, 1] == y) & (spots[:, 2] == z)]
        glass = bag()
        windows(glass, np.stack([row[:, 0], row[:, 2] + 0.14], 1), window, rng, lit)
        pour(into, glass, translation(0, y, 0))


def sawtooth(into: Bag, half: Half, eave: float, teeth: int, rise: float) -> None:
    """A factory's roof: slopes to -X and upright rows of panes to +X."""
    edges = np.linspace(-half[0], half[0], teeth + 1)
    y = half[1]
    for a, b in pairwise(edges):
        into["roof"].append(
            slab(
                [
                    (a, -y - 0.1, eave + 0.12),
                    (b, -y - 0.1, eave + rise + 0.12),
                    (b, y + 0.1, eave + rise + 0.12),
                    (a, y + 0.1, eave + 0.12),
                ],
                0.12,
            )
        )
        into["wall"].append(polygon([(a, -y, eave), (b, -y, eave), (b, -y, eave + rise)]))
        into["wall"].append(polygon([(b, y, eave), (a, y, eave), (b, y, eave + rise)]))
        into["wall"].append(quads([[(b, -y, eave), (b, y, eave), (b, y, eave + 0.4), (b, -y, eave + 0.4)]]))
        into["glass"].append(
            quads([[(b, -y, eave + 0.4), (b, y, eave + 0.4), (b, y, eave + rise), (b, -y, eave + rise)]])
        )
        bars = np.linspace(-y, y, max(round(2 * y / 0.9), 2) + 1)
        rows: list[Row] = [(b - 0.02, b + 0.05, v - 0.025, v + 0.025, eave + 0.4, eave + rise) for v in bars]
        rows += [
            (b - 0.02, b + 0.06, -y, y, z, z + 0.06)
            for z in (eave + 0.38, eave + 0.2 + rise / 2, eave + rise - 0.06)
        ]
        into["frame"].append(boxes(rows))


def crosswise(pieces: Bag) -> Bag:
    """What was built along X, along Y instead."""
    out = bag()
    pour(out, pieces, rotation("z", np.pi / 2))
    return out
