# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The exports that `datasets` loads, loaded by it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

datasets = pytest.importorskip("datasets")
pytestmark = pytest.mark.extra

Exported = Callable[..., Path]
Wanted = Callable[..., list[tuple[bytes | None, str, bytes]]]


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No network, and no bars."""
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    datasets.disable_progress_bars()


def bytes_of(split: Any, columns: tuple[str, str, str]) -> list[tuple[bytes | None, str, bytes]]:
    """Input, prompt and target of each row, the pictures as the bytes that arrived."""
    source, prompt, target = columns
    for name in (source, target):
        split = split.cast_column(name, datasets.Image(decode=False))

    def raw(cell: Any) -> bytes | None:
        return None if cell is None else cell["bytes"] or Path(cell["path"]).read_bytes()

    return [(raw(made[source]), made[prompt], raw(made[target]) or b"") for made in split]


def test_imagefolder_arrives_whole(exported: Exported, wanted: Wanted, tmp_path: Path) -> None:
    out = exported("imagefolder")
    loaded = datasets.load_dataset("imagefolder", data_dir=str(out), cache_dir=str(tmp_path / "cache"))
    assert set(loaded) == {"train", "validation"}
    train = loaded["train"]
    assert bytes_of(train, ("input_image", "prompt", "target_image")) == wanted(generation=True)
    edit = next(made for made in train if made["task"] == "edit")
    assert edit["mask_image"].size == (96, 64)
    semantic = next(made for made in train if made["task"] == "semantic")
    assert semantic["encoding"]["legend"][0]["color"] == [255, 0, 0] and semantic["weight"] == 2.0


@pytest.mark.parametrize(
    ("name", "columns", "generation"),
    [
        ("parquet", ("input_image", "prompt", "target_image"), True),
        ("instruct-pix2pix", ("original_image", "edit_prompt", "edited_image"), False),
        ("diffusers", ("cond_image", "caption", "image"), False),
    ],
)
def test_parquet_arrives_whole(
    name: str,
    columns: tuple[str, str, str],
    generation: bool,
    exported: Exported,
    wanted: Wanted,
    tmp_path: Path,
) -> None:
    loaded = datasets.load_dataset(str(exported(name)), cache_dir=str(tmp_path / "cache"))
    assert set(loaded) == {"train", "val"}
    for split in ("train", "val"):
        assert bytes_of(loaded[split], columns) == wanted(split, generation)
    picture = loaded["train"][0][columns[2]]
    assert picture.mode == "RGB"
    assert np.array_equal(picture, np.array(Image.open(BytesIO(wanted()[0][2]))))


def test_parquet_keeps_the_row(exported: Exported, dataset: Path, tmp_path: Path) -> None:
    out = exported("parquet")
    stream = datasets.load_dataset(str(out), split="train", streaming=True)
    made = next(iter(stream))
    assert made["id"] == "000000-0-depth-0" and made["seed"] == 7 and made["flip_safe"] is True
    assert made["encoding"]["codec"] == "cube" and made["encoding"]["background"] is None


def test_row_groups_hold_a_hundred_rows(dataset: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    from cavendish.exports.parquet import write

    write(tmp_path / "a.parquet", {"n": "int64"}, ({"n": n} for n in range(250)))
    file = pq.ParquetFile(tmp_path / "a.parquet")
    assert [file.metadata.row_group(k).num_rows for k in range(3)] == [100, 100, 50]
