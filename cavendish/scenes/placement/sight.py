# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras that are inside things or too near to them, and things before doors: by exact clipping of triangles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from cavendish.scenes.clip import before, clipped
from cavendish.scenes.doorway import doorway
from cavendish.scenes.placement.depth import deepest
from cavendish.scenes.placement.fault import TOLERANCE, Fault
from cavendish.scenes.placement.rules import passes
from cavendish.scenes.placement.shells import Index
from cavendish.scenes.placement.solid import Placed
from cavendish.scenes.scene import Camera, Float


def lens(bodies: Sequence[Placed], camera: Camera, clear: float) -> Iterator[Fault]:
    """What a camera is inside of, and what is nearer before it than `clear` metres, wherever in its picture."""
    eye = camera.pose[:3, 3]
    x, y, z = (float(value) for value in eye)
    planes, limits, reach = before(camera, clear)
    for body in bodies:
        if np.any(body.box[0] > eye + reach) or np.any(body.box[1] < eye - reach):
            continue
        named = (body.thing.id,), (body.thing.category,)
        if np.all((eye > body.box[0]) & (eye < body.box[1])):
            rooms = np.flatnonzero(body.solid.shells.rooms).tolist()
            if any(deepest(body, eye[None], n, TOLERANCE) for n in rooms):
                yield Fault("camera", *named, 0.0, (x, y, z))
                continue
        triangles = body.world(body.solid.triangles[_around(body, eye - reach, eye + reach)])
        cut = clipped((triangles - eye) @ camera.pose[:3, :3], planes, limits)
        nearest = min((float(-np.max(piece[:, 2])) for piece in cut), default=np.inf)
        if nearest < clear - TOLERANCE:
            yield Fault("camera", *named, max(nearest, 1e-6), (x, y, z))


def doorways(bodies: Sequence[Placed]) -> Iterator[Fault]:
    """The things that stand in the way of doors (objects of the class door): before the leaf, on either side of it.

    What stuff there is, such as a wall, and what is let into it is no furniture; nor is what lies flat on the floor.
    """
    for door in bodies:
        if door.thing.category != "door":
            continue
        yield from _obstacles(bodies, door, doorway(door.thing.asset))


def _obstacles(bodies: Sequence[Placed], door: Placed, zone: Float) -> Iterator[Fault]:
    planes = np.concatenate([np.eye(3), -np.eye(3)])
    limits = np.concatenate([zone[0], -zone[1]])
    corners = door.world(np.array(list(product(*zone.T))))
    low, high = corners.min(axis=0), corners.max(axis=0)
    for body in bodies:
        if body is door or passes(body.thing):
            continue
        if np.any(body.box[0] > high) or np.any(body.box[1] < low):
            continue
        triangles = door.own(body.world(body.solid.triangles[_around(body, low, high)]))
        cut = clipped(triangles, planes, limits)
        if not cut:
            continue
        points = np.concatenate(cut)
        span = np.ptp(points, axis=0)
        size = float(span[:2].max()) if span[:2].max() > 0 else float(span[2])
        if size <= TOLERANCE:
            continue
        x, y, z = (float(value) for value in door.world(points.mean(axis=0)))
        both = (body.thing, door.thing)
        yield Fault("doorway", tuple(t.id for t in both), tuple(t.category for t in both), size, (x, y, z))


def _around(body: Placed, low: Float, high: Float) -> Index:
    """The triangles of a body in groups whose boxes reach into a box."""
    groups = np.all((body.low <= high) & (body.high >= low), axis=1)
    return np.unique(body.solid.groups[groups])
