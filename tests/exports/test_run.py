# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Selections, mixes, stops and going on, and what is refused."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cavendish.cli import app
from cavendish.errors import CavendishError, InputError
from cavendish.exports import run as module
from cavendish.exports.registry import EXPORTS, export, find, formats
from cavendish.exports.run import run
from cavendish.exports.selection import Selection, mixed
from cavendish.exports.shard import Shard
from cavendish.scenes.plugins import Taken

EVERY = sorted(formats())


def tree(root: Path) -> dict[str, str]:
    """Every file below a folder, by its path: a digest of its bytes; the state file apart."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and path.name != "export.json"
    }


def stopped_at(count: int):
    def heard(done: int, total: int, size: int) -> None:
        if done == count:
            raise KeyboardInterrupt

    return heard


@pytest.mark.extra
@pytest.mark.parametrize("name", EVERY)
def test_a_stopped_export_goes_on_to_the_same_bytes(
    name: str, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find(name).needs:
        pytest.importorskip(find(name).needs)
    monkeypatch.setattr(module, "BYTES", 100_000)  # a few samples a shard
    out = tmp_path / "out"  # absolute paths stand in some files
    run(dataset, name, out)
    whole = tree(out)
    shutil.rmtree(out)
    for count in (1, 4):
        with pytest.raises(KeyboardInterrupt):
            run(dataset, name, out, heard=stopped_at(count))
        assert not list(out.rglob("*.part"))
    state = run(dataset, name, out)
    assert state.complete and tree(out) == whole
    assert not (out / ".export").exists()


def test_a_whole_export_is_let_be(dataset: Path, tmp_path: Path) -> None:
    first = run(dataset, "webdataset", tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    assert run(dataset, "webdataset", tmp_path / "out") == first
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}


@pytest.mark.parametrize(
    ("name", "chosen", "told"),
    [
        ("imagefolder", Selection(), "format is webdataset there and imagefolder here"),
        ("webdataset", Selection(tasks=("depth",)), "tasks is"),
        ("webdataset", Selection(limit=3), "limit is null there and 3 here"),
    ],
)
def test_another_export_in_the_folder_is_refused(
    name: str, chosen: Selection, told: str, dataset: Path, tmp_path: Path
) -> None:
    run(dataset, "webdataset", tmp_path / "out")
    with pytest.raises(InputError, match=told) as caught:
        run(dataset, name, tmp_path / "out", chosen)
    assert "choose another folder" in str(caught.value)


def test_a_dataset_that_changed_is_refused(dataset: Path, tmp_path: Path) -> None:
    shutil.copytree(dataset, tmp_path / "copy")
    run(tmp_path / "copy", "webdataset", tmp_path / "out", Selection(limit=2))
    with (tmp_path / "copy/train/metadata.jsonl").open("a") as file:
        file.write("\n")
    with pytest.raises(InputError, match="changed since"):
        run(tmp_path / "copy", "webdataset", tmp_path / "out", Selection(limit=2))


def test_files_of_others_are_not_touched(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"mine\.txt"):
        run(dataset, "coco", tmp_path)
    with pytest.raises(InputError, match="in the dataset itself"):
        run(dataset, "coco", dataset / "export")


def test_two_runs_do_not_write_into_one_folder(dataset: Path, tmp_path: Path) -> None:
    def second(done: int, total: int, size: int) -> None:
        with pytest.raises(InputError, match="another export is being written"):
            run(dataset, "webdataset", tmp_path / "out")

    assert run(dataset, "webdataset", tmp_path / "out", heard=second).complete


@pytest.mark.parametrize(
    ("name", "chosen", "told"),
    [
        ("webdatset", Selection(), "did you mean webdataset"),
        ("coco", Selection(splits=("trian",)), "did you mean train"),
        ("coco", Selection(tasks=("dept",)), "did you mean depth"),
        ("webdataset", Selection(mix={"norms": 2}), "did you mean normals"),
        ("coco", Selection(mix={"depth": 2}), "leave it out"),
        ("webdataset", Selection(tasks=("generation",)), "6 pairs: it has no input"),
    ],
)
def test_what_cannot_be_done_is_said(
    name: str, chosen: Selection, told: str, dataset: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=told):
        run(dataset, name, tmp_path / "out", chosen)


@pytest.mark.parametrize("word", ["depth", "depth=", "depth=-1", "depth=nan", "depth=inf"])
def test_a_share_is_a_number_from_zero_up(word: str) -> None:
    with pytest.raises(InputError, match="TASK=SHARE"):
        mixed([word])


def test_a_missing_picture_is_named(dataset: Path, tmp_path: Path) -> None:
    shutil.copytree(dataset, tmp_path / "copy")
    gone = tmp_path / "copy/val/000002/1/edit-0.png"
    gone.unlink()
    with pytest.raises(InputError, match=r"val/000002/1/edit-0\.png is missing"):
        run(tmp_path / "copy", "musubi", tmp_path / "out")


def test_selections_take_what_they_say(dataset: Path, tmp_path: Path) -> None:
    state = run(dataset, "omnigen2", tmp_path / "a", Selection(("train",), ("depth", "edit"), 5))
    assert state.written == {"train": {"depth": 3, "edit": 2}}
    rows = (tmp_path / "a/train.jsonl").read_text().splitlines()
    assert [json.loads(row)["output_image"].rsplit("/", 1)[1] for row in rows] == [
        "depth-0.png",
        "edit-0.png",
        "depth-0.png",
        "edit-0.png",
        "depth-0.png",
    ]
    assert run(dataset, "depth", tmp_path / "b", Selection(limit=1)).samples == 2
    held = run(dataset, "webdataset", tmp_path / "c", Selection(tasks=("generation", "edit"), limit=3))
    assert held.written == {"train": {"edit": 3}, "val": {"edit": 2}}


def test_a_full_disk_is_told_in_a_sentence(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cavendish.exports.files.shutil.copyfile", full)
    with pytest.raises(CavendishError, match="No space left on device; mend that and run"):
        run(dataset, "musubi", tmp_path / "out")


def test_a_mix_repeats_and_leaves_out(dataset: Path, tmp_path: Path) -> None:
    state = run(dataset, "imagefolder", tmp_path / "a", Selection(mix={"depth": 3.0, "edit": 0.0}))
    assert state.written["train"] == {"depth": 12, "normals": 4, "semantic": 4, "generation": 4}
    assert state.reasons == {"the mix takes fewer of its task": 6}
    rows = [json.loads(row) for row in (tmp_path / "a/train/metadata.jsonl").read_text().splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    weighed = run(dataset, "imagefolder", tmp_path / "b", Selection(weights=True))
    assert weighed.written["train"]["semantic"] == 8 and weighed.unlike == 0
    taken = sum(tasks.get("normals", 0) for tasks in weighed.written.values())
    assert 0 <= taken <= 6 and weighed.reasons.total() == 6 - taken


def test_a_share_between_holds_on_average() -> None:
    from types import SimpleNamespace

    chosen = Selection(mix={"depth": 1.3})
    times = [
        chosen.times(SimpleNamespace(id=f"{n:06d}-0-depth-0", task="depth", row=SimpleNamespace(weight=1)))  # type: ignore[arg-type]
        for n in range(4000)
    ]
    assert set(times) == {1, 2} and 1.27 < sum(times) / len(times) < 1.33


def test_links_share_the_disk(dataset: Path, tmp_path: Path) -> None:
    run(dataset, "musubi", tmp_path / "out", link=True)
    source, made = (root / "train/000000/0/depth-0.png" for root in (dataset, tmp_path / "out"))
    assert source.stat().st_ino == made.stat().st_ino


@pytest.mark.extra
@pytest.mark.parametrize("name", EVERY)
def test_every_export_says_how_it_is_loaded(name: str, dataset: Path, tmp_path: Path) -> None:
    if find(name).needs:
        pytest.importorskip(find(name).needs)
    run(dataset, name, tmp_path / "out")
    text = (tmp_path / "out/README.md").read_text()
    assert "## Loading" in text and str(tmp_path / "out") in text and "OUT" not in text
    if not find(name).views:
        assert "flips off" in text
        assert ("--mix weights" in text) != find(name).weighs


def test_the_command_lists_and_counts(dataset: Path, tmp_path: Path) -> None:
    listed = CliRunner().invoke(app, ["export", "--list"])
    assert [line.split()[0] for line in listed.output.splitlines()] == EVERY
    options = [
        "--to",
        "webdataset",
        "-o",
        str(tmp_path / "out"),
        "--tasks",
        "depth,generation",
        "--split",
        "train",
    ]
    told = CliRunner().invoke(app, ["export", str(dataset), *options])
    assert (
        told.exit_code == 0
        and "4 pairs" in told.output
        and "left out 4: it has no input picture" in told.output
    )


def test_a_package_adds_a_format() -> None:
    def mine(shard: Shard, samples: object) -> None: ...

    try:
        export("mine", "of a package", "usage")(mine)
        assert find("mine").summary == "of a package"
        with pytest.raises(Taken):
            export("mine", "of another", "usage")(lambda shard, samples: None)
    finally:
        EXPORTS.pop("mine", None)


def test_the_format_of_the_documentation_works(dataset: Path, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs/exports.md").read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0]
    try:
        exec(code, {})
        state = run(dataset, "tsv", tmp_path / "out")
        lines = (tmp_path / "out/train-00000.tsv").read_text().splitlines()
        assert state.samples == 24 and len(lines) == 16
        assert (tmp_path / "out" / lines[0].split("\t")[1]).is_file()
    finally:
        EXPORTS.pop("tsv", None)
