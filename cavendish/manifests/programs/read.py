# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Words as a program: what an expression says, read back by the grammar's patterns. `say` the other way round.

It is written against the texts alone: it takes a phrase apart from its outside inwards, and draws nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from cavendish.manifests.grammar import Grammar
from cavendish.manifests.programs.hues import CORES
from cavendish.manifests.programs.say import VERBS
from cavendish.manifests.programs.steps import (
    ATTRIBUTES,
    ORDERS,
    RELATIONS,
    Affords,
    Attribute,
    Count,
    Kind,
    Most,
    Program,
    Related,
    Step,
)
from cavendish.manifests.programs.words import MATERIALS, names
from cavendish.scenes.ontology import category, ontology

WORD = r"\S+"
_SLOT = re.compile(r"\{(\w+)\}")


def read(text: str, grammar: Grammar) -> set[Program]:
    """Every program that an expression may say. One that is clear says one alone."""
    return set(_expressions(text.replace("everything ", "every thing "), grammar))


def _expressions(text: str, grammar: Grammar) -> Iterator[Program]:
    for by in ORDERS:
        for found in _match(grammar, f"{by}_1", text):
            yield from _ended(found["noun"], 0, grammar, Most(by), Count(1))
        for found in _match(grammar, f"{by}_n", text):
            if found["nth"] in grammar["ordinals"]:
                rank = list(grammar["ordinals"]).index(found["nth"]) + 2
                yield from _ended(found["noun"], 0, grammar, Most(by, rank), Count(1))
    for found in _match(grammar, "one", text):
        for steps in _steps(found["noun"], 0, grammar):
            stuff = any(isinstance(step, Kind) and not category(step.of).thing for step in steps)
            yield Program(steps if stuff else (*steps, Count(1)))
    for found in _match(grammar, "all", text):
        yield from _ended(found.get("noun", found.get("nouns", "")), int("nouns" in found), grammar)
    for symbol, number in (("some_2", 2), ("some", None)):
        for found in _match(grammar, symbol, text):
            spelt = found.get("number")
            if number is None and spelt not in grammar["numbers"]:
                continue
            many = number or list(grammar["numbers"]).index(spelt or "") + 2
            yield from _ended(found["nouns"], 1, grammar, Count(many))


def _ended(noun: str, several: int, grammar: Grammar, *steps: Step) -> Iterator[Program]:
    for first in _steps(noun, several, grammar):
        yield Program((*first, *steps))


def _steps(noun: str, several: int, grammar: Grammar) -> Iterator[tuple[Step, ...]]:
    """The steps of a noun with what stands before it and after it. several: 1 in the plural."""
    yield from _plain(noun, several, grammar)
    for relation in RELATIONS:
        for found in _match(grammar, relation, noun, "head", **VERBS[several]):
            for anchor in _expressions(found["anchor"], grammar):
                for steps in _plain(found["head"], several, grammar):
                    yield (*steps, Related(relation, anchor))
    for found in _match(grammar, "with_material", noun, "head", **VERBS[several]):
        if found["material"] in MATERIALS:
            for steps in _plain(found["head"], several, grammar):
                if not any(isinstance(step, Attribute) and step.of == "material" for step in steps):
                    yield _sorted((*steps, Attribute("material", found["material"])))
    for symbol in grammar:
        if symbol.endswith("_that"):
            for found in _match(grammar, symbol, noun, "head", **VERBS[several]):
                for steps in _plain(found["head"], several, grammar):
                    yield (Affords(symbol.removesuffix("_that")), *steps)


def _plain(noun: str, several: int, grammar: Grammar) -> Iterator[tuple[Step, ...]]:
    """The steps of adjectives and a noun."""
    for word, steps in _nouns(several, tuple(grammar["thing"])).items():
        if noun != word and not noun.endswith(f" {word}"):
            continue
        for adjectives in _adjectives(noun[: len(noun) - len(word)].split(), 0, grammar):
            for kind in steps:
                yield _sorted((*kind, *adjectives))


def _adjectives(words: list[str], first: int, grammar: Grammar) -> Iterator[tuple[Step, ...]]:
    """Adjectives in English's order, each of another attribute."""
    if not words:
        yield ()
        return
    for k in range(first, len(ATTRIBUTES)):
        for value in _values(ATTRIBUTES[k]):
            symbol = f"adjective_{value}" if ATTRIBUTES[k] == "material" else value
            if words[0] in grammar.get(symbol, (value,)):
                for rest in _adjectives(words[1:], k + 1, grammar):
                    yield (Attribute(ATTRIBUTES[k], value), *rest)


def _values(attribute: str) -> tuple[str, ...]:
    return {"color": tuple(CORES), "material": tuple(MATERIALS), "size": ("large", "small")}[attribute]


def _sorted(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The attributes of a noun are a set; a size is among those that all others leave."""
    order = {"color": 1, "material": 2, "size": 3}
    return tuple(sorted(steps, key=lambda step: order[step.of] if isinstance(step, Attribute) else 0))


@cache
def _nouns(several: int, things: tuple[str, ...]) -> Mapping[str, list[tuple[Step, ...]]]:
    """Every noun in one number -> what it may say: a class, or nothing for a thing."""
    found: dict[str, list[tuple[Step, ...]]] = {f"{word}s" if several else word: [()] for word in things}
    for name in ontology():
        for pair in names(name):
            found.setdefault(pair[several], []).append((Kind(name),))
    return found


def _match(
    grammar: Grammar, symbol: str, text: str, head: str = "", **fixed: str
) -> Iterator[dict[str, str]]:
    """What stands in the slots of a symbol's patterns where one of them is the whole text, or its end after `head`."""
    for option in grammar.get(symbol, ()):
        pattern = _pattern(option, tuple(fixed.items()))
        # Every way to cut the text in two, as a relation may hold another inside.
        cuts = [m.start() for m in re.finditer(" ", text)] if head else [-1]
        for cut in cuts:
            found = pattern.fullmatch(text, cut + 1)
            if found is not None:
                yield found.groupdict() | ({head: text[:cut]} if head else {})


@lru_cache(4096)
def _pattern(option: str, fixed: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """What an alternative looks like, with these words in place of these slots."""
    words, text = dict(fixed), ""
    for k, part in enumerate(_SLOT.split(option)):
        if k % 2 == 0 or part in words:
            text += re.escape(part if k % 2 == 0 else words[part])
        else:
            text += f"(?P<{part}>{WORD if part in ('nth', 'number') else '.+'})"
    return re.compile(text)


def read_question(text: str, grammar: Grammar) -> set[Program]:
    """Every program that a question without its mark may ask; how many answers it has, it does not say."""
    found = {
        Program((Affords(symbol.removesuffix("_ask")),))
        for symbol in grammar
        if text in _asks(grammar, symbol)
    }
    for relation in RELATIONS:
        for slots in _match(grammar, f"{relation}_ask", text):
            found |= {
                Program((Related(relation, anchor),)) for anchor in _expressions(slots["anchor"], grammar)
            }
    for slots in _match(grammar, "material_ask", text):
        if slots["material"] in MATERIALS:
            found.add(Program((Attribute("material", slots["material"]),)))
    if text.startswith("where is "):
        found |= read(text.removeprefix("where is "), grammar)
    return found


def _asks(grammar: Grammar, symbol: str) -> tuple[str, ...]:
    return (
        tuple(grammar[symbol])
        if symbol.endswith("_ask") and f"{symbol.removesuffix('_ask')}_that" in grammar
        else ()
    )
