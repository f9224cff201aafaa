# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Reasoning: questions whose answer is a thing in view that they do not name, painted as a mask."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

import numpy as np
from pydantic import Field, field_validator

from cavendish.errors import nearest
from cavendish.manifests.pair import Pair
from cavendish.manifests.parameters import TaskParameters, Weights, positive
from cavendish.manifests.programs.graph import view_graph
from cavendish.manifests.programs.paint import paint, prove
from cavendish.manifests.programs.question import KINDS, asked, questions, unanswered
from cavendish.manifests.prompts import load
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame


class Reasoning(TaskParameters):
    """Parameters of the reasoning task."""

    speaks: ClassVar[str] = "reasoning"

    negatives: float = Field(0.1, ge=0, le=1, description="Chance that nothing in view answers the question.")
    kinds: Weights = Field(
        default_factory=lambda: {
            "use": 3.0,
            "comparison": 2.0,
            "material": 0.5,
            "support": 1.5,
            "containment": 1.0,
            "consequence": 1.5,
            "safety": 1.0,
        },
        validate_default=True,
        description="Shares of the questions: use (what could one sit on), comparison (the nearest thing to sit on), material "
        "(what is of glass), support (what does the vase stand on), containment (what holds the apple), consequence (what "
        "would fall), safety (what could cut a finger, what helps in a fire).",
    )

    @field_validator("kinds")
    @classmethod
    def _known(cls, shares: Weights) -> Weights:
        for kind in shares:
            if kind not in KINDS:
                raise ValueError(f"{kind} is no kind of question; {nearest(kind, KINDS)}")
        return positive(shares, "a kind")


@task("reasoning", Reasoning, prove)
def draw(frame: Frame, parameters: Reasoning, rng: np.random.Generator) -> Iterator[Pair]:
    """A pair for each of some questions; fewer where a view answers few."""
    graph = view_graph(frame)
    if not (graph.clear & graph.thing).any():
        return
    answered = questions(graph, parameters.kinds, rng)
    without = unanswered(graph, parameters.kinds, rng)
    told = set()
    for _ in range(parameters.per_view):
        source = without if rng.random() < parameters.negatives else answered
        for question in islice(source, 12):
            if question in told:
                continue
            told.add(question)
            book = parameters.phrasebook(rng)
            # How phrases are put together is the same as in referring.
            grammar = {**load("referring", book.language), **book.grammar}
            text, more = asked(question, graph, grammar, rng)
            pair = paint(parameters, frame, [(question, text)], book, grammar, rng, more)
            if pair is not None:
                yield pair
            break
