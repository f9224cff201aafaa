# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Validation as users run it, on real scenes that the oracle itself has seen: the whole dataset, workers, exit statuses."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.engine import census, dataset, plan
from cavendish.engine.oracle import OracleJob, hold
from cavendish.engine.validate import Ended, Examined, Started, validate
from cavendish.engine.worker import build, draw, write_pairs
from cavendish.manifests import checks
from cavendish.manifests.checks import Check, Fault
from cavendish.manifests.checks.material import Read, SceneFiles
from cavendish.manifests.checksums import write_checksums
from cavendish.recipe import Recipe, digest
from cavendish.render import exr
from cavendish.render.frame import Frame, Item, View, seen, write_frame
from cavendish.scenes.ontology import category
from cavendish.scenes.store import digest as scene_digest

pytestmark = pytest.mark.extra  # embreex, pebble
Run = Callable[..., subprocess.CompletedProcess[str]]
RECIPE = {
    "seed": 5,
    "count": 4,
    "scenes": [{"builder": "room", "parameters": {"use": ["living room", "bedroom", "office"]}}],
    "views": {"per_scene": 1, "width": 128, "height": 96},
    "tasks": {"depth": None, "normals": None, "semantic": None, "instance": None},
    "splits": {"train": 1, "val": 1},
}


def optional(sight: Any) -> dict[str, Any]:
    """The passes that a recipe may ask for, as the oracle sees them."""
    return {
        "geometric_normals": sight.geometric_normals.astype(np.float32),
        "position": sight.positions.astype(np.float32),
        "albedo": np.where((sight.instances > 0)[..., None], np.float32(0.5), np.float32(0))
        * np.ones(3, np.float32),
    }


def grow(out: Path, **changes: Any) -> Path:
    """A dataset of rooms whose truth is the oracle's and whose pictures are shaded by it."""
    from cavendish.render.objects import objects
    from cavendish.render.raycast import raycast

    recipe = Recipe.model_validate(RECIPE | changes)
    dataset.open_dataset(out, recipe)
    for number in range(recipe.count):
        job = plan.job(recipe, number)
        built = build(recipe, job)
        folder, rows = job.folder(out), []
        for view, camera in enumerate(built.cameras):
            sight = raycast(built, camera)
            visible = seen(sight.instances)
            light = np.nan_to_num(np.clip(sight.normals @ (0.3, 0.5, 0.8), 0.1, 1), nan=1.0)
            paint = np.random.default_rng(number).uniform(0.1, 1, (int(sight.instances.max()) + 1, 3))
            rgb = (255 * paint[sight.instances] * light[..., None]).astype(np.uint8)
            wanted = recipe.truth.objects
            more = objects(built, camera, sight.instances, wanted) if wanted else {}
            items = tuple(
                Item(
                    o.id,
                    o.category,
                    category(o.category).thing,
                    {},
                    *visible.get(o.id, (0, None)),
                    more.get(o.id),
                )
                for o in built.objects
            )
            source = {
                "scene": number,
                "view": view,
                "seed": recipe.seed,
                "recipe": digest(recipe),
                "scene_digest": scene_digest(built),
                "rgb_sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
            }
            pose = tuple(tuple(float(x) for x in line) for line in camera.pose)
            frame = Frame(
                rgb,
                sight.depth.astype(np.float32),
                sight.normals.astype(np.float32),
                sight.instances,
                View(camera.width, camera.height, camera.fx, camera.fy, camera.cx, camera.cy, pose),
                items,
                source,
                {name: pixels for name, pixels in optional(sight).items() if name in recipe.truth.keep},
            )
            pairs = list(draw(recipe, frame, number, view)) if recipe.truth.keep or number == 0 else []
            write_frame(folder / str(view), frame, recipe.truth.keep, recipe.truth.half_normals)
            rows += write_pairs(folder / str(view), pairs, job.split, number, view, recipe.seed)
        (folder / "rows.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
        write_checksums(folder)
    dataset.write_manifest(out, recipe)
    return out


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grow(tmp_path_factory.mktemp("good") / "out")


@pytest.fixture
def out(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "out"))


def scenes(out: Path, split: str) -> list[Path]:
    return sorted(path for path in (out / split).iterdir() if path.is_dir())


def found(out: Path, count: int = 2) -> list[tuple[str, str, str]]:
    """(check, place, message) of every finding, by the run with its workers."""
    *_, end = validate(out, workers=count)
    assert isinstance(end, Ended)
    assert end.verdict.holds == (not end.verdict.findings)
    return [(f.check, f.place, f.message) for f in end.verdict.findings]


def has(findings: list[tuple[str, str, str]], check: str, place: str, message: str = "") -> bool:
    return any(check == c and place in p and message in m for c, p, m in findings)


def test_a_good_dataset_holds_by_its_oracle_too(out: Path, cavendish: Run) -> None:
    done = cavendish("validate", out, "--oracle", 2)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "holds" in done.stdout and "gradient" in done.stdout and "oracle: " in done.stdout
    first = (out / "validation.json").read_bytes()
    verdict = json.loads(first)
    assert verdict["holds"] and verdict["scenes"] == 4 and verdict["findings"] == []
    assert verdict["checks"]["oracle"]["checked"] == 2 and verdict["checks"]["targets"]["checked"] >= 12
    # The verdict is no part of what is checked, and one worker or many write the same bytes.
    assert cavendish("validate", out, "--oracle", 2, "--workers", 1).returncode == 0
    assert (out / "validation.json").read_bytes() == first


def test_exit_statuses_and_errors_of_one_sentence(out: Path, tmp_path: Path, cavendish: Run) -> None:
    (scenes(out, "train")[0] / "0" / "rgb.png").unlink()
    done = cavendish("validate", out, "-o", tmp_path / "verdict.json")
    assert done.returncode == 1 and "does not hold" in done.stdout and "the file is missing" in done.stdout
    assert not (out / "validation.json").exists()
    assert json.loads((tmp_path / "verdict.json").read_text())["checks"]["files"]["faults"] == 1
    for arguments, said in (
        ((tmp_path / "nowhere",), "holds no dataset"),
        ((out, "--workers", 0), "at least one worker"),
        ((out, "--oracle", -1), "cannot be under 0"),
        ((out, "-o", tmp_path / "no" / "file.json"), "cannot be written"),
    ):
        done = cavendish("validate", *arguments)
        assert done.returncode == 2 and said in done.stderr and done.stderr.count("\n") == 1, done.stderr
    (out / "dataset.json").write_text("{}")
    assert cavendish("validate", out).returncode == 2
    for word in ("oracle", "Exit status", "shift"):
        assert word in cavendish("validate", "--help").stdout


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


def test_one_scene_under_two_numbers_in_two_splits_is_a_leak(out: Path) -> None:
    theirs, mine = scenes(out, "val")[0] / "0" / "frame.json", scenes(out, "train")[0] / "0" / "frame.json"
    same = json.loads(mine.read_text())["provenance"]["scene_digest"]
    whole = json.loads(theirs.read_text())
    whole["provenance"]["scene_digest"] = same
    theirs.write_text(json.dumps(whole))
    write_checksums(scenes(out, "val")[0])
    assert [f[:2] for f in found(out)] == [("manifest", f"val/{scenes(out, 'val')[0].name}")]


def test_duplicated_rows_far_apart(out: Path) -> None:
    manifest = out / "train" / "metadata.jsonl"
    lines = manifest.read_text().splitlines(keepends=True)
    manifest.write_text("".join([*lines, lines[0]]))
    findings = found(out)
    assert has(
        findings, "manifest", json.loads(lines[0])["input_image_file_name"][:6], json.loads(lines[0])["id"]
    )


def test_rows_of_scenes_that_the_recipe_has_not_and_rows_that_are_none(out: Path) -> None:
    manifest = out / "train" / "metadata.jsonl"
    row = json.loads(manifest.read_text().splitlines()[0])
    manifest.write_text(manifest.read_text() + "no row\n" + json.dumps(row | {"scene": 10**12}) + "\n")
    findings = found(out)
    assert has(findings, "manifest", "train/metadata.jsonl:", "this is no row")
    assert has(findings, "manifest", f"train/{10**12}", "the recipe's scenes are 0 to 3")
    assert has(findings, "files", f"train/{10**12}", "the folder is missing")


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


def test_an_incomplete_dataset_that_says_so_holds_with_a_note(out: Path, cavendish: Run) -> None:
    gone = scenes(out, "train")[0]
    shutil.rmtree(gone)
    recipe = Recipe.model_validate(RECIPE)
    dataset.write_manifest(out, recipe)
    (out / "quarantine.jsonl").write_text(json.dumps({"scene": int(gone.name)}) + "\n")
    done = cavendish("validate", out)
    assert done.returncode == 0, done.stdout
    assert "incomplete: 1 of 4 scenes are not there, 1 of them in quarantine.jsonl" in done.stdout


def test_a_changed_recipe_is_found(out: Path) -> None:
    whole = json.loads((out / "dataset.json").read_text())
    whole["recipe"]["splits"] = {"train": 9, "val": 1}
    (out / "dataset.json").write_text(json.dumps(whole))
    assert has(found(out), "manifest", "dataset.json", "was changed after")


def test_scenes_without_checksums_are_told_once_each(out: Path) -> None:
    for path in out.rglob("checksums.txt"):
        path.unlink()
    findings = found(out)
    assert len(findings) == 4 and all(has([f], "checksums", "checksums.txt", "older") for f in findings)


@pytest.mark.parametrize("keep", [["depth"], ["normals"], ["instances"], ["depth", "instances"], []])
def test_truth_that_was_not_kept_is_told_and_is_no_fault(keep: list[str], tmp_path: Path) -> None:
    out = grow(tmp_path / "out", truth={"keep": keep}, count=1)
    *_, end = validate(out, workers=1)
    assert isinstance(end, Ended) and end.verdict.findings == []
    unchecked = end.verdict.tallies["targets"].unchecked
    lost = {what for what, _ in unchecked}
    needs = {"depth": "depth", "normals": "normals", "semantic": "instances", "instance": "instances"}
    there = {task for task in needs if list(out.rglob(f"{task}-0.png"))}
    assert lost == {f"{task} pairs" for task in there if needs[task] not in keep}
    assert end.verdict.tallies["targets"].checked == sum(needs[task] in keep for task in there)
    assert bool(end.verdict.tallies["gradient"].unchecked) != ({"depth", "normals"} <= set(keep))


def test_half_normals_hold(tmp_path: Path) -> None:
    out = grow(tmp_path / "out", truth={"half_normals": True}, count=1)
    assert found(out, 1) == []
    *_, end = validate(out, workers=1)
    figures = end.verdict.tallies["passes"].figures["normals: largest error of a length"]
    assert 1e-5 < figures.most[0] < 1e-3


def test_optional_passes_are_checked_too(tmp_path: Path) -> None:
    keep = ["depth", "normals", "instances", "geometric_normals", "position", "albedo"]
    out = grow(tmp_path / "out", truth={"keep": keep}, count=1)
    *_, end = validate(out, workers=1)
    assert isinstance(end, Ended) and end.verdict.findings == []
    assert end.verdict.tallies["passes"].checked == 6
    path = next(out.rglob("truth.exr"))
    whole = exr.read_truth(path)
    exr.write_truth(path, whole | {"geometric_normals": whole["geometric_normals"] * np.float32(1.1)})
    assert has(found(out, 1), "passes", "truth.exr", "geometric_normals")


HIDDEN: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("its amodal mask has", lambda o: o.update(amodal_pixels=o["amodal_pixels"] + 1)),
    ("its amodal mask has", lambda o: o["amodal_box"].__setitem__(0, 1000)),
    ("the counts add up", lambda o: o["amodal"]["counts"].append(5)),
    ("its amodal mask is 4 x 3", lambda o: o.update(amodal={"size": [3, 4], "counts": [0, 12]})),
    ("is visible, and the table says", lambda o: o.update(visible=o["visible"] / 2)),
    ("its occluders", lambda o: o["occluders"].append([1, 3])),
    ("outside its 3-D box", lambda o: o["box3d"].update(size=[x * 0.8 for x in o["box3d"]["size"]])),
    ("outside its 3-D box", lambda o: o["box3d"]["center"].__setitem__(2, 1000.0)),
]


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scene whose frame tells all that there is of its objects."""
    out = tmp_path_factory.mktemp("hidden") / "out"
    return grow(out, truth={"objects": ["amodal", "boxes", "occlusion"]}, count=1)


def test_what_a_frame_says_of_hidden_pixels_holds(hidden: Path, tmp_path: Path) -> None:
    *_, end = validate(hidden, workers=1, out=tmp_path / "v.json")
    assert isinstance(end, Ended) and end.verdict.findings == []
    assert end.verdict.tallies["amodal"].checked > 50
    for wanted in ("amodal", "boxes", "occlusion"):
        assert found(grow(tmp_path / wanted, truth={"objects": [wanted]}, count=1), 1) == []


@pytest.mark.parametrize(("said", "change"), HIDDEN)
def test_what_a_frame_says_wrongly_of_hidden_pixels_is_found(said: str, change: Any, hidden: Path) -> None:
    counted = census.Census(census.read_description(hidden))
    (view,) = next(iter(census.scenes(hidden, counted))).views()
    text = json.loads((view.folder / "frame.json").read_text())
    change(max(text["objects"], key=lambda o: o.get("visible", 1) < 0.9 and o["pixels"]))
    # The view reads its files once: what is put there beforehand is what it sees.
    view.__dict__["text"] = Read(text)
    findings = [one.message for one in checks.CHECKS["amodal"].run(view) if isinstance(one, Fault)]
    assert len(findings) == 1 and said in findings[0], findings


def tampered(out: Path, change: Callable[[dict[str, Any]], Any]) -> list[str]:
    """What the oracle says of a dataset whose first view's truth was changed."""
    folder = scenes(out, "train")[0]
    truth = exr.read_truth(folder / "0" / "truth.exr")
    change(truth)
    exr.write_truth(folder / "0" / "truth.exr", truth)
    job = OracleJob(out, "train", int(folder.name), Recipe.model_validate(RECIPE))
    return [finding.message for finding in hold(job)[1]]


def test_the_oracle_finds_what_agrees_with_itself(out: Path) -> None:
    assert tampered(out, lambda truth: None) == []
    assert "depth is off" in tampered(out, lambda t: t.update(depth=t["depth"] * np.float32(1.0005)))[0]


def test_the_oracle_finds_turned_normals_and_other_ids(out: Path) -> None:
    def turn(truth: dict[str, Any]) -> None:
        a = np.radians(0.7)
        around = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]], np.float32)
        truth["normals"] = truth["normals"] @ around

    def exchange(truth: dict[str, Any]) -> None:
        ids, counts = np.unique(truth["instances"], return_counts=True)
        a, b = ids[np.argsort(counts)[-2:]]
        old = truth["instances"].copy()
        truth["instances"] = np.where(old == a, b, np.where(old == b, a, old)).astype(np.uint32)

    said = tampered(out, lambda t: (turn(t), exchange(t)))
    assert any("normals are off" in m for m in said) and any("another ID" in m for m in said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text["provenance"].update(scene_digest="0"), "another scene"),
        (lambda text: text["camera"]["camera_to_world"][0].__setitem__(3, 0.0), "another camera"),
    ],
)
def test_the_oracle_finds_a_frame_of_another_seed(change: Any, said: str, out: Path) -> None:
    folder = scenes(out, "train")[0]
    whole = json.loads((folder / "0" / "frame.json").read_text())
    change(whole)
    (folder / "0" / "frame.json").write_text(json.dumps(whole))
    tally, findings = hold(OracleJob(out, "train", int(folder.name), Recipe.model_validate(RECIPE)))
    assert tally.checked == 1 and len(findings) == 1 and said in findings[0].message


def test_the_oracles_scenes_are_spread_over_those_that_are_there(good: Path) -> None:
    counted = census.Census(census.read_description(good))
    list(census.scenes(good, counted))
    assert [n for _, n in counted.spread(2)] == [0, 3]
    assert [n for _, n in counted.spread(99)] == [0, 1, 2, 3]
    assert {split for split, _ in counted.spread(4)} == {"train", "val"}


def test_a_check_that_fails_is_a_finding_and_no_pass(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(scene: SceneFiles) -> Any:
        yield Fault("here", "first; then it breaks")
        raise KeyError("surprise")

    monkeypatch.setitem(checks.CHECKS, "broken", Check("broken", "nothing", "scene", broken))
    counted = census.Census(census.read_description(good))
    tallies, findings = checks.examine(next(iter(census.scenes(good, counted))))
    assert tallies["broken"].faults == 2
    assert [f.message for f in findings if f.check == "broken"][1].startswith(
        "the check could not end (KeyError"
    )
    assert tallies["targets"].checked  # the others went on


def test_a_scene_whose_worker_is_lost_is_a_finding(
    good: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    *_, end = validate(good, workers=1, out=tmp_path / "v.json", limit=1e-6)
    assert isinstance(end, Ended) and not end.verdict.holds
    lost = [f for f in end.verdict.findings if "it could not be checked: it took longer" in f.message]
    assert len(lost) == 4


def test_a_stopped_run_proves_and_writes_nothing(out: Path) -> None:
    stop = threading.Event()
    events = []
    for event in validate(out, workers=1, stop=stop):
        events.append(event)
        if isinstance(event, Examined):
            stop.set()
    assert isinstance(events[0], Started) and isinstance(events[-1], Ended) and events[-1].file is None
    assert not (out / "validation.json").exists()


def test_nothing_but_the_verdict_is_written(out: Path) -> None:
    def state() -> dict[str, tuple[int, int]]:
        return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in out.rglob("*") if p.is_file()}

    before = state()
    list(validate(out, workers=2))
    after = state()
    assert after.pop(str(out / "validation.json")) and after == before
    assert not list(out.rglob(".validation*"))
