# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Generation: a caption that is true of the picture, and the picture itself. There is no input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from cavendish.manifests.captions import facts as told
from cavendish.manifests.grammar import expand, sentence
from cavendish.manifests.pair import Encoding, Pair
from cavendish.manifests.parameters import TaskParameters
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame

LENGTHS = {"short": (1, 2), "medium": (2, 4), "long": (3, 6)}  # how many classes a caption speaks of
SIDED = told.RELATIONS[:2]


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
    there = told.things(frame)
    for _ in range(parameters.per_view if there else 0):
        book = parameters.phrasebook(rng)
        start = book.start(parameters.styles, rng)
        length = next(name for name in LENGTHS if name in start.split("_"))
        facts = _drawn(frame, there, length, rng)
        prompt = sentence(expand(book.grammar, start, rng, **told.slots(facts)))
        sided = facts["relation"] and facts["relation"]["relation"] in SIDED
        yield Pair(
            "generation",
            prompt,
            frame.rgb,
            Encoding("rgb"),
            flip_safe=not sided,
            weight=parameters.weight,
            program=facts,
            has_input=False,
        )


def _drawn(
    frame: Frame, there: dict[str, dict[str, Any]], length: str, rng: np.random.Generator
) -> dict[str, Any]:
    """The facts of one caption: the most visible things, and of the rest by chance; a relation in a long one."""
    low, high = LENGTHS[length]
    count = min(int(rng.integers(low, high + 1)), len(there))
    names = list(there)
    # What fills the picture is named rather than what is small.
    weights = 1 / (1 + np.arange(len(names)))
    chosen = sorted(rng.choice(len(names), count, replace=False, p=weights / weights.sum()).tolist())
    said = [dict(there[names[k]]) for k in chosen]
    for thing in said:
        if rng.random() < 0.4:
            thing["material"] = ""
    single = [thing["class"] for thing in said if thing["count"] == 1]
    ways = list(told.relations(frame, single)) if length == "long" else []
    return {
        "setting": told.setting(frame),
        "things": said,
        "relation": ways[int(rng.integers(len(ways)))] if ways else None,
        "light": told.light(frame) if rng.random() < 0.6 else "",
        "view": told.view(frame) if rng.random() < 0.4 else "",
    }
