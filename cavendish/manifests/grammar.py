# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A grammar of prompts: symbols with alternatives, expanded by a seeded generator."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

Grammar = Mapping[str, Sequence[str]]
_SYMBOL = re.compile(r"\{(\w+)\}")


def expand(grammar: Grammar, symbol: str, rng: np.random.Generator, **words: str) -> str:
    """A random sentence of `symbol`: `{name}` stands for another symbol, or for one of `words`."""

    def replace(found: re.Match[str]) -> str:
        name = found.group(1)
        return words[name] if name in words else expand(grammar, name, rng, **words)

    options = grammar[symbol]
    return _SYMBOL.sub(replace, options[int(rng.integers(len(options)))])


def sentence(text: str) -> str:
    """The text with a capital letter at its start and single blanks."""
    text = re.sub(r"[ \t]+", " ", text).strip()
    return text[:1].upper() + text[1:]


def joined(words: Sequence[str]) -> str:
    """Words as a list in prose: red, green and blue."""
    return " and ".join([part for part in (", ".join(words[:-1]), *words[-1:]) if part])


def size(grammar: Grammar, symbol: str) -> int:
    """How many different expansions `symbol` has, taking words as one each."""

    @cache
    def count(name: str) -> int:
        if name not in grammar:
            return 1
        total = 0
        for option in grammar[name]:
            product = 1
            for inner in _SYMBOL.findall(option):
                product *= count(inner)
            total += product
        return total

    return count(symbol)
