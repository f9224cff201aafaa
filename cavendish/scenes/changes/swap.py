# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Put another thing in the place of one."""

from __future__ import annotations

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.changes.change import Change, Rng, Sight, about, change, fresh, joined, spoken, without
from cavendish.scenes.changes.classes import MOVED, PEERS, REMOVED
from cavendish.scenes.changes.space import carried, is_clear, is_far, stands, taken
from cavendish.scenes.geometry import translation
from cavendish.scenes.scene import Scene

TRIES = 12
SIZES = (0.45, 2.2)  # the new thing's height over the old one's


@change("swap")
def swap(scene: Scene, sight: Sight, rng: Rng) -> Change | None:
    """A thing of a class that may stand there, on the same spot, in the place of one that carries nothing."""
    fit = frozenset().union(*PEERS) & (MOVED | REMOVED)
    for thing in spoken(scene, sight, rng, fit):
        names = sorted(
            frozenset().union(*(peers for peers in PEERS if thing.category in peers)) - {thing.category}
        )
        if not names or carried(scene, thing, REMOVED) != []:
            continue
        others = taken(scene, {thing.id})
        low, high = thing.asset.extent
        if thing.pose[2, 2] < 1 - 1e-6:  # it lies or leans
            continue
        for _ in range(TRIES):
            name = names[int(rng.integers(len(names)))]
            if name not in ASSETS:
                continue
            asset = ASSETS[name](rng)
            under, over = asset.extent
            middle = (low[:2] + high[:2]) / 2 - (under[:2] + over[:2]) / 2
            pose = thing.pose @ translation(float(middle[0]), float(middle[1]), low[2] - under[2])
            ratio = (over[2] - under[2]) / (high[2] - low[2])
            if asset.category != name or asset.lights or not SIZES[0] <= ratio <= SIZES[1]:
                continue
            if not is_far(sight.camera, asset, pose) or not stands(asset, pose, others):
                continue
            if not is_clear([(asset, pose)], others, 0.0):
                continue
            new = fresh(scene)
            facts = about("swap", thing, sight, new=new, new_class=name)
            gone = frozenset({thing.id})
            return Change(joined(without(scene, gone), asset, pose), facts, gone | {new})
    return None
