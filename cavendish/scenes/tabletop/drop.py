# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Put things over a surface, clear of each other; let them fall; keep those that came to lie on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.layout import Footprint, footprint, overlap
from cavendish.scenes.physics import let_fall
from cavendish.scenes.scene import Asset, Float, Object
from cavendish.scenes.tabletop.theme import STANDING, Theme
from cavendish.scenes.touch import Body, cross, pierce

Rng = np.random.Generator
CONTACT = 8e-4  # metres that things may press into each other, or be apart where they touch
GAP = 0.003  # metres between things at the start
SECONDS = 3.4  # that they fall at most
QUIET = 0.9  # of them lie still when it ends; those that move are left out


@dataclass(frozen=True, eq=False)
class Patch:
    """A rectangle that things are put on. pose: of its middle, Z up; half: metres along its X and Y; spill: metres that
    they may lie beyond it.
    """

    pose: Float
    half: tuple[float, float]
    spill: float = 0.0


def put(assets: Sequence[Asset], patch: Patch, theme: Theme, upright: float, rng: Rng) -> list[Float]:
    """Poses of things over a patch, none inside another: beside each other, and over each other where it is full.

    What was put down lies near what is under it; what was dropped is turned anyhow.
    """
    taken: list[Footprint] = []
    discs = np.zeros((0, 3))  # around them: x, y and radius
    poses = []
    back = np.linalg.inv(patch.pose)
    for asset in assets:
        stands = asset.category in STANDING or rng.random() < upright
        best: tuple[float, Float, Footprint] | None = None
        for _ in range(theme.tidy):
            turn = _placed_turn(rng) if stands else _any_turn(rng)
            low, high = _bounds(asset, patch.pose @ turn)
            at = np.array([_near_middle(half, rng) for half in patch.half])
            pose = patch.pose @ translation(float(at[0]), float(at[1]), 0) @ turn
            box = footprint(asset, pose, GAP)
            local = box.corners @ back[:2, :2].T + back[:2, 3]
            over = np.abs(local).max(axis=0) - patch.half
            if np.any(over > 0) and theme.holder is None and best is not None:
                continue
            pose[:2, 3] += patch.pose[:2, :2] @ (-np.sign(at) * np.maximum(over, 0))  # back from the rim
            box = footprint(asset, pose, GAP)
            ground = float(patch.pose[2, 3])
            disc = _disc(box)
            close = np.hypot(*(discs[:, :2] - disc[:2]).T) < discs[:, 2] + disc[2]
            under = [taken[k].high for k in np.flatnonzero(close).tolist() if _beside(box, taken[k])]
            pose[2, 3] += max([ground, *under]) + GAP - box.low
            level = float(pose[2, 3]) + float(high[2] - low[2]) * 0.3
            if best is None or level < best[0]:
                best = (level, pose, footprint(asset, pose, GAP))
        assert best is not None
        poses.append(best[1])
        taken.append(best[2])
        discs = np.vstack([discs, _disc(best[2])])
    return poses


def laid(
    still: Sequence[Object], others: Sequence[Object], things: Sequence[Object], patch: Patch
) -> list[Object]:
    """The things that lie where they belong after they fell: on what is still, or on each other.

    Left out is what fell off the patch, still moves, is in something deeper than CONTACT or touches nothing that carries
    it. still: what they fall on; others: what else must not be pierced.
    """
    rest = let_fall(still, things, SECONDS, QUIET)
    settled = [Object(t.id, t.asset, pose) for t, pose in zip(things, rest.poses, strict=True)]
    back = np.linalg.inv(patch.pose)
    kept: list[tuple[Object, Body]] = []
    for thing, moves in zip(settled, rest.moving, strict=True):
        body = Body.of([(thing.asset, thing.pose)])
        local = body.vertices @ back[:3, :3].T + back[:3, 3]
        middle = (local.min(axis=0) + local.max(axis=0)) / 2
        on = np.all(np.abs(middle[:2]) < np.add(patch.half, patch.spill)) and local[:, 2].min() > -0.02
        if on and not moves:
            kept.append((thing, body))
    fixed = [Body.of([(t.asset, t.pose)]) for t in still]
    walls = [Body.of([(t.asset, t.pose)]) for t in others]
    return _carried(kept, fixed, walls)


def _carried(
    kept: Sequence[tuple[Object, Body]], fixed: Sequence[Body], walls: Sequence[Body]
) -> list[Object]:
    """Those of some things that are in nothing and rest, at any remove, on what is fixed."""
    bodies = [*fixed, *(body for _, body in kept)]
    first = len(fixed)
    boxes = np.array([[b.vertices.min(axis=0), b.vertices.max(axis=0)] for b in bodies])
    barred = [((wall.vertices.min(axis=0), wall.vertices.max(axis=0)), wall) for wall in walls]
    bad: set[int] = set()
    below: dict[int, list[int]] = {k: [] for k in range(first, len(bodies))}
    down = np.array([0.0, 0.0, -CONTACT])
    for i in range(first, len(bodies)):
        if any(_meet(boxes[i], box) and cross(bodies[i], wall, np.zeros(3)) for box, wall in barred):
            bad.add(i)
        meets = np.all(boxes[i, 0] - CONTACT <= boxes[:, 1], axis=1) & np.all(
            boxes[:, 0] - CONTACT <= boxes[i, 1], axis=1
        )
        for j in np.flatnonzero(meets).tolist():
            if j == i:
                continue
            if (j < first or j < i) and pierce(bodies[i], bodies[j], CONTACT):
                bad.add(i)
            if cross(bodies[i], bodies[j], down):
                below[i].append(j)
    held = set(range(first))
    while True:
        more = {i for i in below if i not in held and i not in bad and any(j in held for j in below[i])}
        if not more:
            return [kept[i - first][0] for i in range(first, len(bodies)) if i in held]
        held |= more


def _meet(box: Float, other: tuple[Float, Float]) -> bool:
    return bool(np.all(box[0] <= other[1]) and np.all(other[0] <= box[1]))


def _beside(box: Footprint, other: Footprint) -> bool:
    """Whether a box would meet another one, on whatever height they are."""
    return overlap(Footprint(box.corners, 0.0, 1.0), Footprint(other.corners, 0.0, 1.0))


def _disc(box: Footprint) -> Float:
    """The disc around a box: x, y, radius."""
    middle = box.corners.mean(axis=0)
    return np.array([*middle, np.linalg.norm(box.corners[0] - middle)])


def _near_middle(half: float, rng: Rng) -> float:
    """A place along a side, nearer to its middle than to its ends."""
    return float(half * np.clip(rng.normal(0, 0.55), -1, 1))


def _placed_turn(rng: Rng) -> Float:
    """As people put things: mostly square to the edge, more or less."""
    square = rng.integers(4) * np.pi / 2 + rng.normal(0, 0.2)
    return rotation("z", float(square if rng.random() < 0.6 else rng.uniform(-np.pi, np.pi)))


def _any_turn(rng: Rng) -> Float:
    """Any rotation, all alike likely."""
    w, x, y, z = (q := rng.normal(size=4)) / np.linalg.norm(q)
    turn = np.eye(4)
    turn[:3, :3] = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    return turn


def _bounds(asset: Asset, pose: Float) -> tuple[Float, Float]:
    points = np.concatenate([part.mesh.vertices for part in asset.parts]) @ pose[:3, :3].T
    return points.min(axis=0), points.max(axis=0)
