# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Captions: true of what is in view, said as their facts are, and held so by validation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.engine.worker import write_pairs
from cavendish.manifests.captions import facts as told
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
    assert told.setting(frame) == "a bedroom" and told.light(frame) == "by day"
    there = told.things(frame)
    assert {name: thing["count"] for name, thing in there.items()} == {
        "bed": 1,
        "chair": 2,
        "dresser": 1,
        "box": 0,
    }
    assert there["dresser"]["material"] == "wooden" and there["bed"]["material"] == ""
    assert {"one": "bed", "relation": "to the left of", "other": "dresser"} in list(
        told.relations(frame, ["bed", "dresser"])
    )


def test_an_office_chair_keeps_chairs_from_being_counted(frame: Frame) -> None:
    items = tuple(replace(item, category="office chair") if item.id == 3 else item for item in frame.items)
    assert "chair" not in told.things(replace(frame, items=items))


def test_captions_are_many_true_and_read_back(frame: Frame) -> None:
    assert size(phrasebook("generation").grammar, "prompt") > 10_000
    rng = np.random.default_rng(0)
    pairs = list(TASKS["generation"].draw(frame, Generation(per_view=100), rng))
    for pair in pairs:
        TASKS["generation"].prove(pair, frame)
        assert not pair.has_input and np.array_equal(pair.target, frame.rgb)
        assert says(pair.prompt, pair.program), pair.prompt
        # Counted again from the text alone, by other means.
        for count, noun in re.findall(
            r"\b(a|an|two|three|some) (?:wooden )?(bed|chairs?|dresser|box(?:es)?)\b", pair.prompt.lower()
        ):
            assert (count, noun) in {("a", "bed"), ("two", "chairs"), ("a", "dresser"), ("some", "boxes")}, (
                pair.prompt
            )
        if "wooden" in pair.prompt:
            assert "wooden dresser" in pair.prompt
        assert pair.flip_safe == ("left" not in pair.prompt and "right" not in pair.prompt)
    assert len({pair.prompt for pair in pairs}) > 90
    lengths = [len(pair.prompt) for pair in pairs]
    assert min(lengths) < 50 and max(lengths) > 150


def test_a_view_of_nothing_has_no_caption(make: SimpleNamespace) -> None:
    empty = make.frame_of(np.ones((32, 32)), {1: "wall"})
    assert list(TASKS["generation"].draw(empty, Generation(), np.random.default_rng(0))) == []


def test_validation_holds_good_captions(view: Callable[..., ViewFiles]) -> None:
    files = view()
    assert len(files.rows) == 4 and faults(files) == []


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("setting", "a kitchen", "says a kitchen"),
        ("light", "at night", "says at night"),
        ("view", "looking up", "says looking up"),
        ("things", [{"class": "chair", "count": 3, "material": ""}], "counts 3 of chair"),
        ("things", [{"class": "box", "count": 2, "material": ""}], "nobody can be sure"),
        ("things", [{"class": "sofa", "count": 1, "material": ""}], "speaks of sofa"),
        ("things", [{"class": "bed", "count": 1, "material": "metal"}], "says metal of bed"),
        ("relation", {"one": "bed", "relation": "to the right of", "other": "dresser"}, "does not hold"),
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
        row["prompt"] = row["prompt"].replace("two chairs", "three chairs").replace("a bed", "two beds", 1)

    assert "does not say what its facts are" in " ".join(faults(view(spoil)))
