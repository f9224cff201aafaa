# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Convex pieces: they leave nothing of a mesh out and keep hollows open."""

from itertools import pairwise

import numpy as np
import pytest

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.geometry import box, cylinder, merge, moved, prism, sheet, tube, vessel
from cavendish.scenes.materials import plain
from cavendish.scenes.pieces import pieces
from cavendish.scenes.scene import Asset, Part

WAYS = np.random.default_rng(0).normal(size=(1200, 3))
WAYS = np.concatenate([WAYS, np.eye(3), -np.eye(3)])
WAYS /= np.linalg.norm(WAYS, axis=1, keepdims=True)


def asset(*meshes):
    return Asset("cube", tuple(Part(mesh, plain((1, 0, 0))) for mesh in meshes))


def outside(points, made):
    """How far each point lies outside the nearest piece at least, by many planes round each piece; metres."""
    best = np.full(len(points), np.inf)
    for piece in made:
        reach = (piece.points @ WAYS.T).max(axis=0)
        best = np.minimum(best, (points @ WAYS.T - reach).max(axis=1))
    return best


def everything(thing):
    return np.concatenate([part.mesh.vertices[np.unique(part.mesh.faces)] for part in thing.parts]).astype(
        float
    )


def test_a_box_is_a_box():
    (piece,) = pieces(asset(box((0.3, 0.2, 0.1), bevel=0.001)))
    assert piece.is_box
    assert np.allclose(np.ptp(piece.points, axis=0), (0.3, 0.2, 0.1), atol=1e-6)


def test_what_is_convex_is_one_piece():
    (piece,) = pieces(asset(cylinder(0.05, 0.2)))
    assert not piece.is_box
    assert np.ptp(piece.points, axis=0) == pytest.approx((0.1, 0.1, 0.2), abs=1e-4)


def test_the_print_on_a_side_is_one_piece():
    outline = [
        (-0.03, 0),
        (0.03, 0),
        (0.03, 0.15),
        (0.004, 0.18),
        (0.004, 0.2),
        (-0.004, 0.2),
        (-0.004, 0.18),
        (-0.03, 0.15),
    ]
    marks = [box((0.008, 0.003, 0.0005), (x, 0.12, 0.06)) for x in (-0.02, -0.008, 0.008, 0.02)]
    made = pieces(asset(prism(np.array(outline), 0.06), *marks))
    bare = pieces(asset(prism(np.array(outline), 0.06)))
    assert len(made) == len(bare) + 1
    assert outside(everything(asset(*marks)), made).max() < 1e-3
    carton = ASSETS["milk carton"](np.random.default_rng(0))
    assert len(pieces(carton)) < 15
    assert outside(everything(carton), pieces(carton)).max() < 1e-3


def test_a_cup_stays_hollow():
    cup = vessel([(0, 0), (0.04, 0), (0.04, 0.1)], 0.004, 40)
    made = pieces(asset(cup))
    axis = np.stack([np.zeros(20), np.zeros(20), np.linspace(0.008, 0.12, 20)], axis=1)
    assert outside(axis, made).min() > 0.002
    assert outside(np.array([[0, 0, 0.002], [0.038, 0, 0.05]]), made).max() < 1e-6
    assert outside(everything(asset(cup)), made).max() < 1e-5


def test_a_bent_tube_is_cut_by_a_grid():
    turn = np.linspace(0, np.pi, 24)
    arc = tube(np.stack([0.1 * np.cos(turn), 0 * turn, 0.1 * np.sin(turn)], axis=1), 0.01)
    made = pieces(asset(arc))
    assert len(made) > 3
    assert outside(np.array([[0.0, 0, 0.02]]), made)[0] > 0.02
    assert outside(everything(asset(arc)), made).max() < 1e-5


def test_a_solid_is_solid_under_its_skin():
    made = pieces(asset(prism([(0, 0), (0.3, 0), (0.3, 0.1), (0.1, 0.1), (0.1, 0.3), (0, 0.3)], 0.3)))
    assert len(made) > 2
    x, y = np.meshgrid(np.linspace(0.01, 0.29, 15), np.linspace(0.01, 0.29, 15))
    deep = np.stack([x, y, np.full_like(x, 0.15)], axis=-1)[(x < 0.095) | (y < 0.095)]
    assert outside(deep, made).max() < 1e-3
    assert outside(np.array([[0.25, 0.25, 0.15]]), made)[0] > 0.05


def test_an_open_sheet_gets_a_thickness_behind_it():
    u, v = np.meshgrid(np.linspace(0, 0.2, 3), np.linspace(0, 0.1, 3), indexing="ij")
    mesh = sheet(np.stack([u, v, 0 * u], axis=-1))
    for piece in pieces(asset(mesh)):
        assert np.ptp(piece.points[:, 2]) > 5e-4
        assert piece.points[:, 2].max() == pytest.approx(0, abs=1e-6)


def test_parts_that_stand_apart_are_pieces_apart():
    two = merge([box((0.1, 0.1, 0.1)), moved(box((0.1, 0.1, 0.1)), (0.5, 0, 0))])
    made = pieces(asset(two))
    assert len(made) == 2
    assert outside(np.array([[0.25, 0, 0]]), made)[0] > 0.1


@pytest.mark.parametrize("name", ["mug", "bowl", "bottle", "vase", "book", "ball", "box", "laptop", "stool"])
def test_pieces_leave_nothing_out(name):
    for seed in range(3):
        thing = ASSETS[name](np.random.default_rng(seed))
        made = pieces(thing)
        points = everything(thing)
        points = points[:: max(1, len(points) // 200)]
        assert outside(points, made).max() < 3e-4, seed
        low, high = thing.extent
        every = np.concatenate([piece.points for piece in made])
        assert np.all(every >= low - 1e-3)
        assert np.all(every <= high + 1e-3)
        assert len(made) < 400


def test_pieces_are_the_same_each_time():
    one, other = (pieces(ASSETS["mug"](np.random.default_rng(3))) for _ in range(2))
    assert [p.points.tobytes() for p in one] == [p.points.tobytes() for p in other]
    assert all(len(a.points) > 3 for a, _ in pairwise(one))
