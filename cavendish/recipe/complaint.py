# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a recipe, in one sentence: the file, the line, the key and the cure."""

from __future__ import annotations

import reprlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from cavendish.errors import nearest
from cavendish.manifests.tasks import TASKS
from cavendish.recipe.model import Nested, Recipe, SceneChoice
from cavendish.scenes.builders import BUILDERS

Place = tuple[str | int, ...]


class Duplicate(ValueError):
    """A key that stands twice in one mapping; `line` counts from 1."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(f"the key {key} stands here a second time; remove one of the two")
        self.line = line


def lines_of(node: yaml.Node | None, place: Place) -> Iterator[tuple[Place, int]]:
    """Line (from 1) of every key and item of a composed YAML document; of what has an anchor, where it stands first."""
    return _lines(node, place, set())


def _lines(node: yaml.Node | None, place: Place, known: set[int]) -> Iterator[tuple[Place, int]]:
    if id(node) in known:  # aliases of aliases would be without end
        return
    known.add(id(node))
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                raise Duplicate(key.value, key.start_mark.line + 1)
            seen.add(key.value)
            yield (*place, key.value), key.start_mark.line + 1
            yield from _lines(value, (*place, key.value), known)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*place, index), item.start_mark.line + 1
            yield from _lines(item, (*place, index), known)


def _flat(error: ValidationError, prefix: Place = ()) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every single complaint with its place; those of nested models are unfolded."""
    for detail in error.errors():
        place = (*prefix, *detail["loc"])
        inner = detail.get("ctx", {}).get("error")
        if isinstance(inner, Nested):
            yield from _flat(inner.error, (*place, inner.key))
        elif isinstance(inner, ValidationError):
            yield from _flat(inner, place)
        else:
            yield place, dict(detail)


def sentence(path: Path, lines: dict[Place, int], given: Mapping[Place, str], error: ValidationError) -> str:
    """One sentence on the first complaint, and how many others there are."""
    every = list(_flat(error))
    # A list that is too short for want of a broken item says nothing new.
    complaints = [(p, d) for p, d in every if not any(len(q) > len(p) and q[: len(p)] == p for q, _ in every)]
    place, detail = complaints[0]
    key = ".".join(map(str, place)) or "the recipe"
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        what = f"{key} is not a known key; {nearest(str(place[-1]), _known(place[:-1]))}"
    elif kind == "missing":
        what = f"{key} is missing"
    elif kind == "value_error":
        what = f"{key}: {context['error']}"
    else:
        shown = reprlib.repr(detail["input"])  # short of a list of lists of aliases too
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        message = detail["msg"].replace("Input should", "it should")
        what = f"{key} cannot be {shown}: {message[0].lower()}{message[1:]}"
    override = next((text for spot, text in given.items() if place[: len(spot)] == spot), None)
    nearby = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), 1)
    where = override if override else f"{path}:{nearby}"
    more = f" ({len(complaints) - 1} more after this one)" if len(complaints) > 1 else ""
    return f"{where}: {what}{more}"


def _known(place: Place) -> list[str]:
    """The keys that a mapping at this place may have."""
    model: Any = Recipe
    for step in place:
        if isinstance(step, int) or model is None:
            continue
        if step == "parameters":
            return sorted({name for b in BUILDERS.values() for name in b.parameters.model_fields})
        if step == "tasks":
            model = None
            continue
        model = SceneChoice if step == "scenes" else getattr(model.model_fields.get(step), "annotation", None)
    if model is None:  # inside tasks
        task = TASKS.get(str(place[1])) if len(place) > 1 else None
        return sorted(task.parameters.model_fields) if task else sorted(TASKS)
    return sorted(getattr(model, "model_fields", {}))
