# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Phrasebooks: the grammars of prompts, read from `LANGUAGE/TASK.yaml` here and from the folders that a recipe names.

A file holds `slots` (what the task fills, each with what it is), `starts` (the symbols that it begins with, which every
language has), `axes` (the styles that a recipe may choose from) and `symbols` (name -> alternatives). A symbol that is a mapping branches along the axes, in their order; its branches are
symbols too: `prompt` -> `prompt_order` -> `prompt_order_short`. `{Verb}` is `{verb}` with a capital letter. A user's file adds to the one that has its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from cavendish.errors import nearest
from cavendish.manifests.grammar import Grammar, plain

START = "prompt"
KEYS = ("slots", "starts", "axes", "symbols")
Place = tuple[str | int, ...]
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SLOT = re.compile(r"\{(\w+)\}")


class PromptError(ValueError):
    """A file of prompts that is wrong; the message names file, line and cure."""


@dataclass(frozen=True)
class Phrasebook:
    """What a task can say in a language.

    slots: what the task fills -> what that is. axes: axis -> its values. grammar: symbol -> alternatives, branches
    unfolded.
    """

    task: str
    language: str
    slots: Mapping[str, str]
    axes: Mapping[str, tuple[str, ...]]
    grammar: Grammar

    def start(self, style: Mapping[str, Mapping[str, float]], rng: np.random.Generator, **fixed: str) -> str:
        """The symbol to expand: `prompt`, branched along the axes.

        style: axis -> weight of each value; an axis that it leaves out takes all values alike. fixed: axis -> value that
        is no longer open.
        """
        symbol = START
        for axis, values in self.axes.items():
            there = [value for value in values if f"{symbol}_{value}" in self.grammar]
            if not there:
                break
            value = fixed.get(axis) or chosen(there, style.get(axis), rng)
            symbol = f"{symbol}_{value}"
        if symbol not in self.grammar:
            raise PromptError(
                f"{self.language}/{self.task}.yaml has no {symbol.replace('_', ' -> ')}; add it under symbols"
            )
        return symbol


def chosen(values: Sequence[str], weights: Mapping[str, float] | None, rng: np.random.Generator) -> str:
    """One of `values`, by weights; all alike where there are none, or none for any of these values."""
    shares = np.array([(weights or {}).get(value, 0.0) for value in values])
    if shares.sum() <= 0:
        return values[int(rng.integers(len(values)))]
    return values[int(rng.choice(len(values), p=shares / shares.sum()))]


def load(task: str, language: str = "en") -> Grammar:
    """The grammar of a task in a language, with what the recipe under way adds. Raises PromptError."""
    return phrasebook(task, language).grammar


@cache
def phrasebook(task: str, language: str = "en") -> Phrasebook:
    """What a task can say in a language, with what the recipe under way adds. Raises PromptError."""
    return book(task, language, _ADOPTED)


def languages(task: str) -> tuple[str, ...]:
    """The languages that have words for a task, those of the recipe under way included."""
    shipped = {path.name for path in _home().iterdir() if (path / f"{task}.yaml").is_file()}
    return tuple(sorted(shipped | {language for language, told in _ADOPTED.items() if task in told}))


def adopt(rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Take the prompts of a recipe, language -> task -> file, in place of those adopted before. Raises PromptError."""
    if rows == _ADOPTED:
        return
    for language, task in ((language, task) for language, told in rows.items() for task in told):
        book(task, language, rows)
    _ADOPTED.clear()
    _ADOPTED.update(rows)
    phrasebook.cache_clear()


def book(task: str, language: str, rows: Mapping[str, Mapping[str, Any]]) -> Phrasebook:
    """As `phrasebook`, with what `rows` adds: language -> task -> file."""
    own, more = _shipped(language, task), rows.get(language, {}).get(task)
    if own is None and more is None:
        there = [path.name for path in sorted(_home().iterdir()) if (path / f"{task}.yaml").is_file()]
        there += [name for name, told in rows.items() if task in told]
        raise PromptError(
            f"there are no prompts of {task} in {language!r}; {nearest(language, there)}. A file {language}/{task}.yaml "
            "in a folder that the recipe names by `prompts` adds some"
        )
    origin = _shipped("en", task)
    slots = dict(origin["slots"]) if origin else {}
    axes: dict[str, tuple[str, ...]] = {}
    grammar: dict[str, tuple[str, ...]] = {}
    for data, where in ((own, f"{language}/{task}.yaml"), (more, f"the recipe's {language}/{task}.yaml")):
        if data is not None:
            _add(
                _Told(data, data.get(_LINES, {}), where),
                slots,
                axes,
                grammar,
                origin is None or data is origin,
            )
    for symbol in (START, *(origin or {}).get("starts", ())):
        if symbol not in grammar:
            raise PromptError(
                f"{language}/{task}.yaml has no symbol {symbol}, which the task begins with; see en/{task}.yaml"
            )
    _reached(grammar, f"{language}/{task}.yaml")
    return Phrasebook(task, language, slots, axes, grammar)


def brought(folder: Path) -> dict[str, dict[str, Any]]:
    """The prompts in a user's folder, language -> task -> file, checked. Raises PromptError, OSError."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*/*.yaml")):
        found.setdefault(path.parent.name, {})[path.stem] = _data(path.read_text(encoding="utf-8"), str(path))
    if not found:
        raise PromptError(f"{folder} holds no prompts; write them as {folder}/LANGUAGE/TASK.yaml")
    for language, told in found.items():
        for task in told:
            book(task, language, found)
    return {
        language: {
            task: {key: value for key, value in data.items() if key != _LINES} for task, data in told.items()
        }
        for language, told in found.items()
    }


_ADOPTED: dict[str, Mapping[str, Any]] = {}  # the prompts of the recipe under way
_LINES = "lines of the file"


@dataclass(frozen=True)
class _Told:
    """A file of prompts as data, and where each place of it stands."""

    data: Mapping[str, Any]
    lines: Mapping[Place, str]
    name: str

    def at(self, *place: str | int) -> str:
        known = (self.lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in self.lines)
        return next(known, self.name)


def _add(
    told: _Told,
    slots: dict[str, str],
    axes: dict[str, tuple[str, ...]],
    grammar: dict[str, tuple[str, ...]],
    free: bool,
) -> None:
    """Add a file's axes and symbols to a book. free: whether it may say what the task fills. Raises PromptError."""
    for key in told.data:
        if key not in (*KEYS, _LINES):
            raise PromptError(
                f"{told.at(key)}: {key} is no part of a file of prompts; {nearest(str(key), KEYS)}"
            )
    for name, meaning in _mapping(told, "slots").items():
        if not free and name not in slots:
            raise PromptError(
                f"{told.at('slots', name)}: the task fills no slot {name}; {nearest(name, slots)}"
            )
        slots.setdefault(name, str(meaning))
    for axis, values in _mapping(told, "axes").items():
        if not isinstance(values, list) or not all(_named(value) for value in values):
            raise PromptError(f"{told.at('axes', axis)}: the axis {axis} takes a list of names")
        axes[axis] = tuple(dict.fromkeys((*axes.get(axis, ()), *values)))
    symbols = _mapping(told, "symbols")
    if not symbols:
        raise PromptError(f"{told.name}: it has no symbols; write them as symbols: {{prompt: [...]}}")
    added: list[tuple[Sequence[str], Place]] = []
    for name, value in symbols.items():
        if not _named(name) or name in slots:
            why = "is a slot, which the task fills" if name in slots else "cannot name a symbol"
            raise PromptError(f"{told.at('symbols', name)}: {name!r} {why}; use another name, such as verb")
        for symbol, alternatives, spot in _unfolded(
            told, str(name), value, tuple(axes.values()), ("symbols", name)
        ):
            grammar[symbol] = tuple(dict.fromkeys((*grammar.get(symbol, ()), *alternatives)))
            added.append((alternatives, spot))
    for texts, place in added:
        for index, text in enumerate(texts):
            _spoken(text, {*grammar, *slots}, told.at(*place, index))


def _unfolded(
    told: _Told, symbol: str, value: Any, axes: Sequence[tuple[str, ...]], place: Place
) -> Iterator[tuple[str, list[str], Place]]:
    """Each symbol that a symbol of a file stands for: itself, and its branches."""
    if isinstance(value, Mapping):
        if not axes:
            raise PromptError(f"{told.at(*place)}: {symbol} branches more often than there are axes")
        for key in value:
            if key not in axes[0]:
                raise PromptError(
                    f"{told.at(*place, key)}: {key} is no value of the axis; {nearest(str(key), axes[0])} New values "
                    "stand in axes"
                )
        there = [key for key in axes[0] if key in value]  # the axis' order, whatever the file's
        yield symbol, [f"{{{symbol}_{key}}}" for key in there], place
        for key in there:
            yield from _unfolded(told, f"{symbol}_{key}", value[key], axes[1:], (*place, key))
        return
    if not isinstance(value, list) or not value or not all(isinstance(text, str) for text in value):
        raise PromptError(
            f"{told.at(*place)}: {symbol} takes a list of texts; quote those that YAML takes for something else"
        )
    yield symbol, value, place


def _spoken(text: str, known: set[str], where: str) -> None:
    """Raise PromptError where an alternative speaks of what is not there."""
    for name in _SLOT.findall(text):
        if plain(name, known)[0] not in known:
            raise PromptError(f"{where}: {{{name}}} is neither a slot nor a symbol; {nearest(name, known)}")
    if re.search(r"[{}]", _SLOT.sub("", text)):
        raise PromptError(f"{where}: a brace of {text!r} has no partner; write a slot as {{name}}")


def _reached(grammar: Mapping[str, Sequence[str]], where: str) -> None:
    """Raise PromptError where a symbol leads back to itself."""
    done: set[str] = set()

    def follow(symbol: str, path: tuple[str, ...]) -> None:
        if symbol in path:
            raise PromptError(
                f"{where}: the symbol {symbol} leads back to itself by {' -> '.join((*path, symbol))}"
            )
        if symbol in done:
            return
        for text in grammar[symbol]:
            for inner in _SLOT.findall(text):
                if (name := plain(inner, grammar)[0]) in grammar:
                    follow(name, (*path, symbol))
        done.add(symbol)

    for symbol in grammar:
        follow(symbol, ())


def _mapping(told: _Told, key: str) -> Mapping[str, Any]:
    value = told.data.get(key)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise PromptError(f"{told.at(key)}: {key} takes a mapping of names")
    return value


def _named(name: object) -> bool:
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def _home() -> Path:
    return Path(str(files(__name__)))


@cache
def _shipped(language: str, task: str) -> dict[str, Any] | None:
    path = _home() / language / f"{task}.yaml"
    return _data(path.read_text(encoding="utf-8"), f"{language}/{task}.yaml") if path.is_file() else None


def _data(text: str, name: str) -> dict[str, Any]:
    """A file's data, with the line of each place of it under _LINES. Raises PromptError."""
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PromptError(f"{name}:{line}: this is not YAML: {error.problem or error.context}") from error
    if not isinstance(data, dict):
        raise PromptError(f"{name}: a file of prompts is a mapping of {', '.join(KEYS)}")
    return data | {_LINES: {place: f"{name}:{line}" for place, line in _lines(node, (), name)}}


def _lines(node: yaml.Node | None, place: Place, name: str) -> Iterator[tuple[Place, int]]:
    """The line, from 1, of each key and item. Raises PromptError where a key stands twice."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise PromptError(
                    f"{name}:{key.start_mark.line + 1}: {key.value} stands here a second time; remove one of the two"
                )
            seen.add(key.value)
            yield (*place, key.value), key.start_mark.line + 1
            yield from _lines(value, (*place, key.value), name)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*place, index), item.start_mark.line + 1
