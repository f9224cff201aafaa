# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The classes: names, plurals, synonyms, thing or stuff, parents and uses, read from ontology.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Category:
    """A class of objects. thing: it can be counted. use: a verb phrase, what one can do with it."""

    name: str
    plural: str
    thing: bool
    parent: str
    use: str
    synonyms: tuple[str, ...] = ()


@cache
def ontology() -> dict[str, Category]:
    """Every class by its name."""
    text = (files("cavendish.scenes") / "ontology.yaml").read_text(encoding="utf-8")
    return {
        name: Category(
            name=name,
            plural=row["plural"],
            thing=row["kind"] == "thing",
            parent=row["parent"],
            use=row["use"],
            synonyms=tuple(row.get("synonyms", ())),
        )
        for name, row in yaml.safe_load(text).items()
    }


def category(name: str) -> Category:
    """One class; a name outside the ontology is a countable thing with a regular plural."""
    return ontology().get(name) or Category(name, f"{name}s", True, "thing", "use it")
