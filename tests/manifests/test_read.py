# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The reader: pairs of a dataset one by one, with truth and decoders; rows of both forms; errors in sentences."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.errors import InputError
from cavendish.manifests.classes import class_map
from cavendish.manifests.pair import Encoding, Pair, row
from cavendish.manifests.read import decode, parsed, read
from cavendish.manifests.schema import read_row
from cavendish.manifests.stored import MissingPass, StoredFrame
from cavendish.render import png
from cavendish.render.frame import Frame, write_frame

TASKS = ("depth", "instance", "normals", "semantic")
SCENES = {"train": (0, 1), "val": (2,)}


@pytest.fixture(scope="module")
def dataset(make: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three scenes of one view; an edit and a generation pair stand for tasks whose targets are pictures."""
    out = tmp_path_factory.mktemp("data") / "out"
    counts: dict[str, dict[str, int]] = {}
    for split, scenes in SCENES.items():
        lines = []
        for scene in scenes:
            frame, folder = make.room(scene), out / split / f"{scene:06d}" / "0"
            write_frame(folder, frame)
            pairs = [pair for task in TASKS for pair in make.pairs(task, frame, scene)]
            mask = frame.instances > 2
            pairs.append(Pair("edit", "Paint it red.", frame.rgb, Encoding("picture"), mask=mask))
            pairs.append(Pair("generation", "A room.", frame.rgb, Encoding("picture"), has_input=False))
            for pair in pairs:
                counts.setdefault(split, {}).setdefault(pair.task, 0)
                record = row(pair, split, scene, 0, counts[split][pair.task], 7)
                counts[split][pair.task] += 1
                png.write(out / split / record["target_image_file_name"], pair.target)
                if pair.mask is not None:
                    white = np.repeat(pair.mask[..., None].astype(np.uint8) * 255, 3, axis=2)
                    png.write(out / split / record["mask_image_file_name"], white)
                lines.append(json.dumps(record) + "\n")
        (out / split / "metadata.jsonl").write_text("".join(lines))
    (out / "dataset.json").write_text(json.dumps({"pairs": counts}))
    return out


def test_every_target_decodes_to_its_own_truth(dataset: Path, make: SimpleNamespace) -> None:
    seen = set()
    for pair in read(dataset):
        seen.add(pair.task)
        frame: Frame = make.room(pair.row.scene)
        assert np.array_equal(pair.truth.rgb, frame.rgb)
        if pair.task in ("edit", "generation"):
            continue
        assert pair.input is not None and np.array_equal(pair.input, frame.rgb)
        found: Any = pair.decode(pair.target)
        if pair.task == "depth":
            known = np.isfinite(frame.depth)
            assert np.array_equal(np.isfinite(found), known)
            assert np.allclose(found[known], pair.truth.depth[known], rtol=0.1)
        elif pair.task == "normals":
            assert np.allclose(found, pair.truth.normals, atol=0.02, equal_nan=True)
        elif pair.task == "semantic":
            names = [entry.name for entry in pair.encoding.legend]
            labels = class_map(frame, names)
            assert list(found) == names
            assert all(np.array_equal(found[name], labels == k) for k, name in enumerate(names))
        else:
            assert found.max() == sum(entry.present for entry in pair.encoding.legend)
    assert seen == {*TASKS, "edit", "generation"}


def test_pictures_of_edits_and_generations(dataset: Path) -> None:
    edit, generation = read(dataset, split="val", tasks=["edit", "generation"])
    assert edit.mask is not None and np.array_equal(edit.mask, edit.truth.instances > 2)
    assert generation.input is None and generation.mask is None and generation.target.shape == (128, 128, 3)
    with pytest.raises(InputError, match="has no decoder"):
        edit.decode(edit.target)


def test_splits_and_tasks_are_chosen(dataset: Path) -> None:
    assert {pair.row.split for pair in read(dataset, split="val")} == {"val"}
    assert [pair.task for pair in read(str(dataset), tasks="depth")] == ["depth"] * 3
    assert len(list(read(dataset))) == sum(1 for path in dataset.glob("*/*.jsonl") for _ in path.open())


def test_pairs_of_a_view_share_their_truth_and_nothing_is_read_unasked(dataset: Path) -> None:
    first, second = list(read(dataset, split="val"))[:2]
    assert first.truth is second.truth
    assert not {"rgb", "_passes", "_text"} & vars(first.truth).keys()


def test_a_dataset_of_any_length_takes_the_memory_of_a_pair(dataset: Path, tmp_path: Path) -> None:
    import shutil

    root = Path(shutil.copytree(dataset, tmp_path / "d"))
    lines = (root / "val/metadata.jsonl").read_text()
    (root / "val/metadata.jsonl").write_text(lines * 60)

    def peak(count: int) -> int:
        tracemalloc.start()
        for number, pair in enumerate(read(root, split="val")):
            assert pair.target.size and pair.truth.depth.size
            if number == count:
                break
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(5)
    assert peak(300) < 1.2 * peak(20)


def test_rows_of_form_1_are_read(dataset: Path) -> None:
    line = next(iter((dataset / "val/metadata.jsonl").open()))
    old = json.loads(line)
    for key in ("form", "mask_image_file_name", "weight", "program"):
        del old[key]
    assert parsed(json.dumps(old)) == read_row(line)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"form": 3}, "form 3"),
        ({"task": "../x"}, "task cannot be"),
        ({"target_image_file_name": "/etc/passwd"}, "leads out of the dataset"),
    ],
)
def test_a_row_out_of_form_is_told_with_its_place(
    dataset: Path, tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    good = (dataset / "val/metadata.jsonl").read_text().splitlines()[0]
    (tmp_path / "val").mkdir()
    (tmp_path / "val/metadata.jsonl").write_text(good + "\n" + json.dumps(json.loads(good) | change) + "\n")
    (tmp_path / "dataset.json").write_text('{"pairs": {"val": {"depth": 2}}}')
    with pytest.raises(InputError, match=r"metadata\.jsonl:2: ") as told:
        list(read(tmp_path))
    assert says in str(told.value)


def test_what_is_not_there_is_told_at_once(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no dataset"):
        read(tmp_path)
    with pytest.raises(InputError, match="did you mean train"):
        read(dataset, split="trian")
    with pytest.raises(InputError, match="did you mean depth"):
        read(dataset, tasks=["dept"])


def test_a_pass_that_was_not_kept_and_a_torn_file(make: SimpleNamespace, tmp_path: Path) -> None:
    write_frame(tmp_path, make.room(), keep=["depth"])
    frame = StoredFrame(tmp_path)
    assert frame.depth.shape == (128, 128) and frame.more == {}
    with pytest.raises(MissingPass, match=r"normals.*truth\.keep"):
        assert frame.normals.size
    (tmp_path / "rgb.png").write_bytes(b"torn")
    with pytest.raises(InputError, match=r"rgb\.png"):
        assert frame.rgb.size


@pytest.mark.parametrize("bad", [np.zeros((4, 4)), np.zeros((4, 4, 3)), np.zeros((4, 4, 4), np.uint8)])
def test_a_prediction_of_another_form_is_refused(bad: Any) -> None:
    with pytest.raises(InputError, match=r"\(H, W, 3\) uint8"):
        decode(Encoding("banana"), bad)


def test_another_version_of_a_codec_is_refused() -> None:
    with pytest.raises(InputError, match="version 99 of the codec cube"):
        decode(Encoding("cube", 99), np.zeros((2, 2, 3), np.uint8))
