# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Recipes: what is read, and the one sentence that bad input gets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish import recipe as recipes
from cavendish.errors import InputError

GOOD = """\
seed: 5
count: 2
scenes:
  - builder: room
    parameters: {clutter: 0.5}
views:
  per_scene: 2
  width: 128
  height: 96
quality: {samples: 4}
tasks:
  depth: {codec: cube}
  semantic:
"""
Refused = Callable[..., str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "mine.yaml"
    file.write_text(GOOD, encoding="utf-8")
    return file


@pytest.fixture
def refused(tmp_path: Path) -> Refused:
    """The sentence that a changed recipe is refused with."""

    def sentence(old: str, new: str, *overrides: str) -> str:
        assert old in GOOD
        file = tmp_path / "mine.yaml"
        file.write_text(GOOD.replace(old, new), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            recipes.load(file, overrides)
        text = str(caught.value)
        assert "\n" not in text
        return text.replace(str(file), "mine.yaml")

    return sentence


def test_a_recipe_is_typed_with_defaults_and_parameters(path: Path) -> None:
    recipe = recipes.load(path)
    assert (recipe.seed, recipe.count, recipe.views.per_scene, recipe.quality.samples) == (5, 2, 2, 4)
    assert recipe.scenes[0].parameters.model_dump()["clutter"] == 0.5
    assert recipe.tasks["depth"].model_dump()["codec"] == "cube"
    assert recipe.truth.keep == ("depth", "normals", "instances") and recipe.splits == {"train": 1.0}


def test_overrides_replace_single_keys(path: Path) -> None:
    recipe = recipes.load(
        path,
        [
            "quality.samples=64",
            "scenes.0.parameters.clutter=1",
            "tasks.instance={per_view: 3}",
            "splits={train: 3, val: 1}",
        ],
        count=9,
        seed=11,
    )
    assert recipe.quality.samples == 64 and recipe.count == 9 and recipe.seed == 11
    assert recipe.scenes[0].parameters.model_dump()["clutter"] == 1.0
    assert recipe.tasks["instance"].model_dump()["per_view"] == 3 and recipe.splits == {"train": 3, "val": 1}


PACK = """
{pack: 1, name: infinigen, version: "1", licence: BSD-3-Clause, assets: [{name: a, class: chair, file: a.blend,
 sha256: "%s", faces: 1, size: [1, 1, 1]}]}
""" % ("0" * 64)


def test_the_shipped_recipes_load_and_are_found_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = (
        tmp_path / "packs" / "infinigen" / "pack.yaml"
    )  # what a shipped recipe names lies in the current folder
    pack.parent.mkdir(parents=True)
    pack.write_text(PACK)
    monkeypatch.chdir(tmp_path)
    assert "quickstart" in recipes.shipped()
    for name in recipes.shipped():
        assert recipes.load(name).count >= 1


def test_a_recipe_whose_pack_is_missing_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"packs\.0.*there is no pack packs/infinigen; .*packs grow"):
        recipes.load("indoor-infinigen")


def test_the_digest_knows_what_decides_the_bytes(path: Path) -> None:
    base = recipes.digest(recipes.load(path))
    same = recipes.load(path, ["quality.threads=2", "limits.scene_seconds=5"], count=50)
    assert recipes.digest(same) == base
    for change in (
        "quality.samples=5",
        "views.width=64",
        "scenes.0.parameters.clutter=0.6",
        "tasks.normals={}",
        "seed=6",
    ):
        assert recipes.digest(recipes.load(path, [change])) != base


def test_the_checked_in_schema_is_the_recipes_own() -> None:
    stored = Path(__file__).parents[1] / "docs" / "recipe.schema.json"
    assert json.loads(stored.read_text(encoding="utf-8")) == recipes.schema(), "run `make schema`"


def test_the_schema_knows_every_builder_and_task() -> None:
    schema = recipes.schema()
    assert "room" in schema["$defs"]["SceneChoice"]["properties"]["builder"]["enum"]
    assert {"depth", "normals", "semantic", "instance"} <= set(schema["properties"]["tasks"]["properties"])
    assert "clutter" in schema["$defs"]["Room"]["properties"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("quality:", "qualty:", ["mine.yaml:10", "qualty is not a known key", "did you mean quality?"]),
        ("{samples: 4}", "{sampels: 4}", ["mine.yaml:10", "quality.sampels", "did you mean samples?"]),
        ("clutter", "cluter", ["mine.yaml:5", "cluter", "did you mean clutter?"]),
        ("codec: cube", "codex: cube", ["mine.yaml:12", "tasks.depth.codex", "did you mean codec?"]),
        ("builder: room", "builder: rom", ["mine.yaml:4", "rom is not a builder", "did you mean room?"]),
        ("depth: {codec", "dept: {codec", ["mine.yaml:11", "dept is not a task", "did you mean depth?"]),
        ("codec: cube", "codec: cub", ["mine.yaml:12", "tasks.depth.codec", "cube"]),
        ("codec: cube", "codec: marigold", ["mine.yaml:12", "tasks.depth.codec", "metric codec"]),
        ("samples: 4", "samples: many", ["mine.yaml:10", "quality.samples", "'many'", "integer"]),
        ("per_scene: 2", "per_scene: 0", ["mine.yaml:7", "views.per_scene", "greater than or equal to 1"]),
        (
            "width: 128",
            "width: 7",
            ["mine.yaml:8", "views.width", "7 pixels", "multiple of 8 from 64 to 8192"],
        ),
        ("width: 128", "width: 100", ["mine.yaml:8", "views.width", "100 pixels"]),
        ("seed: 5", "seed: -1", ["mine.yaml:1", "seed"]),
        ("clutter: 0.5", "clutter: 7", ["mine.yaml:5", "clutter", "less than or equal to 1"]),
        ("clutter: 0.5", "width: [5, 4]", ["mine.yaml:5", "scenes.0.parameters.width", "the smaller first"]),
        ("seed: 5", "seed: 5\nseed: 6", ["mine.yaml:2", "seed", "a second time"]),
        ("tasks:", "splits: {Train: 1}\ntasks:", ["mine.yaml:11", "splits", "lower-case"]),
        ("views:\n", "views: [\n", ["mine.yaml:", "not YAML"]),
        ("count: 2", "count: !!python/object/apply:os.system [ls]", ["mine.yaml", "not YAML"]),
    ],
)
def test_bad_input_is_one_sentence_with_file_line_key_and_cure(
    refused: Refused, old: str, new: str, says: list[str]
) -> None:
    sentence = refused(old, new)
    for part in says:
        assert part in sentence, sentence


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ("quality.sampels=3", ["--set quality.sampels=3", "did you mean samples?"]),
        ("quality.samples=few", ["--set quality.samples=few", "integer"]),
        ("nonsense", ["--set nonsense", "a.b=value"]),
        ("scenes.4.builder=room", ["--set", "a list of 1", "4"]),
        ("seed.deep=3", ["--set", "seed holds a value"]),
    ],
)
def test_bad_overrides_are_named(refused: Refused, override: str, says: list[str]) -> None:
    sentence = refused("seed: 5", "seed: 5", override)
    for part in says:
        assert part in sentence, sentence


def test_a_recipe_that_is_nowhere(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no recipe .*quickstrat.* did you mean quickstart\?"):
        recipes.load("quickstrat")
    binary = tmp_path / "photo.yaml"
    binary.write_bytes(b"\x89PNG\x00\xff")
    with pytest.raises(InputError, match=r"photo\.yaml cannot be read"):
        recipes.load(binary)
    (tmp_path / "list.yaml").write_text("- a\n- b\n")
    with pytest.raises(InputError, match="a recipe is a mapping"):
        recipes.load(tmp_path / "list.yaml")
    (tmp_path / "empty.yaml").write_text("")
    with pytest.raises(InputError, match="a recipe is a mapping"):
        recipes.load(tmp_path / "empty.yaml")


@given(st.text(max_size=200))
def test_no_text_makes_a_recipe_reader_stumble(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_text(text, encoding="utf-8", errors="replace")
    with pytest.raises(InputError):
        recipes.load(file)


def test_aliases_of_aliases_are_refused_at_once(tmp_path: Path) -> None:
    lines = ["seed: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"k{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    path = tmp_path / "bomb.yaml"
    path.write_text("\n".join(lines))
    with pytest.raises(InputError) as told:
        recipes.load(path)
    assert str(told.value).startswith(f"{path}:1: seed cannot be [1, 1") and len(str(told.value)) < 300
