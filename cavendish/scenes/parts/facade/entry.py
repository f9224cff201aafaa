# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Ways into a building: doors with steps, shop fronts with signs and awnings, roller doors, glazed entrances. Metres."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes.geometry import lathe, merge, moved, turned
from cavendish.scenes.parts.facade.elements import Bag, Row, bar, boxes, polygon, quads, rods, slab
from cavendish.scenes.parts.facade.letters import WORDS, letters

Surround = Literal["none", "pilasters", "hood", "porch", "canopy"]


def reveal(into: Bag, hole: tuple[float, float, float, float], deep: float) -> None:
    """The sides of a hole x0, x1, z0, z1 in a wall, `deep` metres."""
    a, b, c, d = hole
    into["reveal"].append(
        quads(
            [
                [(a, 0, c), (a, deep, c), (a, deep, d), (a, 0, d)],
                [(b, deep, c), (b, 0, c), (b, 0, d), (b, deep, d)],
                [(a, deep, d), (b, deep, d), (b, 0, d), (a, 0, d)],
                [(a, 0, c), (b, 0, c), (b, deep, c), (a, deep, c)],
            ]
        )
    )


def door(
    into: Bag,
    x: float,
    sill: float,
    width: float,
    height: float,
    rng: np.random.Generator,
    surround: Surround = "none",
    fanlight: bool = True,
    lit: float = 0.0,
) -> None:
    """A panelled front door in a hole `width` x `height` whose foot's middle is at (x, sill), with steps to the ground.

    fanlight: a pane over the leaf.
    """
    deep, f = 0.18, 0.06
    a, b = x - width / 2, x + width / 2
    top = sill + height
    reveal(into, (a, b, sill, top), deep + 0.05)
    head = top - (0.42 if fanlight and height > 2.35 else 0.0)
    frame: list[Row] = [
        (a, a + f, deep - 0.02, deep + 0.08, sill, top),
        (b - f, b, deep - 0.02, deep + 0.08, sill, top),
        (a + f, b - f, deep - 0.02, deep + 0.08, top - f, top),
    ]
    if head < top:
        frame.append((a + f, b - f, deep - 0.02, deep + 0.08, head - f, head + 0.01))
        y, low, high = deep + 0.03, head, top - f
        pane = quads([[(a + f, y, low), (b - f, y, low), (b - f, y, high), (a + f, y, high)]])
        into["lit" if rng.random() < lit else "glass"].append(pane)
    into["frame"].append(boxes(frame, 0.006))
    leaves = 2 if width > 1.45 else 1
    span = (b - a - 2 * f) / leaves
    panels = int(rng.integers(2, 4))
    glazed = rng.random() < 0.35
    leaf: list[Row] = []
    for k in range(leaves):
        p, q = a + f + span * k + 0.004, a + f + span * (k + 1) - 0.004
        leaf.append((p, q, deep + 0.02, deep + 0.065, sill + 0.012, head - 0.01))
        room = (head - sill - 0.16) / panels
        for j in range(panels):
            low = sill + 0.1 + j * room + 0.05
            high = low + room - 0.1
            if glazed and j == panels - 1:
                y = deep + 0.014
                light = [(p + 0.13, y, low), (q - 0.13, y, low), (q - 0.13, y, high), (p + 0.13, y, high)]
                into["lit" if rng.random() < lit else "glass"].append(quads([light]))
                continue
            columns = (
                ((p + 0.1, (p + q) / 2 - 0.05), ((p + q) / 2 + 0.05, q - 0.1))
                if leaves == 1
                else ((p + 0.1, q - 0.1),)
            )
            leaf += [(u, v, deep + 0.004, deep + 0.03, low, high) for u, v in columns]
        knob = turned(
            lathe([(0.012, 0), (0.012, 0.03), (0.032, 0.045), (0.032, 0.06), (0, 0.07)], 12), "x", np.pi / 2
        )
        at = p + 0.06 if leaves == 2 and k == 1 else q - 0.06
        into["metal"].append(moved(knob, (at, deep + 0.02, sill + 1.0)))
    into["door"].append(boxes(leaf, 0.012))
    if leaves == 1:
        into["metal"].append(
            boxes([(x - 0.13, x + 0.13, deep - 0.004, deep + 0.02, sill + 1.02, sill + 1.07)], 0.003)
        )
    _surround(into, x, sill, width, top, surround)
    steps(into, x, sill, width + (0.9 if surround == "porch" else 0.4), rails=sill > 0.55)


def _surround(into: Bag, x: float, sill: float, width: float, top: float, surround: Surround) -> None:
    a, b = x - width / 2, x + width / 2
    if surround in ("pilasters", "hood"):
        rows: list[Row] = []
        for u, v in ((a - 0.24, a), (b, b + 0.24)):
            rows += [(u, v, -0.07, 0.02, sill, top), (u - 0.03, v + 0.03, -0.1, 0.02, sill, sill + 0.25)]
            rows.append((u - 0.03, v + 0.03, -0.1, 0.02, top - 0.1, top))
        rows += [(a - 0.26, b + 0.26, -0.09, 0.02, top, top + 0.24)]
        reach = 0.55 if surround == "hood" else 0.2
        rows += [(a - 0.36, b + 0.36, -reach, 0.02, top + 0.24, top + 0.34)]
        if surround == "hood":
            rows += [(u - 0.06, u + 0.06, -0.36, 0.0, top - 0.16, top + 0.24) for u in (a - 0.12, b + 0.12)]
        into["trim"].append(boxes(rows, 0.015))
    elif surround == "canopy":
        into["trim"].append(boxes([(a - 0.45, b + 0.45, -1.0, 0.02, top + 0.12, top + 0.24)], 0.01))
        into["metal"].append(
            rods(
                [(u, -0.9, top + 0.2) for u in (a - 0.3, b + 0.3)],
                [(u, 0.0, top + 0.95) for u in (a - 0.3, b + 0.3)],
                0.012,
            )
        )
    elif surround == "porch":
        reach, c, d = 1.25, a - 0.5, b + 0.5
        post = [
            (u - 0.06, u + 0.06, -reach + 0.1, -reach + 0.22, sill, top + 0.1) for u in (c + 0.12, d - 0.12)
        ]
        beam: list[Row] = [(c, d, -reach, 0.0, top + 0.1, top + 0.24)]
        into["trim"].append(boxes([*post, *beam], 0.01))
        eave, ridge = top + 0.22, top + 0.22 + (d - c) * 0.3
        for side in (-1, 1):
            foot = x + side * (d - c) / 2 * 1.12
            loop = [
                (foot, 0.0, eave - 0.06),
                (foot, -reach - 0.15, eave - 0.06),
                (x, -reach - 0.15, ridge),
                (x, 0.0, ridge),
            ]
            into["roof"].append(slab(loop[::-side], 0.07))
        into["wall"].append(
            polygon([(c, -reach + 0.02, eave), (d, -reach + 0.02, eave), (x, -reach + 0.02, ridge - 0.06)])
        )


def steps(into: Bag, x: float, rise: float, width: float, rails: bool = False) -> None:
    """Steps of stone from the ground to a sill `rise` high; rails: with a handrail on both sides."""
    count = max(round(rise / 0.165), 0 if rise < 0.05 else 1)
    if not count:
        return
    tread, up = 0.29, rise / count
    landing = 0.45 if rails else 0.3
    rows = [
        (x - width / 2 - 0.0, x + width / 2, -landing - tread * (count - 1 - k), 0.0, up * k, up * (k + 1))
        for k in range(count)
    ]
    into["base"].append(boxes(rows, 0.012))
    if rails:
        out = landing + tread * (count - 1)
        for side in (-1, 1):
            u = x + side * (width / 2 - 0.07)
            line = [(u, -0.02, rise + 0.95), (u, -landing + 0.04, rise + 0.95), (u, -out + 0.14, up + 0.95)]
            posts = [
                (u, p[1] - 0.02 * (k == 0), 0.95 * 0 + (rise if k < 2 else up)) for k, p in enumerate(line)
            ]
            into["rail"].append(rods(line[:-1], line[1:], 0.022, 8))
            into["rail"].append(rods(posts[1:], line[1:], 0.016, 8))


def shop(
    into: Bag,
    hole: tuple[float, float, float, float],
    rng: np.random.Generator,
    awning: bool = False,
    sign: float = 0.6,
    lit: float = 0.0,
    tone: str = "",
) -> None:
    """A shop front in a hole x0, x1, z0, z1 of a wall: a low panel, panes, a door set back, a sign `sign` high above it.

    tone: what its slots' names end in, so that neighbours differ.
    """
    a, b, c, d = hole
    deep, f = 0.16, 0.06
    reveal(into, hole, deep + 0.25)
    low, rail = c + rng.uniform(0.3, 0.65), min(c + 2.35, d - 0.35)
    wide = 1.1
    x = rng.choice([a + 0.3 + wide / 2, (a + b) / 2, b - 0.3 - wide / 2])
    left, right = x - wide / 2, x + wide / 2
    rows: list[Row] = [
        (a, b, deep - 0.02, deep + 0.08, d - f, d),
        (a, b, deep - 0.02, deep + 0.08, rail - 0.03, rail + 0.03),
    ]
    panel: list[Row] = []
    panes = []
    for p, q in ((a, left), (right, b)):
        if q - p < 0.35:
            panel.append((p, q, deep - 0.04, deep + 0.08, c, d))
            continue
        count = max(round((q - p) / 1.7), 1)
        edges = np.linspace(p, q, count + 1)
        rows += [(e - f / 2, e + f / 2, deep - 0.02, deep + 0.08, low, d) for e in edges[1:-1]]
        rows += [(p, p + f, deep - 0.02, deep + 0.08, low, d), (q - f, q, deep - 0.02, deep + 0.08, low, d)]
        panel.append((p, q, deep - 0.03, deep + 0.06, c, low))
        rows.append((p, q, deep - 0.07, deep + 0.08, low, low + 0.06))
        for u, v in zip(edges[:-1], edges[1:], strict=True):
            panel.append((u + 0.12, v - 0.12, deep - 0.045, deep, c + 0.1, low - 0.08))
            panes.append((u, v, low, d))
    rows += [(left, left + f, deep + 0.0, deep + 0.1, c, d), (right - f, right, deep, deep + 0.1, c, d)]
    rows += [
        (left + f, left + f + 0.09, deep + 0.05, deep + 0.1, c, rail),
        (right - f - 0.09, right - f, deep + 0.05, deep + 0.1, c, rail),
    ]
    rows += [
        (left + f, right - f, deep + 0.05, deep + 0.1, c + 0.02, c + 0.24),
        (left + f, right - f, deep + 0.05, deep + 0.1, rail - 0.1, rail),
    ]
    panes.append((left, right, c, d))
    slot = (
        "lit" if rng.random() < 2 * lit else "glass"
    )  # a shop is lit for its passers-by, all of it or nothing
    for u, v, p, q in panes:
        y = deep + 0.075 + rng.uniform(-0.003, 0.003, 2)
        pane = quads([[(u, y[0], p), (v, y[1], p), (v, y[1], q), (u, y[0], q)]])
        into[slot].append(pane)
    into["shop" + tone].append(boxes([*rows, *panel], 0.008))
    into["metal"].append(
        rods([(right - 0.24, deep + 0.0, c + 0.8)], [(right - 0.24, deep, c + 1.3)], 0.016, 8)
    )
    e = 0.18
    sides: list[Row] = []
    for u in (a - e, b):
        sides += [
            (u, u + e, -0.08, 0.02, 0, d),
            (u - 0.02, u + e + 0.02, -0.12, 0.02, 0, 0.35),
            (u - 0.03, u + e + 0.03, -0.22, 0.02, d - 0.1, d + sign),
        ]
    sides.append((a - e, b + e, -0.12, 0.02, d, d + sign))
    into["shop" + tone].append(boxes(sides, 0.012))
    into["shop" + tone].append(
        bar(
            [
                (0.0, d + sign),
                (0.16, d + sign),
                (0.26, d + sign + 0.07),
                (0.26, d + sign + 0.12),
                (0.0, d + sign + 0.14),
            ],
            a - e - 0.06,
            b + e + 0.06,
        )
    )
    word = str(rng.choice(WORDS))
    tall = min(0.55 * sign, (b - a) / max(len(word), 1) * 1.0)
    into["letter" + tone].append(moved(letters(word, tall), ((a + b) / 2, -0.12, d + sign / 2)))
    if awning:
        _awning(into, a - 0.05, b + 0.05, d - 0.04, rng.uniform(0.9, 1.5))


def _awning(into: Bag, a: float, b: float, z: float, reach: float) -> None:
    """A sloping blind of cloth with a valance."""
    low, y = z - 0.42 * reach, -0.15 - reach
    cloth = [
        slab([(a, y, low), (b, y, low), (b, -0.1, z), (a, -0.1, z)], 0.012),
        slab(
            [
                (a, y - 0.001, low - 0.22),
                (b, y - 0.001, low - 0.22),
                (b, y - 0.001, low + 0.004),
                (a, y - 0.001, low + 0.004),
            ],
            0.008,
        ),
    ]
    into["awning"].append(merge(cloth))
    arms = (
        [(u, -0.06, z - 0.5 * reach) for u in (a + 0.08, b - 0.08)],
        [(u, y + 0.03, low - 0.02) for u in (a + 0.08, b - 0.08)],
    )
    into["metal"].append(rods(*arms, 0.014))
    into["metal"].append(rods([(a, y + 0.02, low - 0.012)], [(b, y + 0.02, low - 0.012)], 0.016, 8))


def roller(
    into: Bag, hole: tuple[float, float, float, float], deep: float = 0.2, raised: float = 0.0
) -> None:
    """A roller door of slats in a hole x0, x1, z0, z1; raised: how far it stands open, 0..1, on a dark inside."""
    a, b, c, d = hole
    reveal(into, hole, deep + 0.1)
    low = c + raised * (d - c)
    count = max(round((d - low) / 0.11), 2)
    edge = np.linspace(low, d, count + 1)
    into["shop"].append(
        boxes(
            [(a, b, deep, deep + 0.03, p, q - 0.014) for p, q in zip(edge[:-1], edge[1:], strict=True)], 0.012
        )
    )
    into["shop"].append(boxes([(a, b, deep + 0.012, deep + 0.02, low, d)]))
    into["metal"].append(
        boxes(
            [
                (a, a + 0.09, deep - 0.06, deep + 0.06, c, d),
                (b - 0.09, b, deep - 0.06, deep + 0.06, c, d),
                (a, b, deep - 0.03, deep + 0.05, low - 0.01, low + 0.07),
            ],
            0.006,
        )
    )
    if raised > 0.02:
        y = deep + 0.09
        into["dark"].append(quads([[(a, y, c), (b, y, c), (b, y, low), (a, y, low)]]))
