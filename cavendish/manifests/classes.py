# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Which classes and objects of a Frame a prompt may speak of, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cavendish.codecs.lookup import places_in
from cavendish.render.frame import Frame, Item
from cavendish.scenes.ontology import Category, category, ontology
from cavendish.scenes.vocabularies import vocabulary

FLOOR = 2e-4  # of the image's pixels: what the instance decoder drops, and what a person overlooks
SHARE = 0.1  # of an object's own pixels: less of it is not taken for the object
STRANGE = 0.1  # of what is seen in a picture: a vocabulary that has no words for more is not one for it
FORMS = ("name", "plural", "synonym")
PLURAL = frozenset(("goods", "pants", "spectacles"))  # nouns of the classes that have no singular

Rng = np.random.Generator


def pixels_by_class(frame: Frame) -> dict[str, int]:
    """Pixels of each class that the scene has, 0 for those out of view."""
    total: dict[str, int] = defaultdict(int)
    for item in frame.items:
        total[item.category] += item.pixels
    return dict(total)


def class_map(frame: Frame, classes: Sequence[str], labels: str = "") -> npt.NDArray[np.int32]:
    """(H, W) int32: the index in `classes` of each pixel's class, -1 for all others.

    labels: the vocabulary whose labels `classes` are, where they are not Cavendish's own. Its sky is where nothing is.
    """
    index = {name: k for k, name in enumerate(classes)}
    names = [label_of(item.category, labels) if labels else item.category for item in frame.items]
    nothing = index.get("sky", -1) if labels else -1
    ids = np.array([0, *(item.id for item in frame.items)], np.int64)
    found = np.array([nothing, *(index.get(name, -1) for name in names)], np.int32)
    order = np.argsort(ids)
    return found[order].take(places_in(frame.instances, ids[order]))


def labels_of(name: str) -> tuple[str, ...]:
    """The labels of a vocabulary that models are trained on, in its order. Raises KeyError, naming those there are."""
    return tuple(label.name for label in vocabulary(name).values() if label.train_id is not None)


def label_of(name: str, labels: str) -> str:
    """What a vocabulary calls a class, '' where it has no label for it."""
    return category(name).names.get(labels, "")


def suits(frame: Frame, labels: str) -> bool:
    """Whether a vocabulary is one for such scenes: it has labels for nearly all that is seen, and none of its labels is a
    word for something else in view.
    """
    pixels = {name: count for name, count in pixels_by_class(frame).items() if count}
    strange = [name for name in pixels if not label_of(name, labels)]
    known = set(labels_of(labels))
    return (
        len({label_of(name, labels) for name in pixels} & known) > 1
        and sum(pixels[name] for name in strange) <= STRANGE * sum(pixels.values())
        and not any(known & set(words_for(name)) for name in strange)
    )


def noticeable(frame: Frame, item: Item) -> bool:
    """Whether an object is large enough in the picture, and enough of it is seen, to be spoken of."""
    if item.box is None or item.pixels < FLOOR * frame.instances.size:
        return False
    left, top, right, bottom = item.box
    seen = None if item.more is None else item.more.visible
    return min(right - left, bottom - top) >= 3 and (seen is None or seen >= SHARE)


def phrases(names: Sequence[str], rng: Rng, form: str = "") -> list[str]:
    """How a legend calls its classes: name or synonym, singular or plural throughout, no two alike.

    form: one of FORMS, or any; a class that has no such form goes by its name.
    """
    plural = form == "plural" or (not form and rng.random() < 0.5)
    said: list[str] = []
    for name in names:
        known = category(name)
        options = [name, *known.synonyms]
        if plural and known.thing:
            options = [known.plural, *(plural_of(synonym) for synonym in known.synonyms)]
        if form:
            options = options[1:] if form == "synonym" else options[:1]
        others = {word for other in names if other != name for word in (other, category(other).plural)}
        fresh = [option for option in options if option not in others and option not in said] or [name]
        # The usual word more often than the synonyms.
        usual = not form and rng.random() < 0.6 and options[0] in fresh
        said.append(options[0] if usual else str(fresh[int(rng.integers(len(fresh)))]))
    return said


@lru_cache(4096)
def _words(known: Category) -> tuple[str, ...]:
    more = (*known.synonyms, *map(plural_of, known.synonyms))
    return (known.name, _one(known), known.plural, *more)


def words_for(name: str) -> tuple[str, ...]:
    """Every word for a class: its name and synonyms, and their plurals."""
    return _words(category(name))


def covers(name: str, other: str) -> bool:
    """Whether a word for a class is also one for another class, as chair is for an office chair."""
    return name != other and not _meant(category(other)).isdisjoint(_said(category(name)))


def covers_word(word: str, other: str) -> bool:
    """Whether a word is also one for things of a class, as lamp is for a floor lamp."""
    return word.lower() in _meant(category(other))


@lru_cache(4096)
def _said(known: Category) -> frozenset[str]:
    return frozenset(word.lower() for word in _words(known))


@lru_cache(4096)
def _meant(known: Category) -> frozenset[str]:
    """Every word for a class, with and without what stands before its noun."""
    parts = (word.split(" ") for word in _said(known))
    return frozenset(" ".join(words[k:]) for words in parts for k in range(len(words)))


def plain(names: Iterable[str], visible: Collection[str]) -> list[str]:
    """The classes, with those in view that a word for one of them is also a word for: a legend tells them apart."""
    listed = list(names)
    return listed + [
        other for other in visible if other not in listed and any(covers(n, other) for n in listed)
    ]


def absent(frame: Frame) -> list[str]:
    """The classes of which the Frame surely has no pixel: none is in view that people may take for them."""
    there = [category(name) for name, pixels in pixels_by_class(frame).items() if pixels]
    names = {known.name for known in there}
    alike = names.union(*(known.alike for known in there))
    said = frozenset[str]().union(*map(_said, there))
    meant = frozenset[str]().union(*map(_meant, there))
    return sorted(
        name
        for name, known in ontology().items()
        if name not in alike
        and names.isdisjoint(known.alike)
        and meant.isdisjoint(_said(known))
        and said.isdisjoint(_meant(known))
    )


def plural_of(noun: str) -> str:
    """The plural of a noun or a phrase as synonyms have them: couches, chests of drawers, table knives."""
    head, of, rest = noun.partition(" of ")
    if head.split(" ")[-1] in PLURAL:
        return noun
    if head.endswith(("s", "x", "z", "ch", "sh")):
        head += "es"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = f"{head[:-1]}ies"
    elif head.endswith(("elf", "nife", "leaf")):
        head = f"{head.removesuffix('e')[:-1]}ves"
    else:
        head += "s"
    return head + of + rest


def one_of(name: str) -> str:
    """What one thing of a class is called: a mug, but a pair of scissors and a roll of toilet paper."""
    return _one(category(name))


def _one(known: Category) -> str:
    head, of, rest = known.plural.partition(" of ")
    if of and " of " not in known.name:
        return f"{head.removesuffix('s')} of {rest}"
    regular = known.plural.lower() == f"{known.name}s"  # the plural has the capitals: TV stands
    return known.plural[:-1] if regular else known.name


def nouns(name: str) -> list[tuple[str, str]]:
    """The words for a countable class, the usual one first, each with its plural."""
    known = category(name)
    others = (word for word in known.synonyms if word.split(" ")[-1] not in PLURAL and word != one_of(name))
    return [(one_of(name), known.plural), *((word, plural_of(word)) for word in others)]
