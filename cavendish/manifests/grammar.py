# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A grammar of prompts: symbols with alternatives, expanded by a seeded generator."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from functools import cache

import numpy as np

Grammar = Mapping[str, Sequence[str]]
_SYMBOL = re.compile(r"\{(\w+)\}")


def expand(grammar: Grammar, symbol: str, rng: np.random.Generator, **words: str) -> str:
    """A random sentence of `symbol`: `{name}` stands for another symbol, or for one of `words`; `{Name}` for the same with
    a capital letter, as in the middle of two sentences.
    """

    def replace(found: re.Match[str]) -> str:
        name, big = plain(found.group(1), grammar, words)
        text = words[name] if name in words else expand(grammar, name, rng, **words)
        return text[:1].upper() + text[1:] if big else text

    options = grammar[symbol]
    return _SYMBOL.sub(replace, options[int(rng.integers(len(options)))])


def plain(name: str, *known: Container[str]) -> tuple[str, bool]:
    """The symbol or slot that `{name}` stands for, and whether it is to begin with a capital letter."""
    big = name[:1].isupper() and not any(name in names for names in known)
    return (name[:1].lower() + name[1:], True) if big else (name, False)


def sentence(text: str) -> str:
    """The text with a capital letter at its start and single blanks."""
    text = re.sub(r"[ \t]+", " ", text).strip()
    return text[:1].upper() + text[1:]


def joined(words: Sequence[str], last: str = " and ") -> str:
    """Words as a list in prose: red, green and blue. last: what stands between the last two."""
    return last.join([part for part in (", ".join(words[:-1]), *words[-1:]) if part])


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
                product *= count(plain(inner, grammar)[0])
            total += product
        return total

    return count(symbol)
