# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Furnished rooms, judged on their real meshes: nothing floats, nothing is in another thing, nothing bars the way."""

from itertools import product

import numpy as np
import pytest

from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.builders.room import SPANS
from cavendish.scenes.geometry import box, rotation, translation
from cavendish.scenes.materials import plain
from cavendish.scenes.ontology import ontology
from cavendish.scenes.scene import Asset, Object, Part
from cavendish.scenes.shell import WALL
from cavendish.scenes.store import digest

pytestmark = pytest.mark.extra

HOMES = ("living room", "bedroom", "office")
USES = (*HOMES, "kitchen", "bathroom", "classroom")
SEEDS = range(8)
ROOMS = list(product(USES, SEEDS))
SHELL = {"floor", "wall", "ceiling", "baseboard", "window", "door", "ground"}
HUNG = {"picture", "mirror", "clock", "curtain", "radiator", "ceiling lamp"}
HUNG |= {"wall cabinet", "extractor hood", "towel rail", "blackboard", "whiteboard"}
FITTED = ({"wall", "window"}, {"wall", "door"})


def names(scene):
    return [thing.category for thing in scene.objects]


def hangs(thing):
    """Whether a thing is held by a wall or the ceiling rather than by what is under it."""
    return thing.category in HUNG or thing.asset.attributes.get("mount") == "wall"


def block(size, pose):
    """A box as an object; its lowest side is at z = 0 of its pose."""
    mesh = box(size, (0, 0, size[2] / 2), bevel=0)
    return Object(1, Asset("cube", (Part(mesh, plain((1, 0, 0))),)), pose)


@pytest.mark.parametrize(
    ("pose", "verdict"),
    [
        (translation(0.2, 0, 0), False),  # they touch
        (translation(0.1995, 0.05, 0), False),  # half a millimetre of contact
        (translation(0.195, 0.05, 0), True),  # five millimetres
        (translation(0.3, 0, 0), False),
        (translation(0.05, 0.02, 0.195), True),
        (translation(0.15, 0, 0) @ rotation("z", 0.8), True),
        (translation(0.01, 0.01, 0.01), True),
        (translation(0, 0, 0.2), False),
    ],
)
def test_the_judge_tells_contact_from_penetration(pose, verdict, space):
    one, other = block((0.2, 0.2, 0.2), np.eye(4)), block((0.2, 0.2, 0.2), pose)
    assert space.pierces(space.body(one), space.body(other)) is verdict
    assert space.pierces(space.body(other), space.body(one)) is verdict


def test_the_judge_sees_a_thing_inside_another(space):
    inner = block((0.1, 0.1, 0.1), translation(0, 0, 0.05))
    assert space.pierces(space.body(inner), space.body(block((0.5, 0.5, 0.5), np.eye(4))))


def test_the_judge_sees_what_sinks_and_what_floats(space):
    floor = space.body(block((2, 2, 0.1), translation(0, 0, -0.1)))
    for height, stands in ((0.0, True), (0.0008, True), (0.003, False), (0.1, False)):
        lifted = space.body(block((0.2, 0.2, 0.2), translation(0, 0, height)))
        assert space.rests(lifted[0], floor[0]) is stands
    assert space.sinks(space.body(block((0.2, 0.2, 0.2), translation(0, 0, -0.01))), floor)
    assert not space.sinks(space.body(block((0.2, 0.2, 0.2), np.eye(4))), floor)


@pytest.mark.parametrize(("use", "seed"), ROOMS)
def test_nothing_reaches_into_another_thing(use, seed, space):
    scene, bodies = space.room(use, seed)
    low, high = (np.array([bounds[k] for _, bounds in bodies]) for k in (0, 1))
    found = []
    for i, body in enumerate(bodies):
        meet = np.all(np.minimum(high[i], high) - np.maximum(low[i], low) > 1e-3, axis=1)
        for j in np.nonzero(meet)[0]:
            if j <= i:
                continue
            pair = {scene.objects[i].category, scene.objects[j].category}
            if pair in FITTED:  # the frame fills its hole and laps over it: no nudge would free it
                wall, frame = sorted((body, bodies[j]), key=lambda b: len(b[0]))
                bad = space.sinks(frame, wall)
            else:
                bad = space.pierces(body, bodies[j])
            if bad:
                found.append((i, int(j), *sorted(pair)))
    assert found == []


@pytest.mark.parametrize(("use", "seed"), ROOMS)
def test_nothing_floats(use, seed, space):
    scene, bodies = space.room(use, seed)
    floating = []
    for i, thing in enumerate(scene.objects):
        if thing.category in SHELL or hangs(thing):
            continue
        low, high = bodies[i][1]
        near = [
            t for j, (t, b) in enumerate(bodies) if j != i and np.all((b[0] <= high) & (b[1] >= low - 2e-3))
        ]
        if not (near and space.rests(bodies[i][0], np.concatenate(near))):
            floating.append((i, thing.category))
    assert floating == []


@pytest.mark.parametrize(("use", "seed"), ROOMS)
def test_hung_things_hang_on_a_wall_or_the_ceiling(use, seed, space):
    scene, bodies = space.room(use, seed)
    half, top = inner(scene)
    for thing, (_, (low, high)) in zip(scene.objects, bodies, strict=True):
        if thing.category == "ceiling lamp":
            assert high[2] == pytest.approx(top, abs=1e-3)
            assert low[2] > 1.9
        elif hangs(thing):
            gap = min(np.min(half - high[:2]), np.min(low[:2] + half))
            assert 0 <= gap < 0.03, thing.category


def inner(scene):
    """Half of the room's width and depth, and its height, from where its shell is."""
    walls = [thing.pose[:2, 3] for thing in scene.objects if thing.category == "wall"]
    ceiling = next(thing for thing in scene.objects if thing.category == "ceiling")
    return np.abs(walls).max(axis=0), float(ceiling.asset.parts[0].mesh.vertices[:, 2].min())


@pytest.mark.parametrize(("use", "seed"), ROOMS)
def test_the_room_is_as_asked_and_holds_its_things(use, seed, space):
    scene, bodies = space.room(use, seed)
    (x, y), height = inner(scene)
    for size, (low, high) in zip((2 * x, 2 * y, height), SPANS[use], strict=True):
        assert low - 1e-6 <= size <= high + 1e-6
    for thing, (_, (low, high)) in zip(scene.objects, bodies, strict=True):
        if thing.category not in SHELL:
            assert np.all(low >= [-x - 1e-3, -y - 1e-3, -1e-3]), thing.category
            assert np.all(high <= [x + 1e-3, y + 1e-3, height + 1e-3]), thing.category
    ids = [thing.id for thing in scene.objects]
    assert len(set(ids)) == len(ids)
    assert 0 < min(ids) <= max(ids) < 2**24
    assert set(names(scene)) <= set(ontology())


@pytest.mark.parametrize(("use", "seed"), ROOMS)
def test_nothing_stands_in_the_doorway_or_before_the_glass(use, seed, space):
    scene, bodies = space.room(use, seed)
    zones = []
    for thing in scene.objects:
        points = np.concatenate([part.mesh.vertices for part in thing.asset.parts])
        wide, tall = float(np.ptp(points[:, 0])), float(points[:, 2].max())
        if thing.category == "door":  # from 3 cm before the wall, clear of casing and baseboard
            zones.append((thing, (wide - 0.15, 0.87, 1.95), -WALL / 2 - 0.03, 0.03, {"door"}))
        elif thing.category == "window":
            zones.append(
                # The tap of a sink under a window stands before it.
                (thing, (wide - 0.1, 0.17, tall - 0.1), -WALL / 2 - 0.08, 0.05, {"window", "curtain", "sink"})
            )
    assert len(zones) >= 2
    for thing, size, front, low, allowed in zones:
        zone = space.body(block(size, thing.pose @ translation(0, front - size[1] / 2, low)))
        barring = [
            other.category
            for other, body in zip(scene.objects, bodies, strict=True)
            if other.category not in allowed and space.pierces(body, zone)
        ]
        assert barring == [], thing.category


@pytest.mark.parametrize(("use", "seed"), ROOMS)
def test_a_room_is_furnished_to_its_use(use, seed, space):
    there = set(names(space.room(use, seed)[0]))
    if use == "living room":
        assert "sofa" in there
        assert there & {"television", "bookshelf"}
    elif use == "bedroom":
        assert "bed" in there
        assert there & {"wardrobe", "dresser"}
    elif use == "kitchen":
        assert {"counter", "sink", "cooker", "refrigerator"} <= there
    elif use == "bathroom":
        assert {"toilet", "washbasin"} <= there
        assert there & {"bathtub", "shower"}
    elif use == "classroom":
        assert {"chair", "desk"} <= there and there & {"blackboard", "whiteboard"}
        assert names(space.room(use, seed)[0]).count("school desk") >= 6
    else:
        assert "desk" in there
        assert there & {"office chair", "chair"}
        assert there & {"monitor", "laptop"}


def test_rooms_are_rich(space):
    scenes = [space.room(use, seed)[0] for use, seed in ROOMS if use in HOMES]
    classes = set().union(*(set(names(scene)) - SHELL for scene in scenes))
    assert len(classes) >= 30
    things = [sum(name not in SHELL for name in names(scene)) for scene in scenes]
    assert min(things) >= 12
    assert np.median(things) >= 30
    kinds = [len(set(names(scene)) - SHELL) for scene in scenes]
    assert min(kinds) >= 8
    on_walls = [sum(name in ("picture", "mirror", "clock") for name in names(scene)) for scene in scenes]
    assert np.mean(on_walls) >= 3
    assert sum("curtain" in names(scene) for scene in scenes) >= 5


def test_school_desks_face_the_board(space):
    for seed in SEEDS:
        scene, _ = space.room("classroom", seed)
        board = next(thing for thing in scene.objects if thing.category in ("blackboard", "whiteboard"))
        for thing in scene.objects:
            if thing.category == "school desk":
                assert thing.pose[:2, 1] @ board.pose[:2, 1] > 0.99
                assert (board.pose[:2, 3] - thing.pose[:2, 3]) @ board.pose[:2, 1] > 1.5


def test_cabinets_hang_clear_over_the_counters(space):
    for seed in SEEDS:
        scene, bodies = space.room("kitchen", seed)
        counters = [b for t, (_, b) in zip(scene.objects, bodies, strict=True) if t.category == "counter"]
        for thing, (_, bounds) in zip(scene.objects, bodies, strict=True):
            over = [
                c
                for c in counters
                if np.all(np.minimum(c[1], bounds[1])[:2] - np.maximum(c[0], bounds[0])[:2] > 0.05)
            ]
            if thing.category == "wall cabinet" and over:
                assert 0.5 <= bounds[0, 2] - max(c[1, 2] for c in over) <= 0.65 or bounds[0, 2] > 1.6


def test_kitchens_bathrooms_and_classrooms_are_rich(space):
    for use, least, kinds in (("kitchen", 15, 9), ("bathroom", 7, 6), ("classroom", 40, 9)):
        for seed in SEEDS:
            there = [name for name in names(space.room(use, seed)[0]) if name not in SHELL]
            assert len(there) >= least, (use, seed, len(there))
            assert len(set(there)) >= kinds, (use, seed, set(there))


@pytest.mark.parametrize("use", USES)
def test_a_seed_gives_the_same_room_and_another_seed_another(use, space):
    builder = BUILDERS["room"]
    again = builder.build(builder.parameters(use=(use,)), np.random.default_rng(0))
    assert digest(again) == digest(space.room(use, 0)[0])
    assert digest(again) != digest(space.room(use, 1)[0])


@pytest.mark.parametrize("side", [2.5, 12.0])
def test_rooms_at_the_ends_of_their_range_can_be_built(side):
    builder = BUILDERS["room"]
    for use in USES:
        asked = builder.parameters(use=(use,), width=(side, side), depth=(side, side), clutter=1.0)
        (x, y), _ = inner(builder.build(asked, np.random.default_rng(5)))
        assert (x, y) == pytest.approx((side / 2, side / 2))


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": (1, 4)},
        {"height": (2.9, 2.4)},
        {"hour": (3, 25)},
        {"use": ()},
        {"use": ("barn",)},
        {"doors": 2},
    ],
)
def test_wrong_parameters_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        BUILDERS["room"].parameters(**wrong)
