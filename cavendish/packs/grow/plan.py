# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The table of Infinigen's generators, and the jobs that a pack asks of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from cavendish.errors import InputError, nearest
from cavendish.scenes.ontology import category

FORM = 2  # of what a job makes: it changes when the making does
ATTEMPTS = 3  # seeds that are tried for one asset
TIME = 60.0  # seconds for one attempt
SLACK = 1.25  # how far beyond the sizes of its class a generated thing may go, where its row says nothing
REACH = 1.45  # how far it may go at most: beyond half as much again a pack's asset is refused
MATERIALS = "materials"  # asks for all of them, where classes are named
Stands = Literal["floor", "thing", "wall", "ceiling", "ground"]
Range = tuple[float, float]


@dataclass(frozen=True)
class Generator:
    """A row of the table: what makes assets of one class.

    front: the axis of its own frame that faces the viewer. size: least and most width, depth and height in metres, a
    result outside of which is of no use. shelf: the least side of a surface that things may stand on, metres; 0 where
    nothing stands on it. faces: its budget where that is not the pack's. scale: by which its width, depth and height
    become real. grain: metres, the side of the faces that it is made of before they are decimated, where the 3 mm that
    Infinigen takes without a camera are millions. time: seconds for one attempt.
    """

    name: str
    factory: str
    category: str
    front: str = "x"
    up: str = "z"
    stands: Stands = "floor"
    size: tuple[Range, ...] | None = None
    shelf: float = 0.0
    faces: int | None = None
    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    arguments: Mapping[str, Any] = field(default_factory=dict, hash=False)
    grain: float | None = None
    time: float = TIME


@dataclass(frozen=True)
class Finish:
    """A row of the table: what makes materials, and the kinds of our own that they may stand in for.

    each: how many are made for each variant that is asked for: rooms show more of some kinds. vivid: the most saturation
    of its mean colour, 0..1, as generators give metals hues that no metal has.
    """

    name: str
    factory: str
    kinds: tuple[str, ...]
    arguments: Mapping[str, Any] = field(default_factory=dict, hash=False)
    time: float = TIME
    each: int = 1
    vivid: float = 1.0


@dataclass(frozen=True)
class Job:
    """One asset or material to make: its name in the pack, and the seeds that are tried in turn."""

    name: str
    row: Generator | Finish
    seeds: tuple[int, ...]
    faces: int

    @property
    def folder(self) -> str:
        """Where in the pack its files lie."""
        return MATERIALS if isinstance(self.row, Finish) else self.row.name

    @property
    def key(self) -> str:
        """Of all that decides on what is made."""
        told = {**self.plain(self.seeds[0]), "seeds": self.seeds, "form": FORM}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def plain(self, seed: int) -> dict[str, Any]:
        """What the process is told."""
        row = self.row
        told = {"name": self.name, "factory": row.factory, "arguments": dict(row.arguments), "seed": seed}
        if isinstance(row, Finish):
            return {**told, "kind": "material", "vivid": row.vivid}
        return {
            **told,
            "kind": "asset",
            "up": row.up,
            "front": row.front,
            "scale": list(row.scale),
            "faces": self.faces,
            "size": [list(side) for side in row.size or ()],
            "shelf": row.shelf,
            "spawn": {} if row.grain is None else {"face_size": row.grain},
        }


@cache
def table() -> tuple[Generator | Finish, ...]:
    """All rows of `infinigen.yaml`: generators of assets, then those of materials."""
    text = (files("cavendish.packs.grow") / "infinigen.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    assets = [_generator(name, row) for name, row in read["assets"].items()]
    return (*assets, *(_finish(name, row) for name, row in read["materials"].items()))


def chosen(classes: Sequence[str] | None) -> list[Generator | Finish]:
    """The rows of classes or generators by their names, all for None. Raises InputError for a name that is neither."""
    if classes is None:
        return list(table())
    known = {MATERIALS, *(row.name for row in table())}
    known |= {row.category for row in table() if isinstance(row, Generator)}
    for name in classes:
        if name not in known:
            raise InputError(f"Infinigen grows no {name!r}; {nearest(name, known)}")
    return [row for row in table() if _names(row) & set(classes)]


def jobs(rows: Sequence[Generator | Finish], variants: int, seed: int, faces: int) -> list[Job]:
    """The jobs for each variant of each row, the first variants of all rows first.

    A variant's seeds depend on the pack's, its row and its number alone.
    """
    return [
        _job(row, number, seed, faces)
        for variant in range(variants)
        for row in rows
        for number in _numbers(row, variant)
    ]


def _numbers(row: Generator | Finish, variant: int) -> range:
    each = row.each if isinstance(row, Finish) else 1
    return range(variant * each, (variant + 1) * each)


def _job(row: Generator | Finish, number: int, seed: int, faces: int) -> Job:
    drawn = (f"{seed}/{row.name}/{number}/{attempt}".encode() for attempt in range(ATTEMPTS))
    seeds = tuple(int(hashlib.sha256(text).hexdigest()[:7], 16) for text in drawn)
    budget = faces
    if isinstance(row, Generator) and row.faces is not None:
        budget = max(200, round(row.faces * faces / 20_000))
    return Job(f"{row.name}-{number:04d}", row, seeds, budget)


def _names(row: Generator | Finish) -> set[str]:
    return {row.name, MATERIALS if isinstance(row, Finish) else row.category}


def _generator(name: str, row: Mapping[str, Any]) -> Generator:
    told = dict(row)
    category_ = told.pop("class", name)
    size, usual = told.pop("size", None), category(category_).size
    scale = told.pop("scale", 1.0)
    if size is None and usual is not None:
        size = [(low / SLACK, high * SLACK) for low, high in usual]
    elif usual is not None:
        pairs = zip(size, usual, strict=True)
        size = [(max(a, low / REACH), min(b, high * REACH)) for (a, b), (low, high) in pairs]
    return Generator(
        name,
        f"infinigen.assets.objects.{told.pop('factory')}",
        category_,
        size=None if size is None else tuple((float(low), float(high)) for low, high in size),
        scale=tuple(scale) if isinstance(scale, list) else (scale, scale, scale),
        **told,
    )


def _finish(name: str, row: Mapping[str, Any]) -> Finish:
    told = dict(row)
    return Finish(name, f"infinigen.assets.materials.{told.pop('factory')}", tuple(told.pop("kinds")), **told)
