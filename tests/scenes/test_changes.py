# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Changes of a scene: one thing or the light, and nothing else; nothing floats or is in another thing after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("embreex")

from cavendish.render.raycast import raycast
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import look, pinhole
from cavendish.scenes.changes import CHANGES, Change, Sight
from cavendish.scenes.changes.move import direction
from cavendish.scenes.changes.recolour import COLORS
from cavendish.scenes.changes.space import carried
from cavendish.scenes.placement import faults
from cavendish.scenes.scene import Scene
from cavendish.scenes.store import digest

pytestmark = pytest.mark.extra


@pytest.fixture(scope="module")
def office() -> tuple[Scene, Sight]:
    """An office by day, with a camera in a corner that sees most of it; all things can be named."""
    builder = BUILDERS["room"]
    parameters = builder.parameters.model_validate({"use": ["office"], "overcast": 0.0, "hour": [11, 12]})
    scene = builder.build(parameters, np.random.default_rng(4))
    air = scene.air[0]
    eye, aim = (air.low[0], air.low[1], 1.6), (air.high[0] * 0.6, air.high[1] * 0.6, 0.6)
    camera = pinhole(look(eye, aim), 160, 120, 1.2)
    seen = raycast(scene, camera)
    named = {int(k): "" for k in np.unique(seen.instances) if k}
    return scene, Sight(camera, seen.depth, seen.normals, seen.instances, named)


@pytest.fixture(scope="module")
def before(office: tuple[Scene, Sight]) -> set[tuple[int, ...]]:
    """Which things have placement faults before any change."""
    return {fault.ids for fault in faults(replace(office[0], cameras=()))}


def drawn(kind: str, office: tuple[Scene, Sight], seeds: int = 6) -> list[Change]:
    found = [CHANGES[kind](*office, np.random.default_rng(seed)) for seed in range(seeds)]
    return [change for change in found if change is not None]


def untouched(change: Change, scene: Scene) -> bool:
    """Whether every object but those that the change touches is the very same."""
    assert change.touched is not None
    after = {thing.id: thing for thing in change.scene.objects}
    kept = {thing.id: thing for thing in scene.objects if thing.id not in change.touched}
    strangers = after.keys() - kept.keys() - change.touched
    return not strangers and all(after.get(key) is thing for key, thing in kept.items())


@pytest.mark.parametrize("kind", ["recolour", "remove", "add", "swap", "move"])
def test_a_change_touches_what_it_says_and_breaks_nothing(
    kind: str, office: tuple[Scene, Sight], before: set[tuple[int, ...]]
) -> None:
    scene, _ = office
    changes = drawn(kind, office, 3)[:1]  # each is judged by the whole placement check
    assert changes
    for change in changes:
        assert change.kind == kind and untouched(change, scene)
        assert change.scene.lights is scene.lights and change.scene.world is scene.world
        if kind == "recolour":  # no place has changed
            continue
        new = [fault for fault in faults(change.scene) if fault.ids not in before]
        assert new == [], [str(fault) for fault in new]


def test_the_same_seed_makes_the_same_change(office: tuple[Scene, Sight]) -> None:
    for kind in ("recolour", "add", "move"):
        (one, *_), (other, *_) = drawn(kind, office, 2), drawn(kind, office, 2)
        assert one.facts == other.facts and digest(one.scene) == digest(other.scene)


def test_a_new_colour_is_far_from_the_old_and_on_most_of_the_thing(office: tuple[Scene, Sight]) -> None:
    scene, _ = office
    by_id = {thing.id: thing for thing in scene.objects}
    for change in drawn("recolour", office):
        new = next(thing for thing in change.scene.objects if thing.id == change.facts["object"])
        parts = zip(by_id[new.id].asset.parts, new.asset.parts, strict=True)
        altered = [(a, b) for a, b in parts if a.material != b.material]
        assert altered and all(b.material.color == COLORS[change.facts["color"]] for _, b in altered)
        assert all(np.linalg.norm(np.array(a.material.color) - b.material.color) > 0.3 for a, b in altered)
        assert np.array_equal(new.pose, by_id[new.id].pose)


def test_what_stands_on_a_thing_goes_with_it(office: tuple[Scene, Sight]) -> None:
    scene, _ = office
    desk = next(
        thing for thing in scene.objects if thing.category == "desk" and carried(scene, thing, ASSETS)
    )
    load = carried(scene, desk, ASSETS)
    assert load and all(thing.pose[2, 3] > 0.3 for thing in load)
    assert carried(scene, desk, {"desk"}) is None  # what may not go with it keeps it where it is


def test_moves_are_told_as_the_camera_sees_them(office: tuple[Scene, Sight]) -> None:
    _, sight = office
    pose = sight.camera.pose
    at = pose[:3, 3] - 3 * pose[:3, 2]
    assert direction(sight.camera, at, at + pose[:3, 0]) == "right"
    assert direction(sight.camera, at, at - pose[:3, 0]) == "left"
    assert direction(sight.camera, at, at - 1.5 * pose[:3, 2]) == "farther"
    assert direction(sight.camera, at, at + pose[:3, 2]) == "nearer"
    assert direction(sight.camera, at, at + 0.1 * pose[:3, 0]) is None
    for change in drawn("move", office):
        moved: Any = {thing.id: thing.pose for thing in change.scene.objects}
        steps = {
            tuple(np.round(moved[k] - then.pose, 9)[:3, 3])
            for then in office[0].objects
            if (k := then.id) in (change.touched or ())
        }
        assert len(steps) == 1  # a thing and its load move as one


def test_another_hour_moves_the_sun_and_nothing_else(office: tuple[Scene, Sight]) -> None:
    scene, _ = office
    for change in drawn("time", office):
        old, new = scene.world.sky, change.scene.world.sky
        assert old is not None and new is not None and change.touched is None
        assert abs(new.sun_elevation - old.sun_elevation) > np.radians(14) and new.sun_elevation > 0
        assert change.scene.objects is scene.objects
    overcast = replace(scene, world=replace(scene.world, sky=replace(scene.world.sky, sun=0.0)))
    assert CHANGES["time"](overcast, office[1], np.random.default_rng(0)) is None


def test_lamps_go_off_and_on_again(office: tuple[Scene, Sight]) -> None:
    scene, sight = office
    lamp = next(
        thing for thing in scene.objects if thing.category in ("floor lamp", "ceiling lamp", "table lamp")
    )
    sight = replace(sight, named={**sight.named, lamp.id: ""})
    states = []
    for _ in range(3):
        change = CHANGES["lamps"](scene, sight, np.random.default_rng(0))
        assert change is not None
        states.append(change.facts["state"])
        scene = change.scene
        shining = sum(len(thing.asset.lights) for thing in scene.objects)
        assert (shining == 0) == (states[-1] == "off")
    assert states in (["off", "on", "off"], ["on", "off", "on"])
