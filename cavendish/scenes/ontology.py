# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The classes: names, plurals, synonyms, thing or stuff, parents, uses and sizes, read from `classes/*.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Range = tuple[float, float]


@dataclass(frozen=True)
class Category:
    """A class of objects. thing: it can be counted. use: a verb phrase, what one can do with it.

    size: least and most width, depth and height of a thing of this class, metres; None where none is stated.
    """

    name: str
    plural: str
    thing: bool
    parent: str
    use: str
    synonyms: tuple[str, ...] = ()
    size: tuple[Range, Range, Range] | None = None


@cache
def ontology() -> dict[str, Category]:
    """Every class by its name. Raises ValueError where two files define the same."""
    known: dict[str, Category] = {}
    for name, row in rows():
        if name in known:
            raise ValueError(
                f"the class {name} stands twice in cavendish/scenes/classes; remove one of the two"
            )
        size = row.get("size")
        known[name] = Category(
            name=name,
            plural=row["plural"],
            thing=row["kind"] == "thing",
            parent=row["parent"],
            use=row["use"],
            synonyms=tuple(row.get("synonyms", ())),
            size=None if size is None else (tuple(size[0]), tuple(size[1]), tuple(size[2])),
        )
    return known


def rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of all files, as they stand there."""
    folder = files("cavendish.scenes") / "classes"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            yield from yaml.safe_load(file.read_text(encoding="utf-8")).items()


def category(name: str) -> Category:
    """One class; a name outside the ontology is a countable thing with a regular plural."""
    return ontology().get(name) or Category(name, f"{name}s", True, "thing", "use it")
