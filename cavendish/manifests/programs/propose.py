# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Proposing programs: what might be said of things in view, and what might be said that fits nothing in view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from cavendish.manifests.programs.graph import ViewGraph
from cavendish.manifests.programs.hues import CORES
from cavendish.manifests.programs.relations import pair
from cavendish.manifests.programs.run import Found, run
from cavendish.manifests.programs.steps import Attribute, Count, Kind, Most, Program, Related, Step
from cavendish.manifests.programs.words import MATERIALS, wears
from cavendish.scenes.ontology import category, ontology

Rng = np.random.Generator
KINDS = ("plain", "attribute", "superlative", "ordinal", "relation", "count")
SIDEWAYS = ("left", "right")
SPOKEN = (
    "left",
    "right",
    "behind",
    "in_front",
    "nearer",
    "farther",
    "on",
    "under",
    "above",
    "below",
    "beside",
    "inside",
)
FLAT = frozenset(
    {"rug", "bath mat", "floor marking", "manhole cover", "floor", "ground"}
)  # they lie everywhere at once
HUNG = frozenset(
    {
        "curtain",
        "picture",
        "mirror",
        "door",
        "window",
        "clock",
        "notice board",
        "blackboard",
        "whiteboard",
        "ceiling lamp",
    }
)
TRIES = 300  # in a row that come to nothing, before a view has no more to say
LIMIT = 6  # of things that an expression means together, and of ordinals


@dataclass(frozen=True)
class Expression:
    """A program and what it finds: indices of the graph, none for what is not in view."""

    program: Program
    kind: str
    found: tuple[int, ...]


def positives(graph: ViewGraph, kinds: Mapping[str, float], rng: Rng) -> Iterator[Expression]:
    """Expressions that surely mean what they find and nothing else, without end; fewer where a view gives none."""
    seeds = [k for k in range(len(graph)) if graph.clear[k] and graph.thing[k]]
    if not seeds:
        return
    # Each class alike often, however many books there are.
    counts = Counter(graph.items[k].category for k in seeds)
    chances = np.array([1 / counts[graph.items[k].category] for k in seeds])
    names = [name for name in KINDS if kinds.get(name, 0) > 0]
    shares = np.array([kinds[name] for name in names])
    misses = 0
    while misses < TRIES:
        kind = names[int(rng.choice(len(names), p=shares / shares.sum()))]
        target = seeds[int(rng.choice(len(seeds), p=chances / chances.sum()))]
        program = _about(graph, target, kind, rng)
        expression = None if program is None else checked(graph, program, kind)
        misses = misses + 1 if expression is None or not expression.found else 0
        if expression is not None and expression.found:
            yield expression


def negatives(graph: ViewGraph, hard: float, rng: Rng) -> Iterator[Expression]:
    """Expressions that surely fit nothing in view. hard: the share whose noun is in view, and whose attribute, relation or
    number is not."""
    seen = sorted({item.category for item, thing in zip(graph.items, graph.thing, strict=True) if thing})
    absent = [name for name, known in ontology().items() if known.thing and name not in seen]
    misses = 0
    while misses < TRIES:
        if seen and rng.random() < hard:
            program = _near_miss(graph, seen[int(rng.integers(len(seen)))], rng)
        else:
            program = _absent(seen, absent, rng)
        expression = None if program is None else checked(graph, program, "negative")
        misses = misses + 1 if expression is None or expression.found else 0
        if expression is not None and not expression.found:
            yield expression


def checked(graph: ViewGraph, program: Program, kind: str) -> Expression | None:
    """The expression of a program, or None where anybody could mean something else by it, or half of it."""
    kinds = [step.of for step in program.steps if isinstance(step, Kind)]
    if not all(_sound(graph, kinds, step) for step in program.walk()):
        return None
    found: Found = run(program, graph)
    if not found.exact or (found.sure.any() and found.sure.sum() > LIMIT):
        return None
    if not found.nothing and found.sure.any() and _wanting(graph, program, found):
        return None
    return Expression(program, kind, tuple(np.flatnonzero(found.sure).tolist()))


def _sound(graph: ViewGraph, kinds: list[str], step: Step) -> bool:
    """Whether a step speaks of what people would speak of: of one thing that is there, and not of behind a thing that has a
    back of its own."""
    if not isinstance(step, Related):
        return True
    others = [inner.of for inner in step.to.steps if isinstance(inner, Kind)]
    if step.relation in ("behind", "in_front") and any(category(name).fronted for name in others):
        return False
    if step.relation == "on" and any(name in HUNG for name in kinds):
        return False
    if step.relation not in ("on", "under", "supports", "rests_on") and FLAT & {*kinds, *others}:
        return False
    anchor = run(step.to, graph)
    return bool(anchor.sure.any()) and anchor.exact


def _wanting(graph: ViewGraph, program: Program, found: Found) -> bool:
    """Whether an expression for all things of a sort finds one alone, which "all" is not said of."""
    return program.last(Count) is None and program.last(Most) is None and bool(found.sure.sum() == 1)


def _about(graph: ViewGraph, target: int, kind: str, rng: Rng) -> Program | None:
    """A program of a kind that may mean the target, or things like it."""
    name = graph.items[target].category
    steps: list[Step] = [Kind(name)]
    if kind == "attribute" or rng.random() < 0.3:
        steps += _attributes(graph, target, rng, size=kind == "attribute")
        if kind == "attribute" and len(steps) == 1:
            return None
    if kind == "relation" or (kind in ("superlative", "count") and rng.random() < 0.2):
        related = _related(graph, target, rng)
        if related is None and kind == "relation":
            return None
        steps += [] if related is None else [related]
    if kind in ("superlative", "ordinal"):
        most = _order(graph, Program(tuple(steps)), target, kind == "ordinal", rng)
        return None if most is None else Program((*steps, most, Count(1)))
    if kind == "count" or (kind in ("attribute", "relation") and rng.random() < 0.2):
        number = int(run(Program(tuple(steps)), graph).sure.sum())
        if not 2 <= number <= LIMIT:
            return None
        return Program((*steps, Count(number)) if rng.random() < 0.5 else tuple(steps))
    return Program((*steps, Count(1)))


def _attributes(graph: ViewGraph, target: int, rng: Rng, size: bool = False) -> list[Step]:
    """One or two attributes of the target."""
    options = [
        Attribute("color", word) for word, has in zip(CORES, graph.color_sure[target], strict=True) if has
    ]
    own = graph.items[target].attributes.get("material")
    if wears(graph.items[target].category):
        options += [Attribute("material", value) for value, words in MATERIALS.items() if own in words]
    if size:
        options.append(Attribute("size", ("large", "small")[int(rng.integers(2))]))
    if not options:
        return []
    chosen = [options[k] for k in rng.permutation(len(options))[: 1 + int(rng.random() < 0.25)]]
    # A size is among those that all others leave.
    return [step for name in ("color", "material", "size") for step in chosen if step.of == name]


def _related(graph: ViewGraph, target: int, rng: Rng) -> Related | None:
    """A relation in which the target surely stands, to a thing that a plain expression means."""
    options = [
        (relation, other)
        for relation in SPOKEN
        for other in np.flatnonzero(pair(graph, relation)[0][target] & graph.clear).tolist()
    ]
    if not options:
        return None
    kinds = sorted({relation for relation, _ in options})
    relation = kinds[int(rng.integers(len(kinds)))]
    others = [other for name, other in options if name == relation]
    other = others[int(rng.integers(len(others)))]
    name = graph.items[other].category
    steps: list[Step] = [Kind(name)]
    if not graph.thing[other]:
        return Related(relation, Program((Kind(name),)))
    if rng.random() < 0.4:
        steps += _attributes(graph, other, rng)[:1]
    return Related(relation, Program((*steps, Count(1))))


def _order(graph: ViewGraph, base: Program, target: int, ordinal: bool, rng: Rng) -> Most | None:
    """An order in which the target comes first, or at a later place, among those that the base finds."""
    there = run(base, graph)
    number = int(there.sure.sum())
    if not there.sure[target] or number < (3 if ordinal else 2):
        return None
    orders = ("left", "right", "near", "far", "large", "small", "tall")
    by = orders[int(rng.choice(7, p=(0.2, 0.2, 0.17, 0.13, 0.13, 0.1, 0.07)))]
    ahead = int((pair(graph, f"order {by}")[0][:, target] & there.sure).sum())
    if ahead >= LIMIT or (ordinal and ahead == 0) or (not ordinal and ahead):
        return None
    return Most(by, ahead + 1)


def _near_miss(graph: ViewGraph, name: str, rng: Rng) -> Program | None:
    """The right noun, and an attribute, relation or number that nothing of that class has."""
    what = int(rng.choice(4, p=(0.45, 0.15, 0.25, 0.15)))
    if what == 0:
        words = [word for word in CORES if word != "gray"]
        return Program((Kind(name), Attribute("color", words[int(rng.integers(len(words)))]), Count(1)))
    if what == 1:
        usual = {item.attributes.get("material", "") for item in graph.items}
        values = [value for value, words in MATERIALS.items() if usual & set(words)]
        if not values or not wears(name):
            return None
        return Program((Kind(name), Attribute("material", values[int(rng.integers(len(values)))]), Count(1)))
    if what == 2:
        anchors = [
            k
            for k in range(len(graph))
            if graph.clear[k] and graph.thing[k] and graph.items[k].category != name
        ]
        if not anchors:
            return None
        other = graph.items[anchors[int(rng.integers(len(anchors)))]].category
        relations = ("left", "right", "on", "under", "inside", "above", "in_front", "behind")
        relation = relations[int(rng.integers(len(relations)))]
        if relation == "inside" and not category(other).encloses:
            return None
        return Program((Kind(name), Related(relation, Program((Kind(other), Count(1)))), Count(1)))
    number = sum(item.category == name for item in graph.items)
    if not 2 <= number < LIMIT:
        return None
    return Program((Kind(name), Most(SIDEWAYS[int(rng.integers(2))], number + 1), Count(1)))


def _absent(seen: list[str], absent: list[str], rng: Rng) -> Program:
    """A class that is not in view: at times a relative of one that is."""
    parents = {category(name).parent for name in seen}
    near = [name for name in absent if category(name).parent in parents]
    names = near if near and rng.random() < 0.6 else absent
    steps: list[Step] = [Kind(names[int(rng.integers(len(names)))])]
    if rng.random() < 0.3:
        words = list(CORES)
        steps.append(Attribute("color", words[int(rng.integers(len(words)))]))
    return Program((*steps, Count(1)) if rng.random() < 0.7 else tuple(steps))
