# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Let things fall on a surface; keep those that came to lie on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.physics import let_fall
from cavendish.scenes.scene import Float, Object
from cavendish.scenes.tabletop.pack import Patch
from cavendish.scenes.touch import Body, cross, pierce
from cavendish.scenes.vectors import cross as cross_product

CONTACT = 8e-4  # metres that things may press into each other, or be apart where they touch
SECONDS = 1.7  # that they fall at most
QUIET = 0.9  # of those that lie there lie still when it ends; those that move are left out


def laid(
    still: Sequence[Object], others: Sequence[Object], things: Sequence[Object], patch: Patch
) -> list[Object]:
    """The things that lie where they belong after they fell: on what is still, or on each other.

    Left out is what fell off the patch, still moves, is in something deeper than CONTACT or touches nothing that carries
    it. still: what they fall on; others: what else must not be pierced.
    """
    rest = let_fall(still, things, SECONDS, QUIET, float(patch.pose[2, 3]) - 0.05)
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
            if (j < first or j < i) and _in(bodies[i], bodies[j]):
                bad.add(i)
            if cross(bodies[i], bodies[j], down):
                below[i].append(j)
    held = set(range(first))
    while True:
        more = {i for i in below if i not in held and i not in bad and any(j in held for j in below[i])}
        if not more:
            return [kept[i - first][0] for i in range(first, len(bodies)) if i in held]
        held |= more


def _in(one: Body, other: Body) -> bool:
    """Whether two bodies go through each other deeper than CONTACT, or one is wholly within the other."""
    return pierce(one, other, CONTACT) or _holds(one, other) or _holds(other, one)


def _holds(outer: Body, inner: Body) -> bool:
    """Whether some vertices of a body look at the backs of the other's faces all around, deeper than contact presses."""
    (body,) = outer.posed  # each of them is one thing
    points = body.local(inner.vertices[:: max(1, len(inner.vertices) // 64)].T).T.astype(np.float32)
    within = np.ones(len(points), bool)
    for way in np.concatenate([np.eye(3), -np.eye(3)]):
        out = body.shape.stage.run(points, np.tile(way, (len(points), 1)).astype(np.float32), output=True)
        t = body.shape.vertices.T[body.shape.faces[np.maximum(out["primID"], 0)]]
        ahead = cross_product(t[:, 1] - t[:, 0], t[:, 2] - t[:, 0]) @ way > 0
        within &= (out["primID"] >= 0) & ahead & (out["tfar"] > 2 * CONTACT)
    return bool(within.any())


def _meet(box: Float, other: tuple[Float, Float]) -> bool:
    return bool(np.all(box[0] <= other[1]) and np.all(other[0] <= box[1]))
