# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The depth export, by the rules of its consumers: lines of paths, metres, millimetres, masks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.exports.run import run
from cavendish.manifests.stored import StoredFrame
from cavendish.render import exr


def test_metres_are_the_truth(exported: Callable[..., Path], dataset: Path) -> None:
    out = exported("depth")
    lines = (out / "train.txt").read_text().splitlines()
    assert len(lines) == 4
    for line in lines:
        rgb, truth = line.split()
        assert (out / rgb).read_bytes() == (dataset / rgb).read_bytes()
        frame = StoredFrame((dataset / rgb).parent)
        with np.load(out / truth) as file:
            assert file["depth"].dtype == np.float32
            assert np.array_equal(file["valid"], np.isfinite(frame.depth))
            assert np.array_equal(file["depth"][file["valid"]], frame.depth[file["valid"]])
            assert not file["depth"][~file["valid"]].any()
            matrix = file["intrinsics"]
        assert matrix.tolist() == [[80, 0, 48], [0, 80, 32], [0, 0, 1]]


def test_millimetres_where_they_fit(exported: Callable[..., Path], dataset: Path) -> None:
    out = exported("depth")
    lines = (out / "train_png16.txt").read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["train/000000/0/rgb.png", "train/000000/1/rgb.png"]
    for line in lines:
        rgb, png = line.split()
        stored = np.array(Image.open(out / png))
        assert stored.dtype == np.uint16
        metres = StoredFrame((dataset / rgb).parent).depth
        valid = np.isfinite(metres)
        assert np.array_equal(stored > 0, valid)
        assert np.abs(stored[valid] / 1000 - metres[valid]).max() <= 0.000501
        assert np.array_equal(np.array(Image.open((out / png).with_name("valid.png"))) == 255, valid)
    rows = [json.loads(line) for line in (out / "train.jsonl").read_text().splitlines()]
    assert [row["depth_png"] is None for row in rows] == [False, False, True, True]
    assert rows[2]["farthest"] == 100.0


def test_views_without_depth_are_counted(dataset: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(dataset, tmp_path / "copy")
    truth = tmp_path / "copy/train/000001/1/truth.exr"
    exr.write_truth(truth, {"normals": np.zeros((64, 96, 3), np.float32)})
    state = run(tmp_path / "copy", "depth", tmp_path / "out")
    assert state.samples == 5 and dict(state.reasons) == {"the recipe's truth.keep left out depth": 1}
    assert len((tmp_path / "out/train.txt").read_text().splitlines()) == 3


@pytest.mark.parametrize("name", ["coco", "saco"])
def test_views_without_instances_are_counted(name: str, dataset: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(dataset, tmp_path / "copy")
    (tmp_path / "copy/val/000002/0/truth.exr").unlink()
    state = run(tmp_path / "copy", name, tmp_path / "out")
    assert state.samples == 5 and dict(state.reasons) == {"the recipe's truth.keep left out instances": 1}
