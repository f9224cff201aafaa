# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Surface normals in camera space."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.codecs import normal_codec
from cavendish.manifests.grammar import expand, sentence
from cavendish.manifests.pair import Encoding, Pair
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame

GRAMMAR = {
    "prompt": (
        "{verb} {map}.",
        "{verb} {map}{space}.",
        "{aim}, {verb} {map}.",
        "{map}{space}.",
        "this photo as {image}{space}.",
        "turn this picture into {image}{space}.",
        "can you {verb} {map}?",
        "which way does each surface face? Show {map}{space}.",
        "{verb} {map}. {detail}",
    ),
    "verb": ("estimate", "predict", "draw", "render", "produce", "compute", "give me", "show", "generate"),
    "map": (
        "the surface normals",
        "a surface normal map",
        "a normal map",
        "an image of the surface normals",
        "a map of the direction that each surface faces",
        "per-pixel surface normals",
    ),
    "image": ("a surface normal map", "a normal map", "an image of the surface normals"),
    "space": (" in camera space", " in camera coordinates", " relative to the camera", ""),
    "aim": (
        "for this scene",
        "for the view shown",
        "from this single photo",
        "looking at this photo",
        "given this picture",
    ),
    "detail": (
        "Flat surfaces should have one even color.",
        "Ignore texture and shadow: only shape counts.",
        "Keep the edges of objects sharp.",
        "Surfaces that face the same way must have the same color.",
        "Nothing else should be in the picture.",
    ),
}


class Normals(BaseModel):
    """Parameters of the normals task."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="normals")

    codec: str = Field("banana", description="Name of a normals codec.")
    per_view: int = Field(1, ge=1, le=100, description="Pairs of each view, with different prompts.")

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
    for _ in range(parameters.per_view):
        prompt = sentence(expand(GRAMMAR, "prompt", rng))
        yield Pair("normals", prompt, target, Encoding(codec.name, codec.version), flip_safe=False)
