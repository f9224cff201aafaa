# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The oracle builds a scene again, and finds what agrees with itself and is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.engine import census
from cavendish.engine.oracle import OracleJob, hold
from cavendish.recipe import Recipe
from cavendish.render import exr

pytestmark = pytest.mark.extra  # embreex


@pytest.fixture
def out(rooms: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rooms, tmp_path / "out"))


def first(out: Path) -> Path:
    """The folder of the first scene of train."""
    return min(path for path in (out / "train").iterdir() if path.is_dir())


def tampered(out: Path, recipe: Recipe, change: Callable[[dict[str, Any]], Any]) -> list[str]:
    """What the oracle says of a dataset whose first view's truth was changed."""
    folder = first(out)
    truth = exr.read_truth(folder / "0" / "truth.exr")
    change(truth)
    exr.write_truth(folder / "0" / "truth.exr", truth)
    job = OracleJob(out, "train", int(folder.name), recipe)
    return [finding.message for finding in hold(job)[1]]


def test_the_oracle_finds_what_agrees_with_itself(out: Path, make: Any) -> None:
    assert tampered(out, make.recipe, lambda truth: None) == []
    assert (
        "depth is off"
        in tampered(out, make.recipe, lambda t: t.update(depth=t["depth"] * np.float32(1.0005)))[0]
    )


def test_the_oracle_finds_turned_normals_and_other_ids(out: Path, make: Any) -> None:
    def turn(truth: dict[str, Any]) -> None:
        a = np.radians(0.7)
        around = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]], np.float32)
        truth["normals"] = truth["normals"] @ around

    def exchange(truth: dict[str, Any]) -> None:
        ids, counts = np.unique(truth["instances"], return_counts=True)
        a, b = ids[np.argsort(counts)[-2:]]
        old = truth["instances"].copy()
        truth["instances"] = np.where(old == a, b, np.where(old == b, a, old)).astype(np.uint32)

    said = tampered(out, make.recipe, lambda t: (turn(t), exchange(t)))
    assert any("normals are off" in m for m in said) and any("another ID" in m for m in said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text["provenance"].update(scene_digest="0"), "another scene"),
        (lambda text: text["camera"]["camera_to_world"][0].__setitem__(3, 0.0), "another camera"),
    ],
)
def test_the_oracle_finds_a_frame_of_another_seed(change: Any, said: str, out: Path, make: Any) -> None:
    folder = first(out)
    whole = json.loads((folder / "0" / "frame.json").read_text())
    change(whole)
    (folder / "0" / "frame.json").write_text(json.dumps(whole))
    tally, findings = hold(OracleJob(out, "train", int(folder.name), make.recipe))
    assert tally.checked == 1 and len(findings) == 1 and said in findings[0].message


def test_the_oracles_scenes_are_spread_over_those_that_are_there(rooms: Path) -> None:
    counted = census.Census(census.read_description(rooms))
    list(census.scenes(rooms, counted))
    assert [n for _, n in counted.spread(2)] == [0, 3]
    assert [n for _, n in counted.spread(99)] == [0, 1, 2, 3]
    assert {split for split, _ in counted.spread(4)} == {"train", "val"}
