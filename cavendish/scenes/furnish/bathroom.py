# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bathrooms: a toilet, a washbasin under a mirror, a bathtub or a shower, towels, free floor before each."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.assets.bathtub import bathtub_fit
from cavendish.scenes.assets.mirror_cabinet import mirror_cabinet_rand
from cavendish.scenes.assets.shower import shower_fit
from cavendish.scenes.assets.toilet_paper import paper_rand
from cavendish.scenes.assets.towel import folded_rand, hung_rand, rail_rand
from cavendish.scenes.assets.washbasin import basin_rand
from cavendish.scenes.furnish import furnish
from cavendish.scenes.furnish.common import SAMPLES, put, radiators, scatter
from cavendish.scenes.furnish.spaces import free_spans, place
from cavendish.scenes.geometry import translation
from cavendish.scenes.layout import (
    HUNG,
    Layout,
    Wall,
    add,
    against,
    anywhere,
    behind,
    beside,
    extent,
    in_corner,
    keep_free,
    on_top,
)
from cavendish.scenes.scene import Object

Rng = np.random.Generator
NEAR = 0.003  # between ware and its wall, metres


@furnish("bathroom")
def bathroom(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """What one washes with along the walls; mats, towels and small things."""
    both = layout.width * layout.depth > 6.5 and rng.random() < 0.5
    first = "bathtub" if rng.random() < 0.5 else "shower"
    bath = shower = None
    for kind in (first, "shower" if first == "bathtub" else "bathtub"):
        if kind == "bathtub" and (both or shower is None):
            bath = _bath(layout, rng)
        elif kind == "shower" and (both or bath is None):
            shower = _shower(layout, rng)
    toilet = _fixture(layout, ["toilet"], 0.55, rng)
    basin = _basin(layout, rng)
    if basin is not None:
        _mirror(layout, basin, rng)
        _by_the_basin(layout, basin, rng, clutter)
    if toilet is not None:
        _paper(layout, toilet, rng)
    for _ in range(int(rng.integers(1, 3))):
        _rail(layout, rng)
    radiators(layout, windows, rng)
    mats = [thing for thing in (bath, shower, basin) if thing is not None]
    for thing in mats:
        if rng.random() < 0.55:
            _mat(layout, thing, rng)
    if bath is not None:
        scatter(layout, bath, rng, ("bottle", "soap dispenser"), int(rng.integers(0, 2 + round(clutter))))
    _rest(layout, rng, clutter)


def _bath(layout: Layout, rng: Rng) -> Object | None:
    """A bathtub along a wall: a built-in one in a corner, with free floor before it."""
    kind = (
        "built-in"
        if layout.width * layout.depth < 7 or rng.random() < 0.7
        else str(rng.choice(["free-standing", "claw-foot"]))
    )
    for number in rng.permutation(4):
        wall = layout.walls[int(number)]
        for a, b in free_spans(layout, wall, 0.8, (0.0, 0.7), margin=0.0):
            if b - a < 1.42:
                continue
            asset = bathtub_fit(rng, kind, b - a - 2 * NEAR)
            low, high = extent(asset)
            half = float(high[0] - low[0]) / 2
            if kind == "built-in":
                spots = [a + half + NEAR, b - half - NEAR]
                ends = [abs(a + wall.length / 2) < 0.03, abs(b - wall.length / 2) < 0.03]
                spots = [x for x, cornered in zip(spots, ends, strict=True) if cornered]
                gap = NEAR
            else:
                spots, gap = [(a + b) / 2], float(rng.uniform(0.06, 0.12))
            for x in spots:
                placed = place(layout, wall, asset, x, gap)
                if placed is not None:
                    return _before(layout, placed, 0.55)
    return None


def _shower(layout: Layout, rng: Rng) -> Object | None:
    """A shower in a corner."""
    spots = [(wall, side) for wall in layout.walls for side in (-1, 1)]
    for number in rng.permutation(len(spots)):
        wall, side = spots[int(number)]
        small = min(layout.width, layout.depth) < 2.2
        depth = float(rng.uniform(0.8, 0.9 if small else 0.95))
        width = depth if small or rng.random() < 0.5 else float(rng.uniform(0.95, 1.3))
        asset = shower_fit(rng, side, width, depth)
        low, high = extent(asset)
        x = side * (wall.length / 2 - NEAR) - (float(high[0]) if side > 0 else float(low[0]))
        placed = place(layout, wall, asset, x + float(low[0] + high[0]) / 2, NEAR)
        if placed is not None:
            return _before(layout, placed, 0.5)
    return None


def _fixture(layout: Layout, kinds: list[str], front: float, rng: Rng) -> Object | None:
    """One of some kinds against a wall, with free floor before it and elbow room beside it."""
    for elbow, ahead in ((0.2, front), (0.1, front), (0.02, 0.75 * front), (0.01, 0.5 * front)):
        for _ in range(2 * SAMPLES):
            asset = layout.things[kinds[int(rng.integers(len(kinds)))]](rng)
            if elbow < 0.2 and extent(asset)[1][0] > 0.35:
                continue
            placed = against(layout, asset, rng, gap=NEAR, front=ahead, clear=elbow)
            if placed is not None:
                return _before(layout, placed, ahead)
    return None


def _before(layout: Layout, thing: Object, front: float) -> Object:
    """Keep the floor before a thing free of all but mats."""
    low, high = extent(thing.asset)
    wide = min(float(high[0] - low[0]), 0.8) / 2
    keep_free(layout, thing.pose, (-wide, wide), (float(low[1]) - front, float(low[1])), (0.05, 1.2))
    return thing


def _basin(layout: Layout, rng: Rng) -> Object | None:
    """A washbasin; one on the wall hangs with its rim at 0.85 m."""
    for tries, widest, front, elbow in (
        (8, 1.2, 0.6, 0.06),
        (8, 0.6, 0.6, 0.06),
        (10, 0.6, 0.4, 0.02),
        (20, 0.42, 0.2, 0.006),
    ):
        for _ in range(tries):
            made = basin_rand(rng, widest)
            hung = made.asset.attributes.get("mount") == "wall"
            z = 0.85 - made.rim if hung else 0.0
            gap = HUNG if hung else NEAR
            placed = against(layout, made.asset, rng, gap=gap, z=z, front=front, clear=elbow)
            if placed is not None:
                return _before(layout, placed, front)
    return None


def _mirror(layout: Layout, basin: Object, rng: Rng) -> None:
    """A mirror or a mirrored cabinet over the basin's middle."""
    wall, at = behind(layout, basin)
    low, high = extent(basin.asset)
    top = float(basin.pose[2, 3] + high[2])
    widest = max(float(high[0] - low[0]) * 1.05, 0.5)
    for _ in range(2 * SAMPLES):
        asset = mirror_cabinet_rand(rng, widest) if rng.random() < 0.4 else layout.things["mirror"](rng)
        size = extent(asset)[1] - extent(asset)[0]
        z = max(float(rng.uniform(1.5, 1.65)) - float(size[2]) / 2, top + float(rng.uniform(0.03, 0.15)))
        if size[0] > widest or z + size[2] > layout.height - 0.1 or size[2] > 1.0:
            continue
        if against(layout, asset, rng, [wall], gap=HUNG, z=z, along=(at, at), clear=0.01):
            return


def _by_the_basin(layout: Layout, basin: Object, rng: Rng, clutter: float) -> None:
    """Soap, a mug with brushes, small bottles on its ledge or top."""
    if not basin.asset.supports:
        return
    kinds = ["soap dispenser"] * (rng.random() < 0.8) + ["mug"] * (rng.random() < 0.5)
    kinds += [
        str(rng.choice(["bottle", "vase", "plant", "bowl"]))
        for _ in range(int(rng.integers(0, 1 + round(2 * clutter))))
    ]
    for kind in kinds:
        put(layout, basin, kind, rng)
    if rng.random() < 0.4:
        on_top(layout, basin, folded_rand(rng, int(rng.integers(1, 3))), rng, yaw=float(rng.normal(0, 0.1)))


def _paper(layout: Layout, toilet: Object, rng: Rng) -> None:
    """A holder on the wall beside the toilet, or on the nearest wall at its side; rolls in reserve on the cistern."""
    wall, at = behind(layout, toilet)
    half = float(extent(toilet.asset)[1][0]) + 0.14
    for _ in range(SAMPLES):
        asset = paper_rand(rng, holder=True)
        side = float(rng.choice([-1, 1])) * float(rng.uniform(half, half + 0.12)) / wall.length
        if against(
            layout,
            asset,
            rng,
            [wall],
            gap=HUNG,
            z=float(rng.uniform(0.6, 0.72)),
            along=(at + side, at + side),
            tries=1,
        ):
            break
    if rng.random() < 0.4:
        on_top(layout, toilet, paper_rand(rng, holder=False), rng)


def _rail(layout: Layout, rng: Rng) -> None:
    """A rail on a wall with towels over it."""
    for _ in range(SAMPLES):
        rail = rail_rand(rng)
        tall = float(extent(rail.asset)[1][2])
        ladder = tall > 0.5
        z = (
            float(rng.uniform(0.25, max(0.3, min(0.7, 1.75 - tall))))
            if ladder
            else float(rng.uniform(1.05, 1.35))
        )
        under = 0.62
        low, high = extent(rail.asset)
        wide = float(high[0] - low[0])
        spans = []
        for wall in layout.walls:
            foot = z if ladder else z - under
            spans += [
                (wall, a, b)
                for a, b in free_spans(layout, wall, 0.22, (foot, z + tall))
                if b - a > wide + 0.1
            ]
        if not spans:
            continue
        wall, a, b = spans[int(rng.integers(len(spans)))]
        x = float(rng.uniform(a + wide / 2 + 0.04, b - wide / 2 - 0.04))
        hung = place(layout, wall, rail.asset, x, HUNG, z)
        if hung is None:
            continue
        bars = [bar for bar in rail.bars if bar[1] + z > 0.75 or not ladder]
        top_bar = bars[-1:] if rng.random() < 0.85 else []
        bars = top_bar if ladder else bars[:1]
        for y, level in bars:
            free = -rail.half
            while rail.half - free > 0.2 and rng.random() < 0.9:
                towel, top = hung_rand(rng, rail.radius, rail.half - free, min(under, level + z - 0.12))
                size = float(extent(towel)[1][0] - extent(towel)[0][0])
                if free + size > rail.half:
                    break
                pose = hung.pose @ translation(free + size / 2, y, level - top)
                add(layout, towel, pose)
                free += size + float(rng.uniform(0.02, 0.1))
        return


def _mat(layout: Layout, thing: Object, rng: Rng) -> None:
    """A mat on the floor before a thing."""
    low, _ = extent(thing.asset)
    for _ in range(SAMPLES):
        mat = layout.things["bath mat"](rng)
        a, b = extent(mat)
        y = float(low[1]) - float(b[1] - a[1]) / 2 - float(rng.uniform(0.03, 0.12))
        if thing.pose[2, 3] == 0 and beside(
            layout, thing, mat, float(rng.normal(0, 0.04)), y, float(rng.normal(0, 0.03))
        ):
            return


def _rest(layout: Layout, rng: Rng, clutter: float) -> None:
    """A bin, a stool with towels, a plant, a picture."""
    stools = []
    for kind, chance in (("bin", 0.7), ("stool", 0.35)):
        if rng.random() < chance:
            for _ in range(SAMPLES):
                placed = against(layout, layout.things[kind](rng), rng, gap=0.01)
                if placed is not None:
                    stools.append(placed)
                    break
    for stool in stools:
        if stool.category == "stool" and stool.asset.supports:
            on_top(layout, stool, folded_rand(rng), rng)
    if rng.random() < 0.35 + 0.3 * clutter:
        in_corner(layout, layout.things["plant"](rng), rng)
    if rng.random() < 0.3 * clutter:
        anywhere(layout, layout.things["backpack"](rng), rng)
    for _ in range(int(rng.integers(0, 2 + round(clutter)))):
        thing = layout.things["picture"](rng)
        tall = float(extent(thing)[1][2])
        against(layout, thing, rng, gap=HUNG, z=float(rng.uniform(1.5, 1.7)) - tall / 2, clear=0.06)
