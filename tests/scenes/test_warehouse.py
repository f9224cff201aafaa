# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Warehouses: nothing in another thing, nothing in the air, gates and aisles free, few lamps, many copies."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cavendish.scenes.assets.roller_door import DRUM
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.check import faults, hints
from cavendish.scenes.layout import Layout, footprint, overlap
from cavendish.scenes.ontology import ontology
from cavendish.scenes.store import digest
from cavendish.scenes.warehouse.hall import CLEAR, Gate, hang_lamps, plan, raise_hall
from cavendish.scenes.warehouse.racks import SLOTS, area, ranks

USES = ("storage", "cross-dock", "workshop")
CASES = [(use, seed) for use in USES for seed in (1, 2, 3)]
SHELL = {
    "floor",
    "wall",
    "ceiling",
    "ground",
    "skylight",
    "window",
    "door",
    "roller door",
    "column",
    "roof truss",
}
SHELL |= {"floor marking", "high-bay lamp"}
MOVING = {"forklift", "pallet jack", "person"}


@cache
def build(use, seed):
    builder = BUILDERS["warehouse"]
    return builder.build(builder.parameters(use=(use,)), np.random.default_rng(seed))


def goods(scene):
    return [thing for thing in scene.objects if thing.category not in SHELL]


@pytest.mark.parametrize(("use", "seed"), CASES)
def test_a_hall_can_be_rendered_and_is_no_larger_than_it_may_be(use, seed):
    scene = build(use, seed)
    assert not [*faults(scene), *hints(scene)]
    assert {thing.category for thing in scene.objects} <= set(ontology())
    assert len(scene.objects) <= 1500
    assert len(scene.lights) + sum(len(thing.asset.lights) for thing in scene.objects) <= 50
    assets = {id(thing.asset): thing.asset for thing in scene.objects}.values()
    assert sum(len(part.mesh.faces) for asset in assets for part in asset.parts) < 1_500_000


def test_a_seed_gives_the_same_hall_and_another_seed_another():
    builder = BUILDERS["warehouse"]
    again = builder.build(builder.parameters(use=("storage",)), np.random.default_rng(1))
    assert digest(again) == digest(build("storage", 1)) != digest(build("storage", 2))


@pytest.mark.parametrize(("use", "seed"), CASES)
def test_nothing_stands_before_a_gate(use, seed):
    scene = build(use, seed)
    things = [(thing, footprint(thing.asset, thing.pose)) for thing in goods(scene)]
    gates = [thing for thing in scene.objects if thing.category == "roller door"]
    assert gates
    for gate in gates:
        low, high = gate.asset.extent
        ahead = gate.pose.copy()
        ahead[:3, 3] += ahead[:3, :3] @ (0, low[1] - CLEAR / 2, 0)
        free = area(ahead, float(high[0]) - 0.1, CLEAR / 2, 2.0)
        assert not [thing.category for thing, box in things if overlap(free, box)]


@pytest.mark.parametrize("radius", np.linspace(0.2, 0.305, 15))
def test_drums_stand_on_their_pallet_and_clear_of_its_neighbours(radius):
    spots = np.array(ranks(radius))
    assert len(spots) >= 2
    assert np.all(np.abs(spots) + radius <= (0.43, 0.63))
    assert (SLOTS[1] - SLOTS[0]) / 2 > 0.43
    apart = np.linalg.norm(spots[:, None] - spots, axis=-1)
    assert np.all(apart[~np.eye(len(spots), dtype=bool)] > 2 * radius + 0.001)


@pytest.mark.parametrize("seed", range(6))
def test_no_lamp_hangs_in_the_case_of_a_gate(seed):
    rng = np.random.default_rng(seed)
    hall = replace(plan(16.0, 24.0, 6.0, ("south",), 0.0, rng), beam=0.5, lattice=True)
    hall = replace(hall, gates=(Gate("south", 0.0, 3.2, hall.eave - DRUM - 1.2, 0.0),))
    layout = Layout(hall.width, hall.depth, hall.clear)
    raise_hall(layout, hall, False, False, rng)
    hang_lamps(layout, hall, (0.0,), True, rng)
    boxes = {
        name: [footprint(thing.asset, thing.pose) for thing in layout.objects if thing.category == name]
        for name in ("roller door", "high-bay lamp")
    }
    assert boxes["roller door"] and boxes["high-bay lamp"]
    assert not any(overlap(a, b) for a in boxes["roller door"] for b in boxes["high-bay lamp"])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_aisles_are_free_but_for_what_moves(seed):
    """A strip 2 m wide along each of the lanes that cameras drive."""
    scene = build("storage", seed)
    lanes = [region for region in scene.air if region.heading is not None]
    assert lanes
    racks = [footprint(t.asset, t.pose).corners[:, 1] for t in scene.objects if t.category == "pallet rack"]
    first, last = np.min(racks), np.max(racks)
    for lane in lanes:
        middle, y0, y1 = (lane.low[0] + lane.high[0]) / 2, max(lane.low[1], first), min(lane.high[1], last)
        pose = np.eye(4)
        pose[:2, 3] = middle, (y0 + y1) / 2
        strip = area(pose, 1.0, (y1 - y0) / 2, 2.0)
        for thing in goods(scene):
            if thing.category in {"pallet", "pallet load"} and thing.pose[2, 3] < 0.5:
                continue  # on the forks of what drives there
            if thing.category not in MOVING:
                assert not overlap(strip, footprint(thing.asset, thing.pose)), thing.category


@pytest.mark.extra
@pytest.mark.parametrize(("use", "seed"), [("storage", 1), ("cross-dock", 2), ("workshop", 3)])
def test_nothing_is_in_another_thing_and_nothing_floats(use, seed, space):
    """On the real meshes, of things alike one of each pair of assets at one offset."""
    scene = build(use, seed)
    floor = next(space.body(thing)[0] for thing in scene.objects if thing.category == "floor")
    things = [t for t in scene.objects if t.category not in SHELL or t.category == "column"]
    boxes = np.array([_bounds(thing) for thing in things])
    bodies: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def body(k):
        if k not in bodies:
            bodies[k] = space.body(things[k])
        return bodies[k]

    rng = np.random.default_rng(0)
    for k in rng.permutation(len(things))[:60]:
        near = np.all((boxes[:, 1] > boxes[k, 0] - 2e-3) & (boxes[:, 0] < boxes[k, 1] + 2e-3), axis=1)
        others = [int(j) for j in np.flatnonzero(near) if j != k]
        for j in others:
            assert not space.pierces(body(k), body(j)), (
                things[k].category,
                things[j].category,
                things[k].pose[:3, 3],
            )
        under = np.concatenate([floor, *(body(j)[0] for j in others)])
        assert space.rests(body(k)[0], under), (things[k].category, things[k].pose[:3, 3])


def _bounds(thing):
    corners = np.array(np.meshgrid(*zip(*thing.asset.extent, strict=True))).reshape(3, -1)
    points = thing.pose[:3, :3] @ corners + thing.pose[:3, 3:]
    return points.min(axis=1), points.max(axis=1)
