# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Streets, courtyards, open country: all stands on the ground and apart, traffic keeps to the right, views are found."""

from functools import cache

import numpy as np
import pytest

from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import place
from cavendish.scenes.layout import footprint, overlap
from cavendish.scenes.ontology import category, ontology
from cavendish.scenes.probe import Probe
from cavendish.scenes.store import digest
from cavendish.scenes.town import KERB
from cavendish.scenes.views import Views

NAMES = ("street", "courtyard", "terrain")
SEEDS = (2, 3, 5)
CASES = [(name, seed) for name in NAMES for seed in SEEDS]
FLAT = {"ground", "road", "sidewalk", "lawn", "crosswalk", "lane marking", "rail track", "water"}


@cache
def build(name, seed):
    builder = BUILDERS[name]
    return builder.build(builder.parameters(), np.random.default_rng(seed))


def things(scene):
    return [thing for thing in scene.objects if thing.category not in FLAT]


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_ids_and_classes_are_in_order(name, seed):
    scene = build(name, seed)
    ids = [thing.id for thing in scene.objects]
    assert len(set(ids)) == len(ids) and min(ids) >= 1
    assert {thing.category for thing in scene.objects} <= set(ontology())


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_nothing_shares_the_room_of_another(name, seed):
    """By their boxes, which hold all of them; only a rider is in the box of what he rides."""
    boxes = [(thing, footprint(thing.asset, thing.pose)) for thing in things(build(name, seed))]
    for k, (one, box) in enumerate(boxes):
        low, high = box.corners.min(axis=0), box.corners.max(axis=0)
        for other, second in boxes[k + 1 :]:
            if "rider" in (one.category, other.category):
                continue
            if np.any(second.corners.min(axis=0) > high) or np.any(second.corners.max(axis=0) < low):
                continue
            assert not overlap(box, second), (one.category, other.category, one.pose[:3, 3])


@pytest.mark.extra
@pytest.mark.parametrize(("name", "seed"), CASES)
def test_everything_stands_on_something(name, seed):
    """A ray down from inside the lowest part of a thing meets the ground at its foot, or above it where it is dug in."""
    scene = build(name, seed)
    flat = [thing for thing in scene.objects if thing.category in FLAT]
    probe = Probe(type(scene)(tuple(flat)), most=2**62)
    for thing in things(scene):
        if thing.category in ("rider", "beam"):
            continue
        points = np.concatenate([part.mesh.vertices for part in thing.asset.parts])
        points = points @ thing.pose[:3, :3].T + thing.pose[:3, 3]
        foot = points[np.argmin(points[:, 2])]
        down, _ = probe.cast(foot[None] + (0, 0, 5.0), np.array([[0.0, 0.0, -1.0]]))
        gap = down[0] - 5.0
        assert -0.7 < gap < 1e-3, (thing.category, gap)
        if name != "terrain":
            assert gap > -0.06, (thing.category, gap)


@pytest.mark.parametrize("seed", SEEDS)
def test_traffic_keeps_to_the_right_and_people_to_the_sidewalk(seed):
    scene = build("street", seed)
    seen = 0
    for thing in scene.objects:
        front = -thing.pose[:3, 1]
        x, z = thing.pose[0, 3], thing.pose[2, 3]
        if thing.category in ("car", "truck", "bus", "bicycle", "motorcycle") and abs(z) < 1e-6:
            assert np.sign(front[1]) == np.sign(x) and abs(front[1]) > 0.99, (thing.category, x, front)
            seen += 1
        if thing.category == "person":
            assert abs(z - KERB) < 1e-6
    assert seen > 10


def test_a_street_shows_most_of_the_cityscapes_classes():
    wanted = {
        "road",
        "sidewalk",
        "building",
        "pole",
        "traffic light",
        "traffic sign",
        "person",
        "rider",
        "car",
    }
    wanted |= {"truck", "bus", "bicycle", "tree", "street lamp"}
    found = {thing.category for seed in SEEDS for thing in build("street", seed).objects}
    assert wanted <= found


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_gives_the_same_scene_and_another_seed_another(name):
    builder = BUILDERS[name]
    again = builder.build(builder.parameters(), np.random.default_rng(SEEDS[0]))
    assert digest(again) == digest(build(name, SEEDS[0])) != digest(build(name, SEEDS[1]))


@pytest.mark.extra
@pytest.mark.parametrize(("name", "seed"), CASES)
def test_views_are_found_and_show_many_classes(name, seed):
    views = Views(per_scene=2, width=192, height=128)
    scene, _ = place(build(name, seed), views, np.random.default_rng(seed))
    probe = Probe(scene)
    names = {thing.id: thing.category for thing in scene.objects}
    for camera in scene.cameras:
        _, ids = probe.look(camera, 128, 192)
        shown = {names[i] for i in np.unique(ids) if i}
        assert len(shown) >= (3 if name == "terrain" else 6), shown
        assert any(category(word).thing for word in shown)
