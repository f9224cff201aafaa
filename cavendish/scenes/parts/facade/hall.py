# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Offices of glass and concrete, and halls: warehouses, workshops. Metres."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from cavendish.scenes.geometry import moved
from cavendish.scenes.parts.facade.elements import Bag, Row, bag, boxes, pour, quads, rods, runs, wall
from cavendish.scenes.parts.facade.entry import door, roller
from cavendish.scenes.parts.facade.letters import letters
from cavendish.scenes.parts.facade.masonry import side_pose
from cavendish.scenes.parts.facade.plan import Plan
from cavendish.scenes.parts.facade.roof import downpipe, flat_roof, gable, ridge_roof, sawtooth
from cavendish.scenes.parts.facade.window import Window, holes, lighted, windows
from cavendish.scenes.scene import Float

Rng = np.random.Generator
FIRMS = ("BANK", "HOTEL", "CENTRAL", "AXIS", "NOVA", "COURT", "LIBRARY", "ATLAS", "FORUM", "ORION")
WORKS = (
    "STORAGE",
    "LOGISTICS",
    "MOTORS",
    "TIMBER",
    "FREIGHT",
    "STEEL",
    "PLUMBING",
    "MILL",
    "BREWERY",
    "DEPOT",
)


def office(plan: Plan, rng: Rng, lit: float) -> Bag:
    """An office with a flat roof, about the origin."""
    half = (plan.width / 2, plan.depth / 2)
    made = bag()
    shades = float(rng.uniform(0.25, 0.7)) if rng.random() < 0.5 else 0.0
    for k in range(4):
        side = bag()
        width = plan.width if k % 2 == 0 else plan.depth
        _face(side, plan, width, rng, lit, shades)
        if k == 0:
            _entrance(side, plan, rng)
        pour(made, side, side_pose(k, half))
    t, top = 0.2, float(plan.levels[-1])
    corners: list[Row] = [
        (x - t, x + t, y - t, y + t, 0.0, top)
        for x in (-half[0] + 0.12, half[0] - 0.12)
        for y in (-half[1] + 0.12, half[1] - 0.12)
    ]
    made["wall" if plan.style == "grid" else "mullion"].append(boxes(corners, 0.01))
    flat_roof(made, half, top, plan.parapet, rng)
    return made


def _face(into: Bag, plan: Plan, width: float, rng: Rng, lit: float, shades: float) -> None:
    z, half = plan.levels, width / 2
    count = max(round(width / plan.axis), 2)
    x = np.linspace(-half, half, count + 1)
    spandrel: list[Row] = []
    slabs: list[Row] = []
    mullions: list[Row] = []
    cells: list[tuple[float, float, float, float]] = []
    back = {"curtain": 0.05, "ribbon": 0.16, "grid": 0.3}[plan.style]
    for k, (low, high) in enumerate(pairwise(z)):
        foot = 0.1 if k == 0 else low + (plan.sill if plan.style != "grid" else 0.25)
        head = high - {"curtain": 0.35, "ribbon": 0.55, "grid": 0.45}[plan.style]
        if k > 0:
            spandrel.append((-half, half, back - 0.01, back + 0.1, low - 0.36, foot))
        cells += [(a, b, foot, head if plan.style != "curtain" else high - 0.35) for a, b in pairwise(x)]
        if plan.style == "curtain":
            mullions += [(-half, half, -0.02, back + 0.06, v - 0.03, v + 0.03) for v in (foot, head)]
            if k == 0:
                mullions.append((-half, half, -0.01, back + 0.06, 2.5, 2.55))
        elif plan.style == "ribbon":
            slabs.append(
                (
                    -half,
                    half,
                    -0.02,
                    back + 0.1,
                    head,
                    min(high + plan.sill, z[-1]) if k < len(z) - 2 else high,
                )
            )
            mullions += [
                (-half, half, back - 0.05, back + 0.06, v - 0.03, v + 0.03)
                for v in (foot + 0.03, head - 0.03)
            ]
        else:
            slabs.append((-half, half, -0.0, back + 0.1, head, high + (0.25 if k < len(z) - 2 else 0.0)))
            mullions += [
                (-half, half, back - 0.05, back + 0.06, v - 0.035, v + 0.035)
                for v in (foot + 0.03, head - 0.03)
            ]
    if plan.style == "curtain":
        mullions += [(u - 0.03, u + 0.03, -0.06, back + 0.06, 0.0, z[-1]) for u in x]
        spandrel.append((-half, half, back - 0.01, back + 0.1, z[-1] - 0.36, z[-1]))
        into["spandrel"].append(boxes(spandrel))
    elif plan.style == "ribbon":
        mullions += [(u - 0.025, u + 0.025, back - 0.05, back + 0.06, 0.1, z[-1] - 0.3) for u in x]
    else:
        slabs += [(u - 0.24, u + 0.24, -0.07, back + 0.12, 0.0, z[-1]) for u in x]
        middle = (x[:-1] + x[1:]) / 2
        mullions += [(u - 0.025, u + 0.025, back - 0.04, back + 0.06, 0.1, z[-1] - 0.3) for u in middle]
    into["mullion"].append(boxes(mullions))
    if slabs:
        into["wall"].append(boxes(slabs, 0.02))
    into["base"].append(boxes([(-half, half, -0.03, back + 0.1, 0.0, 0.13)], 0.01))
    _panes(into, np.array(cells), back + 0.02, rng, lit, shades)


def _panes(into: Bag, cells: Float, y: float, rng: Rng, lit: float, shades: float) -> None:
    """Panes in cells (N, 4), each tilted a hair; in whole rows of rooms the light is on, or the blinds are down."""
    a, b, c, d = cells.T
    n = len(a)
    room = np.floor(np.arange(n) / 3).astype(int)
    shining = rng.random(room[-1] + 1)[room] < lit
    off = y + rng.uniform(-0.005, 0.005, (n, 4))
    panes = np.stack(
        [
            np.stack(p, 1)
            for p in (
                (a, off[:, 0], c),
                (b, off[:, 1], c),
                (b, off[:, 2], d),
                (a, off[:, 0] + off[:, 2] - off[:, 1], d),
            )
        ],
        axis=1,
    )
    for slot, chosen in lighted(shining):
        into[slot].append(quads(panes[chosen]))
    down = rng.random(room[-1] + 1)[room] < shades * 0.5
    low = d - (d - c) * rng.choice([0.3, 0.55, 0.98], n)
    y_ = np.full(n, y - 0.009)
    covers = np.stack([np.stack(p, 1) for p in ((a, y_, low), (b, y_, low), (b, y_, d), (a, y_, d))], axis=1)
    for slot, chosen in (("blind", down & ~shining), ("lit blind", down & shining)):
        if chosen.any():
            into[slot].append(quads(covers[chosen]))


def _entrance(into: Bag, plan: Plan, rng: Rng) -> None:
    """Glazed doors under a canopy with the house's name."""
    high = min(2.6, plan.floors[0] - 0.6)
    x = float(rng.uniform(-0.25, 0.25)) * plan.width
    rows: list[Row] = []
    for k in range(3):
        u = x + (k - 1.5) * 1.05
        rows += [(u, u + 0.08, -0.12, 0.2, 0.0, high), (u + 0.97, u + 1.05, -0.12, 0.2, 0.0, high)]
        rows += [(u, u + 1.05, -0.12, 0.2, high - 0.1, high), (u, u + 1.05, -0.11, 0.2, 0.0, 0.14)]
        into["metal"].append(rods([(u + 0.86, -0.17, 0.9)], [(u + 0.86, -0.17, 1.6)], 0.018, 8))
        pane = [(u, -0.08, 0.0), (u + 1.05, -0.08, 0.0), (u + 1.05, -0.08, high), (u, -0.08, high)]
        into["glass"].append(quads([pane]))
    into["mullion"].append(boxes(rows, 0.006))
    into["mullion"].append(boxes([(x - 2.3, x + 2.3, -1.7, 0.0, high + 0.05, high + 0.28)], 0.015))
    word = str(rng.choice(FIRMS))
    into["letter"].append(moved(letters(word, 0.42, 0.05), (x, -1.62, high + 0.54)))
    into["metal"].append(
        boxes([(x - 0.21 * len(word), x + 0.21 * len(word), -1.64, -1.6, high + 0.27, high + 0.33)])
    )


def hall(plan: Plan, rng: Rng, lit: float) -> Bag:
    """A warehouse or workshop: large doors, high windows, a wide roof."""
    half, eave = (plan.width / 2, plan.depth / 2), float(plan.levels[-1])
    made = bag()
    sheet = plan.skin == "boards"  # clad in sheets over a low wall of masonry
    for k in range(4):
        side = bag()
        width = plan.width if k % 2 == 0 else plan.depth
        cut: list[tuple[float, float, float, float]] = []
        bays = max(round(width / plan.axis), 1)
        x = (np.arange(bays) - (bays - 1) / 2) * width / bays
        gates = rng.random(bays) < (0.6 if k == 0 else 0.2 if k == 2 else 0.0)
        if k == 0 and bays > 1:
            gates[0], gates[-1] = True, rng.random() < 0.5
        for u, gate in zip(x, gates, strict=True):
            if gate:
                w, h = min(3.6, width / bays - 1.2), min(4.2, eave - 1.3)
                hole = (u - w / 2, u + w / 2, 0.03, h)
                roller(side, hole, 0.2, float(rng.choice([0.0, 0.0, 0.0, 0.5])))
                cut.append(hole)
                post = [(u + s * (w / 2 + 0.3), -0.35, 0.0) for s in (-1, 1)]
                side["guard"].append(rods(post, np.add(post, (0, 0, 1.0)), 0.07, 10))
        if k == 0 and bays > 1 and not gates.all():
            u = float(x[np.nonzero(~gates)[0][0]])
            door(side, u, 0.05, 1.0, 2.15, rng, "canopy", False, lit)
            cut.append((u - 0.5, u + 0.5, 0.05, 2.2))
        signed = sheet and plan.roof == "flat"
        high = eave - (1.45 if signed else 0.55) - plan.window.height
        free = np.array([u for u, gate in zip(x, gates, strict=True) if high > (4.4 if gate else 2.5)])
        spots = np.stack([free, np.full(len(free), high)], axis=1) if len(free) else np.zeros((0, 2))
        wide = min(plan.window.width, width / bays - 0.9)
        window = Window(
            wide,
            plan.window.height,
            "plain",
            (max(round(wide / 0.8), 1), plan.window.bars[1]),
            0.1,
            plan.window.head,
        )
        if k != 2:
            windows(side, spots, window, rng, lit)
            cut += [tuple(h) for h in holes(window, spots)]
        w = width / 2
        if sheet:
            side["base"].append(wall(-w, w, 0.0, plan.plinth, cut))
            side["base"].append(
                boxes(
                    [
                        (a, b, -0.06, 0.0, plan.plinth - 0.05, plan.plinth)
                        for a, b, _, _ in runs(-w, w, [(plan.plinth - 0.05, plan.plinth)], cut)
                    ]
                )
            )
            side["wall"].append(wall(-w, w, plan.plinth, eave, cut, -0.03))
            trims = [(h[0] - 0.09, h[0], -0.06, 0.06, h[2], h[3] + 0.09) for h in cut] + [
                (h[1], h[1] + 0.09, -0.06, 0.06, h[2], h[3] + 0.09) for h in cut
            ]
            trims += [(h[0], h[1], -0.06, 0.06, h[3], h[3] + 0.09) for h in cut]
            if k % 2 == 0:  # these cover the corners of the sides too
                trims += [(s * w - s * 0.14, s * (w + 0.07), -0.07, 0.14, plan.plinth, eave) for s in (-1, 1)]
            side["trim"].append(boxes(trims))
        else:
            side["wall"].append(wall(-w, w, 0.0, eave, cut))
            piers: list[Row] = [
                (u - 0.28, u + 0.28, -0.14, 0.0, 0.0, eave - 0.35)
                for u in np.linspace(-w + 0.28, w - 0.28, bays + 1)
            ]
            side["pier"].append(boxes(piers))
            side["pier"].append(boxes([(-w, w, -0.14, 0.0, eave - 0.35, eave)]))
        if k == 0 and signed:
            word = str(rng.choice(WORKS))
            tall = min(0.85, width / len(word) / 1.4)
            side["letter"].append(moved(letters(word, tall, 0.06), (0.0, -0.03, eave - 0.7)))
        pour(made, side, side_pose(k, half))
    if plan.roof == "sawtooth":
        sawtooth(made, half, eave, max(round(plan.width / 6), 2), 2.2)
    elif plan.roof == "gable":
        ridge_roof(made, half, eave, gable(plan.slope, half[1], eave, 0.25), 0.2)
        for s in (-1, 1):
            downpipe(made, s * (half[0] - 0.5), -half[1] - 0.14, eave - 0.1, 0.11)
    else:
        flat_roof(made, half, eave, plan.parapet, rng, stairs=False)
    return made
