# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Move one thing, with all that stands on it, over the surface that it stands on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes.changes.change import Change, Rng, Sight, about, change, redone, spoken
from cavendish.scenes.changes.classes import MOVED, REMOVED
from cavendish.scenes.changes.space import REST, carried, is_clear, is_far, level, seen_at, stands, taken
from cavendish.scenes.geometry import translation
from cavendish.scenes.scene import Camera, Float, Scene

TRIES = 40
ASIDE, STILL = 0.12, 0.04  # of the picture's width: a step to the side, and none
NEARER = 1.25  # ratio of depths that is a step to the camera or away


@change("move")
def move(scene: Scene, sight: Sight, rng: Rng) -> Change | None:
    """A thing on another free spot of the surface that carries it, plainly to one side, nearer or farther."""
    surface = level(sight)
    for thing in spoken(scene, sight, rng, MOVED):
        load = carried(scene, thing, REMOVED)
        if load is None or len(load) > 8 or thing.pose[2, 2] < 1 - 1e-6:
            continue
        foot = thing.pose[:3, 3] + (0, 0, thing.asset.extent[0][2])
        fit = np.abs(surface.places[:, 2] - foot[2]) < REST
        fit &= ~np.isin(surface.owners, [thing.id, *(other.id for other in load)])
        places = surface.places[fit]
        group = [thing, *load]
        others = taken(scene, {other.id for other in group})
        for _ in range(TRIES if len(places) else 0):
            place = places[int(rng.integers(len(places)))]
            way = direction(sight.camera, foot, place)
            step = translation(float(place[0] - foot[0]), float(place[1] - foot[1]), 0.0)
            if way is None or not is_far(sight.camera, thing.asset, step @ thing.pose):
                continue
            moved = {other.id: replace(other, pose=step @ other.pose) for other in group}
            if not stands(thing.asset, step @ thing.pose, others):
                continue
            if is_clear([(other.asset, other.pose) for other in moved.values()], others, 0.0):
                facts = about("move", thing, sight, load=sorted(other.id for other in load), way=way)
                return Change(redone(scene, moved), facts, frozenset(moved))
    return None


def direction(camera: Camera, start: Float, end: Float) -> str | None:
    """How a step looks to the camera: 'left', 'right', 'nearer', 'farther'; None where it is not plainly one of them."""
    column, _, near = seen_at(camera, start)
    target, _, far = seen_at(camera, end)
    aside = (target - column) / camera.width
    if near <= 0.1 or far <= 0.1:
        return None
    if abs(aside) > ASIDE and 1 / NEARER < far / near < NEARER:
        return "right" if aside > 0 else "left"
    if abs(aside) < STILL and not 1 / NEARER < far / near < NEARER:
        return "farther" if far > near else "nearer"
    return None
