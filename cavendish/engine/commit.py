# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A scene is made in a staging folder and renamed when it is whole: what is in a split is complete."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STAGING = ".staging"


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A staging folder of this run alone. Those of runs that are dead are swept; those of live runs are let be."""
    root = out / STAGING
    root.mkdir(parents=True, exist_ok=True)
    for old in root.iterdir():
        _sweep(old)
    name = f"{os.uname().nodename}-{os.getpid()}"
    folder = root / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def commit(made: Path, final: Path) -> None:
    """Put a whole scene in its place, its files on the disk first. Where it is there already, that one stays."""
    for path in made.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
    final.parent.mkdir(parents=True, exist_ok=True)
    try:
        made.rename(final)
    except OSError:
        if not final.is_dir():
            raise
        shutil.rmtree(made)


def replace_text(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove a staging folder whose run holds its lock no more."""
    try:
        with (folder / "lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except FileNotFoundError:  # another run makes its own just now, or died while it did
        if time.time() - folder.stat().st_mtime > 60:
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return  # its run lives
