# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Draw the pairs of existing frames again, without Blender: other tasks, palettes and prompts for the same pictures.

The new dataset is drawn whole beside the old one, its frames as links. Where it is to take the old one's place, the splits
are exchanged by renaming once every scene is there, so that a stop at any time leaves a dataset that holds.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event as StopSignal
from typing import Any

from cavendish import __version__
from cavendish.engine import dataset
from cavendish.engine.census import read_description
from cavendish.engine.commit import commit, replace_text, staging
from cavendish.engine.inorder import in_order
from cavendish.engine.packages import packages
from cavendish.engine.place import BESIDE, at_work, finish, opened, take_place
from cavendish.engine.plan import Job
from cavendish.engine.retask import Retasked, retasked, settle
from cavendish.engine.worker import draw, write_pairs
from cavendish.errors import InputError
from cavendish.manifests.card import write_card
from cavendish.manifests.checksums import FILE, read_checksums, sha256
from cavendish.manifests.overview import write_overview
from cavendish.manifests.read import parsed
from cavendish.manifests.stored import MissingPass, StoredFrame
from cavendish.recipe import Recipe

LIMIT = 1800.0  # seconds that one scene may take
OWN = ("pairs", "write")  # the stages of a scene that are done anew


@dataclass(frozen=True)
class Started:
    """The run begins: scenes that have frames, those drawn already by a run before, workers, tasks."""

    scenes: int
    there: int
    workers: int
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """A scene is done. seconds: of `pairs` (read, drawn, proved) and `write`."""

    place: str
    views: int
    pairs: dict[str, int]
    seconds: dict[str, float]


@dataclass(frozen=True)
class Failed:
    """A scene could not be drawn. fatal: nor could any other."""

    place: str
    reason: str
    fatal: bool = False


@dataclass(frozen=True)
class Ended:
    """The run is over.

    dataset: what dataset.json holds, {} where the run was stopped. wall: seconds; drawn: scenes; pairs: by task, of this
    run; seconds: of its stages, summed over workers. stopped: why it ended early, with what became of the dataset.
    """

    dataset: dict[str, Any]
    wall: float
    drawn: int = 0
    pairs: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failures: tuple[Failed, ...] = ()
    stopped: str = ""


Event = Started | Drawn | Failed | Ended


def redraw(
    root: Path,
    out: Path | None = None,
    recipe: str | Path | None = None,
    settings: Sequence[str] = (),
    workers: int | None = None,
    stop: StopSignal | None = None,
) -> Iterator[Event]:
    """Draw the pairs of the dataset in `root` again, and yield an event for each scene; the last one is `Ended`.

    out: the folder of the new dataset, `root` itself by default. recipe: a recipe whose tasks are taken in place of the
    dataset's own. settings: 'tasks.a.b=value' each. A run that was stopped is gone on with by the same call.

    The same tasks give the bytes that `generate` gives with them, but for targets of normals that are kept at half
    precision. Raises InputError before any work.
    """
    begin = time.perf_counter()
    finish(root)
    described = read_description(root)
    source = json.loads((root / "dataset.json").read_text(encoding="utf-8"))
    count = len(os.sched_getaffinity(0)) if workers is None else workers
    if count < 1:
        raise InputError(f"--workers {count}: at least one worker is needed")
    new = retasked(root, described, recipe, settings)
    total = sum(1 for _ in dataset.finished(root, new.recipe))
    if not total:
        raise InputError(f"{root} has no frames yet; run its `cavendish generate` first")
    in_place = out is None or out.resolve() == root.resolve()
    if in_place and "edit" in described.raw.get("tasks", {}) and "edit" not in new.recipe.tasks:
        raise InputError(
            "in place, this would throw the rendered edits away; keep edit in tasks, or use -o OTHER"
        )
    made = root / BESIDE if in_place or out is None else out
    header = _header(source, new)
    with opened(made, root, header, in_place):
        there = sum(1 for job in dataset.finished(root, new.recipe) if job.folder(made).is_dir())
        yield Started(total, there, count, tuple(sorted(new.recipe.tasks)))
        run = _Run()
        with staging(made) as folder:
            for event in _scenes(root, made, folder, new, count, stop or StopSignal()):
                if isinstance(event, str):
                    run.stopped = event
                    break
                run.add(event)
                yield event
        kept = f"{root} is as it was" if in_place else f"what is drawn is in {made}"
        if not run.stopped and in_place and run.failures:
            run.stopped = (
                f"{len(run.failures)} scenes could not be drawn; -o OTHER makes a dataset without them"
            )
        if run.stopped:
            yield run.ended({}, begin, f"{run.stopped}; {kept}")
            return
        whole = _described(root, made, new, header, run)
        if in_place:
            at_work(root)
            take_place(made, root, tuple(new.recipe.splits))
        yield run.ended(whole, begin)


@dataclass
class _Run:
    """Sums over a run: a dataset may have millions of scenes."""

    drawn: int = 0
    pairs: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    failures: list[Failed] = field(default_factory=list)
    stopped: str = ""

    def add(self, event: Drawn | Failed) -> None:
        if isinstance(event, Failed):
            self.failures.append(event)
            return
        self.drawn += 1
        self.pairs.update(event.pairs)
        for stage, value in event.seconds.items():
            self.seconds[stage] += value

    def ended(self, whole: dict[str, Any], begin: float, stopped: str = "") -> Ended:
        wall = time.perf_counter() - begin
        return Ended(
            whole, wall, self.drawn, dict(self.pairs), dict(self.seconds), tuple(self.failures), stopped
        )


def _scenes(
    root: Path, made: Path, folder: Path, new: Retasked, workers: int, stop: StopSignal
) -> Iterator[Drawn | Failed | str]:
    """What becomes of each scene that is not drawn yet; a text ends the run."""
    missing = (job for job in dataset.finished(root, new.recipe) if not job.folder(made).is_dir())
    work = partial(draw_scene, new, root, made, folder)
    with closing(in_order(work, missing, workers, LIMIT, stop)) as results:
        for job, result in results:
            if isinstance(result, str):
                result = Failed(f"{job.split}/{job.scene:06d}", result)
            if isinstance(result, Failed) and result.fatal:
                yield result.reason
                return
            yield result
    if stop.is_set():
        yield "you stopped it"


def draw_scene(new: Retasked, root: Path, out: Path, folder: Path, job: Job) -> Drawn | Failed:
    """Draw the pairs of one scene of `root` into its place in `out`; its frames are linked, or copied."""
    old, made = job.folder(root), folder / f"{job.scene:06d}"
    place = f"{job.split}/{job.scene:06d}"
    shutil.rmtree(made, ignore_errors=True)
    try:
        settle(new.recipe)
        return _draw(new, old, made, job.folder(out), job, place)
    except MissingPass as error:
        return Failed(place, _cure(error, new.recipe), fatal=True)
    except InputError as error:
        return Failed(place, str(error))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return Failed(place, f"the disk of {out} is full", fatal=True)
        return Failed(place, f"{error.filename or place}: {error.strerror or error}")
    except ValueError as error:  # a pair that does not hold
        return Failed(place, str(error) or type(error).__name__)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _draw(new: Retasked, old: Path, made: Path, final: Path, job: Job, place: str) -> Drawn:
    lines = (old / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    drawn = {name.partition("/")[2] for line in lines if line.strip() for name in parsed(line).drawn}
    sums = read_checksums(old) if (old / FILE).is_file() else {}
    seconds = dict.fromkeys(OWN, 0.0)
    rows: list[dict[str, Any]] = []
    new_sums: dict[str, str] = {}
    views = sorted(int(path.name) for path in old.iterdir() if path.name.isdigit() and path.is_dir())
    for view in views:
        begin = time.perf_counter()
        pairs = list(draw(new.recipe, StoredFrame(old / str(view)), job.scene, view))
        middle = time.perf_counter()
        target = made / str(view)
        target.mkdir(parents=True)
        for path in sorted((old / str(view)).iterdir()):
            name = f"{view}/{path.name}"
            if name in drawn:
                continue
            if path.name == "frame.json" and new.digest != new.before:
                _renamed(path, target / path.name, new)
                continue
            _linked(path, target / path.name)
            if name in sums:  # not taken anew, so that a file that was spoilt since is still found
                new_sums[name] = sums[name]
        rows += write_pairs(target, pairs, job.split, job.scene, view, new.recipe.seed_of_pairs)
        seconds["pairs"] += middle - begin
        seconds["write"] += time.perf_counter() - middle
    begin = time.perf_counter()
    for path in old.iterdir():
        if path.is_file() and path.name not in ("rows.jsonl", FILE):
            _linked(path, made / path.name)
    (made / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    names = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
    text = "".join(f"{new_sums.get(name) or sha256(made / name)}  {name}\n" for name in names)
    (made / FILE).write_text(text, encoding="utf-8")
    commit(made, final)
    seconds["write"] += time.perf_counter() - begin
    return Drawn(place, len(views), dict(Counter(row["task"] for row in rows)), seconds)


def _linked(path: Path, new: Path) -> None:
    """A second name for a file; a copy where the folders lie on different disks, or theirs knows no links."""
    try:
        os.link(path, new)
    except OSError:
        shutil.copyfile(path, new)


def _renamed(path: Path, new: Path, how: Retasked) -> None:
    """frame.json with the new recipe's digest in its provenance. Raises InputError."""
    text = path.read_text(encoding="utf-8")
    named = f'"recipe": "{how.before}"'
    if text.count(named) != 1:
        raise InputError(f"{path} is not of this dataset's recipe; `cavendish validate` tells more")
    new.write_text(text.replace(named, f'"recipe": "{how.digest}"'), encoding="utf-8")


def _cure(error: MissingPass, recipe: Recipe) -> str:
    """What to do where the tasks need a pass that is not there."""
    return (
        f"{error}, and one of the tasks {', '.join(sorted(recipe.tasks))} needs it; draw others alone (--set "
        f"'tasks={{...}}'), or generate the dataset again with {error.name} in truth.keep"
    )


def _header(source: Mapping[str, Any], new: Retasked) -> dict[str, Any]:
    """dataset.json before anything is counted, its keys in the order of the source's."""
    header = {**source, "recipe_digest": new.digest, "recipe": new.raw}
    if added := packages(new.recipe):
        header["packages"] = dict(sorted({**source.get("packages", {}), **added}.items()))
    header.pop("pairs_by", None)
    if source.get("cavendish") != __version__:
        header["pairs_by"] = __version__  # `cavendish` is the one that made the frames
    return header


def _described(root: Path, made: Path, new: Retasked, header: dict[str, Any], run: _Run) -> dict[str, Any]:
    """Write the dataset's own files; returns dataset.json."""
    settle(new.recipe)
    lost: dict[int, dict[str, Any]] = {}
    before = root / "quarantine.jsonl"
    for line in before.read_text(encoding="utf-8").splitlines() if before.is_file() else ():
        lost[json.loads(line)["scene"]] = json.loads(line)
    for failure in run.failures:
        scene = int(failure.place.rpartition("/")[2])
        told = {"scene": scene, "seed": new.recipe.seed, "stage": "pairs", "reason": failure.reason}
        lost[scene] = told
    dataset.write_quarantine(made, lost)
    counted = dataset.write_manifest(made, new.recipe)
    spent = {stage: value for stage, value in header.get("seconds", {}).items() if stage not in OWN}
    spent |= {stage: round(value, 3) for stage, value in run.seconds.items()}
    whole = header | {key: counted[key] for key in ("complete", "scenes", "views", "pairs")}
    whole["seconds"] = dict(sorted(spent.items()))
    replace_text(made / "dataset.json", json.dumps(whole, indent=1) + "\n")
    write_overview(made, whole)
    write_card(made, whole)
    return whole
