# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bedrooms."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.furnish import furnish
from cavendish.scenes.furnish.common import SAMPLES, above, finish, put, radiators, scatter, stand, work_place
from cavendish.scenes.geometry import rotation
from cavendish.scenes.layout import Layout, Wall, beside, extent
from cavendish.scenes.scene import Object
from cavendish.scenes.settle import drop

Rng = np.random.Generator


@furnish("bedroom")
def bedroom(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """A bed with nightstands, a wardrobe, a dresser with a mirror over it, a chair, a rug."""
    blank = [wall for wall in layout.walls if wall not in windows]
    bed = stand(layout, "bed", rng, blank, along=(-0.25, 0.25)) or stand(layout, "bed", rng)
    cupboard = stand(layout, "wardrobe", rng, blank)
    dresser = stand(layout, "dresser", rng, blank)
    if cupboard is None and dresser is None:
        dresser = stand(layout, "dresser", rng)
    if bed is not None:
        _pillows(layout, bed, rng)
        _bedside(layout, bed, rng, clutter)
    if dresser is not None:
        kinds = ("vase", "book", "plant", "bowl", "table lamp")
        scatter(layout, dresser, rng, kinds, int(rng.integers(1, 2 + round(3 * clutter))))
        above(layout, dresser, "mirror" if rng.random() < 0.6 else "picture", rng)
    radiators(layout, windows, rng)
    if rng.random() < 0.5:
        work_place(layout, rng, clutter)
    if rng.random() < 0.7:
        stand(layout, "chair", rng)
    if rng.random() < 0.6:
        stand(layout, "bookshelf", rng, blank)
    finish(layout, rng, clutter, ("plant", "floor lamp"))


def _bedside(layout: Layout, bed: Object, rng: Rng, clutter: float) -> None:
    """Nightstands at both sides with what lies on them, a rug before the bed or beside it, a picture over it."""
    low, high = extent(bed.asset)
    for side in (-1, 1):
        table = layout.things["nightstand"](rng)
        a, b = extent(table)
        x = side * (high[0] + (b[0] - a[0]) / 2 + rng.uniform(0.04, 0.12))
        stood = beside(layout, bed, table, x, high[1] - b[1] - 0.01)
        if stood is None:
            continue
        if rng.random() < 0.75:
            put(layout, stood, "table lamp", rng)
        count = int(rng.integers(0, 1 + round(2 * clutter)))
        scatter(layout, stood, rng, ("book", "mug", "book", "bottle"), count)
    if rng.random() < 0.6:
        above(layout, bed, "picture", rng)
    for _ in range(SAMPLES):
        rug = layout.things["rug"](rng)
        a, b = extent(rug)
        ahead, aside = low[1] - (b[1] - a[1]) / 2 - 0.06, high[0] + (b[0] - a[0]) / 2 + 0.08
        spots = [(0.0, ahead), (aside, low[1] * 0.3), (-aside, low[1] * 0.3)]
        if any(beside(layout, bed, rug, *spot) for spot in spots):
            break


def _pillows(layout: Layout, bed: Object, rng: Rng) -> None:
    _, high = extent(bed.asset)
    double = high[0] > 0.62
    for x in (-0.5, 0.5) if double else (0.0,):
        turn = rotation("z", rng.normal(0, 0.06)) @ rotation("x", rng.uniform(0.0, 0.25))
        drop(
            layout,
            bed,
            layout.things["pillow"](rng),
            x * float(high[0]) * 0.95,
            [float(high[1]) - 0.36],
            turn,
        )
