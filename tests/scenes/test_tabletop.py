# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Clutter on surfaces: as many things as asked for, each resting on something, none in another."""

import hashlib
import subprocess
import sys
from functools import cache

import numpy as np
import pytest
from pydantic import ValidationError

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.materials import plain
from cavendish.scenes.ontology import ontology
from cavendish.scenes.scene import Asset, Object, Part
from cavendish.scenes.tabletop.drop import laid
from cavendish.scenes.tabletop.pack import Patch, put
from cavendish.scenes.tabletop.theme import LONE, SETS, STANDING, THEMES

pytestmark = pytest.mark.extra
MADE = {name for theme in THEMES.values() for name in theme.things}


@cache
def built(theme, seed, count=(20, 28)):
    builder = BUILDERS["tabletop"]
    return builder.build(builder.parameters(theme=(theme,), count=count), np.random.default_rng(seed))


def small(scene):
    """The things that were dropped: the last of the scene's, all of a theme's classes."""
    last = max(k for k, thing in enumerate(scene.objects) if thing.category not in MADE)
    return scene.objects[last + 1 :]


def digest(scene):
    total = hashlib.sha256()
    for thing in scene.objects:
        total.update(thing.category.encode() + thing.pose.tobytes())
    return total.hexdigest()


def test_every_thing_of_a_theme_can_be_drawn():
    assert set(ASSETS) >= MADE
    assert MADE >= LONE
    assert MADE >= SETS
    assert MADE >= STANDING
    assert all(ontology()[name].size is not None for name in MADE)


@pytest.mark.parametrize("theme", THEMES)
def test_things_rest_on_something_and_are_in_nothing(space, theme):
    scene = built(theme, 3)
    things = small(scene)
    assert 20 <= len(things) <= 60
    first = things[0].id
    bodies = [(thing, space.body(thing)) for thing in scene.objects if thing.category != "ground"]
    for thing, body in bodies:
        if thing.id < first:
            continue
        others = []
        for other, at in bodies:
            if other is thing or np.any(
                np.maximum(body[1][0], at[1][0]) - np.minimum(body[1][1], at[1][1]) > 2e-3
            ):
                continue
            others.append(at[0])
            assert not space.pierces(body, at), (thing.category, other.category)
        assert others, thing.category
        assert space.rests(body[0], np.concatenate(others)), thing.category


def test_things_stay_over_their_surface():
    for theme in ("market", "breakfast"):
        scene = built(theme, 3)
        lows = [float(thing.pose[2, 3]) for thing in small(scene)]
        assert min(lows) > 0.3  # none on the floor


def test_things_start_clear_of_each_other_and_of_what_lies_there(space):
    rng = np.random.default_rng(0)
    assets = [ASSETS[name](rng) for name in ("mug", "bottle", "can", "book", "apple", "banana") * 5]
    patch = Patch(translation(0.2, 0, 0.7), (0.2, 0.15))
    things: list[Object] = []
    for some in (assets[:20], assets[20:]):
        poses = put(some, patch, THEMES["market"], 0.5, rng, things)
        things += [Object(1, asset, pose) for asset, pose in zip(some, poses, strict=True)]
    bodies = [space.body(thing) for thing in things]
    assert min(body[1][0][2] for body in bodies) > 0.7
    for k, one in enumerate(bodies):
        assert not any(space.pierces(one, other) for other in bodies[:k])


def test_what_hangs_in_the_air_or_in_another_is_left_out():
    def block(number, z, x=0.0):
        mesh = box((0.1, 0.1, 0.1), (0, 0, 0.05), bevel=0.002)
        return Object(number, Asset("cube", (Part(mesh, plain((1, 0, 0))),)), translation(x, 0, z))

    slab = Object(
        1, Asset("floor", (Part(box((2, 2, 0.1), (0, 0, -0.05), bevel=0), plain((1, 1, 1))),)), np.eye(4)
    )
    patch = Patch(np.eye(4), (0.5, 0.5))
    found = laid([slab], [], [block(2, 0.001), block(3, 0.12), block(4, 0.001, 0.8)], patch)
    assert [thing.id for thing in found] == [2, 3]
    wall = block(5, 0.0, 0.05)
    assert laid([slab], [wall], [block(2, 0.001), block(3, 0.12)], patch) == []


def test_count_and_upright_are_kept():
    bottles = [np.array([t.pose[2, 2] for t in small(built("kitchen", seed, (10, 12)))]) for seed in (1, 2)]
    assert all(10 <= len(up) <= 12 for up in bottles)
    assert np.mean(np.concatenate(bottles) > 0.95) > 0.6
    for wrong in ({"count": (5, 70)}, {"count": (9, 3)}, {"theme": ()}, {"upright": 1.5}):
        with pytest.raises(ValidationError):
            BUILDERS["tabletop"].parameters(**wrong)


def test_a_seed_gives_the_same_bytes_in_every_process():
    script = (
        "import numpy as np; import runpy; "
        f"m = runpy.run_path({__file__!r}); print(m['digest'](m['built']('bin', 5, (10, 12))))"
    )
    again = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert again.stdout.split()[-1] == digest(built("bin", 5, (10, 12)))
    assert digest(built("bin", 6, (10, 12))) != digest(built("bin", 5, (10, 12)))
