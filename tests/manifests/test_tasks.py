# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What holds of depth, normals, semantic and instance pairs alike, and that their rows give back the truth."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.codecs import (
    decode_instances,
    decode_legend,
    depth_codec,
    normal_codec,
)
from cavendish.manifests.classes import class_map
from cavendish.manifests.pair import encoding_of, row
from cavendish.manifests.tasks import TASKS, task

NAMES = ["depth", "instance", "normals", "semantic"]


@pytest.mark.parametrize("task", NAMES)
def test_the_same_seed_gives_the_same_pairs(task: str, make: SimpleNamespace) -> None:
    frame = make.room(1)
    one, two, other = (make.pairs(task, frame, seed, per_view=3) for seed in (5, 5, 6))
    assert [(p.prompt, p.encoding, p.target.tobytes()) for p in one] == [
        (p.prompt, p.encoding, p.target.tobytes()) for p in two
    ]
    assert [p.prompt for p in one] != [p.prompt for p in other]


@pytest.mark.parametrize("task", NAMES)
def test_per_view_says_how_many(task: str, make: SimpleNamespace) -> None:
    for count in (1, 4):
        assert len(make.pairs(task, make.room(2, things=20), 2, per_view=count)) == count


@pytest.mark.parametrize("task", NAMES)
def test_drawing_changes_nothing_in_the_frame(task: str, make: SimpleNamespace) -> None:
    frame, kept = make.room(1), make.room(1)
    make.pairs(task, frame, 0, per_view=3)
    for name in ("rgb", "depth", "normals", "instances"):
        assert getattr(frame, name).tobytes() == getattr(kept, name).tobytes()


@pytest.mark.parametrize("seed", range(20))
def test_all_sky_makes_depth_and_normals_alone(seed: int, make: SimpleNamespace) -> None:
    for classes in ({}, {7: "chair", 8: "wall"}):
        frame = make.frame_of(np.zeros((48, 64), np.uint32), classes)
        counts = {task: len(make.pairs(task, frame, seed)) for task in NAMES}
        assert {task for task, count in counts.items() if count} == {"depth", "normals"}
    assert np.all(make.pairs("depth", frame)[0].target == 255)
    assert np.all(make.pairs("normals", frame)[0].target == 128)


def test_a_name_is_of_one_task_alone() -> None:
    with pytest.raises(ValueError, match="there are two tasks called 'depth'"):
        task("depth", TASKS["depth"].parameters, TASKS["depth"].prove)(
            lambda frame, parameters, rng: iter(())
        )
    assert TASKS["depth"].draw.__name__ == "draw"


@pytest.mark.parametrize("task", NAMES)
def test_the_weight_of_a_task_is_that_of_its_pairs(task: str, make: SimpleNamespace) -> None:
    for pair in make.pairs(task, make.room(1), 4, per_view=3, weight=0.25):
        assert row(pair, "train", 0, 0, 0, 0)["weight"] == 0.25


@pytest.mark.parametrize("task", NAMES)
def test_rows_give_the_encoding_back_through_json(task: str, drawn: Any) -> None:
    for _, pair in drawn(task):
        back = json.loads(json.dumps(row(pair, "train", 12, 0, 3, 7)))
        assert encoding_of(back) == pair.encoding
        assert back["prompt"] == pair.prompt
        assert (back["width"], back["height"]) == (128, 128)
        assert back["flip_safe"] is (task != "normals")


def test_all_rows_have_the_same_keys_and_ids_of_their_own(drawn: Any) -> None:
    rows = [
        row(pair, "train", scene, view, index, 0)
        for scene in (0, 12)
        for view in (0, 1)
        for task in NAMES
        for index, (_, pair) in enumerate(drawn(task)[:3])
    ]
    assert len({json.dumps(sorted(r)) for r in rows}) == 1
    assert len({json.dumps(sorted(r["encoding"])) for r in rows}) == 1
    assert len({r["id"] for r in rows}) == len({r["target_image_file_name"] for r in rows}) == len(rows)
    needed = "id task prompt input_image_file_name target_image_file_name width height encoding truth scene view seed"
    assert set(needed.split()) <= set(rows[0])
    assert rows[0]["input_image_file_name"] == "000000/0/rgb.png"


def decoded(record: dict[str, Any], target: Any) -> Any:
    """The truth of a target, from its row alone."""
    how = encoding_of(record)
    if record["task"] == "depth":
        return depth_codec(how.codec, **how.parameters).decode(target)
    if record["task"] == "normals":
        return normal_codec(how.codec).decode(target)
    if record["task"] == "semantic":
        return decode_legend(target, [entry.color for entry in how.legend], background=how.background)
    return decode_instances(target, background=how.background)


@pytest.mark.parametrize("task", NAMES)
def test_a_row_and_its_target_give_back_the_truth(task: str, drawn: Any) -> None:
    for frame, pair in drawn(task)[:40]:
        record = json.loads(json.dumps(row(pair, "val", 0, 0, 0, 0)))
        found = decoded(record, pair.target)
        if task == "depth":
            sky = np.isinf(frame.depth)
            assert np.array_equal(np.isinf(found), sky)
            step = (1 + frame.depth[~sky] / 10.0) ** 3 / 357  # the paper's curve: half a step is the bound
            assert np.all(np.abs(found[~sky] - frame.depth[~sky]) <= 0.52 * step + 1e-4)
        elif task == "normals":
            known = ~np.isnan(frame.normals[..., 0])
            assert np.array_equal(~np.isnan(found[..., 0]), known)
            assert np.all(
                np.sum(found[known] * frame.normals[known], axis=-1) >= np.cos(np.radians(0.39)) - 1e-6
            )
        elif task == "semantic":
            names = [entry["name"] for entry in record["encoding"]["legend"]]
            assert np.array_equal(found, class_map(frame, names))
        else:
            legend = [entry for entry in record["encoding"]["legend"] if entry["present"]]
            keys = [int(entry["name"].rsplit(" ", 1)[1]) for entry in legend]
            assert found.max() == len(keys)
            for key in keys:
                here = frame.instances == key
                values, counts = np.unique(found[here], return_counts=True)
                best = values[counts.argmax()]
                assert best > 0
                assert counts.max() / np.count_nonzero(here | (found == best)) >= 0.9
