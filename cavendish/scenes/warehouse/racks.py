# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Rows of pallet racks with aisles between them, loaded; and the stock of goods that all of a hall is filled from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.assets.pallet import HEIGHT, pallet_rand
from cavendish.scenes.assets.pallet_load import load_fit
from cavendish.scenes.assets.pallet_rack import BEAM, pallet_rack, rack_paints
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.layout import Footprint, Layout, add, is_free
from cavendish.scenes.scene import Asset, Float, Object
from cavendish.scenes.warehouse.hall import Hall

Rng = np.random.Generator
PITCH = 2.8  # metres from upright to upright: three pallets
DEEP = 1.2  # metres that a row takes up, with the pallets that stand out
FLUE = 0.3  # metres between rows that stand back to back
WALLED = 0.5  # metres between a row's back and the wall, past the columns
SLOTS = (-0.89, 0.0, 0.89)  # x of a bay's pallets
LOADS, PALLETS = 10, 4  # different ones in a hall


@dataclass(frozen=True, eq=False)
class Stock:
    """Goods to draw from: many stand for the same asset, and share its geometry."""

    pallets: tuple[Asset, ...]
    loads: tuple[Asset, ...]
    drums: tuple[Asset, ...]
    crates: tuple[Asset, ...]
    totes: tuple[Asset, ...]
    sacks: tuple[Asset, ...]


@dataclass(frozen=True)
class Aisle:
    """A way between rows: x of its middle, its width, from and to in y."""

    x: float
    width: float
    span: tuple[float, float]


def stocked(rng: Rng, most: float) -> Stock:
    """Goods whose loads are at most `most` metres high."""

    def several(kind: str, count: int) -> tuple[Asset, ...]:
        return tuple(ASSETS[kind](rng) for _ in range(count))

    pallets = [pallet_rand(rng) for _ in range(4 * PALLETS)]
    narrow = [one for one in pallets if one.extent[1][0] < 0.41][:PALLETS]
    return Stock(
        tuple(narrow),
        tuple(load_fit(rng, 0.8, 1.2, most) for _ in range(LOADS)),
        several("drum", 3),
        tuple(crate for crate in several("crate", 8) if crate.extent[1][2] < most)[:4],
        several("tote", 4),
        several("sack", 2),
    )


def rows(hall: Hall, aisle: float) -> tuple[list[tuple[float, int]], list[tuple[float, float]]]:
    """Where rows may stand across a hall: x and the side (+1: +X) that each looks to; and x and width of the aisles."""
    use = hall.width - 2 * WALLED
    flue = FLUE if hall.naves == 1 else 0.5  # columns stand in the middle one
    count = int((use - 2 * DEEP + 2 * DEEP + flue) // (aisle + 2 * DEEP + flue))
    if hall.naves == 2:
        count -= count % 2  # back to back at the columns
    if count < 1:
        return [], []
    spare = use - count * (aisle + 2 * DEEP + flue) + flue
    aisle = min(aisle + spare / count, 3.5)
    x = -(count * (aisle + 2 * DEEP + flue) - flue) / 2
    found: list[tuple[float, int]] = []
    ways = []
    for _ in range(count):
        found += [(x + DEEP / 2, 1), (x + 1.5 * DEEP + aisle, -1)]
        ways.append((x + DEEP + aisle / 2, aisle))
        x += aisle + 2 * DEEP + flue
    return found, ways


def stand_racks(
    layout: Layout,
    hall: Hall,
    span: tuple[float, float],
    wanted: int,
    aisle: float,
    most: int,
    fill: float,
    rng: Rng,
) -> tuple[list[Aisle], Stock]:
    """Rows of racks within a span of y, loaded. wanted: levels; most: objects to add at most; fill: share of the places.

    Returns the aisles and the stock that the goods were drawn from.
    """
    step = float(rng.uniform(1.5, 2.0))
    levels = tuple(step * (k + 1) for k in range(wanted - 1))
    while len(levels) > 1 and levels[-1] + 1.3 > hall.clear - 0.3:
        levels = levels[:-1]
    high = min(levels[-1] + float(rng.uniform(0.5, 1.1)), hall.clear - 0.1)
    stock = stocked(rng, min(step - BEAM - HEIGHT - 0.08, hall.clear - 0.35 - levels[-1] - HEIGHT))
    places, ways = rows(hall, aisle)
    bays = int((span[1] - span[0]) // PITCH)
    if not places or bays < 1:
        return [], stock
    upright, beam, guard = rack_paints(rng)
    deep, wired = float(rng.uniform(1.0, 1.1)), bool(rng.random() < 0.2)
    inner, last = (
        pallet_rack(PITCH, deep, high, levels, upright, beam, guard, frames, wired)
        for frames in ("left", "both")
    )
    racks: list[Object] = []
    for x, side in places:
        turn = rotation("z", side * np.pi / 2)
        half = bays * PITCH / 2 + 0.1
        taken = area(translation(x, span[0] + bays * PITCH / 2, 0) @ turn, half, DEEP / 2, high)
        if not is_free(layout, taken):
            continue
        for k in range(bays):
            y = span[0] + (k + 0.5) * PITCH
            closing = k == (bays - 1 if side > 0 else 0)
            racks.append(add(layout, last if closing else inner, translation(x, y, 0) @ turn, solid=False))
        layout.taken.append(taken)
    slots = max(len(racks) * len(SLOTS) * (len(levels) + 1), 1)
    share = min(fill, (most - len(racks)) / (2.1 * slots))
    for rack in racks:
        for z in (0.0, *levels):
            for x in SLOTS:
                if rng.random() < share:
                    spot = rack.pose @ translation(
                        x + float(rng.uniform(-0.01, 0.01)), float(rng.normal(0, 0.012)), z
                    )
                    load(layout, stock, spot @ rotation("z", float(rng.normal(0, 0.004))), rng)
    end = span[0] + bays * PITCH
    return [Aisle(x, width, (span[0], end)) for x, width in ways], stock


def area(pose: Float, x: float, y: float, high: float) -> Footprint:
    """The upright box about a pose that reaches x and y metres to each side."""
    flat = np.array([(-x, -y), (x, -y), (x, y), (-x, y)])
    return Footprint(flat @ pose[:2, :2].T + pose[:2, 3], 0.001, high)


def load(layout: Layout, stock: Stock, pose: Float, rng: Rng) -> None:
    """A pallet at a pose and what stands on it, as one finds it in a rack: nothing else is asked for its place."""
    base = stock.pallets[int(rng.integers(len(stock.pallets)))]
    add(layout, base, pose, solid=False)
    pick = rng.random()
    top = pose @ translation(0, 0, HEIGHT)
    if pick < 0.8:
        add(layout, stock.loads[int(rng.integers(len(stock.loads)))], top, solid=False)
    elif pick < 0.87 and stock.drums:
        drum = stock.drums[int(rng.integers(len(stock.drums)))]
        for x, y in ranks(float(drum.extent[1][0])):
            spin = rotation("z", float(rng.uniform(-3, 3)))
            add(layout, drum, top @ translation(x, y, 0) @ spin, solid=False)
    elif pick < 0.93 and stock.crates:
        crate = stock.crates[int(rng.integers(len(stock.crates)))]
        low, high = crate.extent
        turn = np.pi / 2 if high[0] - low[0] > 0.8 else 0.0
        if min(high[0] - low[0], high[1] - low[1]) < 0.86:
            add(layout, crate, top @ rotation("z", turn), solid=False)
    elif pick < 0.97:
        totes(layout, stock, top, int(rng.integers(1, 4)), rng)


def ranks(radius: float) -> list[tuple[float, float]]:
    """Where drums of a radius stand on a Euro pallet of a rack: abreast where that keeps clear of posts and neighbours."""
    pitch = 2 * radius + 0.004
    xs, ys = (
        (np.arange(count) - (count - 1) / 2) * pitch
        for count in (int(room / pitch) for room in (0.854, 1.25))
    )
    return [(float(x), float(y)) for x in xs for y in ys]


def totes(layout: Layout, stock: Stock, pose: Float, layers: int, rng: Rng) -> None:
    """Totes of one kind on a pallet's deck, in layers; empty ones do not stand in full ones, so all but the top are shut."""
    shut = [tote for tote in stock.totes if tote.attributes["state"] == "shut"]
    tote = (shut or list(stock.totes))[int(rng.integers(len(shut or stock.totes)))]
    layers = layers if shut else 1
    low, high = tote.extent
    wide, deep, tall = (float(value) for value in high - low)
    for k in range(layers):
        for i in range(int(1.2 / (wide + 0.004))):
            for j in range(int(0.8 / (deep + 0.004))):
                y = (i + 0.5) * (wide + 0.004) - int(1.2 / (wide + 0.004)) * (wide + 0.004) / 2
                x = (j + 0.5) * (deep + 0.004) - int(0.8 / (deep + 0.004)) * (deep + 0.004) / 2
                if k == layers - 1 and rng.random() < 0.3:
                    continue
                add(layout, tote, pose @ translation(x, y, k * tall) @ rotation("z", np.pi / 2), solid=False)
