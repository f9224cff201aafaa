# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Corridors: long, closed, lit, passable; nothing floats, nothing is in another thing, no door is barred."""

from functools import cache

import numpy as np
import pytest

from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.check import faults, hints
from cavendish.scenes.corridor.uses import USES
from cavendish.scenes.ontology import ontology
from cavendish.scenes.store import digest

SEEDS = range(2)
SHELL = {"floor", "ceiling", "wall", "baseboard", "ground", "door", "window"}
CASES = [(use, seed) for use in USES for seed in SEEDS]


@cache
def built(use, seed, **more):
    builder = BUILDERS["corridor"]
    return builder.build(builder.parameters(use=(use,), **more), np.random.default_rng(seed))


def boxes(scene):
    """Bounds (N, 2, 3) of the objects' vertices in the world."""
    found = []
    for thing in scene.objects:
        points = np.concatenate([part.mesh.vertices for part in thing.asset.parts])
        points = points @ thing.pose[:3, :3].T + thing.pose[:3, 3]
        found.append((points.min(axis=0), points.max(axis=0)))
    return np.array(found)


def main_run(scene):
    """The longest free stretch at eye height: its low and high corner, metres."""
    return max(
        ((np.array(r.low), np.array(r.high)) for r in scene.air), key=lambda r: np.ptp(r, axis=0).max()
    )


@pytest.mark.parametrize(("use", "seed"), CASES)
def test_a_corridor_is_sound_and_as_long_as_its_use_has_it(use, seed):
    scene = built(use, seed)
    assert [*faults(scene), *hints(scene)] == []
    assert {thing.category for thing in scene.objects} <= set(ontology())
    low, high = main_run(scene)
    assert USES[use].length[0] <= np.ptp([low, high], axis=0).max() + 0.8 <= USES[use].length[1] + 1e-6
    names = [thing.category for thing in scene.objects]
    assert names.count("door") >= 3
    assert sum(name not in SHELL for name in names) >= 15


@pytest.mark.parametrize("use", USES)
def test_people_can_pass_from_end_to_end(use):
    """A path 0.7 m wide and 1.8 m high leads through the main run, around what stands there and people who walk."""
    scene = built(use, 1)
    low, high = main_run(scene)
    around = [
        box
        for thing, box in zip(scene.objects, boxes(scene), strict=True)
        if thing.category not in SHELL | {"person", "rug"} and box[0, 2] < 1.8
    ]
    xs = np.arange(low[0] - 0.5 + 0.36, high[0] + 0.5 - 0.34, 0.04)
    reached = np.ones(len(xs), bool)
    for y in np.arange(low[1] + 0.5, high[1] - 0.5, 0.04):
        free = np.ones(len(xs), bool)
        for a, b in around:
            if a[1] - 0.35 < y < b[1] + 0.35:
                free &= (xs + 0.35 <= a[0]) | (xs - 0.35 >= b[0])
        # It goes on sideways as far as it is free.
        spread = reached & free
        for _ in range(len(xs)):
            wider = (spread | np.roll(spread, 1) | np.roll(spread, -1)) & free
            wider[0], wider[-1] = spread[0] | wider[0] & spread[1], spread[-1] | wider[-1] & spread[-2]
            if np.array_equal(wider, spread):
                break
            spread = wider
        reached = spread
        assert reached.any(), y


@pytest.mark.parametrize(("use", "seed"), CASES)
def test_no_door_is_barred(use, seed):
    scene = built(use, seed)
    bounds = boxes(scene)
    for door, (low, high) in zip(scene.objects, bounds, strict=True):
        if door.category != "door":
            continue
        way = door.pose[:2, 1]  # out of the room behind it: into the corridor
        middle = (low + high)[:2] / 2 if door.asset.attributes.get("state") != "open" else door.pose[:2, 3]
        near, far = middle + way * 0.2, middle + way * 0.95
        side = np.abs(np.array([way[1], -way[0]])) * 0.35
        a, b = np.minimum(near, far) - side, np.maximum(near, far) + side
        for thing, box in zip(scene.objects, bounds, strict=True):
            if thing.category in SHELL | {"rug"} or box[0, 2] > 1.95:
                continue
            assert np.any(box[0, :2] >= b) or np.any(box[1, :2] <= a), (thing.category, door.id)


@pytest.mark.parametrize("use", ["hotel", "basement"])
def test_lamps_are_on_by_night_too(use):
    scene = built(use, 2, hour=(22.0, 23.0), lit=(0.4, 0.4))
    states = [
        t.asset.attributes["light"] for t in scene.objects if t.category in ("light panel", "wall lamp")
    ]
    assert states.count("on") >= 1
    assert states.count("off") >= 1
    assert scene.world.sky.sun_elevation < 0


def test_no_lamp_but_one_is_on_where_none_is_asked_for():
    scene = built("basement", 0, lit=(0.0, 0.0))
    low, high = main_run(scene)
    on = [
        thing
        for thing in scene.objects
        if thing.asset.lights
        and np.all(thing.pose[:2, 3] > low[:2] - 0.5)
        and np.all(thing.pose[:2, 3] < high[:2] + 0.5)
    ]
    assert len([t for t in on if t.category in ("light panel", "wall lamp")]) == 1


@pytest.mark.parametrize("use", ["office", "flats"])
def test_a_seed_gives_the_same_corridor_and_another_seed_another(use):
    builder = BUILDERS["corridor"]
    again = digest(builder.build(builder.parameters(use=(use,)), np.random.default_rng(0)))
    assert digest(built(use, 0)) == again
    assert digest(built(use, 1)) != again


@pytest.mark.parametrize("use", ["hotel"])
@pytest.mark.parametrize("end", [0, 1])
def test_corridors_at_the_ends_of_their_range_can_be_built(use, end):
    size = {"length": (10.0, 60.0)[end], "width": (1.4, 3.5)[end], "height": (2.3, 3.2)[end]}
    builder = BUILDERS["corridor"]
    asked = builder.parameters(use=(use,), clutter=1.0, **{key: (v, v) for key, v in size.items()})
    scene = builder.build(asked, np.random.default_rng(4))
    assert list(faults(scene)) == []
    low, high = main_run(scene)
    assert np.ptp([low, high], axis=0).max() == pytest.approx(size["length"] - 0.8)
    unique = {id(thing.asset): thing.asset for thing in scene.objects}.values()
    assert sum(len(part.mesh.faces) for asset in unique for part in asset.parts) < 1_500_000


def test_repeated_things_share_one_asset():
    scene = built("school", 0)
    doors = {id(t.asset) for t in scene.objects if t.category == "door"}
    lockers = {id(t.asset) for t in scene.objects if t.category == "locker"}
    assert len(doors) <= 3
    assert len(lockers) <= 2


@pytest.mark.extra
@pytest.mark.parametrize("use", USES)
def test_nothing_floats_or_reaches_into_another_thing(use):
    from cavendish.scenes.placement import faults as misplaced

    for seed in SEEDS:
        assert [str(fault) for fault in misplaced(built(use, seed))] == []


@pytest.mark.extra
def test_cameras_see_far_down_a_corridor():
    from cavendish.scenes.cameras import place
    from cavendish.scenes.probe import Probe
    from cavendish.scenes.views import Views

    deepest = []
    for use in ("school", "hotel", "office"):
        scene, _ = place(built(use, 1), Views(width=96, height=64, per_scene=2), np.random.default_rng(0))
        probe = Probe(scene)
        for camera in scene.cameras:
            depth, _ = probe.look(camera, 24, 32)
            deepest.append(float(np.max(depth[np.isfinite(depth) & (depth < 100)])))
    assert np.median(deepest) > 9


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": (1, 2)},
        {"height": (2.9, 2.4)},
        {"length": (5, 80)},
        {"use": ()},
        {"use": ("barn",)},
        {"lit": (0, 2)},
    ],
)
def test_wrong_parameters_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        BUILDERS["corridor"].parameters(**wrong)
