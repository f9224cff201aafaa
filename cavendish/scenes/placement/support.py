# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Which things nothing carries: those that no chain of touching things joins to the ground or the building."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from cavendish.scenes.ontology import category
from cavendish.scenes.placement.fault import TOLERANCE, Fault
from cavendish.scenes.placement.meet import SKIN, distance, near, touch
from cavendish.scenes.placement.solid import Placed
from cavendish.scenes.scene import Float

REACH = (2 * TOLERANCE, 0.01, 0.05, 0.3)  # metres within which the gap of what floats is measured


def floating(bodies: Sequence[Placed], pairs: Sequence[tuple[int, int]]) -> Iterator[Fault]:
    """The things that float. pairs: of bodies whose boxes are within the tolerance.

    What carries is stuff (walls, floors, ground), or, in a scene without any, its lowest thing; and whatever touches what
    is carried, to within a millimetre: standing on it, hanging from it or leaning at it.
    """
    carried = [not category(body.thing.category).thing for body in bodies]
    if not any(carried) and bodies:
        carried[int(np.argmin([body.stature[0] for body in bodies]))] = True
    beside: list[list[int]] = [[] for _ in bodies]
    for i, j in pairs:
        beside[i].append(j)
        beside[j].append(i)
    known: dict[tuple[int, int], bool] = {}
    front = [k for k, so in enumerate(carried) if so]
    while front:
        after = []
        for k in front:
            for n in beside[k]:
                if not carried[n] and _touch(bodies, k, n, known):
                    carried[n] = True
                    after.append(n)
        front = after
    for k, body in enumerate(bodies):
        if not carried[k]:
            gap, where = _gap(body, [other for n, other in enumerate(bodies) if carried[n]])
            x, y, z = (float(value) for value in where)
            yield Fault("floating", (body.thing.id,), (body.thing.category,), gap, (x, y, z))


def _touch(bodies: Sequence[Placed], i: int, j: int, known: dict[tuple[int, int], bool]) -> bool:
    pair = min(i, j), max(i, j)
    if pair not in known:
        a, b = bodies[pair[0]], bodies[pair[1]]
        known[pair] = touch(a, b, TOLERANCE + SKIN)
    return known[pair]


def _gap(body: Placed, carried: Sequence[Placed]) -> tuple[float, Float]:
    """How far a thing is from the nearest of what is carried, at most the last of REACH; and its lowest point."""
    points = body.world(body.solid.triangles.reshape(-1, 3))
    where = points[points[:, 2].argmin()]
    for reach in REACH:
        best = np.inf
        for other in carried:
            low, high = body.box[0] - reach, body.box[1] + reach
            if np.all(low <= other.box[1]) and np.all(other.box[0] <= high):
                for first, second in near(body, other, reach):
                    t, u = body.world(body.solid.triangles[first]), other.world(other.solid.triangles[second])
                    for one, faces in ((t, u), (u, t)):
                        for corner in range(3):
                            best = min(best, float(np.min(distance(one[:, corner], faces), initial=np.inf)))
        if best <= reach:
            return best, where
    return REACH[-1], where
