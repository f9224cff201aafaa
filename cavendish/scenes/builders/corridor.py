# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Corridors of offices, schools, hospitals, hotels, flats and basements."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets.exit_sign import exit_sign_fit
from cavendish.scenes.assets.light_panel import light_panel_fit
from cavendish.scenes.builders import builder
from cavendish.scenes.corridor import overhead, things
from cavendish.scenes.corridor.hall import HUNG, Hall, add, hang, stand
from cavendish.scenes.corridor.plan import Plan, Shape, Side, plan
from cavendish.scenes.corridor.shell import (
    EDGE,
    Doorway,
    Leafs,
    build_room,
    doors_rand,
    floors,
    glaze,
    opened,
    reserve,
    room_behind,
    walls,
)
from cavendish.scenes.corridor.uses import USES, Finish, Name, Use, finish, floor
from cavendish.scenes.daylight import Hours, drawn, height, sky
from cavendish.scenes.geometry import box, rotation, translation
from cavendish.scenes.scene import Asset, Float, Part, Region, Scene, World
from cavendish.scenes.shell import WALL, Opening

Rng = np.random.Generator
Range = tuple[float, float]
LIMITS: dict[str, Range] = {
    "length": (10.0, 60.0),
    "width": (1.4, 3.5),
    "height": (2.3, 3.2),
    "lit": (0.0, 1.0),
}
SHAPES: tuple[Shape, ...] = ("straight", "L", "T", "alcove")
ROOMS = 4  # that open doors show, at most


class Corridor(BaseModel):
    """Parameters of the corridor builder; a pair is a range that each scene draws from."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="corridor")

    use: tuple[Name, ...] = Field(
        ("office", "school", "hospital", "hotel", "flats", "basement"),
        min_length=1,
        description="What the houses are for.",
    )
    length: Range | None = Field(
        None, description="Metres of the main run, 10 to 60; as suits the use where none is given."
    )
    width: Range | None = Field(
        None, description="Metres across, 1.4 to 3.5; as suits the use where none is given."
    )
    height: Range | None = Field(
        None, description="Metres to the ceiling, 2.3 to 3.2; as suits the use where none is given."
    )
    hour: Hours = Field(
        (7.0, 23.0),
        description="Time of day, 0 to 24: what comes in by windows. The lamps are on at all hours.",
    )
    lit: Range = Field((0.5, 1.0), description="Share of the lamps that are on, 0 to 1; one always is.")
    clutter: float = Field(0.7, ge=0, le=1, description="How many things stand and hang about.")

    @field_validator("length", "width", "height", "lit")
    @classmethod
    def _ordered(cls, value: Range | None, info: object) -> Range | None:
        low, high = LIMITS[getattr(info, "field_name", "")]
        if value is not None and not low <= value[0] <= value[1] <= high:
            raise ValueError(f"takes two numbers from {low:g} to {high:g}, the smaller first")
        return value


@builder("corridor", Corridor)
def corridor(parameters: Corridor, rng: Rng) -> Scene:
    """A long corridor with doors along its sides, some open, lamps at an even pitch, and what stands in such places."""
    name = parameters.use[int(rng.integers(len(parameters.use)))]
    use = USES[name]
    length, width, tall = (
        float(rng.uniform(*(wish or usual)))
        for wish, usual in (
            (parameters.length, use.length),
            (parameters.width, use.width),
            (parameters.height, use.height),
        )
    )
    shape = SHAPES[int(rng.choice(4, p=[0.45, 0.2, 0.15, 0.2]))]
    layout = plan(length, width, tall, shape, rng)
    hour = drawn(parameters.hour, rng)
    share = 1.0 if rng.random() < 0.4 else float(rng.uniform(*parameters.lit))
    share = float(np.clip(share, *parameters.lit))
    look, leafs = finish(name, rng), doors_rand(use, tall, rng)
    tiles = bool(rng.random() < use.tiles)
    hall = Hall(tall, list(layout.rects))
    stock = things.Stock(rng)

    floors(hall, layout, look, tiles)
    glazed = _glazed(layout, use, rng)
    openings, doorways = _openings(layout, use, leafs, glazed, rng)
    walls(hall, layout, openings, look, float(rng.uniform(0.06, 0.12)))
    for doorway in doorways:
        reserve(hall, doorway, leafs.height)
    for side, holes in zip(layout.sides, openings, strict=True):
        glaze(hall, side, [hole for hole in holes if hole[2] > 0], rng)
    _outside(hall, name == "basement", rng)
    _doors(hall, layout, doorways, leafs, name, look, height(hour) > 0, stock, rng)
    _end_signs(hall, doorways, leafs, rng)
    things.name_plates(hall, [d for d in doorways if d.side.role == "long"], leafs.hinge, rng)
    overhead.light(hall, layout, use, tiles, share, rng)
    if name == "basement":
        overhead.pipes(hall, layout, rng)
    overhead.exits(hall, layout, rng)
    overhead.detectors(hall, layout, rng)
    things.safety(hall, layout, rng)
    if name in ("hotel", "flats") and width > 1.6 and look.floor.kind != "carpet" and rng.random() < 0.4:
        tone = finishes.hsv(rng.random(), rng.uniform(0.3, 0.6), rng.uniform(0.2, 0.5))
        cover = materials.carpet(
            tone, finishes.cloth_color(rng), pattern=2.0, pitch=0.3, seed=finishes.seed(rng)
        )
        things.runner(hall, layout, cover)
    for side, holes in zip(layout.sides, openings, strict=True):
        middles = [(hole[0] + hole[1]) / 2 for hole in holes if hole[2] > 0.6]
        if middles and side.role == "long":
            things.radiators(hall, side, middles, stock, rng)
    things.furnish(hall, layout, use.standing, use.hung, parameters.clutter, stock, rng)
    if rng.random() < use.rails:
        things.rails(hall, layout, rng)
    return Scene(
        tuple(hall.objects), tuple(hall.lights), World(sky(hour, rng)), (), _air(layout), ("handheld",)
    )


def _glazed(layout: Plan, use: Use, rng: Rng) -> Side | None:
    """The long wall that has windows in place of doors, if any."""
    if rng.random() >= use.windows:
        return None
    return max((side for side in layout.sides if side.role == "long"), key=lambda side: side.wall.length)


def _openings(
    layout: Plan, use: Use, leafs: Leafs, glazed: Side | None, rng: Rng
) -> tuple[list[list[Opening]], list[Doorway]]:
    """The holes of each side, in the frame of its wall's foot, and which of them are doorways."""
    pitch, sill = float(rng.uniform(*use.pitch)), float(rng.uniform(0.8, 0.95))
    top = min(layout.height - 0.25, sill + float(rng.uniform(1.2, 1.6)))
    wide = float(rng.uniform(1.0, 2.0))
    holes: list[list[Opening]] = []
    doorways: list[Doorway] = []
    for side in layout.sides:
        here: list[Opening] = []
        span = side.wall.length
        if side is glazed:
            count = max(int((span - 0.6) // (wide + float(rng.uniform(0.5, 1.6)))), 1)
            here += _evenly(span, count, min(wide, span - 0.8), sill, top)
        elif side.role == "end" and use.windows > 0 and rng.random() < 0.45:  # daylight at the end
            low = float(rng.choice([0.35, sill]))
            across = min(span - 0.5, 2.4)
            here.append((-across / 2, across / 2, low, min(layout.height - 0.3, low + 1.7)))
        elif side.role == "end" and span > leafs.width + 2 * EDGE and rng.random() < 0.75:
            doorways.append(Doorway(side, 0.0, leafs.width, leafs.hinge))
        elif side.role == "long":
            xs = _along(span, pitch, leafs.width, rng)
            doorways += [Doorway(side, x, leafs.width, leafs.hinge) for x in xs]
        half = leafs.width / 2
        here += [(d.x - half, d.x + half, 0.0, leafs.height) for d in doorways if d.side is side]
        holes.append(here)
    return holes, doorways


def _evenly(span: float, count: int, wide: float, low: float, high: float) -> list[Opening]:
    pitch = span / count
    middles = [(k + 0.5) * pitch - span / 2 for k in range(count)]
    return [(x - wide / 2, x + wide / 2, low, high) for x in middles]


def _along(span: float, pitch: float, width: float, rng: Rng) -> list[float]:
    """Where doors are along a wall: at a pitch, a little off it, clear of the corners."""
    reach = span / 2 - width / 2 - EDGE
    if reach < 0:
        return []
    count = max(int((span - 2 * EDGE) / pitch), 1)
    shift = float(rng.uniform(-0.2, 0.2)) * pitch
    xs = [((k + 0.5) / count - 0.5) * span + shift + float(rng.normal(0, 0.06)) for k in range(count)]
    return [x for x in xs if abs(x) <= reach]


def _doors(
    hall: Hall,
    layout: Plan,
    doorways: Sequence[Doorway],
    leafs: Leafs,
    name: Name,
    look: Finish,
    day: bool,
    stock: things.Stock,
    rng: Rng,
) -> None:
    """The doors: most are closed; behind the others are rooms, lit by a window or a lamp, or dark."""
    shown: list[Float] = []
    ajar = [opened(leafs, float(rng.uniform(low, high))) for low, high in ((0.15, 0.6), (1.1, 1.6))]
    lamp = light_panel_fit(rng, "disc", float(rng.uniform(14, 22)), float(rng.choice(USES[name].kelvin)))
    for doorway in doorways:
        pose = doorway.side.wall.pose @ translation(doorway.x, WALL / 2, 0) @ rotation("z", np.pi)
        room = None
        if len(shown) < ROOMS and doorway.side.role == "long" and rng.random() < 0.3:
            room = room_behind(doorway, layout, shown, doorways, rng)
        add(hall, leafs.closed if room is None else ajar[int(rng.random() < 0.6)], pose, solid=False)
        if room is None:
            continue
        shown.append(room.outer)
        window = bool(name != "basement" and rng.random() < 0.6)
        build_room(
            hall,
            room,
            window,
            floor(name, rng) if rng.random() < 0.5 else look.floor,
            look.wall,
            look.ceiling,
            rng,
        )
        if rng.random() < (0.3 if window and day else 0.55):
            middle = np.add(room.rect.low, room.rect.high) / 2
            hang(hall, lamp, translation(middle[0], middle[1], 0))
        kinds = USES[name].behind
        things.furnish_room(hall, room, [kinds[int(k)] for k in rng.integers(0, len(kinds), 3)], stock, rng)


def _end_signs(hall: Hall, doorways: Sequence[Doorway], leafs: Leafs, rng: Rng) -> None:
    """Exit signs over the doors at the ends."""
    sign = exit_sign_fit(rng, "wall")
    for doorway in doorways:
        if doorway.side.role == "end":
            stand(hall, doorway.side, sign, doorway.x, gap=HUNG, z=leafs.height + 0.125)


def _outside(hall: Hall, under: bool, rng: Rng) -> None:
    """The ground around the house, at the foot of some storey."""
    soil = (
        materials.grass(seed=finishes.seed(rng))
        if rng.random() < 0.6
        else materials.concrete(seed=finishes.seed(rng))
    )
    drop = 0.35 if under else float(rng.choice([0.35, 3.2, 6.4, 9.6]))
    add(
        hall,
        Asset("ground", (Part(box((600, 600, 0.2), (0, 0, -drop - 0.1), bevel=0), soil),)),
        np.eye(4),
        solid=False,
    )


def _air(layout: Plan) -> tuple[Region, ...]:
    """The middle of each run at eye height, one region each way."""
    found = []
    top = min(1.7, layout.height - 0.5)
    for rect in layout.rects:
        half = max((rect.high[1 - rect.along] - rect.low[1 - rect.along]) / 2 - 0.5, 0.15)
        middle = np.add(rect.low, rect.high) / 2
        reach = np.full(2, half)
        reach[rect.along] = rect.length / 2 - 0.4
        (x0, y0), (x1, y1) = (middle - reach).tolist(), (middle + reach).tolist()
        ways = (0.0, np.pi) if rect.along == 1 else (np.pi / 2, -np.pi / 2)
        found += [Region((x0, y0, 1.3), (x1, y1, top), way) for way in ways]
    return tuple(found)
