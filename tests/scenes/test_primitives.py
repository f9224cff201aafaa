# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Solids on a ground: of the asked number and size, apart from one another, on the ground, in view."""

from itertools import combinations

import numpy as np
import pytest

from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.builders.primitives import SOLIDS
from cavendish.scenes.cameras import place
from cavendish.scenes.ontology import ontology
from cavendish.scenes.store import digest
from cavendish.scenes.views import Views

BUILDER = BUILDERS["primitives"]


def build(seed, **parameters):
    return BUILDER.build(BUILDER.parameters(**parameters), np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(40))
def test_solids_stand_apart_on_the_ground(seed, space):
    scene = build(seed)
    bodies = [space.body(thing) for thing in scene.objects]
    assert 2 <= len(bodies) - 1 <= 10
    for _, (low, _) in bodies[1:]:
        assert abs(low[2]) < 1e-4
    for one, other in combinations(bodies[1:], 2):
        assert not space.pierces(one, other)


@pytest.mark.parametrize("name", sorted(SOLIDS))
def test_a_solid_is_closed_and_as_large_as_asked(name, solid):
    assert name in ontology()
    mesh = SOLIDS[name](0.5)
    points = mesh.vertices
    assert points[:, 2].min() == pytest.approx(0, abs=1e-4)
    assert 0.3 < np.ptp(points[:, :2], axis=0).max() <= 0.61
    faces = solid.welded(mesh)
    assert solid.open_edges(faces) == 0
    assert solid.volume(solid.corners(mesh)) > 0.005


def test_count_and_size_are_kept():
    scene = build(3, count=(20, 20), size=(0.1, 0.2), room=4)
    assert len(scene.objects) == 21
    for thing in scene.objects[1:]:
        low, high = thing.asset.extent
        assert 0.05 < (high - low).max() < 0.26


def test_a_seed_gives_the_same_scene_and_another_seed_another():
    assert digest(build(1)) == digest(build(1)) != digest(build(2))


@pytest.mark.extra
def test_every_scene_has_views():
    for seed in range(40):
        scene, _ = place(build(seed), Views(per_scene=2), np.random.default_rng(seed))
        assert len(scene.cameras) == 2


@pytest.mark.parametrize("wrong", [{"count": (0, 3)}, {"count": (5, 2)}, {"size": (0.5, 4)}, {"room": 0.5}])
def test_wrong_parameters_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        BUILDER.parameters(**wrong)
