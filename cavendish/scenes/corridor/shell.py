# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The shell of a corridor: floor, ceiling, walls with doors and windows, baseboards; rooms behind doors that stand open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets.door import LEAF, LINING, door
from cavendish.scenes.assets.window import window_fit
from cavendish.scenes.corridor.hall import Hall, add, around, is_free, keep_free
from cavendish.scenes.corridor.plan import Plan, Rect, Side
from cavendish.scenes.corridor.uses import Finish, Use
from cavendish.scenes.geometry import box, merge, moved, offset, placed, prism, rotation, translation
from cavendish.scenes.layout import Wall
from cavendish.scenes.scene import Asset, Float, Material, Mesh, Part
from cavendish.scenes.shell import WALL, Opening, baseboard, portal, slab, wall_asset

Rng = np.random.Generator
SLAB = 0.2  # metres, thickness of floors and ceilings
EDGE = 0.3  # metres of wall between a door and the next corner
TILE = 0.6  # metres, of a suspended ceiling
CLEAR = 0.95  # metres before a door where nothing stands


@dataclass(frozen=True, eq=False)
class Doorway:
    """A door in a side: its middle along the wall and its opening's width; the side of its hinges, seen from here."""

    side: Side
    x: float
    width: float
    hinge: int
    open: bool = False


@dataclass(frozen=True, eq=False)
class Leafs:
    """How all doors of a corridor are made: an asset of width and height, closed; whether it opens towards the rooms."""

    closed: Asset
    width: float
    height: float
    hinge: int


def doors_rand(use: Use, height: float, rng: Rng) -> Leafs:
    """The doors of a corridor, all alike. They open into the rooms: from here the leaf is deep in its frame."""
    width = float(rng.uniform(*use.door))
    tall = min(float(rng.uniform(2.02, 2.12)), height - 0.15)
    seed = finishes.seed(rng)
    pick = rng.random()
    leaf = finishes.wood(rng)
    if pick < 0.35:
        level = float(rng.uniform(0.8, 0.93))
        leaf = materials.paint((level, level, level * 0.97), seed=seed)
    elif pick < 0.55:
        leaf = materials.paint(
            finishes.hsv(rng.random(), rng.uniform(0.2, 0.6), rng.uniform(0.25, 0.7)), seed=seed
        )
    grey = float(rng.uniform(0.3, 0.9))
    casing = (
        replace(leaf) if rng.random() < 0.4 else materials.paint((grey, grey, grey * 0.98), 0.4, seed=seed)
    )
    hinge = int(rng.choice([-1, 1]))
    made = door(
        width,
        tall,
        WALL,
        leaf,
        casing=casing,
        hardware=materials.metal((0.74, 0.74, 0.75), 0.3, brushed=float(rng.random() < 0.5)),
        threshold=materials.metal((0.6, 0.6, 0.6), 0.4),
        style="plain" if rng.random() < 0.65 else "panels",
        panels=((1, 2), (2, 3), (1, 3))[int(rng.integers(3))],
        architrave=float(rng.uniform(0.05, 0.075)),
        hinge=hinge,
    )
    return Leafs(made, width, tall, hinge)


def opened(leafs: Leafs, angle: float) -> Asset:
    """The same door with its leaf turned about its hinges by an angle, radians, towards -Y of its frame."""
    at = leafs.hinge * (leafs.width / 2 - LINING - 0.001), -WALL / 2 + 0.004 - 0.004
    turn = translation(at[0], at[1], 0) @ rotation("z", leafs.hinge * angle) @ translation(-at[0], -at[1], 0)
    # The hinges turn about their own axis, so all of the hardware may turn with the leaf.
    casing, leaf, metal, sill = leafs.closed.parts
    moving = tuple(Part(placed(part.mesh, turn), part.material) for part in (leaf, metal))
    return Asset("door", (casing, *moving, sill), {**leafs.closed.attributes, "state": "open"})


def floors(hall: Hall, plan: Plan, finish: Finish, tiles: bool) -> None:
    """Floor and ceiling, which reach under and over the walls; tiles: with the rails of a suspended ceiling."""
    outline = offset(plan.outline[::-1], WALL)
    for category, z, material in (("floor", -SLAB, finish.floor), ("ceiling", plan.height, finish.ceiling)):
        pieces = [Part(moved(prism(outline, SLAB), (0, 0, z)), material)]
        if category == "ceiling" and tiles:
            pieces.append(Part(merge(_rails(plan)), materials.paint((0.78, 0.78, 0.77), 0.4)))
        add(hall, Asset(category, tuple(pieces), {"material": material.kind}), np.eye(4), solid=False)


def _lines(rect: Rect, axis: int) -> Float:
    """Where the rails of a suspended ceiling are across a rectangle; a tile lies in its middle."""
    low, high = rect.low[axis], rect.high[axis]
    count = int((high - low) / 2 / TILE - 0.5) + 1
    return np.asarray((low + high) / 2 + (np.arange(-count, count) + 0.5) * TILE, np.float64)


def _rails(plan: Plan) -> list[Mesh]:
    bars = []
    for rect in plan.rects:
        for axis in (0, 1):
            other = 1 - axis
            size, at = np.zeros(3), np.zeros(3)
            size[other], size[2] = rect.high[other] - rect.low[other], 0.0018
            at[other], at[2] = (rect.high[other] + rect.low[other]) / 2, plan.height
            for line in _lines(rect, axis):
                if rect.low[axis] + 0.05 < line < rect.high[axis] - 0.05:
                    size[axis], at[axis] = 0.024, line
                    # The two directions lie at heights a little apart: faces in one plane would flicker.
                    size[2] = 0.0018 - 0.0002 * axis
                    bars.append(box(size, at, bevel=0))
    return bars


def walls(hall: Hall, plan: Plan, openings: Sequence[Sequence[Opening]], finish: Finish, tall: float) -> None:
    """Walls and baseboards around the plan. openings: of each side, in the frame of its wall's foot."""
    for side, holes in zip(plan.sides, openings, strict=True):
        body, shift = side.span(side.before, side.after)
        here = [(a - shift, b - shift, c, d) for a, b, c, d in holes]
        add(hall, wall_asset(body, plan.height, here, 0.0, finish.wall, finish.dado), body.pose, solid=False)
        skirt, shift = side.span(*side.skirt)
        doorways = sorted((a - shift, b - shift, c, d) for a, b, c, d in holes if c == 0)
        board = baseboard(skirt, doorways, tall, finish.skirting, 0.0)
        add(hall, board, skirt.pose, solid=False)


def reserve(hall: Hall, doorway: Doorway, height: float) -> None:
    """Keep the way through a door free, and the wall around its frame."""
    half, pose = doorway.width / 2, doorway.side.wall.pose @ translation(doorway.x, 0, 0)
    keep_free(hall, pose, (-half - 0.12, -CLEAR, 0), (half + 0.12, 0, 2.0))
    keep_free(hall, pose, (-half - 0.12, -0.12, 0), (half + 0.12, 0, height + 0.12))


def glaze(hall: Hall, side: Side, holes: Sequence[Opening], rng: Rng, kept: float = 0.25) -> None:
    """Windows of one kind in a side's openings, with the light that comes through them."""
    made: dict[tuple[float, float], Asset] = {}
    for left, right, low, high in holes:
        size = (round(right - left, 4), round(high - low, 4))
        if size not in made:
            made[size] = window_fit(rng, right - left, high - low, WALL)
        pose = side.wall.pose @ translation((left + right) / 2, WALL / 2, low)
        add(hall, made[size], pose, solid=False)
        hall.lights.append(portal(side.wall, (left, right), (low, high)))
        keep_free(hall, side.wall.pose, (left - 0.05, -kept, low - 0.05), (right + 0.05, 0, high + 0.05))


@dataclass(frozen=True, eq=False)
class Room:
    """A room behind a door. rect: its floor; sides: its three other walls; window: the hole in its back wall, if any."""

    doorway: Doorway
    rect: Rect
    depth: float
    ends: tuple[float, float]
    sides: tuple[Side, ...]
    outer: Float


def beyond(doorway: Doorway) -> Float:
    """The box (2, 3) behind a door where its own room must be."""
    half, pose = doorway.width / 2 + 0.12, doorway.side.wall.pose @ translation(doorway.x, WALL, 0)
    return around(pose, (-half, 0.0, 0.0), (half, CLEAR, 2.0))


def room_behind(
    doorway: Doorway, plan: Plan, others: Sequence[Float], doorways: Sequence[Doorway], rng: Rng
) -> Room | None:
    """A small room behind one of the doorways, where it meets neither the corridor nor what is behind the other doors.

    others: boxes (2, 3) of the rooms that are there.
    """
    deep = float(rng.uniform(2.7, 4.2))
    half = doorway.width / 2
    left = doorway.x - half - float(rng.uniform(0.15, 0.9))
    right = doorway.x + half + float(rng.uniform(0.15, 0.9))
    pose = doorway.side.wall.pose
    corners = np.array([(left, WALL, 0, 1), (right, WALL + deep, 0, 1)]) @ pose.T
    low, high = corners[:, :2].min(axis=0), corners[:, :2].max(axis=0)
    outer = np.array([[*(low - WALL - 0.01), -1.0], [*(high + WALL + 0.01), 9.0]])
    # Its own door's wall is the one that it may touch.
    inner = np.array([(left - WALL, 2 * WALL, 0, 1), (right + WALL, 2 * WALL + deep, 0, 1)]) @ pose.T
    core = np.array([[*inner[:, :2].min(axis=0), -1.0], [*inner[:, :2].max(axis=0), 9.0]])
    own = [np.array([[*np.subtract(r.low, WALL), -1.0], [*np.add(r.high, WALL), 9.0]]) for r in plan.rects]
    behind = [beyond(other) for other in doorways if other is not doorway]
    if not (is_free(core, own) and is_free(outer, others) and is_free(outer, behind)):
        return None
    middle = (left + right) / 2
    frames = (
        (pose @ translation(left, WALL + deep / 2, 0) @ rotation("z", np.pi / 2), deep),
        (pose @ translation(middle, WALL + deep, 0), right - left),
        (pose @ translation(right, WALL + deep / 2, 0) @ rotation("z", -np.pi / 2), deep),
    )
    sides = tuple(Side(Wall("room", frame, span), "long", 0, 0, (0, 0)) for frame, span in frames)
    return Room(doorway, Rect((low[0], low[1]), (high[0], high[1])), deep, (left, right), sides, outer)


def build_room(
    hall: Hall, room: Room, window: bool, floor: Material, wall: Material, ceiling: Material, rng: Rng
) -> None:
    """Floor, ceiling and walls of a room; a window in its back wall, if asked."""
    left, right = room.ends
    pose = room.doorway.side.wall.pose @ translation((left + right) / 2, WALL + (room.depth + WALL) / 2, 0)
    size = (right - left + 2 * WALL, room.depth + WALL)
    add(hall, slab("floor", size, -SLAB / 2, floor), pose, solid=False)
    add(hall, slab("ceiling", size, hall.height + SLAB / 2, ceiling), pose, solid=False)
    for k, side in enumerate(room.sides):
        holes: list[Opening] = []
        back = k == 1
        if back and window:
            wide = min(float(rng.uniform(1.0, 1.6)), side.wall.length - 0.5)
            holes = [(-wide / 2, wide / 2, 0.9, min(2.2, hall.height - 0.25))]
        made = wall_asset(side.wall, hall.height, holes, WALL if back else 0.0, wall)
        add(hall, made, side.wall.pose, solid=False)
        glaze(hall, side, holes, rng)
    hall.rects.append(room.rect)
    swing = room.doorway.side.wall.pose @ translation(room.doorway.x, WALL, 0)
    half = room.doorway.width / 2
    keep_free(hall, swing, (-half - 0.15, 0, 0), (half + 0.15, room.doorway.width + LEAF + CLEAR, 2.2))
