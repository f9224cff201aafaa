# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Which things may be in each other, by what they are: read from the classes, so a class of a user's own has its rule too."""

from __future__ import annotations

from cavendish.scenes.ontology import category, ontology
from cavendish.scenes.scene import Object

FIXED = frozenset({"structure", "vegetation", "barrier", "street furniture", "traffic control", "ground"})
FLESH = 0.01  # metres that a body gives way where it leans, stands and holds on
SEAT = 0.03  # metres that rider and saddle give way to each other


def joined(a: Object, b: Object) -> bool:
    """Whether two things are one work, so that nobody can say where one ends.

    Stuff (walls, floors, roads) goes on in other stuff. What is built or rooted (of the parents in FIXED) is let into stuff:
    a door into its wall, a tree and a post into the ground, a house into its lot.
    """
    first, second = category(a.category), category(b.category)
    if first.thing and second.thing:
        return False
    return all(not one.thing or not FIXED.isdisjoint(ancestors(one.name)) for one in (first, second))


def ancestors(name: str) -> tuple[str, ...]:
    """The parents of a class, the nearest first."""
    found: list[str] = []
    known = ontology()
    at = category(name).parent
    while at not in found:
        found.append(at)
        if at not in known:
            break
        at = known[at].parent
    return tuple(found)


def gives(a: Object, b: Object) -> float:
    """Metres that two things may press into each other before it counts, beyond the tolerance: where flesh gives way."""
    kinds = [{category(thing.category).name, *ancestors(thing.category)} for thing in (a, b)]
    if any("rider" in one and "vehicle" in other for one, other in (kinds, kinds[::-1])):
        return SEAT
    return FLESH if any("human" in one for one in kinds) else 0.0


def passes(thing: Object) -> bool:
    """Whether a thing bars no doorway: stuff, other doors and windows, and people, who walk on."""
    kind = category(thing.category)
    return not kind.thing or kind.name in ("door", "window") or "human" in ancestors(kind.name)
