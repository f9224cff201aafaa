# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A process of the other Python that does one job; it may hang or die."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
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
    """How a job ended. made: what the process tells of it, None where it failed with an error.

    seconds: that passed; cpu: seconds of cores that it used, 0 where it did not come so far as to tell. begun: whether it
    came as far as the job; late: it took too long.
    """

    made: dict[str, Any] | None
    error: str
    seconds: float
    cpu: float = 0.0
    begun: bool = True
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


def cores() -> list[int]:
    """The cores that this process may use."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]


def run(
    python: Path, path: Path, told: dict[str, Any], work: Path, limit: float, core: int, stop: Event
) -> Result:
    """Do a job in a process of its own: what it makes must not depend on what was made before it.

    path: what `code` gave. work: a fresh folder, where the process writes. limit: seconds. core: that it runs on, as
    Blender's threads sum up in any order, and wait for each other where cores are shared. The process is stopped where it
    takes longer, or where `stop` is set.
    """
    (work / "job.json").write_text(json.dumps(told), encoding="utf-8")
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        "PYTHONPATH": str(path),
        "PYTHONHASHSEED": "0",  # what is made must not depend on the order of a set
        "PYTHONDONTWRITEBYTECODE": "1",
        "BLENDER_USER_RESOURCES": str(work / "user"),  # not the user's own add-ons and settings
    }
    with (work / "log").open("wb") as log:
        process = subprocess.Popen(
            limited([python, "-P", "-m", f"{MODULE}.work", work], MEMORY),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
        )
        try:
            if hasattr(os, "sched_setaffinity"):
                os.sched_setaffinity(process.pid, {core})
            return _awaited(process, work, limit, stop)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _awaited(process: subprocess.Popen[bytes], work: Path, limit: float, stop: Event) -> Result:
    since, begun = time.monotonic(), False
    while process.poll() is None and not stop.is_set():
        if not begun and (work / "begun").is_file():
            since, begun = time.monotonic(), True
        allowed = limit if begun else START
        if time.monotonic() - since > allowed:
            why = f"it took longer than {allowed:g} s"
            return Result(None, why, time.monotonic() - since, begun=begun, late=True)
        time.sleep(POLL)
    begun = (work / "begun").is_file()
    if (work / "done.json").is_file():
        done = json.loads((work / "done.json").read_text(encoding="utf-8"))
        return Result(done.get("made"), done.get("error", ""), done["seconds"], done["cpu"])
    last = (work / "log").read_bytes()[-2000:].decode(errors="replace").strip().splitlines()
    why = f"Blender ended with status {process.poll()} ({last[-1][:200] if last else 'no word'})"
    return Result(None, why, time.monotonic() - since, begun=begun)
