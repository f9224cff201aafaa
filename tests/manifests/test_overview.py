# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The overview of a dataset whose views differ in size."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from cavendish.manifests.overview import write_overview

SIZES = ((256, 144), (144, 192), (128, 128))  # width and height
TEXT = 5 * 13 + 12  # pixels under a row's pictures


def a_dataset(out: Path) -> dict[str, dict[str, int]]:
    """A scene of each size: a grey input, and a target whose left half is red and whose right half is blue."""
    for scene, (width, height) in enumerate(SIZES):
        folder = out / "train" / f"{scene:06d}"
        folder.mkdir(parents=True)
        Image.new("RGB", (width, height), (128, 128, 128)).save(folder / "rgb.png")
        target = Image.new("RGB", (width, height), (255, 0, 0))
        target.paste((0, 0, 255), (width // 2, 0, width, height))
        target.save(folder / "target.png")
        row = {
            "view": 0,
            "task": "depth",
            "prompt": "Give the depth.",
            "input_image_file_name": f"{scene:06d}/rgb.png",
            "target_image_file_name": f"{scene:06d}/target.png",
        }
        (folder / "rows.jsonl").write_text(json.dumps(row) + "\n")
    return {"scenes": {"train": len(SIZES)}}


def test_each_row_has_the_shape_of_its_own_view(tmp_path: Path) -> None:
    write_overview(tmp_path, a_dataset(tmp_path))
    sheet = np.array(Image.open(tmp_path / "overview.png"))
    top = 6
    for width, height in ((256, 144), (192, 256), (256, 256)):
        tile = sheet[top : top + height, 268 : 268 + width]
        assert (tile[:, : width // 2] == (255, 0, 0)).all()
        assert (tile[:, width // 2 :] == (0, 0, 255)).all()
        assert (sheet[top : top + height, 6 : 6 + width] == 128).all()
        assert not (sheet[top, 268 + width] == (0, 0, 255)).all()
        assert not (sheet[top + height, 268 + width - 1] == (0, 0, 255)).all()
        top += height + TEXT
    assert sheet.shape == (top, 2 * 262 + 6, 3)


def test_a_view_with_many_pairs_goes_on_below(tmp_path: Path) -> None:
    dataset = a_dataset(tmp_path)
    for folder in (tmp_path / "train").iterdir():
        rows = folder / "rows.jsonl"
        rows.write_text(rows.read_text() * 9)
    write_overview(tmp_path, dataset)
    with Image.open(tmp_path / "overview.png") as sheet:
        assert sheet.size == (5 * 262 + 6, 6 + 2 * sum(height + TEXT for height in (144, 256, 256)))
