# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What keeps a scene from being rendered is said at once, with its object and its place; sound scenes pass in milliseconds."""

import time
from dataclasses import replace

import numpy as np
import pytest
from pydantic import BaseModel

from cavendish.scenes import materials
from cavendish.scenes.build import BuildError, build
from cavendish.scenes.builders import BUILDERS, Builder
from cavendish.scenes.check import faults, hints
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.scene import Asset, Light, Material, Mesh, Object, Part, Region, Scene

CUBE = box((1, 1, 1))
GRAY = materials.plain((0.5, 0.5, 0.5))


class Nothing(BaseModel):
    """No parameters."""


def one(mesh=CUBE, material=GRAY, category="cube", **changes):
    """A scene of one object."""
    thing = Object(1, Asset(category, (Part(mesh, material),)), np.eye(4))
    return Scene((replace(thing, **changes),))


def spoilt(array, at, value):
    copy = array.copy()
    copy[at] = value
    return copy


def test_a_sound_scene_has_no_faults_and_no_hints():
    assert list(faults(one())) == [] and list(hints(one())) == []


@pytest.mark.parametrize(
    ("scene", "says"),
    [
        (None, "it returned None, not a Scene"),
        ([one()], "it returned a list of Scene, not a Scene"),
        (Scene(()), "no objects"),
        (Scene(list(one().objects)), "Scene.objects is a list of Object; it takes a tuple of Objects"),
        (one(id=0), "object 0 (cube) cannot have that ID: 0 is the background"),
        (one(id=2**24), "cannot have that ID"),
        (one(id=1.0), "an ID that is a float"),
        (Scene(one().objects * 2), "the ID 1 stands for more than one object (cube, cube)"),
        (one(pose=translation(0, 0, 0)[:3]), "its pose is an array of float64 of the shape (3, 4)"),
        (one(pose=np.diag([2.0, 2, 2, 1])), "its pose scales, shears or mirrors"),
        (one(pose=np.diag([-1.0, 1, 1, 1])), "its pose scales, shears or mirrors"),
        (one(pose=translation(np.nan, 0, 0)), "its pose holds a number that is not finite"),
        (one(category=""), "its class is ''"),
        (one(asset=Asset("cube", ())), "its parts are a tuple of nothing"),
        (one(asset=Asset("cube", Part(CUBE, GRAY))), "its parts are a Part"),
        (one(mesh=None), "part 0: its mesh is None, not a Mesh"),
        (one(material="wood"), "its material is a str, not a Material"),
        (one(material=Material("woood", {"color": (1, 1, 1)})), "no material of kind 'woood'; did you mean wood?"),
        (one(replace(CUBE, vertices=spoilt(CUBE.vertices, 3, np.nan))), "first at vertex 3"),
        (one(replace(CUBE, uvs=spoilt(CUBE.uvs, 5, np.inf))), "its uvs are not finite at 1 of"),
        (one(replace(CUBE, uvs=CUBE.uvs[:, 0])), "they take an array of floats of the shape"),
        (one(replace(CUBE, faces=spoilt(CUBE.faces, 2, 10**6))), "face 2 is [1000000, 1000000, 1000000]"),
        (one(replace(CUBE, faces=CUBE.faces.astype(float))), "an array of whole numbers"),
        (one(Mesh(CUBE.vertices, CUBE.faces[:0])), "its mesh has no faces"),
        (replace(one(), lights=(Light("lamp", np.eye(4), 5.0),)), "no light of kind 'lamp'; known are point"),
        (replace(one(), lights=(Light("point", np.eye(4), np.nan),)), "light 0: its power is nan W"),
        (replace(one(), air=()), "Scene.air is a tuple of nothing"),
        (replace(one(), air=(Region((1, 0, 0), (0, 1, 1)),)), "its low corner must be under its high one"),
        (replace(one(), styles=("handheldd",)), "known are"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(scene, says):
    found = list(faults(scene))
    assert found and says in found[0]
    assert "\n" not in found[0]


def test_hints_name_unknown_classes_and_parts_without_uvs():
    bare = replace(CUBE, uvs=None)
    (strange, plain) = hints(one(bare, materials.wood((0.5, 0.3, 0.2)), "samovar"))
    assert "'samovar' (1 objects) is not in the ontology" in strange
    assert "object 1 (samovar) has a part of wood without UVs" in plain and "with_box_uvs" in plain
    assert list(hints(one(bare))) == []  # one even colour needs none


def test_a_furnished_room_is_checked_in_milliseconds():
    room = BUILDERS["room"]
    scene = room.build(room.parameters(), np.random.default_rng(0))
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        assert list(faults(scene)) == []
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.02


def test_what_a_builder_returns_is_checked_and_its_errors_name_its_line():
    def wrong(parameters, rng):
        return one(id=0)

    def failing(parameters, rng):
        return np.zeros(2)[5]

    with pytest.raises(BuildError, match=r"builder odd \(.*test_check.py:\d+\): object 0"):
        build(Builder("odd", Nothing, wrong, ""), Nothing(), np.random.default_rng(0))
    line = failing.__code__.co_firstlineno + 1
    with pytest.raises(BuildError, match=rf"builder odd: IndexError: .*test_check.py:{line}\)"):
        build(Builder("odd", Nothing, failing, ""), Nothing(), np.random.default_rng(0))
