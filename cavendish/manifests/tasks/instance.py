# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Instance segmentation: one class or noun phrase a prompt, each of its objects in a colour of its own, unannounced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import Field

from cavendish.codecs import decode_instances, encode_instances
from cavendish.codecs.lookup import places_in
from cavendish.manifests import colors
from cavendish.manifests.classes import absent, covers_word, noticeable, nouns
from cavendish.manifests.grammar import Grammar, expand, sentence
from cavendish.manifests.pair import Encoding, Entry, Pair, Rgb
from cavendish.manifests.parameters import TaskParameters
from cavendish.manifests.programs.looks import looks
from cavendish.manifests.promise import BLACK, prove_colors
from cavendish.manifests.prompts import Phrasebook, load
from cavendish.manifests.reading import phrase_disagreement
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame, Item
from cavendish.scenes.ontology import category

AGREE = 0.9  # IoU that the decoder must reach on every instance, or the pair is not made
HARD = (
    2 / 3
)  # share of the negatives that ask for the right noun with the wrong attribute, where there is one
KEYS = ("color", "material", "shape", "state")  # attributes that a phrase may have


class Instance(TaskParameters, title="instance"):
    """Parameters of the instance task."""

    speaks: ClassVar[str] = "instance"
    styles_of_its_own: ClassVar = {"background": ("unsaid", "named")}

    attributes: float = Field(
        0.3,
        ge=0,
        le=1,
        description="Share of the prompts with an attribute, where one is known: every wooden chair.",
    )
    negatives: float = Field(
        0.1,
        ge=0,
        le=1,
        description="Share of the prompts whose objects are not in view: a target of background alone.",
    )


@dataclass(frozen=True)
class Words:
    """A prompt of the instance task, its language, how it calls the objects, one and several, and the colour of all else."""

    prompt: str
    language: str
    one: str
    plural: str
    background: Rgb


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target's colours are not the truth's instances, or the decoder does not find them."""
    name, wanted = asked(pair)
    painted = {int(e.name.rsplit(" ", 1)[1]): e.color for e in pair.encoding.legend if e.present}
    grammar = load("instance", str(pair.encoding.parameters.get("language", "en")))
    alike = [item for item in frame.items if item.category == name]
    there = [item for item in alike if _has(frame, item, wanted, grammar)]
    if any(_perhaps(frame, item, wanted, grammar) for item in alike if item not in there):
        raise ValueError("instance: an object that is not asked for may be taken for one that has the color")
    if painted.keys() != {item.id for item in there if noticeable(frame, item)}:
        raise ValueError("instance: the legend does not hold every object of the class, or holds others")
    if not painted and any(item.pixels for item in there):
        raise ValueError("instance: the prompt asks for what is in view, and the target shows nothing")
    background = pair.encoding.background
    assert background is not None
    if not np.array_equal(encode_instances(frame.instances, painted, background), pair.target):
        raise ValueError("instance: the target does not show the truth's instances")
    if len({*painted.values(), background}) != len(painted) + 1:
        raise ValueError("instance: two instances share a color")
    if not _decodable(pair.target, frame, list(painted), background):
        raise ValueError("instance: the decoder does not find the truth's instances in the target")
    if "language" in pair.encoding.parameters:  # none that can be read here
        return
    prove_colors(pair, tuple(f"{word} " for word in wanted.values()))
    complaint = phrase_disagreement(pair.prompt, name, tuple(wanted.values()), background)
    if complaint:
        raise ValueError(f"instance: {complaint}")


def asked(pair: Pair) -> tuple[str, dict[str, str]]:
    """The class that a pair asks for, and the attributes as it calls them: key -> adjective."""
    names = {e.name.rsplit(" ", 1)[0] if e.present else e.name for e in pair.encoding.legend}
    if len(names) != 1:
        raise ValueError("instance: its legend speaks of no class, or of several")
    return names.pop(), dict(pair.encoding.parameters.get("attributes", {}))


@task("instance", Instance, prove)
def draw(frame: Frame, parameters: Instance, rng: np.random.Generator) -> Iterator[Pair]:
    """A pair for each of some classes of countable things in view, those with several objects first."""
    groups: dict[str, list[Item]] = {}
    for item in frame.items:
        if item.thing and item.pixels:
            groups.setdefault(item.category, []).append(item)
    if not any(item.pixels for item in frame.items):
        return
    names = sorted(name for name, items in groups.items() if any(noticeable(frame, item) for item in items))
    rng.shuffle(names)
    names.sort(key=lambda name: sum(noticeable(frame, item) for item in groups[name]) < 2)
    missing = [name for name in absent(frame) if category(name).thing] if parameters.negatives else []
    # Of each pair it is drawn whether it is a negative; one that cannot be made is not made up for by one of the other kind.
    for negative in rng.random(parameters.per_view) < parameters.negatives:
        pair = None
        if negative:
            pair = _negative(frame, groups, missing, parameters, rng)
        while pair is None and names and not negative:
            name = names.pop(0)
            pair = _positive(frame, name, groups[name], sorted(groups), parameters, rng)
        if pair is not None:
            yield pair


def worded(
    name: str,
    adjectives: Sequence[str],
    others: Sequence[str],
    book: Phrasebook,
    parameters: Instance,
    rng: np.random.Generator,
) -> Words | None:
    """A prompt that asks for the objects of a class, with an adjective or none.

    others: the classes in view besides. None where every word for the class is also one for another of them.
    """
    adjective = " ".join(adjectives)
    words = [
        (one, plural)
        for one, plural in nouns(name)
        if not any(covers_word(one, other) for other in others if other != name)
        and not (adjective and one.startswith(f"{adjective} "))
    ]
    if not words:
        return None
    usual = words[0] if rng.random() < 0.7 else words[int(rng.integers(len(words)))]
    one, plural = usual
    if adjective:
        one, plural = (
            expand(book.grammar, "phrase", rng, adjective=adjective, noun=noun) for noun in (one, plural)
        )
    background, rest = BLACK, ""
    if parameters.style("background", rng) == "named":
        drawn = colors.draw_named(1, [], rng, adjective.split(" "))
        background = drawn[0] if drawn and rng.random() < 0.7 else BLACK
        word = colors.name_of(background)
        a_word = f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
        rest = expand(book.grammar, "others", rng, background=word, a_background=a_word)
    symbol = book.start(parameters.styles, rng)
    prompt = sentence(expand(book.grammar, symbol, rng, rest=rest, one=one, plural=plural))
    if book.language == "en" and phrase_disagreement(prompt, name, adjectives, background):
        return None
    return Words(prompt, book.language, one, plural, background)


def adjectives_of(frame: Frame, items: Sequence[Item], grammar: Grammar) -> dict[str, set[str]]:
    """Attribute -> the adjectives of objects, for attributes that all of them have a word for.

    A colour is one that the object's table states and its pixels show.
    """
    found = {}
    for key in KEYS:
        words = [_adjective(frame, item, key, grammar) for item in items]
        if words and all(words):
            found[key] = set(words)
    return found


def _positive(
    frame: Frame,
    name: str,
    items: Sequence[Item],
    classes: Sequence[str],
    parameters: Instance,
    rng: np.random.Generator,
) -> Pair | None:
    """A pair of the class's objects, or of those with an attribute."""
    book = parameters.phrasebook(rng)
    grammar = book.grammar
    seen = [item for item in items if noticeable(frame, item)]
    wanted: dict[str, str] = {}
    known = adjectives_of(frame, items, grammar)
    if known and rng.random() < parameters.attributes:
        key = sorted(known)[int(rng.integers(len(known)))]
        there = sorted({_adjective(frame, item, key, grammar) for item in seen})
        wanted = {key: there[int(rng.integers(len(there)))]}
        others = [item for item in items if not _has(frame, item, wanted, grammar)]
        if any(_perhaps(frame, item, wanted, grammar) for item in others):
            wanted = {}
        seen = [item for item in seen if _has(frame, item, wanted, grammar)]
    return _pair(frame, name, wanted, seen, classes, book, parameters, rng)


def _negative(
    frame: Frame,
    groups: Mapping[str, Sequence[Item]],
    missing: Sequence[str],
    parameters: Instance,
    rng: np.random.Generator,
) -> Pair | None:
    """A pair of what is not in view: a class that is there, with an attribute that none of it has, or another class."""
    book = parameters.phrasebook(rng)
    grammar = book.grammar
    hard = [(name, key) for name in sorted(groups) for key in adjectives_of(frame, groups[name], grammar)]
    if hard and (not missing or rng.random() < HARD):
        name, key = hard[int(rng.integers(len(hard)))]
        there = adjectives_of(frame, groups[name], grammar)[key]
        every = {grammar[symbol][0] for symbol in grammar if symbol.startswith(f"{key}_")}
        others = sorted(
            word
            for word in every - there
            if not any(_near(word, other) for other in there)
            and not any(_perhaps(frame, item, {key: word}, grammar) for item in groups[name])
        )
        if others:
            wanted = {key: others[int(rng.integers(len(others)))]}
            return _pair(frame, name, wanted, [], sorted(groups), book, parameters, rng)
    if not missing:
        return None
    name = missing[int(rng.integers(len(missing)))]
    return _pair(frame, name, {}, [], sorted(groups), book, parameters, rng)


def _pair(
    frame: Frame,
    name: str,
    wanted: Mapping[str, str],
    items: Sequence[Item],
    classes: Sequence[str],
    book: Phrasebook,
    parameters: Instance,
    rng: np.random.Generator,
) -> Pair | None:
    words = worded(name, tuple(wanted.values()), classes, book, parameters, rng)
    if words is None:
        return None
    palette = colors.draw(len(items), [words.background], rng, least=colors.LEAST)
    if palette is None:
        return None
    painted = {item.id: color for item, color in zip(items, palette, strict=True)}
    target = encode_instances(frame.instances, painted, words.background)
    if not _decodable(target, frame, list(painted), words.background):
        return None
    said = words.plural if words.plural.lower() in words.prompt.lower() else words.one
    legend = [Entry(f"{name} {key}", said, color, "", True) for key, color in painted.items()]
    legend = legend or [Entry(name, said, words.background, "", False)]
    told: dict[str, Any] = {"attributes": dict(wanted)} if wanted else {}
    told |= {} if words.language == "en" else {"language": words.language}
    how = Encoding("instances", 1, told, tuple(legend), words.background)
    program = {"phrase": words.one, "class": name, "attributes": dict(wanted)}
    return Pair("instance", words.prompt, target, how, weight=parameters.weight, program=program)


def _adjective(frame: Frame, item: Item, key: str, grammar: Grammar) -> str:
    """The word for an object's attribute, '' where it has none, there is no word, or its pixels do not show it."""
    value = str(item.attributes.get(key, "")).replace(" ", "_").replace("-", "_")
    if key == "color":
        value = next(iter(looks(frame, item)[0]), "")
    return grammar.get(f"{key}_{value}", ("",))[0]


def _has(frame: Frame, item: Item, wanted: Mapping[str, str], grammar: Grammar) -> bool:
    return all(_adjective(frame, item, key, grammar) == word for key, word in wanted.items())


def _perhaps(frame: Frame, item: Item, wanted: Mapping[str, str], grammar: Grammar) -> bool:
    """Whether somebody may see the colour that is wanted on an object in view."""
    word = wanted.get("color")
    return bool(
        word
        and item.pixels
        and word in {grammar.get(f"color_{one}", ("",))[0] for one in looks(frame, item)[1]}
    )


def _near(word: str, other: str) -> bool:
    """Whether one may take one adjective for the other: colours whose names mean much the same."""
    return frozenset((word, other)) in CONFUSED


CONFUSED = frozenset(
    map(
        frozenset,
        (
            ("red", "orange"),
            ("red", "pink"),
            ("red", "brown"),
            ("orange", "yellow"),
            ("orange", "brown"),
            ("blue", "purple"),
            ("pink", "purple"),
            ("black", "brown"),
            ("green", "yellow"),
            ("plastic", "metal"),
            ("plastic", "glass"),
            ("plastic", "ceramic"),
            ("stone", "ceramic"),
            ("leather", "fabric"),
        ),
    )
)


def _decodable(target: npt.NDArray[np.uint8], frame: Frame, ids: list[int], background: Rgb) -> bool:
    """Whether the decoder, which knows no legend, finds as many objects, each with an IoU of at least AGREE."""
    found = _found(target.tobytes(), target.shape, background)
    count = int(found.max(initial=0))
    if count != len(ids):
        return False
    # Pixels by object of the truth, the last row for all others, and by object that was found.
    places = places_in(frame.instances, np.array(sorted(ids), np.int64))
    pairs = np.bincount((places * (count + 1) + found).reshape(-1), minlength=(count + 1) ** 2)
    both = pairs.reshape(count + 1, count + 1)
    best = np.argmax(both[:-1], axis=1)
    shared = both[np.arange(count), best]
    union = both[:-1].sum(axis=1) + both.sum(axis=0)[best] - shared
    return bool(np.all((best > 0) & (shared >= AGREE * union)))


@lru_cache(1)
def _found(pixels: bytes, shape: tuple[int, ...], background: Rgb) -> npt.NDArray[np.int32]:
    """What the decoder finds in a target: whoever draws one asks, and then whoever proves it."""
    return decode_instances(np.frombuffer(pixels, np.uint8).reshape(shape), background=background)
