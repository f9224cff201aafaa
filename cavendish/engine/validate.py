# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Prove a dataset: every check on every scene, in worker processes, and what only the whole can show."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Event as StopSignal
from typing import Any

from pydantic import ValidationError

from cavendish.engine import census, oracle
from cavendish.engine.census import Census, Description
from cavendish.engine.commit import replace_text
from cavendish.engine.inorder import in_order
from cavendish.engine.verdict import Verdict, as_json
from cavendish.errors import RENDER_EXTRA, InputError
from cavendish.manifests.checks import CHECKS, Finding, Tally, examine
from cavendish.manifests.checks.material import SceneFiles
from cavendish.manifests.prompts import adopt as adopt_prompts
from cavendish.recipe import Recipe, again
from cavendish.scenes.ontology import adopt

LIMIT = 1800.0  # seconds that one scene may take
TOLD = 10_000  # findings that are kept; the rest is counted


@dataclass(frozen=True)
class Started:
    """The checks begin: how many scenes the dataset should have, and the workers."""

    scenes: int
    workers: int


@dataclass(frozen=True)
class Examined:
    """A scene is done: by its checks, or by the oracle."""

    place: str
    faults: int
    oracle: bool = False


@dataclass(frozen=True)
class Ended:
    """All is done. file: where the verdict was written; None where the run was stopped before its end."""

    verdict: Verdict
    file: Path | None


Event = Started | Examined | Ended


@dataclass(frozen=True)
class Outcome:
    """What the checks of one scene found, and the digests of the Scene that its frames name."""

    tallies: dict[str, Tally]
    findings: list[Finding]
    digests: frozenset[str] = frozenset()


def validate(
    root: Path,
    workers: int | None = None,
    scenes_of_oracle: int = 0,
    out: Path | None = None,
    stop: StopSignal | None = None,
    limit: float = LIMIT,
    builders: Sequence[Path] = (),
    packs: Sequence[Path] = (),
) -> Iterator[Event]:
    """Check the dataset in `root` and yield an event for each scene; the last one is `Ended`.

    workers: processes, all cores by default. scenes_of_oracle: how many scenes, evenly spread, are built again and held
    against the oracle. out: the file of the verdict, root/validation.json by default. stop: when it is set, the run ends
    and no verdict is written. limit: seconds for one scene. builders: the files that the recipe's `builders` names, for
    the oracle; nothing else is run of what a dataset names.

    The memory does not depend on the number of rows, and takes 17 bytes for each scene.
    Raises InputError where `root` is no dataset, or the verdict cannot be written, before any work.
    """
    described = census.read_description(root)
    count = len(os.sched_getaffinity(0)) if workers is None else workers
    if count < 1:
        raise InputError(f"--workers {count}: at least one worker is needed")
    if scenes_of_oracle < 0:
        raise InputError(f"--oracle {scenes_of_oracle}: the number of scenes cannot be under 0")
    classes = _classes(described)
    recipe = _whole_recipe(described, builders, packs) if scenes_of_oracle else None
    file = _writable(out or root / "validation.json")
    stop = stop or StopSignal()
    run = _Run()
    yield Started(described.recipe.count, count)
    tally = Census(described)
    outcome = partial(_outcome, classes, described.raw.get("prompts", {}))
    with closing(in_order(outcome, census.scenes(root, tally), count, limit, stop)) as results:
        for scene, result in results:
            if isinstance(result, str):  # no worker's death is a pass
                lost = Finding(
                    "rows", scene.place, f"it could not be checked: {result}; make the scene again"
                )
                result = Outcome({"rows": Tally(faults=1)}, [lost])
            run.add(result.tallies, result.findings)
            tally.digests(scene, result.digests)
            yield Examined(scene.place, len(result.findings))
    if not stop.is_set():
        for name, check in CHECKS.items():
            if check.conclude is not None:
                run.say(name, check.conclude(run.tallies[name].figures))
        run.add(*census.conclude(tally, root))
    if recipe is not None and not stop.is_set():
        jobs = [
            oracle.OracleJob(root, split, scene, recipe) for split, scene in tally.spread(scenes_of_oracle)
        ]
        with closing(in_order(oracle.hold, jobs, count, limit, stop)) as verdicts:
            for job, held in verdicts:
                if isinstance(held, str):
                    lost = Finding(oracle.NAME, job.place, f"it could not be built again: {held}")
                    held = Tally(faults=1), [lost]
                run.add({oracle.NAME: held[0]}, held[1])
                yield Examined(job.place, len(held[1]), oracle=True)
    verdict = Verdict(described, tally.total, tally.rows, tally.notes(), run.tallies, run.findings, run.more)
    if stop.is_set():
        yield Ended(verdict, None)
        return
    try:
        replace_text(file, json.dumps(as_json(verdict), indent=1) + "\n")
    except OSError as error:
        raise InputError(
            f"{file} cannot be written: {error.strerror}; choose another file with -o"
        ) from error
    yield Ended(verdict, file)


@dataclass
class _Run:
    """What is known so far: a tally for each check, the first findings, and how many more there were."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in CHECKS})
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    def add(self, tallies: dict[str, Tally], findings: list[Finding]) -> None:
        for name, other in tallies.items():
            self.tallies.setdefault(name, Tally()).merge(other)
        kept = findings[: TOLD - len(self.findings)]
        self.findings += kept
        self.more += len(findings) - len(kept)

    def say(self, name: str, said: Iterator[Any]) -> None:
        tally, findings = census.tallied(name, said)
        self.add({name: tally}, findings)


def _outcome(classes: Mapping[str, Any], prompts: Mapping[str, Any], scene: SceneFiles) -> Outcome:
    adopt(classes)
    adopt_prompts(prompts)
    tallies, findings = examine(scene)
    return Outcome(tallies, findings, scene.digests)


def _classes(described: Description) -> Mapping[str, Any]:
    """The classes that the dataset's recipe brings. Raises InputError where they are none for this Cavendish."""
    rows = described.raw.get("classes", {})
    try:
        adopt(rows)
        adopt_prompts(described.raw.get("prompts", {}))
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError(f"the classes or prompts in dataset.json cannot be used: {error}") from error
    return dict(rows)


def _whole_recipe(described: Description, builders: Sequence[Path], packs: Sequence[Path]) -> Recipe:
    """The recipe with all that building a scene needs. Raises InputError."""
    if find_spec("embreex") is None:
        raise InputError(f"--oracle needs embreex; {RENDER_EXTRA}")
    try:
        return again(described.raw, builders, packs)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(
            f"--oracle builds scenes again, and the recipe in dataset.json is none for this Cavendish "
            f"({'.'.join(map(str, first['loc']))}: {first['msg']}); install what its builders need"
        ) from error


def _writable(file: Path) -> Path:
    """The file, if it can be written. Raises InputError."""
    probe = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(
            f"{file} cannot be written: {error.strerror}; choose another file with -o"
        ) from error
    return file
