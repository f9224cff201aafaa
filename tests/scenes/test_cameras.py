# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras are held in the room, see things, and have nothing before the lens."""

import numpy as np
import pytest

from cavendish.scenes.cameras import CAMERAS, look, pinhole, place
from cavendish.scenes.geometry import box, rotation, translation
from cavendish.scenes.materials import plain
from cavendish.scenes.probe import Probe
from cavendish.scenes.scene import Asset, Object, Part, Region, Scene
from cavendish.scenes.views import Views

ROOMS = [(use, seed) for seed in range(7) for use in ("living room", "bedroom", "office")][:20]
VIEWS = Views(per_scene=2, width=96, height=64, field_of_view=(48, 72))


def cubes(*places, size=0.4, category="cube"):
    asset = Asset(category, (Part(box((size, size, size)), plain((1, 0, 0))),))
    return tuple(Object(k + 1, asset, translation(*place)) for k, place in enumerate(places))


def test_a_camera_looks_along_its_negative_z_upright():
    pose = look(np.array([1.0, 2.0, 1.5]), np.array([1.0, 5.0, 1.5]))
    assert np.allclose(pose[:3, :3], np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], float), atol=1e-12)
    assert np.allclose(pose[:3, 3], (1, 2, 1.5))
    tilted = look(np.array([1.0, 2.0, 1.5]), np.array([2.0, 3.0, 0.5]), roll=0.1)
    assert np.allclose(tilted[:3, :3] @ tilted[:3, :3].T, np.eye(3))
    assert np.linalg.det(tilted[:3, :3]) == pytest.approx(1)
    assert tilted[2, 1] > 0.5


def test_the_field_of_view_spans_the_longer_side():
    for width, height in ((200, 100), (100, 200)):
        camera = pinhole(np.eye(4), width, height, 1.2)
        assert 2 * np.arctan(100 / camera.fx) == pytest.approx(1.2)
        assert (camera.fx, camera.cx, camera.cy) == (camera.fy, width / 2, height / 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": 60},
        {"height": 100},
        {"per_scene": 0},
        {"field_of_view": (70, 50)},
        {"field_of_view": (1, 50)},
    ],
)
def test_wrong_views_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Views(**wrong)


@pytest.mark.extra
def test_a_probe_measures_planar_depth_and_ids():
    scene = Scene(cubes((0, 0, -3), (2, 0, -5)))
    camera = pinhole(np.eye(4), 64, 64, np.radians(70))
    depth, ids = Probe(scene).look(camera, 64, 64)
    assert ids[32, 32] == 1
    assert depth[ids == 1] == pytest.approx(2.8, abs=0.01)  # the face, wherever in the picture
    row, column = 32, int(32 + 2 / 4.8 * camera.fx)
    assert ids[row, column] == 2
    assert depth[row, column] == pytest.approx(4.8, abs=1e-3)
    assert ids[0, 0] == 0
    assert np.isinf(depth[0, 0])


@pytest.mark.extra
@pytest.mark.parametrize(("use", "seed"), ROOMS)
def test_views_of_a_room_are_worth_having(use, seed, space):
    bare = space.room(use, seed)[0]
    scene = place(bare, VIEWS, np.random.default_rng([seed, 1]))[0]
    probe = Probe(scene)
    walls = np.abs([thing.pose[:2, 3] for thing in scene.objects if thing.category == "wall"]).max(axis=0)
    assert len(scene.cameras) == 2
    for camera in scene.cameras:
        eye = camera.pose[:3, 3]
        assert np.all(np.abs(eye[:2]) < walls)
        assert 1.2 < eye[2] < 1.75
        depth, ids = probe.look(camera, 128, 192)
        assert depth.min() >= CAMERAS["handheld"].limits.near
        assert len(set(np.unique(ids)) & probe.things) >= 4
        wide = np.degrees(2 * np.arctan(96 / 2 / camera.fx))
        assert 48 <= wide <= 72
        assert (camera.width, camera.height) == (96, 64)
    one, other = (camera.pose for camera in scene.cameras)
    turn = np.degrees(np.arccos(np.clip(one[:3, 2] @ other[:3, 2], -1, 1)))
    assert turn > 15 or np.linalg.norm(one[:3, 3] - other[:3, 3]) > 0.5


@pytest.mark.extra
def test_a_seed_gives_the_same_views(space):
    bare = space.room("bedroom", 0)[0]
    one, other, third = (place(bare, VIEWS, np.random.default_rng(seed))[0] for seed in (4, 4, 5))
    assert np.array_equal(one.cameras[1].pose, other.cameras[1].pose)
    assert not np.array_equal(one.cameras[1].pose, third.cameras[1].pose)


@pytest.mark.extra
@pytest.mark.parametrize(
    "objects", [(), cubes((0, 0, -1), size=1.0, category="floor")], ids=["empty", "floor"]
)
def test_where_there_is_nothing_to_see_the_reason_is_counted(objects):
    with pytest.raises(ValueError, match=r"400 tries: 400 x nothing to look at"):
        place(Scene(objects), VIEWS, np.random.default_rng(0))


@pytest.mark.extra
def test_a_walled_in_camera_is_refused_with_the_reasons():
    wall = Asset("wall", (Part(box((9, 0.1, 9)), plain((1, 1, 1))),))
    around = [
        Object(90 + k, wall, rotation("z", k * np.pi / 2) @ translation(0, 0.25, 1.5)) for k in range(4)
    ]
    scene = Scene((*cubes((2, 2, 1), (-2, 2, 1)), *around), air=(Region((-0.2, -0.2, 1.3), (0.2, 0.2, 1.7)),))
    with pytest.raises(ValueError, match=r"\d+ x (inside a thing|something is before the lens)") as caught:
        place(scene, VIEWS, np.random.default_rng(0))
    counts = [int(part.split(" x ")[0]) for part in str(caught.value).split(": ")[1].split(", ")]
    assert sum(counts) == 400
