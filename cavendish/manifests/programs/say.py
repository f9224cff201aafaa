# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A program in words: the grammar of a task says each of its steps once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cavendish.manifests.grammar import Grammar, expand
from cavendish.manifests.programs.steps import (
    ATTRIBUTES,
    Affords,
    Attribute,
    Count,
    Kind,
    Most,
    Program,
    Related,
)
from cavendish.manifests.programs.words import names
from cavendish.scenes.ontology import category

Rng = np.random.Generator
USUAL, AFTER = 0.6, 0.25  # chances that a class takes its usual name, and that a material follows the noun
VERBS = ({"is": "is", "s": "s"}, {"is": "are", "s": ""})  # the endings of verbs in both numbers
THING = "thing"  # the symbol for what has no class


@dataclass(frozen=True)
class _Noun:
    """A noun with all that goes with it, in both numbers. loaded: something follows it, so that nothing more may."""

    one: str
    many: str
    loaded: bool


def say(program: Program, grammar: Grammar, rng: Rng, anchor: str = "") -> str:
    """An expression with its article: the red mug on the table, both chairs, all books.

    anchor: how it says what another thing stands in a relation to, where that has been said before.
    """
    noun = _noun(program, grammar, rng, anchor)
    order, count = program.last(Most), program.last(Count)
    if order is not None:
        symbol = f"{order.by}_{'1' if order.rank == 1 else 'n'}"
        options = grammar[symbol]
        if noun.loaded:  # "the mug on the table closest to us" would ask for the table
            options = [text for text in options if text.endswith("{noun}")] or options
        nth = grammar["ordinals"][order.rank - 2] if order.rank > 1 else ""
        return expand({**grammar, symbol: options}, symbol, rng, noun=noun.one, nth=nth)
    if count is None:
        if _stuff(program):
            return expand(grammar, "one", rng, noun=noun.one)
        return expand(grammar, "all", rng, noun=noun.one, nouns=noun.many).replace(
            "every thing ", "everything "
        )
    if count.of == 1:
        return expand(grammar, "one", rng, noun=noun.one, nouns=noun.many)
    number = grammar["numbers"][count.of - 2]
    symbol = "some_2" if count.of == 2 else "some"
    return expand(grammar, symbol, rng, nouns=noun.many, number=number)


def _noun(program: Program, grammar: Grammar, rng: Rng, anchor: str) -> _Noun:
    kind = next((step for step in program.steps if isinstance(step, Kind)), None)
    one, many = _called(kind.of, rng) if kind else _thing(grammar, rng)
    said = {step.of: step.value for step in program.steps if isinstance(step, Attribute)}
    related = [step for step in program.steps if isinstance(step, Related)]
    uses = [step for step in program.steps if isinstance(step, Affords)]
    # A colour never follows its noun: "paint the mug that is red blue".
    after = "material" in said and not related and not uses and rng.random() < AFTER
    before = [
        _adjective(name, said[name], grammar, rng)
        for name in ATTRIBUTES
        if name in said and not (after and name == "material")
    ]
    noun = _Noun(" ".join([*before, one]), " ".join([*before, many]), False)
    if after:
        noun = _followed(noun, "with_material", grammar, rng, material=said["material"])
    for step in related:
        where = anchor or say(step.to, grammar, rng)
        options = grammar[step.relation]
        if step.relation == "on" and _stuff(step.to):  # nothing lies on top of a floor
            options = [text for text in options if " top " not in text] or options
        noun = _followed(noun, step.relation, {**grammar, step.relation: options}, rng, anchor=where)
    for use in uses:
        noun = _followed(noun, f"{use.use}_that", grammar, rng)
    return noun


def _followed(noun: _Noun, symbol: str, grammar: Grammar, rng: Rng, **words: str) -> _Noun:
    """The noun with what follows it, the same words in both numbers."""
    options = grammar[symbol]
    text = options[int(rng.integers(len(options)))]
    fixed = {**grammar, symbol: [text]}
    one, many = (expand(fixed, symbol, rng, **words, **verb) for verb in VERBS)
    return replace(noun, one=f"{noun.one} {one}", many=f"{noun.many} {many}", loaded=True)


def _adjective(name: str, value: str, grammar: Grammar, rng: Rng) -> str:
    symbol = f"adjective_{value}" if name == "material" else value
    return expand(grammar, symbol, rng) if symbol in grammar else value


def _called(name: str, rng: Rng) -> tuple[str, str]:
    options = names(name)
    return options[0] if rng.random() < USUAL else options[int(rng.integers(len(options)))]


def _thing(grammar: Grammar, rng: Rng) -> tuple[str, str]:
    word = expand(grammar, THING, rng)
    return word, f"{word}s"


def _stuff(program: Program) -> bool:
    kind = next((step for step in program.steps if isinstance(step, Kind)), None)
    return kind is not None and not category(kind.of).thing
