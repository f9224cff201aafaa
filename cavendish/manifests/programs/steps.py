# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Programs: what an expression says, as data. Steps that narrow the things in view, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

ATTRIBUTES = ("size", "color", "material")  # in the order in which English says them
RELATIONS = (
    "left", "right", "behind", "in_front", "nearer", "farther", "on", "under", "above", "below", "beside", "inside",
    "supports", "contains", "rests_on",
)  # fmt: skip
ORDERS = ("left", "right", "near", "far", "large", "small", "tall")


@dataclass(frozen=True)
class Kind:
    """Keeps the things of a class."""

    of: str


@dataclass(frozen=True)
class Affords:
    """Keeps the things that serve a use, or are of a nature: a tag of the ontology."""

    use: str


@dataclass(frozen=True)
class Attribute:
    """Keeps the things with a colour, a material or a size (large or small, among those that are left)."""

    of: str
    value: str


@dataclass(frozen=True)
class Related:
    """Keeps the things that stand in a relation to one of those that another program finds."""

    relation: str
    to: Program


@dataclass(frozen=True)
class Most:
    """Keeps the first in an order, or the second and so on. by: one of ORDERS. rank: from 1."""

    by: str
    rank: int = 1


@dataclass(frozen=True)
class Count:
    """Keeps all, and says how many they are: an expression with `the` promises 1."""

    of: int


Step = Kind | Affords | Attribute | Related | Most | Count
OPS: dict[str, type[Step]] = {
    "kind": Kind,
    "affords": Affords,
    "attribute": Attribute,
    "related": Related,
    "most": Most,
    "count": Count,
}
_CHOICES = {(Attribute, "of"): ATTRIBUTES, (Related, "relation"): RELATIONS, (Most, "by"): ORDERS}


@dataclass(frozen=True)
class Program:
    """Steps, run from all things in view. Without a Count at the end it means all that are left."""

    steps: tuple[Step, ...]

    def walk(self) -> Iterator[Step]:
        """Every step, those of inner programs included."""
        for step in self.steps:
            yield step
            if isinstance(step, Related):
                yield from step.to.walk()

    def last(self, kind: type[Step]) -> Any:
        """The last step of a kind, None where there is none."""
        return next((step for step in reversed(self.steps) if isinstance(step, kind)), None)

    @property
    def flips(self) -> bool:
        """Whether a horizontal flip of the picture leaves it true."""
        sides = ("left", "right")
        return not any(
            (isinstance(step, Related) and step.relation in sides)
            or (isinstance(step, Most) and step.by in sides)
            for step in self.walk()
        )


def as_json(program: Program) -> list[dict[str, Any]]:
    """The steps as plain data: {"op": "kind", "of": "mug"} and so on; an inner program is a list again."""
    names = {kind: name for name, kind in OPS.items()}
    return [
        {"op": names[type(step)]}
        | {
            field.name: as_json(value) if isinstance(value, Program) else value
            for field in fields(step)
            for value in (getattr(step, field.name),)
        }
        for step in program.steps
    ]


def from_json(rows: Iterable[Mapping[str, Any]]) -> Program:
    """The reverse of `as_json`. Raises ValueError where a step is none."""
    return Program(tuple(_step(row) for row in rows))


def _step(row: Mapping[str, Any]) -> Step:
    kind = OPS.get(row.get("op", ""))
    if kind is None:
        raise ValueError(f"{row.get('op')!r} is no step of a program; there are {', '.join(OPS)}")
    names = {field.name for field in fields(kind)}
    if set(row) - {"op"} != names:
        raise ValueError(
            f"the step {row['op']} takes {', '.join(sorted(names))}, and this has other keys: {dict(row)}"
        )
    values: dict[str, Any] = {name: from_json(row[name]) if name == "to" else row[name] for name in names}
    for name, value in values.items():
        wanted: Any = Program if name == "to" else int if name == "rank" or kind is Count else str
        if not isinstance(value, wanted) or value not in _CHOICES.get((kind, name), (value,)):
            raise ValueError(f"{name} of the step {row['op']} cannot be {value!r}")
    return kind(**values)
