# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The plan of a corridor: a main run along +Y, with a branch or an alcove at one side, and the walls around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.layout import Wall
from cavendish.scenes.scene import Float
from cavendish.scenes.shell import PLINTH, WALL

Rng = np.random.Generator
Shape = Literal["straight", "L", "T", "alcove"]
Role = Literal["long", "end", "niche"]


@dataclass(frozen=True)
class Rect:
    """A rectangle of floor, metres: from its low corner to its high one. along: 0 where it runs along X, 1 along Y."""

    low: tuple[float, float]
    high: tuple[float, float]
    along: int = 1

    @property
    def length(self) -> float:
        """Metres that it is long."""
        return self.high[self.along] - self.low[self.along]


@dataclass(frozen=True)
class Side:
    """A wall of the corridor. role: it runs along, closes an end, or is the back of an alcove.

    before, after: metres that its body reaches farther than its inner face, at its left and its right end; skirt: the
    same of its baseboard.
    """

    wall: Wall
    role: Role
    before: float
    after: float
    skirt: tuple[float, float]

    def span(self, before: float, after: float) -> tuple[Wall, float]:
        """The wall with its ends moved outwards, and where its middle then lies along it."""
        shift = (after - before) / 2
        wall = self.wall
        return Wall(wall.name, wall.pose @ translation(shift, 0, 0), wall.length + before + after), shift


@dataclass(frozen=True, eq=False)
class Plan:
    """A corridor's shape. rects: the main run, then the branch, if any; outline: (N, 2) clockwise; sides: one an edge."""

    rects: tuple[Rect, ...]
    outline: Float
    sides: tuple[Side, ...]
    height: float


def plan(length: float, width: float, height: float, shape: Shape, rng: Rng) -> Plan:
    """A plan whose main run goes from y = 0 to y = length about x = 0; its branch lies at either side."""
    half = width / 2
    main = Rect((-half, 0.0), (half, length))
    if shape == "straight":
        outline = [(-half, length), (half, length), (half, 0.0), (-half, 0.0)]
        return _closed((main,), outline, height, None)
    if shape == "alcove":
        across, reach = float(rng.uniform(1.8, 3.6)), float(rng.uniform(1.0, 2.0))
    else:
        across, reach = float(np.clip(width * rng.uniform(0.8, 1.1), 1.4, 3.5)), float(rng.uniform(4.0, 9.0))
    b = length if shape == "L" else float(rng.uniform(0.35, 0.8)) * (length - across) + across
    a = b - across
    # An alcove's length counts from the corridor's wall.
    branch = Rect((half, a), (half + reach, b), 1 if shape == "alcove" else 0)
    outline = [(-half, length), (half, length), (half, b), (half + reach, b)]
    if shape == "L":
        outline = [(-half, length), (half + reach, length)]
    outline += [(half + reach, a), (half, a), (half, 0.0), (-half, 0.0)]
    if rng.random() < 0.5:  # mirrored
        outline = [(-x, y) for x, y in reversed(outline)]
        branch = Rect((-branch.high[0], a), (-half, b), branch.along)
    return _closed((main, branch), outline, height, branch if shape == "alcove" else None)


def _closed(
    rects: tuple[Rect, ...], outline: list[tuple[float, float]], height: float, niche: Rect | None
) -> Plan:
    points = np.array(outline)
    sides = []
    for k in range(len(points)):
        p, q = points[k], points[(k + 1) % len(points)]
        way = (q - p) / np.linalg.norm(q - p)
        starts, ends = _inner(points, k), _inner(points, (k + 1) % len(points))
        span = float(np.linalg.norm(q - p))
        role: Role = "long"
        if niche is not None and all(niche.low[0] - 1e-6 <= v[0] <= niche.high[0] + 1e-6 for v in (p, q)):
            role = "niche" if abs(way[1]) > 0.5 and not _touches(rects[0], p) else "long"
        elif starts and ends and span < 3.6 and span < rects[0].length / 2:
            role = "end"
        pose = translation((p[0] + q[0]) / 2, (p[1] + q[1]) / 2, 0) @ rotation(
            "z", float(np.arctan2(way[1], way[0]))
        )
        sides.append(
            Side(
                Wall(f"side {k}", pose, span),
                role,
                0.0 if starts else -WALL,
                WALL if ends else 0.0,
                (-PLINTH if starts else 0.0, 0.0 if ends else PLINTH),
            )
        )
    return Plan(rects, points, tuple(sides), height)


def _inner(points: Float, k: int) -> bool:
    """Whether the corner is one of a room (seen from inside, the walls stand at 90 degrees), not an edge of a wall."""
    before, here, after = points[k - 1], points[k], points[(k + 1) % len(points)]
    (ax, ay), (bx, by) = here - before, after - here
    return bool(ax * by - ay * bx < 0)


def _touches(rect: Rect, point: Float) -> bool:
    return bool(abs(abs(point[0]) - rect.high[0]) < 1e-6)
