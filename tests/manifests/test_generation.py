# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Captions: true of what is in view, said as their facts are, and held so by validation."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.engine.worker import write_pairs
from cavendish.manifests.captions import claims, place
from cavendish.manifests.captions.words import symbols
from cavendish.manifests.checks import CHECKS, Fault
from cavendish.manifests.checks.captions import says
from cavendish.manifests.checks.material import Expected, ViewFiles
from cavendish.manifests.grammar import size
from cavendish.manifests.prompts import phrasebook
from cavendish.manifests.schema import read_row
from cavendish.manifests.tasks import TASKS
from cavendish.manifests.tasks.generation import Generation
from cavendish.render.frame import Frame, write_frame


@pytest.fixture
def frame(make: SimpleNamespace) -> Frame:
    """A bed, two chairs and a wooden dresser before a wall; of a third box only a few pixels are seen."""
    instances = np.full((96, 128), 1)
    boxes = {2: (50, 90, 5, 60), 3: (30, 50, 66, 76), 4: (30, 50, 80, 90), 5: (40, 80, 96, 124)}
    boxes |= {6: (5, 15, 5, 15), 7: (5, 15, 25, 35), 8: (5, 7, 50, 53)}
    for key, (top, bottom, left, right) in boxes.items():
        instances[top:bottom, left:right] = key
    names = {1: "wall", 2: "bed", 3: "chair", 4: "chair", 5: "dresser", 6: "box", 7: "box", 8: "box"}
    bare: Frame = make.frame_of(instances, names)
    items = tuple(
        replace(item, attributes={"material": "wood"}) if item.id == 5 else item for item in bare.items
    )
    where = {"builder": "room", "light": {"sun_elevation": 31.0}}
    return replace(bare, items=items, provenance=where)


@pytest.fixture
def view(frame: Frame, tmp_path: Path) -> Callable[..., ViewFiles]:
    """The frame with captions on disk; `spoil` may change their facts."""

    def write(spoil: Callable[[dict[str, Any]], None] = lambda row: None) -> ViewFiles:
        folder = tmp_path / "train" / "000000" / "0"
        write_frame(folder, frame)
        parameters = Generation(per_view=4, styles={"length": {"long": 1}})
        pairs = list(TASKS["generation"].draw(frame, parameters, np.random.default_rng(3)))
        rows = write_pairs(folder, pairs, "train", 0, 0, 7)
        for row in rows:
            spoil(row)
        expected = Expected("train", 7, "", ("depth", "normals", "instances"), False, 1)
        return ViewFiles(tmp_path, "train", 0, 0, tuple(read_row(json.dumps(row)) for row in rows), expected)

    return write


def faults(view: ViewFiles) -> list[str]:
    return [said.message for said in CHECKS["captions"].run(view) if isinstance(said, Fault)]


def test_the_facts_are_those_of_the_view(frame: Frame) -> None:
    assert place.setting(frame) == "a bedroom"
    there = claims.groups(frame)
    assert {name: group["count"] for name, group in there.items()} == {
        "bed": 1,
        "chair": 2,
        "dresser": 1,
        "box": 0,
    }
    assert there["dresser"]["material"] == "wood" and there["bed"]["material"] == ""
    lies = [(one["subject"]["class"], one["relation"], one["anchor"]) for one in claims.details(frame)]
    assert ("bed", "left", "dresser") in lies and ("bed", "right", "dresser") not in lies


def test_an_office_chair_keeps_chairs_from_being_counted(frame: Frame) -> None:
    items = tuple(replace(item, category="office chair") if item.id == 3 else item for item in frame.items)
    assert "chair" not in claims.groups(replace(frame, items=items))


def test_a_pencil_is_not_called_a_pen(frame: Frame) -> None:
    kinds = {"kind": "pencil"}
    items = tuple(
        replace(item, category="pen", attributes=kinds) if item.id == 2 else item for item in frame.items
    )
    drawn = replace(frame, items=items)
    assert "pen" not in claims.groups(drawn) and "dresser" in claims.groups(drawn)
    assert not any("pen" in (one["anchor"], one["subject"]["class"]) for one in claims.details(drawn))


def test_the_hour_is_told_where_daylight_comes_into_view(frame: Frame) -> None:
    assert place.light(frame) == "", "a bedroom without a window in view"
    items = tuple(replace(item, category="window") if item.id == 5 else item for item in frame.items)
    for degrees, word in ((31.0, "day"), (1.0, "twilight"), (-20.0, "night")):
        where = {"builder": "room", "light": {"sun_elevation": degrees}}
        assert place.light(replace(frame, items=items, provenance=where)) == word
    assert place.light(replace(frame, items=items, provenance={"builder": "room"})) == ""


@pytest.mark.parametrize(
    ("color", "word"),
    [((110, 160, 225), "blue"), ((236, 238, 240), "pale"), ((140, 142, 144), "gray"), ((12, 14, 22), "dark")],
)
def test_the_sky_is_called_by_its_pixels(
    color: tuple[int, int, int], word: str, make: SimpleNamespace
) -> None:
    instances = np.zeros((64, 64))
    instances[40:] = 1
    street = replace(make.frame_of(instances, {1: "road"}), provenance={"builder": "street"})
    street.rgb[:40] = color
    assert place.sky(street) == word
    street.rgb[:20] = (200, 90, 40)  # half of it is red
    assert place.sky(street) == ""
    assert place.sky(replace(street, provenance={"builder": "room"})) == ""


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("bare", "bare", "bare"),
        ("in bloom", "in bloom", "bloom"),
        ("bare", "in leaf", ""),
        ("in leaf", "in leaf", ""),
    ],
)
def test_trees_are_said_to_be_what_all_of_them_are(
    first: str, second: str, word: str, make: SimpleNamespace
) -> None:
    instances = np.ones((64, 64))
    instances[8:40, 8:24], instances[8:40, 36:52] = 2, 3
    bare = make.frame_of(instances, {1: "ground", 2: "tree", 3: "tree"})
    attributes = {2: {"foliage": first}, 3: {"foliage": second}}
    items = tuple(replace(item, attributes=attributes.get(item.id, {})) for item in bare.items)
    assert place.trees(replace(bare, items=items)) == word


@pytest.mark.parametrize(
    ("degrees", "word"), [(-80, "top"), (-30, "down"), (0, "level"), (-12, ""), (20, "up")]
)
def test_the_view_is_the_cameras(degrees: float, word: str, frame: Frame) -> None:
    turn = np.radians(degrees)
    pose = np.eye(4)
    pose[:3, 1], pose[:3, 2] = (0, -np.sin(turn), np.cos(turn)), (0, -np.cos(turn), -np.sin(turn))
    shot = replace(frame.view, pose=tuple(map(tuple, pose.tolist())))
    assert place.view(replace(frame, view=shot)) == word


def test_what_was_spoken_of_is_the_thing() -> None:
    def group(name: str, count: int, color: str = "") -> dict[str, Any]:
        return {"class": name, "count": count, "color": color, "material": ""}

    def detail(anchor: str, *subjects: dict[str, Any]) -> dict[str, Any]:
        return {"relation": "on", "anchor": anchor, "subjects": list(subjects)}

    things = [group("table", 1), group("chair", 3, "red"), group("book", 0)]
    told = [
        detail("table", group("mug", 1), group("bowl", 2, "blue")),
        detail("rug", group("chair", 2)),
        detail("table", group("book", 1)),
        detail("rug", group("table", 1)),
    ]
    facts = {"setting": "a room", "things": things, "details": told, "aspects": [], "light": "", "view": ""}
    said = symbols(facts)
    assert said["things"] == ["a table, three red chairs and some books"]
    assert list(said["detail_0"]) == [
        "a mug and two blue bowls are {on} the table.",
        "{on} the table are a mug and two blue bowls.",
        "there is a mug and two blue bowls {on} the table.",
    ]
    assert said["detail_1"] == ["two of the chairs are {on} a rug."]
    assert said["detail_2"] == ["one of the books is {on} the table."]
    assert said["detail_3"] == ["the table is {on} the rug."]


def test_captions_are_many_true_and_read_back(frame: Frame) -> None:
    assert size(phrasebook("generation").grammar, "prompt") > 10_000
    rng = np.random.default_rng(0)
    pairs = list(TASKS["generation"].draw(frame, Generation(per_view=60), rng))
    for pair in pairs:
        TASKS["generation"].prove(pair, frame)
        assert not pair.has_input and np.array_equal(pair.target, frame.rgb)
        assert says(pair.prompt, pair.program), pair.prompt
        assert pair.flip_safe == (" left " not in pair.prompt and " right " not in pair.prompt)
    assert len({pair.prompt for pair in pairs}) > 54
    lengths = [len(pair.prompt) for pair in pairs]
    assert min(lengths) < 50 and max(lengths) > 150


def test_a_view_of_nothing_has_no_caption(make: SimpleNamespace) -> None:
    empty = make.frame_of(np.ones((32, 32)), {1: "wall"})
    assert list(TASKS["generation"].draw(empty, Generation(), np.random.default_rng(0))) == []


def test_validation_holds_good_captions(view: Callable[..., ViewFiles]) -> None:
    files = view()
    assert len(files.rows) == 4 and faults(files) == []


BED = {"class": "bed", "count": 1, "color": "", "material": ""}
RIGHT = {"relation": "right", "anchor": "dresser", "subjects": [BED]}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("setting", "a kitchen", "says a kitchen"),
        ("light", "night", "says night of the light"),
        ("view", "up", "says up of the view"),
        ("things", [BED | {"class": "chair", "count": 3}], "counts 3 of chair"),
        ("things", [BED | {"class": "box", "count": 2}], "nobody can be sure"),
        ("things", [BED | {"class": "sofa"}], "speaks of sofa"),
        ("things", [BED | {"class": "bed", "count": 0}], "some bed"),
        ("things", [BED | {"material": "metal"}], "says metal of bed"),
        ("things", [BED | {"color": "red"}], "says red of bed"),
        ("details", [RIGHT], "right dresser"),
        ("aspects", [["sky", "blue"]], "says blue of the sky"),
    ],
)
def test_validation_finds_false_facts(
    view: Callable[..., ViewFiles], key: str, value: object, said: str
) -> None:
    def spoil(row: dict[str, Any]) -> None:
        row["program"] = json.dumps(json.loads(row["program"]) | {key: value})

    text = " ".join(faults(view(spoil)))
    assert said in text and "does not say what its facts are" in text


def test_validation_finds_a_false_count_in_the_text(view: Callable[..., ViewFiles]) -> None:
    def spoil(row: dict[str, Any]) -> None:
        row["prompt"] = row["prompt"].replace("two chairs", "three chairs").replace("bed", "two beds", 1)

    assert "does not say what its facts are" in " ".join(faults(view(spoil)))
