# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Wall cabinets of kitchens: doors, glazed doors and open shelves. They hang; their lowest point is z = 0."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.kitchen import BOARD, GAP, SKIN, Style, fronts_of, style_rand
from cavendish.scenes.scene import Asset, Mesh, Support

SEAL = materials.plastic((0.05, 0.05, 0.05), 0.8)


def wall_cabinet(
    look: Style,
    columns: Sequence[tuple[float, str]],
    width: float,
    height: float = 0.72,
    depth: float = 0.34,
    shelves: int = 2,
    cornice: bool = False,
) -> Asset:
    """Cabinets side by side. columns: (share of the width, door, door right, doors, glass or open). Metres."""
    back, face = depth / 2, -depth / 2 + SKIN
    deep, mid = back - face, (back + face) / 2
    body: list[Mesh] = []
    fronts: list[Mesh] = []
    handles: list[Mesh] = []
    panes: list[Mesh] = []
    shadows: list[Mesh] = []
    supports: list[Support] = []
    total = sum(share for share, _ in columns)
    x0 = -width / 2
    for k, (share, kind) in enumerate(columns):
        x1 = x0 + width * share / total
        at, wide = (x0 + x1) / 2, x1 - x0
        body += [
            box((BOARD, deep, height), (x, mid, height / 2), 0.001, 1)
            for x in (x0 + BOARD / 2 + 0.0002, x1 - BOARD / 2 - 0.0002)
        ]
        inner = wide - 2 * BOARD
        body += [box((inner, deep, BOARD), (at, mid, z), 0.0005, 1) for z in (BOARD / 2, height - BOARD / 2)]
        body.append(box((inner, 0.006, height - 2 * BOARD), (at, back - 0.01, height / 2), 0))
        if kind in ("open", "glass"):
            step = height / (shelves + 1)
            for level in range(shelves + 1):
                floor = BOARD if level == 0 else level * step + BOARD / 2
                if level:
                    body.append(box((inner, deep - 0.03, BOARD), (at, mid + 0.012, level * step), 0.0005, 1))
                room = (level + 1) * step - BOARD / 2 - floor if level < shelves else height - BOARD - floor
                if kind == "open":
                    x = (x0 + BOARD + 0.005, x1 - BOARD - 0.005)
                    supports.append(Support(x, (face + 0.035, back - 0.02), floor, room))
        if kind != "open":
            f, h, p = fronts_of([(kind, 1.0)], (x0, x1), (0.0, height), face, look, high=True)
            fronts, handles, panes = fronts + f, handles + h, panes + p
            # Seals, which are dark in the gaps between fronts.
            beside = [(x0, k - 1), (x1, k + 1)] + ([(at, k)] if kind == "doors" else [])
            for edge, other in beside:
                if 0 <= other < len(columns) and columns[other][1] != "open":
                    seal = box(
                        (GAP - 0.0002, SKIN - 0.003, height - GAP),
                        (edge, face - SKIN / 2 + 0.0015, height / 2),
                        0,
                    )
                    shadows.append(seal)
        x0 = x1
    if cornice:
        body.append(box((width + 0.03, depth + 0.012, 0.022), (0, -0.006, height + 0.011), 0.008, 3))
    if not any(kind == "open" for _, kind in columns):
        supports = []
    return Asset(
        "wall cabinet",
        parts(
            (body, look.upper),
            (fronts, look.upper),
            (handles, look.handles),
            (panes, materials.glass()),
            (shadows, SEAL),
        ),
        {"color": look.color, "material": look.upper.kind},
        tuple(supports),
    )


def cabinets_rand(rng: np.random.Generator, look: Style, width: float, height: float, depth: float) -> Asset:
    """Wall cabinets that fill a width."""
    count = max(round(width / float(rng.uniform(0.45, 0.62))), 1)
    odd = int(rng.integers(count)) if count > 1 and rng.random() < 0.4 else -1
    other = "open" if rng.random() < 0.5 else "glass"
    columns = [
        (
            1.0,
            other if k == odd else "doors" if width / count > 0.6 else "door" if k % 2 == 0 else "door right",
        )
        for k in range(count)
    ]
    return wall_cabinet(look, columns, width, height, depth, 2 if height > 0.5 else 1, rng.random() < 0.2)


@sampler("wall cabinet")
def wall_cabinet_rand(rng: np.random.Generator) -> Asset:
    """Wall cabinets of 0.4 to 2 m."""
    look = style_rand(rng)
    if look.pull in (
        "none",
        "lip",
    ):  # in a kitchen such fronts are known by their neighbours, alone by nothing
        look = look._replace(pull="bar")
    if look.front == "flat" and rng.random() < 0.5:
        look = look._replace(front="shaker")
    height = float(rng.choice([0.36, 0.6, 0.72, 0.9], p=[0.15, 0.25, 0.4, 0.2]))
    return cabinets_rand(rng, look, float(rng.uniform(0.4, 2.0)), height, float(rng.uniform(0.32, 0.38)))
