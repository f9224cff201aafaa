# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The semantic task: what a legend lists, and how it is written."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from cavendish.codecs import (
    decode_legend,
)
from cavendish.manifests.tasks import TASKS
from cavendish.scenes.ontology import category


def test_classes_under_the_floor_are_never_listed(make: SimpleNamespace) -> None:
    instances = np.ones((200, 200), np.uint32)
    instances[100:], instances[180:182, 180:182] = 2, 3
    frame = make.frame_of(instances, {1: "wall", 2: "floor", 3: "vase"})
    for pair in make.pairs("semantic", frame, per_view=80, absent=0.7):
        assert "vase" not in {entry.name for entry in pair.encoding.legend}


def test_subsets_and_absent_classes_follow_their_chances(make: SimpleNamespace) -> None:
    frame = make.room(3)
    visible = {item.category for item in frame.items if item.pixels}

    def listed(**chances: float) -> list[set[str]]:
        pairs = make.pairs("semantic", frame, 1, per_view=40, negatives=0, **chances)
        assert len(pairs) == 40
        return [{entry.name for entry in pair.encoding.legend} for pair in pairs]

    assert all(names == visible for names in listed(absent=0.0, subset=0.0))
    assert all(visible < names for names in listed(absent=1.0, subset=0.0))
    assert all(names < visible for names in listed(absent=0.0, subset=1.0))


def test_colors_are_drawn_afresh_for_every_pair(make: SimpleNamespace) -> None:
    pairs = make.pairs("semantic", make.room(3), 1, per_view=30, subset=0.0, absent=0.0, negatives=0)
    walls = {entry.color for pair in pairs for entry in pair.encoding.legend if entry.name == "wall"}
    assert len(walls) >= 25


def test_semantic_negatives_are_background_alone(make: SimpleNamespace) -> None:
    frame = make.room(3)
    visible = {item.category for item in frame.items if item.pixels}
    for pair in make.pairs("semantic", frame, 1, per_view=30, negatives=1.0):
        assert np.all(pair.target == pair.encoding.background)
        assert not visible & {entry.name for entry in pair.encoding.legend}
        assert not any(entry.present for entry in pair.encoding.legend)


@pytest.mark.parametrize(
    ("name", "count", "classes"),
    [("cityscapes", 19, ("road", "car", "person")), ("nyu40", 40, ("floor", "chair", "bed"))],
)
def test_a_legend_may_be_a_benchmarks_whole_vocabulary(
    name: str, count: int, classes: tuple[str, str, str], make: SimpleNamespace
) -> None:
    ground, thing, absent = classes
    instances = np.zeros((64, 64), np.uint32)
    instances[32:], instances[20:50, 20:40] = 1, 2
    frame = make.frame_of(instances, {1: ground, 2: thing, 3: absent})
    for pair in make.pairs("semantic", frame, 1, per_view=3, vocabularies={name: 1.0}, negatives=0):
        entries = {entry.name: entry for entry in pair.encoding.legend}
        assert len(entries) == count
        assert entries[ground].present and entries[thing].present and not entries[absent].present
        palette = [entry.color for entry in entries.values()]
        decoded = decode_legend(pair.target, palette, background=pair.encoding.background)
        assert np.all(decoded[instances == 2] == list(entries).index(thing))
        if name == "cityscapes":
            assert np.all(decoded[instances == 0] == list(entries).index("sky"))


def test_a_benchmark_that_has_no_words_for_a_scene_is_not_used_on_it(make: SimpleNamespace) -> None:
    for pair in make.pairs(
        "semantic", make.room(3), 1, per_view=3, vocabularies={"cityscapes": 1.0}, negatives=0
    ):
        assert "vocabulary" not in pair.encoding.parameters, "a street's wall is not a room's"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"vocabularies": {"ade20k": 0.5}}, "ade20k has 150 labels, and no more than 64 colors are 60 apart"),
        ({"vocabularies": {"cityscape": 0.5}}, "did you mean cityscapes"),
        ({"vocabularies": {"nyu40": 0.7}, "negatives": 0.4}, "over 1 together"),
    ],
)
def test_vocabularies_that_cannot_be_are_refused(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        TASKS["semantic"].parameters(**values)


@pytest.mark.parametrize(
    ("style", "pattern"),
    [
        ({"legend": {"map": 1}}, r'\{"'),
        ({"legend": {"list": 1}}, r"\n[-*] "),
        ({"color": {"hex": 1}}, r"#[0-9A-F]{6}"),
        ({"color": {"angles": 1}}, r"<\d+, \d+, \d+>"),
        ({"background": {"listed": 1}}, r"background|rest"),
    ],
)
def test_styles_choose_legends_colors_and_backgrounds(
    style: dict[str, dict[str, float]], pattern: str, make: SimpleNamespace
) -> None:
    for pair in make.pairs("semantic", make.room(2), 1, per_view=12, styles=style):
        assert re.search(pattern, pair.prompt), pair.prompt


@pytest.mark.parametrize("form", ["name", "plural", "synonym"])
def test_styles_choose_how_classes_are_called(form: str, make: SimpleNamespace) -> None:
    for pair in make.pairs("semantic", make.room(2), 1, per_view=12, styles={"class": {form: 1}}):
        for entry in pair.encoding.legend:
            known = category(entry.name)
            words = {"name": (), "plural": (known.plural,), "synonym": known.synonyms}[form]
            assert entry.said in (entry.name, *words)
