# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The published JSON Schema of a row: current, and true of the rows that tasks write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cavendish.manifests.pair import row
from cavendish.manifests.schema import read_row, schema

PUBLISHED = Path(__file__).parents[2] / "docs" / "row.schema.json"


@pytest.fixture(scope="module")
def rows(drawn: Callable[[str], list[Any]]) -> list[dict[str, Any]]:
    return [
        row(pair, "train", scene, 0, 0, 7)
        for task in ("depth", "instance", "normals", "semantic")
        for scene, (_, pair) in enumerate(drawn(task)[:20])
    ]


def test_the_published_schema_is_current() -> None:
    text = "run `cavendish schema --row -o docs/row.schema.json`"
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema(), text


def test_it_names_every_key_of_a_row_with_its_meaning(rows: list[dict[str, Any]]) -> None:
    told = schema()
    assert set(told["properties"]) == set(told["required"]) == set(rows[0])
    assert all(known.get("description") or "$ref" in known for known in told["properties"].values())


@pytest.mark.extra
def test_rows_are_valid_by_the_schema_and_spoilt_ones_are_not(rows: list[dict[str, Any]]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema())
    judge = jsonschema.Draft202012Validator(schema())
    for record in rows:
        plain = json.loads(json.dumps(record))
        judge.validate(plain)
        read_row(json.dumps(plain))
    good = json.loads(json.dumps(rows[0]))
    for spoilt in (
        {"form": 1},
        {"weight": -1.0},
        {"width": 0},
        {"more": 1},
        {"prompt": ""},
        {"target_image_file_name": "../x.png"},
        {"encoding": good["encoding"] | {"background": [0, 0, 256]}},
    ):
        assert not judge.is_valid(good | spoilt), spoilt
        with pytest.raises(ValueError, match=r"\w"):
            read_row(json.dumps(good | spoilt))
