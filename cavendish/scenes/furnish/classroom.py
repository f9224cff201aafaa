# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Classrooms: rows of school desks that face a board, a teacher's desk, lockers, shelves, posters."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.assets.blackboard import board_rand
from cavendish.scenes.assets.poster import poster_rand
from cavendish.scenes.furnish import furnish
from cavendish.scenes.furnish.common import SAMPLES, put, radiators, scatter, stand
from cavendish.scenes.furnish.spaces import free_spans, place
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.layout import (
    HUNG,
    Layout,
    Wall,
    against,
    anywhere,
    beside,
    extent,
    in_corner,
    keep_free,
    on_top,
    pick,
    try_add,
)
from cavendish.scenes.scene import Asset, Object

Rng = np.random.Generator
ON_DESKS = ("book", "book", "book", "bottle", "laptop", "book")


@furnish("classroom")
def classroom(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """The board at the front, the teacher before it, the class in rows, the rest along the walls."""
    front, middle = _front(layout, windows)
    wall_run = max(free_spans(layout, front, 0.3, (0.8, 2.1)), default=(-1.0, 1.0), key=lambda s: s[1] - s[0])
    board = board_rand(rng, float(np.clip(rng.uniform(2.4, 4.0), 1.2, wall_run[1] - wall_run[0] - 0.1)))
    half = float(extent(board)[1][0])
    x = float(np.clip(middle, wall_run[0] + half + 0.02, wall_run[1] - half - 0.02))
    place(layout, front, board, x, HUNG, float(rng.uniform(0.85, 0.95)))
    keep_free(layout, front.pose, (x - half, x + half), (-0.75, -0.3), (0.0, 1.0))
    _teacher(layout, front, x, rng, clutter)
    desks = _rows(layout, front, rng)
    _pupils(layout, desks, rng, clutter)
    radiators(layout, windows, rng)
    back = [w for w in layout.walls if w != front]
    for _ in range(int(rng.integers(1, 4))):
        stand(layout, "locker", rng, back, front=0.5) or stand(layout, "locker", rng, back)
    for _ in range(int(rng.integers(1, 3))):
        stand(layout, "bookshelf", rng, back)
    if rng.random() < 0.5:
        cabinet = (
            stand(layout, "filing cabinet", rng)
            if rng.random() < 0.5
            else stand(layout, "dresser", rng, back)
        )
        if cabinet is not None:
            scatter(layout, cabinet, rng, ("globe", "plant", "box", "book"), int(rng.integers(1, 3)))
    for shelf in [t for t in layout.objects if t.category == "locker"]:
        if rng.random() < 0.5:
            scatter(layout, shelf, rng, ("globe", "box", "plant", "ball"), 1, 0)
    _walls(layout, front, rng, clutter)
    stand(layout, "bin", rng, [front]) or stand(layout, "bin", rng)
    if rng.random() < 0.6:
        in_corner(layout, layout.things["plant"](rng), rng)
    for _ in range(int(rng.integers(0, 2 + round(3 * clutter)))):
        anywhere(layout, layout.things["backpack"](rng), rng)


def _front(layout: Layout, windows: list[Wall]) -> tuple[Wall, float]:
    """The wall for the board: no windows, a long free stretch; and the middle of the wall."""
    blank = [w for w in layout.walls if w not in windows] or list(layout.walls)

    def score(wall: Wall) -> float:
        spans = free_spans(layout, wall, 0.3, (0.0, 2.1))
        # With windows at the class's side: a wall square to them.
        side = any(abs(float(np.dot(wall.pose[:2, 1], w.pose[:2, 1]))) < 0.5 for w in windows)
        return (spans[0][1] - spans[0][0] if spans else 0.0) + (3.0 if side else 0.0)

    return max(blank, key=score), 0.0


def _teacher(layout: Layout, front: Wall, x: float, rng: Rng, clutter: float) -> None:
    """The teacher's desk before the board, to one side; who sits there looks at the class."""
    for _ in range(3 * SAMPLES):
        desk = layout.things["desk"](rng)
        low, high = extent(desk)
        ahead = float(rng.uniform(1.35, 1.7))
        side = float(rng.choice([-1, 1])) * float(rng.uniform(0.5, 0.32 * front.length))
        pose = (
            front.pose
            @ translation(x + side, -ahead - float(high[1] - low[1]) / 2, 0)
            @ rotation("z", np.pi + rng.normal(0, 0.03))
        )
        placed = try_add(layout, desk, pose, 0.05)
        if placed is None:
            continue
        for _ in range(SAMPLES):
            chair = layout.things["office chair" if rng.random() < 0.5 else "chair"](rng)
            reach = float(np.hypot(*extent(chair)[1][:2]))
            if beside(
                layout,
                placed,
                chair,
                float(rng.normal(0, 0.05)),
                float(low[1]) - reach - 0.02,
                np.pi + float(rng.normal(0, 0.3)),
            ):
                break
        if rng.random() < 0.6:
            put(layout, placed, "laptop", rng, x=0.0, y=0.0, yaw=float(rng.normal(0, 0.15)))
        kinds = ["globe"] if rng.random() < 0.45 else []
        kinds += [
            str(rng.choice(["book", "book", "mug", "apple", "plant", "bottle"]))
            for _ in range(int(rng.integers(2, 4 + round(4 * clutter))))
        ]
        for kind in kinds:
            put(layout, placed, kind, rng)
        return


def _rows(layout: Layout, front: Wall, rng: Rng) -> list[Object]:
    """Desks in rows, all of one kind, each with its chairs; the aisles are wide enough to pass."""
    desk = layout.things["school desk"](rng)
    chair = _chair(layout, rng, desk)
    low, high = extent(desk)
    wide, deep = (float(v) for v in (high - low)[:2])
    seat = float(extent(chair)[1][1] - extent(chair)[0][1])
    double = wide > 0.95
    aisle = float(rng.uniform(0.55, 0.8))
    behind_ = float(rng.uniform(0.3, 0.45))
    long = layout.depth if front.name in ("north", "south") else layout.width
    pitch_x, pitch_y = wide + aisle, deep + seat + behind_
    start = float(rng.uniform(2.5, 2.9)) + deep / 2
    columns = max(int((front.length - 1.3 + aisle) // pitch_x), 1)
    rows = max(int((long - start - seat - deep / 2 - 0.7) // pitch_y) + 1, 1)
    desks = []
    for r in range(min(rows, 6)):
        for c in range(columns):
            x = (c - (columns - 1) / 2) * pitch_x + float(rng.normal(0, 0.015))
            y = -(start + r * pitch_y) + float(rng.normal(0, 0.015))
            pose = front.pose @ translation(x, y, 0) @ rotation("z", float(rng.normal(0, 0.012)))
            placed = try_add(layout, desk, pose, 0.02)
            if placed is None:
                continue
            desks.append(placed)
            for at in (-wide / 4, wide / 4) if double else (0.0,):
                if rng.random() < 0.95:
                    back = float(low[1]) - seat / 2 - float(rng.uniform(0.006, 0.12))
                    beside(
                        layout,
                        placed,
                        chair,
                        at + float(rng.normal(0, 0.015)),
                        back,
                        np.pi + float(rng.normal(0, 0.06)),
                    )
    return desks


def _chair(layout: Layout, rng: Rng, desk: Asset) -> Asset:
    """A plain chair that all in the class sit on: no upholstery."""
    for _ in range(12):
        chair = layout.things["chair"](rng)
        low, high = extent(chair)
        plain = all(part.material.kind not in ("fabric", "leather") for part in chair.parts)
        if plain and high[0] - low[0] < 0.5 and high[2] < 0.92:
            return chair
    return chair


def _pupils(layout: Layout, desks: list[Object], rng: Rng, clutter: float) -> None:
    """What lies on and by the desks."""
    for desk in desks:
        for _ in range(int(rng.integers(0, 2 + round(3 * clutter)))):
            on_top(layout, desk, _schoolwork(layout, rng), rng, 0, yaw=float(rng.normal(0, 0.25)))
        if len(desk.asset.supports) > 1 and rng.random() < 0.6 * clutter:
            on_top(layout, desk, layout.things["book"](rng), rng, 1)
        high = extent(desk.asset)[1]
        if rng.random() < 0.35 * clutter:
            bag = layout.things["backpack"](rng)
            side = float(rng.choice([-1, 1])) * (float(high[0]) + 0.26)
            beside(layout, desk, bag, side, float(rng.uniform(-0.35, 0.1)), float(rng.uniform(-3, 3)))


def _schoolwork(layout: Layout, rng: Rng) -> Asset:
    """A thing that lies on a pupil's desk."""
    kind = pick(rng, ON_DESKS)
    asset = layout.things[kind](rng)
    while asset.attributes.get("kind") in ("wine", "soap", "milk"):
        asset = layout.things[kind](rng)
    return asset


def _walls(layout: Layout, front: Wall, rng: Rng, clutter: float) -> None:
    """A clock over the board or elsewhere, posters and pictures."""
    clock = layout.things["clock"](rng)
    tall = float(extent(clock)[1][2])
    over = layout.height - 0.12 - tall
    if over > 2.25 and rng.random() < 0.6:
        against(layout, clock, rng, [front], gap=HUNG, z=min(over, 2.5), along=(-0.3, 0.3))
    else:
        against(layout, clock, rng, gap=HUNG, z=2.0)
    for _ in range(int(rng.integers(4, 8 + round(6 * clutter)))):
        thing = poster_rand(rng) if rng.random() < 0.8 else layout.things["picture"](rng)
        height = float(extent(thing)[1][2])
        against(layout, thing, rng, gap=HUNG, z=float(rng.uniform(1.5, 1.75)) - height / 2, clear=0.07)
