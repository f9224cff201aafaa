# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pairs drawn again from a dataset's frames: the same bytes, other tasks, in place or beside, after a crash."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.engine import dataset, place, plan, validate
from cavendish.engine.redraw import Ended, Failed, Started, redraw
from cavendish.engine.worker import draw, write_pairs
from cavendish.errors import InputError
from cavendish.manifests.card import write_card
from cavendish.manifests.checksums import write_checksums
from cavendish.manifests.overview import write_overview
from cavendish.manifests.read import read
from cavendish.recipe import Recipe, digest, load
from cavendish.render.frame import Frame, Item, View, read_frame, seen, write_frame

pytestmark = pytest.mark.extra
SIZE = 64
CLASSES = {1: "floor", 2: "wall", 3: "chair", 4: "chair", 5: "sofa"}
PLASMA = "tasks.depth.codec=hilbert"


def a_frame(recipe: Recipe, scene: int, view: int) -> Frame:
    """Three things before a wall, on a floor; planes, each facing its own way."""
    rng = np.random.default_rng((scene, view))
    instances = np.full((SIZE, SIZE), 2, np.uint32)
    instances[40:] = 1
    for key in (3, 4, 5):
        top, left = 20 + rng.integers(0, 20), 4 + 20 * (key - 3)
        instances[top : top + 16, left : left + 14] = key
    normals, depth = np.zeros((SIZE, SIZE, 3), np.float32), np.zeros((SIZE, SIZE), np.float32)
    for key in CLASSES:
        way = rng.normal(size=3) + (0, 0, 3)
        normals[instances == key] = way / np.linalg.norm(way)
        depth[instances == key] = rng.uniform(1, 5)
    items = tuple(
        Item(key, name, key > 2, {}, *seen(instances).get(key, (0, None))) for key, name in CLASSES.items()
    )
    view_of = View(SIZE, SIZE, 50.0, 50.0, 32.0, 32.0, tuple(map(tuple, np.eye(4).tolist())))
    rgb = rng.integers(0, 256, (SIZE, SIZE, 3), np.uint8)
    source = {"recipe": digest(recipe), "seed": recipe.seed, "scene": scene, "view": view}
    return Frame(rgb, depth, normals, instances, view_of, items, source)


def grown(root: Path, *settings: str, count: int = 3) -> Path:
    """A dataset as `generate` leaves it, of frames that nobody rendered."""
    sizes = [f"views.width={SIZE}", f"views.height={SIZE}", "views.per_scene=1", "splits={train: 2, val: 1}"]
    recipe = load("quickstart", [*sizes, *settings], count=count)
    dataset.open_dataset(root, recipe)
    (root / "logs").mkdir()
    (root / "logs" / "timings.jsonl").write_text('{"scene": 0, "seconds": {"rgb": 5.0, "pairs": 1.0}}\n')
    for scene in range(count):
        job = plan.job(recipe, scene)
        frame, folder = a_frame(recipe, scene, 0), job.folder(root)
        write_frame(folder / "0", frame, recipe.truth.keep, recipe.truth.half_normals)
        pairs = list(draw(recipe, frame, scene, 0))
        rows = write_pairs(folder / "0", pairs, job.split, scene, 0, recipe.seed_of_pairs)
        (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        write_checksums(folder)
    whole = dataset.write_manifest(root, recipe)
    write_overview(root, whole)
    write_card(root, whole)
    return root


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grown(tmp_path_factory.mktemp("grown") / "out")


@pytest.fixture
def copy(source: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(source, tmp_path / "copy"))


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scenes are drawn in this process, which is quicker to start; the command's own test has workers."""

    def one_by_one(work: Any, jobs: Any, *_: Any) -> Iterator[Any]:
        for job in jobs:
            yield job, work(job)

    monkeypatch.setattr("cavendish.engine.redraw.in_order", one_by_one)


def run(*arguments: Any, **named: Any) -> Ended:
    *_, end = redraw(*arguments, workers=1, **named)
    assert isinstance(end, Ended)
    return end


def faults(root: Path) -> list[str]:
    """What `validate` finds, less what frames that nobody rendered cannot have right."""
    *_, end = validate.validate(root, workers=1)
    assert isinstance(end, validate.Ended)
    return [
        f"{f.check} {f.place} {f.message}"
        for f in end.verdict.findings
        if f.check not in ("alignment", "gradient")
    ]


def test_the_same_tasks_give_the_bytes_of_generate(
    source: Path, tmp_path: Path, contents: Callable[[Path], dict[str, str]]
) -> None:
    end = run(source, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(source)
    assert end.drawn == 3 and not end.failures and end.dataset["seconds"]["rgb"] == 5.0
    assert (tmp_path / "again/train/000000/0/truth.exr").stat().st_nlink > 1, "frames are linked, not copied"


def test_other_tasks_give_the_bytes_of_a_dataset_grown_with_them(
    source: Path, tmp_path: Path, contents: Callable[[Path], dict[str, str]]
) -> None:
    run(source, tmp_path / "again", settings=[PLASMA, "tasks.semantic.per_view=2"])
    wanted = grown(tmp_path / "grown", PLASMA, "tasks.semantic.per_view=2")
    assert contents(tmp_path / "again") == contents(wanted)


def test_a_seed_of_their_own_gives_other_pairs_of_the_same_frames(
    source: Path, copy: Path, tmp_path: Path, contents: Callable[[Path], dict[str, str]]
) -> None:
    run(copy, settings=["pairs_seed=41"])
    before, after = ({pair.id: pair for pair in read(root)} for root in (source, copy))
    shared = before.keys() & after.keys()
    assert len(shared) > 6 and {after[name].row.seed for name in after} == {41}
    assert sum(before[name].prompt != after[name].prompt for name in shared) > len(shared) / 2
    assert any(not np.array_equal(before[n].target, after[n].target) for n in shared)
    assert all(np.array_equal(before[n].truth.rgb, after[n].truth.rgb) for n in shared)
    assert faults(copy) == []
    wanted = grown(tmp_path / "grown", "pairs_seed=41")
    run(copy, tmp_path / "again")  # and the dataset keeps its seed
    assert contents(tmp_path / "again") == contents(wanted)


def test_in_place_the_new_pairs_replace_the_old_and_the_dataset_holds(copy: Path) -> None:
    (copy / "train" / "notes.txt").write_text("the user's own")
    before = (copy / "train/000000/0/truth.exr").read_bytes()
    run(copy, settings=["tasks={depth: {per_view: 2}}"])
    assert {pair.task for pair in read(copy)} == {"depth"}
    assert not list(copy.glob("*/*/*/semantic*")) and not (copy / ".pairs").exists()
    assert (copy / "train/000000/0/truth.exr").read_bytes() == before
    assert (copy / "train" / "notes.txt").read_text() == "the user's own"
    (copy / "train" / "notes.txt").unlink()
    assert faults(copy) == []


def test_another_recipes_tasks_are_taken_and_nothing_else_of_it(source: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "r.yaml"
    recipe.write_text("seed: 99\nscenes: [{builder: tabletop}]\ntasks: {normals: {per_view: 3}}\n")
    run(source, tmp_path / "again", recipe=recipe)
    whole = json.loads((tmp_path / "again/dataset.json").read_text())
    assert whole["recipe"]["seed"] != 99 and list(whole["recipe"]["tasks"]) == ["normals"]
    assert sum(1 for _ in read(tmp_path / "again")) == 9


@pytest.mark.parametrize("moment", range(5))
def test_a_crash_amid_the_exchange_is_mended_by_the_next_run(
    copy: Path, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Path(shutil.copytree(copy, copy.with_name("wanted")))
    run(wanted, settings=[PLASMA])
    renames = 0

    class Crash(BaseException): ...

    def counted(how: Any) -> Any:
        def rename(self: Path, target: Path) -> Path:
            nonlocal renames
            if ".pairs" in f"{self} {target}" and not self.name.startswith((".", "0")):
                if renames == moment:
                    raise Crash
                renames += 1
            return how(self, target)  # type: ignore[no-any-return]

        return rename

    with monkeypatch.context() as patched:
        for name in ("rename", "replace"):
            patched.setattr(Path, name, counted(getattr(Path, name)))
        with pytest.raises(Crash):
            run(copy, settings=[PLASMA])
    place.finish(copy)
    rows = [[p.row for p in read(root)] for root in (copy, wanted)]
    assert rows[0] == rows[1] and not (copy / ".pairs").exists()


def test_a_stop_leaves_the_dataset_as_it_was_and_is_gone_on_with(
    copy: Path, contents: Callable[[Path], dict[str, str]]
) -> None:
    before = contents(copy)
    events = redraw(copy, workers=1, settings=[PLASMA])
    assert isinstance(next(events), Started)
    next(events)
    events.close()
    kept = {name: digest for name, digest in contents(copy).items() if not name.startswith(".pairs")}
    assert kept == before
    started, *_, end = redraw(copy, workers=1, settings=[PLASMA])
    assert isinstance(started, Started) and started.there >= 1
    assert isinstance(end, Ended) and not end.stopped
    assert {pair.encoding.codec for pair in read(copy, tasks=["depth"])} == {"hilbert"}


def test_frames_without_a_pass_name_truth_keep(tmp_path: Path) -> None:
    settings = ["truth.keep=[depth]", "tasks={depth: {}}"]
    root = grown(tmp_path / "out", *settings, count=1)
    assert not run(root, settings=["tasks.depth.per_view=2"]).stopped
    end = run(root, settings=["tasks={semantic: {}}"])
    assert "instances" in end.stopped and "truth.keep" in end.stopped and "as it was" in end.stopped
    assert {pair.task for pair in read(root)} == {"depth"}


def test_a_scene_that_cannot_be_drawn_is_left_out_beside_and_stops_the_run_in_place(copy: Path) -> None:
    split = plan.job(load("quickstart", ["splits={train: 2, val: 1}"]), 0).split
    (copy / split / "000000/0/truth.exr").write_bytes(b"torn")
    assert "as it was" in run(copy).stopped
    end = run(copy, copy.with_name("other"))
    assert [type(failure) for failure in end.failures] == [Failed] and end.dataset["scenes"]
    assert json.loads((copy.with_name("other") / "quarantine.jsonl").read_text())["scene"] == 0
    assert not (copy.with_name("other") / split / "000000").exists()


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ({"settings": ["views.width=32"]}, "views decides the frames"),
        ({"settings": ["tasks.dept={}"]}, "did you mean depth?"),
        ({"settings": ["tasks.depth.codec=cub"]}, "cube"),
        ({"recipe": "no such"}, "there is no recipe"),
    ],
)
def test_bad_input_is_told_before_any_work(source: Path, named: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says.replace("?", r"\?")):
        run(source, **named)
    assert not (source / ".pairs").exists()


def test_a_folder_that_is_something_else_is_not_touched(source: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"mine\.txt"):
        run(source, tmp_path)
    with pytest.raises(InputError, match="holds no dataset"):
        run(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_pair_that_is_read_back_draws_like_the_frame_in_memory(source: Path) -> None:
    from cavendish.manifests.stored import StoredFrame

    folder = source / next(iter(read(source))).folder.name / "000000" / "0"
    folder = folder if folder.is_dir() else next(source.glob("*/000000/0"))
    stored, whole = StoredFrame(folder), read_frame(folder)
    for name, pixels in whole.truth.items():
        assert np.array_equal(stored.truth[name], pixels, equal_nan=True)
    assert (stored.items, stored.view, stored.edits) == (whole.items, whole.view, whole.edits)


def test_the_command_imports_no_bpy_and_says_what_it_did(source: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['bpy'] = None; sys.argv = ['cavendish', 'pairs', sys.argv[1], '-o', sys.argv[2], "
        "'--workers', '1']\nfrom cavendish.cli import main\nmain()"
    )
    out = tmp_path / "o"
    said = subprocess.run(
        [sys.executable, "-c", code, source, out],
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "300"},
        timeout=120,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert "a second" in said.stdout and "cavendish validate" in said.stdout
