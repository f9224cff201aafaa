# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where float32 does not suffice: surfaces that nearly touch, seams, small things beside large ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("embreex")

from cavendish.render import trace
from cavendish.render.raycast import raycast
from cavendish.render.triangles import evaluated
from cavendish.scenes.cameras import look, pinhole
from cavendish.scenes.scene import Camera

pytestmark = pytest.mark.extra

QUAD = np.array([[0, 1, 2], [0, 2, 3]])


def quads(corners: Any, owners: Any = None) -> Any:
    """A Soup of (N, 4, 3) quads, each an object of its own unless owners are given."""
    corners = np.asarray(corners, float)
    count = len(corners)
    faces = (QUAD + 4 * np.arange(count)[:, None, None]).reshape(-1, 3)
    owners = np.arange(1, count + 1) if owners is None else np.asarray(owners)
    return evaluated(corners.reshape(-1, 3), faces, np.repeat(owners, 2))


def rectangle(width: float, height: float, at: Any) -> Any:
    corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * (width / 2, height / 2, 1)
    return corners @ at[:3, :3].T + at[:3, 3]


def placed(eye: Any, at: Any, distance: float = 0.0) -> Any:
    """A pose that faces `eye` from `at`, moved `distance` towards it."""
    made = look(np.asarray(eye, float), np.asarray(at, float), 0.3)
    made[:3, 3] = np.asarray(at, float) + distance * made[:3, 2]
    return made


def view(eye: Any, at: Any, size: int = 48, field: float = 0.8) -> Camera:
    return pinhole(look(np.asarray(eye, float), np.asarray(at, float), 0.05), size, size, field)


@pytest.mark.parametrize("gap", [1e-12, 1e-9, 5e-8, 1e-7, 3e-7, 1e-6, 1e-5, 1e-3])
@pytest.mark.parametrize("front_first", [True, False])
def test_the_nearer_of_two_sheets_wins_however_close(gap: float, front_first: bool) -> None:
    eye, camera = (0.2, -0.3, 2.0), view((0.3, -0.5, 1.7), (0, 0, 0))
    front, back = (rectangle(9, 9, placed(eye, (0, 0, 0), g)) for g in (gap, 0.0))
    soup = quads([front, back] if front_first else [back, front], [1, 2] if front_first else [2, 1])
    sight = raycast(soup, camera)
    assert np.all(sight.instances == 1)
    assert np.all(sight.contested) if gap <= 1e-7 else True
    assert not sight.contested.any() if gap >= 1e-3 else True


def test_a_stack_of_sheets_is_sorted() -> None:
    eye, camera = (1.0, -2.0, 1.3), view((1.0, -2.1, 1.3), (0, 0, 0))
    order = np.random.default_rng(1).permutation(12)
    stack = [rectangle(9, 9, placed(eye, (0, 0, 0), 2e-6 * k)) for k in order]
    sight = raycast(quads(stack, order + 1), camera)
    assert np.all(sight.instances == 12)


def test_two_sheets_of_one_object_contest_nothing() -> None:
    eye, camera = (1.0, -2.0, 1.3), view((1.0, -2.1, 1.3), (0, 0, 0))
    sheets = [rectangle(9, 9, placed(eye, (0, 0, 0), gap)) for gap in (0.0, 1e-9)]
    assert not raycast(quads(sheets, [4, 4]), camera).contested.any()
    assert raycast(quads(sheets, [4, 5]), camera).contested.all()


def test_a_large_ground_does_not_make_small_things_contest() -> None:
    eye, camera = (1.0, -2.0, 1.3), view((1.0, -2.1, 1.3), (0, 0, 0), field=0.2)
    sheets = [rectangle(1, 1, placed(eye, (0, 0, 0), gap)) for gap in (0.0, 1e-4)]
    ground = rectangle(1000, 1000, placed(eye, (0, 0, 0), -3.0))
    sight = raycast(quads([*sheets, ground]), camera)
    assert np.all(sight.instances == 2)
    assert not sight.contested.any()


@pytest.mark.parametrize("seed", range(8))
def test_no_ray_slips_between_objects_that_touch(seed: int) -> None:
    """A wall of many panels whose corners are rounded each in its own way; seams run through the centres of pixels."""
    rng = np.random.default_rng(seed)
    lines = np.linspace(-4, 4, 33)
    x, y = np.meshgrid(lines[:-1], lines[:-1])
    step = lines[1] - lines[0]
    square = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]]) * step
    panels = np.stack([x, y, np.zeros_like(x)], -1).reshape(-1, 1, 3) + square
    turn = placed(rng.normal(size=3) + (0, 0, 3), (0, 0, 0))
    panels = panels @ turn[:3, :3].T
    panels *= 1 + rng.choice([-1, 0, 1], (len(panels), 4, 1)) * 2.0**-40
    pose = turn.copy()
    pose[:3, 3] = 8 * turn[:3, 2]
    camera = Camera(pose, 65, 65, 64.0, 64.0, 32.5, 32.5)  # a pixel is 1/8 m, a panel 1/4 m
    behind = rectangle(90, 90, placed(turn[:3, 2], -20 * turn[:3, 2]))
    sight = raycast(quads([*panels, behind]), camera)
    inside = np.zeros((65, 65), bool)
    inside[1:-1, 1:-1] = True
    assert np.abs(sight.depth[inside] - 8).max() <= 1e-9


def test_no_ray_slips_through_a_seam_that_one_pixel_meets() -> None:
    """Two long strips whose edges lie on one line and end at different points of it; thin ones leak most in float32."""
    rng = np.random.default_rng(8)
    for _ in range(150):
        turn = placed(rng.normal(size=3), (0, 0, 0))
        angle = rng.uniform(0, 2 * np.pi)
        along, across = np.array([[np.cos(angle), np.sin(angle), 0], [-np.sin(angle), np.cos(angle), 0]])
        strips = []
        for side in (1, -1):
            low, high, far = -rng.uniform(2, 9), rng.uniform(2, 9), side * 0.02 * across
            strips.append([low * along, high * along, high * along + far, low * along + far][::side])
        pose = turn.copy()
        pose[:3, 3] = turn[:3, :3] @ (*(rng.uniform(-1, 1) * along)[:2], 4.0)
        behind = rectangle(90, 90, placed(turn[:3, 2], -20 * turn[:3, 2]))
        walls = [*(np.array(strips) @ turn[:3, :3].T), behind]
        sight = raycast(quads(walls), Camera(pose, 7, 7, 1200.0, 1200.0, 3.5, 3.5))
        assert sight.depth == pytest.approx(np.full((7, 7), 4), rel=1e-9)


def test_seams_of_one_mesh_are_tight_too() -> None:
    camera = Camera(look(np.array([0.0, 0, 5.0]), np.array([0, 1e-9, 0.0])), 64, 64, 64.0, 64.0, 31.5, 31.5)
    x, y = np.meshgrid(np.linspace(-9, 9, 181), np.linspace(-9, 9, 181))
    points = np.stack([x, y, 0.1 * np.sin(3 * x) * np.sin(2 * y)], -1).reshape(-1, 3)
    grid = np.arange(181 * 181).reshape(181, 181)
    a, b, c, d = (q.reshape(-1) for q in (grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]))
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    sight = raycast(evaluated(points, faces, np.ones(len(faces))), camera)
    assert np.all(sight.instances == 1)
    assert np.all(np.abs(sight.depth - 5) < 0.11)


def test_no_ray_at_an_edge_slips_through_a_mesh_in_float32_alone() -> None:
    rng, side = np.random.default_rng(0), 60
    x, y = np.meshgrid(np.arange(side), np.arange(side))
    points = np.stack([x, y, 0 * x], -1) + rng.uniform(-0.3, 0.3, (side, side, 3))
    points = (points.reshape(-1, 3) / side).astype(np.float32).astype(float)
    grid = np.arange(side * side).reshape(side, side)
    a, b, c, d = (q.reshape(-1) for q in (grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]))
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    share = rng.uniform(size=(len(faces), 1))
    goals = share * points[faces[:, 0]] + (1 - share) * points[faces[:, 1]]
    goals = goals[np.all((goals[:, :2] > 0.05) & (goals[:, :2] < 0.9), axis=1)]
    eye = np.array([0.4, 0.5, 1.0])
    aim = trace.Target(evaluated(points, faces, np.ones(len(faces))))
    assert trace.occluded(aim, eye, goals - eye, 0.0, np.inf).all()
    assert np.all(trace.nearest(aim, eye, goals - eye).triangle >= 0)


def test_a_detail_of_a_millimetre_on_a_ground_of_a_kilometre() -> None:
    camera = view((0.3, -0.4, 0.5), (0, 0, 0), field=0.5)
    ground = rectangle(1000, 1000, np.eye(4))
    above = np.eye(4)
    above[2, 3] = 0.001
    tile = rectangle(0.2, 0.1, above)
    sight = raycast(quads([ground, tile]), camera)
    u, v = np.meshgrid(np.arange(48) + 0.5, np.arange(48) + 0.5)
    ways = np.stack([(u - camera.cx) / camera.fx, (camera.cy - v) / camera.fy, -np.ones_like(u)], -1)
    ways = ways @ camera.pose[:3, :3].T
    depth = (0.001 - camera.pose[2, 3]) / ways[..., 2]
    on = np.abs(camera.pose[:2, 3] + depth[..., None] * ways[..., :2])
    want = (on <= (0.1, 0.05)).all(axis=-1)
    assert want.sum() > 100
    assert np.array_equal(sight.instances, np.where(want, 2, 1))
    far = -camera.pose[2, 3] / ways[..., 2]
    assert np.abs(sight.depth / np.where(want, depth, far) - 1).max() <= 1e-12


def test_a_kilometre_from_the_origin_nothing_is_lost() -> None:
    """The camera is the origin in float32, not the world's."""
    shift = np.array([80_000.0, -30_000.0, 500.0])
    near, far = view((0.3, -0.4, 0.5), (0, 0, 0)), view(shift + (0.3, -0.4, 0.5), shift)
    rng = np.random.default_rng(3)
    sheets = np.array(
        [rectangle(0.2, 0.1, placed(rng.normal(size=3), rng.normal(size=3) / 9)) for _ in range(30)]
    )
    one, other = raycast(quads(sheets), near), raycast(quads(sheets + shift), far)
    assert len(np.unique(one.instances)) > 10
    assert np.mean(one.instances != other.instances) <= 1e-3
    same = (one.instances == other.instances) & (one.instances > 0)
    assert np.abs(one.depth[same] / other.depth[same] - 1).max() <= 1e-7


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-3, 3), st.floats(0.001, 1), st.floats(-12, -6))
def test_rays_at_edges_and_corners_meet_what_is_there(
    seed: int, power: float, share: float, off: float
) -> None:
    """Rays aimed in float64 at the inner edges of a fan of triangles, or a hair beside them, always meet it there."""
    rng, size = np.random.default_rng(seed), 10.0**power
    around = (np.arange(9) + rng.uniform(-0.4, 0.4, 9)) * (2 * np.pi / 9)
    rim = np.stack([np.cos(around), np.sin(around), rng.uniform(-0.3, 0.3, 9)], -1)
    points = np.concatenate([[[0.0, 0.0, 0.2]], rim]) * size
    faces = np.array([[0, 1 + k, 1 + (k + 1) % 9] for k in range(9)])
    aim = trace.Target(evaluated(points, faces, np.arange(1, len(faces) + 1)))
    spokes = faces[:, 1]
    goals = share * 0.99 * points[spokes] + (1 - share * 0.99) * points[0]
    goals += rng.normal(size=goals.shape) * size * 10**off
    eye = np.array([0.1, -0.2, 3.0]) * size
    hits = trace.nearest(aim, eye, goals - eye)
    assert np.all(hits.triangle >= 0)
    assert np.abs(hits.distance - 1).max() <= 1e-4
    assert trace.occluded(aim, eye, goals - eye, 0.0, np.inf).all()


def test_two_ends_bound_a_ray() -> None:
    level = np.eye(4)
    soup = quads([rectangle(9, 9, level) + (0, 0, z) for z in (0.0, 1.0, 2.0)])
    aim = trace.Target(soup)
    eye, way = np.array([0.1, 0.2, 4.0]), np.array([[0.0, 0.0, -2.0]])
    for start, stop, owner, distance in (
        (0.0, 9.0, 3, 1.0),
        (1.2, 9.0, 2, 1.5),
        (1.7, 9.0, 1, 2.0),
        (0.0, 0.9, 0, np.inf),
        (2.1, 9.0, 0, np.inf),
        # Closer to a surface than float32 can tell.
        (1 - 1e-9, 9.0, 3, 1.0),
        (1 + 1e-9, 9.0, 2, 1.5),
        (0.0, 1 + 1e-9, 3, 1.0),
        (0.0, 1 - 1e-9, 0, np.inf),
    ):
        hits = trace.nearest(aim, eye, way, start, stop)
        assert hits.triangle[0] == -1 if not owner else soup.owners[hits.triangle[0]] == owner
        assert hits.distance[0] == pytest.approx(distance, rel=1e-6)
        if abs(start - 1) > 1e-6 and abs(stop - 1) > 1e-6:  # it is float32's own
            assert trace.occluded(aim, eye, way, start, stop)[0] == (owner > 0)


def test_the_ends_of_a_ray_are_float64s() -> None:
    rng = np.random.default_rng(2)
    for _ in range(40):
        at, eye = placed(rng.normal(size=3), rng.normal(size=3) / 3), 3 * rng.normal(size=3)
        aim = trace.Target(quads([rectangle(9, 9, at)]))
        way = (at[:3, 3] + rng.uniform(-1, 1) * at[:3, 0] - eye)[None] * rng.uniform(0.3, 3)
        distance = at[:3, 2] @ (at[:3, 3] - eye) / (way[0] @ at[:3, 2])
        for start, stop in ((1 - 1e-9, 2), (1 + 1e-9, 2), (0, 1 + 1e-9), (0, 1 - 1e-9)):
            found = trace.nearest(aim, eye, way, start * distance, stop * distance).distance[0]
            assert found == pytest.approx(distance if start < 1 < stop else np.inf, rel=1e-11)
