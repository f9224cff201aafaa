# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How people furnish rooms: groups and walls for each use. `FURNISH` maps a use to its function."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.assets.book import SHORTEST, book_fit, standing
from cavendish.scenes.assets.plant import plant_small, plant_tall
from cavendish.scenes.geometry import rotation
from cavendish.scenes.layout import (
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
    upon,
)
from cavendish.scenes.scene import Asset, Float, Object
from cavendish.scenes.settle import drop

Rng = np.random.Generator
FURNISH: dict[str, Callable[[Layout, list[Wall], Rng, float], None]] = {}
LITTLE = ("mug", "book", "book", "vase", "bowl", "bottle", "plant")
LOOSE = ("stool", "ball", "box", "backpack", "bin")
SAMPLES = 5  # how many of a kind are tried before one is done without


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
    sofa = (
        _stand(layout, "sofa", rng, blank, gap=0.05, front=0.9)
        or _stand(layout, "sofa", rng, gap=0.05, front=0.9)
        or _stand(layout, "sofa", rng, gap=0.05, front=0.4)
    )
    facing = list(layout.walls)
    if sofa is not None:
        facing = [wall for wall in layout.walls if np.dot(wall.pose[:2, 1], sofa.pose[:2, 1]) < -0.5]
    opposite = [wall for wall in facing if wall in blank]
    stand = _stand(layout, "tv stand", rng, opposite, along=(-0.3, 0.3)) if opposite else None
    stand = stand or _stand(layout, "tv stand", rng, blank) or _stand(layout, "tv stand", rng)
    if stand is not None:
        for _ in range(3):
            if _put(layout, stand, "television", rng, 0, x=0.0, y=0.0, yaw=0.0):
                break
    if sofa is not None:
        _sitting_group(layout, sofa, rng, clutter)
    if stand is not None:
        _scatter(layout, stand, rng, LITTLE, int(rng.integers(0, 2 + round(2 * clutter))))
    _radiators(layout, windows, rng)
    for _ in range(int(rng.integers(1, 3))):
        _stand(layout, "bookshelf", rng, blank)
    if rng.random() < 0.6:
        _dining(layout, rng, clutter)
    if rng.random() < 0.6:
        dresser = _stand(layout, "dresser", rng, blank)
        if dresser is not None:
            _scatter(
                layout, dresser, rng, (*LITTLE, "table lamp"), int(rng.integers(1, 2 + round(3 * clutter)))
            )
    if rng.random() < 0.5:
        anywhere(layout, ASSETS["armchair"](rng), rng)
    _finish(layout, rng, clutter, ("plant", "floor lamp", "plant"))


@furnish("bedroom")
def bedroom(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """A bed with nightstands, a wardrobe, a dresser with a mirror over it, a chair, a rug."""
    blank = [wall for wall in layout.walls if wall not in windows]
    bed = _stand(layout, "bed", rng, blank, along=(-0.25, 0.25)) or _stand(layout, "bed", rng)
    cupboard = _stand(layout, "wardrobe", rng, blank)
    dresser = _stand(layout, "dresser", rng, blank)
    if cupboard is None and dresser is None:
        dresser = _stand(layout, "dresser", rng)
    if bed is not None:
        _pillows(layout, bed, rng)
        _bedside(layout, bed, rng, clutter)
    if dresser is not None:
        kinds = ("vase", "book", "plant", "bowl", "table lamp")
        _scatter(layout, dresser, rng, kinds, int(rng.integers(1, 2 + round(3 * clutter))))
        _above(layout, dresser, "mirror" if rng.random() < 0.6 else "picture", rng)
    _radiators(layout, windows, rng)
    if rng.random() < 0.5:
        _work_place(layout, rng, clutter)
    if rng.random() < 0.7:
        _stand(layout, "chair", rng)
    if rng.random() < 0.6:
        _stand(layout, "bookshelf", rng, blank)
    _finish(layout, rng, clutter, ("plant", "floor lamp"))


@furnish("office")
def office(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """One to four work places, shelves, filing cabinets, a bin, plants."""
    blank = [wall for wall in layout.walls if wall not in windows]
    for _ in range(int(rng.integers(2, 5))):
        _work_place(layout, rng, clutter)
    _radiators(layout, windows, rng)
    for _ in range(int(rng.integers(1, 4))):
        _stand(layout, "bookshelf", rng, blank)
    for _ in range(int(rng.integers(1, 4))):
        cabinet = _stand(layout, "filing cabinet", rng, blank)
        if cabinet is not None:
            _scatter(layout, cabinet, rng, ("plant", "box", "book"), int(rng.integers(0, 2)))
    if rng.random() < 0.5:
        _dining(layout, rng, clutter)
    for _ in range(int(rng.integers(0, 1 + round(3 * clutter)))):
        _stand(layout, "box", rng)
    _stand(layout, "bin", rng)
    _finish(layout, rng, clutter, ("plant", "plant", "floor lamp"))


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
                _scatter(layout, shelf, rng, kinds, int(rng.integers(1, 4)), support=number)


def _stand(
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
        placed = against(layout, ASSETS[kind](rng), rng, walls, gap=gap, along=along, front=front)
        if placed is not None:
            return placed
    return None


def _put(
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
        asset = plant_small(rng) if kind == "plant" else ASSETS[kind](rng)
        placed = on_top(layout, owner, asset, rng, support, x, y, yaw)
        if placed is not None:
            return placed
    return None


def _books(rng: Rng) -> Callable[[float], tuple[Asset, Float]]:
    def make(headroom: float) -> tuple[Asset, Float]:
        book = book_fit(rng, headroom - 0.015)
        low, high = extent(book)
        return book, standing(float(high[1] - low[1]), float(high[2] - low[2]))

    return make


def _sitting_group(layout: Layout, sofa: Object, rng: Rng, clutter: float) -> None:
    """A coffee table before the sofa, at times on a rug; armchairs beside it, a lamp, cushions, a picture."""
    low, high = extent(sofa.asset)
    rug = placed = None
    table = ASSETS["coffee table"](rng)
    t_low, t_high = extent(table)
    gap = float(rng.uniform(0.32, 0.45))
    ahead = low[1] - gap - (t_high[1] - t_low[1]) / 2
    if rng.random() < 0.7:
        for _ in range(2 * SAMPLES):
            carpet = ASSETS["rug"](rng)
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
        _scatter(layout, placed, rng, LITTLE, int(rng.integers(1, 2 + round(4 * clutter))))
    for side in (-1.0, 1.0):
        if rng.random() < 0.6:
            chair = ASSETS["armchair"](rng)
            y, yaw = ahead + rng.uniform(-0.15, 0.1), -side * np.pi / 2 + rng.normal(0, 0.15)
            for farther in (0.0, 0.2, 0.4, 0.6, 0.9):
                x = side * (t_high[0] + 0.45 + extent(chair)[1][1] + farther)
                if beside(layout, sofa, chair, x, y, yaw):
                    break
    if rng.random() < 0.6:
        lamp = ASSETS["floor lamp"](rng)
        hand = float(rng.choice([-1, 1]))
        beside(
            layout, sofa, lamp, hand * (high[0] + extent(lamp)[1][0] + 0.08), float(rng.uniform(-0.1, 0.15))
        )
    # Cushions on edge, each at a place of its own, leaning back against the sofa's back.
    spots = np.arange(low[0] + 0.45, high[0] - 0.44, 0.46)
    for spot in rng.permutation(spots)[: int(rng.integers(0, 5))]:
        lean = rotation("z", rng.normal(0, 0.15)) @ rotation("x", np.radians(rng.uniform(62, 75)))
        x = float(spot + rng.normal(0, 0.02))
        drop(layout, sofa, ASSETS["cushion"](rng), x, [0.24 - 0.03 * k for k in range(12)], lean)
    if rng.random() < 0.7:
        _above(layout, sofa, "picture", rng)


def _bedside(layout: Layout, bed: Object, rng: Rng, clutter: float) -> None:
    """Nightstands at both sides with what lies on them, a rug before the bed or beside it, a picture over it."""
    low, high = extent(bed.asset)
    for side in (-1, 1):
        table = ASSETS["nightstand"](rng)
        a, b = extent(table)
        x = side * (high[0] + (b[0] - a[0]) / 2 + rng.uniform(0.04, 0.12))
        stood = beside(layout, bed, table, x, high[1] - b[1] - 0.01)
        if stood is None:
            continue
        if rng.random() < 0.75:
            _put(layout, stood, "table lamp", rng)
        count = int(rng.integers(0, 1 + round(2 * clutter)))
        _scatter(layout, stood, rng, ("book", "mug", "book", "bottle"), count)
    if rng.random() < 0.6:
        _above(layout, bed, "picture", rng)
    for _ in range(SAMPLES):
        rug = ASSETS["rug"](rng)
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
        drop(layout, bed, ASSETS["pillow"](rng), x * float(high[0]) * 0.95, [float(high[1]) - 0.36], turn)


def _work_place(layout: Layout, rng: Rng, clutter: float) -> Object | None:
    """A desk at a wall with a chair, a computer, a lamp and what lies about."""
    desk = _stand(layout, "desk", rng, front=0.75)
    if desk is None:
        return None
    low, high = extent(desk.asset)
    for _ in range(SAMPLES):
        chair = ASSETS["office chair" if rng.random() < 0.8 else "chair"](rng)
        reach = float(np.hypot(*extent(chair)[1][:2]))
        x, yaw = float(rng.normal(0, 0.08)), np.pi + rng.normal(0, 0.35)
        if beside(layout, desk, chair, x, low[1] - reach - 0.02, yaw):
            break
    back = float(high[1])
    if rng.random() < 0.8:
        for x in [0.0] if rng.random() < 0.6 else [-0.3, 0.3]:
            _put(layout, desk, "monitor", rng, x=x, y=back, yaw=float(rng.normal(0, 0.05) - 0.4 * x))
        x, yaw = float(rng.normal(0, 0.04)), float(rng.normal(0, 0.05))
        _put(layout, desk, "keyboard", rng, x=x, y=low[1] + 0.2, yaw=yaw)
    else:
        _put(layout, desk, "laptop", rng, x=0.0, y=0.0, yaw=float(rng.normal(0, 0.1)))
    if rng.random() < 0.6:
        _put(layout, desk, "table lamp", rng, y=back, yaw=float(rng.normal(0, 0.3)))
    _scatter(layout, desk, rng, (*LITTLE, "book", "book"), int(rng.integers(1, 3 + round(5 * clutter))))
    if rng.random() < 0.4:
        _above(layout, desk, "picture", rng)
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


def _scatter(
    layout: Layout, owner: Object, rng: Rng, kinds: Sequence[str], count: int, support: int | None = None
) -> None:
    if not owner.asset.supports:
        return
    for _ in range(count):
        _put(layout, owner, pick(rng, kinds), rng, support)


def _above(layout: Layout, thing: Object, kind: str, rng: Rng) -> None:
    """Hang something on the wall behind a thing, over its middle or a little beside it."""
    wall, at = behind(layout, thing)
    top = float(thing.pose[2, 3] + extent(thing.asset)[1][2])
    for _ in range(SAMPLES):
        hung = ASSETS[kind](rng)
        tall = float(extent(hung)[1][2])
        z = max(float(rng.uniform(1.45, 1.7)) - tall / 2, top + float(rng.uniform(0.08, 0.2)))
        if against(layout, hung, rng, [wall], gap=0.002, z=z, along=(at - 0.06, at + 0.06), clear=0.03):
            return


def _radiators(layout: Layout, windows: list[Wall], rng: Rng) -> None:
    for wall in windows:
        if rng.random() < 0.7:
            _stand(layout, "radiator", rng, [wall], gap=0.02, along=(-0.3, 0.3))


def _finish(layout: Layout, rng: Rng, clutter: float, corners: tuple[str, ...]) -> None:
    """What every room ends with: things in corners, on walls and about the floor."""
    for kind in corners:
        if rng.random() < 0.75:
            for _ in range(SAMPLES):
                asset = plant_tall(rng) if kind == "plant" else ASSETS[kind](rng)
                if in_corner(layout, asset, rng):
                    break
    on_walls = ["picture"] * int(rng.integers(3, 6 + round(4 * clutter)))
    on_walls += [kind for kind, chance in (("mirror", 0.4), ("clock", 0.6)) if rng.random() < chance]
    for kind in on_walls:
        thing = ASSETS[kind](rng)
        tall = float(extent(thing)[1][2])
        z = float(rng.uniform(1.45, 1.7)) - tall / 2
        against(layout, thing, rng, gap=0.002, z=z, clear=0.06)
    for _ in range(int(rng.integers(0, 2 + round(4 * clutter)))):
        anywhere(layout, ASSETS[pick(rng, LOOSE)](rng), rng)
