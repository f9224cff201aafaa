# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A Scene's triangles in one heap, and arrays that another program made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cavendish.render.triangles import Soup, evaluated, seen_from, soup
from cavendish.scenes import materials
from cavendish.scenes.cameras import look
from cavendish.scenes.scene import Asset, Mesh, Object, Part, Scene

RNG = np.random.default_rng(0)
POINTS = RNG.normal(size=(4, 3)).astype(np.float32)
FACES = np.array([[0, 1, 2], [0, 2, 3]], np.int32)
NORMALS = POINTS / np.linalg.norm(POINTS, axis=1, keepdims=True)
UVS = RNG.uniform(size=(2, 3, 2)).astype(np.float32)
WOOD, HOLES = materials.wood((0.5, 0.4, 0.3)), materials.perforated()


@pytest.fixture
def scene() -> Scene:
    both = Asset(
        "cube", (Part(Mesh(POINTS, FACES, NORMALS, UVS), WOOD), Part(Mesh(POINTS, FACES[:1]), HOLES))
    )
    other = Asset("cube", (Part(Mesh(POINTS, FACES[1:], None, UVS[1:]), WOOD),))
    poses = [look(RNG.normal(size=3), RNG.normal(size=3)) for _ in range(3)]
    return Scene((Object(16_777_215, both, poses[0]), Object(2, other, poses[1]), Object(3, both, poses[2])))


def test_each_part_is_at_its_objects_pose_in_float64(scene: Scene) -> None:
    heap = soup(scene)
    assert heap.owners.tolist() == [16_777_215] * 3 + [2] + [3] * 3
    assert [heap.materials[k] for k in heap.slots] == [WOOD, WOOD, HOLES, WOOD, WOOD, WOOD, HOLES]
    assert len(heap.materials) == 2
    local = [FACES[0], FACES[1], FACES[0], FACES[1], FACES[0], FACES[1], FACES[0]]
    smooth = [True, True, False, False, True, True, False]
    for row, (owner, face) in enumerate(zip((0, 0, 0, 1, 2, 2, 2), local, strict=True)):
        pose = scene.objects[owner].pose
        want = POINTS[face].astype(float) @ pose[:3, :3].T + pose[:3, 3]
        assert np.abs(heap.vertices[heap.faces[row]] - want).max() <= 1e-15 * 8
        turned = NORMALS[face].astype(float) @ pose[:3, :3].T if smooth[row] else np.zeros((3, 3))
        assert np.abs(heap.normals[row] - turned).max() <= 1e-15 * 8
    assert np.array_equal(heap.uvs, np.stack([*UVS, 0 * UVS[0], UVS[1], *UVS, 0 * UVS[0]]))


def test_kinds_of_the_arrays_also_of_nothing(scene: Scene) -> None:
    kinds = ["float64", "int32", "uint32", "float64", "float32", "int32"]
    names = ["vertices", "faces", "owners", "normals", "uvs", "slots"]
    for heap in (soup(scene), soup(Scene(()))):
        assert [getattr(heap, name).dtype.name for name in names] == kinds
    assert soup(Scene(())).vertices.shape == (0, 3)


def test_vertices_seen_from_a_pose_are_in_its_axes(scene: Scene) -> None:
    heap, pose = soup(scene), look(np.array([1.0, 2.0, 3.0]), np.array([0.0, 0.3, 0.1]), 0.4)
    moved = seen_from(heap, pose)
    homogeneous = np.concatenate([heap.vertices, np.ones((len(heap.vertices), 1))], axis=1)
    assert np.allclose(moved.vertices, (homogeneous @ np.linalg.inv(pose).T)[:, :3], atol=1e-13)
    assert moved.normals is heap.normals


def test_equal_vertices_stay_equal_wherever_they_stand_in_the_array() -> None:
    points = np.tile(POINTS[:1], (1001, 1))
    heap = soup(
        Scene((Object(1, Asset("cube", (Part(Mesh(points, FACES), WOOD),)), look(*RNG.normal(size=(2, 3)))),))
    )
    assert len(np.unique(heap.vertices, axis=0)) == 1
    assert len(np.unique(seen_from(heap, look(*RNG.normal(size=(2, 3)))).vertices, axis=0)) == 1


def test_arrays_of_another_program_make_the_same_heap(scene: Scene) -> None:
    heap = soup(scene)
    again = evaluated(
        heap.vertices, heap.faces, heap.owners, heap.normals, heap.uvs, heap.slots, heap.materials
    )
    for name in Soup.__dataclass_fields__:
        one, other = getattr(heap, name), getattr(again, name)
        assert one == other if name == "materials" else np.array_equal(one, other)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"faces": [[0, 1, 4]]}, "faces name vertices 0 to 4, and there are 4"),
        ({"faces": [[-1, 1, 2]]}, "faces name vertices -1"),
        ({"owners": [1, 2]}, r"owners of 1 triangles take the shape \(1,\), not \(2,\)"),
        ({"normals": np.zeros((1, 3))}, "normals of 1 triangles"),
        ({"slots": [1], "materials": [WOOD]}, "slots name materials 1 to 1, and there are 1"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change: dict[str, Any], message: str) -> None:
    arrays: dict[str, Any] = {"vertices": POINTS, "faces": FACES[:1], "owners": [1]}
    with pytest.raises(ValueError, match=message):
        evaluated(**(arrays | change))
