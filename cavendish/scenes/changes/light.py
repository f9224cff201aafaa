# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Another time of day, or other lamps: the things stay, the light changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.changes.change import Change, Rng, Sight, change, redone
from cavendish.scenes.daylight import NOON, height
from cavendish.scenes.geometry import translation
from cavendish.scenes.scene import Asset, Light, Part, Scene

HOURS = {
    "seven in the morning": 7.0,
    "nine in the morning": 9.0,
    "midday": 12.0,
    "four in the afternoon": 16.0,
    "five in the afternoon": 17.0,
    "sunset": 17.6,
}
LEAST_STEP = np.radians(14.0)  # that the sun's height must change by
TURN = 1.1 * np.pi / 12  # radians that the sun goes round in an hour, as in `daylight.sky`
LAMPS = frozenset(
    {"floor lamp", "table lamp", "ceiling lamp", "wall lamp", "light panel", "high-bay lamp", "street lamp"}
)
HOME = {"floor lamp": 22.0, "table lamp": 14.0, "ceiling lamp": 40.0}  # watts of one that is switched on


@change("time")
def time(scene: Scene, sight: Sight, rng: Rng) -> Change | None:
    """The sun of another hour of a clear day; it goes round as it does within that time. None at night or without sun."""
    sky = scene.world.sky
    if sky is None or sky.sun <= 0 or sky.sun_elevation < np.radians(2.0):
        return None
    before = 6 + 12 / np.pi * float(np.arcsin(np.clip(np.degrees(sky.sun_elevation) / NOON, 0, 1)))
    if rng.random() < 0.5:  # the sky does not say whether its sun rises or sets
        before = 24 - before
    names = [name for name, hour in HOURS.items() if abs(height(hour) - sky.sun_elevation) > LEAST_STEP]
    if not names:
        return None
    name = names[int(rng.integers(len(names)))]
    hour = HOURS[name]
    fresh = replace(
        sky,
        sun_elevation=height(hour),
        sun_azimuth=float((sky.sun_azimuth + TURN * (hour - before)) % (2 * np.pi)),
    )
    return Change(replace(scene, world=replace(scene.world, sky=fresh)), {"kind": "time", "hour": name})


@change("lamps")
def lamps(scene: Scene, sight: Sight, rng: Rng) -> Change | None:
    """All lamps off, or one lamp in view on."""
    on = [thing for thing in scene.objects if thing.category in LAMPS and thing.asset.lights]
    if on and scene.lights == tuple(light for light in scene.lights if light.kind == "portal"):
        dark: dict[int, Asset] = {}
        off = {
            thing.id: replace(thing, asset=dark.setdefault(id(thing.asset), switched(thing.asset, 0.0)))
            for thing in on
        }
        return Change(redone(scene, off), {"kind": "lamps", "state": "off", "lamps": sorted(off)})
    dead = [
        thing
        for thing in scene.objects
        if thing.category in HOME and not thing.asset.lights and sight.named.get(thing.id) == ""
    ]
    for k in rng.permutation(len(dead)):
        thing = dead[int(k)]
        asset = switched(thing.asset, HOME[thing.category])
        if asset.lights:
            facts = {"kind": "lamps", "state": "on", "lamps": [thing.id], "class": thing.category}
            return Change(redone(scene, {thing.id: replace(thing, asset=asset)}), facts)
    return None


def switched(asset: Asset, power: float, temperature: float = 3000.0) -> Asset:
    """A lamp that is on with a power in watts, or off where that is 0. What its shade is made of says where its bulb is."""
    parts, at = [], None
    for part in asset.parts:
        if part.material.kind == "shade":
            old = part.material.parameters
            glow = {"glow": power / 8, "temperature": temperature if power else old["temperature"]}
            # The kind takes no roughness: it is its own.
            told = {key: value for key, value in {**old, **glow}.items() if key != "roughness"}
            part, at = (
                Part(part.mesh, materials.shade(**told)),
                (part.mesh.vertices.min(0) + part.mesh.vertices.max(0)) / 2,
            )
        parts.append(part)
    lights: tuple[Light, ...] = ()
    if power and at is not None:
        lights = (Light("point", translation(*(float(x) for x in at)), power, temperature, (0.04, 0.04)),)
    return replace(asset, parts=tuple(parts), lights=lights)
