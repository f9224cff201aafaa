# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Case goods.

The carcass with drawers, doors and open compartments that many kinds of furniture share. Metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cavendish.scenes import finishes
from cavendish.scenes.geometry import box, moved
from cavendish.scenes.parts.fittings import FRONTS, drawer_box, front, leg, pull
from cavendish.scenes.scene import Material, Mesh, Support

Column = tuple[float, Sequence[tuple[str, float]]]
"""A column.

Its share of the width, and from the top down its cells: (drawer, door or open; share of the height).
"""


class Case(NamedTuple):
    """The meshes of a case by what they are made of, and where things may stand on and in it."""

    body: list[Mesh]
    fronts: list[Mesh]
    handles: list[Mesh]
    legs: list[Mesh]
    supports: tuple[Support, ...]


class Look(NamedTuple):
    """The finishes and the taste of a case: its materials, its fronts, its handles, what it stands on."""

    body: Material
    fronts: Material
    handles: Material
    legs: Material
    front: str
    pull: str
    base: str


def look_rand(rng: np.random.Generator) -> Look:
    """A look of case goods."""
    body = finishes.case(rng)
    fronts = body if rng.random() < 0.7 else finishes.case(rng)
    style = str(rng.choice(FRONTS, p=[0.62, 0.23, 0.15]))
    handle = str(rng.choice(["bar", "bow", "knob", "lip", "none"], p=[0.25, 0.2, 0.3, 0.1, 0.15]))
    base = str(rng.choice(["plinth", "legs", "blocks", "splayed"], p=[0.35, 0.2, 0.2, 0.25]))
    metal = finishes.frame_metal(rng)
    legs = body if base in ("plinth", "blocks") or rng.random() < 0.4 else finishes.wood(rng)
    if base == "legs" and rng.random() < 0.5:
        legs = metal
    if handle == "knob" and rng.random() < 0.5:
        metal = finishes.wood(rng) if rng.random() < 0.6 else body
    return Look(body, fronts, metal, legs, style, handle, base)


def case(
    width: float,
    depth: float,
    height: float,
    columns: Sequence[Column],
    base: str = "plinth",
    lift: float = 0.06,
    front_style: str = "flat",
    pull_style: str = "bar",
    board: float = 0.018,
    overhang: float = 0.0,
    ajar: tuple[int, int, float] | None = None,
    top: bool = True,
) -> Case:
    """A case that stands on z = 0, its fronts at y = -depth/2, its back at +depth/2.

    columns: from left to right. base: "plinth", "legs", "blocks", "splayed" or "none", `lift` high. board:
    thickness of the boards; overhang: of the top at front and sides; ajar: (column, cell, how far) of a
    drawer that stands open. top: whether things may stand on it.
    """
    skin = 0.018
    w, h = width - 2 * overhang, height
    face = -depth / 2 + overhang + skin  # the carcass's front plane
    back, deep = depth / 2, depth / 2 - face
    mid = (face + back) / 2
    low, high = lift, h - board
    body = [box((width, depth - 0.001, board), (0, 0.0005, h - board / 2), bevel=0.003)]
    body += [
        box((board, deep, high - low), (s * (w - board) / 2, mid, (low + high) / 2), bevel=0.002)
        for s in (-1, 1)
    ]
    body.append(
        box((w - 2 * board + 0.004, deep - 0.002, board), (0, mid + 0.001, low + board / 2), 0.001, 1)
    )
    body.append(
        box((w - 2 * board + 0.004, 0.006, high - low - 0.002), (0, back - 0.008, (low + high) / 2), 0.001, 1)
    )
    fronts: list[Mesh] = []
    handles: list[Mesh] = []
    supports = (
        [Support((-width / 2 + 0.02, width / 2 - 0.02), (-depth / 2 + 0.02, depth / 2 - 0.02), h)]
        if top
        else []
    )
    gap = 0.003
    total = sum(share for share, _ in columns)
    x0 = -w / 2
    for i, (share, cells) in enumerate(columns):
        x1 = x0 + w * share / total
        wall = board / 2
        inner0, inner1 = (
            (x0 + board if i == 0 else x0 + wall),
            (x1 - board if i == len(columns) - 1 else x1 - wall),
        )
        if i:
            body.append(
                box(
                    (board, deep - 0.004, high - low - board + 0.004),
                    (x0, mid + 0.002, (low + board + high) / 2),
                    0.001,
                    1,
                )
            )
        z1 = h - board - gap if overhang > 0 else h - board
        bottom = low
        room = z1 - bottom
        cell_total = sum(part for _, part in cells)
        for j, (kind, part) in enumerate(cells):
            z0 = z1 - room * part / cell_total
            if j:
                body.append(
                    box(
                        (inner1 - inner0 + 0.004, deep - 0.006, board),
                        ((inner0 + inner1) / 2, mid + 0.003, z1),
                        0.001,
                        1,
                    )
                )
            ceiling = z1 - (board / 2 if j else 0.0)
            if kind == "open":
                floor = low + board if j == len(cells) - 1 else z0 + board / 2
                supports.append(
                    Support(
                        (inner0 + 0.02, inner1 - 0.02), (face + 0.02, back - 0.03), floor, ceiling - floor
                    )
                )
            else:
                out = ajar[2] if ajar is not None and ajar[:2] == (i, j) and kind == "drawer" else 0.0
                size, leaves = (x1 - x0, z1 - z0), 2 if kind == "doors" else 1
                for leaf in range(leaves):
                    fw = size[0] / leaves - gap
                    fh = size[1] - gap
                    at = np.array([x0 + (leaf + 0.5) * size[0] / leaves, face + 0.001 - out, (z0 + z1) / 2])
                    fronts.append(moved(front(front_style, fw, fh, skin), at))
                    handles += _handles(kind, leaf, i, len(columns), fw, fh, pull_style, at - (0, skin, 0))
                if out > 0:
                    tray = drawer_box(inner1 - inner0 - 0.024, deep - 0.06, (z1 - z0) * 0.7)
                    middle = (inner0 + inner1) / 2
                    body += [
                        moved(piece, (middle, face - out - 0.004, z0 + (z1 - z0) * 0.12)) for piece in tray
                    ]
            z1 = z0
        x0 = x1
    return Case(body, fronts, handles, _stand(base, w, face, back, low), tuple(supports))


def _handles(
    kind: str, leaf: int, column: int, columns: int, width: float, height: float, style: str, at: np.ndarray
) -> list[Mesh]:
    if kind == "drawer":
        if style == "lip":
            return [
                moved(piece, at + np.array([0, 0, height / 2 + 0.001]))
                for piece in pull(style, min(0.16, width * 0.5))
            ]
        wide = width > 0.75 and style != "none"
        spots = (-width * 0.28, width * 0.28) if wide else (0.0,)
        length = min(0.16, width * 0.45)
        lift = height * 0.5 - 0.06 if height > 0.24 else 0.0
        return [moved(piece, at + np.array([x, 0, lift])) for x in spots for piece in pull(style, length)]
    side = (1 if leaf == 0 else -1) if kind == "doors" else (1 if column < (columns + 1) // 2 else -1)
    style = "knob" if style == "lip" else style
    tall = height > 1.2
    z = 0.0 if tall else height / 2 - min(0.14, height * 0.3)
    length = min(0.32 if tall else 0.13, height * 0.4)
    return [
        moved(piece, at + np.array([side * (width / 2 - 0.035), 0, z]))
        for piece in pull(style, length, upright=True)
    ]


def _stand(base: str, width: float, face: float, back: float, lift: float) -> list[Mesh]:
    mid, deep = (face + back) / 2, back - face
    top = lift + 0.004
    if base == "none" or lift <= 0:
        return []
    if base == "plinth":
        inset = 0.03
        rails = [
            box((width - 0.02, 0.016, top), (0, y, top / 2), 0.001, 1) for y in (face + inset, back - 0.02)
        ]
        return rails + [
            box((0.016, deep - 0.054, top), (s * (width / 2 - 0.02), mid + 0.005, top / 2), 0.001, 1)
            for s in (-1, 1)
        ]
    out = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            x = sx * (width / 2 - 0.045)
            y = mid + sy * (deep / 2 - 0.045)
            if base == "blocks":
                out.append(box((0.06, 0.06, top), (x, y, top / 2), bevel=0.004))
            elif base == "legs":
                out.append(moved(leg(top, 0.034, 0.026, round_=False), (x, y, 0)))
            else:
                tilt = min(0.03, lift * 0.22)
                out.append(moved(leg(top, 0.042, 0.024, (sx * tilt, sy * tilt)), (x, y, 0)))
    if width > 1.3:
        out.append(box((0.04, 0.04, top), (0, mid, top / 2), 0.003, 1))
    return out
