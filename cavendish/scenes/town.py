# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The ground of a town: two streets that cross, blocks with sidewalks, markings, crosswalks, rails.

The main street runs along Y, with the other across it at `cross`; traffic keeps to the right. All metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cavendish.scenes import finishes, materials, materials_outdoor
from cavendish.scenes.geometry import box, merge
from cavendish.scenes.scene import Asset, Material, Mesh, Part

Rng = np.random.Generator
KERB = 0.13  # height of a sidewalk over the road
TRACKS = (-1.65, 1.65)  # the middles of a tramway's two tracks
PAINT = 0.0008  # thickness of markings, metres: less than counts for what drives on them
DEEP = 0.4  # of the slabs that roads and blocks are
FAR = 900.0  # to the end of the world


@dataclass(frozen=True)
class Town:
    """The plan. lanes: of the main street, both ways together; lane: their width; parking: of the strip at each kerb.

    walk: width of the sidewalks; cross: where the other street's middle is, None for none; side: half its width.
    reach: how far the streets go to -Y and +Y; wide: how far the blocks go to both sides; tram: rails in the middle.
    """

    lanes: int
    lane: float
    parking: float
    walk: float
    cross: float | None
    side: float
    reach: tuple[float, float]
    wide: float
    tram: bool

    @property
    def half(self) -> float:
        """From the main street's middle to its kerb."""
        return self.lanes * self.lane / 2 + self.parking

    @property
    def lane_middles(self) -> tuple[tuple[float, float], ...]:
        """X of each lane's middle, and the heading of its traffic, radians from +Y to +X: 0 or pi."""
        middles = [(k + 0.5) * self.lane - self.lanes * self.lane / 2 for k in range(self.lanes)]
        return tuple((x, 0.0 if x > 0 else np.pi) for x in middles)

    @property
    def stretches(self) -> tuple[tuple[float, float], ...]:
        """From and to in Y of the blocks along the main street."""
        low, high = self.reach
        if self.cross is None:
            return ((low, high),)
        return ((low, self.cross - self.side), (self.cross + self.side, high))


def plan(rng: Rng, lanes: Sequence[int], crossing: float, trams: float) -> Town:
    """A town drawn at random. lanes: to choose from; crossing, trams: how likely each is."""
    count = int(lanes[int(rng.integers(len(lanes)))])
    return Town(
        lanes=count,
        lane=float(rng.uniform(3.0, 3.5)),
        parking=float(rng.choice([0.0, 2.2], p=[0.25, 0.75])),
        walk=float(rng.uniform(2.4, 4.2)),
        cross=float(rng.uniform(14, 75)) if rng.random() < crossing else None,
        side=float(rng.uniform(3.2, 5.5)),
        reach=(-70.0, float(rng.uniform(170, 280))),
        wide=70.0,
        tram=bool(rng.random() < trams),
    )


def ground(town: Town, rng: Rng) -> list[Asset]:
    """Everything that lies flat: the country around, roads, blocks, markings; in the world's own frame."""
    tarmac = _tarmac(rng)
    outer = materials.grass(seed=finishes.seed(rng))
    made = [
        _flat("lawn", _country(town), -DEEP, DEEP - 0.03, outer),
        _flat("road", _roads(town), -DEEP, DEEP, tarmac),
        *_markings(town, rng),
    ]
    paving = _paving(rng)
    kerb = materials.concrete((0.6, 0.59, 0.57), seed=finishes.seed(rng))
    for first, last in town.stretches:
        for side in (-1, 1):
            made.append(_sidewalk(town, side, (first, last), paving, kerb))
            made.append(_inner(town, side, (first, last), rng))
    if town.tram:
        made.append(_rails(town))
    return made


def _roads(town: Town) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    roads = [((-town.half, -FAR), (town.half, FAR))]
    if town.cross is not None:
        a, b = town.cross - town.side, town.cross + town.side
        roads += [((-town.wide, a), (-town.half, b)), ((town.half, a), (town.wide, b))]
    return roads


def _country(town: Town) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """What lies around the blocks, to the horizon."""
    low, high = town.reach
    around = []
    for side in (-1, 1):
        near, wide, far = side * town.half, side * town.wide, side * FAR
        for x, y in (((near, far), (-FAR, low)), ((near, far), (high, FAR)), ((wide, far), (low, high))):
            around.append(((min(x), y[0]), (max(x), y[1])))
    return around


def _flat(
    category: str,
    plates: Sequence[tuple[tuple[float, float], tuple[float, float]]],
    low: float,
    thick: float,
    material: Material,
) -> Asset:
    """Rectangular plates, low and high corner each, as one thing."""
    meshes = [_plate(a, b, low, thick) for a, b in plates]
    return Asset(category, (Part(merge(meshes), material),), {"material": material.kind})


def _plate(a: tuple[float, float], b: tuple[float, float], low: float, thick: float) -> Mesh:
    size = (b[0] - a[0], b[1] - a[1], thick)
    return box(size, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, low + thick / 2), bevel=0)


def _sidewalk(town: Town, side: int, span: tuple[float, float], paving: Material, kerb: Material) -> Asset:
    """Along the main street, and round the corners into the other: flags between kerbstones."""
    edge = 0.14
    flags: list[Mesh] = []
    stones: list[Mesh] = []

    def strip(x: tuple[float, float], y: tuple[float, float], into: list[Mesh]) -> None:
        (x0, x1), (y0, y1) = sorted((side * x[0], side * x[1])), y
        into.append(_plate((x0, y0), (x1, y1), -DEEP, DEEP + KERB))

    start, end = span
    ends = [town.cross is not None and abs(y - town.cross) <= town.side + 1e-9 for y in span]
    first = start + edge if ends[0] else start
    last = end - edge if ends[1] else end
    strip((town.half, town.half + edge), (start, end), stones)
    strip((town.half + edge, town.half + town.walk), (first, last), flags)
    for corner, y in zip(ends, span, strict=True):
        if not corner:
            continue
        inward = 1 if y == start else -1
        a, b = sorted((y, y + inward * edge))
        strip((town.half + edge, town.wide), (a, b), stones)
        a, b = sorted((y + inward * edge, y + inward * town.walk))
        strip((town.half + town.walk, town.wide), (a, b), flags)
    parts = (Part(merge(flags), paving), Part(merge(stones), kerb))
    return Asset("sidewalk", parts, {"material": paving.kind})


def _inner(town: Town, side: int, span: tuple[float, float], rng: Rng) -> Asset:
    """The ground behind the sidewalks, under houses and gardens."""
    start, end = span
    if town.cross is not None and abs(start - town.cross) <= town.side + 1e-9:
        start += town.walk
    if town.cross is not None and abs(end - town.cross) <= town.side + 1e-9:
        end -= town.walk
    x0, x1 = sorted((side * (town.half + town.walk), side * town.wide))
    green = rng.random() < 0.6
    cover = (
        materials.grass(seed=finishes.seed(rng))
        if green
        else materials_outdoor.gravel(seed=finishes.seed(rng))
    )
    return _flat("lawn" if green else "ground", [((x0, start), (x1, end))], -DEEP, DEEP + KERB, cover)


def _markings(town: Town, rng: Rng) -> list[Asset]:
    """Lines between lanes, along parking strips, stop lines and zebra crossings; all of thin paint."""
    white = materials.paint((0.82, 0.82, 0.78), roughness=0.7)
    lines: list[Mesh] = []
    zebra: list[Mesh] = []
    for start, end in town.stretches:
        corner = (town.cross is not None and start > town.cross, town.cross is not None and end < town.cross)
        first, last = start + (6.5 if corner[0] else 0), end - (6.5 if corner[1] else 0)
        for k in range(1, town.lanes):
            x = k * town.lane - town.lanes * town.lane / 2
            if abs(x) < 1e-6 and town.lanes > 2:
                lines += [_line((x + dx, first), (x + dx, last)) for dx in (-0.12, 0.12)]
            elif not (town.tram and abs(x) < 0.2):
                lines += [_line((x, y), (x, min(y + 3, last))) for y in np.arange(first, last - 1, 9.0)]
        if town.parking:
            edge = town.half - town.parking
            lines += [
                _line((s * edge, y), (s * edge, min(y + 1, last)))
                for s in (-1, 1)
                for y in np.arange(first, last - 1, 2.0)
            ]
        for here, y, away in ((corner[0], start, 1), (corner[1], end, -1)):
            if not here:
                continue
            bars = np.arange(-town.half + 0.45, town.half - 0.3, 1.0)
            zebra += [
                _plate(
                    (x, min(y + away * 1.2, y + away * 4.2)),
                    (x + 0.5, max(y + away * 1.2, y + away * 4.2)),
                    0,
                    PAINT,
                )
                for x in bars
            ]
            stop = y + away * 5.2
            inner = town.half - town.parking
            x0, x1 = (-inner, -0.2) if away > 0 else (0.2, inner)
            lines.append(_plate((x0, stop - 0.2), (x1, stop + 0.2), 0, PAINT))
    made = []
    if lines:
        made.append(Asset("lane marking", (Part(merge(lines), white),), {"color": "white"}))
    if zebra:
        made.append(Asset("crosswalk", (Part(merge(zebra), white),), {"color": "white"}))
    return made


def _line(a: tuple[float, float], b: tuple[float, float], width: float = 0.12) -> Mesh:
    return _plate((a[0] - width / 2, a[1]), (b[0] + width / 2, b[1]), 0, PAINT)


def _rails(town: Town) -> Asset:
    """Grooved rails flush with the road, two tracks in its middle: each a dark groove between bright heads."""
    steel = materials.metal((0.5, 0.49, 0.47), roughness=0.35)
    dark = materials.metal((0.09, 0.08, 0.07), roughness=0.8)
    low, high = town.reach
    heads, grooves = [], []
    for track in TRACKS:
        for rail in (-0.72, 0.72):
            x = track + rail
            heads += [
                _plate((x - 0.055, low), (x - 0.01, high), 0, 9e-4),
                _plate((x + 0.03, low), (x + 0.055, high), 0, 9e-4),
            ]
            grooves.append(_plate((x - 0.01, low), (x + 0.03, high), 0, 5e-4))
    return Asset("rail track", (Part(merge(heads), steel), Part(merge(grooves), dark)), {"material": "steel"})


def _tarmac(rng: Rng) -> Material:
    level = float(rng.uniform(0.17, 0.32))
    return materials_outdoor.asphalt(
        (level, level, level * 1.01), cracks=float(rng.uniform(0.1, 0.6)), seed=finishes.seed(rng)
    )


def _paving(rng: Rng) -> Material:
    level = float(rng.uniform(0.42, 0.62))
    color = (level, level * float(rng.uniform(0.96, 1)), level * float(rng.uniform(0.9, 0.98)))
    if rng.random() < 0.25:
        return materials_outdoor.paving(color, length=0.11, width=0.1, round=0.5, seed=finishes.seed(rng))
    side = float(rng.choice([0.3, 0.4, 0.5, 0.6]))
    return materials_outdoor.paving(color, length=side, width=side, seed=finishes.seed(rng))
