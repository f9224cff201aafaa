# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Referring expressions: phrases that mean one thing in view, or several, or none, each painted in a colour of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from pydantic import Field, field_validator

from cavendish.errors import nearest
from cavendish.manifests.pair import Pair
from cavendish.manifests.parameters import TaskParameters, Weights, positive
from cavendish.manifests.programs.graph import view_graph
from cavendish.manifests.programs.paint import paint, prove
from cavendish.manifests.programs.propose import KINDS, Expression, negatives, positives
from cavendish.manifests.programs.say import say
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame

SHARES = (0.5, 0.25, 0.15, 0.1)  # of prompts with one expression, two, three, four


class Referring(TaskParameters):
    """Parameters of the referring task."""

    speaks: ClassVar[str] = "referring"

    most: int = Field(
        4, ge=1, le=4, description="Expressions of one prompt, at most; each has its own colour."
    )
    negatives: float = Field(0.2, ge=0, le=1, description="Chance that an expression fits nothing in view.")
    hard: float = Field(
        0.7,
        ge=0,
        le=1,
        description="Share of those whose noun is in view, and whose attribute or relation is not.",
    )
    kinds: Weights = Field(
        default_factory=lambda: {
            "plain": 1.0,
            "attribute": 2.0,
            "superlative": 2.0,
            "ordinal": 1.5,
            "relation": 2.5,
            "count": 1.0,
        },
        validate_default=True,
        description="Shares of the expressions: plain (the sofa), attribute (the red mug), superlative (the leftmost chair), "
        "ordinal (the second chair from the left), relation (the mug on the table), count (both chairs).",
    )

    @field_validator("kinds")
    @classmethod
    def _known(cls, shares: Weights) -> Weights:
        for kind in shares:
            if kind not in KINDS:
                raise ValueError(f"{kind} is no kind of expression; {nearest(kind, KINDS)}")
        return positive(shares, "a kind")


@task("referring", Referring, prove)
def draw(frame: Frame, parameters: Referring, rng: np.random.Generator) -> Iterator[Pair]:
    """Pairs of one to four expressions each; fewer pairs where a view has little that can be told apart."""
    graph = view_graph(frame)
    if not (graph.clear & graph.thing).any():
        return
    meant = positives(graph, parameters.kinds, rng)
    absent = negatives(graph, parameters.hard, rng)
    told: set[Expression] = set()
    for _ in range(parameters.per_view):
        shares = np.array(SHARES[: parameters.most])
        wanted = 1 + int(rng.choice(len(shares), p=shares / shares.sum()))
        book = parameters.phrasebook(rng)
        said: list[tuple[Expression, str]] = []
        taken: set[int] = set()
        for _ in range(4 * wanted):
            source = absent if rng.random() < parameters.negatives else meant
            expression = next(source, None)
            if expression is None or expression in told or taken & set(expression.found):
                continue
            text = say(expression.program, book.grammar, rng)
            if any(text in other or other in text for _, other in said):
                continue  # a reader could not tell which of the two a colour is for
            told.add(expression)
            taken |= set(expression.found)
            said.append((expression, text))
            if len(said) == wanted:
                break
        pair = paint(parameters, frame, said, book, book.grammar, rng) if said else None
        if pair is not None:
            yield pair
