# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Noise that is the same everywhere, and ground made of it."""

import hashlib

import numpy as np
import pytest

from cavendish.scenes.heightfield import (
    eroded,
    fractal,
    noise,
    ridges,
    surface,
    terraced,
    terrain,
    ticks,
)

PLANE = np.random.default_rng(0).uniform(-300, 300, (20000, 2))
SPACE = np.random.default_rng(1).uniform(-300, 300, (20000, 3))


def hills(x, y):
    return 4 * fractal(np.stack([x, y], axis=-1) / 40, 4, 3)


@pytest.mark.parametrize("points", [PLANE, SPACE])
def test_noise_is_bounded_and_has_no_bias(points):
    value = noise(points, 5)
    assert np.abs(value).max() <= 1
    assert abs(value.mean()) < 0.01
    assert 0.2 < value.std() < 0.4


@pytest.mark.parametrize("points", [PLANE, SPACE])
def test_noise_is_smooth_and_zero_on_its_lattice(points):
    step = np.zeros(points.shape[1])
    step[0] = 1e-4
    assert np.abs(noise(points + step, 2) - noise(points, 2)).max() < 1e-3
    corners = np.round(points)
    assert np.abs(noise(corners, 2)).max() == 0
    assert np.abs(noise(corners + step, 2) - noise(corners - step, 2)).max() < 1e-3


def test_a_seed_is_a_landscape_of_its_own():
    one, other = noise(PLANE, 1), noise(PLANE, 2)
    assert np.array_equal(one, noise(PLANE, 1))
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.05
    assert abs(np.corrcoef(one, noise(PLANE + [1.0, 0.0], 1))[0, 1]) < 0.25


def test_noise_is_the_same_on_every_machine():
    at = np.array([[0.5, 0.25], [-7.3, 12.8], [1000.1, -0.9]])
    rounded = np.round(noise(at, 7), 9) + 0.0
    assert hashlib.sha256(rounded.tobytes()).hexdigest()[:16] == "7b2e8a71e5716931"


def test_octaves_add_detail():
    line = np.stack([np.linspace(0, 20, 20001), np.full(20001, 0.3)], axis=1)
    rough = [np.abs(np.diff(fractal(line, octaves, 0), 2)).mean() for octaves in (1, 3, 6)]
    assert rough[0] < rough[1] < rough[2]


def test_ridges_lie_within_0_and_1_and_are_sharp():
    value = ridges(PLANE, 5, 0)
    assert value.min() >= 0
    assert value.max() <= 1
    line = np.stack([np.linspace(0, 40, 80001), np.full(80001, 0.3)], axis=1)
    crest = np.diff(ridges(line, 1, 0), 2)
    assert crest.min() < -30 * np.median(np.abs(crest))


def test_rain_wears_slopes_down():
    worn, fresh = eroded(PLANE, 6, 0), eroded(PLANE, 6, 0, strength=0.0)
    assert np.allclose(fresh, fractal(PLANE, 6, 0), atol=0.7)
    assert worn.std() < fresh.std()


def test_terraces_are_flat_and_keep_the_order():
    heights = np.linspace(-3, 3, 6001)
    steps = terraced(heights, 1.0, 0.9)
    assert np.all(np.diff(steps) >= -1e-12)
    assert np.abs(steps - heights).max() <= 0.5
    assert np.mean(np.abs(steps - np.round(steps)) < 0.02) > 0.6
    assert np.allclose(terraced(heights, 1.0, 0.0), heights)


def test_ticks_are_even_near_by_and_grow_beyond():
    line = ticks(200.0, 0.5, 10.0, 1.1)
    gaps = np.diff(line)
    near = np.abs(line[:-1] + gaps / 2) < 10
    assert line[0] == -200
    assert line[-1] == 200
    assert np.allclose(line, -line[::-1])
    assert np.allclose(gaps[near], 0.5)
    beyond = gaps[line[:-1] >= 10]
    assert np.allclose(beyond[1:] / beyond[:-1], 1.1)
    assert np.allclose(np.diff(ticks(20.0, 0.5, 5.0)), 0.5)


@pytest.mark.parametrize("wrong", [(1, 0, 1), (1, 2, 1), (1, 0.1, 2), (1, 0.1, 0.5, 0.9)])
def test_ticks_say_what_is_wrong(wrong):
    with pytest.raises(ValueError, match="ticks need"):
        ticks(*wrong)


def test_ground_is_the_function_and_has_no_cracks(solid):
    mesh = terrain(hills, 100.0, 1.0, center=(5.0, -7.0))
    x, y, z = mesh.vertices.T.astype(float)
    assert np.abs(z - hills(x, y)).max() < 1e-3
    low, high = mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)
    assert np.allclose((low[0], high[0], low[1], high[1]), (-95, 105, -107, 93))
    faces = solid.welded(mesh)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    _, count = np.unique(np.sort(edges, axis=1), axis=0, return_counts=True)
    rim = 2 * (2 * (int(np.sqrt(len(mesh.vertices))) - 1))
    assert np.sum(count == 1) == rim
    assert count.max() == 2


def test_ground_looks_up_and_its_normals_follow_the_slope(solid):
    mesh = surface(hills, np.linspace(-30, 30, 121), np.linspace(-20, 20, 81))
    flat = solid.flat_normals(solid.corners(mesh))
    assert np.all(flat[:, 2] > 0)
    x, y = mesh.vertices[:, 0].astype(float), mesh.vertices[:, 1].astype(float)
    slope = (hills(x + 1e-3, y) - hills(x - 1e-3, y)) / 2e-3
    inner = (np.abs(x) < 29) & (np.abs(y) < 19)
    assert np.abs(-mesh.normals[:, 0] / mesh.normals[:, 2] - slope)[inner].max() < 0.05
    assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-5)


def test_uvs_are_metres():
    mesh = surface(hills, np.linspace(-5, 5, 11), np.linspace(0, 3, 7))
    assert np.array_equal(mesh.uvs, mesh.vertices[mesh.faces][..., :2])
