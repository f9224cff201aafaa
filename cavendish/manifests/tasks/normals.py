# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Surface normals in camera space."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from pydantic import Field, field_validator

from cavendish.codecs import normal_codec
from cavendish.manifests.grammar import expand, sentence
from cavendish.manifests.pair import Encoding, Pair
from cavendish.manifests.parameters import TaskParameters
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame


class Normals(TaskParameters, title="normals"):
    """Parameters of the normals task."""

    speaks: ClassVar[str] = "normals"

    codec: str = Field("banana", description="Name of a normals codec.")

    @field_validator("codec")
    @classmethod
    def _known(cls, name: str) -> str:
        normal_codec(name)
        return name


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target is not the Frame's normals within the codec's bound."""
    codec = normal_codec(pair.encoding.codec)
    decoded = codec.decode(pair.target)
    known = np.isfinite(frame.normals[..., 0])
    if not np.array_equal(np.isfinite(decoded[..., 0]), known):
        raise ValueError("normals: the target is invalid elsewhere than the truth")
    gap = np.linalg.norm(decoded[known].astype(float) - frame.normals[known], axis=-1)
    if gap.size and np.degrees(2 * np.arcsin(gap.max() / 2)) > codec.error_bound:
        raise ValueError(f"normals: the target strays from the truth beyond the bound of {codec.name}")


@task("normals", Normals, prove)
def draw(frame: Frame, parameters: Normals, rng: np.random.Generator) -> Iterator[Pair]:
    """Pairs of surface normals. A flip would break them."""
    codec = normal_codec(parameters.codec)
    target = codec.encode(frame.normals)
    how = Encoding(codec.name, codec.version)
    for _ in range(parameters.per_view):
        prompt = worded(parameters, rng)
        yield Pair("normals", prompt, target, how, flip_safe=False, weight=parameters.weight)


def worded(parameters: Normals, rng: np.random.Generator) -> str:
    """A prompt."""
    book = parameters.phrasebook(rng)
    return sentence(expand(book.grammar, book.start(parameters.styles, rng), rng))
