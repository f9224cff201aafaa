# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Edges of what the oracle sees, and the errors of a truth that is wrong in a known way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.render.agreement import angles, compare, edges, ledges, spread
from cavendish.render.raycast import Sight, rays
from cavendish.scenes.cameras import pinhole

HEIGHT, WIDTH = 40, 50
V, U = np.mgrid[:HEIGHT, :WIDTH] + 0.5


def plane(slope: float = 0.01, near: float = 3.0) -> Any:
    """Depth of a tilted plane: its reciprocal is linear over the picture."""
    return 1 / ((1 + slope * (U - WIDTH / 2) - slope / 2 * (V - HEIGHT / 2)) / near)


def grown(mask: Any, by: int) -> Any:
    out = np.zeros_like(mask)
    for row, column in zip(*np.nonzero(mask), strict=True):
        out[max(0, row - by) : row + by + 1, max(0, column - by) : column + by + 1] = True
    return out


@pytest.fixture
def sight() -> Sight:
    """A square of instance 7, 30 % nearer than a tilted plane of instance 2, and nothing on the left."""
    depth, instances = plane(), np.full((HEIGHT, WIDTH), 2, np.uint32)
    square = (slice(10, 25), slice(20, 40))
    instances[square], depth[square] = 7, 0.7 * plane()[square]
    instances[:, :6], depth[:, :6] = 0, np.inf
    camera = pinhole(np.eye(4), WIDTH, HEIGHT, 1.0)
    facing = np.array([-0.01 * camera.fx, -0.005 * camera.fy, 1.0])  # of the plane, by its slope
    normals = np.zeros((HEIGHT, WIDTH, 3)) + facing / np.linalg.norm(facing)
    normals[:, :6] = np.nan
    return Sight(
        camera=camera,
        depth=depth,
        normals=normals,
        geometric_normals=normals,
        instances=instances,
        triangles=instances.astype(np.int32) - 1,
        contested=np.zeros((HEIGHT, WIDTH), bool),
    )


def truth(sight: Sight) -> dict[str, Any]:
    return {
        "depth": sight.depth.copy(),
        "normals": sight.normals.copy(),
        "instances": sight.instances.copy(),
    }


@pytest.mark.parametrize("reach", [1, 2, 3])
def test_edges_are_where_another_id_is_within_reach(sight: Sight, reach: int) -> None:
    ids = sight.instances
    want = np.zeros((HEIGHT, WIDTH), bool)
    for row in range(HEIGHT):
        for column in range(WIDTH):
            window = ids[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1]
            want[row, column] = (window != ids[row, column]).any()
    assert 0.05 < want.mean() < 0.6
    got = edges(sight.depth, ids, sight.normals, reach)
    assert np.array_equal(got[1:-1, 1:-1], want[1:-1, 1:-1])
    assert np.array_equal(edges(sight.depth.astype(np.float32), ids, None, reach), got)


@pytest.mark.parametrize("slope", [0.0, 0.001, 0.01, 0.02])
@pytest.mark.parametrize("jump", [0.004, 0.03, 0.5])
def test_a_step_in_depth_is_an_edge_and_a_slope_is_none(slope: float, jump: float) -> None:
    ids = np.ones((HEIGHT, WIDTH), int)
    assert not edges(plane(slope), ids).any()
    depth = plane(slope)
    depth[:, 30:] *= 1 + jump
    if jump < slope:
        return  # no more than the relief of so steep a surface
    found = edges(depth, ids)
    assert found[1:-1, 29:31].all()
    assert not found[:, :28].any() and not found[:, 32:].any()


def test_a_steep_round_surface_is_no_edge() -> None:
    """Its slope changes from pixel to pixel by more than 0.1 % of the depth, but by less than half of itself."""
    turn = 1 + 0.01 * U + 0.0008 * U**2
    assert np.abs(np.diff(turn, n=2, axis=1) / turn[:, 1:-1]).max() > 1.2e-3
    assert not edges(1 / turn, np.ones((HEIGHT, WIDTH), int)).any()


def test_a_crease_is_an_edge_where_normals_are_known() -> None:
    ids, depth = np.ones((HEIGHT, WIDTH), int), np.full((HEIGHT, WIDTH), 3.0)
    normals = np.zeros((HEIGHT, WIDTH, 3)) + (0.0, 0.0, 1.0)
    for angle, found in ((15, False), (25, True)):
        normals[20:] = (0, np.sin(np.radians(angle)), np.cos(np.radians(angle)))
        creases = edges(depth, ids, normals)
        assert creases[19:21].all() == found and not creases[:19].any() and not creases[21:].any()


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (2, 2), (0, 0)])
def test_pictures_of_a_few_pixels_have_edges_too(shape: tuple[int, int]) -> None:
    ids = np.arange(shape[0] * shape[1]).reshape(shape)
    assert np.array_equal(edges(np.ones(shape), ids), np.full(shape, ids.size > 1))


def test_the_same_arrays_agree(sight: Sight) -> None:
    found = compare(truth(sight), sight)
    off = ~edges(sight.depth, sight.instances, sight.normals)
    assert (found.pixels, found.wrong_ids, found.all_wrong_ids, found.contested) == (2000, 0, 0, 0)
    assert found.compared == off.mean()
    assert (found.depth.most, found.all_depth.most, found.normals.most) == (0, 0, 0)


def test_errors_are_those_that_were_made(sight: Sight) -> None:
    smooth = ~edges(sight.depth, sight.instances, sight.normals)
    rows, columns = np.nonzero(smooth & (sight.instances > 0))
    wrong = truth(sight)
    wrong["depth"] *= 1 + 1e-5
    wrong["depth"][rows[0], columns[0]] = sight.depth[rows[0], columns[0]] * 0.99
    turned = np.radians(0.5)
    axis = wrong["normals"][rows[1], columns[1]]
    wrong["normals"][rows[1], columns[1]] = np.cos(turned) * axis + np.sin(turned) * np.array(
        [axis[2], 0, -axis[0]]
    ) / np.hypot(axis[0], axis[2])
    wrong["instances"][rows[2:5], columns[2:5]] = 9
    wrong["depth"][rows[5], columns[5]] = np.inf  # a hole
    found = compare(wrong, sight)
    assert found.wrong_ids == found.all_wrong_ids == 4
    assert found.depth.median == pytest.approx(1e-5, rel=1e-6)
    assert found.depth.most == pytest.approx(0.01, rel=1e-6)
    assert 1e-5 < found.depth.p999 < 0.01
    assert found.normals.median == 0 and found.normals.most == pytest.approx(0.5, rel=1e-6)


def test_errors_on_edges_count_for_all_pixels_alone(sight: Sight) -> None:
    on = edges(sight.depth, sight.instances, sight.normals) & (sight.instances > 0)
    row, column = np.argwhere(on)[0]
    wrong = truth(sight)
    wrong["depth"][row, column] *= 2
    wrong["instances"][row, column] = 5
    wrong["normals"][row, column] *= -1
    found = compare(wrong, sight)
    assert (found.wrong_ids, found.all_wrong_ids) == (0, 1)
    assert (found.depth.most, found.all_depth.most, found.normals.most) == (0, 1, 0)


def test_a_fault_of_the_truth_makes_no_edge(sight: Sight) -> None:
    wrong = truth(sight)
    wrong["instances"][30, 10:20] = 4
    assert compare(wrong, sight).wrong_ids == 10


def test_contested_pixels_are_left_out_and_counted(sight: Sight) -> None:
    contested = sight.contested.copy()
    contested[30, 10:20] = True
    wrong = truth(sight)
    wrong["instances"][30, 10:20] = 4
    found = compare(wrong, replace(sight, contested=contested))
    assert (found.wrong_ids, found.all_wrong_ids, found.contested) == (0, 10, 10)


def test_an_error_that_is_no_number_is_not_passed_over(sight: Sight) -> None:
    wrong = truth(sight)
    wrong["normals"][30, 15] = np.nan
    assert np.isnan(compare(wrong, sight).normals.most)


def test_other_sizes_are_refused(sight: Sight) -> None:
    with pytest.raises(ValueError, match=r"\(20, 50\) pixels and the oracle \(40, 50\)"):
        compare({name: array[:20] for name, array in truth(sight).items()}, sight)


def test_small_angles_and_no_errors() -> None:
    tiny = np.array([[np.sin(1e-9), 0, np.cos(1e-9)]])
    assert angles(tiny, np.array([[0.0, 0, 1]]))[0] == pytest.approx(np.degrees(1e-9))
    assert angles(-tiny, np.array([[0.0, 0, 1]]))[0] == pytest.approx(180)
    assert np.isnan(spread(np.zeros(0)).median)


def facets(*planes: tuple[tuple[float, float, float], float]) -> Sight:
    """What a camera sees of one thing made of planes (normal towards the viewer, metres away), a band of columns each."""
    camera = pinhole(np.eye(4), WIDTH, HEIGHT, 1.0)
    directions = rays(camera)
    normals, depth = np.empty((HEIGHT, WIDTH, 3)), np.empty((HEIGHT, WIDTH))
    for band, (normal, away) in zip(np.array_split(np.arange(WIDTH), len(planes)), planes, strict=True):
        unit = np.array(normal) / np.linalg.norm(normal)
        normals[:, band], depth[:, band] = unit, -away * unit[2] / (directions[:, band] @ unit)
    ids = np.ones((HEIGHT, WIDTH), np.uint32)
    return Sight(camera, depth, normals, normals, ids, ids.astype(np.int32), np.zeros((HEIGHT, WIDTH), bool))


@pytest.mark.parametrize("height", [2e-4, 1e-3, 5e-3])
def test_a_low_step_of_one_thing_is_a_ledge_and_its_other_side_no_fault(height: float) -> None:
    sight = facets(((0.3, 0.1, 1), 6.0), ((0.3, 0.1, 1), 6.0 - height))
    rim = WIDTH // 2
    assert np.array_equal(np.nonzero(ledges(sight).any(axis=0))[0], [rim - 1, rim])
    seen = truth(sight)
    seen["depth"][3, rim] *= 6.0 / (6.0 - height)  # the other side of the rim
    assert compare(seen, sight).depth.most < 1e-12
    seen["depth"][3, rim + 1] *= 6.0 / (6.0 - height)
    assert compare(seen, sight).depth.most == pytest.approx(height / 6, rel=0.01)


@pytest.mark.parametrize("bend", [-0.2, -0.02, 0.02, 0.2])
def test_ridges_and_hollows_are_no_ledges(bend: float) -> None:
    flat = facets(((0.1, 0.2, 1), 3.0), ((0.1, 0.2, 1), 3.0))
    assert not ledges(flat).any()
    middle = rays(flat.camera)[0, WIDTH // 2 - 1 : WIDTH // 2 + 1].mean(axis=0)[0]
    away = 3.0 * (1 - bend * middle)  # both planes meet between two columns
    assert not ledges(facets(((0.0, 0.2, 1), 3.0), ((bend, 0.2, 1), away))).any()
