# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Surface normals in camera space."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from pydantic import Field, field_validator

from cavendish.codecs import normal_codec
from cavendish.codecs.blocks import blocks
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
    target, truth = pair.target.reshape(-1, 3), frame.normals.reshape(-1, 3)
    if target.shape != truth.shape:
        raise ValueError("normals: the target is of another size than the truth")
    # Vectors of length 1 that are an angle apart have ends that are 2 sin(angle / 2) apart.
    reach = (2 * np.sin(np.radians(codec.error_bound) / 2)) ** 2
    for part in blocks(len(truth)):
        gaps = codec.decode(target[part])
        known = np.isfinite(truth[part, 0])
        if not np.array_equal(np.isfinite(gaps[:, 0]), known):
            raise ValueError("normals: the target is invalid elsewhere than the truth")
        gaps -= truth[part]
        if not np.all((np.einsum("ij,ij->i", gaps, gaps) <= reach) | ~known):
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
