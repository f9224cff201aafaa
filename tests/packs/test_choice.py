# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""`packs` in a recipe: what it may name, and what of it decides a dataset."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cavendish import recipe as recipes
from cavendish.errors import InputError

Make = Callable[..., Path]
Entry = Callable[..., dict[str, Any]]
RECIPE = "scenes: [{builder: primitives}]\ntasks: {depth: }\npacks:\n  - %s\n"


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., recipes.Recipe]:
    def loaded(pack: str, at: str = ".") -> recipes.Recipe:
        (tmp_path / at).mkdir(parents=True, exist_ok=True)
        (tmp_path / at / "r.yaml").write_text(RECIPE % pack)
        return recipes.load(tmp_path / at / "r.yaml")

    return loaded


def test_a_pack_is_named_by_its_folder_or_with_weights(make: Make, entry: Entry, load: Any) -> None:
    folder = make([entry("a"), entry("m", "mug")])
    (plain,) = load("pack").packs
    assert plain.pack.name == "tiny" and plain.weight == 3 and plain.sha256 == plain.pack.sha256
    (same,) = load(str(folder)).packs
    assert same.sha256 == plain.sha256
    (given,) = load("{path: pack/pack.yaml, weight: 0.5, materials: 0, classes: [mug]}").packs
    assert (given.weight, given.materials, given.classes) == (0.5, 0, ("mug",))
    again = pickle.loads(pickle.dumps(load("pack")))
    assert again.packs[0].pack.classes.keys() == {"chair", "mug"}, "it travels to workers whole"


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("nowhere", "there is no pack .*nowhere; `cavendish packs import`"),
        ("empty", "holds no pack.yaml; `cavendish packs import"),
        ("{path: pack, weight: -1}", "weight"),
        ("{path: pack, wieght: 1}", "wieght is not a known key"),
        ("{path: pack, weight: .nan}", "weight"),
        ("{path: pack, classes: [chiar]}", "the pack pack has no chiar; it has chair"),
        ("{weight: 2}", "takes the path of a pack's folder, or a mapping with `path`"),
        ("7", "takes the path of a pack's folder"),
        ("''", "takes the path"),
        ("'~nobody-here/pack'", "~nobody-here/pack"),
        ('"pa\\0ck"', "packs.0"),
        ("x" + "y" * 300, "cannot be read: File name too long"),
        ("r.yaml", "Not a directory|holds no pack.yaml"),
        (f"{{path: pack, sha256: {'0' * 64}}}", "the pack pack has changed: its pack.yaml has the SHA-256"),
    ],
)
def test_a_recipe_says_what_is_wrong_with_a_pack(
    make: Make, entry: Entry, load: Any, tmp_path: Path, said: str, complaint: str
) -> None:
    make([entry("a")])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=complaint) as caught:
        load(said)
    assert str(caught.value).startswith(f"{tmp_path / 'r.yaml'}:4: ") and "\n" not in str(caught.value)


def test_what_a_pack_holds_decides_and_not_where_it_lies(
    make: Make, entry: Entry, load: Any, tmp_path: Path
) -> None:
    folder = make([entry("a")])
    before = recipes.digest(load("pack"))
    shutil.copytree(folder, tmp_path / "b/other")
    assert recipes.digest(load("other", "b")) == before
    assert recipes.digest(load("{path: pack, weight: 2}")) != before
    make([entry("a"), entry("b")])
    assert recipes.digest(load("pack")) != before


def test_a_dataset_finds_its_pack_again(make: Make, entry: Entry, load: Any, tmp_path: Path) -> None:
    folder = make([entry("a")])
    recipe = load(str(folder))
    data = recipe.model_dump(mode="json")
    assert recipes.digest(recipes.again(data, ())) == recipes.digest(recipe)
    folder.rename(tmp_path / "moved")
    with pytest.raises(
        InputError, match=r"draws from the pack .*, which is not there; name its folder by --packs"
    ):
        recipes.again(data, ())
    assert recipes.digest(recipes.again(data, (), [tmp_path / "moved"])) == recipes.digest(recipe)


def test_a_pack_that_changed_is_another(make: Make, entry: Entry, load: Any) -> None:
    folder = make([entry("a")])
    data = load(str(folder)).model_dump(mode="json")
    make([entry("a"), entry("b")])
    with pytest.raises(ValueError, match="has changed"):
        recipes.again(data, ())
