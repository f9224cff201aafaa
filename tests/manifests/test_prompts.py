# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Prompts vary, read well, and name only colours that the row knows."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from cavendish.manifests.classes import FLOOR, class_map, phrases, pixels_by_class, plural_of
from cavendish.manifests.colors import NAMED
from cavendish.manifests.grammar import expand, joined, sentence, size
from cavendish.manifests.legend import written
from cavendish.manifests.pair import Entry
from cavendish.manifests.reading import read_legend
from cavendish.scenes.ontology import category, ontology

NAMES = ["depth", "instance", "normals", "semantic"]

# Words for colours that people take for each other: no legend holds two of a line.
CONFUSED = [
    {"red", "crimson"},
    {"maroon", "dark red", "brown", "sienna", "chocolate"},
    {"tan", "wheat", "beige", "khaki"},
    {"orange", "dark orange"},
    {"coral", "salmon"},
    {"gold", "yellow"},
    {"lime", "yellow green", "spring green"},
    {"green", "forest green", "dark green"},
    {"cyan", "turquoise", "aquamarine"},
    {"sky blue", "light blue"},
    {"blue", "royal blue"},
    {"navy", "midnight blue"},
    {"purple", "violet", "dark violet", "indigo", "plum", "orchid"},
    {"pink", "hot pink", "deep pink"},
    {"silver", "light gray"},
]


def colors_in(text: str) -> set[tuple[int, int, int]]:
    """Every colour that a text names; the longest name first, so that "dark red" is not "red"."""
    found = set()
    for name in sorted(NAMED, key=len, reverse=True):
        if re.search(rf"\b{name}\b", text):
            found.add(NAMED[name][0])
            text = re.sub(rf"\b{name}\b", "", text)
    found |= {
        (int(h[:2], 16), int(h[2:4], 16), int(h[4:], 16)) for h in re.findall(r"#([0-9a-fA-F]{6})", text)
    }
    return found | {tuple(map(int, c)) for c in re.findall(r"(\d+), (\d+), (\d+)", text)}


def skeleton(prompt: str, pair: Any) -> str:
    """The wording alone, without the classes and colours that it speaks of."""
    entries = pair.encoding.legend
    for words in sorted(
        {w for e in entries for w in (e.said, e.spelt) if w} | set(NAMED), key=len, reverse=True
    ):
        prompt = prompt.replace(words, "_")
    return re.sub(r"(_[^a-zA-Z]*)+", "_ ", prompt.lower())


@pytest.mark.parametrize("task", NAMES)
def test_wording_varies(task: str, drawn: Any) -> None:
    wordings = Counter(skeleton(pair.prompt, pair) for _, pair in drawn(task))
    assert len(wordings) >= 60
    assert max(wordings.values()) <= len(drawn(task)) / 12, wordings.most_common(3)
    assert any("?" in wording for wording in wordings)


@pytest.mark.parametrize("task", NAMES)
def test_prompts_are_well_formed(task: str, drawn: Any) -> None:
    for _, pair in drawn(task):
        text = pair.prompt
        assert text == text.strip()
        assert text[0].isupper(), text
        assert "  " not in text
        without_json = re.sub(r'\{"[^{}]*"\}', "", text)
        assert not re.search(r"[{}]", without_json), f"a symbol is left: {text}"
        assert not re.search(r" [,.;:?!]|\.\.|,,|,\.|: \.|;\.|\?\.|\.\?|:,", text), text
        assert not re.search(r"\ba [aeio]", text, re.I), text
        assert not re.search(r"\b(\w{2,}) \1\b", text), f"a word twice: {text}"
        assert not re.search(r"sss\b|[^aeiou]chs\b|xs\b|drawerss", text), text
        for sentence_ in re.findall(r"[.?] +([^\W\d])", text):
            assert sentence_.isupper(), text


@pytest.mark.parametrize("task", NAMES)
def test_every_color_of_a_prompt_is_in_the_row(task: str, drawn: Any) -> None:
    for _, pair in drawn(task):
        legend = pair.encoding.legend
        allowed = {entry.color for entry in legend} | {pair.encoding.background}
        if task == "depth":  # the path's names are the codec's: its green is not CSS's
            allowed = {NAMED[entry.spelt][0] for entry in legend if entry.spelt}
        assert colors_in(pair.prompt) <= allowed, pair.prompt
        for entry in legend:
            assert entry.spelt in pair.prompt, "the row says that the prompt spells a colour, and it does not"
        if pair.encoding.background not in (None, (0, 0, 0)):
            assert pair.encoding.background in colors_in(pair.prompt)


PATH = ["black", "red", "yellow", "green", "cyan", "blue", "magenta", "white"]


def test_depth_prompts_name_the_path_at_times_and_in_its_order(drawn: Any) -> None:
    named = 0
    for _, pair in drawn("depth"):
        order = re.findall(rf"\b(?:{'|'.join(PATH)})\b", pair.prompt)
        if (
            "nearest points" in pair.prompt or "starting with" in pair.prompt
        ):  # both ends come before those between
            order = [order[0], *order[2:], order[1]]
        assert order in ([], PATH)
        assert [entry.spelt for entry in pair.encoding.legend] == (PATH if order else [""] * 8)
        named += bool(order)
    assert 0.4 < named / len(drawn("depth")) < 0.9


@pytest.mark.parametrize("task", ["semantic", "instance"])
def test_colors_are_far_apart(task: str, drawn: Any) -> None:
    for _, pair in drawn(task):
        painted = [e for e in pair.encoding.legend if e.present or task == "semantic"]
        shown = [entry.color for entry in painted] + [pair.encoding.background]
        least = 42 if len(shown) > 60 else 60
        for a, b in combinations(shown, 2):
            assert np.linalg.norm(np.subtract(a, b)) >= least


def test_no_legend_holds_two_names_that_people_confuse(drawn: Any) -> None:
    names = {color: name for name, (color, _) in NAMED.items()}
    named = 0
    for _, pair in drawn("semantic"):
        said = {entry.spelt for entry in pair.encoding.legend if entry.spelt in NAMED}
        named += bool(said)
        for group in CONFUSED:
            assert len((said | ({names[pair.encoding.background]} if said else set())) & group) <= 1
    assert named > 20


def test_legends_take_every_form_and_every_spelling(drawn: Any) -> None:
    spelt = [entry.spelt for _, pair in drawn("semantic") for entry in pair.encoding.legend]
    for form in (
        r"#[0-9A-F]{6}$",
        r"#[0-9a-f]{6}$",
        r"<\d+, \d+, \d+>$",
        r"\(\d+, \d+, \d+\)$",
        r"RGB\(\d+, \d+, \d+\)$",
        r"[a-z ]+$",
    ):
        assert any(re.match(form, text) for text in spelt), form
    text = "\0".join(pair.prompt for _, pair in drawn("semantic"))
    for form in ('{"', "\n- ", "\n* ", " -> ", " = ", "; ", " in ", " should be ", "Use "):
        assert form in text, form


def test_prompts_of_one_spelling_do_not_mix_it(drawn: Any) -> None:
    for _, pair in drawn("semantic"):
        heads = {
            re.sub(r"[0-9a-fA-F ,]+", "", e.spelt) if e.spelt not in NAMED else "name"
            for e in pair.encoding.legend
        }
        assert len(heads) == 1


def test_synonyms_and_plurals_appear_and_stay_unambiguous(drawn: Any) -> None:
    said = Counter()
    for _, pair in drawn("semantic"):
        words = [entry.said for entry in pair.encoding.legend]
        assert len(set(words)) == len(words)
        for entry in pair.encoding.legend:
            known = category(entry.name)
            allowed = {entry.name, *known.synonyms}
            if known.thing:
                allowed |= {known.plural, *map(plural_of, known.synonyms)}
            assert entry.said in allowed
            kind = "name" if entry.said == entry.name else "plural" if entry.said == known.plural else "other"
            said[kind] += 1
    assert min(said[kind] for kind in ("name", "plural", "other")) > 30


def test_no_phrase_is_the_name_of_another_class_in_the_legend() -> None:
    for seed in range(300):
        rng = np.random.default_rng(seed)
        names = [str(name) for name in rng.permutation(sorted(ontology()))[:20]]
        words = phrases(names, rng)
        assert len(set(words)) == len(names)
        for name, word in zip(names, words, strict=True):
            others = set(names) - {name}
            assert word not in others | {category(other).plural for other in others}


@pytest.mark.parametrize(
    ("one", "more"),
    [
        ("couch", "couches"),
        ("chest of drawers", "chests of drawers"),
        ("looking glass", "looking glasses"),
        ("cardboard box", "cardboard boxes"),
        ("wall clock", "wall clocks"),
        ("TV", "TVs"),
        ("trolley", "trolleys"),
        ("berry", "berries"),
    ],
)
def test_regular_plurals(one: str, more: str) -> None:
    assert plural_of(one) == more


def test_the_usual_word_is_never_rarer_than_any_synonym() -> None:
    said = Counter(phrases(["plant"], np.random.default_rng(seed))[0] for seed in range(400))
    assert set(said) == {"plant", "potted plant", "houseplant", "plants", "potted plants", "houseplants"}
    assert said["plant"] > said["potted plant"] and said["plants"] > said["houseplants"]


def test_absent_classes_are_listed_and_marked(drawn: Any) -> None:
    absent = 0
    for frame, pair in drawn("semantic"):
        for entry in pair.encoding.legend:
            visible = pixels_by_class(frame).get(entry.name, 0)
            assert entry.present == (visible > 0)
            assert visible == 0 or visible >= FLOOR * frame.instances.size
            absent += not entry.present
    assert absent > 30


def test_class_map_knows_large_ids(make: Any) -> None:
    instances = np.array([[0, 5, 70_001], [16_777_215, 5, 0]], np.uint32)
    frame = make.frame_of(instances, {16_777_215: "bed", 70_001: "chair", 5: "wall"})
    assert class_map(frame, ["chair", "bed"]).tolist() == [[-1, -1, 0], [1, -1, -1]]


@pytest.mark.parametrize("count", [1, 2, 3, 6, 7, 20])
def test_a_written_legend_states_each_entry_and_no_other(count: int) -> None:
    words = [
        "table",
        "coffee table",
        "wall",
        "chest of drawers",
        "lamp",
        "floor lamp",
        *sorted(set(ontology()) - {"table", "coffee table", "wall", "floor lamp"})[:14],
    ]
    colors = list(NAMED)[: count + 1]
    entries = [
        Entry(word, word, NAMED[color][0], color, True)
        for word, color in zip(words[:count], colors, strict=False)
    ]
    forms = set()
    for seed in range(60 if count < 10 else 8):
        text, form = written(entries, np.random.default_rng(seed))
        forms.add(form)
        prompt = {
            "prose": f"Show {text}.",
            "sentences": f"A map. {text}",
            "block": f"Colors:{text}\nAll done.",
        }[form]
        assert read_legend(prompt).legend == tuple((entry.said, entry.color) for entry in entries), prompt
    assert forms == ({"prose", "sentences", "block"} if count <= 6 else {"block"})


def test_grammar_expands_nested_symbols_and_words() -> None:
    grammar = {"s": ("{a} {b}", "{word}!"), "a": ("x", "y"), "b": ("{a}{a}",)}
    found = {expand(grammar, "s", np.random.default_rng(seed), word="w") for seed in range(80)}
    assert found == {f"{a} {b}{c}" for a in "xy" for b in "xy" for c in "xy"} | {"w!"}
    assert size(grammar, "s") == len(found)


def test_sentence_and_joined() -> None:
    assert sentence("  an  odd \t text\nwith  lines ") == "An odd text\nwith lines"
    assert [joined("abc"[:k]) for k in range(4)] == ["", "a", "a and b", "a, b and c"]
