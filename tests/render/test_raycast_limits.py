# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where the oracle's sight ends: the near and the far limit, holes, nothing at all; and what holds for any picture."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

pytest.importorskip("embreex")

from cavendish.render import raycast as module
from cavendish.render.raycast import Sight, raycast
from cavendish.scenes import materials
from cavendish.scenes.cameras import look, pinhole
from cavendish.scenes.geometry import cylinder
from cavendish.scenes.scene import Asset, Camera, Material, Mesh, Object, Part, Scene

pytestmark = pytest.mark.extra

PLAIN = materials.plain((0.5, 0.5, 0.5))
VIEW = pinhole(look(np.array([0.3, -3.0, 1.2]), np.array([0.0, 0.0, 0.4]), 0.1), 96, 64, 1.0)


def pose(*at: float, turn: float = 0.0) -> Any:
    """A pose at a place, turned about a slanted axis."""
    made = look(np.array([np.sin(turn), -np.cos(turn), turn]), np.zeros(3), turn) if turn else np.eye(4)
    made[:3, 3] = at
    return made


def thing(key: int, mesh: Mesh, at: Any, material: Material = PLAIN) -> Object:
    return Object(key, Asset("cube", (Part(mesh, material),)), at)


def sheet(width: float = 1.0, height: float = 1.0) -> Mesh:
    """A rectangle about the origin that faces +Z; UVs are its X and Y."""
    corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * (width / 2, height / 2, 1)
    faces = np.array([[0, 1, 2], [0, 2, 3]], np.int32)
    return Mesh(corners.astype(np.float32), faces, None, corners[faces][..., :2].astype(np.float32))


def directions(camera: Camera, shift: tuple[float, float] = (0.0, 0.0)) -> Any:
    """World directions (H, W, 3) through the pixel centres, of length 1 along the viewing axis."""
    u, v = np.meshgrid(np.arange(camera.width) + 0.5 + shift[0], np.arange(camera.height) + 0.5 + shift[1])
    local = np.stack([(u - camera.cx) / camera.fx, (camera.cy - v) / camera.fy, -np.ones_like(u)], -1)
    return local @ camera.pose[:3, :3].T


def plane_depth(camera: Camera, at: Any) -> Any:
    """Closed form: depth (H, W) of the plane z = 0 of a pose."""
    normal = at[:3, 2]
    return (normal @ (at[:3, 3] - camera.pose[:3, 3])) / (directions(camera) @ normal)


def test_nothing_nearer_than_the_near_limit_counts() -> None:
    camera = pinhole(np.eye(4), 64, 48, 1.0)  # looks along -Z
    wall = thing(2, sheet(50, 50), pose(0, 0, -5))
    for distance, seen in ((0.0005, 2), (0.00099, 2), (0.00101, 1), (0.002, 1)):
        sight = raycast(Scene((thing(1, sheet(1, 1), pose(0, 0, -distance)), wall)), camera)
        assert np.all(sight.instances == seen), distance
    slanted = pose(0, 0, -0.001)
    slanted[:3, :3] = look(np.array([1.0, 0, 1.0]), np.zeros(3))[:3, :3]
    sight = raycast(Scene((thing(1, sheet(10, 10), slanted), wall)), camera)
    want = plane_depth(camera, slanted)
    front = want >= 1e-3
    assert 0.3 < front.mean() < 0.7
    assert np.array_equal(sight.instances == 1, front)
    assert sight.depth[front].min() >= 1e-3


def test_nothing_farther_than_the_far_limit_counts() -> None:
    camera = pinhole(np.eye(4), 8, 8, 0.2)
    for distance, seen in ((0.99e6, True), (1.01e6, False)):
        sight = raycast(Scene((thing(1, sheet(1e6, 1e6), pose(0, 0, -distance)),)), camera)
        assert np.all((sight.instances == 1) == seen)


def test_an_empty_scene_is_nothing() -> None:
    sight = raycast(Scene(()), VIEW)
    nothing(sight, np.ones((64, 96), bool))


def nothing(sight: Sight, where: Any) -> None:
    assert np.all(np.isposinf(sight.depth[where]))
    assert np.all(np.isnan(sight.normals[where])) and np.all(np.isnan(sight.geometric_normals[where]))
    assert not sight.instances[where].any()
    assert np.all(sight.triangles[where] == -1)
    assert not sight.contested[where].any()


def test_kinds_of_the_arrays_and_nothing_is_nothing_in_each() -> None:
    sight = raycast(Scene((thing(1, cylinder(0.4, 0.8), np.eye(4)),)), VIEW)
    kinds = {name: (getattr(sight, name).dtype.name, getattr(sight, name).shape) for name in FIELDS}
    assert kinds == FIELDS
    nothing(sight, sight.instances == 0)


FIELDS = {
    "depth": ("float64", (64, 96)),
    "normals": ("float64", (64, 96, 3)),
    "geometric_normals": ("float64", (64, 96, 3)),
    "positions": ("float64", (64, 96, 3)),
    "instances": ("uint32", (64, 96)),
    "triangles": ("int32", (64, 96)),
    "contested": ("bool", (64, 96)),
}


@pytest.mark.parametrize("kind", ["perforated", "foliage"])
def test_holes_let_the_ray_on(kind: str) -> None:
    material = materials.KINDS[kind](color=(0.5, 0.5, 0.5))
    numbers: Any = material.parameters
    camera = pinhole(look(np.array([0.2, -0.5, 0.4]), np.zeros(3)), 128, 96, 0.7)
    sheets = [thing(k + 1, sheet(3, 3), pose(0.011 * k, 0.007 * k, -0.03 * k), material) for k in range(4)]
    sight = raycast(Scene((*sheets, thing(9, sheet(9, 9), pose(0, 0, -1)))), camera)
    ids, rest = np.full((96, 128), 9), np.ones((96, 128), bool)
    unsure = np.zeros((96, 128), bool)
    for body in sheets:
        depth = plane_depth(camera, body.pose)
        uv = (camera.pose[:3, 3] + depth[..., None] * directions(camera) - body.pose[:3, 3])[..., :2]
        if kind == "perforated":
            off = np.mod(uv, numbers["pitch"]) - numbers["pitch"] / 2
            margin = np.hypot(off[..., 0], off[..., 1]) - numbers["hole"] / 2
        else:
            row = np.floor(uv[..., 1] / numbers["width"])
            along = np.mod(uv[..., 0] / numbers["length"] + 0.5 * np.mod(row, 2), 1)
            half = 2 * along * (1 - along)
            margin = half - np.abs(uv[..., 1] / numbers["width"] - row - 0.5)
        unsure |= np.abs(margin) < 1e-6
        ids[rest & (margin >= 0)] = body.id
        rest &= margin < 0
    assert unsure.mean() < 0.01
    assert np.unique(ids).tolist() == [1, 2, 3, 4, 9]
    assert np.array_equal(sight.instances[~unsure], ids[~unsure])
    for body in sheets:
        hit = sight.instances == body.id
        assert np.abs(sight.depth[hit] / plane_depth(camera, body.pose)[hit] - 1).max() <= 1e-12


@pytest.mark.parametrize("material", [materials.glass(), materials.sheer(opacity=0.1)])
def test_glass_and_thin_cloth_are_surfaces(material: Material) -> None:
    camera = pinhole(np.eye(4), 16, 16, 1.0)
    front, wall = thing(1, sheet(9, 9), pose(0, 0, -1), material), thing(2, sheet(9, 9), pose(0, 0, -2))
    assert np.all(raycast(Scene((front, wall)), camera).instances == 1)


def test_the_same_bytes_at_any_size_of_block(monkeypatch: pytest.MonkeyPatch) -> None:
    material = materials.perforated()
    bodies = [thing(k + 1, sheet(2, 2), pose(0, 0, 0.1 * k, turn=0.4 * k), material) for k in range(4)]
    scene = Scene((*bodies, thing(9, cylinder(0.5, 0.9), pose(0, 0, 0.4))))
    sights = []
    for size in (1 << 16, 1 << 16, 500, 1):
        monkeypatch.setattr(module, "BLOCK", size)
        sights.append(raycast(scene, VIEW))
    for sight in sights[1:]:
        for name in FIELDS:
            assert getattr(sight, name).tobytes() == getattr(sights[0], name).tobytes(), name


def test_without_embreex_the_error_names_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("embreex", "embreex.rtcore_scene", "embreex.mesh_construction"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ImportError, match="pip install embreex"):
        raycast(Scene(()), VIEW)
