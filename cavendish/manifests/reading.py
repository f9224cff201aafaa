# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Prompts read as a stranger reads them: which class gets which colour, and what becomes of the rest.

It knows classes, colours and English, and no phrasebook, so that a template that says something else than its row is found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cavendish.manifests.classes import words_for
from cavendish.manifests.colors import NAMED
from cavendish.manifests.pair import Entry, Rgb
from cavendish.scenes.ontology import ontology
from cavendish.scenes.vocabularies import vocabularies, vocabulary

BLACK: Rgb = (0, 0, 0)
MENDED = {"other structure", "other furniture", "other object"}  # labels as prompts say them
REST = ("background", "rest", "rest of the image")  # what a legend may call all that it leaves out

_NAME = "|".join(sorted(map(re.escape, NAMED), key=len, reverse=True))
_COLOR = rf"(?:#[0-9a-fA-F]{{6}}\b|(?:RGB)?\(\d+, \d+, \d+\)|<\d+, \d+, \d+>|\b(?:{_NAME})\b)"
COLOR = re.compile(_COLOR)
_MAP = re.compile(r'\{("[^{}]*")\}')
_LINE = re.compile(rf"^(?:[-*] )?(\S[^\n]*?)(?: = |: | -> )({_COLOR})$", re.MULTILINE)
_ROW = re.compile(rf"(?<=[:;] )([^:;=\n]+?)(?:: | = | )({_COLOR})(?=[;.])")
_PROSE = re.compile(
    rf"\bthe (rest of the image|(?:(?!\bthe\b)[^,.:;?\n])+?) in ({_COLOR})(?=,| and |[.?])", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.?!:\n]+[.?!]")
_THE = re.compile(r"\bthe ([^,.:;?\n]+)", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(everything else|all the rest|the rest|all other pixels|not listed|the background|no listed class)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    rf"(?: (?:on|against) an? ({_COLOR}) background|,(?: and)? everything else ({_COLOR})"
    rf"|, with all the rest ({_COLOR})|, leaving the rest ({_COLOR}))(?=[.?,])"
)


@dataclass(frozen=True)
class Reading:
    """What a prompt says. legend: each class as it calls it, and its colour. background: None where it says nothing."""

    legend: tuple[tuple[str, Rgb], ...]
    background: Rgb | None


def color_of(text: str) -> Rgb:
    """The colour that a text is. Raises ValueError where it is none."""
    if text.lower() in NAMED:
        return NAMED[text.lower()][0]
    if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) != 3:
        raise ValueError(f"{text!r} is no color")
    return numbers[0], numbers[1], numbers[2]


def read_legend(prompt: str) -> Reading:
    """The legend of a prompt of classes and colours. Raises ValueError where it gives the background two colours."""
    found: list[tuple[str, str]] = []
    for read in (_from_map, _from_lines, _from_row, _from_prose, _from_sentences):
        found = list(read(prompt))
        if found:
            break
    legend = [(said, color_of(color)) for said, color in found if said.lower() not in REST]
    grounds = {color_of(color) for said, color in found if said.lower() in REST}
    for sentence in _SENTENCE.findall(_MAP.sub("", prompt)):
        colors = COLOR.findall(sentence)
        if _ELSE.search(sentence) and len(colors) == 1:
            grounds.add(color_of(colors[0]))
    if len(grounds) > 1:
        raise ValueError(f"the prompt gives the background several colors: {sorted(grounds)}")
    return Reading(tuple(legend), next(iter(grounds), None))


def disagreement(prompt: str, legend: Sequence[Entry], background: Rgb | None) -> str:
    """What a prompt says otherwise than its row's legend, '' where they agree."""
    try:
        reading = read_legend(prompt)
    except ValueError as error:
        return str(error)
    said = {name.lower(): color for name, color in reading.legend}
    wanted = {entry.said.lower(): entry.color for entry in legend}
    for entry in legend:
        if said.get(entry.said.lower()) != entry.color:
            return f"the prompt does not give {entry.said} the color {entry.spelt}"
    if said.keys() != wanted.keys() or len(reading.legend) != len(legend):
        others = sorted(said.keys() - wanted.keys()) or sorted(name for name, _ in reading.legend)
        return f"the prompt's legend speaks of {', '.join(others)} besides"
    if reading.background not in (background, None if background == BLACK else background):
        return f"the prompt gives the rest the color {reading.background}, and the row {background}"
    return ""


def read_background(prompt: str) -> Rgb | None:
    """The colour that a prompt of one class gives to all else, None where it says nothing."""
    found = [color_of(name) for names in _ASIDE.findall(prompt) for name in names if name]
    return found[0] if found else None


def phrase_disagreement(prompt: str, name: str, adjectives: Sequence[str], background: Rgb | None) -> str:
    """What a prompt of one class says otherwise than its row, '' where they agree.

    adjectives: those that stand before the noun each time, and no others of their kind.
    """
    words = {word.lower() for word in words_for(name)}
    text = _ASIDE.sub("", prompt)  # a grass green background is no grass
    found = nouns_in(text)
    others = sorted({phrase for _, phrase in found} - words)
    if not found or others:
        return f"the prompt speaks of {', '.join(others) or 'no class'}, and not of {name} alone"
    wanted = "".join(f"{adjective} " for adjective in adjectives)
    for at, phrase in found:
        if not (text[:at].lower().endswith(wanted) or phrase.startswith(wanted)):
            return f"the prompt does not say {wanted}{phrase}"
        before = text[: at - len(wanted)].rsplit(" ", 2)[-2:-1]
        if before and COLOR.fullmatch(before[0].lower()):
            return f"the prompt says {before[0]} {wanted}{phrase}, and the row has no such attribute"
    if read_background(prompt) not in (background, None if background == BLACK else background):
        return f"the prompt gives the rest the color {read_background(prompt)}, and the row {background}"
    return ""


def nouns_in(text: str) -> list[tuple[int, str]]:
    """The words for classes that a text has, the longest at each place, with where they begin.

    An orange basket is a basket, and who asks "can you" speaks of no can.
    """
    known, lower = _classes(tuple(ontology())), text.lower()
    found: list[tuple[int, str]] = []
    end = 0
    for word in re.finditer(r"[a-z][a-z'-]*", lower):
        if word.start() < end or lower.startswith(("can you", "can be"), word.start()):
            continue
        phrase = _longest(lower, word.start(), known)
        if phrase:
            end = word.start() + len(phrase)
            adjective = phrase in NAMED and _longest(lower, end + 1, known)
            found += [] if adjective else [(word.start(), phrase)]
    return found


def _longest(lower: str, at: int, known: Mapping[str, Sequence[str]]) -> str:
    """The longest word for a class that begins at a place of a text; '' for none."""
    first = re.compile(r"[a-z][a-z'-]*").match(lower, at)
    for phrase in known.get(first.group(), ()) if first else ():
        stop = at + len(phrase)
        if lower.startswith(phrase, at) and not lower[stop : stop + 1].isalpha():
            return phrase
    return ""


def _from_map(prompt: str) -> Iterator[tuple[str, str]]:
    for body in _MAP.findall(prompt):
        yield from json.loads(f"{{{body}}}", object_pairs_hook=list)


def _from_lines(prompt: str) -> Iterator[tuple[str, str]]:
    return ((said, color) for said, color in _LINE.findall(prompt) if _names(said))


def _from_row(prompt: str) -> Iterator[tuple[str, str]]:
    return ((said, color) for said, color in _ROW.findall(prompt) if _names(said))


def _from_prose(prompt: str) -> Iterator[tuple[str, str]]:
    return ((said, color) for said, color in _PROSE.findall(prompt) if _names(said))


def _from_sentences(prompt: str) -> Iterator[tuple[str, str]]:
    """A class and a colour from each sentence that has one of both, whatever it says of them."""
    for sentence in _SENTENCE.findall(prompt):
        colors = list(COLOR.finditer(sentence))
        if not colors:
            continue
        # A thing may be called like a colour: the color is the one that is not the noun after an article.
        for noun in _THE.finditer(sentence):
            said = _leading(noun.group(1))
            outside = [c for c in colors if not noun.start(1) <= c.start() < noun.start(1) + len(said)]
            if said and len(outside) == 1:
                yield said, outside[0].group()
                break


def _leading(text: str) -> str:
    """The longest word for a class, or for the rest, that a text begins with; '' for none."""
    words = text.split(" ")
    for count in range(min(len(words), 5), 0, -1):
        said = " ".join(words[:count])
        if _names(said):
            return said
    return ""


def _names(said: str) -> bool:
    """Whether words are those for a class, a label or the rest."""
    low = said.lower()
    return low in REST or low in _words(tuple(ontology())).get(low.split(" ")[0], ())


@lru_cache(4)
def _classes(classes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Every word for a class, lower case, by its own first word; longest first."""
    return _by_first({word.lower() for name in classes for word in words_for(name)})


@lru_cache(4)
def _words(classes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Every word for a class or for a benchmark's label."""
    labels = {label for name in vocabularies() for label in vocabulary(name)}
    return _by_first({word.lower() for name in classes for word in words_for(name)} | labels | MENDED)


def _by_first(phrases: Collection[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase.split(" ")[0], []).append(phrase)
    return {first: tuple(same) for first, same in found.items()}
