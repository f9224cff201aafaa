# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Take one thing away, with all that stands on it."""

from __future__ import annotations

from cavendish.scenes.changes.change import Change, Rng, Sight, about, change, spoken, without
from cavendish.scenes.changes.classes import REMOVED
from cavendish.scenes.changes.space import carried
from cavendish.scenes.scene import Scene

MOST = 12  # things that go with one


@change("remove")
def remove(scene: Scene, sight: Sight, rng: Rng) -> Change | None:
    """One thing less; what stood on it goes too."""
    for thing in spoken(scene, sight, rng, REMOVED):
        load = carried(scene, thing, REMOVED)
        if load is None or len(load) > MOST:
            continue
        gone = frozenset({thing.id, *(other.id for other in load)})
        facts = about("remove", thing, sight, load=sorted(gone - {thing.id}))
        return Change(without(scene, gone), facts, gone)
    return None
