# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Phrasebooks: large, in English that reads well, and open to a user's own words and languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from cavendish.errors import InputError
from cavendish.manifests import prompts
from cavendish.manifests.grammar import expand, sentence, size
from cavendish.manifests.prompts import PromptError, adopt, book, brought, load, phrasebook
from cavendish.manifests.tasks import TASKS
from cavendish.recipe import digest
from cavendish.recipe import load as load_recipe

NAMES = ["depth", "instance", "normals", "semantic"]
EVERY = [
    (path.parent.name, path.stem)
    for path in sorted((Path(prompts.__file__).parent).glob("*/*.yaml"))
    if path.stem in NAMES
]
FILL = {
    "how": "",
    "rest": "",
    "legend": " the wall in red",
    "one": "oak chair",
    "plural": "oak chairs",
}


@pytest.fixture(autouse=True)
def _nobodys_prompts() -> Iterator[None]:
    yield
    adopt({})


@pytest.mark.parametrize("task", NAMES)
def test_a_task_says_at_least_ten_thousand_things_before_classes_and_colors(task: str) -> None:
    assert size(load(task), "prompt") >= 10_000


@pytest.mark.parametrize(("language", "task"), EVERY)
def test_every_alternative_is_said(language: str, task: str) -> None:
    told = phrasebook(task, language)
    used = {
        name for texts in told.grammar.values() for text in texts for name in re.findall(r"\{(\w+)\}", text)
    }
    used = {name[:1].lower() + name[1:] for name in used}
    named = ("words_", "color_", "material_", "state_", "shape_")  # found by what they are for
    starts = {
        "prompt",
        "path",
        "ends",
        "scheme",
        "both",
        "words",
        "item",
        "and",
        "each",
        "others",
        "remainder",
        "phrase",
    }
    assert {name for name in told.grammar if not name.startswith(named)} - used <= starts


@pytest.mark.parametrize(("language", "task"), EVERY)
def test_prompts_are_a_few_sentences_each_with_a_capital_and_an_end(language: str, task: str) -> None:
    told = phrasebook(task, language)
    lengths: Counter[int] = Counter()
    for seed in range(1500):
        rng = np.random.default_rng(seed)
        text = sentence(expand(told.grammar, told.start({}, rng), rng, **FILL))
        assert "{" not in text and "  " not in text, text
        assert not re.search(r" [,.;:?!]|\.\.|,,|,\.|\?\.|\.\?|[.?]\w", text), text
        assert not re.search(r"\b[Aa] [aeiou]|\b[Aa]n [^aeiou\W]", text) or language != "en", text
        assert not re.search(r"\b(\w{2,}) \1\b", text), text
        for start in re.findall(r"[.?] (\w)", text):
            assert start.isupper() or "wall" in text, text
        lengths[len(re.findall(r"[.?](?: |$)", text))] += 1
    assert max(lengths) <= 5
    assert all(lengths[count] > 50 for count in (1, 2))


def test_a_symbol_with_a_capital_is_said_with_one() -> None:
    grammar = {"s": ("{a}. {A}!",), "a": ("one", "two")}
    said = {expand(grammar, "s", np.random.default_rng(seed)) for seed in range(60)}
    assert said == {f"{a}. {b}!" for a in ("one", "two") for b in ("One", "Two")}
    assert size(grammar, "s") == 4


def test_styles_choose_voices(make: Any) -> None:
    shares = {"voice": {"question": 1}, "length": {"short": 3, "long": 1}}
    for task in ("depth", "normals", "instance"):
        drawn = make.pairs(task, make.room(1, things=25), 3, per_view=8, styles=shares)
        assert drawn and all("?" in pair.prompt for pair in drawn)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"styles": {"voise": {"order": 1}}}, "voise is no axis of style of depth; did you mean voice"),
        ({"styles": {"voice": {"ordr": 1}}}, "ordr is no voice of depth; did you mean order"),
        ({"styles": {"voice": {"order": 0}}}, "no share is over 0"),
        ({"styles": {"voice": {"order": -1}}}, "greater than or equal to 0"),
        ({"languages": {"fr": 1}}, "there are no prompts of depth in 'fr'"),
        ({"languages": {}}, "at least 1"),
        ({"weight": -1}, "greater than or equal to 0"),
        ({"weight": float("inf")}, "finite"),
    ],
)
def test_wrong_styles_and_languages_are_refused_with_the_cure(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        TASKS["depth"].parameters(**values)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


MORE = """
symbols:
  prompt:
    order:
      short: ["{verb_of_mine} {map}{how}!"]
  verb_of_mine: [whip up, conjure]
"""
FRENCH = """
symbols:
  prompt: ["{fais} une carte de profondeur{how}."]
  fais: [dessine, fais]
  path: [", de pres a loin : {arrows}"]
  ends: [", de {first} a {last}"]
  scheme: [", en {words}"]
  both: [", en {words} ({arrows})"]
  words: ["couleurs {palette}"]
"""


def test_a_users_file_adds_to_the_one_of_its_name(tmp_path: Path, make: Any) -> None:
    before = size(load("depth"), "prompt")
    adopt(brought(write(tmp_path, "en/depth.yaml", MORE)))
    assert size(load("depth"), "prompt") == before + 2 * size(load("depth"), "map")
    short = {"voice": {"order": 1}, "length": {"short": 1}}
    said = {
        pair.prompt.split(" ")[0] for pair in make.pairs("depth", make.room(), 0, per_view=60, styles=short)
    }
    assert {"Whip", "Conjure"} & said and "Draw" in said
    adopt({})
    assert size(load("depth"), "prompt") == before


def test_a_users_language_is_spoken(tmp_path: Path, make: Any) -> None:
    adopt(brought(write(tmp_path, "fr/depth.yaml", FRENCH)))
    drawn = make.pairs("depth", make.room(), 0, per_view=40, languages={"fr": 1, "de": 1})
    french = [pair for pair in drawn if "carte de profondeur" in pair.prompt]
    assert 8 < len(french) < 32
    assert any(" -> " in pair.prompt for pair in french)


def test_german_names_the_colors_in_german(make: Any) -> None:
    drawn = make.pairs(
        "depth",
        make.room(),
        1,
        per_view=30,
        languages={"de": 1},
        named=1.0,
        styles={"palette": {"colors": 1}},
    )
    assert all("Schwarz -> Rot -> Gelb" in pair.prompt for pair in drawn)
    assert drawn[0].encoding.legend[1].spelt == "Rot"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("symbols:\n  prompt: ['{vreb} it']\n", r"depth.yaml:2: \{vreb\} is neither a slot nor a symbol"),
        (
            "symbols:\n  prompt:\n    ordr: [x]\n",
            r"depth.yaml:3: ordr is no value of the axis; did you mean order",
        ),
        ("symbols:\n  prompt: ['{do']\n", r"depth.yaml:2: a brace of '\{do' has no partner"),
        ("symbols:\n  prompt: text\n", r"depth.yaml:2: prompt takes a list of texts"),
        ("symbols:\n  prompt: [yes]\n", r"depth.yaml:2: prompt takes a list of texts"),
        ("symbols:\n  how: [x]\n", r"depth.yaml:2: 'how' is a slot"),
        (
            "slots: {haw: x}\nsymbols:\n  a: [x]\n",
            r"depth.yaml:1: the task fills no slot haw; did you mean how",
        ),
        (
            "simbols:\n  a: [x]\n",
            r"depth.yaml:1: simbols is no part of a file of prompts; did you mean symbols",
        ),
        ("symbols:\n  a: ['{b}']\n  b: ['{a}']\n", r"the symbol a leads back to itself by a -> b -> a"),
        ("symbols:\n  a: [x]\n  a: [y]\n", r"depth.yaml:3: a stands here a second time"),
        ("symbols: [\n", r"depth.yaml:2: this is not YAML"),
        ("- a\n", r"a file of prompts is a mapping"),
        ("slots: {}\n", r"it has no symbols"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=said):
        brought(write(tmp_path, "en/depth.yaml", text))


def test_a_language_that_lacks_what_the_task_begins_with_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"fr/depth\.yaml has no symbol path"):
        brought(write(tmp_path, "fr/depth.yaml", "symbols: {prompt: [x]}"))


def test_a_folder_without_prompts_and_a_task_without_words_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="holds no prompts; write them as"):
        brought(tmp_path)
    with pytest.raises(PromptError, match=r"there are no prompts of depht in 'en'"):
        book("depht", "en", {})


RECIPE = """
scenes: [{builder: primitives}]
tasks: {depth: {languages: {fr: 1}}}
prompts: [mine]
"""


def test_a_recipe_brings_prompts_as_a_part_of_itself(tmp_path: Path) -> None:
    write(tmp_path, "mine/fr/depth.yaml", FRENCH)
    recipe = tmp_path / "r.yaml"
    recipe.write_text(RECIPE)
    one = load_recipe(recipe)
    assert one.prompts["fr"]["depth"]["symbols"]["fais"] == ["dessine", "fais"]
    write(tmp_path, "mine/fr/depth.yaml", FRENCH.replace("dessine", "peins"))
    assert digest(load_recipe(recipe)) != digest(one)
    again = type(one).model_validate(one.model_dump(mode="json"))
    assert digest(again) == digest(one)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("[mine]", "[yours]"), r"r.yaml:4: .*yours is no folder"),
        (("{fr: 1}", "{it: 1}"), r"r.yaml:3: tasks.depth.languages: there are no prompts of depth in 'it'"),
        (("[mine]", "[mine, mine]"), r"r.yaml:4: another folder has a fr/depth.yaml too"),
    ],
)
def test_a_recipes_wrong_prompts_are_refused_with_its_line(
    change: tuple[str, str], said: str, tmp_path: Path
) -> None:
    write(tmp_path, "mine/fr/depth.yaml", FRENCH)
    (tmp_path / "r.yaml").write_text(RECIPE.replace(*change))
    with pytest.raises(InputError, match=said):
        load_recipe(tmp_path / "r.yaml")
