# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The classes: names, plurals, synonyms, thing or stuff, parents, uses, sizes and labels.

They come from `classes/*.yaml`, from the recipe under way (`adopt`), and from installed packages that name a YAML file
in the entry-point group `cavendish.classes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from typing import Any
from warnings import warn

import yaml

Range = tuple[float, float]


@dataclass(frozen=True)
class Category:
    """A class of objects. thing: it can be counted. use: a verb phrase, what one can do with it.

    size: least and most width, depth and height of a thing of this class, metres; None where none is stated.
    names: what public benchmarks call it, by the vocabulary (`scenes.vocabularies`), where one has a label for it.
    affords: what it surely serves for or is, as tags (sit, sharp); might: what some would say so of, and some not. Where
    nobody states `affords` (None), it might be anything. alike: classes that people may take for it. encloses: things lie
    in it in plain view. fronted: people know its front from its back.
    """

    name: str
    plural: str
    thing: bool
    parent: str
    use: str
    synonyms: tuple[str, ...] = ()
    size: tuple[Range, Range, Range] | None = None
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    affords: tuple[str, ...] | None = None
    might: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    encloses: bool = False
    fronted: bool = False


_ADOPTED: dict[str, Category] = {}  # the classes of the recipe under way
WORDS = ("synonyms", "affords", "might", "alike")  # the fields that take a list of words
FIELDS = ("plural", "kind", "parent", "use", "size", "names", *WORDS, "encloses", "fronted")


def ontology() -> dict[str, Category]:
    """Every class that a legend may name: Cavendish's own and those of the recipe under way."""
    return _shipped() | _ADOPTED


def category(name: str) -> Category:
    """One class; a name that nobody describes is a countable thing with a regular plural."""
    return (
        _shipped().get(name)
        or _ADOPTED.get(name)
        or _plugged().get(name)
        or Category(name, f"{name}s", True, "thing", "use it")
    )


def is_known(name: str) -> bool:
    """Whether someone describes a class of this name."""
    return name in _shipped() or name in _ADOPTED or name in _plugged()


def adopt(rows: Mapping[str, Any]) -> None:
    """Take the classes of a recipe in place of those adopted before. Raises ValueError as `categories` does."""
    fresh = categories(rows)
    _ADOPTED.clear()
    _ADOPTED.update(fresh)


def categories(rows: Mapping[str, Any]) -> dict[str, Category]:
    """A user's rows as classes; of each, all fields may be left out.

    Raises ValueError where a row is wrong, or a name or synonym stands for a class of Cavendish's already.
    """
    owners = {word: row.name for row in _shipped().values() for word in (row.name, row.plural, *row.synonyms)}
    found: dict[str, Category] = {}
    for name, row in rows.items():
        made = found[name] = _checked(name, row)
        for word in (made.name, made.plural, *made.synonyms):
            owner = owners.get(word)
            if owner in _shipped():
                raise ValueError(
                    f"the class {name!r} is called {word!r}, which is a name of Cavendish's class {owner!r}; "
                    "use that class, or another name"
                )
            if owner not in (None, name):
                raise ValueError(f"the classes {owner!r} and {name!r} are both called {word!r}; rename one")
            owners[word] = name
    return found


def rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of all of Cavendish's files, as they stand there."""
    folder = files("cavendish.scenes") / "classes"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            yield from yaml.safe_load(file.read_text(encoding="utf-8")).items()


@cache
def _shipped() -> dict[str, Category]:
    known: dict[str, Category] = {}
    for name, row in rows():
        if name in known:
            raise ValueError(
                f"the class {name} stands twice in cavendish/scenes/classes; remove one of the two"
            )
        known[name] = _category(name, row)
    return known


@cache
def _plugged() -> dict[str, Category]:
    """The classes of installed packages. No legend draws from them: what is installed changes no other recipe's pairs."""
    found: dict[str, Category] = {}
    for plugin in entry_points(group="cavendish.classes"):
        try:
            file = plugin.load()
            found |= categories(yaml.safe_load(file.read_text(encoding="utf-8")))
        except Exception as error:
            warn(
                f"the classes of {plugin.value} cannot be read: {type(error).__name__}: {error}", stacklevel=2
            )
    return found


def _category(name: str, row: Mapping[str, Any]) -> Category:
    size = row.get("size")
    return Category(
        name=name,
        plural=row.get("plural", f"{name}s"),
        thing=row.get("kind", "thing") == "thing",
        parent=row.get("parent", "thing"),
        use=row.get("use", "use it"),
        synonyms=tuple(row.get("synonyms", ())),
        size=None if size is None else (tuple(size[0]), tuple(size[1]), tuple(size[2])),
        names=dict(row.get("names", {})),
        affords=tuple(row["affords"]) if "affords" in row else None,
        might=tuple(row.get("might", ())),
        alike=tuple(row.get("alike", ())),
        encloses=row.get("encloses", False),
        fronted=row.get("fronted", False),
    )


def _checked(name: object, row: object) -> Category:
    """A user's row as a class. Raises ValueError."""
    if not isinstance(name, str) or not name.strip() or name != name.strip().lower():
        raise ValueError(f"{name!r} cannot name a class; use lower-case words, such as 'bar stool'")
    if not isinstance(row, Mapping):
        raise ValueError(f"the class {name!r} takes a mapping, such as {{plural: {name}s, kind: thing}}")
    for key, value in row.items():
        if key not in FIELDS:
            raise ValueError(f"{key!r} is no field of the class {name!r}; its fields are {', '.join(FIELDS)}")
        if key == "kind" and value not in ("thing", "stuff"):
            raise ValueError(
                f"the kind of the class {name!r} is {value!r}; it is thing (countable) or stuff (not)"
            )
        if key in ("plural", "parent", "use") and not (isinstance(value, str) and value.strip()):
            raise ValueError(f"the {key} of the class {name!r} is {value!r}; it takes a word or a phrase")
        if key in WORDS and not (
            isinstance(value, list | tuple) and all(isinstance(word, str) and word for word in value)
        ):
            raise ValueError(f"the {key} of the class {name!r} are {value!r}; they take a list of words")
        if key in ("encloses", "fronted") and not isinstance(value, bool):
            raise ValueError(f"{key} of the class {name!r} is {value!r}; it is true or false")
        if key == "names" and not (
            isinstance(value, Mapping) and all(isinstance(label, str) for label in value.values())
        ):
            raise ValueError(
                f"the names of the class {name!r} are {value!r}; they map a vocabulary to its label"
            )
        if key == "size" and _shape(value) != (3, 2):
            raise ValueError(
                f"the size of the class {name!r} takes least and most width, depth and height in metres, as in "
                "[[0.3, 0.5], [0.3, 0.5], [0.6, 1.1]]"
            )
    return _category(name, row)


def _shape(value: object) -> tuple[int, ...]:
    """The shape of nested lists of numbers; () where it is none."""
    if isinstance(value, list | tuple) and value:
        inner = {_shape(item) for item in value}
        return (len(value), *inner.pop()) if len(inner) == 1 else (-1,)
    return () if isinstance(value, int | float) else (-1,)
