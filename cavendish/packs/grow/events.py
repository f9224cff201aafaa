# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What happens while a pack grows, in the order in which it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Preparing:
    """Something is done once that takes a while: the environment is made."""

    what: str


@dataclass(frozen=True)
class Started:
    """The growing begins: how many entries are asked for, and how many of them stand already."""

    asked: int
    there: int


@dataclass(frozen=True)
class Made:
    """An asset or material stands in the pack. faces: 0 for a material; done: of those asked for, with those that failed."""

    name: str
    faces: int
    seconds: float
    done: int
    asked: int


@dataclass(frozen=True)
class Failed:
    """An asset or material could not be made; reason: of each attempt, once."""

    name: str
    reason: str
    done: int
    asked: int


@dataclass(frozen=True)
class Summary:
    """A pack as it stands after growing.

    made, kept: names of this run and of before; failed: name -> reason. seconds: for each generator, the mean for one
    that was made. bytes: of the whole pack; assets, materials, classes, faces: of all that stands in it.
    """

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]
    failed: dict[str, str] = field(hash=False)
    seconds: dict[str, float] = field(hash=False)
    assets: int
    materials: int
    classes: int
    faces: int
    bytes: int
    wall: float


Event = Preparing | Started | Made | Failed
