# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Living rooms."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.furnish import furnish
from cavendish.scenes.furnish.common import (
    LITTLE,
    SAMPLES,
    above,
    dining,
    finish,
    put,
    radiators,
    scatter,
    stand,
)
from cavendish.scenes.geometry import rotation
from cavendish.scenes.layout import Layout, Wall, anywhere, beside, extent, upon
from cavendish.scenes.scene import Object
from cavendish.scenes.settle import drop

Rng = np.random.Generator


@furnish("living room")
def living_room(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """A sofa with a coffee table on a rug, a television opposite, armchairs, shelves, a dining table where it fits."""
    blank = [wall for wall in layout.walls if wall not in windows]
    sofa = (
        stand(layout, "sofa", rng, blank, gap=0.05, front=0.9)
        or stand(layout, "sofa", rng, gap=0.05, front=0.9)
        or stand(layout, "sofa", rng, gap=0.05, front=0.4)
    )
    facing = list(layout.walls)
    if sofa is not None:
        facing = [wall for wall in layout.walls if np.dot(wall.pose[:2, 1], sofa.pose[:2, 1]) < -0.5]
    opposite = [wall for wall in facing if wall in blank]
    unit = stand(layout, "tv stand", rng, opposite, along=(-0.3, 0.3)) if opposite else None
    unit = unit or stand(layout, "tv stand", rng, blank) or stand(layout, "tv stand", rng)
    if unit is not None:
        for _ in range(3):
            if put(layout, unit, "television", rng, 0, x=0.0, y=0.0, yaw=0.0):
                break
    if sofa is not None:
        _sitting_group(layout, sofa, rng, clutter)
    if unit is not None:
        scatter(layout, unit, rng, LITTLE, int(rng.integers(0, 2 + round(2 * clutter))))
    radiators(layout, windows, rng)
    for _ in range(int(rng.integers(1, 3))):
        stand(layout, "bookshelf", rng, blank)
    if rng.random() < 0.6:
        dining(layout, rng, clutter)
    if rng.random() < 0.6:
        dresser = stand(layout, "dresser", rng, blank)
        if dresser is not None:
            scatter(
                layout, dresser, rng, (*LITTLE, "table lamp"), int(rng.integers(1, 2 + round(3 * clutter)))
            )
    if rng.random() < 0.5:
        anywhere(layout, layout.things["armchair"](rng), rng)
    finish(layout, rng, clutter, ("plant", "floor lamp", "plant"))


def _sitting_group(layout: Layout, sofa: Object, rng: Rng, clutter: float) -> None:
    """A coffee table before the sofa, at times on a rug; armchairs beside it, a lamp, cushions, a picture."""
    low, high = extent(sofa.asset)
    rug = placed = None
    table = layout.things["coffee table"](rng)
    t_low, t_high = extent(table)
    gap = float(rng.uniform(0.32, 0.45))
    ahead = low[1] - gap - (t_high[1] - t_low[1]) / 2
    if rng.random() < 0.7:
        for _ in range(2 * SAMPLES):
            carpet = layout.things["rug"](rng)
            wide, deep = (extent(carpet)[1] - extent(carpet)[0])[:2]
            yaw, across = (0.0, deep) if wide >= deep else (np.pi / 2, wide)
            if across < gap + t_high[1] - t_low[1] or max(wide, deep) < t_high[0] - t_low[0] + 0.1:
                continue  # the table would stand half on it
            rug = beside(layout, sofa, carpet, 0.0, low[1] - 0.03 - across / 2, yaw)
            if rug is not None:
                break
    if rug is not None:
        at = np.linalg.inv(rug.pose) @ sofa.pose
        local = at @ np.array([0.0, ahead, 0.0, 1.0])
        placed = upon(
            layout, rug, table, float(local[0]), float(local[1]), float(np.arctan2(at[1, 0], at[0, 0]))
        )
    else:
        placed = beside(layout, sofa, table, 0.0, ahead)
    if placed is not None:
        scatter(layout, placed, rng, LITTLE, int(rng.integers(1, 2 + round(4 * clutter))))
    for side in (-1.0, 1.0):
        if rng.random() < 0.6:
            chair = layout.things["armchair"](rng)
            y, yaw = ahead + rng.uniform(-0.15, 0.1), -side * np.pi / 2 + rng.normal(0, 0.15)
            for farther in (0.0, 0.2, 0.4, 0.6, 0.9):
                x = side * (t_high[0] + 0.45 + extent(chair)[1][1] + farther)
                if beside(layout, sofa, chair, x, y, yaw):
                    break
    if rng.random() < 0.6:
        lamp = layout.things["floor lamp"](rng)
        hand = float(rng.choice([-1, 1]))
        beside(
            layout, sofa, lamp, hand * (high[0] + extent(lamp)[1][0] + 0.08), float(rng.uniform(-0.1, 0.15))
        )
    # Cushions on edge, each at a place of its own, leaning back against the sofa's back.
    spots = np.arange(low[0] + 0.45, high[0] - 0.44, 0.46)
    for spot in rng.permutation(spots)[: int(rng.integers(0, 5))]:
        lean = rotation("z", rng.normal(0, 0.15)) @ rotation("x", np.radians(rng.uniform(62, 75)))
        x = float(spot + rng.normal(0, 0.02))
        drop(layout, sofa, layout.things["cushion"](rng), x, [0.24 - 0.03 * k for k in range(12)], lean)
    if rng.random() < 0.7:
        above(layout, sofa, "picture", rng)
