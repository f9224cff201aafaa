# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How people furnish rooms: groups and walls for each use. `FURNISH` maps a use to its function."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.assets.book import standing
from cavendish.scenes.geometry import rotation
from cavendish.scenes.layout import (
    Layout,
    Wall,
    against,
    anywhere,
    beside,
    drop,
    extent,
    in_corner,
    on_top,
    row,
    upon,
)
from cavendish.scenes.scene import Asset, Float, Object

Rng = np.random.Generator
FURNISH: dict[str, Callable[[Layout, list[Wall], Rng, float], None]] = {}
LITTLE = ("mug", "book", "book", "vase", "bowl", "bottle", "plant")


def furnish(use: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register how rooms of one use are furnished."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        FURNISH[use] = function
        return function

    return register


@furnish("living room")
def living_room(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """A sofa with a coffee table on a rug, a television opposite, armchairs, shelves, a dining table where it fits."""
    blank = [wall for wall in layout.walls if wall not in windows]
    _radiators(layout, windows, rng)
    sofa = against(layout, ASSETS["sofa"](rng), rng, blank, gap=0.05, front=0.9) or against(
        layout, ASSETS["sofa"](rng), rng, gap=0.05, front=0.9
    )
    if sofa is not None:
        _sitting_group(layout, sofa, rng, clutter)
        facing = [wall for wall in layout.walls if np.dot(wall.pose[:2, 1], sofa.pose[:2, 1]) < -0.5]
        stand = against(layout, ASSETS["tv stand"](rng), rng, facing, along=(-0.3, 0.3))
        if stand is not None:
            on_top(layout, stand, ASSETS["television"](rng), rng, x=0.0, y=0.0, yaw=0.0)
            _scatter(layout, stand, rng, LITTLE, int(2 * clutter))
    for _ in range(int(rng.integers(1, 3))):
        against(layout, ASSETS["bookshelf"](rng), rng, blank)
    if rng.random() < 0.6:
        _dining(layout, rng, clutter)
    if rng.random() < 0.5:
        against(layout, ASSETS["dresser"](rng), rng, blank)
    if rng.random() < 0.5:
        anywhere(layout, ASSETS["armchair"](rng), rng)
    _finish(layout, rng, clutter, ("plant", "floor lamp", "plant"))
    if rng.random() < clutter:
        anywhere(layout, ASSETS[str(rng.choice(["stool", "ball", "box", "backpack"]))](rng), rng)


@furnish("bedroom")
def bedroom(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """A bed with nightstands, a wardrobe, a dresser with a mirror over it, a chair, a rug."""
    blank = [wall for wall in layout.walls if wall not in windows]
    _radiators(layout, windows, rng)
    bed = against(layout, ASSETS["bed"](rng), rng, blank, along=(-0.25, 0.25)) or against(
        layout, ASSETS["bed"](rng), rng
    )
    if bed is not None:
        low, high = extent(bed.asset)
        for side in (-1, 1):
            table = ASSETS["nightstand"](rng)
            a, b = extent(table)
            x = side * (high[0] + (b[0] - a[0]) / 2 + rng.uniform(0.04, 0.12))
            stood = beside(layout, bed, table, x, high[1] - b[1] - 0.01)
            if stood is not None:
                if rng.random() < 0.75:
                    on_top(layout, stood, ASSETS["table lamp"](rng), rng)
                _scatter(
                    layout,
                    stood,
                    rng,
                    ("book", "mug", "book", "bottle"),
                    int(rng.integers(0, 1 + round(2 * clutter))),
                )
        _pillows(layout, bed, rng)
        rug = ASSETS["rug"](rng)
        a, b = extent(rug)
        beside(layout, bed, rug, 0.0, low[1] - (b[1] - a[1]) / 2 - 0.06, 0.0) or beside(
            layout, bed, rug, high[0] + (b[0] - a[0]) / 2 + 0.08, low[1] * 0.3, 0.0
        )
    against(layout, ASSETS["wardrobe"](rng), rng, blank)
    dresser = against(layout, ASSETS["dresser"](rng), rng, blank)
    if dresser is not None:
        _scatter(
            layout,
            dresser,
            rng,
            ("vase", "book", "plant", "bowl", "table lamp"),
            int(rng.integers(1, 2 + round(3 * clutter))),
        )
    if rng.random() < 0.5:
        _work_place(layout, windows, rng, clutter)
    if rng.random() < 0.6:
        against(layout, ASSETS["chair"](rng), rng)
    if rng.random() < 0.5:
        against(layout, ASSETS["bookshelf"](rng), rng, blank)
    _finish(layout, rng, clutter, ("plant", "floor lamp"))
    if rng.random() < clutter:
        anywhere(layout, ASSETS[str(rng.choice(["backpack", "ball", "box", "stool"]))](rng), rng)


@furnish("office")
def office(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """One to four work places, shelves, filing cabinets, a bin, plants."""
    blank = [wall for wall in layout.walls if wall not in windows]
    _radiators(layout, windows, rng)
    for _ in range(int(rng.integers(2, 5))):
        _work_place(layout, windows, rng, clutter)
    for _ in range(int(rng.integers(1, 4))):
        against(layout, ASSETS["bookshelf"](rng), rng, blank)
    for _ in range(int(rng.integers(1, 4))):
        cabinet = against(layout, ASSETS["filing cabinet"](rng), rng, blank)
        if cabinet is not None and cabinet.asset.supports:
            _scatter(layout, cabinet, rng, ("plant", "box", "book"), int(rng.integers(0, 2)))
    if rng.random() < 0.5:
        _dining(layout, rng, clutter)
    for _ in range(int(rng.integers(0, 1 + round(3 * clutter)))):
        against(layout, ASSETS["box"](rng), rng)
    against(layout, ASSETS["bin"](rng), rng)
    _finish(layout, rng, clutter, ("plant", "plant", "floor lamp"))
    if rng.random() < clutter:
        anywhere(layout, ASSETS["backpack"](rng), rng)


def fill_shelves(layout: Layout, rng: Rng, clutter: float) -> None:
    """Books in rows and things between them on every board of every shelf."""
    for shelf in [thing for thing in layout.objects if thing.category == "bookshelf"]:
        for number, board in enumerate(shelf.asset.supports):
            pick = rng.random()
            if board.headroom < 0.15 or pick > 0.35 + 0.6 * clutter:
                continue
            if pick < 0.25 + 0.45 * clutter and board.headroom < 5:
                row(layout, shelf, board, _books(rng), rng)
            else:
                for _ in range(int(rng.integers(1, 4))):
                    kind = str(
                        rng.choice(["vase", "bowl", "plant", "box", "picture", "book", "ball", "clock"][:4])
                    )
                    on_top(layout, shelf, ASSETS[kind](rng), rng, support=number)


def _books(rng: Rng) -> Callable[[float], tuple[Asset, Float]]:
    def make(headroom: float) -> tuple[Asset, Float]:
        for _ in range(20):
            book = ASSETS["book"](rng)
            low, high = extent(book)
            _, height, thickness = high - low
            if height < headroom - 0.015:
                break
        return book, standing(float(height), float(thickness))

    return make


def _sitting_group(layout: Layout, sofa: Object, rng: Rng, clutter: float) -> None:
    low, high = extent(sofa.asset)
    rug = None
    table = ASSETS["coffee table"](rng)
    t_low, t_high = extent(table)
    gap = float(rng.uniform(0.32, 0.45))
    ahead = low[1] - gap - (t_high[1] - t_low[1]) / 2
    if rng.random() < 0.7:
        for _ in range(6):
            carpet = ASSETS["rug"](rng)
            r_low, r_high = extent(carpet)
            yaw = 0.0 if r_high[0] >= r_high[1] else np.pi / 2
            across = float(min(r_high[1] - r_low[1], r_high[0] - r_low[0]))
            rug = beside(layout, sofa, carpet, 0.0, low[1] - 0.03 - across / 2, yaw)
            if rug is not None:
                break
    placed = None
    if rug is not None:
        local = np.linalg.inv(rug.pose) @ sofa.pose @ np.array([0.0, ahead, 0.0, 1.0])
        turn = float(np.arctan2(*(np.linalg.inv(rug.pose) @ sofa.pose)[[1, 0], 0]))
        placed = upon(layout, rug, table, float(local[0]), float(local[1]), turn)
    if placed is None and rug is None:
        placed = beside(layout, sofa, table, 0.0, ahead)
    if placed is not None:
        _scatter(layout, placed, rng, LITTLE, int(rng.integers(1, 2 + round(4 * clutter))))
    for side in (-1.0, 1.0):
        if rng.random() < 0.55:
            chair = ASSETS["armchair"](rng)
            x = side * (t_high[0] + 0.5 + extent(chair)[1][1] + (0.9 if rug is not None else 0.0))
            beside(
                layout,
                sofa,
                chair,
                x,
                ahead + rng.uniform(-0.15, 0.1),
                -side * np.pi / 2 + rng.normal(0, 0.15),
            )
    if rng.random() < 0.6:
        lamp = ASSETS["floor lamp"](rng)
        hand = float(rng.choice([-1, 1]))
        beside(
            layout, sofa, lamp, hand * (high[0] + extent(lamp)[1][0] + 0.08), float(rng.uniform(-0.1, 0.15))
        )
    for _ in range(int(rng.integers(0, 4))):
        cushion = ASSETS["cushion"](rng)
        # On edge, leaning back against the sofa's back.
        lean = rotation("z", rng.normal(0, 0.25)) @ rotation("x", np.radians(rng.uniform(62, 75)))
        drop(layout, sofa, cushion, float(rng.uniform(low[0] * 0.6, high[0] * 0.6)), -0.02, lean)


def _pillows(layout: Layout, bed: Object, rng: Rng) -> None:
    _, high = extent(bed.asset)
    double = high[0] > 0.62
    for x in (-0.5, 0.5) if double else (0.0,):
        turn = rotation("z", rng.normal(0, 0.06)) @ rotation("x", rng.uniform(0.0, 0.25))
        drop(layout, bed, ASSETS["pillow"](rng), x * float(high[0]) * 0.95, float(high[1]) - 0.36, turn)


def _work_place(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> Object | None:
    desk = against(layout, ASSETS["desk"](rng), rng, front=0.75)
    if desk is None:
        return None
    low, high = extent(desk.asset)
    chair = ASSETS["office chair" if rng.random() < 0.8 else "chair"](rng)
    reach = float(np.hypot(*extent(chair)[1][:2]))
    beside(
        layout, desk, chair, float(rng.normal(0, 0.08)), low[1] - reach - 0.02, np.pi + rng.normal(0, 0.35)
    )
    back = float(high[1])
    if rng.random() < 0.8:
        for x in [0.0] if rng.random() < 0.6 else [-0.3, 0.3]:
            on_top(
                layout,
                desk,
                ASSETS["monitor"](rng),
                rng,
                x=x,
                y=back,
                yaw=float(rng.normal(0, 0.05) - 0.4 * x),
            )
        on_top(
            layout,
            desk,
            ASSETS["keyboard"](rng),
            rng,
            x=float(rng.normal(0, 0.04)),
            y=low[1] + 0.2,
            yaw=float(rng.normal(0, 0.05)),
        )
    else:
        on_top(layout, desk, ASSETS["laptop"](rng), rng, x=0.0, y=0.0, yaw=float(rng.normal(0, 0.1)))
    if rng.random() < 0.6:
        on_top(layout, desk, ASSETS["table lamp"](rng), rng, y=back, yaw=float(rng.normal(0, 0.3)))
    _scatter(layout, desk, rng, (*LITTLE, "book", "book"), int(rng.integers(1, 3 + round(5 * clutter))))
    return desk


def _dining(layout: Layout, rng: Rng, clutter: float) -> None:
    """A table with chairs of one kind around it, somewhere in the room."""
    chair = ASSETS["chair"](rng)
    depth = float(extent(chair)[1][1] - extent(chair)[0][1])
    table = next(
        (placed for _ in range(4) if (placed := anywhere(layout, ASSETS["table"](rng), rng, square=True))),
        None,
    )
    if table is None:
        return
    _, high = extent(table.asset)
    for x in (-0.5, 0.5) if high[0] > 0.6 else (0.0,):
        for side in (-1, 1):
            if rng.random() < 0.85:
                y = side * (high[1] + depth / 2 + rng.uniform(0.01, 0.12))
                yaw = (0.0 if side > 0 else np.pi) + rng.normal(0, 0.1)
                beside(layout, table, chair, x * float(high[0]), y, yaw)
    _scatter(layout, table, rng, LITTLE, int(rng.integers(1, 3 + round(4 * clutter))))


def _scatter(layout: Layout, owner: Object, rng: Rng, kinds: tuple[str, ...], count: int) -> None:
    for _ in range(count):
        on_top(layout, owner, ASSETS[kinds[int(rng.integers(len(kinds)))]](rng), rng)


def _radiators(layout: Layout, windows: list[Wall], rng: Rng) -> None:
    for wall in windows:
        if rng.random() < 0.6:
            against(layout, ASSETS["radiator"](rng), rng, [wall], gap=0.02, along=(-0.25, 0.25))


def _finish(layout: Layout, rng: Rng, clutter: float, corners: tuple[str, ...]) -> None:
    """What every room ends with: things in corners, things on walls."""
    for kind in corners:
        if rng.random() < 0.7:
            in_corner(layout, ASSETS[kind](rng), rng)
    for _ in range(int(rng.integers(1, 3 + round(3 * clutter)))):
        kind = str(rng.choice(["picture", "picture", "picture", "mirror", "clock"]))
        thing = ASSETS[kind](rng)
        tall = float(extent(thing)[1][2])
        against(layout, thing, rng, gap=0.002, z=float(rng.uniform(1.45, 1.7)) - tall / 2)
