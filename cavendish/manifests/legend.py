# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How a prompt says which class has which colour: prose, sentences, lists, maps, lines.

The words of prose and sentences are those of a phrasebook: its symbols `item`, `and` and `each`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from cavendish.manifests.grammar import Grammar, expand, joined
from cavendish.manifests.pair import Entry
from cavendish.manifests.prompts import load

Rng = np.random.Generator
MOST_IN_PROSE = 6  # entries that a reader keeps track of within a sentence


def written(
    entries: Sequence[Entry], rng: Rng, form: str = "", grammar: Grammar | None = None
) -> tuple[str, str]:
    """The legend as text, and its shape: 'prose' (the end of a sentence), 'sentences' or 'block' (after a colon).

    form: a key of FORMS, any that fits where it is left out. grammar: whose words it takes, the semantic task's if none.
    """
    names = forms_for(len(entries))
    write = FORMS[form or names[int(rng.integers(len(names)))]]
    return write(entries, rng, grammar or load("semantic"))


def forms_for(count: int) -> tuple[str, ...]:
    """The forms that a legend of so many entries may take."""
    return tuple(FORMS) if count <= MOST_IN_PROSE else ("map", "lines", "list", "row")


def _prose(entries: Sequence[Entry], rng: Rng, grammar: Grammar) -> tuple[str, str]:
    items = [expand(grammar, "item", rng, **{"class": e.said, "color": e.spelt}) for e in entries]
    return joined(items, expand(grammar, "and", rng)), "prose"


def _sentences(entries: Sequence[Entry], rng: Rng, grammar: Grammar) -> tuple[str, str]:
    pattern = grammar["each"][int(rng.integers(len(grammar["each"])))]
    said = [expand({"each": (pattern,)}, "each", rng, **{"class": e.said, "color": e.spelt}) for e in entries]
    return " ".join(said), "sentences"


def _map(entries: Sequence[Entry], rng: Rng, grammar: Grammar) -> tuple[str, str]:
    return " " + json.dumps({e.said: e.spelt for e in entries}, ensure_ascii=False), "block"


def _lines(entries: Sequence[Entry], rng: Rng, grammar: Grammar) -> tuple[str, str]:
    sign = (" = ", ": ", " -> ")[int(rng.integers(3))]
    return "\n" + "\n".join(f"{e.said}{sign}{e.spelt}" for e in entries), "block"


def _list(entries: Sequence[Entry], rng: Rng, grammar: Grammar) -> tuple[str, str]:
    bullet = ("- ", "* ")[int(rng.integers(2))]
    return "\n" + "\n".join(f"{bullet}{e.said}: {e.spelt}" for e in entries), "block"


def _row(entries: Sequence[Entry], rng: Rng, grammar: Grammar) -> tuple[str, str]:
    sign = (" ", ": ", " = ")[int(rng.integers(3))]
    return " " + "; ".join(f"{e.said}{sign}{e.spelt}" for e in entries) + ".", "block"


FORMS: Mapping[str, Callable[[Sequence[Entry], Rng, Grammar], tuple[str, str]]] = MappingProxyType(
    {"prose": _prose, "sentences": _sentences, "map": _map, "lines": _lines, "list": _list, "row": _row}
)
