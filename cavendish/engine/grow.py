# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Grow a dataset: run the plan's jobs in worker processes and tell what happens, event by event."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Event as StopSignal
from typing import Any

from cavendish.engine import dataset
from cavendish.engine.commit import staging
from cavendish.engine.plan import job
from cavendish.engine.pool import TookTooLong, WorkerDied, outcomes
from cavendish.engine.worker import Report, SceneFailed, initialise, make
from cavendish.errors import RENDER_EXTRA, CavendishError, InputError
from cavendish.manifests.card import write_card
from cavendish.manifests.overview import write_overview
from cavendish.recipe import Recipe


@dataclass(frozen=True)
class Started:
    """The run begins: scenes in all and already there, bytes that it will add and that are free, workers."""

    scenes: int
    there: int
    bytes: float
    free: float
    workers: int


@dataclass(frozen=True)
class Made:
    """A scene is finished."""

    report: Report


@dataclass(frozen=True)
class Failed:
    """A scene failed and is in quarantine."""

    scene: int
    stage: str
    reason: str


@dataclass(frozen=True)
class Ended:
    """The run is over.

    dataset: what dataset.json holds. wall: seconds of this run; stages: those of its scenes by stage, summed. made:
    scenes of this run. peak_memory: bytes, of the largest worker. devices: what rendered. failures: by scene.
    refused: why cameras were placed anew, counted. stopped: why it ended early.
    """

    dataset: dict[str, Any]
    wall: float
    made: int = 0
    stages: dict[str, float] = field(default_factory=dict)
    peak_memory: int = 0
    devices: tuple[str, ...] = ()
    failures: dict[int, Failed] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    stopped: str = ""


Event = Started | Made | Failed | Ended


def grow(recipe: Recipe, out: Path, workers: int = 1, stop: StopSignal | None = None) -> Iterator[Event]:
    """Make the scenes of `recipe` that OUT lacks, and yield an event for each. The last one is `Ended`.

    stop: when it is set, work under way is dropped, and the dataset is put in order with the scenes that are finished.

    Raises InputError where OUT cannot take the dataset, bpy is missing, or the disk is too small, before any work.
    Scenes that were in quarantine are tried again.
    """
    begin = time.perf_counter()
    if workers < 1:
        raise InputError(f"--workers {workers}: at least one worker is needed")
    if find_spec("bpy") is None:
        raise InputError(f"Blender's Python module is missing; {RENDER_EXTRA}")
    largest = dataset.open_dataset(out, recipe)
    there = sum(1 for _ in dataset.finished(out, recipe))
    needed = dataset.expected_bytes(recipe) * (recipe.count - there) / recipe.count
    free = shutil.disk_usage(out).free
    if needed > free:
        raise InputError(
            f"the run needs about {needed / 1e9:.1f} GB and {out} has {free / 1e9:.1f} GB free; make room, lower --count, "
            "or keep less truth (truth.keep, truth.half_normals)"
        )
    yield Started(recipe.count, there, needed, free, workers)
    (out / "logs").mkdir(exist_ok=True)
    failures: dict[int, Failed] = {}
    # Sums alone: a run may have millions of scenes, and the log keeps every report.
    made, peak, stopped = 0, 0, ""
    stages: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    devices: set[str] = set()
    missing = (n for n in range(recipe.count) if not job(recipe, n).folder(out).is_dir())
    if there < recipe.count:
        with (
            staging(out) as folder,
            closing(
                _run(_threaded(recipe, workers), out, folder, workers, missing, stop or StopSignal())
            ) as events,
        ):
            for event in events:
                if isinstance(event, Made):
                    made += 1
                    peak = max(peak, event.report.peak_memory)
                    devices.add(event.report.device)
                    stages.update(event.report.seconds)
                    refused.update(event.report.refused)
                    dataset.log_report(out, event.report)
                elif isinstance(event, Failed):
                    failures[event.scene] = event
                else:
                    stopped = event
                    break
                yield event
    try:
        dataset.write_quarantine(out, {n: _quarantined(recipe, failure) for n, failure in failures.items()})
        # Scenes of an earlier, larger count stay in the dataset.
        whole = dataset.write_manifest(out, recipe.model_copy(update={"count": largest}))
        write_overview(out, whole)
        write_card(out, whole)
    except OSError as error:
        if not stopped:
            raise CavendishError(
                f"the dataset's own files could not be written to {out}: {error.strerror}"
            ) from error
        whole = {}
    yield Ended(
        whole,
        time.perf_counter() - begin,
        made,
        dict(stages),
        peak,
        tuple(sorted(devices)),
        failures,
        dict(refused),
        stopped,
    )


def _run(
    recipe: Recipe, out: Path, folder: Path, workers: int, scenes: Iterator[int], stop: StopSignal
) -> Generator[Made | Failed | str, None, None]:
    """Yield what becomes of each scene; a text ends the run, as every other scene would fail alike."""
    limit = recipe.limits.scene_seconds
    work = partial(make, recipe, out=out, staging=folder)
    log = out / "logs" / "log"
    with closing(outcomes(work, scenes, workers, limit, stop, initialise, (log, os.getpid()))) as ended:
        for _, scene, outcome in ended:
            match outcome:
                case _ if stop.is_set():
                    break
                case SceneFailed(fatal=True):
                    yield outcome.reason
                    return
                case SceneFailed():
                    yield Failed(scene, outcome.stage, outcome.reason)
                case TookTooLong():
                    reason = f"took longer than limits.scene_seconds = {limit:g}"
                    yield Failed(scene, _stage(folder, scene), reason)
                case WorkerDied():
                    yield Failed(scene, _stage(folder, scene), f"{outcome}; see {out / 'logs'}")
                case BaseException():
                    raise outcome
                case _:
                    yield Made(outcome)
    if stop.is_set():
        yield "you stopped it"


def _threaded(recipe: Recipe, workers: int) -> Recipe:
    """The recipe with its workers' threads settled: the cores shared out, one at least."""
    if recipe.quality.threads:
        return recipe
    threads = max(1, len(os.sched_getaffinity(0)) // workers)
    return recipe.model_copy(update={"quality": recipe.quality.model_copy(update={"threads": threads})})


def _stage(folder: Path, scene: int) -> str:
    path = folder / f"{scene:06d}.stage"
    return path.read_text(encoding="utf-8") if path.is_file() else "start"


def _quarantined(recipe: Recipe, failure: Failed) -> dict[str, Any]:
    return {"scene": failure.scene, "seed": recipe.seed, "stage": failure.stage, "reason": failure.reason}
