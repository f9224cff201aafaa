# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Riders sit on what they ride: hands on the grips, the pelvis over the saddle, feet on pedals or rests."""

from functools import cache

import numpy as np
import pytest

from cavendish.scenes.assets import bicycle, motorcycle
from cavendish.scenes.assets.rider import rider_rand
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.placement.depth import depth
from cavendish.scenes.placement.rules import SEAT
from cavendish.scenes.placement.solid import Placed, Solid
from cavendish.scenes.scene import Object

SEEDS = range(6)
CASES = [(kind, seed) for kind in ("bicycle", "motorcycle") for seed in SEEDS]


@cache
def ridden(kind, seed):
    """A machine, where it holds its rider, the rider's vertices (V, 3), and the rider."""
    rng = np.random.default_rng(seed)
    make = bicycle.ridden_rand if kind == "bicycle" else motorcycle.ridden_rand
    machine, mount = make(rng)
    rider = rider_rand(rng, mount, machine.attributes["kind"] if kind == "bicycle" else "motorcycle")
    return machine, mount, vertices(rider), rider


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
    machine, mount, _, _ = ridden(kind, seed)
    points = vertices(machine)
    for name, place in zip(
        ("saddle", "grip", "grip", "foot", "foot"), (mount.saddle, *mount.grips, *mount.feet), strict=True
    ):
        near = points[np.linalg.norm(points[:, :2] - np.array(place[:2]), axis=1) < 0.12]
        gap = np.abs(near[:, 2] - place[2]).min()
        assert gap < 0.02, (name, gap)


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_hands_hold_the_grips(kind, seed):
    _, mount, body, _ = ridden(kind, seed)
    for side, grip in zip((-1, 1), mount.grips, strict=True):
        assert away(body, grip) < 0.04
        hand = body[np.linalg.norm(body - np.array(grip), axis=1) < 0.09]
        # Around it, not beside it; on the hoods of a racing bicycle's brakes it lies on top.
        assert np.linalg.norm(hand.mean(axis=0) - np.array(grip)) < 0.055, side


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_the_saddle_carries_the_pelvis(kind, seed):
    machine, mount, body, _ = ridden(kind, seed)
    place = np.array(mount.saddle)
    top = vertices(machine)
    top = top[(np.linalg.norm(top - place, axis=1) < 0.12) & (top[:, 2] > place[2] - 0.03)]
    near = body[np.linalg.norm(body - place, axis=1) < 0.13]
    assert min(away(near, point) for point in top) < 0.01
    assert away(near, place) < 0.04  # neither over it nor sunk into it
    pelvis = body[(np.linalg.norm(body - place, axis=1) < 0.25) & (body[:, 2] > place[2] + 0.04)]
    middle = pelvis.mean(axis=0) - place
    assert abs(middle[0]) < 0.03 and abs(middle[1]) < 0.08


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_a_rider_sits_on_a_machine_and_not_in_it(kind, seed):
    machine, _, _, rider = ridden(kind, seed)
    a, b = (
        Placed.of(Object(n, asset, np.eye(4)), Solid.of(asset)) for n, asset in ((1, machine), (2, rider))
    )
    assert depth(a, b, SEAT) is None


@pytest.mark.parametrize(("kind", "seed"), [case for case in CASES if case[0] == "motorcycle"])
def test_knees_are_beside_the_tank(kind, seed):
    """Between the knees is what they go round, and nothing of the legs."""
    _, mount, body, _ = ridden(kind, seed)
    ahead, up = mount.saddle[1] - body[:, 1], body[:, 2] - mount.saddle[2]
    knees = body[(ahead > 0.3) & (ahead < 0.45) & (abs(up) < 0.1) & (abs(body[:, 0]) < 0.5)]
    assert not mount.knees or np.abs(knees[:, 0]).min() > mount.knees - 0.05


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_feet_stand_on_pedals_and_rests(kind, seed):
    _, mount, body, _ = ridden(kind, seed)
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
