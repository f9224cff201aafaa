# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Grow a pack: jobs in processes of another Python, what they make into a folder, what stands into pack.yaml."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Stop
from threading import Lock

from cavendish.errors import InputError
from cavendish.packs.grow import process, store
from cavendish.packs.grow.environment import environment
from cavendish.packs.grow.events import Event, Failed, Made, Started, Summary
from cavendish.packs.grow.picture import sheet
from cavendish.packs.grow.plan import Job, chosen, jobs

FACES = 20_000
BATCH = 8  # jobs of one process: Infinigen takes some seconds to start
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
    the budget of an asset, by which the generators' own are scaled. workers: processes, of some 1 to 3 GB each.
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
    run = _Run(out, interpreter, len(asked), len(kept), max(1, 2 // workers), report)
    todo = [job for job in asked if job.name not in names]
    try:
        run.all(todo, workers)
    finally:
        stands = store.write(out)
        shutil.rmtree(out / store.GROWN / "work", ignore_errors=True)
        pictures = [(record.row["name"], out / record.row["thumbnail"]) for record in stands]
        sheet([(name, path) for name, path in pictures if path.is_file()], out / "sheet.jpg")
    assets = [record.row for record in stands if not record.material]
    return Summary(
        folder=out,
        made=tuple(sorted(run.made)),
        kept=tuple(sorted(names)),
        failed=dict(sorted(run.failed.items())),
        seconds={name: sum(spent) / len(spent) for name, spent in sorted(run.seconds.items())},
        assets=len(assets),
        materials=len(stands) - len(assets),
        classes=len({row["class"] for row in assets}),
        faces=sum(row["faces"] for row in assets),
        bytes=store.size(out),
        wall=time.monotonic() - start,
    )


@dataclass
class _Run:
    """The state of one growing; its lock guards all of it, as workers are threads that watch processes."""

    out: Path
    python: Path
    asked: int
    done: int
    threads: int
    report: Callable[[Event], None]
    made: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    stop: Stop = field(default_factory=Stop)
    lock: Lock = field(default_factory=Lock)

    def all(self, todo: Sequence[Job], workers: int) -> None:
        """Do all jobs, in batches."""
        places = store.workplaces(self.out)
        first = next(places)
        path = process.code(first / "code")
        batches = [todo[start : start + BATCH] for start in range(0, len(todo), BATCH)]
        pool = ThreadPoolExecutor(workers)
        try:
            for future in [pool.submit(self.batch, batch, path, places) for batch in batches]:
                future.result()
        finally:
            self.stop.set()
            pool.shutdown(cancel_futures=True)

    def batch(self, batch: Sequence[Job], path: Path, places: Iterator[Path]) -> None:
        """Do a few jobs, one process after another, until each is made or out of seeds."""
        tried = {job.name: 0 for job in batch}
        errors: dict[str, list[str]] = {job.name: [] for job in batch}
        todo = {job.name: job for job in batch}
        limits = {job.name: job.row.time + DRAWING for job in batch}
        idle = 0
        while todo and not self.stop.is_set():
            with self.lock:
                work = next(places)
            told = [job.plain(job.seeds[tried[name]], self.threads) for name, job in todo.items()]
            idle += 1
            for result in process.run(self.python, path, told, work, limits.__getitem__, self.stop):
                if result.name not in todo:  # it did not come as far as a job
                    errors[next(iter(todo))].append(result.error)
                    break
                idle = 0
                job = todo[result.name]
                if result.made is not None:
                    self._keep(job, result, work, job.seeds[tried[job.name]])
                    del todo[job.name]
                    continue
                errors[job.name].append(result.error)
                tried[job.name] += 1
                if result.late or tried[job.name] == len(
                    job.seeds
                ):  # a generator that is slow is so for most seeds
                    self._lose(job, errors[job.name])
                    del todo[job.name]
            shutil.rmtree(work, ignore_errors=True)
            if idle == 2:
                for job in todo.values():
                    self._lose(job, errors[next(iter(todo))])
                return

    def _keep(self, job: Job, result: process.Result, work: Path, seed: int) -> None:
        assert result.made is not None
        store.commit(self.out, job, result.made, work, seed, result.seconds)
        with self.lock:
            self.done += 1
            self.made.append(job.name)
            self.seconds.setdefault(job.row.name, []).append(result.seconds)
            self.report(Made(job.name, result.made.get("faces", 0), result.seconds, self.done, self.asked))

    def _lose(self, job: Job, errors: Sequence[str]) -> None:
        reason = "; ".join(dict.fromkeys(errors)) or "Blender does not start"
        with self.lock:
            self.done += 1
            self.failed[job.name] = reason
            self.report(Failed(job.name, reason, self.done, self.asked))
