# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Streets of a town: houses, traffic, people, and all that stands on sidewalks."""

from __future__ import annotations

from functools import partial

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.assets.building import building_of
from cavendish.scenes.assets.bush import bush_in
from cavendish.scenes.assets.rider import rider_rand
from cavendish.scenes.assets.street_lamp import street_lamp_of
from cavendish.scenes.assets.traffic_light import traffic_light_of
from cavendish.scenes.assets.tree import tree_in
from cavendish.scenes.builders import builder
from cavendish.scenes.daylight import OVERCAST, Hours, drawn, is_dark, lit_windows, sky
from cavendish.scenes.lamplight import spared
from cavendish.scenes.layout import Layout, add
from cavendish.scenes.parts.tree_habits import SEASONS, Season, one_of
from cavendish.scenes.scene import Region, Scene, World
from cavendish.scenes.site import Site
from cavendish.scenes.town import KERB, TRACKS, Town, ground, plan

Rng = np.random.Generator
MIDDLE = 30.0  # metres along the street, about where cameras are
PEOPLE, CARS = 7, 6  # how many different ones there are
STRIDE = 1.2  # metres from a kerb's end where a walker, and who goes beside, has both feet on the sidewalk
NORTH, SOUTH = np.pi, 0.0  # turns of assets, which face -Y, to look that way


class Street(BaseModel):
    """Parameters of the street builder; a pair is a range that each scene draws from."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="street")

    lanes: tuple[int, ...] = Field(
        (2, 2, 2, 4), min_length=1, description="Lanes to choose from, both ways together, 2 to 6."
    )
    crossing: float = Field(
        0.75, ge=0, le=1, description="How likely another street crosses, with lights and crosswalks."
    )
    trams: float = Field(0.2, ge=0, le=1, description="How likely a tramway runs in the middle.")
    traffic: float = Field(0.6, ge=0, le=1, description="How full the lanes are.")
    parked: float = Field(0.65, ge=0, le=1, description="How full the strips at the kerbs are.")
    people: float = Field(0.6, ge=0, le=1, description="How many people walk and ride.")
    green: float = Field(0.6, ge=0, le=1, description="How many trees, hedges and gardens there are.")
    season: tuple[Season, ...] = Field(
        tuple(SEASONS), min_length=1, description="Of all the trees of a scene; summers are the commonest."
    )
    hour: Hours = Field(
        (6.5, 19.5),
        description="Time of day, 0 to 24: the sun is up from 6 to 18, lamps are on before and after; [18, 6] is a night.",
    )
    overcast: float = Field(OVERCAST, ge=0, le=1, description="The share of days without sun.")

    @field_validator("lanes")
    @classmethod
    def _even(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if any(count not in (2, 4, 6) for count in value):
            raise ValueError("takes 2, 4 and 6: as many lanes each way")
        return value


@builder("street", Street)
def street(parameters: Street, rng: Rng) -> Scene:
    """A street of houses with lanes, parked cars, traffic, people, trees and signs, seen as from a car or on foot."""
    town = plan(rng, parameters.lanes, parameters.crossing, parameters.trams)
    hour, season = drawn(parameters.hour, rng), one_of(parameters.season, rng)
    make = {
        "building": partial(building_of, lit=lit_windows(hour)),
        "street lamp": partial(street_lamp_of, lit=is_dark(hour)),
        "traffic light": partial(traffic_light_of, dark=is_dark(hour)),
        "tree": partial(tree_in, season=season),
        "bush": partial(bush_in, season=season),
    }
    site = Site(town, Layout(4000, 4000, 200), rng, make, is_dark(hour))
    for flat in ground(town, rng):
        add(site.layout, flat, np.eye(4), solid=False)
    _houses(site, parameters)
    _crossing(site)
    for side in (-1, 1):
        _kerbside(site, side, parameters)
        _parking(site, side, parameters)
    _traffic(site, parameters)
    for side in (-1, 1):
        _gardens(site, side, parameters)
        _walkers(site, side, parameters)
    return Scene(
        spared(site.layout.objects, np.array([0.0, MIDDLE, 0.0])),
        (),
        World(sky(hour, rng, parameters.overcast)),
        (),
        _air(town),
        ("dashboard", "dashboard", "handheld"),
    )


def _air(town: Town) -> tuple[Region, ...]:
    """The lanes of the near stretch, with the way that traffic goes, and the sidewalks, at eye level."""
    lanes = tuple(
        Region((x - 0.3, -45.0, 1.25), (x + 0.3, 25.0, 1.65), heading) if heading == 0 else
        Region((x - 0.3, 40.0, 1.25), (x + 0.3, 110.0, 1.65), heading)
        for x, heading in town.lane_middles
    )  # fmt: skip
    walks = tuple(
        Region(
            (min(s * a, s * b), -45.0, KERB + 1.45), (max(s * a, s * b), 60.0, KERB + 1.7)
        )
        for s in (-1, 1)
        for a, b in ((town.half + 0.8, town.half + town.walk - 0.4),)
    )  # fmt: skip
    return lanes + walks


def _houses(site: Site, parameters: Street) -> None:
    """Rows of houses behind the sidewalks, wall to wall or apart, along both streets; some lots are left open."""
    town, rng = site.town, site.rng
    together = rng.random() < 0.6
    for side in (-1, 1):
        setback = 0.05 if together else float(rng.uniform(1.5, 5.0))
        for start, end in town.stretches:
            y = start + (town.walk + 0.3 if town.cross is not None and start > town.cross else 0.5)
            stop = end - (town.walk + 0.3 if town.cross is not None and end < town.cross else 0.5)
            while y < stop - 6:
                house = site.draw("building", 10)
                low, high = house.extent
                wide = float(high[0] - low[0])
                if y + wide > stop or rng.random() < 0.06 * parameters.green:
                    y += 7.0
                    continue
                x = side * (town.half + town.walk + setback - float(low[1]))
                middle = y + wide / 2
                site.put(
                    house, x, middle - side * float(low[0] + high[0]) / 2, -side * np.pi / 2, KERB - 0.02, 0.0
                )
                y += wide + (0.02 if together else float(rng.uniform(1.5, 6)))
        if town.cross is None:
            continue
        for corner in (-1, 1):  # along the other street
            x = town.half + town.walk + setback + 16.0
            while x < town.wide - 8:
                house = site.draw("building", 10)
                low, high = house.extent
                wide = float(high[0] - low[0])
                y = town.cross + corner * (town.side + town.walk + 0.3 - float(low[1]))
                turn = SOUTH if corner > 0 else NORTH
                if x + wide > town.wide:
                    break
                if site.put(house, side * (x + wide / 2), y, turn, KERB - 0.02, 0.0) is not None:
                    x += wide + (0.02 if together else 3.0)
                else:
                    x += 4.0


def _crossing(site: Site) -> None:
    """Traffic lights at the corners of a crossing, or signs."""
    town, rng = site.town, site.rng
    if town.cross is None:
        return
    kind = "traffic light" if rng.random() < 0.85 else "traffic sign"
    for side in (-1, 1):
        for corner in (-1, 1):
            x = side * (town.half + 0.45)
            y = town.cross + corner * (town.side + 0.5)
            # Lights face the traffic that comes towards the crossing on their own side.
            turn = SOUTH if side > 0 else NORTH
            if kind == "traffic light" or (side > 0) == (corner < 0):
                site.put(site.draw(kind, 2), x, y, turn, KERB, 0.05)


def _along(site: Site, spacing: float, jitter: float, clear_of_crossing: float = 6.0) -> list[float]:
    """Places in Y along the main street, `spacing` metres apart, none near the crossing."""
    town, (low, high) = site.town, site.town.reach
    places = np.arange(low + site.rng.uniform(0, spacing), high - 4, spacing)
    places = places + site.rng.uniform(-jitter, jitter, len(places))
    gap = town.side + clear_of_crossing
    inside = places[(places > low + 3) & (places < high - 6)]
    return [float(y) for y in inside if town.cross is None or abs(y - town.cross) > gap]


def _kerbside(site: Site, side: int, parameters: Street) -> None:
    """Lamps, trees, signs, bins, benches, bollards, a bus stop: in a strip at the kerb."""
    town, rng = site.town, site.rng
    x = side * (town.half + 0.5)
    lamp = site.draw("street lamp", 1)
    for y in _along(site, float(rng.uniform(22, 32)), 0.5):
        site.put(lamp, x, y, _towards(side), KERB, 0.1)
    if rng.random() < 0.6 * 1.3 * parameters.green:
        for y in _along(site, float(rng.uniform(9, 16)), 1.0):
            if rng.random() < 0.85:
                _plant_tree(site, x + side * 0.25, y, 3.2)
    if rng.random() < 0.45:
        for y in _along(site, 90.0, 25.0)[:1]:
            site.put(
                site.draw("bus stop", 1), side * (town.half + town.walk - 1.0), y, _towards(side), KERB, 0.2
            )
    for kind, chance, spacing in (
        ("traffic sign", 0.9, 34.0),
        ("litter bin", 0.8, 42.0),
        ("bench", 0.5, 47.0),
        ("bollard", 0.4, 2.2),
        ("hydrant", 0.5, 80.0),
        ("mailbox", 0.4, 95.0),
        ("pole", 0.5, 38.0),
        ("planter", 0.4, 27.0),
    ):
        if rng.random() > chance:
            continue
        spots = _along(site, spacing, spacing / 4, 4.5)
        if kind == "bollard":
            begin = int(rng.integers(max(1, len(spots) - 12)))
            spots = spots[begin : begin + 12]
        for y in spots:
            facing = SOUTH if side > 0 else NORTH
            turn = facing if kind == "traffic sign" else _towards(side)
            site.put(site.draw(kind, 4 if kind == "traffic sign" else 2), x, y, turn, KERB, 0.12)


def _towards(side: int) -> float:
    """The turn of an asset on one side of the main street that faces the road."""
    return -side * np.pi / 2


def _plant_tree(site: Site, x: float, y: float, reach: float) -> None:
    """A tree whose crown reaches no farther than `reach` metres, where it hides no other thing."""
    tree = site.tree(reach)
    if tree is not None:
        site.put(tree, x, y, float(site.rng.uniform(-np.pi, np.pi)), KERB - 0.02, 0.0)


def _parking(site: Site, side: int, parameters: Street) -> None:
    """Cars, and a van or motorcycle among them, parked at the kerb in the way of traffic."""
    town, rng = site.town, site.rng
    if not town.parking:
        return
    x = side * (town.half - town.parking / 2)
    for start, end in town.stretches:
        y = start + (8.0 if town.cross is not None and start > town.cross else 1.0)
        stop = end - (8.0 if town.cross is not None and end < town.cross else 1.0)
        while y < stop - 5:
            if rng.random() > parameters.parked:
                y += float(rng.uniform(3, 7))
                continue
            kind = "motorcycle" if rng.random() < 0.07 else "car"
            made = site.machine(kind)[0] if kind == "motorcycle" else site.draw(kind, CARS)
            long = float(made.extent[1][1] - made.extent[0][1])
            if y + long > stop:
                break
            askew = float(rng.normal(0, 0.015))
            wide = float(made.extent[1][0]) + abs(askew) * long / 2
            off = min(float(rng.normal(0, 0.06)), town.parking / 2 - wide - 0.02)  # not into the kerb
            turn = (NORTH if side > 0 else SOUTH) + askew
            site.put(made, x + side * off, y + long / 2, turn, 0.0, 0.25)
            y += long + float(rng.uniform(0.6, 1.8))


def _traffic(site: Site, parameters: Street) -> None:
    """Vehicles in their lanes, apart as at 30 km/h; buses and trucks among cars; trams on their rails."""
    town, rng = site.town, site.rng
    low, high = town.reach
    if town.tram:
        tram = site.driven(site.draw("tram", 1))
        long = float(tram.extent[1][1] - tram.extent[0][1])
        for track, turn in zip(TRACKS, (SOUTH, NORTH), strict=True):
            if rng.random() < 0.7:
                site.put(tram, track, float(rng.uniform(low + long, high - long)), turn, 0.0, 0.3)
    for x, heading in town.lane_middles:
        turn = NORTH if heading == 0 else SOUTH
        y = low + float(rng.uniform(3, 25))
        while y < high - 14:
            pick = rng.random()
            kind = "car" if pick < 0.72 else "truck" if pick < 0.82 else "bus" if pick < 0.9 else "ride"
            if kind == "ride":
                if rng.random() < parameters.people:
                    _ride(
                        site,
                        str(rng.choice(["bicycle", "bicycle", "motorcycle"])),
                        x + (0.9 if heading == 0 else -0.9),
                        y,
                        turn,
                    )
                y += float(rng.uniform(4, 12))
                continue
            made = site.driven(site.draw(kind, CARS if kind == "car" else 1))
            long = float(made.extent[1][1] - made.extent[0][1])
            site.put(
                made,
                x + float(rng.normal(0, 0.12)),
                y + long / 2,
                turn + float(rng.normal(0, 0.01)),
                0.0,
                0.3,
            )
            y += long + float(rng.uniform(4, 14) / max(parameters.traffic, 0.05))


def _ride(site: Site, kind: str, x: float, y: float, turn: float) -> None:
    """A bicycle or motorcycle with its rider, who is a thing of their own."""
    machine, mount = site.machine(kind)
    model = machine.attributes["kind"] if kind == "bicycle" else "motorcycle"
    riders = site.stock.setdefault(f"rider of {id(machine)}", [])
    if not riders:
        riders.append(rider_rand(site.rng, mount, model))
    placed = site.put(site.driven(machine), x, y, turn, 0.0, 0.5)
    if placed is not None:
        add(site.layout, riders[0], placed.pose, solid=False)


def _gardens(site: Site, side: int, parameters: Street) -> None:
    """Behind the sidewalk, where no house stands: trees, bushes, hedges, fences, garden walls."""
    town, rng = site.town, site.rng
    edge = side * (town.half + town.walk + 0.35)
    barrier = str(rng.choice([b for b in ("hedge", "fence", "garden wall") if b in ASSETS]))
    if rng.random() < 0.3 + 0.6 * parameters.green:
        piece = site.draw(barrier, 1)
        long = float(piece.extent[1][0] - piece.extent[0][0])
        places = [y for y in _along(site, long + 0.02, 0.0, town.walk + 0.5 + long / 2) if -70 < y < 130]
        begin = int(rng.integers(max(1, len(places))))
        for y in places[begin : begin + round(40 / long)]:
            site.put(piece, edge, y, _towards(side), KERB - 0.02, 0.0)
    for _ in range(round(40 * parameters.green)):
        y = float(rng.uniform(town.reach[0] + 1.5, town.reach[1] - 1.5))
        x = side * float(rng.uniform(town.half + town.walk + 1.5, town.wide - 4))
        if town.cross is not None and abs(y - town.cross) < town.side + town.walk + 1:
            continue
        if rng.random() < 0.55:
            room = abs(x) - town.half - town.walk  # a crown stays off the roads
            if town.cross is not None:
                room = min(room, abs(y - town.cross) - town.side - town.walk)
            _plant_tree(site, x, y, min(room, 8.0))
        else:
            site.put(site.draw("bush", 3), x, y, float(rng.uniform(-np.pi, np.pi)), KERB - 0.02, 0.2)


def _walkers(site: Site, side: int, parameters: Street) -> None:
    """People on the sidewalk, alone or in pairs."""
    town, rng = site.town, site.rng
    for y in _along(site, 9.0 / max(parameters.people, 0.05), 3.0, STRIDE):
        if rng.random() > 0.8:
            continue
        near, far = town.half + 1.1, town.half + town.walk - 0.5
        away = float(rng.uniform(near, far))
        turn = float(rng.choice([NORTH, SOUTH])) + float(rng.normal(0, 0.25))
        site.put(site.draw("person", PEOPLE), side * away, y, turn, KERB, 0.1)
        if rng.random() < 0.25:
            beside = float(np.clip(away + rng.choice([-0.75, 0.75]), near, far))
            site.put(
                site.draw("person", PEOPLE), side * beside, y + float(rng.normal(0, 0.2)), turn, KERB, 0.1
            )
