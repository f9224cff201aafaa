# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The placement of builders' scenes, checked one after another: what `cavendish scenes check` does."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from threading import Event
from typing import Any

import numpy as np

from cavendish.engine.inorder import in_order
from cavendish.scenes.build import build
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import CAMERAS, place
from cavendish.scenes.packs.choice import PackChoice
from cavendish.scenes.placement import Fault, Kind, faults
from cavendish.scenes.probe import Probe
from cavendish.scenes.scene import Camera
from cavendish.scenes.userfile import Source
from cavendish.scenes.views import Views

LIMIT = 900.0  # seconds that a scene may take
WORST = 5  # faults of a kind that a tally keeps


@dataclass(frozen=True)
class Job:
    """A scene to check, as `cavendish scenes preview` builds it. sources: files with builders of the user's; packs: to draw from."""

    builder: str
    seed: int
    parameters: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    packs: tuple[PackChoice, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A scene's faults. things: its objects; cameras: those that were placed; seconds: of the processor, for the check."""

    things: int
    cameras: int
    seconds: float
    faults: tuple[Fault, ...]


@dataclass
class Tally:
    """What was found in a builder's scenes. faults: by kind; worst: (seed, fault), the largest first; failed: reasons."""

    scenes: int = 0
    bad: int = 0
    things: int = 0
    cameras: int = 0
    seconds: float = 0.0
    faults: Counter[Kind] = field(default_factory=Counter)
    worst: dict[Kind, list[tuple[int, Fault]]] = field(default_factory=dict)
    failed: list[tuple[int, str]] = field(default_factory=list)

    def add(self, seed: int, result: Checked | str) -> None:
        """Take up the scene of a seed, or the reason why there is none."""
        self.scenes += 1
        if isinstance(result, str):
            self.failed.append((seed, result))
            return
        self.bad += bool(result.faults)
        self.things += result.things
        self.cameras += result.cameras
        self.seconds += result.seconds
        for fault in result.faults:
            self.faults[fault.kind] += 1
            rows = [*self.worst.get(fault.kind, []), (seed, fault)]
            self.worst[fault.kind] = sorted(rows, key=lambda row: (_badness(row[1]), row[0]))[:WORST]

    @property
    def good(self) -> bool:
        """Whether every scene was made and has no fault."""
        return not self.failed and not self.bad


def _badness(fault: Fault) -> float:
    """The worst first: what is deepest or farthest, and for cameras what is nearest."""
    return fault.size if fault.kind == "camera" else -fault.size


def check(job: Job) -> Checked:
    """Build a scene, place a camera of each of its styles, and look what is wrong. Raises ValueError where it fails."""
    for source in job.sources:
        source.load()
    builder = BUILDERS[job.builder]
    typed = builder.parameters.model_validate(dict(job.parameters))
    streams = np.random.SeedSequence(job.seed).spawn(2)  # as a preview of the seed has them
    scene = build(builder, typed, np.random.default_rng(streams[0]), job.packs)
    cameras: list[Camera] = []
    clear: list[float] = []
    refused = ""
    probe = Probe(scene)
    for style in dict.fromkeys(scene.styles):
        try:
            placed, _ = place(scene, Views(cameras=(style,)), np.random.default_rng(streams[1]), probe)
        except ValueError as error:  # another of its styles will do
            refused = str(error)
            continue
        cameras += placed.cameras
        clear += [CAMERAS[style].limits.near] * len(placed.cameras)
    if not cameras:
        raise ValueError(refused)
    start = time.process_time()
    found = faults(replace(scene, cameras=tuple(cameras)), clear)
    return Checked(len(scene.objects), len(cameras), time.process_time() - start, tuple(found))


def checks(jobs: Iterable[Job], workers: int) -> Iterator[tuple[Job, Checked | str]]:
    """Each job with what was found, or why there is nothing, in their order; by worker processes, of one in this one."""
    if workers > 1:
        yield from in_order(check, jobs, workers, LIMIT, Event())
        return
    for job in jobs:
        try:
            yield job, check(job)
        except Exception as error:
            yield job, f"{type(error).__name__}: {error}"
