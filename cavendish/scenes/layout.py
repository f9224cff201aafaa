# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Put assets into a rectangular room: on the floor, against walls, on walls, on top of each other; never into each other.

Collisions are judged by oriented boxes: safe, since a box holds all of its asset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from cavendish.scenes.assets import ASSETS, Sampler
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.scene import Asset, Float, Object, Support

Rng = np.random.Generator
TIGHT = 1e-4  # metres; boxes that touch do not collide
FOOT = 0.12  # metres; no baseboard is taller
HUNG = 5e-4  # metres between a wall and what hangs on it


@dataclass(frozen=True, eq=False)
class Footprint:
    """An upright box: four corners (4, 2) in metres, and its low and high z."""

    corners: Float
    low: float
    high: float

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Least x and y, largest x and y."""
        (a, b), (c, d) = self.corners.min(axis=0).tolist(), self.corners.max(axis=0).tolist()
        return a, b, c, d

    def is_near(self, low: Float, high: Float) -> bool:
        """Whether its bounds meet those of another."""
        a, b, c, d = self.bounds
        return bool(a < high[0] and c > low[0] and b < high[1] and d > low[1])


@dataclass(frozen=True)
class Wall:
    """One wall of the room, seen from inside. pose of its foot's middle: X along the wall, +Y out of the room."""

    name: str
    pose: Float = field(compare=False, hash=False)
    length: float


@dataclass(frozen=True, eq=False)
class Layout:
    """A room under way: its size, its walls, the objects so far, and the boxes that they and free zones take up.

    plinth: metres that baseboards stand out from the walls. things: what is drawn from, samplers by class.
    """

    width: float
    depth: float
    height: float
    plinth: float = 0.0
    objects: list[Object] = field(default_factory=list)
    taken: list[Footprint] = field(default_factory=list)
    things: Mapping[str, Sampler] = field(default_factory=lambda: ASSETS)

    @property
    def walls(self) -> tuple[Wall, ...]:
        """North (+Y), east (+X), south and west."""
        w, d = self.width, self.depth
        return (
            Wall("north", translation(0, d / 2, 0), w),
            Wall("east", translation(w / 2, 0, 0) @ rotation("z", -np.pi / 2), d),
            Wall("south", translation(0, -d / 2, 0) @ rotation("z", np.pi), w),
            Wall("west", translation(-w / 2, 0, 0) @ rotation("z", np.pi / 2), d),
        )


def add(layout: Layout, asset: Asset, pose: Float, solid: bool = True) -> Object:
    """Put an asset there, whatever is there already. Not solid: nothing else keeps clear of it (walls, floors)."""
    thing = Object(len(layout.objects) + 1, asset, pose)
    layout.objects.append(thing)
    if solid:
        layout.taken.append(footprint(asset, pose))
    return thing


def try_add(layout: Layout, asset: Asset, pose: Float, clear: float = 0.01) -> Object | None:
    """Put an asset there if it fits into the room and keeps `clear` metres from all others at its sides."""
    bare, wide = footprint(asset, pose), footprint(asset, pose, clear)
    return add(layout, asset, pose) if within(layout, bare) and is_free(layout, wide) else None


def keep_free(
    layout: Layout, pose: Float, x: tuple[float, float], y: tuple[float, float], z: tuple[float, float]
) -> None:
    """Let nothing be placed in a box, given in the frame of `pose`: the swing of a door, the view from a window."""
    layout.taken.append(_box(pose, np.array([[x[0], y[0], z[0]], [x[1], y[1], z[1]]]), 0.0))


def fits(layout: Layout, box: Footprint) -> bool:
    """Whether a box is inside the room and clear of all that is taken."""
    return within(layout, box) and is_free(layout, box)


def within(layout: Layout, box: Footprint) -> bool:
    """Whether a box is inside the room."""
    inset = layout.plinth if box.low < FOOT else 0.0
    half = np.array([layout.width, layout.depth]) / 2 + TIGHT - inset
    return not (np.any(np.abs(box.corners) > half) or box.low < -TIGHT or box.high > layout.height + TIGHT)


def is_free(layout: Layout, box: Footprint) -> bool:
    """Whether a box is clear of all that is taken."""
    low, high = box.corners.min(axis=0), box.corners.max(axis=0)
    return not any(overlap(box, other) for other in layout.taken if other.is_near(low, high))


def against(
    layout: Layout,
    asset: Asset,
    rng: Rng,
    walls: Iterable[Wall] = (),
    gap: float = 0.025,
    z: float = 0.0,
    tries: int = 30,
    along: tuple[float, float] = (-0.5, 0.5),
    front: float = 0.0,
    clear: float = 0.01,
) -> Object | None:
    """Stand or hang an asset with its back to a wall, at a random place where it fits.

    gap: from the wall; z: of its lowest point; along: the part of the wall that its middle may be at, -0.5..0.5;
    front: metres that must be free before it; clear: metres to all others.
    """
    candidates = list(walls) or list(layout.walls)
    low, high = extent(asset)
    for _ in range(tries):
        wall = candidates[int(rng.integers(len(candidates)))]
        room = wall.length - (high[0] - low[0]) - 0.04
        if room <= 0:
            continue
        spot = np.clip(rng.uniform(*along) * wall.length, -room / 2, room / 2)
        pose = wall.pose @ translation(spot - (low[0] + high[0]) / 2, -high[1] - gap, z)
        if front > 0:
            ahead = np.array([[low[0], low[1] - front, 0.0], [high[0], low[1], 1.0]])
            if not fits(layout, _box(pose, ahead, 0.0)):
                continue
        placed = try_add(layout, asset, pose, clear)
        if placed is not None:
            return placed
    return None


def behind(layout: Layout, thing: Object) -> tuple[Wall, float]:
    """The wall nearest to a thing, and where along it (-0.5..0.5) the thing stands."""
    spots = [(wall, np.linalg.inv(wall.pose) @ thing.pose[:, 3]) for wall in layout.walls]
    wall, spot = min(spots, key=lambda pair: -float(pair[1][1]))
    return wall, float(spot[0]) / wall.length


def beside(
    layout: Layout, other: Object, asset: Asset, x: float, y: float, yaw: float = 0.0
) -> Object | None:
    """Stand an asset at (x, y) metres in the frame of another that stands on the floor, turned by `yaw` radians."""
    pose = other.pose @ translation(x, y, 0) @ rotation("z", yaw)
    return try_add(layout, asset, pose, clear=0.005)


def anywhere(
    layout: Layout, asset: Asset, rng: Rng, tries: int = 30, clear: float = 0.05, square: bool = False
) -> Object | None:
    """Stand an asset on the floor at a random place where it fits, at any angle or `square` to the walls."""
    for _ in range(tries):
        spot = rng.uniform([-layout.width / 2, -layout.depth / 2], [layout.width / 2, layout.depth / 2])
        yaw = float(rng.integers(4)) * np.pi / 2 if square else float(rng.uniform(-np.pi, np.pi))
        pose = translation(spot[0], spot[1], 0) @ rotation("z", yaw)
        placed = try_add(layout, asset, pose, clear)
        if placed is not None:
            return placed
    return None


def in_corner(layout: Layout, asset: Asset, rng: Rng) -> Object | None:
    """Stand an asset in one of the room's corners."""
    low, high = extent(asset)
    reach = float(max(np.hypot(*high[:2]), np.hypot(*low[:2]))) + 0.03
    corners = [(sx, sy) for sx in (-1, 1) for sy in (-1, 1)]
    rng.shuffle(corners)
    for sx, sy in corners:
        x, y = sx * (layout.width / 2 - reach), sy * (layout.depth / 2 - reach)
        pose = translation(x, y, 0) @ rotation("z", np.arctan2(sy, sx) - np.pi / 2 + rng.normal(0, 0.2))
        placed = try_add(layout, asset, pose)
        if placed is not None:
            return placed
    return None


def on_top(
    layout: Layout,
    owner: Object,
    asset: Asset,
    rng: Rng,
    support: int | None = None,
    x: float | None = None,
    y: float | None = None,
    yaw: float | None = None,
    tries: int = 12,
) -> Object | None:
    """Stand an asset on one of its owner's supports: anywhere on it, or at (x, y) of the owner's frame."""
    places = list(owner.asset.supports) if support is None else [owner.asset.supports[support]]
    if not places:
        return None
    for _ in range(tries):
        place = places[int(rng.integers(len(places)))]
        angle = rng.uniform(-np.pi, np.pi) if yaw is None else yaw
        low, high = _turned(asset, angle)
        span_x = (place.x[0] - low[0], place.x[1] - high[0])
        span_y = (place.y[0] - low[1], place.y[1] - high[1])
        if span_x[0] > span_x[1] or span_y[0] > span_y[1] or high[2] > place.headroom - 0.005:
            continue
        at_x = rng.uniform(*span_x) if x is None else float(np.clip(x, *span_x))
        at_y = rng.uniform(*span_y) if y is None else float(np.clip(y, *span_y))
        placed = _rest(layout, owner, asset, at_x, at_y, place.z, angle)
        if placed is not None:
            return placed
    return None


def row(
    layout: Layout, owner: Object, place: Support, make: Callable[[float], tuple[Asset, Float]], rng: Rng
) -> int:
    """Stand things side by side on a support from its left end, as books on a shelf; returns how many.

    make: of the headroom; an asset and the pose in which it stands, its lowest point at z = 0. What is too tall or
    too deep is left out; after eight in a row of those the row ends.
    """
    x = place.x[0] + float(rng.uniform(0, 0.05))
    count = misses = 0
    while misses < 8:
        asset, stand = make(place.headroom)
        low, high = _posed(asset, stand)
        if x + high[0] - low[0] > place.x[1]:
            break
        slack = place.y[1] - place.y[0] - float(high[1] - low[1])  # what is deeper stands nearer to the edge
        if high[2] > place.headroom - 0.01 or slack < -0.015:
            misses += 1
            continue
        front = place.y[0] + min(slack, float(rng.uniform(0, 0.012)))
        add(layout, asset, owner.pose @ translation(x - low[0], front - low[1], place.z) @ stand)
        count, misses = count + 1, 0
        x += float(high[0] - low[0])
        x += 0.0006 if rng.random() < 0.93 else float(rng.uniform(0.03, 0.25))
    return count


def upon(
    layout: Layout, owner: Object, asset: Asset, x: float = 0.0, y: float = 0.0, yaw: float = 0.0
) -> Object | None:
    """Stand an asset on the flat top of another that lies on the floor (a rug), wholly inside its box."""
    low, high = extent(owner.asset)
    under, over = _turned(asset, yaw)
    if np.any(under[:2] + (x, y) < low[:2]) or np.any(over[:2] + (x, y) > high[:2]):
        return None
    return _rest(layout, owner, asset, x, y, float(high[2]), yaw)


def footprint(asset: Asset, pose: Float, clear: float = 0.0) -> Footprint:
    """The upright box of a posed asset, wider by `clear` metres at its sides."""
    turn = pose[:3, :3]
    if abs(turn[2, 2] - 1) < 1e-9:
        low, high = extent(asset)
        return _box(pose, np.array([low, high]), clear)
    low, high = _posed(asset, pose)  # a thing that lies or leans: an axis-aligned box
    return _box(np.eye(4), np.array([low, high]), clear)


def extent(asset: Asset) -> tuple[Float, Float]:
    """Low and high corner of an asset's bounding box in its own frame, (3,) each; kept with the asset alone."""
    return asset.extent


def _box(pose: Float, corners: Float, clear: float) -> Footprint:
    (x0, y0, z0), (x1, y1, z1) = corners
    c = clear - TIGHT
    flat = np.array([[x0 - c, y0 - c], [x1 + c, y0 - c], [x1 + c, y1 + c], [x0 - c, y1 + c]])
    return Footprint(flat @ pose[:2, :2].T + pose[:2, 3], z0 + pose[2, 3] + TIGHT, z1 + pose[2, 3] - TIGHT)


def overlap(a: Footprint, b: Footprint) -> bool:
    """Whether two upright boxes share space."""
    if a.low >= b.high or b.low >= a.high:
        return False
    for one in (a.corners, b.corners):  # separating axes of two rectangles
        for edge in (one[1] - one[0], one[3] - one[0]):
            p, q = a.corners @ edge, b.corners @ edge
            if p.max() <= q.min() or q.max() <= p.min():
                return False
    return True


def _posed(asset: Asset, pose: Float) -> tuple[Float, Float]:
    points = np.concatenate([part.mesh.vertices for part in asset.parts]) @ pose[:3, :3].T + pose[:3, 3]
    return points.min(axis=0), points.max(axis=0)


def _turned(asset: Asset, yaw: float) -> tuple[Float, Float]:
    low, high = extent(asset)
    c, s = np.cos(yaw), np.sin(yaw)
    corners = np.array([[x, y] for x in (low[0], high[0]) for y in (low[1], high[1])]) @ np.array(
        [[c, s], [-s, c]]
    )
    return np.append(corners.min(axis=0), low[2]), np.append(corners.max(axis=0), high[2])


def _rest(
    layout: Layout, owner: Object, asset: Asset, x: float, y: float, z: float, yaw: float
) -> Object | None:
    pose = owner.pose @ translation(x, y, z) @ rotation("z", yaw)
    box = footprint(asset, pose, 0.004)
    # The owner's own box surrounds its supports, so it is no obstacle to what stands on it.
    own = footprint(owner.asset, owner.pose)
    others = [b for b in layout.taken if not is_same(b, own)]
    if any(overlap(box, other) for other in others):
        return None
    return add(layout, asset, pose)


def is_same(a: Footprint, b: Footprint) -> bool:
    """Whether two footprints are of one thing."""
    return a.low == b.low and a.high == b.high and bool(np.array_equal(a.corners, b.corners))


def pick(rng: Rng, options: Sequence[str]) -> str:
    """One of some names."""
    return options[int(rng.integers(len(options)))]
