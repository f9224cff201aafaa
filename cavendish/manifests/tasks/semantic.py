# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Semantic segmentation: a legend of classes to colours, drawn afresh for every pair."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from cavendish.codecs import decode_legend, encode_labels
from cavendish.manifests import colors
from cavendish.manifests.classes import FLOOR, class_map, phrases, pixels_by_class
from cavendish.manifests.grammar import expand, sentence
from cavendish.manifests.legend import states, written
from cavendish.manifests.pair import Encoding, Entry, Pair, Rgb
from cavendish.manifests.promise import prove_colors
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame
from cavendish.scenes.ontology import ontology

BLACK: Rgb = (0, 0, 0)
GRAMMAR = {
    "prose": (
        "{ask}, showing {legend}.{rest}",
        "{caption}, {legend}.{rest}",
        "{aim}, {verb} {map} with {legend}.{rest}",
        "please {ask} with {legend}.{rest}",
    ),
    "sentences": (
        "{caption}. {legend}{rest}",
        "{ask}. {legend}{rest}",
        "{aim}, {verb} {map}. {legend}{rest}",
        "please {ask}. {legend}{rest}",
    ),
    "block": (
        "{ask}:{legend}{rest}",
        "{caption} with this legend:{legend}{rest}",
        "{aim}, {verb} {map} in these colors:{legend}{rest}",
        "please {ask}. Colors:{legend}{rest}",
        "what is where? Answer with {map}:{legend}{rest}",
        "can you {ask}? Use these colors:{legend}{rest}",
    ),
    "ask": ("{verb} {map}", "{verb} {map} of this {picture}", "turn this {picture} into {map}"),
    "caption": ("{map} of the {picture}", "the {picture} as {map}", "{map}"),
    "verb": ("make", "draw", "paint", "produce", "create", "give me"),
    "map": (
        "a semantic segmentation",
        "a semantic map",
        "a class map",
        "a segmentation map",
        "a color-coded class map",
    ),
    # Not "picture": that is a class.
    "picture": ("image", "photo", "scene", "view"),
    "aim": ("for the {picture} shown", "given this {picture}", "looking at this {picture}"),
    "others": (
        "Everything else is {background}.",
        "Paint all the rest {background}.",
        "All other pixels are {background}.",
        "Whatever is not listed is {background}.",
    ),
}


class Semantic(BaseModel):
    """Parameters of the semantic task."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="semantic")

    per_view: int = Field(
        1, ge=1, le=100, description="Pairs of each view, with different legends and colours."
    )
    absent: float = Field(
        0.3, ge=0, le=1, description="Chance that a legend also lists classes that are not in view."
    )
    subset: float = Field(
        0.4, ge=0, le=1, description="Chance that a legend lists only some of the classes in view."
    )


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target's nearest legend colours are not the truth's classes."""
    legend, background = pair.encoding.legend, pair.encoding.background
    assert background is not None
    truth = class_map(frame, [entry.name for entry in legend])
    palette = [entry.color for entry in legend]
    if not np.array_equal(encode_labels(truth, palette, background), pair.target):
        raise ValueError("semantic: the target does not show the truth's classes")
    decoded = decode_legend(pair.target, palette, background=background)
    if not np.array_equal(decoded, truth):
        raise ValueError("semantic: the target does not decode to the truth's classes")
    for k, entry in enumerate(legend):
        if entry.present != bool(np.any(truth == k)):
            raise ValueError(
                f"semantic: {entry.name} is marked wrongly as {'present' if entry.present else 'absent'}"
            )
        if not states(pair.prompt, entry):
            raise ValueError(f"semantic: the prompt does not give {entry.said} the color {entry.spelt}")
    prove_colors(pair)


@task("semantic", Semantic, prove)
def draw(frame: Frame, parameters: Semantic, rng: np.random.Generator) -> Iterator[Pair]:
    """Pairs with a fresh legend each: all classes in view or some, at times with classes that are absent."""
    pixels = pixels_by_class(frame)
    visible = sorted(name for name, count in pixels.items() if count >= FLOOR * frame.instances.size)
    if not visible:
        return
    for _ in range(parameters.per_view):
        listed = list(visible)
        if len(listed) > 2 and rng.random() < parameters.subset:
            listed = list(rng.choice(listed, int(rng.integers(1, len(listed))), replace=False))
        if rng.random() < parameters.absent:
            absent = sorted(name for name in ontology() if pixels.get(name, 0) == 0)
            if absent:
                listed += list(rng.choice(absent, min(len(absent), int(rng.integers(1, 4))), replace=False))
        rng.shuffle(listed)
        pair = _pair(frame, [str(name) for name in listed], set(visible), rng)
        if pair is not None:
            yield pair


def _pair(frame: Frame, listed: list[str], visible: set[str], rng: np.random.Generator) -> Pair | None:
    named = len(listed) <= 10 and rng.random() < 0.5
    background = BLACK
    if rng.random() < 0.4:
        drawn = colors.draw_named(1, [], rng)
        background = drawn[0] if drawn else BLACK
    palette = (colors.draw_named if named else colors.draw)(len(listed), [background], rng)
    if palette is None:
        palette = colors.draw(len(listed), [background], rng)
        named = False
    if palette is None:
        return None
    said = phrases(listed, rng)
    spelt = colors.spelt(palette, named, rng)
    legend = tuple(
        Entry(name, words, color, text, name in visible)
        for name, words, color, text in zip(listed, said, palette, spelt, strict=True)
    )
    text, form = written(legend, rng)
    rest = ""
    if background != BLACK or rng.random() < 0.5:
        rest = expand(GRAMMAR, "others", rng, background=colors.spelt([background], True, rng)[0])
        rest = (" " if text.endswith(".") or form == "prose" else "\n") + rest
    prompt = sentence(expand(GRAMMAR, form, rng, legend=text, rest=rest))
    target = encode_labels(class_map(frame, listed), palette, background)
    return Pair("semantic", prompt, target, Encoding("legend", legend=legend, background=background))
