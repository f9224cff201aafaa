# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Put things into a corridor: all of its walls are square, so boxes along the axes judge what is free.

A corridor holds hundreds of boxes; they are compared at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from cavendish.scenes.corridor.plan import Rect, Side
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.scene import Asset, Float, Light, Object
from cavendish.scenes.shell import PLINTH

Rng = np.random.Generator
TIGHT = 1e-4  # metres; boxes that touch do not collide
HUNG = 4e-4  # metres from a wall to what hangs on it
STEP = 0.6  # metres
PASSAGE = 1.95  # metres of height that are free where people walk


@dataclass(frozen=True, eq=False)
class Hall:
    """A corridor under way. rects: floors where things may stand; solid: boxes (2, 3) of what is there; kept: of doors."""

    height: float
    rects: list[Rect]
    objects: list[Object] = field(default_factory=list)
    lights: list[Light] = field(default_factory=list)
    solid: list[Float] = field(default_factory=list)
    kept: list[Float] = field(default_factory=list)


def add(hall: Hall, asset: Asset, pose: Float, solid: bool = True) -> Object:
    """Put an asset there, whatever is there already. Not solid: nothing else keeps clear of it (walls, floors)."""
    thing = Object(len(hall.objects) + 1, asset, pose)
    hall.objects.append(thing)
    if solid:
        hall.solid.append(box_of(asset, pose))
    return thing


def box_of(asset: Asset, pose: Float) -> Float:
    """The box (2, 3) along the world's axes around a posed asset."""
    low, high = asset.extent
    return around(pose, low, high)


def around(pose: Float, low: Float | Sequence[float], high: Float | Sequence[float]) -> Float:
    """The box (2, 3) along the world's axes around a box in the frame of a pose."""
    low, high = np.asarray(low, float), np.asarray(high, float)
    middle = pose[:3, :3] @ ((low + high) / 2) + pose[:3, 3]
    half = np.abs(pose[:3, :3]) @ ((high - low) / 2)
    return np.array([middle - half, middle + half])


def keep_free(hall: Hall, pose: Float, low: Sequence[float], high: Sequence[float]) -> None:
    """Let nothing be placed in a box of a pose's frame."""
    hall.kept.append(around(pose, low, high))


def is_free(box: Float, others: Sequence[Float]) -> bool:
    """Whether a box meets none of the others."""
    if not others:
        return True
    boxes = np.asarray(others)
    apart = (boxes[:, 0] >= box[1] - TIGHT) | (boxes[:, 1] <= box[0] + TIGHT)
    return bool(np.all(np.any(apart, axis=1)))


def within(hall: Hall, box: Float) -> bool:
    """Whether a box is over one of the floors and under the ceiling."""
    if box[0, 2] < -TIGHT or box[1, 2] > hall.height + TIGHT:
        return False
    return any(
        np.all(box[0, :2] >= np.subtract(rect.low, TIGHT)) and np.all(box[1, :2] <= np.add(rect.high, TIGHT))
        for rect in hall.rects
    )


def fits(hall: Hall, box: Float, clear: float = 0.01) -> bool:
    """Whether a box is in the corridor and `clear` metres away, at its sides, from all that is there."""
    wide = box + np.array([[-clear, -clear, 0], [clear, clear, 0]])
    return within(hall, box) and is_free(wide, hall.solid) and is_free(box, hall.kept)


def stand(
    hall: Hall,
    side: Side,
    asset: Asset,
    x: float,
    gap: float = 0.025,
    z: float = 0.0,
    front: float = 0.0,
    clear: float = 0.01,
    yaw: float = 0.0,
) -> Object | None:
    """Stand or hang an asset at a wall, its middle at x along it, if it fits.

    front: metres before it that must be left for people to pass; yaw: how far it is turned from having its back there.
    """
    low, high = around(rotation("z", yaw), *asset.extent)
    pose = side.wall.pose @ translation(x - (low[0] + high[0]) / 2, -high[1] - gap, z)
    if not fits(hall, around(pose, low, high), clear):
        return None
    skirt = (PLINTH if z == 0 else 0.0, 0.0, 0.0)  # in a corner the next wall's baseboard is beside it
    if not within(hall, around(pose, low - skirt, high + skirt)):
        return None
    if front > 0:
        before = around(pose, (low[0], low[1] - front, 0.0), (high[0], low[1], PASSAGE))
        # Nobody has to squeeze between a thing here and one a step farther at the other wall.
        step = around(pose, (low[0] - STEP, low[1] - front, 0.0), (high[0] + STEP, low[1], PASSAGE))
        if not (within(hall, before) and is_free(step, hall.solid)):
            return None
    return add(hall, asset, pose @ rotation("z", yaw) if yaw else pose)


def somewhere(
    hall: Hall,
    sides: Sequence[Side],
    asset: Asset,
    rng: Rng,
    gap: float = 0.025,
    z: float = 0.0,
    front: float = 0.0,
    clear: float = 0.01,
    yaw: float = 0.0,
    tries: int = 12,
) -> tuple[Object, Side, float] | None:
    """Stand or hang an asset at a random place of some walls; also which wall it is, and where along it."""
    lengths = np.array([side.wall.length for side in sides])
    low, high = around(rotation("z", yaw), *asset.extent)
    for _ in range(tries):
        side = sides[int(rng.choice(len(sides), p=lengths / lengths.sum()))]
        room = side.wall.length - float(high[0] - low[0]) - 0.2
        if room <= 0:
            continue
        x = float(rng.uniform(-room / 2, room / 2))
        placed = stand(hall, side, asset, x, gap, z, front, clear, yaw)
        if placed is not None:
            return placed, side, x
    return None


def hang(hall: Hall, asset: Asset, pose: Float) -> Object | None:
    """Hang an asset from the ceiling above the pose's origin, if its place is free."""
    top = float(asset.extent[1][2])
    up = translation(0, 0, hall.height - top) @ pose
    return add(hall, asset, up) if fits(hall, box_of(asset, up), 0.02) else None


def upon(hall: Hall, owner: Object, asset: Asset, rng: Rng) -> Object | None:
    """Stand an asset on the first support of a thing that has none on it yet."""
    if not owner.asset.supports:
        return None
    place = owner.asset.supports[0]
    low, high = asset.extent
    spans = [(place.x[0] - low[0], place.x[1] - high[0]), (place.y[0] - low[1], place.y[1] - high[1])]
    if any(a > b for a, b in spans) or high[2] > place.headroom:
        return None
    x, y = (float(rng.uniform(a, b)) for a, b in spans)
    pose = owner.pose @ translation(x, y, place.z)
    box = box_of(asset, pose)
    mine = box_of(owner.asset, owner.pose)
    others = [other for other in hall.solid if not np.array_equal(other, mine)]
    return add(hall, asset, pose) if is_free(box, others) and is_free(box, hall.kept) else None
