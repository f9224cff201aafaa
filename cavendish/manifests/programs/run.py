# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Running a program on a view graph: what surely satisfies it, and what perhaps does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cavendish.manifests.programs.graph import Mask, ViewGraph
from cavendish.manifests.programs.hues import CORES
from cavendish.manifests.programs.relations import pair
from cavendish.manifests.programs.steps import Affords, Attribute, Count, Kind, Most, Program, Related
from cavendish.manifests.programs.words import material, mistakable, serves


@dataclass(frozen=True, eq=False)
class Found:
    """sure: (N,) what surely satisfies a program. possible: (N,) what perhaps does; it holds all that is sure."""

    sure: Mask
    possible: Mask

    @property
    def exact(self) -> bool:
        """Whether nobody could mean anything else: nothing satisfies it by half."""
        return bool(np.array_equal(self.sure, self.possible))

    @property
    def nothing(self) -> bool:
        """Whether nothing in view satisfies it, not even by half."""
        return not self.possible.any()


def run(program: Program, graph: ViewGraph) -> Found:
    """What satisfies a program. Its steps narrow the things in view; only what is clearly visible is sure."""
    # Stuff, such as a floor, is found only where a step names its class.
    named = any(isinstance(step, Kind) for step in program.steps)
    sure, possible = graph.clear.copy(), np.ones(len(graph), bool)
    if not named:
        sure, possible = sure & graph.thing, possible & graph.thing
    for step in program.steps:
        match step:
            case Most(by, rank):
                sure, possible = _most(graph, by, rank, sure, possible)
            case Count(of):
                if not possible.any():
                    continue
                if not (np.array_equal(sure, possible) and sure.sum() == of):
                    sure = np.zeros_like(sure)  # the promise of a number does not hold, or not surely
            case Attribute("size", value):
                sure, possible = _sized(graph, value, sure, possible)
            case _:
                yes, perhaps = _filter(graph, step)
                sure, possible = sure & yes, possible & (perhaps | yes)
    return Found(sure, possible)


def _filter(graph: ViewGraph, step: Kind | Affords | Attribute | Related) -> tuple[Mask, Mask]:
    """Which objects pass a step by themselves; a graph is asked the same over and over."""
    if step not in graph.cache:
        graph.cache[step] = _passed(graph, step)
    found: tuple[Mask, Mask] = graph.cache[step]
    return found


def _passed(graph: ViewGraph, step: Kind | Affords | Attribute | Related) -> tuple[Mask, Mask]:
    match step:
        case Kind(of):
            return _by_class(graph, [(name == of, mistakable(of, name)) for name in _names(graph)])
        case Affords(use):
            return _by_class(graph, [serves(name, use) for name in _names(graph)])
        case Attribute("color", value):
            k = list(CORES).index(value)
            return graph.color_sure[:, k], graph.color_possible[:, k]
        case Attribute(_, value):
            rows = [material(item.attributes.get("material"), value) for item in graph.items]
            return _by_class(graph, rows)
        case Related(relation, to):
            anchor = run(to, graph)
            yes, perhaps = pair(graph, relation)
            return (yes & anchor.sure[None]).any(axis=1), (perhaps & anchor.possible[None]).any(axis=1)


def _names(graph: ViewGraph) -> list[str]:
    return [item.category for item in graph.items]


def _by_class(graph: ViewGraph, rows: list[tuple[bool, bool]]) -> tuple[Mask, Mask]:
    table = np.array(rows, bool).reshape(len(graph), 2)
    return table[:, 0], table[:, 1]


def _most(graph: ViewGraph, by: str, rank: int, sure: Mask, possible: Mask) -> tuple[Mask, Mask]:
    """The `rank`-th in an order. One that may be before or behind another, or may not count at all, leaves it open."""
    if sure.sum() < 2:  # nobody says "the largest" of one
        return np.zeros_like(sure), possible
    surely, perhaps = pair(graph, f"order {by}")
    ahead_sure = (surely & sure[:, None]).sum(axis=0)
    ahead_most = (perhaps & possible[:, None]).sum(axis=0)
    at_rank = (ahead_sure == rank - 1) & (ahead_most == rank - 1)
    may_be = (ahead_sure <= rank - 1) & (ahead_most >= rank - 1)
    return sure & at_rank, possible & may_be


def _sized(graph: ViewGraph, value: str, sure: Mask, possible: Mask) -> tuple[Mask, Mask]:
    """Large is what is surely larger than all others that are left; perhaps large what may be larger than one of them."""
    if sure.sum() < 2:
        return np.zeros_like(sure), possible
    surely, perhaps = pair(graph, f"order {value}")
    others = possible[None] & ~np.eye(len(graph), dtype=bool)
    return sure & (surely | ~others).all(axis=1), possible & (perhaps & others).any(axis=1)
