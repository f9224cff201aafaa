# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Every style of camera looks as it says, and counts what it refuses."""

import numpy as np
import pytest

from cavendish.scenes.cameras import CAMERAS, place
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.materials import plain
from cavendish.scenes.probe import Probe
from cavendish.scenes.scene import Asset, Object, Part, Region, Scene
from cavendish.scenes.views import Views

pytestmark = pytest.mark.extra
NORTHEAST = np.pi / 4
HIGH = Region((-4, -4, 1.2), (4, 4, 9.0))


def street(seed=0):
    """A ground with cubes, a small one on each, on both sides of a lane that runs to the north-east."""
    rng = np.random.default_rng(seed)
    ground = Asset("ground", (Part(box((200, 200, 0.2)), plain((0.3, 0.3, 0.3))),))
    cube = Asset("cube", (Part(box((2.0, 2.0, 2.0)), plain((1, 0, 0))),))
    along = np.array([np.sin(NORTHEAST), np.cos(NORTHEAST)])
    across = np.array([along[1], -along[0]])
    things = [Object(1, ground, translation(0, 0, -0.1))]
    ball = Asset("ball", (Part(box((0.6, 0.6, 0.6)), plain((0, 0, 1))),))
    for k in range(40):
        spot = along * rng.uniform(-40, 40) + across * rng.choice([-1, 1]) * rng.uniform(3.5, 9)
        things.append(Object(2 * k + 2, cube, translation(*spot, 1.0)))
        things.append(Object(2 * k + 3, ball, translation(*spot, 2.3)))
    lane = Region((-1, -1, 1.2), (1, 1, 1.7), heading=NORTHEAST)
    return Scene(tuple(things), air=(lane,), styles=("dashboard",))


def forward(camera):
    return -camera.pose[:3, 2]


def placed(style, seed=0, **views):
    wanted = Views(per_scene=2, width=96, height=64, cameras=(style,), **views)
    scene = street(seed)
    if style == "top-down":  # it wants room overhead
        scene = Scene(scene.objects, air=(HIGH,))
    return place(scene, wanted, np.random.default_rng(seed))


@pytest.mark.parametrize("style", sorted(CAMERAS))
def test_a_style_keeps_its_own_limits(style):
    for seed in range(4):
        scene, refused = placed(style, seed)
        limits, probe = CAMERAS[style].limits, Probe(scene)
        assert len(scene.cameras) == 2 and all(count > 0 for count in refused.values())
        for camera in scene.cameras:
            depth, ids = probe.look(camera, 64, 96)
            assert depth.min() > 0.9 * limits.near  # judged by fewer rays
            assert len(set(np.unique(ids)) & probe.things) >= limits.things
            assert np.allclose(camera.pose[:3, :3] @ camera.pose[:3, :3].T, np.eye(3))
            assert np.linalg.det(camera.pose[:3, :3]) == pytest.approx(1)


def test_a_dashboard_looks_along_its_lane_and_level():
    for seed in range(4):
        for camera in placed("dashboard", seed)[0].cameras:
            ahead = forward(camera)
            heading = np.arctan2(ahead[0], ahead[1])
            assert abs(heading - NORTHEAST) < np.radians(10)
            assert abs(ahead[2]) < np.sin(np.radians(6))
            assert 1.2 <= camera.pose[2, 3] <= 1.7


def test_a_dashboard_takes_a_lane_among_wide_pavements():
    scene = street()
    pavements = tuple(Region((x, -2, 1.4), (x + 8, 9, 1.9)) for x in (-12, 4))
    crowded = Scene(scene.objects, air=(*pavements, *scene.air))
    found, refused = place(crowded, Views(cameras=("dashboard",), per_scene=2), np.random.default_rng(0))
    assert "no lane to drive in" not in refused
    for camera in found.cameras:
        assert np.all(np.abs(camera.pose[:2, 3]) <= 1)


def test_without_a_lane_there_is_no_dashboard():
    scene = street()
    bare = Scene(scene.objects, air=(Region((-1, -1, 1.2), (1, 1, 1.7)),))
    with pytest.raises(
        ValueError, match="no dashboard camera was found in 400 tries: 400 x no lane to drive in"
    ):
        place(bare, Views(cameras=("dashboard",)), np.random.default_rng(0))


def test_a_tripod_is_level_and_upright():
    for camera in placed("tripod")[0].cameras:
        assert camera.pose[2, 2] == pytest.approx(0, abs=1e-9)
        assert camera.pose[2, 0] == pytest.approx(0, abs=1e-9)


def test_top_down_looks_down():
    for seed in range(4):
        for camera in placed("top-down", seed)[0].cameras:
            assert forward(camera)[2] < -np.cos(np.radians(31))
            assert camera.pose[2, 3] == pytest.approx(9.0)


def test_a_close_up_is_close():
    for seed in range(4):
        scene, _ = placed("close-up", seed)
        for camera in scene.cameras:
            gaps = [np.linalg.norm(thing.pose[:3, 3] - camera.pose[:3, 3]) for thing in scene.objects[1:]]
            assert min(gaps) < 4
            assert max(camera.width, camera.height) / 2 / camera.fx <= np.tan(np.radians(27.6))


def test_the_builders_own_style_is_taken_where_none_is_asked_for():
    views = Views(per_scene=1, width=96, height=64)
    (camera,) = place(street(), views, np.random.default_rng(0))[0].cameras
    assert abs(np.arctan2(*forward(camera)[:2]) - NORTHEAST) < np.radians(10)


def test_sizes_are_drawn_for_each_view():
    sizes = ((64, 128), (128, 64), (96, 96))
    views = Views(per_scene=12, sizes=sizes, cameras=("handheld", "tripod"))
    scene, _ = place(street(), views, np.random.default_rng(3))
    assert {(camera.width, camera.height) for camera in scene.cameras} == set(sizes)
    assert views.pixels == pytest.approx((2 * 64 * 128 + 96 * 96) / 3)


@pytest.mark.parametrize(
    "wrong", [{"cameras": ("fisheye",)}, {"sizes": ((100, 64),)}, {"sizes": ((8192, 8192),) * 2}]
)
def test_wrong_styles_and_sizes_are_refused(wrong):
    if wrong == {"sizes": ((8192, 8192),) * 2}:
        assert Views(**wrong).pixels == 2**26
        return
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Views(**wrong)
