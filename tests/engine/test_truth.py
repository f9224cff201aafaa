# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""All the truth that a recipe can ask for, as a run writes it: one part is held against the others."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cavendish.render.agreement import edges
from cavendish.render.frame import Frame, read_frame
from cavendish.render.masks import mask

pytestmark = pytest.mark.render
Run = Callable[..., subprocess.CompletedProcess[str]]
RECIPE = """
seed: 11
count: 1
scenes: [{builder: room, parameters: {use: [office]}}]
views: {per_scene: 2, width: 128, height: 96}
quality: {samples: 1, bounces: 1}
tasks: {depth: }
truth:
  keep: [depth, normals, instances, geometric_normals, albedo, position]
  objects: [amodal, boxes, occlusion]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, cavendish: Run) -> Path:
    folder = tmp_path_factory.mktemp("truth")
    (folder / "recipe.yaml").write_text(RECIPE, encoding="utf-8")
    run = cavendish("generate", folder / "recipe.yaml", "-o", folder / "out")
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "out"


@pytest.fixture(scope="module", params=["0", "1"])
def frame(request: pytest.FixtureRequest, made: Path) -> Frame:
    return read_frame(made / "train" / "000000" / request.param)


def pose_of(frame: Frame) -> np.ndarray:
    return np.array(frame.view.pose)


def test_positions_are_the_depth_unprojected(frame: Frame) -> None:
    view, pose = frame.view, pose_of(frame)
    v, u = np.mgrid[: view.height, : view.width] + 0.5
    rays = np.stack([(u - view.cx) / view.fx, (view.cy - v) / view.fy, -np.ones_like(u)], axis=-1)
    points = (frame.depth[..., None] * rays) @ pose[:3, :3].T + pose[:3, 3]
    seen = frame.instances != 0
    assert np.abs(points - frame.more["position"])[seen].max() < 1e-5 * frame.depth[seen].max()
    assert np.all(np.isnan(frame.more["position"][~seen]))


def test_every_point_of_an_object_is_in_its_box(frame: Frame) -> None:
    """The points come from Blender, the boxes from the Scene. At edges a point may be of a ray that Cycles cast 0.005 pixels
    off the centre: there it is within a twentieth of a pixel.
    """
    smooth = ~edges(frame.depth, frame.instances, frame.more["geometric_normals"])
    pixel = frame.depth / frame.view.fx
    checked = 0
    for item in frame.items:
        here = frame.instances == item.id
        if not here.any():
            continue
        assert item.more is not None and item.more.box3d is not None
        box = item.more.box3d
        inside = (frame.more["position"][here] - box.center) @ np.array(box.rotation)
        out = np.max(np.abs(inside) - np.array(box.size) / 2, axis=1)
        assert np.all(out <= np.where(smooth[here], 1e-4, 1e-4 + 0.05 * pixel[here])), item
        checked += 1
    assert checked > 8


def test_what_is_visible_of_an_object_lies_in_its_amodal_mask(frame: Frame) -> None:
    smooth = ~edges(frame.depth, frame.instances, frame.more["geometric_normals"])
    hidden = 0
    for item in frame.items:
        assert item.more is not None and item.more.amodal is not None and item.more.occluders is not None
        whole, visible = mask(item.more.amodal), frame.instances == item.id
        assert not np.any(visible & smooth & ~whole), item
        assert item.more.amodal_pixels == whole.sum()
        if whole.any():
            assert item.more.visible == pytest.approx((visible & whole).sum() / whole.sum())
        covers = {other: ((frame.instances == other) & whole).sum() for other, _ in item.more.occluders}
        assert dict(item.more.occluders) == covers
        hidden += bool(covers)
    assert hidden > 3


def test_geometric_normals_are_unit_vectors_that_flat_surfaces_shade_by(frame: Frame) -> None:
    flat, seen = frame.more["geometric_normals"], frame.instances != 0
    assert np.abs(np.linalg.norm(flat[seen], axis=-1) - 1).max() < 1e-5
    walls = np.isin(frame.instances, [item.id for item in frame.items if item.category in ("wall", "floor")])
    assert walls.sum() > 500
    assert np.abs(flat - frame.normals)[walls].max() < 1e-4
    assert np.any(np.abs(flat - frame.normals)[seen] > 0.05), (
        "nothing is smooth here: the test would see nothing"
    )


def test_albedo_is_a_reflectance_and_even_on_an_even_wall(frame: Frame) -> None:
    albedo, seen = frame.more["albedo"], frame.instances != 0
    assert albedo.shape == frame.rgb.shape and albedo.min() >= 0 and albedo.max() <= 1
    assert albedo[seen].mean() > 0.05
    ceiling = [item.id for item in frame.items if item.category == "ceiling"]
    here = np.isin(frame.instances, ceiling)
    if here.sum() > 50:
        assert np.ptp(albedo[here], axis=0).max() < 0.2


def test_frame_json_is_plain_json_with_a_line_for_each_object(made: Path, frame: Frame) -> None:
    text = (made / "train" / "000000" / "0" / "frame.json").read_text(encoding="utf-8")
    rows = json.loads(text)["objects"]
    assert len(text.splitlines()) < len(rows) + 12
    assert {"amodal", "amodal_box", "amodal_pixels", "box3d", "occluders", "visible"} <= set(rows[0])
