# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a grammar says a prompt: `grammar.expand` and `sentence` read backwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar, cast

import numpy as np

from cavendish.manifests.grammar import Grammar, plain

T = TypeVar("T")
Words = Mapping[str, Sequence[str]]
_SYMBOL = re.compile(r"\{(\w+)\}")
_BLANKS = " \t"


def recognise(grammar: Grammar, symbol: str, prompt: str, words: Words) -> dict[str, str] | None:
    """The words that make `prompt` a `sentence` of `symbol`, or None where none do.

    words: what each word of the grammar may be; a word is the same wherever it stands. A word that the prompt does
    not use is left out.
    """
    for end, chosen in _symbol(grammar, symbol, prompt, 0, words, {}, -1):
        if end == len(prompt):
            return dict(chosen)
    return None


def outcomes(draw: Callable[[np.random.Generator], T]) -> Iterator[T]:
    """Every result of a function whose only draws are `rng.integers(n)`, each once for each way to it."""
    path: list[tuple[int, int]] = []
    while True:
        yield draw(cast(np.random.Generator, _Script(path)))
        while path and path[-1][0] + 1 == path[-1][1]:
            path.pop()
        if not path:
            return
        path[-1] = (path[-1][0] + 1, path[-1][1])


class _Script:
    """Stands for a generator: it draws what the path says, and 0 after its end."""

    def __init__(self, path: list[tuple[int, int]]) -> None:
        self.path, self.at = path, 0

    def integers(self, high: int) -> int:
        if self.at == len(self.path):
            self.path.append((0, high))
        self.at += 1
        return self.path[self.at - 1][0]


def _symbol(
    grammar: Grammar, symbol: str, text: str, at: int, words: Words, chosen: Mapping[str, str], big: int
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The places where `symbol` can end that begins at `at`, each with the words chosen on the way.

    big: the place of the letter that is capital whatever the grammar has; -1 for none.
    """
    name, capital = plain(symbol, grammar, words)
    big = at if capital else big
    if name in words:
        for word in [chosen[name]] if name in chosen else words[name]:
            end = _literal(text, at, word, big)
            if end is not None:
                yield end, {**chosen, name: word}
        return
    for option in grammar[name]:
        yield from _pieces(grammar, _split(option), text, at, words, chosen, big)


def _pieces(
    grammar: Grammar,
    pieces: tuple[str, ...],
    text: str,
    at: int,
    words: Words,
    chosen: Mapping[str, str],
    big: int,
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """As `_symbol`, for the rest of an alternative: a literal, a symbol, a literal, ..., a literal."""
    end = _literal(text, at, pieces[0], big)
    if end is None:
        return
    if len(pieces) == 1:
        yield end, chosen
        return
    for after, more in _symbol(grammar, pieces[1], text, end, words, chosen, big):
        yield from _pieces(grammar, pieces[2:], text, after, words, more, big)


@lru_cache(4096)
def _split(option: str) -> tuple[str, ...]:
    return tuple(_SYMBOL.split(option))


def _literal(text: str, at: int, literal: str, big: int) -> int | None:
    """Where `literal` ends in `text` from `at`; blanks and the first letter as `sentence` leaves them."""
    for letter in literal:
        if letter in _BLANKS:
            if at == 0 or at == len(text) or text[at - 1] in _BLANKS:
                continue  # stripped, or joined with the blank before it
            if text[at] != " ":
                return None
            at += 1
        elif letter.isspace() and (at == 0 or at == len(text)):
            continue
        elif at < len(text) and text[at] == (letter.upper() if at in (0, big) else letter):
            at += 1
        else:
            return None
    return at
