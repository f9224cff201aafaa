# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Furnished rooms: living room, bedroom, office, kitchen, bathroom, classroom."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.builders import Things, builder
from cavendish.scenes.daylight import OVERCAST, Hours, drawn, is_dark, sky
from cavendish.scenes.furnish import FURNISH
from cavendish.scenes.furnish.common import fill_shelves
from cavendish.scenes.geometry import translation
from cavendish.scenes.layout import Layout, extent, try_add
from cavendish.scenes.scene import Material, Region, Scene, World
from cavendish.scenes.shell import PLINTH, Interior, shell

Rng = np.random.Generator
Use = Literal["living room", "bedroom", "office", "kitchen", "bathroom", "classroom"]
Range = tuple[float, float]
HEAD = 1.95  # metres that are free under a lamp
HOME: tuple[Range, Range, Range] = ((3.6, 5.4), (3.6, 5.6), (2.4, 2.9))
# Width, depth and height of rooms that suit each use, metres.
SPANS: dict[str, tuple[Range, Range, Range]] = {
    "living room": HOME,
    "bedroom": HOME,
    "office": HOME,
    "kitchen": ((2.6, 4.4), (3.0, 5.0), (2.4, 2.8)),
    "bathroom": ((1.8, 3.0), (2.1, 3.5), (2.4, 2.8)),
    "classroom": ((6.2, 8.5), (7.0, 9.8), (2.8, 3.3)),
}


class Room(BaseModel):
    """Parameters of the room builder; a pair is a range that each scene draws from."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="room")

    use: tuple[Use, ...] = Field(
        ("living room", "bedroom", "office", "kitchen", "bathroom", "classroom"),
        min_length=1,
        description="What the rooms are for.",
    )
    width: Range | None = Field(
        None, description="Metres along X, 1.8 to 12; as suits the use where none is given."
    )
    depth: Range | None = Field(
        None, description="Metres along Y, 1.8 to 12; as suits the use where none is given."
    )
    height: Range | None = Field(
        None, description="Metres to the ceiling, 2.2 to 4; as suits the use where none is given."
    )
    hour: Hours = Field(
        (7.0, 21.0),
        description="Time of day, 0 to 24: the sun is up from 6 to 18, lamps are on before and after; [18, 6] is a night.",
    )
    overcast: float = Field(OVERCAST, ge=0, le=1, description="The share of days without sun.")
    clutter: float = Field(0.7, ge=0, le=1, description="How many small things lie about.")

    @field_validator("width", "depth", "height")
    @classmethod
    def _ordered(cls, value: Range | None, info: object) -> Range | None:
        low, high = (2.2, 4.0) if getattr(info, "field_name", "") == "height" else (1.8, 12.0)
        if value is not None and not low <= value[0] <= value[1] <= high:
            raise ValueError(f"takes two numbers from {low:g} to {high:g}, the smaller first")
        return value


@builder("room", Room)
def room(parameters: Room, rng: Rng, things: Things = ASSETS) -> Scene:
    """A room lit by a window and by lamps, furnished to its use: to live, sleep, work, cook, wash or learn in."""
    use = str(parameters.use[int(rng.integers(len(parameters.use)))])
    asked = (parameters.width, parameters.depth, parameters.height)
    width, depth, height = (
        float(rng.uniform(*(wish or usual))) for wish, usual in zip(asked, SPANS[use], strict=True)
    )
    layout = Layout(width, depth, height, 0.0 if use == "bathroom" else PLINTH, things=things)
    windows, window_lights = shell(layout, _interior(use), rng)
    FURNISH[use](layout, windows, rng, parameters.clutter)
    fill_shelves(layout, rng, parameters.clutter)
    hour = drawn(parameters.hour, rng)
    _hang_lamps(layout, use, is_dark(hour), rng)
    air = Region(
        (-width / 2 + 0.25, -depth / 2 + 0.25, 1.3),
        (width / 2 - 0.25, depth / 2 - 0.25, min(1.65, height - 0.4)),
    )
    return Scene(
        tuple(layout.objects), tuple(window_lights), World(sky(hour, rng, parameters.overcast)), (), (air,)
    )


def _interior(use: str) -> Interior:
    """How the shell of a room of one use is made."""
    floor = partial(_floor, use)
    if use == "kitchen":  # the sill is above the counters
        return Interior(floor, sill=(1.06, 1.15), tall=(0.95, 1.2), wide=(0.9, 1.6), curtains=0.0)
    if use == "bathroom":
        return Interior(floor, _tiling, sill=(1.1, 1.3), tall=(0.9, 1.05), wide=(0.7, 0.95), curtains=0.0)
    if use == "classroom":
        return Interior(floor, sill=(0.85, 1.0), tall=(1.5, 1.7), wide=(1.3, 2.2), row=True, curtains=0.15)
    return Interior(floor)


def _tiling(rng: Rng) -> tuple[float, Material]:
    """Tiles on the walls of a bathroom: how high, and which."""
    wide, tall = ((0.1, 0.1), (0.15, 0.15), (0.2, 0.1), (0.3, 0.6), (0.6, 0.3), (0.25, 0.4), (0.3, 0.1))[
        int(rng.integers(7))
    ]
    pick = rng.random()
    level = float(rng.uniform(0.82, 0.94))
    color = (level, level, level * 0.98)
    if pick > 0.5:
        color = finishes.hsv(rng.random(), rng.uniform(0.03, 0.25), rng.uniform(0.5, 0.9))
    if pick > 0.9:
        color = finishes.hsv(rng.random(), rng.uniform(0.3, 0.6), rng.uniform(0.2, 0.6))
    grey = float(rng.choice([0.85, 0.6, 0.35], p=[0.5, 0.35, 0.15]))
    tiles = materials.tile(
        color,
        (grey, grey, grey * 0.98),
        wide,
        tall,
        float(rng.uniform(0.002, 0.004)),
        float(rng.uniform(0.06, 0.3)),
        float(rng.uniform(0.02, 0.2)),
        finishes.seed(rng),
    )
    return float(rng.choice([9.0, 1.2, 2.0], p=[0.45, 0.25, 0.3])), tiles


def _hang_lamps(layout: Layout, use: str, dark: bool, rng: Rng) -> None:
    """A lamp near the middle of the ceiling, or a grid of them: under each is head room, and no cupboard is in its way.

    dark: whether they are on for sure, unless another lamp of the room is.
    """
    wanted = dark and not any(thing.asset.lights for thing in layout.objects)
    spots = [(0.0, 0.0)]
    lamp = None
    if use == "classroom":
        nx, ny = max(round(layout.width / 3), 1), max(round(layout.depth / 3), 1)
        spots = [
            (((i + 0.5) / nx - 0.5) * layout.width, ((j + 0.5) / ny - 0.5) * layout.depth)
            for i in range(nx)
            for j in range(ny)
        ]
    for x, y in spots:
        for _ in range(20):
            one = lamp or layout.things["ceiling lamp"](rng)
            low, high = extent(one)
            spot = rng.normal(0, 0.15, 2) if len(spots) == 1 else np.zeros(2)
            pose = translation(x + spot[0], y + spot[1], layout.height - high[2])
            if wanted and not one.lights:
                continue
            if high[2] - low[2] < layout.height - HEAD and try_add(layout, one, pose):
                lamp = one
                break


def _floor(use: str, rng: Rng) -> Material:
    pick = rng.random()
    light, dark = finishes.WOODS[str(rng.choice(list(finishes.WOODS)))]
    if use == "bathroom" or (use == "kitchen" and pick < 0.6):
        side = float(rng.choice([0.1, 0.2, 0.3, 0.45, 0.6], p=[0.1, 0.2, 0.3, 0.2, 0.2]))
        return materials.tile(
            finishes.hsv(rng.uniform(0.05, 0.62), rng.uniform(0.0, 0.15), rng.uniform(0.3, 0.88)),
            width=side,
            height=side,
            roughness=float(rng.uniform(0.15, 0.45)),
            seed=finishes.seed(rng),
        )
    if use == "classroom" and pick < 0.55:  # linoleum
        tone = finishes.hsv(rng.random(), rng.uniform(0.05, 0.3), rng.uniform(0.4, 0.7))
        return materials.stone(tone, finishes.jitter(tone, rng, 0.05), 0.35, 0.06, finishes.seed(rng))
    if use in ("kitchen", "classroom"):
        pick *= 0.8  # no fitted carpet
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
