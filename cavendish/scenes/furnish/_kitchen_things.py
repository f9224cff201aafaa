# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What stands about in a kitchen: on the hob, the worktops, the shelves, the table."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.assets.crockery import plates_rand
from cavendish.scenes.furnish.common import SAMPLES, dining, put, scatter, stand
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.layout import (
    HUNG,
    Layout,
    add,
    against,
    anywhere,
    extent,
    footprint,
    in_corner,
    is_same,
    on_top,
    overlap,
    pick,
    within,
)
from cavendish.scenes.scene import Asset, Object
from cavendish.scenes.settle import drop

Rng = np.random.Generator
ON_COUNTERS = (
    "mug",
    "bottle",
    "bowl",
    "drinking glass",
    "plate",
    "bottle",
    "plant",
    "pot",
    "apple",
    "cutting board",
)
FRUIT = ("apple", "orange", "banana")


def cook(layout: Layout, stove: Object, rng: Rng, clutter: float) -> None:
    """Pots, a pan or a kettle on the hob."""
    for number in rng.permutation(len(stove.asset.supports)):
        if rng.random() < 0.2 + 0.35 * clutter:
            kind = str(rng.choice(["pot", "pan", "kettle"], p=[0.55, 0.3, 0.15]))
            plate = stove.asset.supports[int(number)]
            for _ in range(SAMPLES):
                asset = layout.things[kind](rng)
                if kind == "kettle" and asset.attributes.get("kind") != "stovetop":
                    continue
                low, high = extent(asset)
                if kind != "pan" and max(high[:2] - low[:2]) > 0.34:
                    continue
                x, y = sum(plate.x) / 2, sum(plate.y) / 2
                if _on_hob(layout, stove, asset, x, y, plate.z, rng):
                    break


def _on_hob(layout: Layout, stove: Object, asset: Asset, x: float, y: float, z: float, rng: Rng) -> bool:
    """Stand a vessel on a burner; its handles may reach over the edge."""
    shift = 0.0
    yaw = (
        float(rng.choice([-0.5, 0.0, 0.5, np.pi / 2]))
        if asset.category != "pan"
        else float(rng.uniform(-0.7, 0.7))
    )
    if asset.category == "pan":  # it is the bowl, not its middle, that stands on the burner
        shift = float(extent(asset)[1][1]) - float(np.ptp([extent(asset)[0][0], extent(asset)[1][0]])) / 2
    inset = 0.04  # the back of a cooker may stand up
    pose = stove.pose @ translation(x, y, z) @ rotation("z", yaw) @ translation(0, -shift, 0)
    box_ = footprint(asset, pose, 0.004)
    own = footprint(stove.asset, stove.pose)
    reach = (box_.corners - stove.pose[:2, 3]) @ stove.pose[:2, 1]
    if reach.max() > extent(stove.asset)[1][1] - inset:
        return False
    if not within(layout, box_) or any(overlap(box_, b) for b in layout.taken if not is_same(b, own)):
        return False
    add(layout, asset, pose)
    return True


def fill(layout: Layout, rng: Rng, clutter: float) -> None:
    """Crockery on the open shelves of cabinets."""
    for cabinet in [t for t in layout.objects if t.category == "wall cabinet"]:
        for number, board in enumerate(cabinet.asset.supports):
            if board.headroom < 0.12:
                continue
            for _ in range(int(rng.integers(1, 3 + round(2 * clutter)))):
                kind = pick(
                    rng, ("plate", "mug", "bowl", "drinking glass", "drinking glass", "bottle", "pot", "mug")
                )
                asset = (
                    plates_rand(rng, int(rng.integers(3, 8))) if kind == "plate" else layout.things[kind](rng)
                )
                on_top(layout, cabinet, asset, rng, number)


def worktops(layout: Layout, counters: list[Object], sinks: list[Object], rng: Rng, clutter: float) -> None:
    """Appliances at the back of the worktops, a dish rack by the sink, food and crockery before them."""
    if not counters:
        return
    for kind, chance in (("microwave", 0.6), ("toaster", 0.6), ("kettle", 0.75), ("dish rack", 0.6)):
        if rng.random() > chance:
            continue
        order = list(rng.permutation(len(counters)))
        if kind == "dish rack" and sinks:
            order.sort(key=lambda k: float(np.linalg.norm(counters[k].pose[:2, 3] - sinks[0].pose[:2, 3])))
        for k in order:
            owner = counters[k]
            supports = owner.asset.supports
            if not supports:
                continue
            back = supports[0].y[1]
            yaw = float(rng.normal(0, 0.08)) if kind != "kettle" else float(rng.uniform(-0.9, 0.9))
            if put(layout, owner, kind, rng, None, None, back - (0.0 if kind != "dish rack" else 0.02), yaw):
                break
    for owner in counters:
        length = sum(s.x[1] - s.x[0] for s in owner.asset.supports)
        count = int(rng.integers(0, 1 + round(length * (1 + 4 * clutter))))
        scatter(layout, owner, rng, ON_COUNTERS, count)
    for sink in sinks:
        near = min(counters, key=lambda c: float(np.linalg.norm(c.pose[:2, 3] - sink.pose[:2, 3])))
        if rng.random() < 0.7 and near.asset.supports:
            put(layout, near, "soap dispenser", rng, y=near.asset.supports[0].y[1])
    for board in [t for t in layout.objects if t.category == "cutting board"]:
        scatter(layout, board, rng, (*FRUIT, "plate"), int(rng.integers(0, 3)), 0)
    _fruit_bowl(layout, counters, rng)


def _fruit_bowl(layout: Layout, owners: list[Object], rng: Rng) -> None:
    """A bowl of fruit, let down into it piece by piece."""
    if rng.random() < 0.45 or not owners:
        return
    owner = owners[int(rng.integers(len(owners)))]
    for _ in range(16):
        bowl = layout.things["bowl"](rng)
        low, high = extent(bowl)
        if high[0] - low[0] < 0.24:
            continue
        placed = on_top(layout, owner, bowl, rng)
        if placed is not None:  # each at a place of its own, so that none is piled on another
            start = float(rng.uniform(0, 2 * np.pi))
            for k in range(int(rng.integers(2, 4))):
                fruit = layout.things[str(rng.choice(["apple", "orange", "apple"]))](rng)
                x, y = 0.053 * np.cos(start + 2.1 * k), 0.053 * np.sin(start + 2.1 * k)
                drop(layout, placed, fruit, float(x), [float(y)], np.eye(4))
            return


def meals(layout: Layout, rng: Rng, clutter: float) -> None:
    """A dining table with chairs where there is room, and what is on it."""
    if rng.random() < 0.8:
        dining(layout, rng, clutter)
    for table in [t for t in layout.objects if t.category == "table"]:
        scatter(
            layout,
            table,
            rng,
            ("plate", "drinking glass", "plate", "drinking glass", *FRUIT),
            int(rng.integers(1, 3 + round(4 * clutter))),
        )
        if rng.random() < 0.4:
            _fruit_bowl(layout, [table], rng)


def rest(layout: Layout, rng: Rng, clutter: float) -> None:
    """A bin, stools, a plant, pictures and a clock."""
    for fridge in [t for t in layout.objects if t.category == "refrigerator"]:
        scatter(layout, fridge, rng, ("box", "bowl", "plant", "pot"), int(rng.integers(0, 2)))
    stand(layout, "bin", rng)
    if rng.random() < 0.4:
        for _ in range(int(rng.integers(1, 3))):
            anywhere(layout, layout.things["stool"](rng), rng)
    if rng.random() < 0.5:
        in_corner(layout, layout.things["plant"](rng), rng)
    hung = ["picture"] * int(rng.integers(0, 3)) + (["clock"] if rng.random() < 0.7 else [])
    for kind in hung:
        for _ in range(3):
            thing = layout.things[kind](rng)
            tall = float(extent(thing)[1][2])
            z = float(rng.uniform(1.5, 1.75)) - tall / 2
            if against(layout, thing, rng, gap=HUNG, z=z, clear=0.08):
                break
    if rng.random() < 0.3 * clutter:
        anywhere(layout, layout.things["box"](rng), rng)
