# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Whole masks, occlusion and boxes of objects, against the oracle's look at each object alone and closed forms."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import product
from typing import Any

import numpy as np
import pytest

pytest.importorskip("embreex")

from cavendish.render import objects as module
from cavendish.render.agreement import edges
from cavendish.render.masks import mask
from cavendish.render.objects import ObjectTruth, box3d, objects, windows
from cavendish.render.raycast import raycast
from cavendish.scenes import materials
from cavendish.scenes.cameras import look, pinhole
from cavendish.scenes.geometry import box, merge, tube
from cavendish.scenes.scene import Asset, Camera, Mesh, Object, Part, Scene

pytestmark = pytest.mark.extra

PLAIN, HOLES = materials.plain((0.5, 0.5, 0.5)), materials.perforated(pitch=0.1, hole=0.06)
CUBE = Asset("cube", (Part(box((0.6, 0.4, 0.5), (0, 0, 0.25), bevel=0), PLAIN),))
ROOM = Asset("cube", (Part(box((8, 9, 5), (0, 0, 1.5), bevel=0), PLAIN),))
RING = Asset(
    "cube",
    (
        Part(tube([(np.cos(a), np.sin(a), 0.5) for a in np.linspace(0, 6, 30)], 0.05), PLAIN),
        Part(box((0.1, 0.1, 0.4), (0, 0, 0.2), bevel=0), PLAIN),
    ),
)
GRATE = Asset("cube", (Part(box((1.0, 0.02, 1.0), (0, 0, 0.5), bevel=0), HOLES),))


def pose(*at: float, turn: float = 0.0, tilt: float = 0.0) -> Any:
    made = np.eye(4)
    c, s, d, t = np.cos(turn), np.sin(turn), np.cos(tilt), np.sin(tilt)
    made[:3, :3] = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ np.array([[1, 0, 0], [0, d, -t], [0, t, d]])
    made[:3, 3] = at
    return made


SCENE = Scene(
    (
        Object(16_777_215, ROOM, pose(0, 0, 0)),
        Object(2, CUBE, pose(0, 0, 0, turn=0.4)),
        Object(3, CUBE, pose(0.3, 0.9, 0, turn=1.1)),
        Object(70_001, CUBE, pose(-0.5, -0.8, 0.3, turn=2.0, tilt=0.5)),
        Object(5, RING, pose(0.2, 0.4, 0.1, turn=0.3, tilt=0.3)),
        Object(6, GRATE, pose(0.1, -1.0, 0, turn=0.2)),
        Object(7, CUBE, pose(0, -3.9, 0.8)),  # behind the camera
        Object(8, RING, pose(0.1, -2.95, 0.5, turn=0.5)),  # around the camera
    )
)
CAMERAS = {
    "landscape": pinhole(look(np.array([0.3, -3.0, 1.1]), np.array([0.1, 0, 0.4]), 0.1), 96, 64, 1.1),
    "portrait": pinhole(look(np.array([-2.3, -2.0, 2.2]), np.array([0.1, 0, 0.4])), 64, 96, 0.9),
    "shifted": Camera(look(np.array([0.3, -3, 1.2]), np.array([0, 0, 0.4])), 96, 64, 90.0, 70.0, 20.0, 55.5),
    "wide": pinhole(look(np.array([0.3, -1.6, 0.7]), np.array([0, 0, 0.5]), 0.4), 96, 96, np.radians(140)),
    "inside a cube": pinhole(look(np.array([0.02, 0.03, 0.2]), np.array([0, 1.0, 0.3])), 64, 64, 1.3),
}


@pytest.mark.parametrize("name", CAMERAS)
def test_the_whole_mask_is_what_the_oracle_sees_of_the_object_alone(name: str) -> None:
    camera = CAMERAS[name]
    sight = raycast(SCENE, camera)
    truths = objects(SCENE, camera, sight.instances)
    assert list(truths) == [thing.id for thing in SCENE.objects]
    seen_at_all = 0
    for thing in SCENE.objects:
        truth = truths[thing.id]
        alone = raycast(Scene((thing,)), camera)
        whole = mask(truth.amodal or {})
        differs = whole != (alone.instances > 0)
        assert not (differs & ~edges(alone.depth, alone.instances)).any()
        assert differs.sum() <= 1
        assert truth.amodal_pixels == whole.sum()
        rows, columns = np.nonzero(whole)
        if not len(rows):
            assert (truth.amodal_box, truth.visible, truth.occluders) == (None, None, ())
            continue
        seen_at_all += 1
        assert truth.amodal_box == (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
        # What is visible is part of the whole, and nothing is visible in front of the visible surface.
        visible = sight.instances == thing.id
        assert not (visible & ~whole & ~edges(sight.depth, sight.instances)).any()
        assert np.all(alone.depth[whole & ~differs] >= sight.depth[whole & ~differs] * (1 - 1e-12))
        assert truth.visible == (visible & whole).sum() / whole.sum()
        others = {int(k): int((sight.instances[whole] == k).sum()) for k in np.unique(sight.instances[whole])}
        others.pop(thing.id, 0)
        others.pop(0, 0)
        assert truth.occluders == tuple(sorted(others.items(), key=lambda pair: (-pair[1], pair[0])))
    assert seen_at_all >= 4


def test_the_test_scene_covers_and_hides() -> None:
    truths = objects(SCENE, CAMERAS["landscape"], raycast(SCENE, CAMERAS["landscape"]).instances)
    assert truths[7].amodal_pixels == 0
    assert any(0 < (truth.visible or 0) < 0.7 and len(truth.occluders or ()) > 1 for truth in truths.values())
    inside = CAMERAS["inside a cube"]
    within = objects(SCENE, inside, raycast(SCENE, inside).instances)
    assert within[2].amodal_box == (0, 0, 64, 64) and (within[2].visible or 0) > 0.9
    assert within[3].visible == 0 and (within[3].occluders or ())[0][0] == 2


def test_a_box_is_covered_by_as_much_as_its_closed_form_says() -> None:
    """A plate before another one, twice as far and as large in the picture, each over whole pixels."""
    plate = Asset("cube", (Part(box((1, 1, 0.001), bevel=0), PLAIN),))
    camera = Camera(np.eye(4), 64, 64, 32.0, 32.0, 32.0, 32.0)  # looks along -Z
    near, far = Object(1, plate, pose(0.25, 0, -2.0005)), Object(2, plate, pose(-0.25, 0, -2.5005))
    sight = raycast(Scene((near, far)), camera)
    truths = objects(Scene((near, far)), camera, sight.instances)
    assert truths[1].amodal_box == (28, 24, 44, 40) and truths[1].amodal_pixels == 256
    assert truths[1].visible == 1 and truths[1].occluders == ()
    left, right = 32 - 0.75 * 32 / 2.5, 32 + 0.25 * 32 / 2.5
    columns = np.sum((np.arange(64) + 0.5 > left) & (np.arange(64) + 0.5 < right))
    covered = np.sum((np.arange(64) + 0.5 > 28) & (np.arange(64) + 0.5 < right))
    rows = np.sum(np.abs(np.arange(64) + 0.5 - 32) < 0.5 * 32 / 2.5)
    assert truths[2].amodal_pixels == columns * rows
    assert truths[2].occluders == ((1, covered * rows),)
    assert truths[2].visible == 1 - covered / columns


def test_holes_are_holes_of_the_whole_mask_too() -> None:
    camera = CAMERAS["landscape"]
    grate = SCENE.objects[5]
    solid = replace(grate, asset=Asset("cube", tuple(Part(p.mesh, PLAIN) for p in GRATE.parts)))
    counts = []
    for thing in (grate, solid):
        scene = Scene((thing,))
        counts.append(objects(scene, camera, raycast(scene, camera).instances)[6].amodal_pixels)
    assert 0.5 < counts[0] / counts[1] < 0.9


def test_boxes_hold_the_object_tightly() -> None:
    for thing in SCENE.objects:
        found = box3d(thing)
        points = np.concatenate([part.mesh.vertices for part in thing.asset.parts]).astype(float)
        world = points @ thing.pose[:3, :3].T + thing.pose[:3, 3]
        rotation = np.array(found.rotation)
        assert np.array_equal(rotation, thing.pose[:3, :3])
        own = (world - np.array(found.center)) @ rotation
        assert np.abs(own.max(axis=0) - np.array(found.size) / 2).max() <= 1e-12
        assert np.abs(own.min(axis=0) + np.array(found.size) / 2).max() <= 1e-12
        low, high = points.min(axis=0), points.max(axis=0)
        corners = np.array(list(product(*zip(low, high, strict=True))))
        assert np.abs(found.corners - (corners @ thing.pose[:3, :3].T + thing.pose[:3, 3])).max() <= 1e-12


def test_windows_hold_every_pixel_of_the_object() -> None:
    rng = np.random.default_rng(5)
    cut = 0
    for _ in range(60):
        camera = pinhole(look(rng.normal(size=3) * 1.5, rng.normal(size=3) * 0.3, rng.normal()), 48, 40, 1.4)
        things = [Object(k + 1, CUBE, pose(*rng.normal(size=3), turn=rng.normal())) for k in range(8)]
        bounds, begins = windows(things, camera)
        for thing, (left, top, right, bottom), begin in zip(things, bounds.tolist(), begins, strict=True):
            sight = raycast(Scene((thing,)), camera)
            rows, columns = np.nonzero(sight.instances)
            if len(rows):
                assert left <= columns.min() and columns.max() < right
                assert top <= rows.min() and rows.max() < bottom
                assert begin <= sight.depth.min()
            cut += begin < 0 and len(rows) > 0
    assert cut > 3, "no box goes through the camera's plane: the test would not see the clipping"


def test_what_is_out_of_the_picture_has_an_empty_window() -> None:
    camera = CAMERAS["landscape"]
    back = camera.pose[:3, 2]
    at = [camera.pose[:3, 3] + 3 * back, camera.pose[:3, 3] + 40 * camera.pose[:3, 0] - 3 * back]
    bounds, _ = windows([Object(k + 1, CUBE, pose(*place)) for k, place in enumerate(at)], camera)
    assert np.all((bounds[:, 2] <= bounds[:, 0]) | (bounds[:, 3] <= bounds[:, 1]))


def test_what_is_not_wanted_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    camera = CAMERAS["landscape"]
    instances = raycast(SCENE, camera).instances
    whole = objects(SCENE, camera, instances)
    fields = {
        "amodal": {"amodal", "amodal_pixels", "amodal_box"},
        "occlusion": {"visible", "occluders"},
        "boxes": {"box3d"},
    }
    for wanted, names in fields.items():
        for key, truth in objects(SCENE, camera, instances, {wanted}).items():  # type: ignore[arg-type]
            for name in set(asdict(truth)) - {"id"}:
                assert getattr(truth, name) == (getattr(whole[key], name) if name in names else None)

    def forbidden(*_: Any) -> Any:
        raise AssertionError("rays are cast, and only boxes were wanted")

    monkeypatch.setattr(module, "occluded", forbidden)
    assert objects(SCENE, camera, instances, {"boxes"})[2].box3d == whole[2].box3d
    assert objects(SCENE, camera, instances, set()) == {k: ObjectTruth(k) for k in whole}


def test_the_same_at_any_size_of_block(monkeypatch: pytest.MonkeyPatch) -> None:
    instances = raycast(SCENE, CAMERAS["wide"]).instances
    want = objects(SCENE, CAMERAS["wide"], instances)
    monkeypatch.setattr(module, "BLOCK", 77)
    assert objects(SCENE, CAMERAS["wide"], instances) == want


def test_one_asset_is_built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    soup = module.soup
    monkeypatch.setattr(module, "soup", lambda scene: built.append(scene) or soup(scene))
    camera = CAMERAS["landscape"]
    objects(SCENE, camera, np.zeros((64, 96), np.uint32))
    assert len(built) == 4


def test_a_far_object_is_as_exact_as_a_near_one() -> None:
    """The rays start at the object's box, so its size counts for float32 and not its distance."""
    corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float32) / 16
    plate = Asset("cube", (Part(Mesh(corners, np.array([[0, 1, 2], [0, 2, 3]], np.int32)), PLAIN),))
    x, y, z = 40_000.37, -30_000.21, 40_000.0
    # It looks along -Z past the plate, which its shifted picture holds; a pixel is a millimetre there.
    camera = Camera(pose(x, y, z), 128, 128, 4e7, 4e7, 64 + 4e7 * x / z, 64 - 4e7 * y / z)
    centers = (np.arange(128) + 0.5 - 64) * 0.001
    for x, y in ((2.6e-4, 1.3e-4), (-1e-5, 3.8e-4), (1.1e-4, -8e-5)):
        scene = Scene((Object(1, plate, pose(x, y, 0)),))
        whole = mask(objects(scene, camera, np.zeros((128, 128), np.uint32))[1].amodal or {})
        want = (np.abs(-centers - y) < 1 / 16)[:, None] & (np.abs(centers - x) < 1 / 16)
        assert np.array_equal(whole, want)


def test_an_empty_scene_and_a_picture_of_nothing() -> None:
    camera = CAMERAS["portrait"]
    nothing = np.zeros((96, 64), np.uint32)
    assert objects(Scene(()), camera, nothing) == {}
    truth = objects(SCENE, camera, nothing)[2]
    assert truth.visible == 0 and truth.occluders == ()


def test_wrong_sizes_and_unknown_wishes_are_refused() -> None:
    with pytest.raises(ValueError, match=r"instances are \(64, 96\) and the camera's picture is \(96, 64\)"):
        objects(SCENE, CAMERAS["portrait"], np.zeros((64, 96), np.uint32))
    with pytest.raises(
        ValueError, match="'keypoints' is not known of objects; known are amodal, boxes, occl"
    ):
        objects(SCENE, CAMERAS["portrait"], np.zeros((96, 64), np.uint32), {"keypoints"})  # type: ignore[arg-type]


def test_parts_that_touch_make_one_mask() -> None:
    """Panels side by side in one asset, with seams through the centres of pixels."""
    panels = merge([box((0.25, 0.02, 2), (0.125 + 0.25 * k, 0, 1), bevel=0) for k in range(-4, 4)])
    thing = Object(1, Asset("cube", (Part(panels, PLAIN),)), np.eye(4))
    camera = Camera(look(np.array([0, -4.0, 1.0]), np.array([0, 0, 1.0])), 64, 64, 63.84, 63.84, 32.5, 32.5)
    truth = objects(Scene((thing,)), camera, np.ones((64, 64), np.uint32))[1]
    whole = mask(truth.amodal or {})
    rows, columns = np.nonzero(whole)
    assert whole[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].all()
    assert len(rows) > 900
