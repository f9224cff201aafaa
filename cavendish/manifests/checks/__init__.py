# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Checks of a dataset, one a file; `CHECKS` maps their names, each found by itself.

A check looks at one scene, or at one view of it, and yields what it held (`Held`), what is wrong (`Fault`), what it
could not look at (`Unchecked`) and what it measured (`Figure`). Where a file is broken, the check of files says so, and
every other check keeps silent on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

from cavendish.manifests.checks.material import SceneFiles, ViewFiles


@dataclass(frozen=True)
class Held:
    """So many things were looked at; those that are wrong are told as faults besides."""

    count: int = 1


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row (its id) or a file (its path in the dataset), and the cure, in one sentence."""

    place: str
    message: str


@dataclass(frozen=True)
class Unchecked:
    """Things that could not be looked at, and why."""

    what: str
    why: str
    count: int = 1


@dataclass(frozen=True)
class Figure:
    """Numbers that were measured on a view; over the dataset they are summed, and their least and largest are kept."""

    name: str
    values: tuple[float, ...]


Said = Held | Fault | Unchecked | Figure


@dataclass(frozen=True)
class Finding:
    """A fault and the check that found it."""

    check: str
    place: str
    message: str


@dataclass
class Sums:
    """Figures of one name: how many there were, and their sums, least and largest, value by value."""

    count: int
    total: tuple[float, ...]
    least: tuple[float, ...]
    most: tuple[float, ...]


@dataclass
class Tally:
    """What a check did, summed: as large for a million scenes as for one."""

    checked: int = 0
    faults: int = 0
    unchecked: Counter[tuple[str, str]] = field(default_factory=Counter)
    figures: dict[str, Sums] = field(default_factory=dict)

    def add(self, said: Said) -> None:
        """Count one thing that a check said."""
        match said:
            case Held(count):
                self.checked += count
            case Fault():
                self.faults += 1
            case Unchecked(what, why, count):
                self.unchecked[what, why] += count
            case Figure(name, values):
                self._sum(name, Sums(1, values, values, values))

    def merge(self, other: Tally) -> None:
        """Count all that another tally of the same check counted."""
        self.checked += other.checked
        self.faults += other.faults
        self.unchecked.update(other.unchecked)
        for name, sums in other.figures.items():
            self._sum(name, sums)

    def _sum(self, name: str, new: Sums) -> None:
        old = self.figures.get(name)
        if old is not None:
            new = Sums(
                old.count + new.count,
                tuple(a + b for a, b in zip(old.total, new.total, strict=True)),
                tuple(map(min, old.least, new.least)),
                tuple(map(max, old.most, new.most)),
            )
        self.figures[name] = new


@dataclass(frozen=True)
class Check:
    """A check: its name, what it proves, the function, and whether that takes a scene or a view.

    conclude: what the figures of the whole dataset say, which no single view can.
    """

    name: str
    proves: str
    of: Literal["scene", "view"]
    run: Callable[..., Iterator[Said]]
    conclude: Callable[[dict[str, Sums]], Iterator[Said]] | None = None


CHECKS: dict[str, Check] = {}
Conclude = Callable[[dict[str, Sums]], Iterator[Said]]


def scene_check(
    name: str, proves: str
) -> Callable[[Callable[[SceneFiles], Iterator[Said]]], Callable[[SceneFiles], Iterator[Said]]]:
    """Register a check of one scene."""

    def register(run: Callable[[SceneFiles], Iterator[Said]]) -> Callable[[SceneFiles], Iterator[Said]]:
        CHECKS[name] = Check(name, proves, "scene", run)
        return run

    return register


def view_check(
    name: str, proves: str, conclude: Conclude | None = None
) -> Callable[[Callable[[ViewFiles], Iterator[Said]]], Callable[[ViewFiles], Iterator[Said]]]:
    """Register a check of one view."""

    def register(run: Callable[[ViewFiles], Iterator[Said]]) -> Callable[[ViewFiles], Iterator[Said]]:
        CHECKS[name] = Check(name, proves, "view", run, conclude)
        return run

    return register


# What codecs and tasks raise on a pair that does not hold, or on a legend or parameters out of form.
FORM = (ValueError, TypeError, LookupError, AssertionError)


def in_words(error: Exception) -> str:
    """The first line of what an error says, or its name where it says nothing."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def examine(scene: SceneFiles) -> tuple[dict[str, Tally], list[Finding]]:
    """Run every check on a scene and its views: a tally for each check, and the findings in order."""
    tallies = {name: Tally() for name in CHECKS}
    findings: list[Finding] = []

    def run(check: Check, material: SceneFiles | ViewFiles) -> None:
        try:
            for said in check.run(material):
                tallies[check.name].add(said)
                if isinstance(said, Fault):
                    findings.append(Finding(check.name, said.place, said.message))
        except Exception as error:  # what a check did not foresee is never a pass
            tallies[check.name].faults += 1
            text = (
                f"the check could not end ({type(error).__name__}: {in_words(error)}); make the scene again"
            )
            findings.append(Finding(check.name, material.place, text))

    for check in CHECKS.values():
        if check.of == "scene":
            run(check, scene)
    for view in scene.views():  # one at a time, so that one view's pictures are in memory
        for check in CHECKS.values():
            if check.of == "view":
                run(check, view)
    return tallies, findings


for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")
