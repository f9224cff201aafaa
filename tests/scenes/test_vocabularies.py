# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The labels of public benchmarks, and that Cavendish's classes name real ones."""

from __future__ import annotations

import ast
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from cavendish.scenes.assets import ASSETS
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.ontology import ontology
from cavendish.scenes.vocabularies import vocabularies, vocabulary

COUNTS = {"cityscapes": (34, 19), "ade20k": (150, 150), "coco": (80, 80), "nyu40": (40, 40)}


@pytest.mark.parametrize("name", COUNTS)
def test_a_vocabulary_is_complete_and_in_its_order(name: str) -> None:
    labels = list(vocabulary(name).values())
    trained = [label.train_id for label in labels if label.train_id is not None]
    assert (len(labels), len(trained)) == COUNTS[name]
    assert trained == list(range(len(trained)))
    assert [label.id for label in labels] == sorted({label.id for label in labels})
    assert all(word == label.name == word.strip() for word, label in vocabulary(name).items())


@pytest.mark.parametrize(
    ("name", "word", "number", "train"),
    [
        ("cityscapes", "unlabeled", 0, None),
        ("cityscapes", "road", 7, 0),
        ("cityscapes", "parking", 9, None),
        ("cityscapes", "traffic sign", 20, 7),
        ("cityscapes", "sky", 23, 10),
        ("cityscapes", "car", 26, 13),
        ("cityscapes", "trailer", 30, None),
        ("cityscapes", "bicycle", 33, 18),
        ("ade20k", "wall", 1, 0),
        ("ade20k", "building", 2, 1),
        ("ade20k", "sky", 3, 2),
        ("ade20k", "television receiver", 90, 89),
        ("ade20k", "flag", 150, 149),
        ("coco", "person", 1, 0),
        ("coco", "stop sign", 13, 11),
        ("coco", "chair", 62, 56),
        ("coco", "tv", 72, 62),
        ("coco", "toothbrush", 90, 79),
        ("nyu40", "wall", 1, 0),
        ("nyu40", "floor", 2, 1),
        ("nyu40", "lamp", 35, 34),
        ("nyu40", "otherprop", 40, 39),
    ],
)
def test_known_ids(name: str, word: str, number: int, train: int | None) -> None:
    label = vocabulary(name)[word]
    assert (label.id, label.train_id) == (number, train)


def test_coco_has_its_gaps() -> None:
    used = {label.id for label in vocabulary("coco").values()}
    assert set(range(1, 91)) - used == {12, 26, 29, 30, 45, 66, 68, 69, 71, 83}


def test_an_unknown_vocabulary_names_the_known_ones() -> None:
    assert set(vocabularies()) == set(COUNTS)
    with pytest.raises(KeyError, match="cityscapes, ade20k, coco, nyu40"):
        vocabulary("lvis")


def test_every_name_is_a_real_label() -> None:
    for row in ontology().values():
        for name, word in row.names.items():
            assert word in vocabulary(name), f"{row.name}: {word} is no label of {name}"


def test_every_class_of_cityscapes_but_the_sky_is_reached() -> None:
    reached = {row.names.get("cityscapes") for row in ontology().values()}
    trained = {word for word, label in vocabulary("cityscapes").items() if label.train_id is not None}
    assert trained - reached == {"sky"}


def test_most_classes_have_a_name_somewhere() -> None:
    named = sum(bool(row.names) for row in ontology().values())
    assert named >= 0.75 * len(ontology())


def test_every_class_that_the_code_names_is_in_the_ontology() -> None:
    named = {name for path in _sources() for name in _classes(ast.parse(path.read_text(encoding="utf-8")))}
    assert {"chair", "ground", "wall"} <= named
    assert sorted(named - set(ontology())) == []


@pytest.mark.extra
@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_every_class_that_a_builder_makes_is_in_the_ontology(name: str) -> None:
    builder = BUILDERS[name]
    if any(field.is_required() for field in builder.parameters.model_fields.values()):
        pytest.skip("its scenes are the user's")
    scene = builder.build(builder.parameters(), np.random.default_rng(1))
    assert sorted({thing.category for thing in scene.objects} - set(ontology())) == []


def test_every_thing_is_in_the_ontology() -> None:
    assert sorted(set(ASSETS) - set(ontology())) == []


def _sources() -> list[Path]:
    return sorted(Path(str(files("cavendish.scenes"))).rglob("*.py"))


def _classes(tree: ast.AST) -> set[str]:
    """The class names that calls of Asset(...) spell out."""
    found = set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Asset":
            given = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "category")]
            for value in given:
                found |= {
                    node.value
                    for node in ast.walk(value)
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
    return found
