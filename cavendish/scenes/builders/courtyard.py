# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Courtyards and small squares: facades on three or four sides, a colonnade, stairs, trees, benches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.scenes import finishes, materials_outdoor
from cavendish.scenes.assets import ASSETS, Sampler
from cavendish.scenes.assets.building import building_of
from cavendish.scenes.assets.bush import bush_in
from cavendish.scenes.assets.street_lamp import street_lamp_of
from cavendish.scenes.assets.tree import tree_in
from cavendish.scenes.builders import Things, builder
from cavendish.scenes.daylight import OVERCAST, Hours, drawn, is_dark, lit_windows, sky
from cavendish.scenes.geometry import box, rotation, translation
from cavendish.scenes.lamplight import spared
from cavendish.scenes.layout import Layout, Wall, add, footprint, is_free
from cavendish.scenes.packs.stock import kin, suited
from cavendish.scenes.parts.tree_habits import SEASONS, Season, one_of
from cavendish.scenes.scene import Asset, Float, Material, Object, Part, Region, Scene, World

Rng = np.random.Generator
Range = tuple[float, float]
Stock = dict[str, list[Asset]]
Make = Things
BEAM = 0.55  # metres, height of what lies on columns


class Courtyard(BaseModel):
    """Parameters of the courtyard builder; a pair is a range that each scene draws from."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="courtyard")

    width: Range = Field((16.0, 30.0), description="Metres along X, 10 to 60.")
    depth: Range = Field((16.0, 36.0), description="Metres along Y, 10 to 60.")
    colonnade: float = Field(
        0.6, ge=0, le=1, description="How likely columns with a beam stand along one side."
    )
    people: float = Field(0.5, ge=0, le=1, description="How many people there are.")
    green: float = Field(0.6, ge=0, le=1, description="How many trees, planters and hedges there are.")
    season: tuple[Season, ...] = Field(
        tuple(SEASONS), min_length=1, description="Of all the trees of a scene; summers are the commonest."
    )
    hour: Hours = Field(
        (7.0, 19.5),
        description="Time of day, 0 to 24: the sun is up from 6 to 18, lamps are on before and after; [18, 6] is a night.",
    )
    overcast: float = Field(OVERCAST, ge=0, le=1, description="The share of days without sun.")

    @field_validator("width", "depth")
    @classmethod
    def _ordered(cls, value: Range) -> Range:
        if not 10 <= value[0] <= value[1] <= 60:
            raise ValueError("takes two numbers from 10 to 60, the smaller first")
        return value


@builder("courtyard", Courtyard)
def courtyard(parameters: Courtyard, rng: Rng, things: Things = ASSETS) -> Scene:
    """A paved court between houses, with an arch or a gap to leave by, columns, stairs, trees, benches and people."""
    width, depth = float(rng.uniform(*parameters.width)), float(rng.uniform(*parameters.depth))
    yard = Layout(width, depth, 60.0)  # its walls are where the facades stand
    add(yard, _ground(rng), np.eye(4), solid=False)
    hour, season = drawn(parameters.hour, rng), one_of(parameters.season, rng)
    own: dict[str, Sampler] = {
        "building": partial(building_of, lit=lit_windows(hour)),
        "street lamp": partial(street_lamp_of, lit=is_dark(hour)),
        "tree": partial(tree_in, season=season),
        "bush": partial(bush_in, season=season),
    }
    make = suited(things, own)
    stock: Stock = {}
    walls = list(yard.walls)
    open_side = walls[int(rng.integers(4))] if rng.random() < 0.5 else None
    for wall in walls:
        if wall != open_side:
            _facades(yard, wall, stock, make, rng)
    if open_side is not None:
        _entrance(yard, open_side, make, rng)
    if rng.random() < parameters.colonnade:
        _colonnade(yard, walls[int(rng.integers(4))], make, rng)
    if rng.random() < 0.7:
        _against(yard, make["stairs"](rng), walls[int(rng.integers(4))], rng)
    _furnish(yard, parameters, stock, make, rng)
    air = Region((-width / 2 + 1, -depth / 2 + 1, 1.35), (width / 2 - 1, depth / 2 - 1, 1.8))
    world = World(sky(hour, rng, parameters.overcast))
    return Scene(spared(yard.objects, np.zeros(3)), (), world, (), (air,), ("handheld", "handheld", "tripod"))


def _ground(rng: Rng) -> Asset:
    level = float(rng.uniform(0.4, 0.62))
    color = (level, level * float(rng.uniform(0.95, 1)), level * float(rng.uniform(0.85, 0.97)))
    pick = rng.random()
    cover: Material
    if pick < 0.45:
        cover = materials_outdoor.paving(color, length=0.12, width=0.1, round=0.6, seed=finishes.seed(rng))
    elif pick < 0.8:
        cover = materials_outdoor.paving(color, length=0.6, width=0.4, seed=finishes.seed(rng))
    else:
        cover = materials_outdoor.gravel(seed=finishes.seed(rng))
    return Asset(
        "ground", (Part(box((600, 600, 0.3), (0, 0, -0.15), bevel=0), cover),), {"material": cover.kind}
    )


def _facades(yard: Layout, wall: Wall, stock: Stock, make: Make, rng: Rng) -> None:
    """Houses side by side along a wall, their fronts in it and looking into the court."""
    spot = -wall.length / 2 - float(rng.uniform(0, 4))
    misses = 0
    while spot < wall.length / 2 - 3 and misses < 12:
        house = _drawn(stock, "building", make, 7, rng)
        low, high = house.extent
        pose = wall.pose @ translation(spot - low[0], -low[1] + 0.02, 0.0)
        if not is_free(yard, footprint(house, pose)):
            misses += 1
            spot += 0.7
            continue
        add(yard, house, pose)
        spot += float(high[0] - low[0]) + 0.02


def _entrance(yard: Layout, wall: Wall, make: Make, rng: Rng) -> None:
    """An arch in the middle of an open side, with garden walls, a hedge or a fence to both sides of it."""
    arch = make["arch"](rng)
    low, high = arch.extent
    add(yard, arch, wall.pose @ translation(0, -low[1] + 0.05, 0))
    piece = make[str(rng.choice(["garden wall", "fence", "hedge"]))](rng)
    first, last = (float(bound[0]) for bound in piece.extent)
    for side in (-1, 1):
        spot = float(high[0]) + 0.03 if side > 0 else float(low[0]) - 0.03
        while abs(spot) < wall.length / 2 - (last - first):
            middle = spot - first if side > 0 else spot - last
            pose = wall.pose @ translation(middle, -float(piece.extent[0][1]) + 0.05, 0)
            if is_free(yard, footprint(piece, pose)):
                add(yard, piece, pose)
            spot += side * (last - first + 0.01)


def _colonnade(yard: Layout, wall: Wall, make: Make, rng: Rng) -> None:
    """Columns in a row before a facade, with a beam on them."""
    column = make["column"](rng)
    low, high = column.extent
    gap, away = float(rng.uniform(2.2, 3.6)), float(rng.uniform(1.8, 3.0))
    count = int((wall.length - 2.5) // gap)
    places = (np.arange(count) - (count - 1) / 2) * gap
    poses = [wall.pose @ translation(x, -away, 0) for x in places]
    wide, tall = float(high[0] - low[0]), float(high[2])
    beam = box((places[-1] - places[0] + wide, wide * 0.9, BEAM), (0, 0, BEAM / 2), bevel=0.01)
    stone = column.parts[0].material
    lintel = Asset("beam", (Part(beam, stone),), {"material": stone.kind})
    top = wall.pose @ translation(float(places.mean()), -away, tall)
    if all(is_free(yard, footprint(column, pose, 0.05)) for pose in poses) and is_free(
        yard, footprint(lintel, top)
    ):
        for pose in poses:
            add(yard, column, pose)
        add(yard, lintel, top)


def _against(yard: Layout, asset: Asset, wall: Wall, rng: Rng) -> Object | None:
    """Stand an asset with its back to a wall where there is room for it and before it."""
    back = float(asset.extent[1][1])
    for _ in range(12):
        spot = float(rng.uniform(-0.4, 0.4)) * wall.length
        pose = wall.pose @ translation(spot, -back - 0.9, 0)
        if is_free(yard, footprint(asset, pose, 0.4)):
            return add(yard, asset, pose)
    return None


def _furnish(yard: Layout, parameters: Courtyard, stock: Stock, make: Make, rng: Rng) -> None:
    """Lamps, trees, planters, benches, bins, bicycles, parasols with tables, people."""
    green, people = parameters.green, parameters.people
    counts = (
        ("tree", 5 * green, 3),
        ("street lamp", 3.0, 1),
        ("planter", 5 * green, 2),
        ("bench", 4.0, 2),
        ("bush", 4 * green, 2),
        ("litter bin", 2.0, 1),
        ("bollard", 4.0, 1),
        ("bicycle", 3.0, 3),
        ("parasol", 2.0, 1),
        ("table", 2.0, 1),
        ("chair", 6.0, 1),
        ("manhole cover", 2.0, 1),
        ("person", 9 * people, 6),
        *((name, 2.0 * green, 2) for name in kin(make, ("bush",), "ground")),
    )
    for name, mean, variety in counts:
        for _ in range(int(rng.poisson(mean))):
            asset = _drawn(stock, name, make, variety, rng)
            if name == "tree" and max(np.subtract(*asset.extent[::-1])[:2]) > 7.5:
                stock[name].remove(asset)
                continue
            for pose in _places(yard, rng):
                if is_free(yard, footprint(asset, pose, 0.3)):
                    add(yard, asset, pose)
                    break


def _places(yard: Layout, rng: Rng) -> Iterator[Float]:
    """Ten poses on the ground of the court, turned anyhow or square to it."""
    for _ in range(10):
        x, y = rng.uniform(-0.5, 0.5, 2) * (yard.width - 2.5, yard.depth - 2.5)
        turn = rng.uniform(-np.pi, np.pi) if rng.random() < 0.5 else np.pi / 2 * rng.integers(4)
        yield translation(float(x), float(y), 0) @ rotation("z", float(turn))


def _drawn(stock: Stock, name: str, make: Make, variety: int, rng: Rng) -> Asset:
    """One of at most `variety` different assets of a kind."""
    known = stock.setdefault(name, [])
    if len(known) < variety:
        known.append(make[name](rng))
        return known[-1]
    return known[int(rng.integers(len(known)))]
