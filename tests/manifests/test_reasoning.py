# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The reasoning task: questions from the ontology, whose answers they do not name."""

from __future__ import annotations

from itertools import islice
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from cavendish.manifests.grammar import size
from cavendish.manifests.pair import Pair
from cavendish.manifests.programs import Affords, Kind, from_json, view_graph
from cavendish.manifests.programs.promise import complaint
from cavendish.manifests.programs.question import KINDS, questions, unanswered
from cavendish.manifests.programs.words import names
from cavendish.manifests.prompts import phrasebook
from cavendish.manifests.tasks import TASKS
from cavendish.render.frame import Frame
from cavendish.scenes.ontology import category, ontology

TASK = "reasoning"
EVEN = dict.fromkeys(KINDS, 1.0)


def many(make: SimpleNamespace, **parameters: Any) -> list[tuple[Frame, Pair]]:
    frames = [make.room(seed, things=6, size=160) for seed in range(16)]
    return [(f, p) for k, f in enumerate(frames) for p in make.pairs(TASK, f, k, per_view=4, **parameters)]


def test_there_are_ten_thousand_prompts_of_each_use_before_classes_and_colours() -> None:
    book = phrasebook(TASK)
    forms = size(book.grammar, "prompt") * (1 + len(book.grammar["others"]))
    for use in (name.removesuffix("_that") for name in book.grammar if name.endswith("_that")):
        needs, phrases = 1 + len(book.grammar[f"{use}_need"]), 3 * len(book.grammar[f"{use}_that"])
        assert forms * needs * phrases >= 10_000


def test_prompts_do_not_name_the_class_of_the_answer(make: SimpleNamespace) -> None:
    checked = 0
    for frame, pair in many(make):
        (told,) = pair.program["expressions"]
        program = from_json(told["program"])
        classes = {item.category for item in frame.items if item.id in told["objects"]}
        named = {step.of for step in program.walk() if isinstance(step, Kind)}
        for one, plural in (pair for name in classes - named for pair in names(name)):
            words = f" {pair.prompt.lower()} "
            for mark in ".,?:":
                words = words.replace(mark, " ")
            assert f" {one} " not in words and f" {plural} " not in words, pair.prompt
            checked += 1
    assert checked > 20


def test_no_need_nor_question_names_a_class_that_answers_it() -> None:
    grammar, named = phrasebook(TASK).grammar, []
    for use in (name.removesuffix("_that") for name in grammar if name.endswith("_that")):
        answers = [name for name, known in ontology().items() if use in (known.affords or ())]
        text = " ".join(" ".join(grammar[f"{use}_{part}"]) for part in ("that", "ask", "need")).lower()
        words = f" {''.join(c if c.isalnum() else ' ' for c in text)} "
        for word in (word for name in answers for pair in names(name) for word in pair):
            if f" {word} " in words:
                named.append(f"{use} names its answer {word}")
    assert not named


def test_a_use_is_answered_by_all_that_serve_it_and_open_where_others_might(make: SimpleNamespace) -> None:
    instances = np.ones((100, 200), np.uint32)
    instances[20:60, 20:60], instances[20:60, 120:160] = 2, 3
    both = make.frame_of(instances, {1: "wall", 2: "chair", 3: "armchair"})
    maybe = make.frame_of(instances, {1: "wall", 2: "chair", 3: "bed"})
    sits = [
        expression
        for frame in (both, maybe)
        for expression in islice(questions(view_graph(frame), {"use": 1.0}, np.random.default_rng(0)), 12)
        if expression.program.last(Affords).use == "sit"
    ]
    assert sits and all(len(expression.found) == 2 for expression in sits)


def test_unanswered_questions_have_nothing_in_view(make: SimpleNamespace) -> None:
    for seed in range(10):
        frame = make.room(seed, things=6, size=160)
        for expression in unanswered(view_graph(frame), EVEN, np.random.default_rng(seed)):
            use = expression.program.last(Affords).use
            there = [category(item.category) for item in frame.items if item.pixels > 60]
            assert not any(
                use in (known.affords or ()) or use in known.might for known in there if known.thing
            )


def test_negatives_follow_their_chance(make: SimpleNamespace) -> None:
    for chance in (0.0, 1.0):
        present = {p.encoding.legend[0].present for _, p in many(make, negatives=chance)}
        assert present == {chance == 0}


def test_reasoning_follows_its_kinds(make: SimpleNamespace) -> None:
    told = {
        p.program["expressions"][0]["kind"] for _, p in many(make, kinds={"comparison": 1.0}, negatives=0.0)
    }
    assert told == {"comparison"}


def test_an_unknown_kind_of_question_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ValidationError, match="did you mean safety"):
        TASKS[TASK].parameters(kinds={"safty": 1.0})


def test_every_use_makes_prompts_that_keep_their_promise(make: SimpleNamespace) -> None:
    frame = make.frame_of(np.kron([[1, 2]], np.ones((40, 40))).astype(np.uint32), {1: "wall", 2: "sphere"})
    asked = set()
    for seed in range(6):
        for pair in make.pairs(TASK, frame, seed, per_view=100, negatives=1.0):
            asked.add(pair.program["expressions"][0]["program"][0]["use"])
            assert complaint(pair) == "", pair.prompt
    uses = {use for known in ontology().values() for use in known.affords or ()}
    assert len(asked) >= len(uses) - 3
