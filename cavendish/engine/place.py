# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where a dataset that is drawn again is made, and how it takes the place of the one before."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cavendish.engine.commit import STAGING, replace_text
from cavendish.errors import InputError

BESIDE = ".pairs"  # in a dataset's folder: where it is drawn again
READY = "ready.json"  # the splits to exchange: the dataset beside is whole
OLD = ".old"  # the end of the name of a split that had its time
KEYS = ("cavendish", "pairs_by", "recipe_digest")  # of dataset.json: what decides the bytes
FILES = ("dataset.json", "README.md", "croissant.json", "overview.png")


@contextmanager
def opened(made: Path, root: Path, header: Mapping[str, Any], in_place: bool) -> Iterator[None]:
    """Hold the folder of the new dataset, fresh or one that a run before began with the same tasks. Raises InputError."""
    at_work(root)
    path = made / "dataset.json"
    ours = {key: header.get(key) for key in KEYS}
    try:
        if in_place and made.is_dir() and _digests(path) != ours:
            shutil.rmtree(made)  # the beginning of other tasks
        made.mkdir(parents=True, exist_ok=True)
        lock = (made / ".lock").open("w")
    except OSError as error:
        raise InputError(
            f"{made} cannot be written: {error.strerror}; choose another folder with -o"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"another `cavendish pairs` is at work in {made}; wait for its end") from None
        strangers = [entry.name for entry in made.iterdir() if entry.name not in {".lock", STAGING}]
        if path.is_file() and _digests(path) != ours:
            (made / ".lock").unlink()
            raise InputError(f"{made} holds another dataset; choose another folder with -o")
        if strangers and not path.is_file():
            (made / ".lock").unlink()
            raise InputError(
                f"{made} is not empty and holds no dataset (there is {strangers[0]}); choose another folder with -o"
            )
        if not path.is_file():
            begun = {k: v for k, v in header.items() if k not in ("scenes", "views", "pairs", "seconds")}
            replace_text(path, json.dumps({**begun, "complete": False}, indent=1) + "\n")
        try:
            yield
        finally:
            (made / ".lock").unlink(missing_ok=True)


def at_work(root: Path) -> None:
    """Raise InputError where a `generate` is adding scenes to the dataset."""
    for lock in (root / STAGING).glob("*/lock"):
        try:
            with lock.open("r+") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"a run is adding to {root}; wait for its end, or stop it") from None
        except FileNotFoundError:
            continue  # it ended just now


def take_place(made: Path, root: Path, splits: tuple[str, ...]) -> None:
    """Put a whole dataset, made in a folder of `root`, in the place of the one that is there."""
    replace_text(made / READY, json.dumps(splits))
    _exchange(made, root, splits)


def finish(root: Path) -> None:
    """End an exchange that was cut off between two renames; do nothing where none was."""
    path = root / BESIDE / READY
    if path.is_file():
        _exchange(path.parent, root, tuple(json.loads(path.read_text(encoding="utf-8"))))


def _exchange(made: Path, root: Path, splits: tuple[str, ...]) -> None:
    # Each rename is whole or not at all, and what is done already is told from what is left by the names that are there.
    for split in splits:
        new, place, old = made / split, root / split, made / f"{split}{OLD}"
        if new.is_dir():
            if place.is_dir() and not old.exists():
                place.rename(old)
            new.rename(place)
        for path in old.iterdir() if old.is_dir() else ():
            if not (place / path.name).exists():  # what is none of the dataset's is left to its owner
                path.rename(place / path.name)
    for name in FILES:
        if (made / name).is_file():
            (made / name).replace(root / name)
    (root / "validation.json").unlink(missing_ok=True)  # it speaks of the pairs before
    shutil.rmtree(made)


def _digests(path: Path) -> dict[str, Any] | None:
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        return {key: whole.get(key) for key in KEYS}
    except (OSError, ValueError, AttributeError):
        return None
