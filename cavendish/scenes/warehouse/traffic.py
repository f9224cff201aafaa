# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Who and what moves through a hall: forklifts and pallet jacks, empty or with a pallet, and people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.assets.pallet import HEIGHT, POCKET
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.layout import Layout, add, footprint, is_free, within
from cavendish.scenes.scene import Asset, Float
from cavendish.scenes.warehouse.people import worker
from cavendish.scenes.warehouse.racks import Aisle, Stock, area

Rng = np.random.Generator
FACES = 3  # different people at most; copies share memory


def drive(
    layout: Layout, aisles: Sequence[Aisle], stock: Stock, forklifts: int, jacks: int, rng: Rng
) -> None:
    """Forklifts and pallet jacks in aisles and on open floor."""
    kinds = ["forklift"] * forklifts + ["pallet jack"] * jacks
    known: dict[str, Asset] = {}
    for kind in kinds:
        machine = known.setdefault(kind, ASSETS[kind](rng))
        for _ in range(25):
            pose = _spot(layout, aisles, rng, 0.35)
            if _park(layout, machine, pose, stock, bool(rng.random() < 0.55), rng):
                break


def _spot(layout: Layout, aisles: Sequence[Aisle], rng: Rng, sway: float) -> Float:
    """A pose in an aisle, along it, or anywhere."""
    if aisles and rng.random() < 0.5:
        aisle = aisles[int(rng.integers(len(aisles)))]
        turn = float(rng.choice([0.0, np.pi])) + float(rng.normal(0, 0.03))
        x = aisle.x + float(rng.uniform(-1, 1)) * max(aisle.width / 2 - 1.0, 0) * sway
        return translation(x, float(rng.uniform(*aisle.span)), 0) @ rotation("z", turn)
    x, y = rng.uniform(-0.5, 0.5, 2) * (layout.width - 2, layout.depth - 2)
    return translation(float(x), float(y), 0) @ rotation("z", float(rng.uniform(-np.pi, np.pi)))


def _park(layout: Layout, machine: Asset, pose: Float, stock: Stock, loaded: bool, rng: Rng) -> bool:
    """A machine at a pose if there is room; with a pallet on its forks if it is a forklift and loaded."""
    body = footprint(machine, pose, 0.15)
    if not (within(layout, body) and is_free(layout, body)):
        return False
    if loaded and machine.supports:
        rest = machine.supports[0]
        at = pose @ translation(0, rest.y[1] - 0.615, rest.z - POCKET)
        goods = area(at, 0.5, 0.75, 2.2)
        # Above the floor by its height on the forks; the pallet's boards must clear the floor.
        if rest.z - POCKET >= 0 and within(layout, goods) and is_free(layout, goods):
            base = stock.pallets[int(rng.integers(len(stock.pallets)))]
            add(layout, base, at, solid=False)
            load = stock.loads[int(rng.integers(len(stock.loads)))]
            add(layout, load, at @ translation(0, 0, HEIGHT), solid=False)
            layout.taken.append(goods)
    add(layout, machine, pose)
    return True


def people(layout: Layout, aisles: Sequence[Aisle], count: int, rng: Rng) -> None:
    """People in aisles and on open floor, alone or in pairs."""
    faces: list[Asset] = []
    for _ in range(count):
        if len(faces) < FACES:
            faces.append(worker(rng))
        one = faces[int(rng.integers(len(faces)))] if len(faces) >= FACES else faces[-1]
        for _ in range(15):
            pose = _spot(layout, aisles, rng, 1.0)
            box = footprint(one, pose, 0.12)
            if within(layout, box) and is_free(layout, box):
                add(layout, one, pose)
                break
