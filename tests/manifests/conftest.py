# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Synthetic Frames: a room of rectangles, made of an instance map and a list of classes."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cavendish.manifests.pair import Pair
from cavendish.manifests.tasks import TASKS
from cavendish.render.frame import Frame, Item, View, seen
from cavendish.scenes.ontology import category

THINGS = (
    "chair",
    "sofa",
    "table lamp",
    "picture",
    "television",
    "dresser",
    "mirror",
    "bin",
    "book",
    "tv stand",
    "box",
)


def frame_of(instances: Any, classes: dict[int, str], seed: int = 0) -> Frame:
    """A Frame of an (H, W) map of IDs and the class of each ID; depth and normals are drawn, one plane an object."""
    rng = np.random.default_rng(seed)
    instances = np.asarray(instances, np.uint32)
    depth = np.full(instances.shape, np.inf, np.float32)
    normals = np.full((*instances.shape, 3), np.nan, np.float32)
    for key in classes:
        here = instances == key
        slope = rng.uniform(0, 0.03)
        depth[here] = (rng.uniform(0.5, 30) * (1 + slope * np.nonzero(here)[1])).astype(np.float32)
        way = rng.normal(size=3) + (0, 0, 2)
        normals[here] = (way / np.linalg.norm(way)).astype(np.float32)
    visible = seen(instances)
    items = tuple(
        Item(key, name, category(name).thing, {}, *visible.get(key, (0, None)))
        for key, name in classes.items()
    )
    height, width = instances.shape
    view = View(width, height, 90.0, 90.0, width / 2, height / 2, tuple(map(tuple, np.eye(4).tolist())))
    rgb = rng.integers(0, 256, (height, width, 3), np.uint8)
    return Frame(rgb, depth, normals, instances, view, items, {})


def room(seed: int = 0, things: int = 12, size: int = 128) -> Frame:
    """A floor, a wall, some sky and things of 14 x 18 pixels that hide each other."""
    rng = np.random.default_rng(seed)
    instances = np.zeros((size, size), np.uint32)
    instances[size // 2 :] = 1
    instances[: size // 2, 8:] = 2
    classes = {1: "floor", 2: "wall"}
    for key in range(3, 3 + things):
        top, left = rng.integers(0, size - 24, 2)
        instances[top : top + 18, left : left + 14] = key
        classes[key] = THINGS[int(rng.integers(len(THINGS)))]
    classes[60_000] = "bed"  # in the scene, out of view
    return frame_of(instances, classes, seed)


def pairs(task: str, frame: Frame, seed: int = 0, **parameters: Any) -> list[Pair]:
    """All pairs of a task, each proved."""
    known = TASKS[task]
    drawn = list(known.draw(frame, known.parameters(**parameters), np.random.default_rng(seed)))
    for pair in drawn:
        known.prove(pair, frame)
    return drawn


def many(task: str, count: int = 120) -> list[tuple[Frame, Pair]]:
    """Pairs of a task over many rooms and seeds."""
    return [
        (frame, pair) for seed in range(count) for frame in (room(seed),) for pair in pairs(task, frame, seed)
    ]


def jpeg(target: Any, quality: int) -> Any:
    """The target after a JPEG."""
    buffer = io.BytesIO()
    Image.fromarray(target).save(buffer, format="JPEG", quality=quality)
    return np.array(Image.open(buffer))


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The helpers of this file."""
    return SimpleNamespace(frame_of=frame_of, room=room, pairs=pairs, many=many, jpeg=jpeg)


@pytest.fixture(scope="session")
def drawn() -> Callable[[str], list[tuple[Frame, Pair]]]:
    """Task -> its pairs over many rooms, drawn once a session."""
    known: dict[str, list[tuple[Frame, Pair]]] = {}

    def get(task: str) -> list[tuple[Frame, Pair]]:
        if task not in known:
            known[task] = many(task)
        return known[task]

    return get
