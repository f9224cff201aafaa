# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The open floor: fields of pallets in blocks, drums, crates, conveyors, benches; and what stands along the walls."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.assets.pallet import HEIGHT
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.layout import Layout, add, against, anywhere, footprint, is_free, on_top
from cavendish.scenes.scene import Asset, Float, Object
from cavendish.scenes.warehouse.marks import Field
from cavendish.scenes.warehouse.racks import Stock, area, totes

Rng = np.random.Generator
LOOSE = ("traffic cone", "tote", "sack", "box", "bin", "pallet", "ladder", "crate", "drum")


def fields_of(
    layout: Layout, x: tuple[float, float], y: tuple[float, float], gap: float, rng: Rng
) -> list[Field]:
    """Fields in rows and columns with ways between them, where nothing is taken yet."""
    wide, deep = float(rng.uniform(2.7, 4.6)), float(rng.uniform(2.6, 4.2))
    found = []
    nx = int((x[1] - x[0] + gap) // (wide + gap))
    ny = int((y[1] - y[0] + gap) // (deep + gap))
    for i in range(nx):
        for j in range(ny):
            cx = (x[0] + x[1]) / 2 + (i - (nx - 1) / 2) * (wide + gap)
            cy = (y[0] + y[1]) / 2 + (j - (ny - 1) / 2) * (deep + gap)
            if is_free(layout, area(translation(cx, cy, 0), wide / 2, deep / 2, 2.0)):
                found.append((cx - wide / 2, cx + wide / 2, cy - deep / 2, cy + deep / 2))
    return found


def fill_field(layout: Layout, field: Field, stock: Stock, kind: str, high: float, rng: Rng) -> None:
    """Goods of a kind in a field: loads, empties, drums, crates, totes, conveyor or bench. high: metres at most."""
    x0, x1, y0, y1 = field
    middle = translation((x0 + x1) / 2, (y0 + y1) / 2, 0)
    along = bool(rng.random() < 0.5)
    turn = np.pi / 2 if along else 0.0
    wide, deep = (1.28, 0.88) if along else (0.88, 1.28)
    if kind == "conveyor":
        _conveyors(layout, field, rng)
    elif kind == "bench":
        _bench(layout, field, rng)
    else:
        columns, ranks = int((x1 - x0 - 0.3) // wide), int((y1 - y0 - 0.3) // deep)
        share = float(rng.uniform(0.55, 1.0))
        for i in range(columns):
            for j in range(ranks):
                if rng.random() > share:
                    continue
                x, y = (i - (columns - 1) / 2) * wide, (j - (ranks - 1) / 2) * deep
                jolt = np.clip(rng.normal(0, 0.012, 2), -0.018, 0.018)  # so that neighbours stay apart
                yaw = turn + float(np.clip(rng.normal(0, 0.01), -0.02, 0.02))
                spot = middle @ translation(x + jolt[0], y + jolt[1], 0) @ rotation("z", yaw)
                tall = _column(layout, stock, spot, kind, high, rng)
                layout.taken.append(area(spot, 0.41, 0.61, max(tall, 0.2)))


def _column(layout: Layout, stock: Stock, pose: Float, kind: str, high: float, rng: Rng) -> float:
    """What stands on one place, one thing on another; returns how high it is."""
    base = stock.pallets[int(rng.integers(len(stock.pallets)))]
    z = 0.0
    if kind == "empties":
        for _ in range(int(rng.integers(2, 13))):
            slip = np.clip(rng.normal(0, 0.006, 2), -0.008, 0.008)  # within the place that is kept
            add(layout, base, pose @ translation(slip[0], slip[1], z), solid=False)
            z += HEIGHT
        return z
    add(layout, base, pose, solid=False)
    z += HEIGHT
    if kind == "drums":
        for y in (-0.305, 0.305):
            drum = stock.drums[int(rng.integers(len(stock.drums)))]
            add(
                layout,
                drum,
                pose @ translation(0, y, z) @ rotation("z", float(rng.uniform(-3, 3))),
                solid=False,
            )
        return z + 0.95
    if kind == "totes":
        totes(layout, stock, pose @ translation(0, 0, z), int(rng.integers(1, 5)), rng)
        return z + 1.3
    load = stock.loads[int(rng.integers(len(stock.loads)))]
    for level in range(3):
        tall = float(load.extent[1][2])
        add(layout, load, pose @ translation(0, 0, z), solid=False)
        z += tall
        # Only what has a level top carries another pallet.
        if level == 2 or not load.supports or rng.random() < 0.5 or z + HEIGHT + tall > high:
            break
        top = load.supports[0].z + pose[2, 3] + z - tall
        add(layout, base, pose @ translation(0, 0, top - pose[2, 3]), solid=False)
        z = top - pose[2, 3] + HEIGHT
    return z


def _conveyors(layout: Layout, field: Field, rng: Rng) -> None:
    """Pieces of one conveyor in line, with cartons on them."""
    x0, x1, y0, y1 = field
    piece = ASSETS["conveyor"](rng)
    low, high = piece.extent
    long = float(high[0] - low[0])
    level = (x1 - x0) > (y1 - y0)
    count = int(((x1 - x0) if level else (y1 - y0)) // (long + 0.004))
    boxes = [one for one in (ASSETS["box"](rng) for _ in range(12)) if one.attributes["state"] == "shut"][:4]
    for k in range(count):
        at = (k - (count - 1) / 2) * (long + 0.002)
        spot = translation((x0 + x1) / 2 + at * level, (y0 + y1) / 2 + at * (not level), 0)
        pose = spot @ rotation("z", 0.0 if level else np.pi / 2)
        if not is_free(layout, footprint(piece, pose, -0.01)):
            continue
        placed = add(layout, piece, pose)
        _carry(layout, placed, boxes, int(rng.integers(0, 4)), rng)


def _bench(layout: Layout, field: Field, rng: Rng) -> None:
    """Two benches back to back or one alone, with things on them."""
    x0, x1, y0, y1 = field
    bench = ASSETS["workbench"](rng)
    deep = float(bench.extent[1][1])
    for turn in (0.0, np.pi)[: int(rng.integers(1, 3))]:
        pose = (
            translation((x0 + x1) / 2, (y0 + y1) / 2, 0)
            @ rotation("z", turn)
            @ translation(0, -deep - 0.02, 0)
        )
        if is_free(layout, footprint(bench, pose)):
            dress_bench(layout, add(layout, bench, pose), rng)


def dress_bench(layout: Layout, bench: Object, rng: Rng) -> None:
    """Cartons, totes, a bottle, a monitor on a bench and under it."""
    for kind in rng.choice(
        ["box", "tote", "box", "bottle", "mug", "monitor", "book", "box"], int(rng.integers(2, 7))
    ):
        on_top(layout, bench, ASSETS[str(kind)](rng), rng, yaw=float(rng.normal(0, 0.2)))


def _carry(layout: Layout, owner: Object, things: Sequence[Asset], count: int, rng: Rng) -> None:
    for _ in range(count if things else 0):
        on_top(layout, owner, things[int(rng.integers(len(things)))], rng, yaw=float(rng.normal(0, 0.15)))


def along_walls(layout: Layout, count: int, rng: Rng) -> None:
    """Benches, ladders, bins, crates and drums with their backs to the walls, past the columns."""
    kinds = ("workbench", "ladder", "bin", "crate", "drum", "locker", "pallet", "filing cabinet", "workbench")
    for _ in range(count):
        kind = kinds[int(rng.integers(len(kinds)))]
        placed = against(layout, ASSETS[kind](rng), rng, gap=float(rng.uniform(0.03, 0.2)), clear=0.05)
        if placed is not None and kind == "workbench":
            dress_bench(layout, placed, rng)


def about(layout: Layout, count: int, rng: Rng) -> None:
    """A few things that stand or lie about the floor."""
    made: dict[str, Asset] = {}
    for _ in range(count):
        kind = LOOSE[int(rng.integers(len(LOOSE)))]
        thing = made.setdefault(kind, ASSETS[kind](rng))
        anywhere(layout, thing, rng, tries=8, clear=0.15, square=bool(rng.random() < 0.5))
