# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Validation as users run it: the whole dataset, workers, exit statuses; faults of manifests and splits."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cavendish.engine import census, dataset
from cavendish.engine.validate import Ended, Examined, Started, validate
from cavendish.errors import InputError
from cavendish.manifests import checks
from cavendish.manifests.checks import Check, Fault
from cavendish.manifests.checks.material import SceneFiles
from cavendish.manifests.checksums import write_checksums

pytestmark = pytest.mark.extra  # embreex
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def out(rooms: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rooms, tmp_path / "out"))


def scenes(out: Path, split: str) -> list[Path]:
    return sorted(path for path in (out / split).iterdir() if path.is_dir())


def found(out: Path) -> list[tuple[str, str, str]]:
    """(check, place, message) of every finding."""
    *_, end = validate(out, workers=1)
    assert isinstance(end, Ended)
    assert end.verdict.holds == (not end.verdict.findings)
    return [(f.check, f.place, f.message) for f in end.verdict.findings]


def has(findings: list[tuple[str, str, str]], check: str, place: str, message: str = "") -> bool:
    return any(check == c and place in p and message in m for c, p, m in findings)


@pytest.mark.usefixtures("here")
def test_a_good_dataset_holds_by_its_oracle_too(out: Path, cavendish: Run) -> None:
    done = cavendish("validate", out, "--oracle", 1, "--workers", 2)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "holds" in done.stdout and "gradient" in done.stdout and "oracle: " in done.stdout
    first = (out / "validation.json").read_bytes()
    verdict = json.loads(first)
    assert verdict["holds"] and verdict["scenes"] == 4 and verdict["findings"] == []
    assert verdict["checks"]["oracle"]["checked"] == 1 and verdict["checks"]["targets"]["checked"] >= 12
    # The verdict is no part of what is checked, and two workers write the same bytes as this process.
    *_, end = validate(out, workers=1, scenes_of_oracle=1)
    assert isinstance(end, Ended) and end.verdict.holds
    assert (out / "validation.json").read_bytes() == first


def test_exit_statuses_and_errors_of_one_sentence(out: Path, tmp_path: Path, cavendish: Run) -> None:
    (scenes(out, "train")[0] / "0" / "rgb.png").unlink()
    done = cavendish("validate", out, "-o", tmp_path / "verdict.json")
    assert done.returncode == 1 and "does not hold" in done.stdout and "the file is missing" in done.stdout
    assert not (out / "validation.json").exists()
    assert json.loads((tmp_path / "verdict.json").read_text())["checks"]["files"]["faults"] == 1
    done = cavendish("validate", tmp_path / "nowhere")
    assert done.returncode == 2 and "holds no dataset" in done.stderr and done.stderr.count("\n") == 1
    for word in ("oracle", "Exit status", "shift"):
        assert word in cavendish("validate", "--help").stdout


def test_bad_input_is_told_before_any_work(out: Path, tmp_path: Path) -> None:
    for arguments, said in (
        ({"workers": 0}, "at least one worker"),
        ({"scenes_of_oracle": -1}, "cannot be under 0"),
        ({"out": tmp_path / "no" / "file.json"}, "cannot be written"),
    ):
        with pytest.raises(InputError, match=said):
            next(validate(out, **arguments))  # type: ignore[arg-type]
    (out / "dataset.json").write_text("{}")
    with pytest.raises(InputError):
        next(validate(out))


@pytest.mark.usefixtures("here")
def test_a_scene_in_the_wrong_split_and_in_two(out: Path) -> None:
    moved = scenes(out, "train")[0]
    shutil.copytree(moved, out / "val" / moved.name)
    rows = [json.loads(line) | {"split": "val"} for line in (moved / "rows.jsonl").read_text().splitlines()]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (out / "val" / moved.name / "rows.jsonl").write_text(text)
    write_checksums(out / "val" / moved.name)
    manifest = out / "val" / "metadata.jsonl"
    manifest.write_text(manifest.read_text() + text)
    findings = found(out)
    place = f"val/{moved.name}"
    assert has(findings, "splits", place, "the plan puts it into train")
    assert has(findings, "manifest", place, "lies in train too")
    assert has(findings, "manifest", place, f"the same scene as train/{moved.name}")


@pytest.mark.usefixtures("here")
def test_one_scene_under_two_numbers_in_two_splits_is_a_leak(out: Path) -> None:
    theirs, mine = scenes(out, "val")[0] / "0" / "frame.json", scenes(out, "train")[0] / "0" / "frame.json"
    same = json.loads(mine.read_text())["provenance"]["scene_digest"]
    whole = json.loads(theirs.read_text())
    whole["provenance"]["scene_digest"] = same
    theirs.write_text(json.dumps(whole))
    write_checksums(scenes(out, "val")[0])
    assert [f[:2] for f in found(out)] == [("manifest", f"val/{scenes(out, 'val')[0].name}")]


@pytest.mark.usefixtures("here")
def test_duplicated_rows_far_apart(out: Path) -> None:
    manifest = out / "train" / "metadata.jsonl"
    lines = manifest.read_text().splitlines(keepends=True)
    manifest.write_text("".join([*lines, lines[0]]))
    findings = found(out)
    assert has(
        findings, "manifest", json.loads(lines[0])["input_image_file_name"][:6], json.loads(lines[0])["id"]
    )


@pytest.mark.usefixtures("here")
def test_rows_of_scenes_that_the_recipe_has_not_and_rows_that_are_none(out: Path) -> None:
    manifest = out / "train" / "metadata.jsonl"
    row = json.loads(manifest.read_text().splitlines()[0])
    manifest.write_text(manifest.read_text() + "no row\n" + json.dumps(row | {"scene": 10**12}) + "\n")
    findings = found(out)
    assert has(findings, "manifest", "train/metadata.jsonl:", "this is no row")
    assert has(findings, "manifest", f"train/{10**12}", "the recipe's scenes are 0 to 3")
    assert has(findings, "files", f"train/{10**12}", "the folder is missing")


@pytest.mark.usefixtures("here")
def test_scenes_that_are_missing_or_unspoken_of(out: Path) -> None:
    gone, unspoken, _ = scenes(out, "train")
    shutil.rmtree(gone)
    manifest = out / "train" / "metadata.jsonl"
    manifest.write_text("")
    (out / "train" / "notes").mkdir()
    (out / "train" / "000099").mkdir()
    findings = found(out)
    assert has(findings, "manifest", "dataset.json", f"1 scenes are not there ({int(gone.name)})")
    assert has(findings, "manifest", "dataset.json", "3 scenes in train, and 2 are there")
    assert has(findings, "manifest", "dataset.json", "depth pairs in train, and 0 are there")
    assert has(findings, "rows", f"train/{unspoken.name}", "holds none of its")
    assert has(findings, "manifest", "train/notes", "no scene's folder")
    assert has(findings, "manifest", "train/000099", "no such scene")
    assert not has(findings, "targets", "")
    manifest.unlink()
    assert has(found(out), "manifest", "train/metadata.jsonl", "missing")


@pytest.mark.usefixtures("here")
def test_an_incomplete_dataset_that_says_so_holds_with_a_note(out: Path, make: Any) -> None:
    gone = scenes(out, "train")[0]
    shutil.rmtree(gone)
    dataset.write_manifest(out, make.recipe)
    (out / "quarantine.jsonl").write_text(json.dumps({"scene": int(gone.name)}) + "\n")
    *_, end = validate(out, workers=1)
    assert isinstance(end, Ended) and end.verdict.holds
    assert "incomplete: 1 of 4 scenes are not there, 1 of them in quarantine.jsonl" in " ".join(
        end.verdict.notes
    )


@pytest.mark.usefixtures("here")
def test_a_changed_recipe_is_found(out: Path) -> None:
    whole = json.loads((out / "dataset.json").read_text())
    whole["recipe"]["splits"] = {"train": 9, "val": 1}
    (out / "dataset.json").write_text(json.dumps(whole))
    assert has(found(out), "manifest", "dataset.json", "was changed after")


@pytest.mark.usefixtures("here")
def test_scenes_without_checksums_are_told_once_each(out: Path) -> None:
    for path in out.rglob("checksums.txt"):
        path.unlink()
    findings = found(out)
    assert len(findings) == 4 and all(has([f], "checksums", "checksums.txt", "older") for f in findings)


def test_a_check_that_fails_is_a_finding_and_no_pass(rooms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(scene: SceneFiles) -> Any:
        yield Fault("here", "first; then it breaks")
        raise KeyError("surprise")

    monkeypatch.setitem(checks.CHECKS, "broken", Check("broken", "nothing", "scene", broken))
    counted = census.Census(census.read_description(rooms))
    tallies, findings = checks.examine(next(iter(census.scenes(rooms, counted))))
    assert tallies["broken"].faults == 2
    assert [f.message for f in findings if f.check == "broken"][1].startswith(
        "the check could not end (KeyError"
    )
    assert tallies["targets"].checked  # the others went on


def test_a_scene_whose_worker_is_lost_is_a_finding(tmp_path: Path, make: Any) -> None:
    *_, end = validate(make.rooms(tmp_path / "out", count=1), workers=1, limit=1e-6)
    assert isinstance(end, Ended) and not end.verdict.holds
    assert [f for f in end.verdict.findings if "it could not be checked: it took longer" in f.message]


def test_a_stopped_run_proves_and_writes_nothing(out: Path) -> None:
    stop = threading.Event()
    events = []
    for event in validate(out, workers=1, stop=stop):
        events.append(event)
        if isinstance(event, Examined):
            stop.set()
    assert isinstance(events[0], Started) and isinstance(events[-1], Ended) and events[-1].file is None
    assert not (out / "validation.json").exists()


@pytest.mark.usefixtures("here")
def test_nothing_but_the_verdict_is_written(out: Path) -> None:
    def state() -> dict[str, tuple[int, int]]:
        return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in out.rglob("*") if p.is_file()}

    before = state()
    list(validate(out, workers=1))
    after = state()
    assert after.pop(str(out / "validation.json")) and after == before
    assert not list(out.rglob(".validation*"))
