# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The instance task: which objects are painted, in which colours."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.codecs import (
    decode_instances,
)
from cavendish.manifests.classes import FLOOR
from cavendish.render.frame import Frame
from cavendish.render.object_truth import ObjectTruth


def grid_of_chairs(count: int, side: int = 12, across: int = 12) -> Any:
    down = -(-count // across)
    instances = np.ones((down * (side + 6) + 6, across * (side + 6) + 6), np.uint32)
    for k in range(count):
        top, left = 6 + k // across * (side + 6), 6 + k % across * (side + 6)
        instances[top : top + side, left : left + side] = 2 + k
    return instances


def chairs(make: SimpleNamespace, count: int) -> Frame:
    return make.frame_of(grid_of_chairs(count), {1: "floor"} | {2 + k: "chair" for k in range(count)})


def test_more_than_sixty_instances_shrink_the_distance_not_under_42(make: SimpleNamespace) -> None:
    frame = chairs(make, 96)
    (pair,) = make.pairs("instance", frame)
    shown = np.array([*(entry.color for entry in pair.encoding.legend), pair.encoding.background], float)
    gaps = np.linalg.norm(shown[:, None] - shown[None], axis=-1)[np.triu_indices(len(shown), 1)]
    assert len(shown) == 97
    assert 42 <= gaps.min() < 60
    assert decode_instances(pair.target, background=pair.encoding.background).max() == 96


def test_more_instances_than_colors_make_no_pair(make: SimpleNamespace) -> None:
    assert make.pairs("instance", chairs(make, 700)) == []


def test_no_countable_thing_makes_no_instance_pair(make: SimpleNamespace) -> None:
    instances = np.ones((64, 64), np.uint32)
    instances[32:] = 2
    assert make.pairs("instance", make.frame_of(instances, {1: "wall", 2: "floor"})) == []


@pytest.mark.parametrize("width", [1, 2, 3, 4, 6])
def test_thin_objects_are_skipped_or_come_back_whole(width: int, make: SimpleNamespace) -> None:
    instances = np.ones((100, 100), np.uint32)
    for k in range(3):
        instances[5:95, 20 + 25 * k : 20 + 25 * k + width] = 2 + k
    frame = make.frame_of(instances, {1: "wall", 2: "floor lamp", 3: "floor lamp", 4: "floor lamp"})
    drawn = make.pairs("instance", frame)
    if width < 3:
        assert drawn == []
    for pair in drawn:
        found = decode_instances(pair.target, background=pair.encoding.background)
        assert all(len(np.unique(found[instances == key])) == 1 for key in (2, 3, 4))
        assert found.max() == 3
    if width == 6:
        assert len(drawn) == 1


def test_objects_under_the_floor_are_background_in_instance_targets(make: SimpleNamespace) -> None:
    instances = np.ones((200, 200), np.uint32)
    instances[20:60, 20:60], instances[100:150, 100:150] = 2, 3
    instances[180:182, 180:182] = 4  # 4 pixels of 40,000: under 2e-4
    frame = make.frame_of(instances, {1: "wall", 2: "chair", 3: "chair", 4: "chair"})
    assert FLOOR * instances.size > 4
    (pair,) = make.pairs("instance", frame)
    assert sorted(entry.name for entry in pair.encoding.legend) == ["chair 2", "chair 3"]
    assert np.all(pair.target[180:182, 180:182] == pair.encoding.background)
    for pair in make.pairs("semantic", frame, per_view=20, subset=0.0, negatives=0):
        listed = [entry for entry in pair.encoding.legend if entry.name == "chair"]
        assert np.all(pair.target[180:182, 180:182] == listed[0].color), (
            "its class's pixels count all the same"
        )


def test_classes_with_several_objects_come_first(make: SimpleNamespace) -> None:
    instances = np.ones((120, 120), np.uint32)
    for k, (top, left) in enumerate([(5, 5), (5, 60), (60, 5), (60, 60)]):
        instances[top : top + 30, left : left + 30] = 2 + k
    frame = make.frame_of(instances, {1: "wall", 2: "sofa", 3: "bed", 4: "chair", 5: "chair"})
    for seed in range(10):
        names = [
            p.encoding.legend[0].name.split()[0]
            for p in make.pairs("instance", frame, seed, per_view=3, negatives=0)
        ]
        assert names[0] == "chair" and sorted(names[1:]) == ["bed", "sofa"]


def test_objects_of_which_little_is_seen_are_not_spoken_of(make: SimpleNamespace) -> None:
    frame = chairs(make, 3)
    hidden = replace(frame.items[2], more=ObjectTruth(frame.items[2].id, visible=0.05))
    frame = replace(frame, items=(*frame.items[:2], hidden, *frame.items[3:]))
    (pair,) = make.pairs("instance", frame, 1, negatives=0.0)
    assert [entry.name for entry in pair.encoding.legend] == ["chair 2", "chair 4"]


def test_a_word_that_is_also_one_for_another_class_in_view_is_not_used(make: SimpleNamespace) -> None:
    frame = chairs(make, 4)
    items = (*frame.items[:3], *(replace(item, category="office chair") for item in frame.items[3:]))
    frame = replace(frame, items=items)
    for seed in range(8):
        for pair in make.pairs("instance", frame, seed, per_view=2, negatives=0.0):
            assert pair.program["class"] == "office chair", "an office chair is a chair too"
        for pair in make.pairs("semantic", frame, seed, per_view=6, subset=1.0, negatives=0.0):
            names = {entry.name for entry in pair.encoding.legend}
            assert "chair" not in names or "office chair" in names
