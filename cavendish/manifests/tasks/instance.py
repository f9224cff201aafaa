# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Instance segmentation: one class a prompt, each of its objects in a colour of its own, unannounced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from cavendish.codecs import decode_instances, encode_instances
from cavendish.manifests import colors
from cavendish.manifests.classes import noticeable, plural_of
from cavendish.manifests.grammar import expand, sentence
from cavendish.manifests.pair import Encoding, Entry, Pair, Rgb
from cavendish.manifests.promise import prove_colors
from cavendish.manifests.tasks import task
from cavendish.render.frame import Frame, Item
from cavendish.scenes.ontology import category

BLACK: Rgb = (0, 0, 0)
AGREE = 0.9  # IoU that the decoder must reach on every instance, or the pair is not made
GRAMMAR = {
    "prompt": (
        "{verb} {every} in {own}{rest}.",
        "{verb} {every} in {own}{rest}.",
        "{aim}, {verb} {every} in {own}{rest}.",
        "{every} in {own}{rest}.",
        "instance segmentation of the {plural}, each in {own}{rest}.",
        "find all {plural} and give each of them {own}{rest}.",
        "can you {verb} {every} in {own}{rest}?",
        "how many {plural} are there? Show each one in {own}{rest}.",
        "separate the {plural} from one another, each in {own}{rest}.",
    ),
    "verb": ("paint", "color", "mark", "segment", "show", "highlight"),
    "every": (
        "every {one}",
        "each {one}",
        "all {plural}, each",
        "every single {one}",
        "each of the {plural}",
    ),
    "own": (
        "a different color",
        "its own color",
        "a color of its own",
        "a distinct color",
        "a separate color",
    ),
    "aim": ("in this photo", "for the view shown", "in this scene", "looking at this image"),
    "others": (
        " on {a_background} background",
        ", everything else {background}",
        ", with all the rest {background}",
        ", leaving the rest {background}",
    ),
}


class Instance(BaseModel):
    """Parameters of the instance task."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="instance")

    per_view: int = Field(1, ge=1, le=100, description="Pairs of each view, each for another class.")


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target's colours are not the truth's instances, or the decoder does not find them."""
    painted = {int(entry.name.rsplit(" ", 1)[1]): entry.color for entry in pair.encoding.legend}
    names = {entry.name.rsplit(" ", 1)[0] for entry in pair.encoding.legend}
    meant = [item.id for item in frame.items if item.category in names and noticeable(frame, item)]
    if painted.keys() != set(meant):
        raise ValueError("instance: the legend does not hold every object of the class, or holds others")
    assert pair.encoding.background is not None
    if not np.array_equal(encode_instances(frame.instances, painted, pair.encoding.background), pair.target):
        raise ValueError("instance: the target does not show the truth's instances")
    if len({*painted.values(), pair.encoding.background}) != len(painted) + 1:
        raise ValueError("instance: two instances share a color")
    if not _decodable(pair.target, frame, list(painted), pair.encoding.background):
        raise ValueError("instance: the decoder does not find the truth's instances in the target")
    for entry in pair.encoding.legend:
        if entry.said not in pair.prompt:
            raise ValueError(f"instance: the prompt does not speak of {entry.said}")
    prove_colors(pair)


@task("instance", Instance, prove)
def draw(frame: Frame, parameters: Instance, rng: np.random.Generator) -> Iterator[Pair]:
    """A pair for each of some classes of countable things in view, those with several objects first."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in frame.items:
        if item.thing and noticeable(frame, item):
            groups[item.category].append(item)
    names = sorted(groups)
    rng.shuffle(names)
    names.sort(key=lambda name: len(groups[name]) < 2)
    made = 0
    for name in names:
        pair = _pair(frame, name, groups[name], rng)
        if pair is not None:
            yield pair
            made += 1
        if made == parameters.per_view:
            return


def _pair(frame: Frame, name: str, items: list[Item], rng: np.random.Generator) -> Pair | None:
    background = BLACK
    if rng.random() < 0.5:
        background = (colors.draw_named(1, [], rng) or [BLACK])[0]
    palette = colors.draw(len(items), [background], rng, least=colors.LEAST)
    if palette is None:
        return None
    painted = {item.id: color for item, color in zip(items, palette, strict=True)}
    target = encode_instances(frame.instances, painted, background)
    if not _decodable(target, frame, list(painted), background):
        return None
    text = ""
    if background != BLACK or rng.random() < 0.5:
        word = colors.spelt([background], True, rng)[0]
        a_word = f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
        text = expand(GRAMMAR, "others", rng, background=word, a_background=a_word)
    known = category(name)
    one, plural = name, known.plural
    if known.synonyms and rng.random() < 0.3:
        one = known.synonyms[int(rng.integers(len(known.synonyms)))]
        plural = plural_of(one)
    prompt = sentence(expand(GRAMMAR, "prompt", rng, rest=text, one=one, plural=plural))
    said = plural if plural in prompt else one
    legend = tuple(Entry(f"{name} {key}", said, color, "", True) for key, color in painted.items())
    return Pair("instance", prompt, target, Encoding("instances", legend=legend, background=background))


def _decodable(target: npt.NDArray[np.uint8], frame: Frame, ids: list[int], background: Rgb) -> bool:
    """Whether the decoder, which knows no legend, finds as many objects, each with an IoU of at least AGREE."""
    found = decode_instances(target, background=background)
    if found.max(initial=0) != len(ids):
        return False
    for key in ids:
        truth = frame.instances == key
        labels, counts = np.unique(found[truth], return_counts=True)
        best = labels[np.argmax(counts)]
        if best == 0 or counts.max() < AGREE * np.count_nonzero(truth | (found == best)):
            return False
    return True
