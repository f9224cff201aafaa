# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Open country: hills to a far horizon, rocks, trees, water."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.scenes import finishes, materials, materials_outdoor
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.assets.bush import bush_in
from cavendish.scenes.assets.tree import tree_in
from cavendish.scenes.builders import Things, builder
from cavendish.scenes.daylight import OVERCAST, Hours, drawn, sky
from cavendish.scenes.geometry import box, rotation, translation
from cavendish.scenes.heightfield import chosen, eroded, fractal, on, ridges
from cavendish.scenes.heightfield import terrain as mesh_of
from cavendish.scenes.layout import Layout, add, footprint, is_free
from cavendish.scenes.packs.stock import kin, suited
from cavendish.scenes.parts.tree_habits import SEASONS, Season, one_of
from cavendish.scenes.scene import Asset, Float, Material, Mesh, Object, Part, Region, Scene, World

Rng = np.random.Generator
Range = tuple[float, float]
Mask = npt.NDArray[np.bool_]
Kind = Literal["meadow", "hills", "mountains", "lake", "desert"]
HALF = 1500.0  # metres from the middle to the world's edge
DRY: dict[Season, float] = {
    "spring": -0.1,
    "summer": 0.2,
    "autumn": 0.5,
    "winter": 0.9,
}  # how yellow grass is
CLEARING = 14.0  # metres around the middle where the ground is nearly level and a camera may stand


class Terrain(BaseModel):
    """Parameters of the terrain builder; a pair is a range that each scene draws from."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="terrain")

    kind: tuple[Kind, ...] = Field(
        ("meadow", "hills", "mountains", "lake", "desert"), min_length=1, description="What country."
    )
    trees: Range = Field((40, 140), description="How many trees, 0 to 400; deserts have a tenth.")
    rocks: Range = Field((8, 60), description="How many rocks, 0 to 400.")
    plants: Range = Field((60, 160), description="How many tufts, flowers and bushes, 0 to 400.")
    season: tuple[Season, ...] = Field(
        tuple(SEASONS), min_length=1, description="Of all the trees of a scene; summers are the commonest."
    )
    hour: Hours = Field(
        (6.0, 18.3),
        description="Time of day, 0 to 24: the sun is up from 6 to 18; the open country has no lamps.",
    )
    overcast: float = Field(OVERCAST, ge=0, le=1, description="The share of days without sun.")

    @field_validator("trees", "rocks", "plants")
    @classmethod
    def _ordered(cls, value: Range) -> Range:
        if not 0 <= value[0] <= value[1] <= 400:
            raise ValueError("takes two numbers from 0 to 400, the smaller first")
        return value


@builder("terrain", Terrain)
def terrain(parameters: Terrain, rng: Rng, things: Things = ASSETS) -> Scene:
    """A meadow, hills, mountains, a lake shore or a desert, with trees, rocks and plants, to a far horizon."""
    kind = str(parameters.kind[int(rng.integers(len(parameters.kind)))])
    season = one_of(parameters.season, rng)
    seed = int(rng.integers(1 << 30))
    layout = Layout(4000, 4000, 500)
    ground = mesh_of(_height(kind, seed), HALF, 0.5)
    height = partial(on, ground)
    water = kind == "lake"
    add(layout, _ground(ground, kind, season, water, rng), np.eye(4), solid=False)
    if water:
        surface = materials_outdoor.water(seed=finishes.seed(rng))
        plate = box((2 * HALF, 2 * HALF, 0.5), (0, 0, _level(kind) - 0.25), bevel=0)
        add(layout, Asset("water", (Part(plate, surface),), {}), np.eye(4), solid=False)
    stock: dict[str, list[Asset]] = {}
    make = suited(things, {"tree": partial(tree_in, season=season), "bush": partial(bush_in, season=season)})

    def scatter(name: str, count: float, reach: Range, variety: int, largest: float, groups: float) -> None:
        """groups: the share that stands in groups, as woods do."""
        middles = [_spot(reach, rng) for _ in range(max(1, round(count / 12)))]
        for _ in range(round(count)):
            asset = _drawn(stock, name, make[name], variety, largest, rng)
            crowd = middles[int(rng.integers(len(middles)))] if rng.random() < groups else None
            if asset is not None:
                _stand(layout, asset, height, reach, crowd, _level(kind) if water else -np.inf, rng)

    few = 0.1 if kind == "desert" else 1.0
    scatter("tree", few * rng.uniform(*parameters.trees), (14, 200), 6, 16.0, 0.7)
    near = 30 if kind == "desert" else 80  # what is bare elsewhere has its stones close by
    scatter("rock", (2.0 - few) * rng.uniform(*parameters.rocks), (4, near), 6, 3.2, 0.6)
    if rng.random() < 0.5 * few:
        scatter("log", 3, (5, 30), 2, 4.5, 0.0)
    plants = float(rng.uniform(*parameters.plants))
    scatter("bush", 0.3 * plants, (9, 50), 3, 4.0, 0.5)
    scatter("grass tuft", 0.5 * plants, (3.5, 18), 4, 1.2, 0.6)
    blooming = season in ("spring", "summer")
    scatter("flower", 0.2 * few * plants * blooming, (3.5, 12), 4, 0.7, 0.8)
    for name in kin(things, ("flower", "rock"), "ground"):
        scatter(name, 0.06 * few * plants, (3.5, 14), 3, 3.0, 0.7)
    floor = float(height(np.zeros(1), np.zeros(1))[0])
    air = Region((-CLEARING / 2, -CLEARING / 2, floor + 1.35), (CLEARING / 2, CLEARING / 2, floor + 2.0))
    world = World(sky(drawn(parameters.hour, rng), rng, parameters.overcast))
    return Scene(tuple(layout.objects), (), world, (), (air,), ("tripod", "tripod", "handheld"))


def _level(kind: str) -> float:
    """Height of the water, metres, where there is any."""
    return -0.9 if kind == "lake" else -1e3


def _height(kind: str, seed: int) -> Callable[[Float, Float], Float]:
    """z of (x, y), metres: nearly level around the middle, the kind's own shapes farther away."""

    def height(x: Float, y: Float) -> Float:
        away = np.hypot(x, y)
        points = np.stack([x, y], axis=-1)
        rise = np.clip((away - CLEARING) / 60.0, 0, 1)
        rise = rise * rise * (3 - 2 * rise)
        small = 0.12 * fractal(points / 9.0, 4, seed) + 0.02 * fractal(points / 0.9, 3, seed + 7)
        if kind == "meadow":
            return np.asarray(small + rise * 9.0 * fractal(points / 260.0, 4, seed + 1))
        if kind == "hills":
            return np.asarray(small + rise * 42.0 * (0.3 + eroded(points / 330.0, 6, seed + 2)))
        if kind == "mountains":
            far = np.clip((away - 120.0) / 700.0, 0, 1) ** 1.3
            peaks = 420.0 * far * ridges(points / 620.0, 7, seed + 3)
            return np.asarray(small + rise * 10.0 * fractal(points / 150.0, 4, seed + 4) + peaks)
        if kind == "lake":
            shore = np.clip((y - 6.0) / 22.0, 0, 1) * np.clip((420.0 - y) / 160.0, 0, 1)
            hills = 60.0 * np.clip((away - 260.0) / 600.0, 0, 1) * (0.6 + eroded(points / 420.0, 6, seed + 5))
            bank = rise * 4.0 * (0.6 + fractal(points / 120.0, 4, seed + 6))
            return np.asarray(small + bank * (1 - shore) + hills * (1 - shore) - 4.0 * shore)
        dunes = 14.0 * ridges(np.stack([x / 260.0, y / 120.0], -1), 2, seed + 8, gain=0.3)
        return np.asarray(small + rise * (dunes - 3.0))

    return height


def _ground(whole: Mesh, kind: str, season: Season, water: bool, rng: Rng) -> Asset:
    """The ground in parts: steep faces of rock, a shore of gravel, grass or sand elsewhere."""
    corners = whole.vertices[whole.faces].astype(float)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    steep = normal[:, 2] / np.linalg.norm(normal, axis=1) < 0.78
    low = corners[..., 2].mean(axis=1) < _level(kind) + 0.35
    cover = _cover(kind, season, rng)
    groups: list[tuple[Material, Mask]] = [
        (materials.stone(finishes.jitter((0.42, 0.4, 0.37), rng, 0.03), scale=3.0, roughness=0.9), steep),
        (materials_outdoor.gravel(seed=finishes.seed(rng)), low & ~steep if water else np.zeros_like(steep)),
        (cover, ~steep & ~low if water else ~steep),
    ]
    parts = [Part(chosen(whole, mask), material) for material, mask in groups if mask.any()]
    return Asset("ground", tuple(parts), {"kind": kind})


def _cover(kind: str, season: Season, rng: Rng) -> Material:
    if kind == "desert":
        return materials_outdoor.sand(seed=finishes.seed(rng))
    dry = DRY[season] + 0.6 * float(rng.uniform(0, 1))
    color = (0.26 + 0.14 * dry, 0.36 + 0.02 * dry, 0.18)
    return materials.grass(color, seed=finishes.seed(rng))


def _drawn(
    stock: dict[str, list[Asset]],
    name: str,
    make: Callable[[Rng], Asset],
    variety: int,
    largest: float,
    rng: Rng,
) -> Asset | None:
    """One of a few assets of a kind, none larger than `largest` metres."""
    known = stock.setdefault(name, [])
    if len(known) < variety:
        for _ in range(8):
            made = make(rng)
            if max(np.subtract(*made.extent[::-1])[:2]) <= largest:
                known.append(made)
                return made
    return known[int(rng.integers(len(known)))] if known else None


def _spot(reach: Range, rng: Rng) -> tuple[float, float]:
    """A place in a ring about the middle, nearer ones likelier than by area."""
    angle, away = rng.uniform(-np.pi, np.pi), reach[0] + (reach[1] - reach[0]) * rng.random() ** 1.4
    return float(away * np.cos(angle)), float(away * np.sin(angle))


def _stand(
    layout: Layout,
    asset: Asset,
    height: Callable[[Float, Float], Float],
    reach: Range,
    crowd: tuple[float, float] | None,
    least: float,
    rng: Rng,
) -> Object | None:
    """Stand an asset in the ground, as deep as its foot needs on a slope, on dry land; near `crowd`, if that is given."""
    low, high = asset.extent
    for _ in range(6):
        x, y = _spot(reach, rng)
        if crowd is not None:
            wide = 0.12 * reach[1] + 1.5 * float(high[0] - low[0])
            x, y = (float(place + rng.normal(0, wide / 2)) for place in crowd)
            if np.hypot(x, y) < reach[0]:
                continue
        foot = min(float(max(high[0] - low[0], high[1] - low[1])) / 2, 0.5)
        around = np.linspace(0, 2 * np.pi, 8, endpoint=False)
        ground = height(x + foot * np.cos(around), y + foot * np.sin(around))
        if ground.min() < least + 0.1 or np.ptp(ground) > 1.2 * foot:
            continue
        pose = translation(x, y, float(ground.min()) - 0.02) @ rotation("z", rng.uniform(-np.pi, np.pi))
        if is_free(layout, footprint(asset, pose, 0.05)):
            return add(layout, asset, pose)
    return None
