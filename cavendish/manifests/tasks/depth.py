# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Metric depth, in one palette or several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import Field, field_validator

from cavendish.codecs import depth_codec
from cavendish.codecs.depth.codec import DepthCodec
from cavendish.manifests.grammar import expand, joined, sentence
from cavendish.manifests.pair import Encoding, Entry, Pair
from cavendish.manifests.parameters import TaskParameters, Weights, positive
from cavendish.manifests.prompts import Phrasebook, chosen
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame

# Codecs whose colours run along no path from near to far: the few that their legend names say little of them.
PATHLESS = frozenset(("hilbert", "multiwave", "pack24", "triangle"))


class Depth(TaskParameters, title="depth"):
    """Parameters of the depth task."""

    speaks: ClassVar[str] = "depth"
    styles_of_its_own: ClassVar = {"palette": ("colors", "name", "both")}

    codec: str = Field("cube", description="Name of a depth codec.")
    palettes: Weights = Field(
        default_factory=dict,
        description="Depth codecs, each with its share of the pairs, in place of `codec`. Of several, the prompt names "
        "all but cube every time.",
    )
    named: float = Field(
        2 / 3, ge=0, le=1, description="Share of prompts that name the palette, or the colors of its path."
    )

    @field_validator("codec")
    @classmethod
    def _known(cls, name: str) -> str:
        if not depth_codec(name).metric:
            raise ValueError(
                f"{name} holds depth up to scale and shift alone; take a metric codec, such as cube"
            )
        return name

    @field_validator("palettes")
    @classmethod
    def _palettes(cls, shares: Weights) -> Weights:
        for name in shares:
            cls._known(name)
        return positive(shares, "a palette") if shares else shares


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target is not the Frame's depth within the codec's bound."""
    codec = depth_codec(pair.encoding.codec, **pair.encoding.parameters)
    metres, off = codec.decode(pair.target, residual=True)
    if np.any(off > 0):
        raise ValueError(f"depth: the target has a color that {codec.name} never writes")
    if metres.shape != frame.depth.shape:
        raise ValueError("depth: the target is of another size than the truth")
    known = np.isfinite(frame.depth)
    if not np.all(np.isinf(metres) | known):
        raise ValueError("depth: a pixel of nothing decodes to a distance")
    bound = codec.error_bound(frame.depth)
    with np.errstate(invalid="ignore"):  # inf - inf is nan, and no less than anything
        sure = (np.abs(metres - frame.depth) < bound) & np.isfinite(bound)
    rest = known & ~sure
    truth, metres, bound = frame.depth[rest], metres[rest], bound[rest]
    # Nor does an infinite bound allow anything: so far out, the target shows what the codec shows.
    held = np.where(
        np.isinf(bound),
        metres == codec.decode(codec.encode(truth)),
        np.abs(metres.astype(float) - truth) <= bound,
    )
    if not np.all(held):
        raise ValueError(f"depth: the target strays from the truth beyond the bound of {codec.name}")


@task("depth", Depth, prove)
def draw(frame: Frame, parameters: Depth, rng: np.random.Generator) -> Iterator[Pair]:
    """Pairs of metric depth; the prompt names the palette or the colours of its path at times."""
    targets: dict[str, npt.NDArray[np.uint8]] = {}
    for _ in range(parameters.per_view):
        prompt, codec, legend = worded(parameters, rng)
        if codec.name not in targets:
            targets[codec.name] = codec.encode(frame.depth)
        how = Encoding(codec.name, codec.version, codec.parameters, legend)
        yield Pair("depth", prompt, targets[codec.name], how, weight=parameters.weight)


def worded(parameters: Depth, rng: np.random.Generator) -> tuple[str, DepthCodec, tuple[Entry, ...]]:
    """A prompt, the codec that it asks for, and the codec's path as a legend, its names spelt where the prompt has them."""
    shares = parameters.palettes or {parameters.codec: 1.0}
    several = sum(share > 0 for share in shares.values()) > 1
    codec = depth_codec(chosen(sorted(shares), shares, rng) if len(shares) > 1 else next(iter(shares)))
    book = parameters.phrasebook(rng)
    how, names = "", [""] * len(codec.legend)
    if (several and codec.name != "cube") or rng.random() < parameters.named:
        kind = "name" if codec.name in PATHLESS else parameters.style("palette", rng)
        spoken = f"words_{codec.name}" if f"words_{codec.name}" in book.grammar else "words"
        words = {"words": expand(book.grammar, spoken, rng, palette=codec.name), **words_of(book, codec)}
        how = expand(book.grammar, symbol_of(kind, codec), rng, **words)
        if kind != "name":
            names = names_of(book, codec)
    prompt = sentence(expand(book.grammar, book.start(parameters.styles, rng), rng, how=how))
    legend = tuple(
        Entry(f"path {k}", "", color, name, True)
        for k, ((_, color), name) in enumerate(zip(codec.legend, names, strict=True))
    )
    return prompt, codec, legend


def names_of(book: Phrasebook, codec: DepthCodec) -> list[str]:
    """The names of the colours of a codec's path, in the language of a phrasebook."""
    symbols = ((name, f"color_{name.replace(' ', '_')}") for name, _ in codec.legend)
    return [book.grammar[symbol][0] if symbol in book.grammar else name for name, symbol in symbols]


def words_of(book: Phrasebook, codec: DepthCodec) -> dict[str, str]:
    """What the slots of a phrasebook are for a codec."""
    names = names_of(book, codec)
    return {
        "colors": joined(names),
        "first": names[0],
        "last": names[-1],
        "middle": joined(names[1:-1]),
        "arrows": " -> ".join(names),
    }


def symbol_of(kind: str, codec: DepthCodec) -> str:
    """What a phrasebook calls a way to name a palette: by its colours, its name, or both."""
    if kind == "colors":  # a path of two has nothing to pass through
        return "path" if len(codec.legend) > 2 else "ends"
    return {"name": "scheme", "both": "both"}[kind]
