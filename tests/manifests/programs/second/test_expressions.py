# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Expressions, against the second evaluator; and their words, read back.

CAVENDISH_EXPRESSIONS=10000 looks at that many in place of the usual 2,000.
"""

from __future__ import annotations

import json
from typing import Any

from cavendish.manifests.programs import Attribute, Kind, as_json, from_json, view_graph
from cavendish.manifests.programs.read import read
from cavendish.manifests.prompts import load
from cavendish.render.frame import Frame

Told = list[tuple[Frame, Any, str]]


def shown(expression: Any, frame: Frame) -> set[int]:
    graph = view_graph(frame)
    return {graph.items[k].id for k in expression.found}


def test_a_second_evaluator_on_masks_and_depth_agrees(expressions: Told, eye: Any) -> None:
    wrong, sight, kinds = [], None, set()
    for frame, expression, text in expressions:
        if sight is None or sight.frame is not frame:
            sight = eye(frame)
        kinds |= {type(step).__name__ for step in expression.program.walk()}
        meant = shown(expression, frame)
        try:
            seen_by_eye = sight.find(expression.program)
        except AssertionError as error:
            seen_by_eye = {str(error)}
        if seen_by_eye != meant:
            wrong.append((text, meant, seen_by_eye))
    assert len(expressions) >= 1900
    assert kinds == {"Kind", "Affords", "Attribute", "Related", "Most", "Count"}
    assert not wrong, f"{len(wrong)} of {len(expressions)}, such as {wrong[:3]}"


def test_words_read_back_as_their_program_and_no_other(expressions: Told) -> None:
    grammar = {**load("referring"), **load("reasoning")}
    for _, expression, text in expressions[::12]:
        assert read(text, grammar) == {expression.program}, text


def test_words_say_every_part_and_no_class_of_an_answer(expressions: Told) -> None:
    for frame, expression, text in expressions[::3]:
        words = text.split()
        for step in expression.program.walk():
            if isinstance(step, Attribute) and step.of == "color":
                assert step.value in words or (step.value == "gray" and "grey" in words), text
        if not any(isinstance(step, Kind) for step in expression.program.steps):
            graph = view_graph(frame)
            named = {step.of for step in expression.program.walk() if isinstance(step, Kind)}
            for name in {graph.items[k].category for k in expression.found} - named:
                assert f" {name} " not in f" {text} ", text


def test_programs_go_through_json_and_back(expressions: Told) -> None:
    for _, expression, _ in expressions[::7]:
        assert from_json(json.loads(json.dumps(as_json(expression.program)))) == expression.program
