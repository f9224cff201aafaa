# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a caption may say of a Frame: where it is, which things are in it, how two of them lie, the light, the view.

The same functions make the facts and, on a Frame that was read back, hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from cavendish.manifests.captions.naming import a, rivals
from cavendish.manifests.classes import noticeable
from cavendish.manifests.grammar import joined
from cavendish.render.frame import Frame, Item
from cavendish.scenes.ontology import category

NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
MANY = 7  # things of a class, from which on they are several
LEAST = 0.0015  # of the pixels, that the most visible thing of a class has
ASIDE = 0.03  # of the width, that lies between what is left and what is right
NEARER = 0.4  # metres between what is near and what is far
SAID = {  # materials, as they stand before a noun
    **{
        word: word
        for word in ("metal", "steel", "plastic", "glass", "ceramic", "leather", "cardboard", "stone")
    },
    "wood": "wooden",
    "concrete": "concrete",
    "painted wood": "painted wooden",
}
ROOMS = {  # what must be in view for a room to be called so; the first that fits
    "a bathroom": ("toilet", "bathtub", "shower"),
    "a kitchen": ("cooker", "refrigerator", "extractor hood"),
    "a classroom": ("blackboard", "school desk"),
    "a bedroom": ("bed",),
    "a living room": ("sofa",),
    "an office": ("office chair",),
}
PLACES = {
    "street": ("a street", ("road", "sidewalk", "crosswalk")),
    "courtyard": ("a courtyard", ("building", "garden wall")),
    "terrain": ("open country", ("ground", "tree", "bush", "rock")),
    "corridor": ("a corridor", ("wall",)),
    "warehouse": ("a warehouse", ("floor", "wall")),
    "tabletop": ("a tabletop", ("table",)),
}
RELATIONS = ("to the left of", "to the right of", "closer to the camera than", "farther from the camera than")


def setting(frame: Frame) -> str:
    """What kind of place it is, as far as things in view say so."""
    seen = {item.category for item in frame.items if noticeable(frame, item)}
    builder = str(frame.provenance.get("builder"))
    if builder == "room":
        return next((name for name, signs in ROOMS.items() if seen & set(signs)), "a room")
    name, signs = PLACES.get(builder, ("a scene", ()))
    return name if seen & set(signs) else "a scene"


def things(frame: Frame) -> dict[str, dict[str, Any]]:
    """The classes of which a caption may say how many there are, most visible first: class -> its facts.

    count: how many are in view, 0 where some are too small to be sure, and there are at least two. material: of a single
    thing, '' where nothing is said of it.
    """
    largest: dict[str, int] = {}
    for item in sorted(frame.items, key=lambda item: (-item.pixels, item.id)):
        if item.thing and item.pixels >= LEAST * frame.instances.size and noticeable(frame, item):
            largest.setdefault(item.category, item.pixels)
    found = {}
    for name in largest:
        alike = rivals(frame, name)
        if any(item.category != name for item in alike):
            continue  # somebody might count those too
        plain = [item for item in alike if noticeable(frame, item)]
        sure = len(plain) == sum(item.category == name and item.pixels > 0 for item in frame.items)
        if not sure and len(plain) < 2:
            continue
        material = SAID.get(plain[0].attributes.get("material", ""), "") if sure and len(plain) == 1 else ""
        found[name] = {"class": name, "count": len(plain) if sure else 0, "material": material}
    return found


def relations(frame: Frame, names: Sequence[str]) -> Iterator[dict[str, str]]:
    """How things of two classes, one thing each, plainly lie to each other."""
    single = {
        name: next(item for item in frame.items if item.category == name and item.pixels) for name in names
    }
    for one in names:
        for other in names:
            if one != other:
                for word in RELATIONS:
                    if _holds(frame, single[one], word, single[other]):
                        yield {"one": one, "relation": word, "other": other}


def light(frame: Frame) -> str:
    """The time of day, '' where the Frame does not say."""
    told = frame.provenance.get("light")
    if not isinstance(told, Mapping) or told.get("sun_elevation") is None:
        return ""
    degrees = float(told["sun_elevation"])
    return "at night" if degrees < -4 else "in the twilight" if degrees < 3 else "by day"


def view(frame: Frame) -> str:
    """How the camera looks, '' where it is between two words."""
    rise = -frame.view.pose[2][2]
    if rise < -0.35:
        return "looking down"
    if rise > 0.2:
        return "looking up"
    return "looking straight ahead" if abs(rise) < 0.1 else ""


def complaint(facts: Mapping[str, Any], frame: Frame) -> str:
    """What of a caption's facts is not true of a Frame, '' where all is."""
    if facts["setting"] != setting(frame):
        return f"it says {facts['setting']}, and what is in view says {setting(frame)}"
    known = things(frame)
    for told in facts["things"]:
        there = known.get(told["class"])
        if there is None:
            return f"it speaks of {told['class']}, of which nothing sure is in view"
        if told["count"] != there["count"]:
            count = f"{there['count']}" if there["count"] else "a count that nobody can be sure of"
            return f"it counts {told['count'] or 'some'} of {told['class']}, and in view there is {count}"
        if told["material"] not in ("", there["material"]):
            return f"it says {told['material']} of {told['class']}, which is {there['material'] or 'not known to be'}"
    lies = facts["relation"]
    if lies and lies not in list(relations(frame, [lies["one"], lies["other"]])):
        return f"it says {lies['one']} {lies['relation']} {lies['other']}, which does not hold"
    if facts["light"] not in ("", light(frame)):
        return f"it says {facts['light']}, and the light is {light(frame) or 'not told'}"
    if facts["view"] not in ("", view(frame)):
        return f"it says {facts['view']}, and the camera is {view(frame) or 'between'}"
    return ""


def slots(facts: Mapping[str, Any]) -> dict[str, str]:
    """What the phrasebook's slots hold for a caption's facts."""
    lies = facts["relation"]
    relation = f" The {lies['one']} is {lies['relation']} the {lies['other']}." if lies else ""
    return {
        "setting": facts["setting"],
        "things": joined([counted(told) for told in facts["things"]]),
        "relation": relation,
        "light": f" {facts['light']}" if facts["light"] else "",
        "view": f", {facts['view']}" if facts["view"] else "",
    }


def counted(told: Mapping[str, Any]) -> str:
    """Things of a class as a caption says them: a wooden table, two chairs, several books, some cups."""
    if told["count"] == 1:
        return a(f"{told['material']} {told['class']}".strip())
    plural = category(told["class"]).plural
    if told["count"] == 0:
        return f"some {plural}"
    return f"{NUMBERS[told['count']] if told['count'] < MANY else 'several'} {plural}"


def _holds(frame: Frame, one: Item, word: str, other: Item) -> bool:
    if one.box is None or other.box is None:
        return False
    step = ASIDE * frame.instances.shape[1]
    match word:
        case "to the left of":
            return bool(one.box[2] + step <= other.box[0])
        case "to the right of":
            return bool(other.box[2] + step <= one.box[0])
        case "closer to the camera than":
            return _reach(frame, one)[1] + NEARER <= _reach(frame, other)[0]
    return _reach(frame, other)[1] + NEARER <= _reach(frame, one)[0]


def _reach(frame: Frame, item: Item) -> tuple[float, float]:
    """The least and the largest depth of a thing, but for the outermost twentieths."""
    assert item.box is not None
    left, top, right, bottom = item.box
    own = frame.instances[top:bottom, left:right] == item.id
    low, high = np.quantile(frame.depth[top:bottom, left:right][own], (0.05, 0.95))
    return float(low), float(high)
