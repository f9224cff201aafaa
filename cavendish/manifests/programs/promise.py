# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a row of expressions promises: that its words say its programs, and nothing else."""

from __future__ import annotations

from cavendish.manifests.grammar import Grammar
from cavendish.manifests.pair import Pair
from cavendish.manifests.programs.read import read, read_question
from cavendish.manifests.programs.steps import Count, Program, from_json
from cavendish.manifests.prompts import languages, load


def complaint(pair: Pair) -> str:
    """What is wrong with the words of a referring or reasoning pair, '' where nothing is. Raises ValueError as `from_json`."""
    told = pair.program.get("expressions", ())
    if len(told) != len(pair.encoding.legend):
        return "its program does not say what its legend stands for"
    grammars = [{**load("referring", name), **load(pair.task, name)} for name in languages(pair.task)]
    for entry, one in zip(pair.encoding.legend, told, strict=True):
        program = from_json(one["program"])
        text = entry.said[:1].lower() + entry.said[1:]  # it may begin the sentence
        if entry.said != one["said"] or not any(_says(text, program, grammar) for grammar in grammars):
            return f"{entry.said!r} does not say its program, or could say another"
    return ""


def _says(text: str, program: Program, grammar: Grammar) -> bool:
    if read(text, grammar) == {program}:
        return True
    # A question does not say how many answers it has.
    bare = Program(tuple(step for step in program.steps if not isinstance(step, Count)))
    return read_question(text, grammar) in ({bare}, {program})
