# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The facts of a caption: drawn from a Frame, and held against one that was read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from cavendish.manifests.captions import claims, place
from cavendish.render.frame import Frame

Rng = np.random.Generator
# Length: how many classes, details and aspects a caption has, from and to.
LENGTHS = {
    "short": ((1, 3), (0, 0), (0, 0)),
    "medium": ((2, 4), (0, 1), (0, 1)),
    "long": ((3, 6), (1, 3), (1, 3)),
}
TOGETHER = 3  # subjects of one detail
WEIGHTS = {
    "on": 4,
    "inside": 4,
    "above": 2,
    "under": 2,
    "beside": 3,
    "behind": 1.5,
    "in_front": 1.5,
}  # left, right: 1
KEPT = 0.6  # chance that a colour or material that is known is said


def drawn(frame: Frame, length: str, rng: Rng) -> dict[str, Any] | None:
    """The facts of one caption, by the length that it has; None where nothing in view can be named."""
    there = claims.groups(frame)
    names = [name for name in there if name not in claims.PARTS]
    if not names:
        return None
    things, details, aspects = (int(rng.integers(low, high + 1)) for low, high in LENGTHS[length])
    # What fills the picture is named rather than what is small.
    weights = 1 / (1 + np.arange(len(names)))
    order = rng.choice(len(names), min(things, len(names)), replace=False, p=weights / weights.sum())
    said = [_plainer(there[names[k]], rng) for k in sorted(order.tolist())]
    known = [[name, value] for name, look in place.ASPECTS.items() if (value := look(frame))]
    return {
        "setting": place.setting(frame),
        "things": said,
        "details": _details(frame, {group["class"] for group in said}, details, rng) if details else [],
        "aspects": [known[k] for k in sorted(rng.permutation(len(known))[:aspects].tolist())],
        "light": place.light(frame) if rng.random() < 0.7 else "",
        "view": place.view(frame) if length != "short" and rng.random() < 0.6 else "",
    }


def complaint(facts: Mapping[str, Any], frame: Frame) -> str:
    """What of a caption's facts is not true of a Frame, '' where all is. Raises KeyError where one is missing."""
    if facts["setting"] != place.setting(frame):
        return f"it says {facts['setting']}, and what is in view says {place.setting(frame)}"
    told = [*facts["things"]]
    for detail in facts["details"]:
        told += [{**detail, "subject": subject} for subject in detail["subjects"]]
    for claim in told:
        if fault := claims.fault(claim, frame):
            return fault
    looks = {"light": place.light, "view": place.view} | place.ASPECTS
    for name, value in [("light", facts["light"]), ("view", facts["view"]), *facts["aspects"]]:
        if value and value != (there := looks[name](frame)):
            return f"it says {value} of the {name}, and that is {there or 'not told by the picture'}"
    return ""


def flip_safe(facts: Mapping[str, Any]) -> bool:
    """Whether a horizontal flip of the picture leaves all of it true."""
    return not any(detail["relation"] in claims.SIDED for detail in facts["details"])


def _details(frame: Frame, said: set[str], count: int, rng: Rng) -> list[dict[str, Any]]:
    """Sentences on how things lie: each class is the subject of one at most, and of each pair one thing is said."""
    found: list[dict[str, Any]] = []
    left = list(claims.details(frame))
    used: set[str] = set()
    while left and len(found) < count:
        weights = np.array([WEIGHTS.get(one["relation"], 1.0) for one in left], float)
        # What goes on from what was said before is heard as one story.
        weights *= [3.0 if {one["anchor"], one["subject"]["class"]} & (said | used) else 1.0 for one in left]
        first = left[int(rng.choice(len(left), p=weights / weights.sum()))]
        beside = [
            one
            for one in left
            if (one["relation"], one["anchor"]) == (first["relation"], first["anchor"])
            and one["subject"]["class"] not in said | used
        ]
        more = beside if first in beside else [first]  # new things alone stand together in one sentence
        subjects = [one["subject"] for one in more if one is not first][: int(rng.integers(TOGETHER))]
        subjects = [_plainer(subject, rng) for subject in (first["subject"], *subjects)]
        found.append({"relation": first["relation"], "anchor": first["anchor"], "subjects": subjects})
        names = {subject["class"] for subject in subjects}
        used |= names | {first["anchor"]}
        left = [
            one
            for one in left
            if one["subject"]["class"] not in names
            and (one["relation"], one["anchor"]) != (first["relation"], first["anchor"])
            and not (one["anchor"] in names and one["subject"]["class"] == first["anchor"])
        ]
    return found


def _plainer(group: Mapping[str, Any], rng: Rng) -> dict[str, Any]:
    """A group, its colour and material said by chance."""
    return {**group, **{key: group[key] if rng.random() < KEPT else "" for key in ("color", "material")}}
