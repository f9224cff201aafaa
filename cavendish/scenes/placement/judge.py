# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""All that is wrong with where the things of a Scene are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.cameras import CAMERAS
from cavendish.scenes.placement.depth import depth
from cavendish.scenes.placement.fault import TOLERANCE, Fault
from cavendish.scenes.placement.rules import gives, joined
from cavendish.scenes.placement.sight import doorways, lens
from cavendish.scenes.placement.solid import Placed, Solid
from cavendish.scenes.placement.support import floating
from cavendish.scenes.scene import Scene


def faults(scene: Scene, clear: Sequence[float] = ()) -> list[Fault]:
    """What is wrong: things in each other, floating things, cameras in or before things, things in doorways.

    Lengths of a millimetre pass. clear: metres that must be free before each of the scene's cameras, one for each; where
    none is given, what the least careful of the scene's styles promises.
    """
    solids: dict[int, Solid] = {}
    bodies = []
    for thing in scene.objects:
        if id(thing.asset) not in solids:
            solids[id(thing.asset)] = Solid.of(thing.asset)
        bodies.append(Placed.of(thing, solids[id(thing.asset)]))
    pairs = _pairs(bodies)
    found: list[Fault] = []
    for i, j in pairs:
        a, b = bodies[i], bodies[j]
        if joined(a.thing, b.thing):
            continue
        deep = depth(a, b, TOLERANCE + gives(a.thing, b.thing))
        if deep is not None:
            x, y, z = (float(value) for value in deep[1])
            both = (a.thing, b.thing)
            names = tuple(thing.category for thing in both)
            found.append(Fault("through", tuple(thing.id for thing in both), names, deep[0], (x, y, z)))
    found += floating(bodies, pairs)
    least = min(CAMERAS[style].limits.near for style in scene.styles)
    for camera, near in zip(scene.cameras, clear or [least] * len(scene.cameras), strict=True):
        found += lens(bodies, camera, near)
    found += doorways(bodies)
    return found


def _pairs(bodies: Sequence[Placed]) -> list[tuple[int, int]]:
    """The pairs of bodies whose boxes are within the tolerance, in order."""
    if not bodies:
        return []
    boxes = np.array([body.box for body in bodies])
    meet = np.all(boxes[:, None, 0] - TOLERANCE <= boxes[None, :, 1], axis=-1)
    return [(int(i), int(j)) for i, j in np.argwhere(np.triu(meet & meet.T, 1))]
