# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Columns: classical ones with base and capital, fluted or smooth; square piers; round ones of concrete and steel."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes import materials_outdoor as outdoor
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    cylinder,
    lathe,
    moved,
    placed,
    rotation,
    sheet,
    translation,
    tube,
    turned,
)
from cavendish.scenes.parts.facade.elements import Bag, bag, boxes, finished, turned_copies
from cavendish.scenes.parts.facade.finish import brickwork
from cavendish.scenes.parts.fittings import loft
from cavendish.scenes.scene import Asset, Float, Material, Mesh

Order = Literal["doric", "ionic", "corinthian", "pier", "modern", "steel"]
ORDERS: tuple[Order, ...] = ("doric", "ionic", "corinthian", "pier", "modern", "steel")


def column(
    height: float, radius: float, body: Material, trim: Material, order: Order = "doric", flutes: int = 20
) -> Asset:
    """A column. radius: of its shaft at the foot, or half a pier's width; flutes: hollows in the shaft, 0: smooth."""
    pieces, r, h = bag(), radius, height
    if order in ("pier", "modern", "steel"):
        _plain(pieces, h, r, order)
    else:
        _classical(pieces, h, r, order, flutes)
    made = finished(pieces, {"body": body, "trim": trim})
    word = {"concrete": "concrete", "brick": "brick", "metal": "steel", "paint": "steel"}.get(
        body.kind, "stone"
    )
    return Asset("column", made, {"kind": order, "material": word})


def _plain(into: Bag, h: float, r: float, order: Order) -> None:
    if order == "pier":
        into["body"].append(boxes([(-r, r, -r, r, 0.12 * h * 0.5, h - 0.1)]))
        into["trim"].append(
            boxes(
                [
                    (-r * 1.2, r * 1.2, -r * 1.2, r * 1.2, 0, 0.05 * h),
                    (-r * 1.1, r * 1.1, -r * 1.1, r * 1.1, 0.05 * h, 0.06 * h + 0.01),
                ],
                0.012,
            )
        )
        steps = [
            (1.08, h - 0.26, h - 0.2),
            (1.12, h - 0.2, h - 0.13),
            (1.24, h - 0.13, h - 0.05),
            (1.3, h - 0.05, h),
        ]
        into["trim"].append(boxes([(-r * s, r * s, -r * s, r * s, a, b) for s, a, b in steps], 0.012))
    elif order == "modern":
        into["body"].append(lathe([(0, 0), (r, 0), (r, h), (0, h)], 48, 0.5))
        for z in np.arange(1.2, h - 0.4, 1.2):  # joints of the formwork
            into["trim"].append(
                moved(
                    lathe(
                        [(r * 0.99, -0.006), (r + 0.003, -0.006), (r + 0.003, 0.006), (r * 0.99, 0.006)],
                        48,
                        0.4,
                    ),
                    (0, 0, float(z)),
                )
            )
        into["trim"].append(lathe([(0, 0), (r * 1.06, 0), (r * 1.06, 0.08), (r, 0.09)], 48, 0.5))
    else:
        into["body"].append(lathe([(0, 0.02), (r, 0.02), (r, h - 0.02), (0, h - 0.02)], 36, 0.5))
        plate = r * 1.8
        into["trim"].append(
            boxes(
                [(-plate, plate, -plate, plate, 0, 0.03), (-plate, plate, -plate, plate, h - 0.03, h)], 0.004
            )
        )
        gusset = boxes([(r * 0.9, r * 1.6, -0.008, 0.008, 0.03, 0.22)], 0.003)
        into["trim"].append(turned_copies(gusset, [rotation("z", k * np.pi / 2) for k in range(4)]))
        bolt = cylinder(0.016, 0.035, 0.003, 6)
        into["trim"] += [
            moved(bolt, (sx * plate * 0.8, sy * plate * 0.8, 0.028)) for sx in (-1, 1) for sy in (-1, 1)
        ]


def _classical(into: Bag, h: float, r: float, order: Order, flutes: int) -> None:
    plinth = 0.32 * r
    base = plinth if order == "doric" else 0.95 * r
    cap = {"doric": 0.75 * r, "ionic": 0.85 * r, "corinthian": 2.1 * r}[order]
    wide = 1.42 * r
    into["trim"].append(boxes([(-wide, wide, -wide, wide, 0, plinth)], 0.015))
    if order != "doric":
        turn = np.linspace(-np.pi / 2, np.pi / 2, 8)
        low = np.stack([1.24 * r + 0.15 * r * np.cos(turn), plinth + 0.15 * r + 0.15 * r * np.sin(turn)], 1)
        high = np.stack([1.1 * r + 0.1 * r * np.cos(turn), plinth + 0.5 * r + 0.1 * r * np.sin(turn)], 1)
        shape = [
            (0, plinth),
            *low,
            (1.08 * r, plinth + 0.32 * r),
            (1.06 * r, plinth + 0.38 * r),
            *high,
            (1.02 * r, base),
            (0, base),
        ]
        into["trim"].append(lathe(shape, 48, 0.6))
    top = 0.84 * r
    shaft = h - base - cap
    levels = np.linspace(0, 1, 15)
    # Entasis: the shaft swells a little before it narrows.
    radii = r - (r - top) * levels**1.7
    if flutes:
        turn = np.arange(flutes * 8) / (flutes * 8) * 2 * np.pi
        hollow = np.abs(np.sin(turn * flutes / 2)) ** 0.7
        rings = []
        for level, radius in zip(levels, radii, strict=True):
            depth = 0.085 * r * (0.15 if level in (0.0, 1.0) else 1.0)
            ring = radius - depth * hollow
            rings.append(
                np.column_stack(
                    [ring * np.cos(turn), ring * np.sin(turn), np.full(len(turn), base + level * shaft)]
                )
            )
        into["body"].append(loft(np.array(rings), crease=0.6, grain=2))
    else:
        into["body"].append(
            lathe([(0, base), *np.stack([radii, base + levels * shaft], 1), (0, base + shaft)], 48, 0.8)
        )
    z = base + shaft
    if order == "doric":
        neck = [
            (0, z),
            (top * 1.0, z),
            (top * 1.06, z + 0.03 * r),
            (top * 1.0, z + 0.06 * r),
            (top * 1.02, z + 0.2 * r),
            (top * 1.2, z + 0.34 * r),
            (top * 1.42, z + 0.42 * r),
            (top * 1.42, z + 0.45 * r),
            (0, z + 0.45 * r),
        ]
        into["trim"].append(lathe(neck, 48, 0.5))
        s = top * 1.52
        into["trim"].append(
            boxes(
                [
                    (-s, s, -s, s, z + 0.45 * r, z + 0.68 * r),
                    (-s * 1.05, s * 1.05, -s * 1.05, s * 1.05, z + 0.68 * r, h),
                ],
                0.01,
            )
        )
    elif order == "ionic":
        into["trim"].append(
            lathe(
                [
                    (0, z),
                    (top, z),
                    (top * 1.1, z + 0.05 * r),
                    (top, z + 0.1 * r),
                    (top * 1.22, z + 0.4 * r),
                    (0, z + 0.4 * r),
                ],
                40,
                0.5,
            )
        )
        for s in (-1, 1):
            for u in (-1, 1):
                scroll = _spiral(0.42 * r, 2.2)[:, ::1] * (u, 1, 1)
                into["trim"].append(
                    placed(
                        tube(scroll, 0.055 * r, 8), translation(u * 1.02 * top, s * top * 0.98, z + 0.3 * r)
                    )
                )
                disc = turned(cylinder(0.4 * r, 1.94 * top, 0.02, 28), "x", np.pi / 2)
            into["trim"].append(
                boxes(
                    [
                        (
                            -1.02 * top,
                            1.02 * top,
                            s * top * 0.98 - 0.04 * r,
                            s * top * 0.98 + 0.04 * r,
                            z + 0.52 * r,
                            z + 0.72 * r,
                        )
                    ],
                    0.01,
                )
            )
        into["trim"] += [moved(disc, (u * 1.02 * top, 0.97 * top, z + 0.3 * r)) for u in (-1, 1)]
        s_ = top * 1.3
        into["trim"].append(boxes([(-s_, s_, -s_, s_, z + 0.7 * r, h)], 0.012))
    else:
        bell = [
            (0, z),
            (top * 0.98, z),
            (top * 1.06, z + 0.05 * r),
            (top * 0.96, z + 0.1 * r),
            (top * 1.0, z + 1.0 * r),
            (top * 1.3, z + 1.8 * r),
            (0, z + 1.8 * r),
        ]
        into["trim"].append(lathe(bell, 40, 0.5))
        for tier, (count, foot, tall, reach) in enumerate(
            ((8, 0.1, 0.75, 0.42), (8, 0.55, 0.85, 0.5), (4, 1.15, 0.75, 0.75))
        ):
            leaf = _acanthus(0.62 * top if count == 8 else 0.34 * top, tall * r, reach * r)
            start = np.pi / 8 * tier if count == 8 else np.pi / 4
            poses = [
                rotation("z", start + k * 2 * np.pi / count)
                @ translation(0, -top * (1.0 if tier < 2 else 1.08), z + foot * r)
                for k in range(count)
            ]
            into["trim"].append(turned_copies(leaf, poses))
        s = top * 1.45
        into["trim"].append(
            boxes(
                [
                    (-s, s, -s, s, z + 1.8 * r, z + 1.98 * r),
                    (-s * 1.06, s * 1.06, -s * 1.06, s * 1.06, z + 1.98 * r, h),
                ],
                0.015,
            )
        )


def _spiral(radius: float, turns: float) -> Float:
    t = np.linspace(0, 1, 40)
    r = radius * (1 - 0.85 * t)
    angle = np.pi / 2 - t * turns * 2 * np.pi
    return np.stack([r * np.cos(angle), 0 * t, r * np.sin(angle)], 1)


def _acanthus(width: float, height: float, reach: float) -> Mesh:
    """A leaf that rises along z and curls out to -Y at its top."""
    v = np.linspace(0, 1, 10)[:, None]
    u = np.linspace(-1, 1, 7)[None, :]
    outline = (
        width
        / 2
        * (0.55 + 0.75 * np.sin(np.pi * np.clip(v * 0.9 + 0.05, 0, 1)))
        * (1 - 0.75 * v**4)
        * (1 + 0.16 * np.sin(v * 22))
    )
    x = u * outline
    curl = np.clip(v - 0.45, 0, 1) / 0.55
    y = -reach * curl**1.6 - 0.03 * height * (1 - u**2) + 0.0 * x
    z = height * (v - 0.28 * curl**3) + 0 * x
    grid = np.stack(np.broadcast_arrays(x, y, z), axis=-1)
    return sheet(grid[:, ::-1], 0.02 * height)


@sampler("column")
def column_rand(rng: np.random.Generator) -> Asset:
    """A column."""
    order = ORDERS[int(rng.choice(6, p=[0.24, 0.16, 0.16, 0.18, 0.16, 0.1]))]
    seed = finishes.seed(rng)
    tone = finishes.jitter(
        [(0.8, 0.77, 0.7), (0.72, 0.66, 0.55), (0.66, 0.65, 0.63)][int(rng.integers(3))], rng, 0.006
    )
    stone = outdoor.stucco(tone, 0.8, 0.25, 0.6, seed)
    marble = materials.stone((0.86, 0.84, 0.8), (0.6, 0.58, 0.55), 0.3, 0.3, seed)
    cast = materials.concrete((0.6, 0.59, 0.57), seed=seed)
    steel = materials.paint((0.16, 0.17, 0.18), 0.4, seed=seed)
    if order in ("doric", "ionic", "corinthian"):
        body = marble if rng.random() < 0.3 else stone
        trim = body
        radius = rng.uniform(0.18, 0.42)
        height = (
            radius
            * 2
            * rng.uniform(*{"doric": (6.0, 7.5), "ionic": (8.0, 9.0), "corinthian": (8.5, 10.0)}[order])
        )
        height = min(max(height, 2.4), 8.5)
    elif order == "pier":
        body, trim = (brickwork(rng).material, stone) if rng.random() < 0.5 else (stone, stone)
        radius, height = rng.uniform(0.2, 0.4), rng.uniform(2.4, 4.5)
    elif order == "modern":
        body, trim = cast, cast
        radius, height = rng.uniform(0.18, 0.45), rng.uniform(2.8, 6.0)
    else:
        body, trim = steel, steel
        radius, height = rng.uniform(0.08, 0.16), rng.uniform(2.6, 5.0)
    return column(height, radius, body, trim, order, int(rng.choice([0, 20, 24], p=[0.35, 0.4, 0.25])))
