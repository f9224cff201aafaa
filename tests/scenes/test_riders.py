# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Riders sit on what they ride: hands on the grips, the pelvis over the saddle, feet on pedals or rests."""

from functools import cache

import numpy as np
import pytest

from cavendish.scenes.assets import bicycle, motorcycle
from cavendish.scenes.assets.rider import rider_rand
from cavendish.scenes.builders import BUILDERS

SEEDS = range(6)
CASES = [(kind, seed) for kind in ("bicycle", "motorcycle") for seed in SEEDS]


@cache
def ridden(kind, seed):
    """A machine, where it holds its rider, and the rider's vertices (V, 3)."""
    rng = np.random.default_rng(seed)
    make = bicycle.ridden_rand if kind == "bicycle" else motorcycle.ridden_rand
    machine, mount = make(rng)
    rider = rider_rand(rng, mount, machine.attributes["kind"] if kind == "bicycle" else "motorcycle")
    return machine, mount, vertices(rider)


def vertices(asset):
    """Corners and middles of an asset's triangles, (V, 3)."""
    meshes = [part.mesh for part in asset.parts]
    middles = [mesh.vertices[mesh.faces].mean(axis=1) for mesh in meshes]
    return np.concatenate([mesh.vertices for mesh in meshes] + middles).astype(float)


def away(points, place):
    return float(np.linalg.norm(points - np.array(place), axis=1).min())


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_a_mount_is_on_its_machine(kind, seed):
    """Saddle, grips and pedals are where the machine has something to sit on, to hold and to stand on."""
    machine, mount, _ = ridden(kind, seed)
    points = vertices(machine)
    for name, place in zip(
        ("saddle", "grip", "grip", "foot", "foot"), (mount.saddle, *mount.grips, *mount.feet), strict=True
    ):
        near = points[np.linalg.norm(points[:, :2] - np.array(place[:2]), axis=1) < 0.12]
        gap = np.abs(near[:, 2] - place[2]).min()
        assert gap < 0.02, (name, gap)


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_hands_hold_the_grips(kind, seed):
    _, mount, body = ridden(kind, seed)
    for side, grip in zip((-1, 1), mount.grips, strict=True):
        assert away(body, grip) < 0.04
        hand = body[np.linalg.norm(body - np.array(grip), axis=1) < 0.09]
        assert np.linalg.norm(hand.mean(axis=0) - np.array(grip)) < 0.05, side  # around it, not beside it


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_the_pelvis_is_over_the_saddle(kind, seed):
    _, mount, body = ridden(kind, seed)
    x, y, z = mount.saddle
    over = body[(np.abs(body[:, 0] - x) < 0.03) & (np.abs(body[:, 1] - y) < 0.08) & (body[:, 2] > z - 0.2)]
    # A bicycle's saddle is so narrow that thighs and cloth come down on both sides of it.
    assert (-0.15 if mount.pedals else -0.06) < over[:, 2].min() - z < 0.03


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_feet_stand_on_pedals_and_rests(kind, seed):
    _, mount, body = ridden(kind, seed)
    for place in mount.feet:
        assert away(body, place) < 0.04
        below = body[np.linalg.norm(body[:, :2] - np.array(place[:2]), axis=1) < 0.04]
        assert below[:, 2].min() > place[2] - 0.03


def test_a_street_puts_riders_on_machines():
    builder = BUILDERS["street"]
    scene = builder.build(builder.parameters(people=1.0), np.random.default_rng(1))
    machines = [thing for thing in scene.objects if thing.category in ("bicycle", "motorcycle")]
    riders = [thing for thing in scene.objects if thing.category == "rider"]
    assert riders and all(any(np.array_equal(r.pose, m.pose) for m in machines) for r in riders)
