# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Warehouses: racks in rows, halls where goods change trucks, workshops."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.builders import builder
from cavendish.scenes.daylight import Hours, drawn, is_dark, sky
from cavendish.scenes.geometry import translation
from cavendish.scenes.layout import Footprint, Layout, add, footprint, is_free, within
from cavendish.scenes.scene import Region, Scene, World
from cavendish.scenes.warehouse.hall import Hall, hang_lamps, plan, raise_hall
from cavendish.scenes.warehouse.marks import Field as Place
from cavendish.scenes.warehouse.marks import markings
from cavendish.scenes.warehouse.racks import Aisle, area, stand_racks, stocked
from cavendish.scenes.warehouse.staging import about, along_walls, fields_of, fill_field
from cavendish.scenes.warehouse.traffic import drive, people

Rng = np.random.Generator
Use = Literal["storage", "cross-dock", "workshop"]
Range = tuple[float, float]
MOST = 1500  # objects in a scene
EYE = (1.3, 1.8)  # metres over the floor, of the cameras
# Width, depth and height of the walls that suit each use, metres.
SPANS: dict[str, tuple[Range, Range, Range]] = {
    "storage": ((15.0, 32.0), (24.0, 70.0), (6.5, 11.0)),
    "cross-dock": ((18.0, 32.0), (24.0, 60.0), (5.5, 8.0)),
    "workshop": ((12.0, 20.0), (15.0, 30.0), (5.0, 7.0)),
}
# What fills the fields of the open floor, with its share.
GOODS: dict[str, dict[str, float]] = {
    "storage": {"loads": 0.5, "empties": 0.16, "drums": 0.08, "totes": 0.06, "conveyor": 0.08, "bench": 0.12},
    "cross-dock": {"loads": 0.62, "empties": 0.1, "drums": 0.06, "totes": 0.08, "conveyor": 0.14},
    "workshop": {"loads": 0.2, "empties": 0.12, "drums": 0.12, "totes": 0.12, "conveyor": 0.1, "bench": 0.34},
}


class Warehouse(BaseModel):
    """Parameters of the warehouse builder; a pair is a range that each scene draws from."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="warehouse")

    use: tuple[Use, ...] = Field(
        ("storage", "storage", "cross-dock", "workshop"), min_length=1, description="What the halls are for."
    )
    width: Range | None = Field(
        None, description="Metres along X, 12 to 36; as suits the use where none is given."
    )
    depth: Range | None = Field(
        None, description="Metres along Y, 15 to 80; as suits the use where none is given."
    )
    height: Range | None = Field(
        None, description="Metres, of the walls, 5 to 12; as suits the use where none is given."
    )
    levels: tuple[int, int] = Field(
        (2, 5),
        description="Storeys of pallets in a rack with the one on the floor, 2 to 6; fewer in low halls.",
    )
    aisle: Range = Field((2.6, 3.2), description="Metres between racks, 2.5 to 3.5.")
    fill: Range = Field((0.6, 0.92), description="How full racks and fields are, 0 to 1.")
    open_doors: float = Field(0.2, ge=0, le=1, description="How likely each gate stands open.")
    people: tuple[int, int] = Field((1, 5), description="How many people there are, 0 to 20.")
    skylights: float = Field(0.6, ge=0, le=1, description="How likely the roof has skylights.")
    lamps: float = Field(
        0.85, ge=0, le=1, description="How likely the lamps are on by day; they are on when it is dark."
    )
    hour: Hours = Field((7.0, 20.0), description="Time of day, 0 to 24; from 18 to 6 it is dark outside.")

    @field_validator("width", "depth", "height", "aisle", "fill", "levels", "people")
    @classmethod
    def _ordered(cls, value: Range | None, info: object) -> Range | None:
        low, high = {
            "width": (12.0, 36.0),
            "depth": (15.0, 80.0),
            "height": (5.0, 12.0),
            "aisle": (2.5, 3.5),
            "fill": (0.0, 1.0),
            "levels": (2, 6),
            "people": (0, 20),
        }[getattr(info, "field_name", "")]
        if value is not None and not low <= value[0] <= value[1] <= high:
            raise ValueError(f"takes two numbers from {low:g} to {high:g}, the smaller first")
        return value


@builder("warehouse", Warehouse)
def warehouse(parameters: Warehouse, rng: Rng) -> Scene:
    """A hall of steel 15 to 80 m long: pallet racks and aisles, blocks of goods, forklifts, people, lamps and skylights."""
    use = str(parameters.use[int(rng.integers(len(parameters.use)))])
    asked = (parameters.width, parameters.depth, parameters.height)
    width, depth, height = (
        float(rng.uniform(*(wish or usual))) for wish, usual in zip(asked, SPANS[use], strict=True)
    )
    docks: tuple[str, ...] = ("south",)
    if use == "cross-dock":
        docks = ("east", "west") if rng.random() < 0.5 else ("south", "north")
    hall = plan(width, depth, height, docks, parameters.open_doors, rng)
    layout = Layout(width, depth, hall.clear)
    hour = drawn(parameters.hour, rng)
    dark = is_dark(hour)
    skylights = bool(rng.random() < parameters.skylights)
    windows = bool(rng.random() < (0.3 if skylights else 0.6))
    lights = raise_hall(layout, hall, skylights, windows, rng)
    lit = dark or bool(rng.random() < parameters.lamps) or not (skylights or windows)
    aisles, fields = _furnish(layout, hall, use, parameters, rng)
    lamps = tuple(a.x for a in aisles) if aisles else _lanes(hall)
    hang_lamps(layout, hall, lamps, lit, rng)
    if aisles or fields or hall.gates:
        add(layout, markings(hall, aisles, fields, rng), np.eye(4), solid=False)
    air, styles = _air(hall, aisles, fields)
    return Scene(tuple(layout.objects), tuple(lights), World(sky(hour, rng)), (), air, styles)


def _lanes(hall: Hall) -> tuple[float, ...]:
    """X of rows of lamps, two in each nave."""
    pairs = zip(hall.edges[:-1], hall.edges[1:], strict=True)
    return tuple(a + (b - a) * share for a, b in pairs for share in (0.27, 0.73))


def _furnish(
    layout: Layout, hall: Hall, use: str, parameters: Warehouse, rng: Rng
) -> tuple[list[Aisle], list[Place]]:
    """Racks, fields, what stands along the walls and about, machines and people. Returns the aisles and the fields."""
    fill = float(rng.uniform(*parameters.fill))
    aisle = float(rng.uniform(*parameters.aisle))
    levels = int(rng.integers(parameters.levels[0], parameters.levels[1] + 1))
    start, end = -hall.depth / 2 + 0.9, hall.depth / 2 - 0.9
    aisles: list[Aisle] = []
    lanes: list[Footprint] = []
    goods = GOODS[use]
    if use == "storage":  # racks to the far end, a strip for goods that come and go before the gates
        strip = float(np.clip(rng.uniform(0.2, 0.38) * hall.depth, 6.5, 18.0))
        back = float(rng.choice([0.3, 2.6]))
        aisles, stock = stand_racks(
            layout, hall, (start + strip, end - back), levels, aisle, MOST - 420, fill, rng
        )
        zone = (start + 1.6, start + strip - 2.4)
        lanes = [_lane(aisle) for aisle in aisles]
        layout.taken.extend(lanes)
    else:
        stock = stocked(rng, float(rng.uniform(1.0, 1.6)))
        zone = (start + 1.2, end - 1.2)
    _barriers(layout, aisles, rng)
    gap = float(rng.uniform(2.0, 3.0))
    fields = fields_of(layout, (-hall.width / 2 + 1.5, hall.width / 2 - 1.5), zone, gap, rng)
    names, shares = list(goods), np.array(list(goods.values()))
    high = min(hall.clear - 0.6, 3.6)
    used: list[Place] = []
    for field in fields:
        if len(layout.objects) > MOST - 170:
            break
        used.append(field)
        if rng.random() < 0.4 + 0.6 * fill:
            fill_field(layout, field, stock, str(rng.choice(names, p=shares / shares.sum())), high, rng)
    along_walls(layout, {"storage": 5, "cross-dock": 6, "workshop": 16}[use], rng)
    about(layout, int(rng.integers(3, 10)), rng)
    layout.taken[:] = [box for box in layout.taken if not any(box is lane for lane in lanes)]
    drive(layout, aisles, stock, int(rng.integers(1, 4)), int(rng.integers(1, 4)), rng)
    people(layout, aisles, int(rng.integers(parameters.people[0], parameters.people[1] + 1)), rng)
    return aisles, used


def _lane(aisle: Aisle) -> Footprint:
    """What of an aisle is for those alone who move, with its mouth."""
    y0, y1 = aisle.span[0] - 1.2, aisle.span[1]
    return area(translation(aisle.x, (y0 + y1) / 2, 0), aisle.width / 2 - 0.02, (y1 - y0) / 2, 3.0)


def _barriers(layout: Layout, aisles: list[Aisle], rng: Rng) -> None:
    """Barriers before the ends of the racks, between the aisles."""
    if not aisles or rng.random() < 0.3:
        return
    barrier = ASSETS["safety barrier"](rng)
    y = aisles[0].span[0] - 0.45
    gaps = zip(aisles[:-1], aisles[1:], strict=True)
    for x in [((a.x + a.width / 2) + (b.x - b.width / 2)) / 2 for a, b in gaps]:
        pose = translation(x, y, 0)
        box = footprint(barrier, pose, 0.02)
        if within(layout, box) and is_free(layout, box):
            add(layout, barrier, pose)


def _air(hall: Hall, aisles: list[Aisle], fields: list[Place]) -> tuple[tuple[Region, ...], tuple[str, ...]]:
    """Where cameras may be: along the aisles, as one walks or drives there, and over the open floor."""
    low, high = EYE
    found = []
    for aisle in aisles:
        y0, y1 = aisle.span
        x0, x1 = aisle.x - 0.5, aisle.x + 0.5
        found.append(Region((x0, y0 - 3.0, low), (x1, y0 + 0.5 * (y1 - y0), high), 0.0))
        found.append(Region((x0, y0 + 0.5 * (y1 - y0), low), (x1, y1 + 0.2, high), float(np.pi)))
    end = aisles[0].span[0] if aisles else hall.depth / 2 - 1.0
    floor = Region((-hall.width / 2 + 0.8, -hall.depth / 2 + 0.6, low), (hall.width / 2 - 0.8, end, high))
    found += [floor] * max(len(found) // 2, 1)
    return tuple(found), ("handheld", "dashboard", "handheld") if aisles else (
        "handheld",
        "handheld",
        "tripod",
    )
