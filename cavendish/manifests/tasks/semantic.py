# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Semantic segmentation: a legend of classes to colours, drawn afresh for every pair."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import Field, field_validator, model_validator

from cavendish.codecs import decode_legend, encode_labels
from cavendish.errors import nearest
from cavendish.manifests import colors
from cavendish.manifests.classes import (
    FLOOR,
    FORMS,
    absent,
    class_map,
    labels_of,
    phrases,
    pixels_by_class,
    plain,
    suits,
)
from cavendish.manifests.grammar import expand, sentence
from cavendish.manifests.legend import FORMS as LEGENDS
from cavendish.manifests.legend import forms_for, written
from cavendish.manifests.pair import Encoding, Entry, Pair, Rgb
from cavendish.manifests.parameters import TaskParameters, Weight
from cavendish.manifests.promise import BLACK, prove_colors
from cavendish.manifests.prompts import Phrasebook, chosen
from cavendish.manifests.reading import disagreement
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame
from cavendish.scenes.vocabularies import vocabularies

MOST_NAMED = 10  # colours with names that one legend has
MOST = 64  # labels that find colours 60 apart
# What benchmarks spell in their own way, as a prompt says it.
SPOKEN = {
    "refridgerator": "refrigerator",
    "otherstructure": "other structure",
    "otherfurniture": "other furniture",
    "otherprop": "other object",
}


class Semantic(TaskParameters, title="semantic"):
    """Parameters of the semantic task."""

    speaks: ClassVar[str] = "semantic"
    styles_of_its_own: ClassVar = {
        "legend": tuple(LEGENDS),
        "color": ("name", *colors.FORMS),
        "class": FORMS,
        "background": ("unsaid", "named", "colored", "listed"),
    }

    usual: ClassVar = {"color": {"name": 5.0, **dict.fromkeys(colors.FORMS, 1.0)}}

    absent: float = Field(
        0.3, ge=0, le=1, description="Chance that a legend also lists classes that are not in view."
    )
    subset: float = Field(
        0.4, ge=0, le=1, description="Chance that a legend lists only some of the classes in view."
    )
    negatives: float = Field(
        0.05,
        ge=0,
        le=1,
        description="Share of the pairs whose legend lists only classes that are not in view.",
    )
    vocabularies: dict[str, Weight] = Field(
        default_factory=dict,
        description="Benchmarks, such as cityscapes and nyu40, each with the share of the pairs whose legend is its whole "
        "list of labels, those out of view marked absent.",
    )

    @field_validator("vocabularies")
    @classmethod
    def _vocabularies(cls, shares: dict[str, float]) -> dict[str, float]:
        for name in shares:
            if name not in vocabularies():
                raise ValueError(f"{name} is not a vocabulary; {nearest(name, vocabularies())}")
            count = len(labels_of(name))
            if count > MOST:
                raise ValueError(
                    f"{name} has {count} labels, and no more than {MOST} colors are {colors.APART:.0f} apart; "
                    "take a smaller one, such as cityscapes or nyu40"
                )
        return shares

    @model_validator(mode="after")
    def _shares(self) -> Semantic:
        if self.negatives + sum(self.vocabularies.values()) > 1:
            raise ValueError(
                "the shares of negatives and vocabularies are over 1 together; make them smaller"
            )
        return self


@dataclass(frozen=True)
class Words:
    """A prompt of the semantic task, its language and legend, and the colour of all that the legend leaves out."""

    prompt: str
    language: str
    legend: tuple[Entry, ...]
    background: Rgb


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target's nearest legend colours are not the truth's classes."""
    legend, background = pair.encoding.legend, pair.encoding.background
    assert background is not None
    labels = str(pair.encoding.parameters.get("vocabulary", ""))
    truth = class_map(frame, [entry.name for entry in legend], labels)
    palette = [entry.color for entry in legend]
    if not np.array_equal(encode_labels(truth, palette, background), pair.target):
        raise ValueError("semantic: the target does not show the truth's classes")
    # Each pixel is decoded by itself, and the target has no colours but these.
    decoded = decode_legend(np.array([*palette, background], np.uint8), palette, background=background)
    if not np.array_equal(decoded, [*range(len(palette)), -1]):
        raise ValueError("semantic: the target does not decode to the truth's classes")
    present = seen_in(truth, len(legend))
    for entry, seen in zip(legend, present, strict=True):
        if entry.present != seen:
            raise ValueError(
                f"semantic: {entry.name} is marked wrongly as {'present' if entry.present else 'absent'}"
            )
    if "language" in pair.encoding.parameters:  # none that can be read here
        return
    prove_colors(pair)
    complaint = disagreement(pair.prompt, legend, background)
    if complaint:
        raise ValueError(f"semantic: {complaint}")


def seen_in(labels: npt.NDArray[np.int32], count: int) -> npt.NDArray[np.bool_]:
    """(count,) whether each label has a pixel in (H, W) labels, -1 for none."""
    return np.asarray(np.bincount(labels.reshape(-1) + 1, minlength=count + 1)[1:] > 0)


@task("semantic", Semantic, prove)
def draw(frame: Frame, parameters: Semantic, rng: np.random.Generator) -> Iterator[Pair]:
    """Pairs with a fresh legend each: all classes in view or some, at times with classes that are absent."""
    pixels = pixels_by_class(frame)
    visible = sorted(name for name, count in pixels.items() if count >= FLOOR * frame.instances.size)
    if not visible:
        return
    missing = absent(frame)
    kinds = {"": max(1 - parameters.negatives - sum(parameters.vocabularies.values()), 0)}
    kinds |= {"negative": parameters.negatives, **dict(sorted(parameters.vocabularies.items()))}
    for _ in range(parameters.per_view):
        kind = chosen(list(kinds), kinds, rng)
        labels = kind if kind in parameters.vocabularies and suits(frame, kind) else ""
        if labels:
            listed = list(labels_of(labels))
        elif kind == "negative":
            listed = _some(missing, 4, rng)
        else:
            listed = _listed(visible, missing, parameters, rng)
        rng.shuffle(listed)
        listed = [str(name) for name in listed]
        truth = class_map(frame, listed, labels)
        shown = set(compress(listed, seen_in(truth, len(listed))))
        words = worded(listed, shown, parameters, rng, labels)
        if words is not None:
            target = encode_labels(truth, [entry.color for entry in words.legend], words.background)
            told = {"vocabulary": labels} if labels else {}
            told |= {} if words.language == "en" else {"language": words.language}
            how = Encoding("legend", 1, told, words.legend, words.background)
            yield Pair("semantic", words.prompt, target, how, weight=parameters.weight)


def worded(
    listed: Sequence[str],
    shown: Collection[str],
    parameters: Semantic,
    rng: np.random.Generator,
    labels: str = "",
) -> Words | None:
    """A prompt with a legend of the classes `listed`, `shown` being those that the target has; None without colours.

    labels: the vocabulary whose labels they are, where they are not Cavendish's classes.
    """
    book = parameters.phrasebook(rng)
    form = "" if "class" not in parameters.styles else parameters.style("class", rng)
    said = [SPOKEN.get(name, name) for name in listed] if labels else phrases(listed, rng, form)
    numeric = tuple(colors.FORMS)
    spelling = parameters.style("color", rng, () if len(listed) <= MOST_NAMED else numeric)
    ground = parameters.style("background", rng)
    background = BLACK
    if ground != "unsaid":
        by_name = ground == "named" or spelling == "name"
        drawn = (colors.draw_named if by_name else colors.draw)(1, [], rng)
        background = drawn[0] if drawn and rng.random() < 0.6 else BLACK
    palette = None
    if spelling == "name":
        palette = colors.draw_named(len(listed), [background], rng, said)
        if palette is None:
            spelling = parameters.style("color", rng, numeric)
    palette = palette or colors.draw(len(listed), [background], rng)
    if palette is None:
        return None
    if spelling != "name" and ground in ("colored", "listed"):
        spelt_background = colors.spelt([background], False, rng, spelling)[0]
    else:
        spelt_background = colors.name_of(background)
    spelt = colors.spelt(palette, spelling == "name", rng, "" if spelling == "name" else spelling)
    legend = tuple(
        Entry(name, words, color, text, name in shown)
        for name, words, color, text in zip(listed, said, palette, spelt, strict=True)
    )
    told = list(legend)
    if ground == "listed":
        remainder = expand(book.grammar, "remainder", rng)
        told.append(Entry("background", remainder, background, spelt_background, True))
    form = parameters.style("legend", rng, forms_for(len(told)))
    prompt = _said(book, form, told, ground, spelt_background, parameters, rng)
    if book.language == "en" and disagreement(prompt, legend, background):
        # "Paint the wall light salmon" may be of a wall light; a list has no such doubts.
        prompt = _said(book, "list", told, ground, spelt_background, parameters, rng)
        if disagreement(prompt, legend, background):
            return None
    return Words(prompt, book.language, legend, background)


def _said(
    book: Phrasebook,
    form: str,
    told: Sequence[Entry],
    ground: str,
    background: str,
    parameters: Semantic,
    rng: np.random.Generator,
) -> str:
    """The prompt with a legend in a form. ground: how it speaks of the background, whose colour is spelt `background`."""
    text, shape = written(told, rng, form, book.grammar)
    rest = ""
    if ground in ("named", "colored"):
        rest = expand(book.grammar, "others", rng, background=background)
        rest = (" " if text.endswith(".") or shape == "prose" else "\n") + rest
    symbol = book.start(parameters.styles, rng, shape=shape)
    return sentence(expand(book.grammar, symbol, rng, legend=text, rest=rest))


def _listed(
    visible: Sequence[str],
    missing: Sequence[str],
    parameters: Semantic,
    rng: np.random.Generator,
) -> list[str]:
    """Classes for a legend: those in view or some of them, and at times some that are not."""
    listed = list(visible)
    if len(listed) > 2 and rng.random() < parameters.subset:
        listed = plain(_some(visible, len(listed) - 1, rng), visible)
    if rng.random() < parameters.absent and missing:
        listed += _some(missing, 3, rng)
    return listed


def _some(names: Sequence[str], most: int, rng: np.random.Generator) -> list[str]:
    """One to `most` of the names, in any order."""
    count = min(len(names), int(rng.integers(1, most + 1)))
    return [str(name) for name in rng.choice(list(names), count, replace=False)]
