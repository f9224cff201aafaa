# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Things that fall: they come to rest on the real meshes, not in them and not over them."""

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.geometry import box, cylinder, rotation, translation
from cavendish.scenes.materials import plain
from cavendish.scenes.physics import settle
from cavendish.scenes.placement import faults
from cavendish.scenes.scene import Asset, Object, Part, Scene

pytestmark = pytest.mark.extra
SMALL = ("mug", "bowl", "bottle", "book", "ball", "vase")


def block(size, pose, number=1):
    """A sharp box that stands on z = 0 of its pose."""
    mesh = box(size, (0, 0, size[2] / 2), bevel=0)
    return Object(number, Asset("cube", (Part(mesh, plain((1, 0, 0))),)), pose)


def ground(side=3.0):
    return block((side, side, 0.1), translation(0, 0, -0.1))


def clutter(seed, count=14):
    """Things of several kinds over a board, turned at random and clear of each other."""
    rng = np.random.default_rng(seed)
    things = []
    for k in range(count):
        asset = ASSETS[SMALL[int(rng.integers(len(SMALL)))]](rng)
        turn = rotation("z", rng.uniform(0, 6)) @ rotation("x", rng.uniform(0, 6) * (rng.random() < 0.6))
        middle = np.mean(asset.extent, axis=0)
        layer, place = divmod(k, 6)
        at = translation(0.55 * (place % 3 - 1), 0.55 * (place // 3 - 0.5), 0.4 + 0.75 * layer)
        things.append(Object(2 + k, asset, at @ turn @ translation(*-middle)))
    return [ground(1.7)], things


def stiff(thing):
    """The thing without its leaves and flowers, which bend out of each other's way (docs/placement.md)."""
    parts = tuple(
        part for part in thing.asset.parts if part.material.kind not in ("leaf", "foliage", "grass")
    )
    return Object(thing.id, Asset(thing.category, parts), thing.pose)


def laid(falling, poses):
    return [Object(thing.id, thing.asset, pose) for thing, pose in zip(falling, poses, strict=True)]


def digest(poses):
    return hashlib.sha256(np.stack(poses).tobytes()).hexdigest()


def test_nothing_falls_where_there_is_nothing():
    assert settle([ground()], []) == []


def test_a_block_comes_to_rest_on_its_side():
    (pose,) = settle([ground()], [block((0.1, 0.2, 0.05), translation(0.3, 0.2, 0.3) @ rotation("x", 0.4))])
    assert np.allclose(pose[:3, :3].T @ pose[:3, :3], np.eye(3), atol=1e-9)
    corners = (box((0.1, 0.2, 0.05), (0, 0, 0.025), bevel=0).vertices @ pose[:3, :3].T + pose[:3, 3])[:, 2]
    assert corners.min() == pytest.approx(0, abs=5e-4)
    assert np.sum(corners < 1e-3) >= 4 * 3  # each of four corners belongs to three sides


def test_a_stack_stays_a_stack():
    things = [block((0.2, 0.15, 0.04), translation(0, 0, 0.01 + 0.06 * k), 2 + k) for k in range(5)]
    poses = settle([ground()], things)
    assert [pose[2, 3] for pose in poses] == pytest.approx([0.04 * k for k in range(5)], abs=5e-4)
    assert max(np.abs(pose[:2, 3]).max() for pose in poses) < 2e-3


def test_a_ball_rolls_into_a_bowl():
    bowl = next(
        b for b in (ASSETS["bowl"](np.random.default_rng(k)) for k in range(20)) if b.extent[1][0] > 0.12
    )
    ball = Object(
        2, Asset("ball", (Part(cylinder(0.02, 0.04, 0.012), plain((1, 0, 0))),)), translation(0.03, 0, 0.3)
    )
    (pose,) = settle([ground(), Object(1, bowl, np.eye(4))], [ball])
    assert pose[2, 3] < bowl.extent[1][2] - 0.01
    assert np.hypot(*pose[:2, 3]) < 0.6 * bowl.extent[1][0]


@pytest.mark.parametrize(("height", "ends"), [(0.003, 0.0), (-4e-4, 0.0), (0.05, 0.05)])
def test_at_the_end_meshes_touch(height, ends):
    """What nearly touches is let down or lifted; what hangs in the air, for want of time, is left there."""
    (pose,) = settle([ground()], [block((0.1, 0.1, 0.1), translation(0, 0, height), 2)], seconds=0)
    assert pose[2, 3] == pytest.approx(ends, abs=1e-5)


def test_a_thing_leans_on_another(space):
    wall = block((0.5, 0.1, 0.5), translation(0, 0.2, 0))
    plank = block((0.1, 0.02, 0.35), translation(0, 0.03, 0.03) @ rotation("x", -0.35), 2)
    rough = settle([ground(), wall], [plank], 2.0)
    (thing,) = laid([plank], rough)
    tilt = np.degrees(np.arccos(abs(rough[0][2, 2])))
    assert tilt > 5  # it neither stands nor flew off
    body = space.body(thing)
    assert not any(space.pierces(body, space.body(other)) for other in (ground(), wall))
    assert space.rests(body[0], np.concatenate([space.body(other)[0] for other in (ground(), wall)]))


def test_what_misses_the_board_falls_past_it():
    board = block((0.5, 0.5, 0.05), np.eye(4))
    on, off = settle(
        [board],
        [
            block((0.1, 0.1, 0.1), translation(0, 0, 0.1), 2),
            block((0.1, 0.1, 0.1), translation(0.6, 0, 0.1), 3),
        ],
    )
    assert on[2, 3] == pytest.approx(0.05, abs=5e-4)
    assert off[2, 3] < -0.5


@pytest.mark.parametrize("seed", range(4))
def test_clutter_touches_and_does_not_pierce(space, seed):
    still, falling = clutter(seed)
    things = laid(falling, settle(still, falling, 6.0))
    things = still + [thing for thing in things if thing.pose[2, 3] > -0.3]
    assert len(things) > 8
    bodies, firm = [space.body(thing) for thing in things], [space.body(stiff(thing)) for thing in things]
    for i, one in enumerate(bodies):
        for j in range(i):
            gap = np.maximum(firm[i][1][0], firm[j][1][0]) - np.minimum(firm[i][1][1], firm[j][1][1])
            if np.all(gap < -1e-3):
                assert not space.pierces(firm[i], firm[j]), (things[i].category, things[j].category)
        others = np.concatenate([b[0] for k, b in enumerate(bodies) if k != i])
        assert i == 0 or space.rests(one[0], others), things[i].category
    assert [fault for fault in faults(Scene(tuple(things))) if fault.kind in ("through", "floating")] == []


def test_things_lie_on_their_sides_and_on_each_other():
    tilted, high = 0, 0
    for seed in range(3):
        still, falling = clutter(seed)
        for thing in laid(falling, settle(still, falling, 6.0)):
            low = np.min([(p.mesh.vertices @ thing.pose[:3, :3].T)[:, 2].min() for p in thing.asset.parts])
            tilted += abs(thing.pose[2, 2]) < 0.5
            high += thing.pose[2, 3] + low > 0.01
    assert tilted > 5
    assert high > 2


def test_the_same_input_gives_the_same_bytes():
    still, falling = clutter(5)
    before = [thing.pose.tobytes() for thing in falling]
    poses = settle(still, falling, 1.5)
    assert digest(poses) == digest(settle(still, falling, 1.5))
    assert [thing.pose.tobytes() for thing in falling] == before
    script = (
        f"import runpy; m = runpy.run_path({__file__!r}); s, f = m['clutter'](5);"
        "print(m['digest'](m['settle'](s, f, 1.5)))"
    )
    again = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert again.stdout.split()[-1] == digest(poses)


def test_a_missing_engine_is_named_with_its_cure(monkeypatch):
    monkeypatch.setitem(sys.modules, "mujoco", None)
    with pytest.raises(ImportError, match=r"pip install .*cavendish"):
        settle([ground()], [block((0.1, 0.1, 0.1), translation(0, 0, 0.2), 2)])
