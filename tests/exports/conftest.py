# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A small dataset, drawn without Blender: pairs of every kind that an export must hold, or say that it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.exports.run import run
from cavendish.exports.selection import Selection
from cavendish.exports.state import State
from cavendish.manifests.pair import Encoding, Entry, Pair, row
from cavendish.render import png
from cavendish.render.frame import Frame, Item, View, seen, write_frame
from cavendish.scenes.ontology import category

WIDTH, HEIGHT = 96, 64
LINES = "Paint the chairs.\nchair: red\nsofa: blue"


def frame(seed: int) -> Frame:
    """Two chairs, a sofa in front of one of them, a speck of a mug, a floor, and sky."""
    rng = np.random.default_rng(seed)
    instances = np.zeros((HEIGHT, WIDTH), np.uint32)
    instances[40:] = 1
    instances[20:50, 5:30] = 2
    instances[20:50, 40:60] = 3
    instances[30:60, 22:36] = 4
    instances[62, 90] = 5
    depth = np.where(instances == 0, np.inf, rng.uniform(1, 40, instances.shape)).astype(np.float32)
    if seed == 1:
        depth[instances == 1] = 100.0  # beyond what 16 bits of millimetres hold
    normals = np.full((HEIGHT, WIDTH, 3), np.nan, np.float32)
    normals[instances > 0] = (0, 0, 1)
    visible = seen(instances)
    names = {1: "floor", 2: "chair", 3: "chair", 4: "sofa", 5: "mug"}
    items = tuple(Item(key, name, category(name).thing, {}, *visible[key]) for key, name in names.items())
    view = View(WIDTH, HEIGHT, 80.0, 80.0, WIDTH / 2, HEIGHT / 2, tuple(map(tuple, np.eye(4).tolist())))
    return Frame(
        rng.integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8),
        depth,
        normals,
        instances,
        view,
        items,
        {"seed": seed},
    )


def pairs(seed: int) -> list[Pair]:
    """One of each kind."""
    rng = np.random.default_rng([seed, 1])
    pictures = [rng.integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8) for _ in range(5)]
    legend = (
        Entry("chair", "chair", (255, 0, 0), "red", True),
        Entry("sofa", "sofa", (0, 0, 255), "blue", True),
    )
    return [
        Pair("depth", "How far is it?", pictures[0], Encoding("cube", 1, {"lam": -3.0, "c": 10 / 3})),
        Pair("normals", "Paint the normals.", pictures[1], Encoding("banana"), flip_safe=False, weight=0.5),
        Pair(
            "semantic",
            LINES,
            pictures[2],
            Encoding("legend", legend=legend, background=(0, 0, 0)),
            weight=2.0,
        ),
        Pair("generation", "A room, two chairs.", pictures[3], Encoding("picture"), has_input=False),
        Pair("edit", "Take the sofa away.", pictures[4], Encoding("picture"), mask=pictures[4][..., 0] > 99),
    ]


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two scenes of two views in train, one in val; five pairs a view."""
    root = tmp_path_factory.mktemp("data") / "set"
    counts: dict[str, dict[str, int]] = {}
    for scene, split in enumerate(("train", "train", "val")):
        rows = []
        for view in range(2):
            folder = root / split / f"{scene:06d}" / str(view)
            write_frame(folder, frame(scene))
            for pair in pairs(10 * scene + view):
                made = row(pair, split, scene, view, 0, seed=7)
                png.write(root / split / made["target_image_file_name"], pair.target)
                if pair.mask is not None:
                    mask = np.repeat(pair.mask[..., None], 3, axis=-1).astype(np.uint8) * 255
                    png.write(root / split / made["mask_image_file_name"], mask)
                rows.append(made)
                counts.setdefault(split, {}).setdefault(pair.task, 0)
                counts[split][pair.task] += 1
        with (root / split / "metadata.jsonl").open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(made) + "\n" for made in rows)
    (root / "dataset.json").write_text(json.dumps({"recipe_digest": "abc", "pairs": counts, "views": 6}))
    return root


@pytest.fixture
def exported(dataset: Path, tmp_path: Path) -> Callable[..., Path]:
    """Export the dataset; returns the folder."""

    def make(name: str, **chosen: Any) -> Path:
        run(dataset, name, tmp_path / "out", Selection(**chosen))
        return tmp_path / "out"

    return make


def rows_of(root: Path, split: str = "train") -> list[dict[str, Any]]:
    """The manifest of a split."""
    return [json.loads(line) for line in (root / split / "metadata.jsonl").read_text().splitlines()]


@pytest.fixture
def wanted(dataset: Path) -> Callable[..., list[tuple[bytes | None, str, bytes]]]:
    """What must arrive: the bytes of the input, the prompt, the bytes of the target, of each pair."""

    def of(split: str = "train", generation: bool = False) -> list[tuple[bytes | None, str, bytes]]:
        folder, found = dataset / split, []
        for made in rows_of(dataset, split):
            source = made["input_image_file_name"]
            if source or generation:
                first = (folder / source).read_bytes() if source else None
                found.append((first, made["prompt"], (folder / made["target_image_file_name"]).read_bytes()))
        return found

    return of


@pytest.fixture
def state_of(dataset: Path, tmp_path: Path) -> Callable[..., State]:
    """Export the dataset; returns the final count."""
    return lambda name, **chosen: run(dataset, name, tmp_path / "counted", Selection(**chosen))
