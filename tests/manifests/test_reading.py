# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A stranger who knows classes, colours and English, and no phrasebook, reads in every prompt what its row says.

CAVENDISH_PROMPTS=100000 reads that many prompts in place of the usual few thousand.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from cavendish.codecs import depth_codec, depth_codecs
from cavendish.manifests.classes import labels_of, nouns
from cavendish.manifests.colors.ciede import difference, lab
from cavendish.manifests.pair import Entry
from cavendish.manifests.prompts import phrasebook
from cavendish.manifests.reading import (
    color_of,
    disagreement,
    nouns_in,
    phrase_disagreement,
    read_background,
    read_legend,
)
from cavendish.manifests.tasks.depth import Depth
from cavendish.manifests.tasks.depth import worded as depth_worded
from cavendish.manifests.tasks.instance import Instance
from cavendish.manifests.tasks.instance import worded as instance_worded
from cavendish.manifests.tasks.semantic import Semantic, Words
from cavendish.manifests.tasks.semantic import worded as semantic_worded
from cavendish.scenes.ontology import category, ontology

COUNT = int(os.environ.get("CAVENDISH_PROMPTS", "8000")) // 3
CLASSES = sorted(ontology())


def legend_prompt(seed: int, parameters: Semantic) -> Words | None:
    rng = np.random.default_rng(seed)
    if seed % 20 == 0:
        labels = ("cityscapes", "nyu40")[seed // 20 % 2]
        listed = list(labels_of(labels))
        return semantic_worded(listed, set(listed[::2]), parameters, rng, labels)
    listed = [str(name) for name in rng.choice(CLASSES, int(rng.integers(1, 9)), replace=False)]
    return semantic_worded(listed, set(listed), parameters, rng)


def test_a_reader_finds_every_rows_legend_and_background_in_its_prompt() -> None:
    parameters, made = Semantic(), 0
    for seed in range(COUNT):
        words = legend_prompt(seed, parameters)
        if words is None:
            continue
        made += 1
        reading = read_legend(words.prompt)
        assert dict(reading.legend) == {entry.said: entry.color for entry in words.legend}, words.prompt
        assert reading.background in (words.background, None), words.prompt
        assert reading.background is not None or words.background == (0, 0, 0), words.prompt
        shown = [*(entry.color for entry in words.legend), words.background]
        assert all(np.linalg.norm(np.subtract(a, b)) >= 60 for a, b in combinations(shown, 2))
    assert made > 0.99 * COUNT


def test_a_reader_tells_that_a_row_says_something_else() -> None:
    parameters = Semantic()
    for seed in range(1, 200):
        words = legend_prompt(seed, parameters)
        if words is None:
            continue
        first, *others = words.legend
        wrong = (
            [replace(first, color=(1, 2, 3)), *others],
            [replace(first, said="moon"), *others],
            [*words.legend, Entry("moon", "moon", (9, 9, 9), "#090909", True)],
            others,
        )
        for legend in wrong:
            assert disagreement(words.prompt, legend, words.background), words.prompt
        assert disagreement(words.prompt, words.legend, (7, 7, 7))
        assert not disagreement(words.prompt, words.legend, words.background)


def test_a_reader_finds_every_rows_class_and_attribute() -> None:
    parameters, book = Instance(), phrasebook("instance")
    things = [name for name in CLASSES if category(name).thing]
    words_of = ["", "", "wooden", "red", "orange", "metal", "open"]
    for seed in range(COUNT):
        rng = np.random.default_rng(seed)
        name, adjective = things[seed % len(things)], words_of[int(rng.integers(len(words_of)))]
        wanted = (adjective,) if adjective else ()
        words = instance_worded(name, wanted, (), book, parameters, rng)
        assert words is not None
        assert {noun for _, noun in nouns_in(re.sub(r"(on|against) an? [\w ]+ background", "", words.prompt))}
        assert phrase_disagreement(words.prompt, name, wanted, words.background) == ""
        other = things[(seed + 7) % len(things)]
        assert phrase_disagreement(words.prompt, other, wanted, words.background)
        assert phrase_disagreement(words.prompt, name, ("purple",), words.background)
        assert phrase_disagreement(words.prompt, name, wanted, (7, 7, 7))
        assert read_background(words.prompt) in (words.background, None)


PATHS = {
    name: [word for word, _ in depth_codec(name).legend]
    for name in depth_codecs()
    if depth_codec(name).metric
}
SAID = {  # what a stranger takes for the name of a palette
    "cube": "RGB cube",
    "gray": "gray",
    "hilbert": "Hilbert",
    "hue": "hues",
    "multiwave": "multiwavelength",
    "pack24": "24-bit",
    "triangle": "triangle wave",
}


def test_a_reader_finds_every_rows_palette() -> None:
    parameters = Depth(palettes=dict.fromkeys(PATHS, 1.0))
    named = 0
    for seed in range(COUNT):
        prompt, codec, legend = depth_worded(parameters, np.random.default_rng(seed))
        path = PATHS[codec.name]
        any_color = "|".join(
            sorted({word for words in PATHS.values() for word in words}, key=len, reverse=True)
        )
        told = re.sub("shades of gray|gray(scale)? tones", "", prompt)
        order = re.findall(rf"\b(?:{any_color})\b", told)
        if ("nearest points" in prompt or "starting with" in prompt) and len(path) > 2:
            order = [order[0], *order[2:], order[1]]
        assert order in ([], path), prompt
        assert [entry.spelt for entry in legend] == (order or [""] * len(path))
        by_name = SAID.get(codec.name, codec.name) in prompt
        assert order or by_name or codec.name == "cube", prompt
        others = [SAID.get(name, name) for name in PATHS if name not in (codec.name, "gray", "hue")]
        assert not any(other in prompt for other in others), prompt
        named += by_name
    assert named > COUNT / 4


def test_names_in_one_legend_are_never_taken_for_each_other() -> None:
    parameters = Semantic(styles={"color": {"name": 1}})
    for seed in range(1, 150):
        words = legend_prompt(seed, parameters)
        if words is None or not words.legend[0].spelt.isalpha():
            continue
        shown = lab([entry.color for entry in words.legend])
        for a, b in combinations(shown, 2):
            assert difference(a, b) >= 20


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("Sky Blue", (135, 206, 235)),
        ("#0aF010", (10, 240, 16)),
        ("RGB(1, 2, 3)", (1, 2, 3)),
        ("<1, 2, 3>", (1, 2, 3)),
    ],
)
def test_colors_are_read_in_every_form(text: str, color: tuple[int, int, int]) -> None:
    assert color_of(text) == color


def test_what_is_ambiguous_is_not_taken_for_agreement() -> None:
    legend = [Entry("wall", "wall", (250, 128, 114), "light salmon", True)]
    assert disagreement("A map. Paint the wall light salmon.", legend, (0, 0, 0))


def test_every_noun_of_a_class_is_its_own() -> None:
    for name in CLASSES:
        for one, plural in nouns(name):
            assert one != plural
            assert not re.search(r"(sss|shelfs|knifes|ies ies)\b", plural)
