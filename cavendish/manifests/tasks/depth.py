# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Metric depth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.codecs import depth_codec
from cavendish.manifests.grammar import expand, sentence
from cavendish.manifests.pair import Encoding, Entry, Pair
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame

GRAMMAR = {
    "prompt": (
        "{verb} {map}{path}.",
        "{verb} {map}{path}.",
        "{aim}, {verb} {map}{path}.",
        "{map}{path}.",
        "this image as {map}{path}.",
        "can you {verb} {map}{path}?",
        "what does {map} of this picture look like{path}?",
        "how far away is each point of the scene? Answer with {map}{path}.",
        "{verb} {map}{path}. {detail}",
    ),
    "verb": (
        "estimate",
        "predict",
        "draw",
        "render",
        "produce",
        "make",
        "give me",
        "turn this picture into",
        "generate",
    ),
    "map": (
        "a metric depth map",
        "the metric depth map",
        "a depth map in meters",
        "the absolute depth of every pixel",
        "an image of the metric depth",
        "the per-pixel distance from the camera plane in meters",
    ),
    "aim": (
        "for this scene",
        "for the view shown",
        "from this single photo",
        "looking at this image",
        "given this picture",
    ),
    "detail": (
        "Keep the edges of objects sharp.",
        "The same distance must always have the same color.",
        "Depth is measured along the viewing direction, not along the ray.",
        "Change nothing but the colors: the layout stays as it is.",
        "Nothing else should be in the picture.",
    ),
    "path": (
        "",
        "",
        " with the colors running {colors} from near to far",
        ", colored {colors} by growing distance",
        ", with the nearest points {first} and the farthest {last}, passing through {middle}",
        " on the color path {arrows}",
    ),
}


class Depth(BaseModel):
    """Parameters of the depth task."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="depth")

    codec: str = Field("cube", description="Name of a depth codec.")
    per_view: int = Field(1, ge=1, le=100, description="Pairs of each view, with different prompts.")

    @field_validator("codec")
    @classmethod
    def _known(cls, name: str) -> str:
        depth_codec(name)
        return name


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target is not the Frame's depth within the codec's bound."""
    codec = depth_codec(pair.encoding.codec, **pair.encoding.parameters)
    metres = codec.decode(pair.target)
    # inf - inf is nan and an infinite bound allows anything finite, so infinity is compared by itself.
    known = np.isfinite(frame.depth)
    if not np.all(np.isinf(metres[~known])):
        raise ValueError("depth: a pixel of nothing decodes to a distance")
    truth = frame.depth[known]
    if not np.all(np.abs(metres[known].astype(float) - truth) <= codec.error_bound(truth)):
        raise ValueError(f"depth: the target strays from the truth beyond the bound of {codec.name}")


@task("depth", Depth, prove)
def draw(frame: Frame, parameters: Depth, rng: np.random.Generator) -> Iterator[Pair]:
    """Pairs of metric depth; the prompt names the colours of the path at times."""
    codec = depth_codec(parameters.codec)
    target = codec.encode(frame.depth)
    names = [name for name, _ in codec.legend]
    words = {
        "colors": f"{', '.join(names[:-1])} and {names[-1]}",
        "first": names[0],
        "last": names[-1],
        "middle": ", ".join(names[1:-1]),
        "arrows": " -> ".join(names),
    }
    for _ in range(parameters.per_view):
        prompt = sentence(expand(GRAMMAR, "prompt", rng, **words))
        named = any(name in prompt for name in names[1:-1])
        legend = tuple(
            Entry(f"path {k}", "", color, name if named else "", True)
            for k, (name, color) in enumerate(codec.legend)
        )
        yield Pair("depth", prompt, target, Encoding(codec.name, codec.version, codec.parameters, legend))
