# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""croissant.json: valid by `mlcroissant`, which reads the rows through it; the same bytes again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cavendish.manifests.card import write_card
from cavendish.manifests.pair import row


@pytest.fixture(scope="module")
def dataset(drawn: Callable[[str], list[Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows of two splits, with their description for machines."""
    out = tmp_path_factory.mktemp("data") / "out"
    pairs: dict[str, dict[str, int]] = {}
    for scene, split in enumerate(("train", "val")):
        (out / split).mkdir(parents=True)
        rows = [
            row(pair, split, scene, 0, index, 7)
            for task in ("depth", "semantic")
            for index, (_, pair) in enumerate(drawn(task)[:5])
        ]
        (out / split / "metadata.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
        pairs[split] = {"depth": 5, "semantic": 5}
    description = {
        "cavendish": "0.1.0",
        "recipe_digest": "ab" * 32,
        "recipe": {"seed": 7},
        "scenes": {"train": 1, "val": 1},
        "views": 2,
        "pairs": pairs,
        "packs": [
            {"name": "p", "version": "1", "source": "s", "sha256": "0" * 64, "licences": {"CC0-1.0": 1}}
        ],
    }
    (out / "dataset.json").write_text(json.dumps(description))
    write_card(out, description)
    return out


@pytest.mark.extra
def test_mlcroissant_finds_no_error_and_reads_every_row(dataset: Path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    read = mlcroissant.Dataset(jsonld=str(dataset / "croissant.json"))
    assert not read.metadata.ctx.issues.errors
    for split in ("train", "val"):
        rows = [json.loads(line) for line in (dataset / split / "metadata.jsonl").open()]
        found = list(read.records(split))
        assert [record[f"{split}/prompt"].decode() for record in found] == [r["prompt"] for r in rows]
        assert [record[f"{split}/flip_safe"] for record in found] == [r["flip_safe"] for r in rows]


def test_files_are_named_with_their_digests_and_patterns(dataset: Path) -> None:
    told = json.loads((dataset / "croissant.json").read_text())
    files = {entry["@id"]: entry for entry in told["distribution"]}
    for split in ("train", "val"):
        data = (dataset / split / "metadata.jsonl").read_bytes()
        assert files[f"{split}-manifest"]["sha256"] == hashlib.sha256(data).hexdigest()
        assert files[f"{split}-manifest"]["contentSize"] == f"{len(data)} B"
    (dataset / "train/000000/0").mkdir(parents=True, exist_ok=True)
    (dataset / "train/000000/0/rgb.png").touch()
    assert list(dataset.glob(files["train-inputs"]["includes"]))


def test_the_same_dataset_gives_the_same_bytes(dataset: Path) -> None:
    before = (dataset / "croissant.json").read_bytes()
    write_card(dataset, json.loads((dataset / "dataset.json").read_text()))
    assert (dataset / "croissant.json").read_bytes() == before
