# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Grow a pack: jobs in processes of another Python, what they make into a folder, what stands into pack.yaml."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from queue import SimpleQueue
from threading import Event as Stop
from threading import Lock

from cavendish.errors import InputError
from cavendish.packs.grow import process, store
from cavendish.packs.grow.environment import environment
from cavendish.packs.grow.events import Event, Failed, Made, Started, Summary
from cavendish.packs.grow.picture import sheet
from cavendish.packs.grow.plan import Job, chosen, jobs

FACES = 20_000
DRAWING = 30.0  # seconds beyond a generator's own limit, for cleaning and the thumbnail


def grow(
    out: Path,
    classes: Sequence[str] | None,
    variants: int,
    seed: int,
    workers: int,
    python: Path | None,
    faces: int,
    report: Callable[[Event], None],
) -> Summary:
    """Grow a pack of Infinigen's assets and materials in a folder, or grow on with one.

    classes: of the ontology, or names of generators, or `materials`; None for all. variants: of each generator. faces:
    the budget of an asset, by which the generators' own are scaled. workers: processes, of some 1 to 3 GB each, on one core each.
    python: a Python 3.11, where none is found. An entry that stands already, whole and from the same job, is kept;
    one that fails is reported, and the others go on. pack.yaml is written also where the run is interrupted.

    Raises InputError for an unknown class, a folder with something else in it, or no Python 3.11; CavendishError where
    the environment cannot be made.
    """
    if variants < 1 or workers < 1 or not 200 <= faces <= 1_000_000:
        raise InputError(
            "a pack takes at least one variant and one worker, and 200 to 1,000,000 faces an asset"
        )
    asked = jobs(chosen(classes), variants, seed, faces)
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file; name a folder for the pack")
    if out.is_dir() and any(out.iterdir()) and not (out / store.GROWN).is_dir():
        raise InputError(f"{out} holds something else than a grown pack; name a new folder")
    interpreter = environment(python, report)
    (out / store.GROWN).mkdir(parents=True, exist_ok=True)
    with store.alone(out):
        return _grown(out, asked, interpreter, workers, report)


def _grown(
    out: Path, asked: Sequence[Job], interpreter: Path, workers: int, report: Callable[[Event], None]
) -> Summary:
    start = time.monotonic()
    kept = [job for job in asked if store.standing(out, job)]
    names = {job.name for job in kept}
    report(Started(len(asked), len(kept)))
    run = _Run(out, interpreter, len(asked), len(kept), report)
    todo = [job for job in asked if job.name not in names]
    try:
        run.all(todo, workers)
    finally:
        stands = store.write(out)
        shutil.rmtree(out / store.GROWN / "work", ignore_errors=True)
        pictures = [(record.row["name"], out / record.row["thumbnail"]) for record in stands]
        sheet([(name, path) for name, path in pictures if path.is_file()], out / "sheet.jpg")
    assets = [record.row for record in stands if not record.material]
    wall = time.monotonic() - start
    made, failed = sorted(run.made), dict(sorted(run.failed.items()))
    did = {"workers": workers, "cores": os.cpu_count(), "seconds": round(wall, 1)}
    store.tell(out, did | {"made": made, "kept": sorted(names), "failed": failed})
    return Summary(
        folder=out,
        made=tuple(made),
        kept=tuple(sorted(names)),
        failed=failed,
        seconds={name: sum(spent) / len(spent) for name, spent in sorted(run.seconds.items())},
        assets=len(assets),
        materials=len(stands) - len(assets),
        classes=len({row["class"] for row in assets}),
        faces=sum(row["faces"] for row in assets),
        bytes=store.size(out),
        wall=wall,
    )


@dataclass
class _Run:
    """The state of one growing; its lock guards all of it, as workers are threads that watch processes."""

    out: Path
    python: Path
    asked: int
    done: int
    report: Callable[[Event], None]
    made: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    stop: Stop = field(default_factory=Stop)
    lock: Lock = field(default_factory=Lock)

    def all(self, todo: Sequence[Job], workers: int) -> None:
        """Do all jobs, each in a process of its own."""
        places = store.workplaces(self.out)
        path = process.code(next(places) / "code")
        free: SimpleQueue[int] = SimpleQueue()
        for core in islice(cycle(process.cores()), workers):
            free.put(core)
        pool = ThreadPoolExecutor(workers)
        try:
            for future in [pool.submit(self.one, job, path, places, free) for job in todo]:
                future.result()
        finally:
            self.stop.set()
            pool.shutdown(cancel_futures=True)

    def one(self, job: Job, path: Path, places: Iterator[Path], free: SimpleQueue[int]) -> None:
        """Do a job on a core that is free."""
        core = free.get()
        try:
            self._tried(job, path, places, core)
        finally:
            free.put(core)

    def _tried(self, job: Job, path: Path, places: Iterator[Path], core: int) -> None:
        """Do a job, with one seed after another until it is made."""
        errors: list[str] = []
        for seed in job.seeds:
            with self.lock:
                work = next(places)
            limit = job.row.time + DRAWING
            result = process.run(self.python, path, job.plain(seed), work, limit, core, self.stop)
            if self.stop.is_set():
                return
            if result.made is not None:
                self._keep(job, result, work, seed)
            shutil.rmtree(work, ignore_errors=True)
            if result.made is not None:
                return
            errors.append(result.error)
            if result.late or not result.begun:  # a generator that is slow is so for most seeds
                break
        self._lose(job, errors)

    def _keep(self, job: Job, result: process.Result, work: Path, seed: int) -> None:
        record = store.commit(self.out, job, result, work, seed)
        with self.lock:
            self.done += 1
            self.made.append(job.name)
            self.seconds.setdefault(job.row.name, []).append(result.seconds)
            self.report(Made(job.name, record.row.get("faces", 0), result.seconds, self.done, self.asked))

    def _lose(self, job: Job, errors: Sequence[str]) -> None:
        reason = "; ".join(dict.fromkeys(errors))
        with self.lock:
            self.done += 1
            self.failed[job.name] = reason
            self.report(Failed(job.name, reason, self.done, self.asked))
