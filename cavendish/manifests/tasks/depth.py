# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Metric depth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from cavendish.codecs import depth_codec
from cavendish.manifests.grammar import Grammar, expand, joined, sentence
from cavendish.manifests.pair import Encoding, Entry, Pair
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame

NAMED = 2 / 3  # the chance that a prompt names the colours of the path
GRAMMAR = {
    "prompt": (
        "{do}{path}.",
        "{do}{path}.",
        "{do}{path}. {detail}",
        "{aim}, {do}{path}.",
        "{map}{path}.",
        "this picture as {map}{path}.",
        "turn this picture into {map}{path}.",
        "can you {do}{path}?",
        "what would {map} look like for this picture{path}?",
        "how far away is each point of the scene? Answer with {map}{path}.",
    ),
    "do": ("{draw} {map}", "{draw} {map}", "{estimate} {quantity}"),
    "draw": ("draw", "render", "produce", "make", "give me", "generate", "show me"),
    "map": (
        "a metric depth map",
        "a depth map in meters",
        "an image of the metric depth",
        "a map of absolute depth",
        "a map of each pixel's distance from the camera plane",
    ),
    "estimate": ("estimate", "predict", "work out", "show", "visualize"),
    "quantity": (
        "the metric depth of every pixel",
        "the absolute depth of each pixel",
        "how deep each pixel lies, in meters",
        "the distance of every pixel from the camera plane",
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
        ", with the colors running {colors} from near to far",
        ", colored {colors} by growing distance",
        ", with the nearest points {first} and the farthest {last}, passing through {middle}",
        ", painted along the color path {arrows}",
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
        if not depth_codec(name).metric:
            raise ValueError(
                f"{name} holds depth up to scale and shift alone; take a metric codec, such as cube"
            )
        return name


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target is not the Frame's depth within the codec's bound."""
    codec = depth_codec(pair.encoding.codec, **pair.encoding.parameters)
    metres, off = codec.decode(pair.target, residual=True)
    if np.any(off > 0):
        raise ValueError(f"depth: the target has a color that {codec.name} never writes")
    # inf - inf is nan, so infinity is compared by itself.
    known = np.isfinite(frame.depth)
    if not np.all(np.isinf(metres[~known])):
        raise ValueError("depth: a pixel of nothing decodes to a distance")
    truth = frame.depth[known]
    bound = codec.error_bound(truth)
    # Nor does an infinite bound allow anything: so far out, the target shows what the codec shows.
    held = np.where(
        np.isinf(bound),
        metres[known] == codec.decode(codec.encode(truth)),
        np.abs(metres[known].astype(float) - truth) <= bound,
    )
    if not np.all(held):
        raise ValueError(f"depth: the target strays from the truth beyond the bound of {codec.name}")


@task("depth", Depth, prove)
def draw(frame: Frame, parameters: Depth, rng: np.random.Generator) -> Iterator[Pair]:
    """Pairs of metric depth; the prompt names the colours of the path at times."""
    codec = depth_codec(parameters.codec)
    target = codec.encode(frame.depth)
    names = [name for name, _ in codec.legend]
    grammar: Grammar = GRAMMAR
    if len(names) < 3:  # nothing to pass through
        grammar = GRAMMAR | {"path": [path for path in GRAMMAR["path"] if "{middle}" not in path]}
    words = {
        "colors": joined(names),
        "first": names[0],
        "last": names[-1],
        "middle": joined(names[1:-1]),
        "arrows": " -> ".join(names),
    }
    for _ in range(parameters.per_view):
        named = rng.random() < NAMED
        path = expand(grammar, "path", rng, **words) if named else ""
        prompt = sentence(expand(grammar, "prompt", rng, path=path))
        legend = tuple(
            Entry(f"path {k}", "", color, name if named else "", True)
            for k, (name, color) in enumerate(codec.legend)
        )
        yield Pair("depth", prompt, target, Encoding(codec.name, codec.version, codec.parameters, legend))
