# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Put one thing more on a level surface in view."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.changes.change import Change, Rng, Sight, change, fresh, joined
from cavendish.scenes.changes.classes import FLOORS, GROUNDS, ON_FLOOR, ON_GROUND, ON_TOP
from cavendish.scenes.changes.space import is_clear, is_far, level, seen_at, stands, taken
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.scene import Object, Scene

TRIES = 60
LEAST = 0.05  # of the picture's height, that the new thing should have


@change("add")
def add(scene: Scene, sight: Sight, rng: Rng) -> Change | None:
    """A new thing on a support, a floor or the ground, of a class that suits it."""
    surface, by_id = level(sight), {thing.id: thing for thing in scene.objects}
    owners = [int(k) for k in np.unique(surface.owners) if options(by_id[int(k)], sight)]
    others = taken(scene)
    for _ in range(TRIES if owners else 0):
        owner = by_id[owners[int(rng.integers(len(owners)))]]
        places = surface.places[surface.owners == owner.id]
        names = options(owner, sight)
        name = names[int(rng.integers(len(names)))]
        asset, place = ASSETS[name](rng), places[int(rng.integers(len(places)))]
        low, high = asset.extent
        pose = (
            translation(*place)
            @ rotation("z", float(rng.uniform(-np.pi, np.pi)))
            @ translation(0, 0, -low[2])
        )
        tall = (high[2] - low[2]) * sight.camera.fy / seen_at(sight.camera, place)[2]
        if asset.category != name or asset.lights or tall < LEAST * sight.camera.height:
            continue
        if not is_far(sight.camera, asset, pose) or not stands(asset, pose, others):
            continue
        if not is_clear([(asset, pose)], others):
            continue
        new = fresh(scene)
        facts = {"kind": "add", "object": new, "class": name, "on": owner.id, "place": owner.category}
        return Change(joined(scene, asset, pose), facts, frozenset({new}))
    return None


def options(owner: Object, sight: Sight) -> tuple[str, ...]:
    """The classes that may be put on an object; none where a prompt could not say where."""
    if owner.category in GROUNDS:
        return ON_GROUND
    if owner.category == "floor":
        return ON_FLOOR
    if sight.named.get(owner.id) != "":
        return ()
    if owner.category in FLOORS:
        return ON_FLOOR
    return ON_TOP if owner.asset.supports else ()
