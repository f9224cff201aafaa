# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Captions, read by a reader that knows English and no template, and held against the second evaluator.

Each count, colour, material and relation of the text, and what it says of floor, walls and camera, must hold in masks,
depth and the table of objects.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.manifests.programs import Kind, Program, Related
from cavendish.manifests.tasks import TASKS
from cavendish.manifests.tasks.generation import Generation
from cavendish.render.frame import Frame
from cavendish.scenes.ontology import ontology

NUMBERS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
ARTICLES = {"a": 1, "an": 1, **NUMBERS}
RELATIONS = {
    "to the left of": "left", "to the right of": "right", "in front of": "in_front", "behind": "behind",
    "on top of": "on", "on": "on", "inside": "inside", "in": "inside", "underneath": "under", "beneath": "under",
    "under": "under", "above": "above", "over": "above", "right beside": "beside", "next to": "beside", "beside": "beside",
}  # fmt: skip
COLORS = ["black", "gray", "white", "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown"]
MATERIALS = {"wooden": "wood", "metal": "metal", "glass": "glass", "plastic": "plastic", "ceramic": "ceramic"}
NOUNS = {word: row.name for row in ontology().values() for word in (row.name, row.plural)}
REL = "|".join(sorted(RELATIONS, key=len, reverse=True))
NOUN = "|".join(sorted(map(re.escape, NOUNS), key=len, reverse=True))
WORDS = "|".join((*COLORS, *MATERIALS))
THING = (
    rf"(?P<all>both|all (?P<whole>\w+)|the|(?P<part>\w+) of the|(?P<number>{'|'.join(ARTICLES)}|some)) "
    rf"(?P<adjectives>(?:(?:{WORDS}) )*)(?P<noun>{NOUN})(?![\w])"
)


class Reader:
    """Checks one Frame's captions."""

    def __init__(self, frame: Frame, eye: Any) -> None:
        self.frame, self.eye, self.held = frame, eye, Counter[str]()

    def check(self, caption: str) -> None:
        head = []
        for sentence in re.split(r"(?<=\.) ", caption):
            text = sentence.rstrip(".")
            text = text[0].lower() + text[1:]
            if not (self.detail(text) or self.aspect(text)):
                head.append(text)
        text = re.sub(r"\b(a|an) ([\w-]+ )?picture of\b|the picture shows", "", " ".join(head))
        for found in re.finditer(THING, text):
            self.count(found)
        for name, sign in {"living room": "sofa", "bedroom": "bed", "an office": "office chair"}.items():
            assert name not in text or self.ids(sign), text
        self.view(text)

    def ids(self, name: str) -> set[int]:
        return {key for key, item in self.eye.item.items() if item.category == name}

    def count(self, found: re.Match[str]) -> None:
        ids = self.ids(NOUNS[found["noun"]])
        number = found["number"]
        assert len(ids) >= 2 if number == "some" else len(ids) == ARTICLES[number], found[0]
        self.held["count"] += 1
        if number != "some":  # some of several may be hidden too much to have a colour
            self.adjectives(found, ids)

    def adjectives(self, found: re.Match[str], ids: set[int]) -> None:
        for word in found["adjectives"].split():
            for key in ids:
                if word in COLORS:
                    assert self.eye.color(key) == word, found[0]
                else:
                    assert MATERIALS[word] == self.eye.item[key].attributes["material"], found[0]
            self.held["color" if word in COLORS else "material"] += 1

    def detail(self, text: str) -> bool:
        tail = rf"(?:the|an?) (?P<anchor>{NOUN})"
        ways = (
            rf"there (?:is|are) (?P<subjects>.+?) (?P<relation>{REL}) {tail}",
            rf"(?P<relation>{REL}) {tail} (?:is|are) (?P<subjects>.+)",
            rf"(?P<subjects>.+?) (?:is|are) (?P<relation>{REL}) {tail}",
        )
        said = next((found for way in ways if (found := re.fullmatch(way, text))), None)
        if said is None:
            return False
        relation, anchor = RELATIONS[said["relation"]], NOUNS[said["anchor"]]
        assert ontology()[anchor].thing is False or len(self.ids(anchor)) == 1, text
        parts = re.split(r", | and ", said["subjects"])
        for part in parts:
            found = re.fullmatch(THING, part)
            assert found, part
            name = NOUNS[found["noun"]]
            there = self.eye.find(Program((Kind(name), Related(relation, Program((Kind(anchor),))))))
            words = {"both": 2, "the": 1}
            number = found["number"] or found["part"] or found["whole"]
            count = words[found["all"]] if number is None else ARTICLES[number]
            assert len(there) == count, (text, there)
            if found["all"] in words or found["whole"]:
                assert there == self.ids(name), text
            self.adjectives(found, there)
            self.held[relation] += 1
        return True

    def aspect(self, text: str) -> bool:
        floor = re.fullmatch("(?:the floor is (?:made of )?(wood)(?:en)?)", text)
        walls = re.fullmatch(r"the walls are (?:painted )?(\w+)", text)
        if floor:
            assert {self.eye.item[key].attributes["material"] for key in self.ids("floor")} == {"wood"}
        if walls:
            assert {self.eye.color(key) for key in self.ids("wall")} == {walls[1]}
        self.held["aspect"] += bool(floor or walls)
        return bool(floor or walls)

    def view(self, text: str) -> None:
        pose = np.array(self.frame.view.pose)
        if re.search("eye level|standing height", text):
            assert 1.2 < pose[2, 3] < 2.0 and abs(pose[2, 2]) < 0.2
            self.held["view"] += 1
        if re.search("from above|looking down|tilted down", text):
            assert pose[2, 2] > 0.3
            self.held["view"] += 1


@pytest.fixture(scope="module")
def read(boxes: SimpleNamespace, eye: Any) -> tuple[Counter[str], list[str]]:
    held, said = Counter[str](), []
    for seed in range(24):
        frame = replace(boxes.room(seed), provenance={"builder": "room"})
        reader = Reader(frame, eye(frame))
        for pair in TASKS["generation"].draw(frame, Generation(per_view=12), np.random.default_rng(seed)):
            reader.check(pair.prompt)
            said.append(pair.prompt)
        held += reader.held
    return held, said


def test_each_statement_of_a_caption_holds(read: tuple[Counter[str], list[str]]) -> None:
    held, said = read
    assert len(said) > 200 and held["count"] > 500
    assert held["behind"] + held["in_front"] + held["above"] > 10
    assert held["color"] > 50 and held["material"] > 50 and held["view"] > 5 and held["aspect"] > 5
    for relation in ("on", "left", "right", "beside"):
        assert held[relation] > 3, (relation, held)


def test_captions_are_short_and_long_and_differ(read: tuple[Counter[str], list[str]]) -> None:
    said = read[1]
    assert len(set(said)) > 0.95 * len(said)
    for text in said:
        assert not re.search(r"\b[Aa] [aeiou]|\b[Aa]n [^aeiou\W]|\b(\w+) \1\b| [,.:]|\.\.", text), text
    words = [len(text.split()) for text in said]
    assert min(words) < 9 and max(words) > 45


def test_the_reader_finds_what_is_false(boxes: SimpleNamespace, eye: Any) -> None:
    frame = boxes.flat(
        {
            2: ("mug", (20, 40, 40, 60), {"color": "red"}),
            3: ("bowl", (100, 40, 140, 60), {"material": "glass"}),
        }
    )
    reader = Reader(frame, eye(frame))
    reader.check("A room with a red mug and a glass bowl. The mug is to the left of the bowl.")
    for text in (
        "A room with two mugs.",
        "A room with a blue mug.",
        "A room with a wooden bowl.",
        "A room with a vase.",
        "A room with some bowls.",
        "A room with a mug. The mug is to the right of the bowl.",
        "A room with a mug. There is a bowl on top of the mug.",
        "A room with a mug, from eye level.",
    ):
        with pytest.raises((AssertionError, KeyError)):
            reader.check(text)
