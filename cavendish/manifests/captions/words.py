# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A caption's facts in English: symbols that the phrasebook's sentences are expanded with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cavendish.manifests.captions.naming import a
from cavendish.manifests.classes import one_of
from cavendish.manifests.grammar import Grammar, joined
from cavendish.scenes.ontology import category

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
PLACED = {"a tabletop": "on", "a street": "on", "the shore of a lake": "on"}  # where one is not in a place
ADJECTIVES = {"wood": "wooden"}  # materials that stand otherwise before a noun


def symbols(facts: Mapping[str, Any]) -> Grammar:
    """Every symbol that says the facts, each with its alternatives. Raises KeyError or ValueError where one is none."""
    told: dict[str, list[str]] = {
        "setting": [facts["setting"]],
        "where": [f"{PLACED.get(facts['setting'], 'in')} {facts['setting']}"],
        "things": [joined([counted(group) for group in facts["things"]])],
        "light": [f" {{light_{facts['light']}}}"] if facts["light"] else [""],
        "view": [f", {{view_{facts['view']}}}"] if facts["view"] else [""],
    }
    if not facts["setting"] or not facts["things"]:
        raise ValueError("a caption speaks of a place and of something in it")
    known = {group["class"]: group["count"] for group in facts["things"]}
    for index, detail in enumerate(facts["details"]):
        told[f"detail_{index}"] = _detail(detail, known)
    told["details"] = ["".join(f" {{Detail_{index}}}" for index in range(len(facts["details"])))]
    for index, (name, value) in enumerate(facts["aspects"]):
        told[f"aspect_{index}"] = ["{walls}" if name == "walls" else f"{{{name}_{value}}}"]
        if name == "walls":
            told["shade"] = [value]
    told["aspects"] = ["".join(f" {{Aspect_{index}}}." for index in range(len(facts["aspects"])))]
    return told


def counted(group: Mapping[str, Any]) -> str:
    """Things of a class as a caption first says them: a wooden table, two red chairs, some books."""
    noun = _adjectives(group)
    if group["count"] == 1:
        return a(f"{noun}{one_of(group['class'])}")
    number = NUMBERS[group["count"]] if group["count"] else "some"
    return f"{number} {noun}{category(group['class']).plural}"


def _adjectives(group: Mapping[str, Any]) -> str:
    words = (group["color"], ADJECTIVES.get(group["material"], group["material"]))
    return "".join(f"{word} " for word in words if word)


def _detail(detail: Mapping[str, Any], known: dict[str, int]) -> list[str]:
    """A sentence on how things lie, in all the ways that say it; what it speaks of is known after it."""
    relation, anchor, subjects = detail["relation"], detail["anchor"], detail["subjects"]
    fresh = all(group["class"] not in known for group in subjects)
    place = f"{{{relation}}} {_anchor(anchor, known)}" if category(anchor).thing else f"on the {anchor}"
    said = joined([counted(group) if fresh else _again(group, known) for group in subjects])
    many = len(subjects) > 1 or subjects[0]["count"] != 1
    verb = "are" if many else "is"
    # Of "all three chairs" and "one of the books" nobody says "there are".
    ways = [f"{said} {verb} {place}."]
    if fresh:
        first = "is" if subjects[0]["count"] == 1 else "are"
        ways += [f"{place} {verb} {said}.", f"there {first} {said} {place}."]
    known.update({group["class"]: group["count"] for group in subjects if group["class"] not in known})
    known.setdefault(anchor, 1)
    return ways


def _anchor(name: str, known: Mapping[str, int]) -> str:
    return f"the {one_of(name)}" if name in known else a(one_of(name))


def _again(group: Mapping[str, Any], known: Mapping[str, int]) -> str:
    """Things of a class that has been spoken of: the chair, both chairs, two of the chairs."""
    name, count = group["class"], group["count"]
    total, plural = known[name], category(name).plural
    if total == count:
        return {1: f"the {one_of(name)}", 2: f"both {plural}"}.get(count, f"all {NUMBERS[count]} {plural}")
    return f"{NUMBERS[count]} of the {plural}"
