# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a caption may claim of things: how many of a class there are, their colour and material, how they lie.

Each claim is a program (`manifests.programs`), and is made only where the program is sure and nothing is left at perhaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from cavendish.manifests.programs import Attribute, Count, Kind, Program, Related, run, view_graph
from cavendish.manifests.programs.graph import Mask, ViewGraph
from cavendish.manifests.programs.hues import CORES
from cavendish.manifests.programs.propose import FLAT, HUNG, checked
from cavendish.manifests.programs.relations import pair
from cavendish.manifests.programs.steps import Step
from cavendish.manifests.programs.words import MATERIALS, wears
from cavendish.render.frame import Frame, Item
from cavendish.scenes.ontology import category

LEAST = 0.0015  # of the pixels, that the most visible thing of a class has
MANY = 12  # things, beyond which nobody counts
RELATIONS = ("on", "inside", "under", "above", "beside", "behind", "in_front", "left", "right")
SIDED = ("left", "right")
# What a thing is made of is worth saying of these alone: a glass mirror is a mirror.
MADE = frozenset(
    {"seat", "table-like", "storage", "furniture", "vessel", "container", "utensil", "barrier", "lamp"}
)
UNCOLORED = frozenset({"human"})  # a word for a person's clothes would be heard as one for the person
# What stands on a floor is no news, but for what is put down there; on a road it is.
ROADS = frozenset({"road", "sidewalk", "crosswalk", "lawn"})
PUT_DOWN = frozenset({"container", "toy", "fruit", "vessel", "utensil", "tool", "textile", "solid", "paper"})
MOBILE = PUT_DOWN | {"vehicle", "human", "traffic control"}
HIGH = HUNG | {
    "wall shelf",
    "wall cabinet",
    "wall lamp",
    "extractor hood",
    "wall sign",
    "exit sign",
    "light panel",
}
SMALLER = (
    0.5  # of a thing's pixels, that the other has at least of which it is said to be to the left or behind
)
# Nobody begins with these.
PARTS = frozenset(
    {"handrail", "pipe", "beam", "roof truss", "smoke detector", "baseboard", "tap", "towel rail"}
)

Group = dict[str, Any]  # class, count (0: two or more, and nobody can be sure how many), color, material


def groups(frame: Frame) -> dict[str, Group]:
    """The classes in view of which a caption may speak, most visible first: class -> what holds of all its things."""
    graph = view_graph(frame)
    largest: dict[str, float] = {}
    for k in np.argsort(-graph.area, kind="stable"):
        item = graph.items[k]
        if graph.clear[k] and graph.thing[k] and graph.area[k] >= LEAST * frame.instances.size:
            largest.setdefault(item.category, float(graph.area[k]))
    found = {}
    for name in largest:
        there = run(Program((Kind(name),)), graph)
        members = np.flatnonzero(there.sure)
        if any(_misnamed(graph.items[k]) for k in members):
            continue
        exact = there.exact and len(members) <= MANY
        if exact or len(members) > 1:
            found[name] = _group(graph, name, members.tolist(), exact)
    return found


def _group(graph: ViewGraph, name: str, members: Sequence[int], exact: bool) -> Group:
    color = material = ""
    parent = category(name).parent
    colors = graph.color_sure[list(members)]
    if parent not in UNCOLORED and colors.all(axis=0).sum() == 1:
        color = list(CORES)[int(np.flatnonzero(colors.all(axis=0))[0])]
    words = {graph.items[k].attributes.get("material") for k in members}
    if parent in MADE and wears(name) and len(words) == 1:
        word = words.pop()
        material = next((value for value, known in MATERIALS.items() if word in known), "")
    return {"class": name, "count": len(members) if exact else 0, "color": color, "material": material}


def program(group: Mapping[str, Any], *more: Step) -> Program:
    """What finds a group, and with what follows it: on the table."""
    steps: list[Step] = [Kind(group["class"])]
    steps += [Attribute(key, group[key]) for key in ("color", "material") if group.get(key)]
    return Program((*steps, *more, *([Count(group["count"])] if group["count"] else [])))


def details(frame: Frame) -> Iterator[dict[str, Any]]:
    """How things lie: relation, anchor (a class, one of it in view, or a road or floor) and subject (a group).

    The subject is all of its class that stand so to the anchor.
    """
    graph = view_graph(frame)
    for a in np.flatnonzero(graph.clear).tolist():
        anchor = graph.items[a].category
        to = Program((Kind(anchor), Count(1)) if graph.thing[a] else (Kind(anchor),))
        first = next(k for k, item in enumerate(graph.items) if item.category == anchor)
        if (graph.thing[a] and not run(to, graph).sure[a]) or (not graph.thing[a] and first != a):
            continue
        if _misnamed(graph.items[a]):
            continue
        for relation in RELATIONS if graph.thing[a] else ("on",):
            near = np.flatnonzero(
                pair(graph, relation)[0][:, a] & graph.clear & graph.thing & _apt(graph, relation, a)
            )
            for name in dict.fromkeys(graph.items[k].category for k in near):
                if name == anchor or (not graph.thing[a] and not _news(name, anchor)):
                    continue
                one = Program((Kind(name), Related(relation, to)))
                meant = np.flatnonzero(run(one, graph).sure)
                told = checked(graph, Program((*one.steps, Count(max(len(meant), 1)))), "relation")
                if told is not None and told.found and not any(_misnamed(graph.items[k]) for k in told.found):
                    subject = _group(graph, name, told.found, True)
                    yield {"relation": relation, "anchor": anchor, "subject": subject}


def _misnamed(item: Item) -> bool:
    """Whether a thing goes by a narrower name than that of its class: a pencil is no pen."""
    return item.attributes.get("kind") in category(item.category).synonyms


def _news(name: str, ground: str) -> bool:
    return name not in FLAT and category(name).parent in (MOBILE if ground in ROADS else PUT_DOWN)


def _apt(graph: ViewGraph, relation: str, a: int) -> Mask:
    """(N,) of which things people would say a relation to the anchor `a`, where it holds."""
    if relation == "above":
        return np.array([item.category in HIGH for item in graph.items], bool)
    if relation == "under":  # nobody says of a table that it is under the mug on it
        return ~pair(graph, "supports")[1][:, a]
    if relation in ("on", "inside"):
        return np.ones(len(graph), bool)
    return np.asarray(
        graph.area[a] >= SMALLER * graph.area
    )  # what is found by what is larger, or hardly smaller


def fault(told: Mapping[str, Any], frame: Frame) -> str:
    """What of a claim about things, a group or a detail, does not hold; '' where all does."""
    graph = view_graph(frame)
    if "relation" not in told:
        return _group_fault(told, graph)
    name, anchor, subject = told["relation"], told["anchor"], told["subject"]
    to = Program((Kind(anchor), Count(1)) if category(anchor).thing else (Kind(anchor),))
    bare = {"class": subject["class"], "count": subject["count"]}
    for group in (bare, subject):
        if checked(graph, program(group, Related(name, to)), "relation") is None:
            return f"it says that {_few(subject)} is {name} {anchor}, of which one cannot be sure"
        if not run(program(group, Related(name, to)), graph).sure.any():
            return f"it says that {_few(subject)} is {name} {anchor}, and nothing in view is so"
    return ""


def _group_fault(told: Mapping[str, Any], graph: ViewGraph) -> str:
    name, count = told["class"], told["count"]
    there = run(Program((Kind(name),)), graph)
    number = int(there.sure.sum())
    if not number:
        return f"it speaks of {name}, of which nothing sure is in view"
    if count == 0 and number < 2:
        return f"it speaks of some {name}, and in view is {number}"
    if count and not there.exact:
        return f"it counts {count} of {name}, and nobody can be sure how many there are"
    if count not in (0, number):
        return f"it counts {count} of {name}, and in view there is {number}"
    for key in ("color", "material"):
        if told[key] and run(program({**told, "count": 0}), graph).sure.sum() != number:
            return f"it says {told[key]} of {name}, which is not surely so"
    return ""


def _few(group: Mapping[str, Any]) -> str:
    return f"{group['count']} {group['color']} {group['material']} {group['class']}".replace("  ", " ")
