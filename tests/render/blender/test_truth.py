# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The rendered truth against closed forms: planes, boxes and spheres under many cameras."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.render.quality import Quality
from cavendish.scenes import materials
from cavendish.scenes.scene import Asset, Camera, Mesh, Object, Part, Scene

pytestmark = pytest.mark.render

FAST = Quality(samples=1, bounces=0, denoise=False, threads=2)
IDS = (1, 40_000, 70_001, 16_777_215)


def camera(pose: Any, width: int, height: int, fx: float, fy: float, cx: float, cy: float) -> Camera:
    return Camera(pose, width, height, fx, fy, cx, cy)


def facing(field: float, width: int, height: int, turn: Any, **change: float) -> Camera:
    """A camera at eye height that looks along +Y and a little down; `change` replaces fx, fy, cx, cy by factors."""
    focal = max(width, height) / 2 / np.tan(np.radians(field) / 2)
    numbers = {"fx": focal, "fy": focal, "cx": width / 2, "cy": height / 2}
    numbers = {key: value * change.get(key, 1.0) for key, value in numbers.items()}
    return camera(turn(x=np.radians(78), z=np.radians(8), at=(0.2, -6.0, 1.7)), width, height, **numbers)


@pytest.fixture(scope="module")
def jobs(forms: SimpleNamespace) -> dict[str, tuple[list[Any], list[Camera]]]:
    """Name -> shapes and cameras of each closed-form scene."""
    turn, shape = forms.turn, forms.Shape
    solids = [
        shape("quad", IDS[0], turn(x=0.03, y=-0.05), (4.0, 5.0, 1.0)),  # a tilted floor, open all around
        shape("box", IDS[1], turn(z=0.5, at=(-1.0, -1.0, 0.7)), (0.4, 0.4, 0.4)),
        shape("box", IDS[2], turn(x=0.4, z=1.1, at=(1.2, -2.0, 1.0)), (0.4, 0.4, 0.4)),  # shares its mesh
        shape("sphere", IDS[3], turn(at=(0.3, 0.5, 1.2)), (0.8, 0.8, 0.8)),
    ]
    cameras = [
        facing(60, 160, 96, turn),
        facing(60, 96, 160, turn),
        facing(60, 160, 96, turn, cx=1.25, cy=0.8),
        facing(50, 96, 160, turn, cx=0.7, cy=1.1),
        facing(60, 160, 96, turn, fy=1.3),
        facing(60, 96, 160, turn, fy=0.75, cx=1.2, cy=0.9),
        facing(22, 160, 96, turn),
        facing(110, 160, 120, turn),
    ]
    made = {"solids": (solids, cameras)}
    for size in (0.1, 1.0, 10.0, 100.0, 1000.0):
        boxes = [
            shape("box", 7, turn(x=0.3, y=0.2, z=0.7, at=(0, 0, 0)), (size / 2,) * 3),
            shape("quad", 8, turn(z=0.1, at=(0, 0, -size)), (3 * size, 3 * size, 1.0)),
        ]
        pose = turn(x=np.radians(70), at=(0, -3.0 * size, 1.1 * size))
        made[f"box {size} m"] = (boxes, [camera(pose, 128, 96, 140.0, 140.0, 64.0, 48.0)])
    return made


@pytest.fixture(scope="module")
def shots(draw: Any, forms: SimpleNamespace, jobs: dict[str, Any]) -> dict[str, Any]:
    """Everything that this module looks at, rendered in one process."""
    turn, shape = forms.turn, forms.Shape
    scenes = {name: (forms.scene_of(shapes, cameras), FAST) for name, (shapes, cameras) in jobs.items()}
    level = turn(x=np.pi / 2, at=(0, -4, 1.5))
    plain = camera(level, 96, 64, 80.0, 80.0, 48.0, 32.0)
    floor_and_wall = [
        shape("quad", 1, np.eye(4), (9.0, 9.0, 1.0)),
        shape("quad", 2, turn(x=np.pi / 2), (9.0, 9.0, 1.0)),
    ]
    low = camera(turn(x=np.pi / 2, at=(0, -4, 0.5)), 96, 64, 80.0, 80.0, 48.0, 32.0)
    scenes["upright"] = (forms.scene_of(floor_and_wall, [low]), FAST)
    scenes["sky"] = (forms.scene_of([shape("box", 3, turn(at=(0, -9, 0)))], [plain]), FAST)
    swatches, all_swatches = forms.swatches((0.5, 0.4, 0.3))
    scenes["swatches"] = (forms.scene_of(swatches, [all_swatches]), FAST)
    behind = [
        shape("quad", 5, turn(x=np.pi / 2, z=0.6, at=(0, -2, 1.5)), (0.8, 1.0, 1.0), materials.glass()),
        shape("box", 6, turn(z=0.4, at=(0, 0, 1.5)), (3.0, 1.0, 3.0)),
    ]
    steep = turn(x=np.pi / 2, z=np.radians(100), at=(3, -2.6, 1.5))  # the pane almost edge-on
    panes = [plain, camera(steep, 96, 64, 80.0, 80.0, 48.0, 32.0)]
    scenes["pane"] = (forms.scene_of(behind, panes), FAST)
    scenes["smooth"] = (smooth(plain), FAST)
    images = draw(scenes)
    return {"shots": images, "swatches": swatches, "pane": (behind, panes), "scenes": scenes}


CORNERS = np.array([[-2.0, 0.0, 0.0], [2.5, 1.0, 0.3], [0.2, -0.5, 3.4]])
LEANING = np.array([[-0.6, -1.0, 0.1], [0.7, -1.0, 0.2], [0.1, -0.9, 0.8]])
LEANING /= np.linalg.norm(LEANING, axis=1, keepdims=True)


def smooth(view: Camera) -> Scene:
    """One triangle whose vertex normals lean apart."""
    mesh = Mesh(CORNERS.astype(np.float32), np.array([[0, 1, 2]], np.int32), LEANING.astype(np.float32))
    asset = Asset("cube", (Part(mesh, materials.plain((0.5, 0.5, 0.5))),))
    return Scene((Object(9, asset, np.eye(4)),), cameras=(view,))


def angles(a: Any, b: Any) -> Any:
    """Degrees between unit vectors; exact for small angles."""
    return np.degrees(2 * np.arcsin(np.clip(np.linalg.norm(np.asarray(a, float) - b, axis=-1) / 2, 0, 1)))


def cases() -> list[tuple[str, int]]:
    return [("solids", k) for k in range(8)] + [(f"box {s} m", 0) for s in (0.1, 1.0, 10.0, 100.0, 1000.0)]


@pytest.mark.parametrize(("name", "view"), cases())
def test_truth_agrees_with_closed_forms(
    name: str, view: int, jobs: Any, shots: Any, forms: SimpleNamespace
) -> None:
    shapes, cameras = jobs[name]
    truth, want = shots["shots"][name][view], forms.cast(shapes, cameras[view])
    sure = forms.certain(shapes, cameras[view])
    assert sure.mean() > 0.95, "the scene is all edges: the test would see nothing"
    assert len(np.unique(want["instances"][sure])) >= (3 if name == "solids" else 2)
    hit = np.isfinite(truth["depth"])
    assert np.array_equal(hit[sure], np.isfinite(want["depth"])[sure])
    assert np.array_equal(truth["instances"][sure], want["instances"][sure])
    on = sure & hit & np.isfinite(want["depth"])
    off = np.abs(truth["depth"][on] / want["depth"][on] - 1)
    assert np.median(off) <= 1e-5
    assert np.quantile(off, 0.999) <= 3e-5  # a sphere of triangles; test_analytic has the promised bounds
    flat = on & ~np.isin(want["instances"], [s.id for s in shapes if s.kind == "sphere"])
    assert angles(truth["normals"][flat], want["normals"][flat]).max() <= 0.05
    round_ = on & ~flat
    if round_.any():
        assert np.median(angles(truth["normals"][round_], want["normals"][round_])) <= 0.05
    lengths = np.linalg.norm(truth["normals"][hit].astype(float), axis=-1)
    assert np.abs(lengths - 1).max() <= 1e-6


def test_every_id_is_exact_also_on_objects_that_share_a_mesh(shots: Any) -> None:
    seen = {int(i) for shot in shots["shots"]["solids"] for i in np.unique(shot["instances"])}
    assert seen == {0, *IDS}


def test_arrays_are_of_the_frames_kinds(shots: Any) -> None:
    shot = shots["shots"]["solids"][1]
    kinds = {name: (array.dtype.name, array.shape) for name, array in shot.items()}
    assert kinds == {
        "rgb": ("uint8", (160, 96, 3)),
        "depth": ("float32", (160, 96)),
        "normals": ("float32", (160, 96, 3)),
        "instances": ("uint32", (160, 96)),
    }


def test_a_floor_faces_up_and_a_wall_faces_the_camera(shots: Any) -> None:
    truth = shots["shots"]["upright"][0]
    for key, axis in ((1, (0, 1, 0)), (2, (0, 0, 1))):
        here = truth["instances"] == key
        assert here.sum() > 500
        assert angles(truth["normals"][here], np.array(axis)).max() <= 0.05


def test_sky_is_infinitely_far_without_normal_or_instance(shots: Any) -> None:
    truth = shots["shots"]["sky"][0]
    assert np.all(np.isposinf(truth["depth"]))
    assert np.all(np.isnan(truth["normals"]))
    assert np.all(truth["instances"] == 0)


def test_nothing_is_nothing_in_every_pass(shots: Any) -> None:
    for name in ("solids", "swatches", "pane"):
        for truth in shots["shots"][name]:
            empty = np.isinf(truth["depth"])
            assert np.array_equal(empty, truth["instances"] == 0)
            assert np.array_equal(empty, np.isnan(truth["normals"]).all(axis=-1))
            assert np.array_equal(empty, np.isnan(truth["normals"]).any(axis=-1))


@pytest.mark.parametrize("number", range(len(materials.KINDS)), ids=sorted(materials.KINDS))
def test_no_material_moves_the_truth(number: int, shots: Any, forms: SimpleNamespace) -> None:
    """Bump, gloss, glow, glass: the truth is the geometry's, on every pixel of the swatch."""
    swatches, view = shots["swatches"], shots["scenes"]["swatches"][0].cameras[0]
    truth, want = shots["shots"]["swatches"][0], forms.cast(swatches, view)
    here = forms.certain(swatches, view) & (want["instances"] == 100 + number)
    assert here.sum() > 100
    assert np.all(truth["instances"][here] == 100 + number)
    assert np.abs(truth["depth"][here] / want["depth"][here] - 1).max() <= 1e-5
    assert angles(truth["normals"][here], want["normals"][here]).max() <= 0.05


@pytest.mark.parametrize("view", [0, 1])
def test_a_pane_of_glass_is_its_own_surface(view: int, shots: Any, forms: SimpleNamespace) -> None:
    shapes, cameras = shots["pane"]
    truth, want = shots["shots"]["pane"][view], forms.cast(shapes, cameras[view])
    sure = forms.certain(shapes, cameras[view])
    pane = sure & (want["instances"] == 5)
    assert pane.sum() > 200
    assert np.all(truth["instances"][pane] == 5)
    assert np.array_equal(truth["instances"][sure], want["instances"][sure])
    assert np.abs(truth["depth"][pane] / want["depth"][pane] - 1).max() <= 1e-5
    assert angles(truth["normals"][pane], want["normals"][pane]).max() <= 0.05


def test_glass_lets_the_box_behind_shine_into_the_picture(shots: Any) -> None:
    """Else the pane's test would hold for an opaque sheet."""
    shot = shots["shots"]["pane"][0]
    pane = shot["rgb"][shot["instances"] == 5].astype(float).mean(axis=0)
    box = shot["rgb"][shot["instances"] == 6].astype(float).mean(axis=0)
    assert np.abs(pane - box).max() < 60


def test_smooth_shading_follows_the_vertex_normals(shots: Any) -> None:
    view, truth = shots["scenes"]["smooth"][0].cameras[0], shots["shots"]["smooth"][0]
    here = truth["instances"] == 9
    assert here.sum() > 400
    rows, columns = np.nonzero(here)
    rays = np.stack(
        [(columns + 0.5 - view.cx) / view.fx, -(rows + 0.5 - view.cy) / view.fy, -np.ones(len(rows))], -1
    )
    points = view.pose[:3, 3] + truth["depth"][here].astype(float)[:, None] * (rays @ view.pose[:3, :3].T)
    weights = np.linalg.lstsq(
        np.vstack([CORNERS.T, np.ones(3)]), np.vstack([points.T, np.ones(len(points))]), rcond=None
    )[0]
    want = weights.T @ LEANING
    want /= np.linalg.norm(want, axis=1, keepdims=True)
    assert np.ptp(want, axis=0).max() > 0.5, "the normals hardly vary: the test would see nothing"
    assert angles(truth["normals"][here], want @ view.pose[:3, :3]).max() <= 0.1
