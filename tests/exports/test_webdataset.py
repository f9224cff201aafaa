# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The WebDataset export, loaded by `webdataset`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

webdataset = pytest.importorskip("webdataset")
pytestmark = pytest.mark.extra


def test_samples_arrive_whole(
    exported: Callable[..., Path], wanted: Callable[..., list[tuple[bytes, str, bytes]]]
) -> None:
    shards = sorted(map(str, exported("webdataset").glob("train-*.tar")))
    loaded = list(webdataset.WebDataset(shards, shardshuffle=False, empty_check=False))
    assert [
        (made["input.png"], made["prompt.txt"].decode(), made["target.png"]) for made in loaded
    ] == wanted()
    row = json.loads(loaded[2]["json"])
    assert row["task"] == "semantic" and row["weight"] == 2.0 and row["id"] == loaded[2]["__key__"]
    assert len({frozenset(key for key in made if not key.startswith("__")) for made in loaded}) == 1


def test_pictures_decode(exported: Callable[..., Path]) -> None:
    shards = sorted(map(str, exported("webdataset").glob("train-*.tar")))
    pairs = webdataset.WebDataset(shards, shardshuffle=False, empty_check=False).decode("pil")
    source, prompt, target, row = next(iter(pairs.to_tuple("input.png", "prompt.txt", "target.png", "json")))
    assert source.size == target.size == (row["width"], row["height"])
    assert prompt == row["prompt"]
