# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The Python that Infinigen needs: 3.11 with a Blender of its own, made once in the user's cache."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

from cavendish.errors import CavendishError, InputError
from cavendish.packs.grow.events import Preparing
from cavendish.scenes.cache import cache

VERSION = "1.15.5"
PYTHON = (3, 11)
READY = "ready"  # holds the checksum of the requirements that are installed
LOG = "install.log"
PLACES = ("~/.pyenv/versions/3.11*/bin/python3.11", "~/.local/share/uv/python/cpython-3.11*/bin/python3.11")


def environment(python: Path | None, report: Callable[[Preparing], None]) -> Path:
    """The interpreter of the environment, which is made where it is not there yet.

    python: a Python 3.11 to make it with; one is looked for where none is given. Raises InputError where there is
    none, CavendishError where the installation fails.
    """
    folder = cache(f"infinigen-{VERSION}")
    wanted = hashlib.sha256(_requirements()).hexdigest()
    interpreter = folder / "python" / "bin" / "python"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = folder / READY
        if ready.is_file() and ready.read_text(encoding="utf-8") == wanted and interpreter.exists():
            return interpreter
        ready.unlink(missing_ok=True)
        base = found(python)
        report(Preparing(f"Python and Blender for Infinigen {VERSION}, some 2.2 GB, in {folder}"))
        _install(base, folder)
        ready.write_text(wanted, encoding="utf-8")
    return interpreter


def found(python: Path | None) -> Path:
    """A Python 3.11 that can make environments: the given one, or the first that is found. Raises InputError."""
    name = ".".join(map(str, PYTHON))
    if python is not None:
        if not _fits(python):
            raise InputError(
                f"{python} is no Python {name} with venv and ensurepip, which Infinigen's Blender needs"
            )
        return python
    for path in _candidates():
        if _fits(path):
            return path
    raise InputError(
        f"Infinigen needs a Python {name} beside Cavendish's own, and there is none on this machine; install one "
        f"(`uv python install {name}`, `pyenv install {name}`, or your system's python{name} with its venv package) "
        "or name one with --python"
    )


def _candidates() -> Iterator[Path]:
    for place in os.environ.get("PATH", "").split(os.pathsep):
        if (path := Path(place or ".") / "python3.11").is_file():
            yield path
    for pattern in PLACES:
        whole = Path(pattern).expanduser()
        root = Path(whole.anchor)
        yield from sorted(root.glob(str(whole.relative_to(root))))


def _fits(python: Path) -> bool:
    test = f"import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != {PYTHON})"
    try:
        return subprocess.run([python, "-I", "-c", test], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _requirements() -> bytes:
    return (files("cavendish.packs.grow") / "requirements.txt").read_bytes()


def _install(base: Path, folder: Path) -> None:
    target = folder / "python"
    shutil.rmtree(target, ignore_errors=True)
    with as_file(files("cavendish.packs.grow") / "requirements.txt") as pins:
        steps = (
            [base, "-I", "-m", "venv", target],
            # the pins are all that is needed; wheels alone, as to compile some of them takes ten minutes
            [
                target / "bin/python",
                "-m",
                "pip",
                "install",
                "--only-binary",
                ":all:",
                "--no-deps",
                "-r",
                pins,
            ],
        )
        with (folder / LOG).open("wb") as log:
            for step in steps:
                quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
                if subprocess.run(list(map(str, step)), stdout=log, stderr=log, env=quiet).returncode:
                    break
            else:
                return
    lines = (folder / LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = next((line for line in reversed(lines) if line.startswith("ERROR")), lines[-1] if lines else "")
    raise CavendishError(
        f"Infinigen {VERSION} could not be installed: {last}; all that pip said is in {folder / LOG}"
    )
