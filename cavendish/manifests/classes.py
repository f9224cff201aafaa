# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Which classes and objects of a Frame a prompt may speak of, and in which words."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from cavendish.render.frame import Frame, Item
from cavendish.scenes.ontology import category

FLOOR = 2e-4  # of the image's pixels: what the instance decoder drops, and what a person overlooks

Rng = np.random.Generator


def pixels_by_class(frame: Frame) -> dict[str, int]:
    """Pixels of each class that the scene has, 0 for those out of view."""
    total: dict[str, int] = defaultdict(int)
    for item in frame.items:
        total[item.category] += item.pixels
    return dict(total)


def class_map(frame: Frame, classes: list[str]) -> npt.NDArray[np.int32]:
    """(H, W) int32: the index in `classes` of each pixel's class, -1 for all others."""
    index = {name: k for k, name in enumerate(classes)}
    ids = np.array([0, *(item.id for item in frame.items)], np.uint32)
    labels = np.array([-1, *(index.get(item.category, -1) for item in frame.items)], np.int32)
    order = np.argsort(ids)
    return labels[order][np.searchsorted(ids[order], frame.instances)]


def noticeable(frame: Frame, item: Item) -> bool:
    """Whether an object is large enough in the picture to be spoken of."""
    if item.box is None or item.pixels < FLOOR * frame.instances.size:
        return False
    left, top, right, bottom = item.box
    return min(right - left, bottom - top) >= 3


def phrases(names: list[str], rng: Rng) -> list[str]:
    """How a legend calls its classes: name or synonym, singular or plural throughout, no two alike."""
    plural = rng.random() < 0.5
    said: list[str] = []
    for name in names:
        known = category(name)
        options = [name, *known.synonyms]
        if plural and known.thing:
            options = [known.plural, *(plural_of(synonym) for synonym in known.synonyms)]
        others = {word for other in names if other != name for word in (other, category(other).plural)}
        fresh = [option for option in options if option not in others and option not in said] or [name]
        # The usual word more often than the synonyms.
        usual = rng.random() < 0.6 and options[0] in fresh
        said.append(options[0] if usual else str(fresh[int(rng.integers(len(fresh)))]))
    return said


def plural_of(noun: str) -> str:
    """The regular plural of a noun or a phrase: couches, chests of drawers."""
    head, of, rest = noun.partition(" of ")
    if head.endswith(("s", "x", "z", "ch", "sh")):
        head += "es"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = f"{head[:-1]}ies"
    else:
        head += "s"
    return head + of + rest
