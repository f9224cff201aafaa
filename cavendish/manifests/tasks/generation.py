# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Generation: a caption that is true of the picture, and the picture itself. There is no input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from pydantic import Field

from cavendish.manifests.captions import facts as told
from cavendish.manifests.captions.words import symbols
from cavendish.manifests.grammar import expand, sentence
from cavendish.manifests.pair import Encoding, Pair
from cavendish.manifests.parameters import TaskParameters
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame


class Generation(TaskParameters):
    """Parameters of the generation task."""

    speaks: ClassVar[str] = "generation"
    per_view: int = Field(
        1, ge=1, le=100, description="Captions of each view; each has a copy of the picture."
    )


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target is not the Frame's picture, or the caption's facts are not true of it."""
    if not np.array_equal(pair.target, frame.rgb):
        raise ValueError("generation: the target is not the picture of its frame")
    if pair.program:
        fault = told.complaint(pair.program, frame)
        if fault:
            raise ValueError(f"generation: {fault}")


@task("generation", Generation, prove)
def draw(frame: Frame, parameters: Generation, rng: np.random.Generator) -> Iterator[Pair]:
    """Captions, short and long; a view in which nothing can be named has none."""
    for _ in range(parameters.per_view):
        book = parameters.phrasebook(rng)
        start = book.start(parameters.styles, rng)
        length = next(name for name in told.LENGTHS if name in start.split("_"))
        facts = told.drawn(frame, length, rng)
        if facts is None:
            return
        yield Pair(
            "generation",
            sentence(expand({**book.grammar, **symbols(facts)}, start, rng)),
            frame.rgb,
            Encoding("rgb"),
            flip_safe=told.flip_safe(facts),
            weight=parameters.weight,
            program=facts,
            has_input=False,
        )
