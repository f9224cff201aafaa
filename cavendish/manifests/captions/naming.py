# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Which objects of a Frame a phrase tells from all others: by class alone, or as the leftmost or rightmost of it."""

from __future__ import annotations

from collections.abc import Iterator

from cavendish.manifests.classes import FLOOR
from cavendish.render.frame import Frame, Item
from cavendish.scenes.ontology import category

GLIMPSE = (
    FLOOR / 10
)  # of the image's pixels, at least 4 in all: what less is seen of, nobody takes for the one meant
ASIDE = 0.08  # of the image's width, by which the leftmost is left of the next
SLIVER = 0.05  # of the image's shorter side
VOWELS = tuple("aeiou")


def named(frame: Frame, least: float) -> dict[int, str]:
    """The objects of at least a share of the pixels that a phrase can name: ID -> 'leftmost', 'rightmost' or ''."""
    found = {}
    for item in frame.items:
        if item.thing and item.pixels >= least * frame.instances.size and _broad(frame, item):
            which = told_apart(frame, item)
            if which is not None:
                found[item.id] = which
    return found


def told_apart(frame: Frame, item: Item) -> str | None:
    """What a phrase needs beside the class to mean this object alone; None where nothing does."""
    like = [other for other in rivals(frame, item.category) if other.id != item.id]
    if not like:
        return ""
    if any(other.category != item.category or other.box is None for other in like) or item.box is None:
        return None
    step = ASIDE * frame.instances.shape[1]
    if all(_middle(other) - _middle(item) >= step for other in like):
        return "leftmost"
    if all(_middle(item) - _middle(other) >= step for other in like):
        return "rightmost"
    return None


def rivals(frame: Frame, word: str) -> list[Item]:
    """The objects in view that somebody might call by the name of a class."""
    floor = max(4.0, GLIMPSE * frame.instances.size)
    return [item for item in frame.items if item.pixels >= floor and word in set(words(item.category))]


def words(name: str) -> Iterator[str]:
    """What things of a class may be called: its name and synonyms, the last word of these, and what it is a kind of."""
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        known = category(name)
        for word in (name, *known.synonyms):
            yield word
            yield word.rpartition(" ")[2]
        name = known.parent if known.parent != name else ""


def phrase(name: str, which: str = "") -> str:
    """An object of a class that is known: the chair, the leftmost chair."""
    return f"the {which} {name}" if which else f"the {name}"


def a(noun: str) -> str:
    """A noun with its article: a chair, an armchair."""
    return f"{'an' if noun.startswith(VOWELS) else 'a'} {noun}"


def _broad(frame: Frame, item: Item) -> bool:
    """Whether what is seen of an object is no sliver."""
    if item.box is None:
        return False
    left, top, right, bottom = item.box
    return bool(min(right - left, bottom - top) >= SLIVER * min(frame.instances.shape))


def _middle(item: Item) -> float:
    assert item.box is not None
    return (item.box[0] + item.box[2]) / 2
