# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Furnished rooms: living room, bedroom, office."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.assets.curtain import curtain_fit
from cavendish.scenes.assets.door import door_fit
from cavendish.scenes.assets.window import window_fit
from cavendish.scenes.builders import builder
from cavendish.scenes.furnish import FURNISH, fill_shelves
from cavendish.scenes.geometry import box, merge, rotation, translation
from cavendish.scenes.layout import Layout, Wall, add, extent, footprint, is_free, keep_free, try_add
from cavendish.scenes.scene import Asset, Light, Material, Mesh, Part, Region, Scene, Sky, World

Rng = np.random.Generator
Use = Literal["living room", "bedroom", "office"]
Range = tuple[float, float]
WALL = 0.24  # metres, thickness
PLINTH = 0.016  # metres, thickness of a baseboard
HEAD = 1.95  # metres that are free under a lamp
ARCHITRAVE = 0.07  # metres; no door's casing reaches farther over the wall


class Room(BaseModel):
    """Parameters of the room builder; a pair is a range that each scene draws from."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="room")

    use: tuple[Use, ...] = Field(
        ("living room", "bedroom", "office"), min_length=1, description="What the rooms are for."
    )
    width: Range = Field((3.6, 5.4), description="Metres along X, 2.5 to 12.")
    depth: Range = Field((3.6, 5.6), description="Metres along Y, 2.5 to 12.")
    height: Range = Field((2.4, 2.9), description="Metres to the ceiling, 2.2 to 4.")
    hour: Range = Field((8.0, 18.0), description="Time of day, 6.5 to 19.5: where the sun stands.")
    clutter: float = Field(0.7, ge=0, le=1, description="How many small things lie about.")

    @field_validator("width", "depth", "height", "hour")
    @classmethod
    def _ordered(cls, value: Range, info: object) -> Range:
        low, high = {"height": (2.2, 4.0), "hour": (6.5, 19.5)}.get(
            getattr(info, "field_name", ""), (2.5, 12.0)
        )
        if not low <= value[0] <= value[1] <= high:
            raise ValueError(f"takes two numbers from {low:g} to {high:g}, the smaller first")
        return value


@builder("room", Room)
def room(parameters: Room, rng: Rng) -> Scene:
    """A living room, bedroom or office with daylight from a window, furnished to its use."""
    use = str(parameters.use[int(rng.integers(len(parameters.use)))])
    width, depth, height = (
        float(rng.uniform(*r)) for r in (parameters.width, parameters.depth, parameters.height)
    )
    layout = Layout(width, depth, height, PLINTH)
    windows, window_lights = _shell(layout, use, rng)
    FURNISH[use](layout, windows, rng, parameters.clutter)
    fill_shelves(layout, rng, parameters.clutter)
    _hang_lamp(layout, rng)
    hour = float(rng.uniform(*parameters.hour))
    air = Region(
        (-width / 2 + 0.25, -depth / 2 + 0.25, 1.3),
        (width / 2 - 0.25, depth / 2 - 0.25, min(1.65, height - 0.4)),
    )
    return Scene(tuple(layout.objects), tuple(window_lights), World(_sky(hour, rng)), (), (air,))


def _sky(hour: float, rng: Rng) -> Sky:
    """The sky at an hour: the sun rises at 6, stands in the south at 12, sets at 18; the house stands anyhow."""
    elevation = np.radians(max(58.0 * np.sin(np.pi * (hour - 6) / 12), 4.0))
    azimuth = np.pi * (hour - 12) / 12 * 1.1 + rng.uniform(0, 2 * np.pi)
    overcast = rng.random() < 0.3
    return Sky(
        float(elevation),
        float(azimuth),
        strength=1.0,
        sun=0.0 if overcast else 1.0,
        haze=float(rng.uniform(3, 8) if overcast else rng.uniform(0.8, 2.5)),
    )


def _shell(layout: Layout, use: str, rng: Rng) -> tuple[list[Wall], list[Light]]:
    """Floor, ceiling, walls with openings, baseboards, windows, door, what lies outside; returns walls with windows."""
    width, depth, height = layout.width, layout.depth, layout.height
    over = (width + 2 * WALL, depth + 2 * WALL)
    add(layout, _slab("floor", over, -0.1, _floor(use, rng)), np.eye(4), solid=False)
    white = float(rng.uniform(0.86, 0.95))
    ceiling = materials.plaster((white, white, white * 0.98), relief=0.3, seed=finishes.seed(rng))
    add(layout, _slab("ceiling", over, height + 0.1, ceiling), np.eye(4), solid=False)

    walls = list(layout.walls)
    order = rng.permutation(4)
    glazed = [walls[order[0]]] + ([walls[order[1]]] if rng.random() < 0.35 else [])
    entrance = walls[order[2]]
    paint = _wall_color(rng)
    accent = _wall_color(rng) if rng.random() < 0.3 else paint
    sill = float(rng.uniform(0.8, 0.95))
    top = min(height - 0.25, sill + float(rng.uniform(1.15, 1.5)))
    lights = []
    skirting = materials.paint((0.9, 0.89, 0.87)) if rng.random() < 0.7 else finishes.wood(rng)
    tall = float(rng.uniform(0.05, 0.1))
    for number, wall in enumerate(walls):
        openings: list[tuple[float, float, float, float]] = []
        if wall in glazed:
            wide = float(np.clip(rng.uniform(1.2, 2.4), 1.0, wall.length - 1.0))
            middle = float(rng.uniform(-1, 1) * (wall.length - wide - 0.9) / 2)
            openings.append((middle - wide / 2, middle + wide / 2, sill, top))
        if wall == entrance:
            wide, high = float(rng.uniform(0.84, 0.95)), float(rng.uniform(2.02, 2.1))
            end = wall.length / 2 - wide / 2 - 0.15
            middle = float(rng.choice([-1, 1]) * rng.uniform(0.3, 1.0) * end)
            openings.append((middle - wide / 2, middle + wide / 2, 0.0, high))
        color = accent if number == order[3] else paint
        solid = materials.plaster(color, roughness=float(rng.uniform(0.75, 0.95)), seed=finishes.seed(rng))
        corner = WALL if wall.name in ("north", "south") else 0.0
        add(layout, _wall(wall, height, openings, corner, solid), wall.pose, solid=False)
        doorway = [o for o in openings if o[2] == 0]
        inset = 0.0 if wall.name in ("north", "south") else PLINTH
        add(layout, _baseboard(wall, doorway, tall, skirting, inset), wall.pose, solid=False)
        for left, right, low, high in openings:
            foot = wall.pose @ translation((left + right) / 2, WALL / 2, low)
            if low == 0:
                add(layout, door_fit(rng, right - left, high, WALL), foot, solid=False)
                keep_free(layout, wall.pose, (left - 0.12, right + 0.12), (-0.95, 0.0), (0.0, 2.0))
                keep_free(layout, wall.pose, (left - 0.12, right + 0.12), (-0.12, 0.0), (0.0, high + 0.12))
            else:
                glazing = window_fit(rng, right - left, high - low, WALL)
                add(layout, glazing, foot, solid=False)
                lights.append(_portal(wall, (left, right), (low, high)))
                if rng.random() < 0.6:
                    ledge = -float(extent(glazing)[0][1]) - WALL / 2
                    _dress(layout, wall, (left, right), high, ledge, rng)
                keep_free(layout, wall.pose, (left - 0.05, right + 0.05), (-0.3, 0.0), (low - 0.05, high))
    lawn = rng.random() < 0.6
    outside = (
        materials.grass(seed=finishes.seed(rng)) if lawn else materials.concrete(seed=finishes.seed(rng))
    )
    drop = float(rng.choice([0.35, 3.2, 6.4, 9.6]))
    ground = Asset("ground", (Part(box((600, 600, 0.2), (0, 0, -drop - 0.1), bevel=0), outside),))
    add(layout, ground, np.eye(4), solid=False)
    return glazed, lights


def _slab(category: str, size: tuple[float, float], z: float, material: Material) -> Asset:
    return Asset(
        category, (Part(box((*size, 0.2), (0, 0, z), bevel=0), material),), {"material": material.kind}
    )


def _wall(
    wall: Wall,
    height: float,
    openings: list[tuple[float, float, float, float]],
    corner: float,
    material: Material,
) -> Asset:
    """A wall with rectangular openings, in the frame of its foot: inner face at y = 0, outer at y = WALL."""
    half = wall.length / 2 + corner
    xs = sorted({-half, half, *(x for o in openings for x in o[:2])})
    zs = sorted({0.0, height, *(z for o in openings for z in o[2:])})
    blocks: list[Mesh] = []
    for x0, x1 in zip(xs[:-1], xs[1:], strict=True):
        for z0, z1 in zip(zs[:-1], zs[1:], strict=True):
            hole = any(o[0] <= x0 and x1 <= o[1] and o[2] <= z0 and z1 <= o[3] for o in openings)
            if not hole:
                middle = ((x0 + x1) / 2, WALL / 2, (z0 + z1) / 2)
                blocks.append(box((x1 - x0, WALL, z1 - z0), middle, bevel=0))
    return Asset("wall", (Part(merge(blocks), material),), {"material": material.kind})


def _baseboard(
    wall: Wall,
    doorway: list[tuple[float, float, float, float]],
    tall: float,
    material: Material,
    inset: float,
) -> Asset:
    """Boards along the foot of a wall, with a gap at its door; they end `inset` before the wall's own ends."""
    ends = [inset - wall.length / 2, wall.length / 2 - inset]
    for left, right, _, _ in doorway:
        ends[1:1] = [left - ARCHITRAVE, right + ARCHITRAVE]
    boards = [
        box((b - a, PLINTH, tall), ((a + b) / 2, -PLINTH / 2, tall / 2), bevel=0.003)
        for a, b in zip(ends[::2], ends[1::2], strict=True)
        if b - a > 0.02
    ]
    return Asset("baseboard", (Part(merge(boards), material),), {"material": material.kind})


def _portal(wall: Wall, x: Range, z: Range) -> Light:
    """Where daylight comes in: it guides the renderer's sampling of the sky and adds no light."""
    pose = wall.pose @ translation(sum(x) / 2, WALL + 0.02, sum(z) / 2) @ rotation("x", -np.pi / 2)
    return Light("portal", pose, 0.0, size=(x[1] - x[0], z[1] - z[0]))


def _dress(layout: Layout, wall: Wall, x: Range, high: float, ledge: float, rng: Rng) -> None:
    """Curtains from over the window to just above the floor, where they fit between the side walls."""
    wide = min(x[1] - x[0] + 0.5, wall.length - 0.3)
    rod = min(high + 0.14, layout.height - 0.05)
    made = curtain_fit(rng, wide, rod - 0.025, ledge)
    low, up = extent(made)
    middle = float(np.clip(sum(x) / 2, -wall.length / 2 - low[0] + 0.03, wall.length / 2 - up[0] - 0.03))
    pose = wall.pose @ translation(middle, -up[1] - 0.002, 0.025)
    if not is_free(layout, footprint(made, pose)):
        return
    add(layout, made, pose, solid=False)
    # What they take up is the rod and each panel: a radiator or a desk may stand between the panels.
    across = made.parts[0].mesh.vertices[:, 0]
    inner, outer = float(across[across < 0].max()), float(across[across > 0].min())
    deep = (float(low[1]), float(up[1]))
    keep_free(layout, pose, (float(low[0]), float(up[0])), deep, (rod - 0.12, rod))
    keep_free(layout, pose, (float(low[0]), inner), deep, (0.0, rod))
    keep_free(layout, pose, (outer, float(up[0])), deep, (0.0, rod))


def _hang_lamp(layout: Layout, rng: Rng) -> None:
    """A lamp near the middle of the ceiling: under it there is head room, and no cupboard is in its way."""
    for _ in range(20):
        lamp = ASSETS["ceiling lamp"](rng)
        low, high = extent(lamp)
        spot = rng.normal(0, 0.15, 2)
        pose = translation(spot[0], spot[1], layout.height - high[2])
        if high[2] - low[2] < layout.height - HEAD and try_add(layout, lamp, pose):
            return


def _wall_color(rng: Rng) -> tuple[float, float, float]:
    """Mostly off-white, at times a pastel, a grey or a strong tone."""
    pick = rng.random()
    if pick < 0.5:
        level = rng.uniform(0.82, 0.95)
        return (float(level), float(level * rng.uniform(0.97, 1.0)), float(level * rng.uniform(0.9, 0.99)))
    if pick < 0.85:
        return finishes.hsv(rng.random(), rng.uniform(0.06, 0.2), rng.uniform(0.72, 0.92))
    return finishes.hsv(rng.random(), rng.uniform(0.2, 0.45), rng.uniform(0.35, 0.7))


def _floor(use: str, rng: Rng) -> Material:
    pick = rng.random()
    light, dark = finishes.WOODS[str(rng.choice(list(finishes.WOODS)))]
    if use == "office" and pick < 0.5:
        return materials.carpet(
            finishes.hsv(rng.random(), rng.uniform(0.02, 0.25), rng.uniform(0.25, 0.5)),
            seed=finishes.seed(rng),
        )
    if pick < 0.75:
        return materials.parquet(
            finishes.jitter(light, rng, 0.02),
            dark,
            plank_length=float(rng.uniform(0.6, 1.6)),
            plank_width=float(rng.uniform(0.07, 0.2)),
            seed=finishes.seed(rng),
        )
    if pick < 0.85:
        side = float(rng.choice([0.3, 0.45, 0.6]))
        return materials.tile(
            finishes.hsv(rng.uniform(0.05, 0.12), rng.uniform(0.02, 0.2), rng.uniform(0.55, 0.85)),
            width=side,
            height=side,
            seed=finishes.seed(rng),
        )
    return materials.carpet(finishes.cloth_color(rng), seed=finishes.seed(rng))
