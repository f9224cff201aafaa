# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What rooms of all uses have in common: things against walls, on things, over things, in corners and about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.assets.book import SHORTEST, book_fit, standing
from cavendish.scenes.assets.plant import plant_small, plant_tall
from cavendish.scenes.layout import (
    HUNG,
    Layout,
    Wall,
    against,
    anywhere,
    behind,
    beside,
    extent,
    in_corner,
    on_top,
    pick,
    row,
)
from cavendish.scenes.scene import Asset, Float, Object

Rng = np.random.Generator
LITTLE = ("mug", "book", "book", "vase", "bowl", "bottle", "plant")
LOOSE = ("stool", "ball", "box", "backpack", "bin")
SAMPLES = 5  # how many of a kind are tried before one is done without


def fill_shelves(layout: Layout, rng: Rng, clutter: float) -> None:
    """Books in rows and things between them on every board of every shelf."""
    for shelf in [thing for thing in layout.objects if thing.category == "bookshelf"]:
        for number, board in enumerate(shelf.asset.supports):
            chance = rng.random()
            if board.headroom < 0.15 or chance > 0.35 + 0.6 * clutter:
                continue
            if chance < 0.25 + 0.45 * clutter and SHORTEST + 0.02 < board.headroom < 5:
                row(layout, shelf, board, _books(rng), rng)
            else:
                kinds = ("vase", "bowl", "plant", "box")
                scatter(layout, shelf, rng, kinds, int(rng.integers(1, 4)), support=number)


def stand(
    layout: Layout,
    kind: str,
    rng: Rng,
    walls: Sequence[Wall] = (),
    gap: float = 0.025,
    along: tuple[float, float] = (-0.5, 0.5),
    front: float = 0.0,
) -> Object | None:
    """Stand one of a kind against a wall; where the first does not fit, others are tried."""
    for _ in range(SAMPLES):
        placed = against(layout, layout.things[kind](rng), rng, walls, gap=gap, along=along, front=front)
        if placed is not None:
            return placed
    return None


def put(
    layout: Layout,
    owner: Object,
    kind: str,
    rng: Rng,
    support: int | None = None,
    x: float | None = None,
    y: float | None = None,
    yaw: float | None = None,
) -> Object | None:
    """Stand one of a kind on a thing; where the first does not fit, others are tried."""
    for _ in range(SAMPLES):
        asset = potted(layout, rng, 0.45) if kind == "plant" else layout.things[kind](rng)
        placed = on_top(layout, owner, asset, rng, support, x, y, yaw)
        if placed is not None:
            return placed
    return None


def potted(layout: Layout, rng: Rng, tallest: float) -> Asset:
    """A plant of a height, metres, that suits where it stands: under `tallest`, and over a quarter of it."""
    draw = layout.things["plant"]
    for _ in range(SAMPLES if draw is not ASSETS["plant"] else 0):
        plant = draw(rng)
        if tallest / 4 < extent(plant)[1][2] < tallest:
            return plant
    return plant_small(rng) if tallest < 0.5 else plant_tall(rng)


def _books(rng: Rng) -> Callable[[float], tuple[Asset, Float]]:
    def make(headroom: float) -> tuple[Asset, Float]:
        book = book_fit(rng, headroom - 0.015)
        low, high = extent(book)
        return book, standing(float(high[1] - low[1]), float(high[2] - low[2]))

    return make


def dining(layout: Layout, rng: Rng, clutter: float) -> None:
    """A table with chairs of one kind around it, somewhere in the room."""
    chair = layout.things["chair"](rng)
    depth = float(extent(chair)[1][1] - extent(chair)[0][1])
    table = next(
        (
            placed
            for _ in range(4)
            if (placed := anywhere(layout, layout.things["table"](rng), rng, square=True))
        ),
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
    scatter(layout, table, rng, LITTLE, int(rng.integers(1, 3 + round(4 * clutter))))


def work_place(layout: Layout, rng: Rng, clutter: float) -> Object | None:
    """A desk at a wall with a chair, a computer, a lamp and what lies about."""
    desk = stand(layout, "desk", rng, front=0.75)
    if desk is None:
        return None
    low, high = extent(desk.asset)
    for _ in range(SAMPLES):
        chair = layout.things["office chair" if rng.random() < 0.8 else "chair"](rng)
        reach = float(np.hypot(*extent(chair)[1][:2]))
        x, yaw = float(rng.normal(0, 0.08)), np.pi + rng.normal(0, 0.35)
        if beside(layout, desk, chair, x, low[1] - reach - 0.02, yaw):
            break
    back = float(high[1])
    if rng.random() < 0.8:
        for x in [0.0] if rng.random() < 0.6 else [-0.3, 0.3]:
            put(layout, desk, "monitor", rng, x=x, y=back, yaw=float(rng.normal(0, 0.05) - 0.4 * x))
        x, yaw = float(rng.normal(0, 0.04)), float(rng.normal(0, 0.05))
        put(layout, desk, "keyboard", rng, x=x, y=low[1] + 0.2, yaw=yaw)
    else:
        put(layout, desk, "laptop", rng, x=0.0, y=0.0, yaw=float(rng.normal(0, 0.1)))
    if rng.random() < 0.6:
        put(layout, desk, "table lamp", rng, y=back, yaw=float(rng.normal(0, 0.3)))
    scatter(layout, desk, rng, (*LITTLE, "book", "book"), int(rng.integers(1, 3 + round(5 * clutter))))
    if rng.random() < 0.4:
        above(layout, desk, "picture", rng)
    return desk


def scatter(
    layout: Layout, owner: Object, rng: Rng, kinds: Sequence[str], count: int, support: int | None = None
) -> None:
    """Stand so many of some kinds on a thing, on one of its supports or any."""
    if not owner.asset.supports:
        return
    for _ in range(count):
        put(layout, owner, pick(rng, kinds), rng, support)


def above(layout: Layout, thing: Object, kind: str, rng: Rng) -> None:
    """Hang something on the wall behind a thing, over its middle or a little beside it."""
    wall, at = behind(layout, thing)
    top = float(thing.pose[2, 3] + extent(thing.asset)[1][2])
    for _ in range(SAMPLES):
        hung = layout.things[kind](rng)
        tall = float(extent(hung)[1][2])
        z = max(float(rng.uniform(1.45, 1.7)) - tall / 2, top + float(rng.uniform(0.08, 0.2)))
        if against(layout, hung, rng, [wall], gap=HUNG, z=z, along=(at - 0.06, at + 0.06), clear=0.03):
            return


def radiators(layout: Layout, windows: list[Wall], rng: Rng) -> None:
    """Radiators at most of the walls with windows."""
    for wall in windows:
        if rng.random() < 0.7:
            stand(layout, "radiator", rng, [wall], gap=0.02, along=(-0.3, 0.3))


def finish(layout: Layout, rng: Rng, clutter: float, corners: tuple[str, ...]) -> None:
    """What every room ends with: things in corners, on walls and about the floor."""
    for kind in corners:
        if rng.random() < 0.75:
            for _ in range(SAMPLES):
                asset = potted(layout, rng, 2.2) if kind == "plant" else layout.things[kind](rng)
                if in_corner(layout, asset, rng):
                    break
    on_walls = ["picture"] * int(rng.integers(3, 6 + round(4 * clutter)))
    on_walls += [kind for kind, chance in (("mirror", 0.4), ("clock", 0.6)) if rng.random() < chance]
    for kind in on_walls:
        thing = layout.things[kind](rng)
        tall = float(extent(thing)[1][2])
        z = float(rng.uniform(1.45, 1.7)) - tall / 2
        against(layout, thing, rng, gap=HUNG, z=z, clear=0.06)
    for _ in range(int(rng.integers(0, 2 + round(4 * clutter)))):
        anywhere(layout, layout.things[pick(rng, LOOSE)](rng), rng)
