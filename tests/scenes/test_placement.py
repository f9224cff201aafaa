# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The check of where things are: it finds each fault that is planted in a good scene, and none in the builders' scenes.

CAVENDISH_SEEDS=200 pytest looks at so many whole scenes of each builder, instead of a small one.
"""

import os
from dataclasses import replace

import numpy as np
import pytest

from cavendish.placement import Job, check
from cavendish.scenes import materials
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import look, pinhole
from cavendish.scenes.geometry import box, cylinder, merge, moved, rotation, translation, tube
from cavendish.scenes.placement import faults
from cavendish.scenes.scene import Asset, Mesh, Object, Part, Scene
from cavendish.statistics import ready

SEEDS = int(os.environ.get("CAVENDISH_SEEDS", "0"))
SMALL = {  # where CAVENDISH_SEEDS says nothing: little of each of what a builder places
    "street": {"traffic": 0.3, "parked": 0.3, "people": 0.3, "green": 0.3},
    "tabletop": {"count": (12, 12)},
    "terrain": {"trees": (12, 12), "rocks": (4, 4), "plants": (16, 16)},
    "warehouse": {"width": (16, 16), "depth": (20, 20), "people": (1, 1)},
}
GREY = materials.plain((0.5, 0.5, 0.5))
SOUND, BAD = 0.0005, 0.002  # metres


def one(category, mesh, number=1, pose=None, material=GREY):
    return Object(number, Asset(category, (Part(mesh, material),)), np.eye(4) if pose is None else pose)


FLOOR = one("floor", box((8, 8, 0.2), (0, 0, -0.1), bevel=0), 1)


def scene(*things):
    return Scene((FLOOR, *(replace(thing, id=k) for k, thing in enumerate(things, 2))))


def found(*things):
    return [(fault.kind, fault.classes) for fault in faults(scene(*things))]


@pytest.fixture(scope="module")
def parlour():
    """A table, a chair with one leg at it, a mug and a bowl on the table, a wardrobe, a door in a wall."""
    rng = np.random.default_rng(5)
    table, chair, mug, bowl, wardrobe, door = (
        ASSETS[name](rng) for name in ("table", "chair", "mug", "bowl", "wardrobe", "door")
    )
    top = table.extent[1][2]
    wall = merge([box((3.0, 0.2, 2.6), (x, 3.0, 1.3), bevel=0) for x in (-2.5, 2.5)])
    return {
        "wall": one("wall", wall),
        "table": Object(0, table, np.eye(4)),
        "chair": Object(0, chair, translation(2, -1, 0)),
        "mug": Object(0, mug, translation(0.1, 0.1, top)),
        "bowl": Object(0, bowl, translation(-0.2, -0.1, top) @ rotation("z", 0.7)),
        "wardrobe": Object(0, wardrobe, translation(-2.5, 0, 0)),
        "door": Object(0, door, translation(0, 3.0, 0)),
    }


def shifted(things, name, x=0.0, y=0.0, z=0.0):
    thing = things[name]
    return tuple((things | {name: replace(thing, pose=translation(x, y, z) @ thing.pose)}).values())


def test_a_good_scene_has_no_faults(parlour):
    assert found(*parlour.values()) == []


@pytest.mark.parametrize("name", ["table", "chair", "mug", "bowl", "wardrobe"])
def test_what_sinks_in_is_found_and_half_a_millimetre_is_not(parlour, name):
    assert found(*shifted(parlour, name, z=-SOUND)) == []
    kinds = found(*shifted(parlour, name, z=-BAD))
    assert ("through", (*(("table",) if name in ("mug", "bowl") else ("floor",)), name)) in kinds


@pytest.mark.parametrize("name", ["chair", "mug", "bowl", "wardrobe"])
def test_what_floats_is_found_and_half_a_millimetre_is_not(parlour, name):
    assert found(*shifted(parlour, name, z=SOUND)) == []
    assert found(*shifted(parlour, name, z=0.003)) == [("floating", (name,))]
    (fault,) = faults(scene(*shifted(parlour, name, z=0.003)))
    assert fault.size == pytest.approx(0.003, abs=2e-4)


def test_what_stands_on_a_floating_thing_floats_too(parlour):
    lifted = parlour | {
        name: replace(parlour[name], pose=translation(0, 0, 0.01) @ parlour[name].pose)
        for name in ("table", "mug")
    }
    assert {("floating", ("table",)), ("floating", ("mug",))} <= set(found(*lifted.values()))


def test_bars_that_cross_between_their_vertices_are_found():
    def crossed(apart):
        across = one("pole", box((1, 0.04, 0.04), (0, 0, 0.02), bevel=0))
        along = one("pole", box((0.04, 1, 0.04), (0, 0, 0.02), bevel=0), pose=translation(0, 0, apart))
        return found(across, along)

    assert crossed(0.04) == crossed(0.04 - SOUND) == []
    assert crossed(0.04 - BAD) == crossed(0.02) == [("through", ("pole", "pole"))]


def test_a_plate_through_a_bar_whose_edges_are_far_apart_is_found():
    bar = one("pole", box((0.03, 0.03, 1), (0, 0, 0.5), bevel=0))
    plate = one(
        "table",
        merge([box((1, 1, 0.003), (0, 0, 0.5), bevel=0), box((0.1, 0.1, 0.5), (0.3, 0, 0.25), bevel=0)]),
    )
    assert found(bar, plate) == [("through", ("pole", "table"))]


def test_a_thing_wholly_inside_another_is_found():
    assert found(one("box", box((1, 1, 1), (0, 0, 0.5))), one("ball", box((0.1, 0.1, 0.1), (0, 0, 0.5)))) == [
        ("through", ("box", "ball")),
        ("floating", ("ball",)),
    ]


def test_what_stands_in_a_hollow_is_no_fault():
    shelf = merge(
        [box((1, 0.4, 0.02), (0, 0, z)) for z in (0.01, 0.5, 0.99)]
        + [box((0.02, 0.4, 0.94), (x, 0, 0.5), bevel=0) for x in (-0.48, 0.48)]
    )
    assert found(one("bookshelf", shelf), one("box", box((0.2, 0.2, 0.2), (0, 0, 0.61)))) == []
    outer, inner = box((1, 1, 1), (0, 0, 0.5), bevel=0), box((0.8, 0.8, 0.8), (0, 0, 0.5), bevel=0)
    hollow = merge([outer, Mesh(inner.vertices, inner.faces[:, ::-1].copy())])
    ball = one("ball", box((0.2, 0.2, 0.2), (0, 0, 0.2), bevel=0))
    assert found(one("box", hollow), ball) == []
    assert found(one("box", hollow), replace(ball, pose=translation(0, 0, -BAD))) == [
        ("through", ("box", "ball"))
    ]


def test_a_room_may_be_closed_by_parts_that_are_open():
    whole = box((1, 1, 1), (0, 0, 0.5), bevel=0)
    half = len(whole.faces) // 2
    parts = [Part(Mesh(whole.vertices, whole.faces[rows]), GREY) for rows in (slice(half), slice(half, None))]
    ball = one("ball", box((0.1, 0.1, 0.1), (0, 0, 0.5)))
    both = Object(1, Asset("box", tuple(parts)), np.eye(4))
    assert ("through", ("box", "ball")) in found(both, ball)
    lid_off = replace(both, asset=Asset("box", tuple(parts[:1])))
    assert ("through", ("box", "ball")) not in found(lid_off, ball)


def test_leaves_that_bound_a_room_hold_what_is_wholly_in_them():
    hedge = one("box", box((1, 1, 1), (0, 0, 0.5)), material=materials.leaf((0.2, 0.4, 0.1)))
    assert ("through", ("box", "ball")) in found(hedge, one("ball", box((0.1, 0.1, 0.1), (0, 0, 0.05))))


def sheet(size, count=8):
    """An open sheet in the plane y = 0, standing on z = 0."""
    at = np.linspace(0, 1, count)
    x, z = np.meshgrid((at - 0.5) * size, at * size)
    points = np.stack([x, 0 * x, z], axis=-1).reshape(-1, 3).astype(np.float32)
    k = (np.arange(count - 1)[:, None] * count + np.arange(count - 1)).reshape(-1)
    faces = np.concatenate(
        [np.stack([k, k + 1, k + count], 1), np.stack([k + 1, k + count + 1, k + count], 1)]
    )
    return Mesh(points, faces.astype(np.int32))


@pytest.mark.parametrize(("x", "is_cut"), [(0.07, True), (0.248, True), (0.2495, False), (0.2505, False)])
def test_open_sheets_that_cut_into_each_other_are_found(x, is_cut):
    # The second stands square to the first: the edge of one of the two is 0.25 - x away from the cut.
    across = translation(0.03, x, 0) @ rotation("z", np.pi / 2)
    kinds = found(one("curtain", sheet(0.5)), one("curtain", sheet(0.5, 9), pose=across))
    assert kinds == ([("through", ("curtain", "curtain"))] if is_cut else [])


@pytest.mark.parametrize(("press", "is_in"), [(SOUND, False), (0.004, True)])
def test_a_fold_that_presses_into_an_open_tube_is_in_it_by_no_more_than_it_presses(press, is_in):
    turns = np.arange(12) * np.pi / 6
    ring = np.stack([0.04 * np.cos(turns), 0.04 * np.sin(turns)], axis=1)
    wall = np.concatenate([np.column_stack([ring, np.full(12, z)]) for z in (0.0, 0.12)])
    here, there = np.arange(12), (np.arange(12) + 1) % 12
    faces = np.concatenate(
        [np.stack([here, there, there + 12], axis=1), np.stack([here, there + 12, here + 12], axis=1)]
    )
    x = 0.04 - press
    fold = [
        (x, -0.1, 0.06),
        (x, 0.1, 0.06),
        (0.2, -0.1, 0.0),
        (0.2, 0.1, 0.0),
        (0.2, -0.1, 0.12),
        (0.2, 0.1, 0.12),
    ]
    sides = [(0, 1, 2), (1, 3, 2), (0, 4, 1), (1, 4, 5)]
    kinds = found(
        one("can", Mesh(wall.astype(np.float32), faces.astype(np.int32))),
        one("box", Mesh(np.array(fold, np.float32), np.array(sides, np.int32))),
    )
    assert (("through", ("can", "box")) in kinds) == is_in


def test_a_tube_through_a_sheet_is_found():
    rod = one("pole", tube(np.array([[0.0, -0.3, 0.2], [0.0, 0.3, 0.2]]), 0.01))
    feet = one("stool", merge([box((0.1, 0.05, 0.19), (0, y, 0.095), bevel=0) for y in (-0.25, 0.25)]))
    assert ("through", ("curtain", "pole")) in found(one("curtain", sheet(0.5)), rod, feet)


def test_what_is_let_into_the_ground_is_joined_and_a_sunken_chair_is_not():
    trunk = cylinder(0.1, 2.0)
    assert found(one("tree", trunk, pose=translation(0, 0, -0.1))) == []
    assert found(one("chair", trunk, pose=translation(0, 0, -0.1))) == [("through", ("floor", "chair"))]


def test_leaves_bend_and_wood_does_not():
    leaf = materials.leaf((0.2, 0.4, 0.1))
    pot = box((0.2, 0.2, 0.3), (0, 0, 0.15), bevel=0)
    plant = Asset("plant", (Part(pot, GREY), Part(moved(sheet(0.5), (0, 0.03, 0.31)), leaf)))
    block = one("box", box((0.3, 0.3, 1), (0.3, 0, 0.5), bevel=0))
    assert found(Object(1, plant, np.eye(4)), block) == []
    assert found(Object(1, plant, translation(0.1, 0, 0)), block) == [("through", ("plant", "box"))]


def test_a_chair_in_the_doorway_is_found(parlour):
    chair = replace(parlour["chair"], pose=translation(0.2, 2.2, 0))
    assert ("doorway", ("chair", "door")) in found(*(parlour | {"chair": chair}).values())
    beside = replace(parlour["chair"], pose=translation(1.3, 2.4, 0))
    assert found(*(parlour | {"chair": beside}).values()) == []
    rug = one("rug", box((1, 1, 0.01), (0, 2.2, 0.005), bevel=0))
    assert found(*parlour.values(), rug) == []


def test_cameras_inside_things_and_before_them_are_found(parlour):
    def seen(eye, at):
        placed = replace(
            scene(*parlour.values()), cameras=(pinhole(look(np.array(eye), np.array(at)), 96, 64, 1.2),)
        )
        return [(fault.kind, fault.classes, fault.size) for fault in faults(placed, [0.45])]

    assert seen((2, -3, 1.5), (0, 0, 1)) == []
    assert seen((2, -3, -0.1), (0, 0, 1))[0] == ("camera", ("floor",), 0.0)
    block = parlour["wardrobe"].asset.extent
    inside = seen((-2.5, 0, (block[0][2] + block[1][2]) / 2), (0, 0, 1))
    assert ("camera", ("wardrobe",)) in [row[:2] for row in inside]
    top = parlour["mug"].pose[:3, 3] + (0, 0, parlour["mug"].asset.extent[1][2])
    (before,) = [row for row in seen(top + (0, -0.3, 0.02), top) if row[1] == ("mug",)]
    assert before[0] == "camera" and 0.2 < before[2] < 0.31


@pytest.mark.extra
@pytest.mark.parametrize("name", sorted(name for name in BUILDERS if ready(name)))
def test_builders_place_without_a_fault(name):
    for seed in range(1, (SEEDS or 1) + 1):
        result = check(Job(name, seed, {} if SEEDS else SMALL.get(name, {})))
        assert [str(fault) for fault in result.faults] == [], f"{name}, seed {seed}"
