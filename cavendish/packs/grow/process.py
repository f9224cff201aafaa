# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A process of the other Python that does jobs one after another; it may hang or die, and takes one job with it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from threading import Event
from typing import Any

from cavendish.scenes.packs.limited import limited

MODULE = "cavendish.render.blender.infinigen"
MEMORY = 12 * 2**30  # bytes of address space
START = 120.0  # seconds until the first job begins: Infinigen and Blender are large
POLL = 0.05


@dataclass(frozen=True)
class Result:
    """How a job ended. made: what the process tells of it, None where it failed with an error. late: it took too long."""

    name: str
    made: dict[str, Any] | None
    error: str
    seconds: float
    late: bool = False


def code(folder: Path) -> Path:
    """Copy what the other Python runs to a folder, for its PYTHONPATH: it must not find the rest of Cavendish."""
    target = folder.joinpath(*MODULE.split("."))
    shutil.rmtree(folder, ignore_errors=True)
    with as_file(files("cavendish") / "render/blender/infinigen") as source:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    for parent in [*target.parents][: MODULE.count(".")]:
        (parent / "__init__.py").touch()
    return folder


def run(
    python: Path,
    path: Path,
    told: Sequence[dict[str, Any]],
    work: Path,
    limits: Callable[[str], float],
    stop: Event,
) -> Iterator[Result]:
    """Do jobs in one process, and give each result as it comes. work: a fresh folder, where the process writes.

    path: what `code` gave. limits: the seconds that a job may take. The job that the process hangs in or dies of has
    failed, and the generator ends after it: the jobs without a result are for another process.
    """
    (work / "jobs.json").write_text(json.dumps(list(told)), encoding="utf-8")
    done = work / "done"
    done.touch()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        "PYTHONPATH": str(path),
        "PYTHONHASHSEED": "0",  # what is made must not depend on the order of a set
        "PYTHONDONTWRITEBYTECODE": "1",
        "BLENDER_USER_RESOURCES": str(work / "user"),  # not the user's own add-ons and settings
    }
    with (work / "log").open("wb") as log:
        process = subprocess.Popen(
            limited([python, "-P", "-m", f"{MODULE}.work", work / "jobs.json", done, work], MEMORY),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
        )
        try:
            yield from _results(process, done, work / "log", limits, stop)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _results(
    process: subprocess.Popen[bytes], done: Path, log: Path, limits: Callable[[str], float], stop: Event
) -> Iterator[Result]:
    under_way, since, read = "", time.monotonic(), 0
    while not stop.is_set():
        ended = process.poll() is not None  # asked before the lines are read, so that none is missed
        lines = _lines(done)
        for line in lines[read:]:
            since = time.monotonic()
            under_way = line["name"] if "begun" in line else ""
            if "begun" not in line:
                yield Result(line["name"], line.get("made"), line.get("error", ""), line["seconds"])
        read = len(lines)
        spent = time.monotonic() - since
        if ended:
            last = log.read_bytes()[-2000:].decode(errors="replace").strip().splitlines()
            why = f"Blender ended with status {process.returncode} ({last[-1][:200] if last else 'no word'})"
            if under_way or not read:
                yield Result(under_way, None, why, spent)
            return
        limit = limits(under_way) if under_way else START
        if spent > limit:
            yield Result(under_way, None, f"it took longer than {limit:g} s", spent, late=True)
            return
        time.sleep(POLL)


def _lines(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
