# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Whole runs, as users run them: determinism, resume, failures that stay small."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cavendish.engine.grow import grow
from cavendish.errors import InputError
from cavendish.recipe import load

pytestmark = pytest.mark.render
Run = Callable[..., subprocess.CompletedProcess[str]]
Contents = Callable[[Path], dict[str, str]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, cavendish: Run) -> Path:
    """A dataset of three scenes, made in one go by one worker."""
    out = tmp_path_factory.mktemp("whole") / "out"
    recipe = out.parent / "recipe.yaml"
    recipe.write_text(
        "seed: 3\ncount: 3\nscenes: [{builder: tiny}]\nviews: {per_scene: 2, width: 96, height: 64}\n"
        "quality: {samples: 1, bounces: 1}\ntasks: {depth: , normals: , semantic: , instance: }\n"
        "splits: {train: 2, val: 1}\n",
        encoding="utf-8",
    )
    run = cavendish("generate", recipe, "-o", out)
    assert run.returncode == 0, run.stdout + run.stderr
    (out.parent / "said.txt").write_text(run.stdout, encoding="utf-8")
    return out


def test_a_run_says_what_was_made_where_how_long_and_what_next(whole: Path, cavendish: Run) -> None:
    said = cavendish("generate", whole.parent / "recipe.yaml", "-o", whole).stdout
    first = (whole.parent / "said.txt").read_text()
    assert "rendered on cpu: " in first and "RGB rendered" in first and "wall time" in first
    assert "3 scenes" in said and "6 views" in said and "pairs" in said and str(whole) in said
    assert "load_dataset" in said and "overview.png" in said and "--count 6" in said


def test_every_file_of_the_layout_is_there(whole: Path) -> None:
    for name in ("dataset.json", "README.md", "overview.png"):
        assert (whole / name).is_file()
    assert not (whole / "quarantine.jsonl").exists()
    described = json.loads((whole / "dataset.json").read_text())
    assert described["complete"] and sum(described["scenes"].values()) == 3 and described["views"] == 6
    for split, scenes in described["scenes"].items():
        rows = [json.loads(line) for line in (whole / split / "metadata.jsonl").read_text().splitlines()]
        assert len({row["scene"] for row in rows}) == scenes
        for row in rows:
            for key in ("input_image_file_name", "target_image_file_name", "truth"):
                assert (whole / split / row[key]).is_file()


def test_a_killed_run_goes_on_with_two_workers_and_ends_with_the_bytes_of_one(
    whole: Path, tmp_path: Path, environment: dict[str, str], cavendish: Run, contents: Contents
) -> None:
    out = tmp_path / "killed"
    command = [
        sys.executable,
        "-m",
        "cavendish",
        "generate",
        str(whole.parent / "recipe.yaml"),
        "-o",
        str(out),
    ]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if line.startswith("[1/3]"):
                break
        run.send_signal(signal.SIGKILL)
    _wait_for_workers(out)
    finished = [path for split in ("train", "val") for path in (out / split).glob("[0-9]*")]
    assert 1 <= len(finished) < 3
    for scene in finished:  # what is there is complete
        assert contents(scene) == contents(whole / scene.relative_to(out))
    before = {path: path.stat().st_mtime_ns for scene in finished for path in scene.rglob("*.png")}
    again = cavendish("generate", whole.parent / "recipe.yaml", "-o", out, "--workers", 2)
    assert again.returncode == 0 and f"{len(finished)} of them there already" in again.stdout
    assert contents(out) == contents(whole)
    assert before == {path: path.stat().st_mtime_ns for path in before}, "finished scenes were made again"
    assert not list((out / ".staging").iterdir())


def test_a_larger_count_grows_the_dataset_on(
    whole: Path, tmp_path: Path, cavendish: Run, contents: Contents
) -> None:
    out = Path(shutil.copytree(whole, tmp_path / "grown"))
    # As it was at a count of two: `write_manifest` puts all else in order at the end of each run.
    (last,) = out.glob("*/000002")
    shutil.rmtree(last)
    described = json.loads((out / "dataset.json").read_text())
    described["recipe"]["count"] = 2
    (out / "dataset.json").write_text(json.dumps(described))
    run = cavendish("generate", whole.parent / "recipe.yaml", "-o", out)
    assert run.returncode == 0 and "2 of them there already" in run.stdout
    assert contents(out) == contents(whole)


def test_a_smaller_count_later_loses_nothing(
    whole: Path, tmp_path: Path, cavendish: Run, contents: Contents
) -> None:
    shutil.copytree(whole, tmp_path / "copy")
    assert (
        cavendish("generate", whole.parent / "recipe.yaml", "-o", tmp_path / "copy", "--count", 1).returncode
        == 0
    )
    assert contents(tmp_path / "copy") == contents(whole)


def test_a_stopped_run_leaves_a_dataset_in_order(
    whole: Path, tmp_path: Path, environment: dict[str, str], contents: Contents
) -> None:
    out = tmp_path / "stopped"
    command = [
        sys.executable,
        "-m",
        "cavendish",
        "generate",
        str(whole.parent / "recipe.yaml"),
        "-o",
        str(out),
        "--count",
        "40",
    ]
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        assert run.stdout is not None
        said = []
        for line in run.stdout:
            said.append(line)
            if line.startswith("[1/40]"):
                os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers too
    text = "".join(said)
    assert run.returncode == 1 and "stopped" in text and "Traceback" not in text
    described = json.loads((out / "dataset.json").read_text())
    finished = [path for split in ("train", "val") for path in (out / split).glob("[0-9]*")]
    assert sum(described["scenes"].values()) == len(finished) >= 1 and not described["complete"]
    for split in described["scenes"]:
        rows = [json.loads(line) for line in (out / split / "metadata.jsonl").read_text().splitlines()]
        assert len({row["scene"] for row in rows}) == described["scenes"][split]


def test_another_recipe_in_the_folder_is_refused_and_nothing_is_lost(
    whole: Path, cavendish: Run, contents: Contents
) -> None:
    before = contents(whole)
    run = cavendish("generate", whole.parent / "recipe.yaml", "-o", whole, "--set", "quality.samples=2")
    assert run.returncode == 2
    assert "another recipe" in run.stderr and "quality.samples is 1 there and 2 here" in run.stderr
    assert contents(whole) == before


def test_the_result_loads_with_datasets(whole: Path) -> None:
    datasets = pytest.importorskip("datasets")
    cache = whole.parent / "cache"
    for split, stored in (("train", "train"), ("validation", "val")):
        if not (whole / stored).is_dir():
            continue
        rows = datasets.load_dataset("imagefolder", data_dir=str(whole), split=split, cache_dir=str(cache))
        lines = (whole / stored / "metadata.jsonl").read_text().splitlines()
        assert len(rows) == len(lines)
        first = rows[0]
        assert first["input_image"].size == first["target_image"].size == (96, 64)
        assert first["prompt"] == json.loads(lines[0])["prompt"]


def test_failing_scenes_are_quarantined_one_by_one_and_the_others_finish(
    recipe: Callable[..., Path], tmp_path: Path, cavendish: Run
) -> None:
    out = tmp_path / "mixed"
    path = recipe("mixed.yaml", "limits: {scene_seconds: 15}\n", tiny=4, raising=1, endless=1, dying=1)
    # With seed 40 the first scene is endless, the second dies, the third raises, and the fourth is well.
    run = cavendish("generate", path, "-o", out, "--count", 4, "--seed", 40, "--workers", 2)
    assert run.returncode == 1
    rows = [json.loads(line) for line in (out / "quarantine.jsonl").read_text().splitlines()]
    reasons = {row["scene"]: row["reason"] for row in rows}
    assert reasons.keys() == {0, 1, 2}
    assert reasons[0] == "took longer than limits.scene_seconds = 15"
    assert "its worker died (exit status -9)" in reasons[1] and "logs" in reasons[1]
    assert "KeyError: 'no such key'" in reasons[2] and "odd_builders.py:" in reasons[2]
    assert all(row["stage"] == "build" and row["seed"] == 40 for row in rows)
    described = json.loads((out / "dataset.json").read_text())
    assert sum(described["scenes"].values()) == 1 and not described["complete"]
    assert "Traceback" not in run.stdout + run.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small tmpfs takes root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_fills_up_stops_the_run_and_keeps_what_is_finished(
    small_disk: Path, recipe: Callable[..., Path], environment: dict[str, str], cavendish: Run
) -> None:
    path, out = recipe(), small_disk / "out"
    command = [sys.executable, "-m", "cavendish", "generate", str(path), "-o", str(out), "--count", "30"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        assert run.stdout is not None
        said = []
        for line in run.stdout:
            said.append(line)
            if line.startswith("[1/30]"):  # leave room for hardly anything more
                free = shutil.disk_usage(small_disk).free
                with (small_disk / "filler").open("wb") as filler:
                    filler.write(b"x" * (free - 60_000))
        run.wait()
    text = "".join(said)
    assert run.returncode == 1 and "is full" in text and "finished scenes are kept" in text
    assert "Traceback" not in text
    finished = [path for split in ("train", "val") for path in (out / split).glob("[0-9]*")]
    assert finished and all(
        (scene / "rows.jsonl").is_file() and (scene / "1" / "truth.exr").is_file() for scene in finished
    )
    (small_disk / "filler").unlink()
    again = cavendish("generate", path, "-o", out, "--count", len(finished) + 1)
    assert again.returncode == 0, again.stdout + again.stderr


def test_a_disk_that_is_too_small_is_refused_before_any_work(
    small_disk: Path,
) -> None:
    with pytest.raises(InputError, match=r"GB free.*--count"):
        next(grow(load("quickstart", count=5000), small_disk / "out"))
    assert not (small_disk / "out" / "train").exists()


def test_an_out_that_cannot_be_written_is_one_sentence(tmp_path: Path, cavendish: Run) -> None:
    (tmp_path / "file").write_text("in the way")
    run = cavendish("generate", "quickstart", "-o", tmp_path / "file" / "out")
    assert run.returncode == 2 and "cannot be written" in run.stderr and run.stderr.count("\n") == 1
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("not ours")
    with pytest.raises(InputError, match=r"letter\.txt"):
        next(grow(load("quickstart"), tmp_path / "full"))
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_a_device_that_is_not_there_stops_the_run_with_its_name(
    recipe: Callable[..., Path], tmp_path: Path, cavendish: Run
) -> None:
    run = cavendish("generate", recipe(), "-o", tmp_path / "out", "--set", "quality.device=metal")
    assert run.returncode == 1 and "metal" in run.stdout and "Cycles sees cpu" in run.stdout


def test_workers_end_when_their_parent_is_killed(
    recipe: Callable[..., Path], tmp_path: Path, environment: dict[str, str]
) -> None:
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "cavendish",
        "generate",
        str(recipe("endless.yaml", endless=1)),
        "-o",
        str(out),
    ]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as run:
        deadline = time.monotonic() + 60
        while not list((out / "logs").glob("worker-*.log")) and time.monotonic() < deadline:
            time.sleep(0.1)
        run.send_signal(signal.SIGKILL)
    _wait_for_workers(out)


def _wait_for_workers(out: Path) -> None:
    """Until every worker that logs into OUT is gone; fails after half a minute."""
    workers = [int(path.stem.split("-")[1]) for path in (out / "logs").glob("worker-*.log")]
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert workers and not any(Path(f"/proc/{pid}").exists() for pid in workers)
