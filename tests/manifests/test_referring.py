# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The referring task: its prompts, its parameters, what `prove` refuses, and that a row alone gives back the masks."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from cavendish.codecs import decode_legend
from cavendish.manifests.grammar import size
from cavendish.manifests.pair import Pair, encoding_of, row
from cavendish.manifests.programs.paint import objects_of
from cavendish.manifests.prompts import phrasebook
from cavendish.manifests.tasks import TASKS
from cavendish.render.frame import Frame

TASK = "referring"
Pairs = list[tuple[Frame, Pair]]


def many(make: SimpleNamespace, count: int = 8, **parameters: Any) -> list[tuple[Frame, Pair]]:
    frames = [make.room(seed, things=7, size=160) for seed in range(count)]
    return [(f, p) for k, f in enumerate(frames) for p in make.pairs(TASK, f, k, per_view=6, **parameters)]


@pytest.fixture(scope="module")
def pairs(make: SimpleNamespace) -> list[tuple[Frame, Pair]]:
    """Pairs as they come, over many rooms."""
    return many(make, 20)


def test_there_are_ten_thousand_prompts_before_classes_and_colours() -> None:
    book = phrasebook(TASK)
    rest = 1 + len(book.grammar["others"])
    forms = {"prose": 1, "sentences": len(book.grammar["item_sentence"]), "block": 1 + 5 + 3}
    count = sum(
        size(book.grammar, f"prompt_{voice}_{form}") * rest * more
        for voice in book.axes["voice"]
        for form, more in forms.items()
    )
    assert count >= 10_000


def test_prompts_read_like_sentences(pairs: Pairs) -> None:
    for _, pair in pairs:
        assert pair.prompt[0].isupper() or pair.prompt[0] in "#"
        assert "{" not in pair.prompt.replace('{"', "").replace("\n", "") or '{"' in pair.prompt
        assert "  " not in pair.prompt and ".." not in pair.prompt
        assert not any(f" {a} {a} " in pair.prompt for a in ("the", "of", "is", "are", "in", "that"))


def test_a_row_and_its_target_give_back_the_objects(pairs: Pairs) -> None:
    for frame, pair in pairs:
        record = json.loads(json.dumps(row(pair, "train", 0, 0, 0, 7)))
        how, program = encoding_of(record), json.loads(record["program"])
        labels = decode_legend(pair.target, [entry.color for entry in how.legend], background=how.background)
        for k, (entry, told) in enumerate(zip(how.legend, program["expressions"], strict=True)):
            assert objects_of(entry) == told["objects"]
            assert np.array_equal(labels == k, np.isin(frame.instances, told["objects"]))
            assert entry.present == bool(told["objects"])


def test_expressions_of_a_pair_share_no_object_and_no_colour(pairs: Pairs) -> None:
    several = 0
    for _, pair in pairs:
        objects = [key for told in pair.program["expressions"] for key in told["objects"]]
        assert len(objects) == len(set(objects))
        shown = np.array([*(entry.color for entry in pair.encoding.legend), pair.encoding.background], float)
        gaps = np.linalg.norm(shown[:, None] - shown[None], axis=-1)[np.triu_indices(len(shown), 1)]
        assert gaps.min() >= 60
        several += len(pair.encoding.legend) > 1
    assert several > 20


def test_negatives_follow_their_chance_and_paint_nothing(make: SimpleNamespace) -> None:
    for chance in (0.0, 1.0):
        found = [pair for _, pair in many(make, negatives=chance)]
        assert found
        for pair in found:
            assert {entry.present for entry in pair.encoding.legend} == {chance == 0}
            if chance:
                assert np.all(pair.target == pair.encoding.background)
    hard = [e for _, p in many(make, negatives=1.0, hard=1.0) for e in p.program["expressions"]]
    assert all(len(told["program"]) > 2 or told["program"][0]["op"] == "kind" for told in hard)


def test_left_and_right_are_not_flip_safe(pairs: Pairs) -> None:
    sides = 0
    for _, pair in pairs:
        words = " ".join(entry.said for entry in pair.encoding.legend).split()
        assert pair.flip_safe != any(word in ("left", "right", "leftmost", "rightmost") for word in words)
        sides += not pair.flip_safe
    assert sides > 5


def test_most_and_weight_and_kinds_are_kept(make: SimpleNamespace) -> None:
    for _, pair in many(make, most=1, weight=2.5, kinds={"superlative": 1.0}, negatives=0.0):
        assert len(pair.encoding.legend) == 1
        assert pair.weight == 2.5
        assert pair.program["expressions"][0]["kind"] == "superlative"


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"kinds": {"relations": 1.0}}, "did you mean relation"),
        ({"kinds": {"plain": 0.0}}, "no share is over 0"),
        ({"kinds": {"plain": -1.0}}, "greater than or equal"),
        ({"negatives": 1.5}, "less than or equal"),
        ({"most": 5}, "less than or equal"),
    ],
)
def test_wrong_parameters_are_refused(parameters: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        TASKS[TASK].parameters(**parameters)


def test_prove_refuses_what_does_not_hold(pairs: Pairs) -> None:
    frame, pair = next((f, p) for f, p in pairs if p.encoding.legend[0].present)
    entry = pair.encoding.legend[0]
    told = dict(pair.program["expressions"][0])
    spoilt = pair.target.copy()
    spoilt[0, 0] = 255 - spoilt[0, 0]
    other = replace(pair.encoding, legend=(replace(entry, name=f"{entry.name}+1"), *pair.encoding.legend[1:]))
    program = {
        "expressions": [told | {"program": [{"op": "count", "of": 1}]}, *pair.program["expressions"][1:]]
    }
    for wrong, complaint in (
        (replace(pair, target=spoilt), "target does not show"),
        (replace(pair, encoding=other), "target does not show"),
        (replace(pair, prompt="Paint it."), "does not give"),
        (replace(pair, program=program), "means the objects"),
        (replace(pair, prompt=f"{pair.prompt} Not #123456."), "not in the legend"),
    ):
        with pytest.raises(ValueError, match=complaint):
            TASKS[TASK].prove(wrong, frame)


def test_a_view_without_things_makes_no_pair(make: SimpleNamespace) -> None:
    frame = make.frame_of(np.ones((48, 64), np.uint32), {1: "wall"})
    assert make.pairs(TASK, frame, per_view=4) == []
