# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What stands out from a front: railings, balconies, bay windows, quoins, cornices. Metres."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.parts.facade.elements import (
    Bag,
    Points,
    bag,
    bar,
    boxes,
    polygon,
    pour,
    rods,
    slab,
    spread,
    wall,
)
from cavendish.scenes.parts.facade.window import Window, holes, windows
from cavendish.scenes.scene import Float

Rail = Literal["bars", "glass", "solid", "panels"]


def railing(into: Bag, ends: Points, height: float = 1.0, rail: Rail = "bars", gap: float = 0.125) -> None:
    """Railings along straight lines (N, 2, 3) from floor point to floor point. rail: what fills them."""
    lines = np.asarray(ends, float).reshape(-1, 2, 3)
    up = np.array([0, 0, 1.0])
    into["rail"].append(rods(lines[:, 0] + up * height, lines[:, 1] + up * height, 0.024, 8))
    feet, heads = [], []
    for a, b in lines:
        length = float(np.linalg.norm(b - a))
        posts = np.linspace(0, 1, max(round(length / 1.5), 1) + 1)[:, None]
        feet.append(a + (b - a) * posts)
        heads.append(feet[-1] + up * height)
        if rail == "bars":
            share = np.linspace(0, 1, max(round(length / gap), 2) + 1)[1:-1, None]
            feet.append(a + (b - a) * share + up * 0.09)
            heads.append(a + (b - a) * share + up * height)
        elif length > 0.1:
            d = (b - a) / length
            out = np.array([d[1], -d[0], 0]) * (0.03 if rail == "solid" else 0.006)
            low, high = (0.0, height - 0.03) if rail == "solid" else (0.1, height - 0.06)
            p, q = a + d * 0.02 + out, b - d * 0.02 + out
            pane = slab(
                [p + up * low, q + up * low, q + up * high, p + up * high], 0.06 if rail == "solid" else 0.012
            )
            into[{"glass": "pane", "panels": "panel", "solid": "wall"}[rail]].append(pane)
    if rail == "bars":
        into["rail"].append(rods(lines[:, 0] + up * 0.09, lines[:, 1] + up * 0.09, 0.016, 6))
    into["rail"].append(
        rods(
            np.concatenate(feet), np.concatenate(heads), 0.0095, 3 if float(lines[:, 0, 2].min()) > 4.5 else 4
        )
    )


def balconies(
    into: Bag, spots: Points, width: float, reach: float, rail: Rail = "bars", brackets: bool = False
) -> None:
    """Balconies whose floors' middles at the wall are at spots (N, 2) of (x, z), `reach` metres deep."""
    spots = np.asarray(spots, float).reshape(-1, 2)
    a, thick = width / 2, 0.16
    into["balcony"].append(boxes(spread([(-a, a, -reach, 0.0, -thick, 0.0)], spots), 0.015))
    lines = []
    for x, z in spots:
        c = [
            (x - a + 0.05, -0.02, z),
            (x - a + 0.05, -reach + 0.06, z),
            (x + a - 0.05, -reach + 0.06, z),
            (x + a - 0.05, -0.02, z),
        ]
        lines += [(c[0], c[1]), (c[1], c[2]), (c[2], c[3])]
    railing(into, lines, 1.02, rail)
    if brackets:
        for s in (-1, 1):
            u = s * (a - 0.3)
            into["trim"].append(
                boxes(
                    spread(
                        [
                            (u - 0.07, u + 0.07, -reach * 0.75, 0.0, -thick - 0.14, -thick),
                            (u - 0.06, u + 0.06, -reach * 0.35, 0.0, -thick - 0.36, -thick - 0.12),
                        ],
                        spots,
                    ),
                    0.02,
                )
            )


def french(into: Bag, spots: Points, window: Window) -> None:
    """Low railings close before tall windows at spots (N, 2)."""
    lines = [
        ((x - window.width / 2 - 0.05, -0.1, z), (x + window.width / 2 + 0.05, -0.1, z))
        for x, z in np.asarray(spots)
    ]
    railing(into, lines, 0.95, "bars")


def bay_window(
    into: Bag,
    x: float,
    z0: float,
    floors: Points,
    width: float,
    reach: float,
    window: Window,
    rng: np.random.Generator,
    lit: float = 0.0,
) -> None:
    """A canted bay about x, from the ground up over storeys (N, 2) of (floor, ceiling); z0: the height of its base."""
    floors = np.asarray(floors, float).reshape(-1, 2)
    a, front = width / 2, width / 2 - 0.6 * reach
    corners = np.array([(-a, 0.0), (-front, -reach), (front, -reach), (a, 0.0)]) + (x, 0)
    top = float(floors[-1, 1])
    for p, q in zip(corners[:-1], corners[1:], strict=True):
        length = float(np.linalg.norm(q - p))
        turn = float(np.arctan2(q[1] - p[1], q[0] - p[0]))
        side = bag()
        high = min(window.height, float(np.min(floors[:, 1] - floors[:, 0])) - 1.1)
        across = 1 if length < 1.4 else 2
        pane = Window(
            min(window.width * 1.25, length - 0.3),
            high,
            window.kind,
            (across, window.bars[1]),
            window.reveal * 0.6,
            sill=False,
        )
        spots = [(0.0, low + 0.75) for low, _ in floors]
        side["wall"].append(wall(-length / 2, length / 2, 0.0, top, holes(pane, spots)))
        side["base"].append(boxes([(-length / 2 - 0.02, length / 2 + 0.02, -0.04, 0.0, 0.0, z0)]))
        for _, high in floors:
            side["trim"].append(
                boxes([(-length / 2 - 0.06, length / 2 + 0.06, -0.1, 0.0, high - 0.2, high)], 0.012)
            )
        windows(side, spots, pane, rng, lit)
        ledge = length / 2 + 0.02
        side["trim"].append(boxes([(-ledge, ledge, -0.06, 0.06, z - 0.075, z) for _, z in spots], 0.01))
        middle = (p + q) / 2
        pour(into, side, translation(middle[0], middle[1], 0) @ rotation("z", turn))
    for p, q in zip(corners[:-1], corners[1:], strict=True):
        peak = top + 0.75 * reach
        low = [(*(p + (p - (x, 0)) * 0.07), top), (*(q + (q - (x, 0)) * 0.07), top)]
        inner = [(x + (q[0] - x) * 0.45, 0.0, peak), (x + (p[0] - x) * 0.45, 0.0, peak)]
        into["roof"].append(polygon([*low, inner[0]]))
        into["roof"].append(polygon([low[0], inner[0], inner[1]]))


def quoins(into: Bag, half: float, low: float, high: float, rise: float = 0.32) -> None:
    """Corner stones, long and short in turn, at x = -half and half of a front."""
    count = max(round((high - low) / rise), 2)
    step = (high - low) / count
    rows = []
    for k in range(count):
        long = 0.52 if k % 2 else 0.3
        for s in (-1, 1):
            rows.append(
                (
                    s * half - s * long,
                    s * (half + 0.028),
                    -0.028,
                    0.82 - long,
                    low + k * step + 0.008,
                    low + (k + 1) * step - 0.008,
                )
            )
    into["trim"].append(boxes(rows, 0.012))


CORNICES: dict[str, list[tuple[float, float]]] = {
    "plain": [(0.0, -0.32), (0.05, -0.32), (0.05, -0.12), (0.22, -0.1), (0.22, 0.0), (0.0, 0.03)],
    "classic": [
        (0.0, -0.62),
        (0.06, -0.62),
        (0.06, -0.56),
        (0.03, -0.54),
        (0.03, -0.34),
        (0.09, -0.3),
        (0.12, -0.22),
        (0.4, -0.2),
        (0.4, -0.1),
        (0.47, -0.03),
        (0.49, 0.02),
        (0.0, 0.08),
    ],
    "band": [(0.0, -0.16), (0.05, -0.16), (0.05, -0.06), (0.1, -0.03), (0.1, 0.02), (0.0, 0.05)],
}


def cornice(into: Bag, kind: str, half: float, z: float, brackets: float = 0.0) -> None:
    """A moulding along a front of half width `half`, its top about z; brackets: distance of those under it, or 0."""
    profile: Float = np.array(CORNICES[kind]) + (0, z)
    into["trim"].append(bar(profile, -half - 0.02, half + 0.02))
    if brackets > 0:
        n = max(round(2 * half / brackets), 2)
        x = np.linspace(-half + 0.15, half - 0.15, n + 1)
        into["trim"].append(boxes([(u - 0.05, u + 0.05, -0.34, 0.0, z - 0.36, z - 0.2) for u in x], 0.012))
