# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""export.json: what an export is of, and how far it is; by it a stopped one goes on."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cavendish import __version__
from cavendish.errors import InputError
from cavendish.exports.files import write_text
from cavendish.exports.shard import PARTS

FILE = "export.json"


@dataclass
class State:
    """How far an export is.

    made_of: the format, the selection and the dataset, which must stay the same. passed, shards: of each split, how many
    samples (those left out among them) are through, and how many shards are whole. written: split -> task -> samples.
    left: split -> reason -> pairs. sizes: 'W x H' -> samples. unsafe: samples that a horizontal flip would make false.
    unlike: samples whose weight is not 1. bytes: of the pictures of what is written.
    """

    made_of: dict[str, Any]
    passed: dict[str, int] = field(default_factory=dict)
    shards: dict[str, int] = field(default_factory=dict)
    written: dict[str, dict[str, int]] = field(default_factory=dict)
    left: dict[str, dict[str, int]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    unsafe: int = 0
    unlike: int = 0
    bytes: int = 0
    complete: bool = False

    @property
    def samples(self) -> int:
        """How many are written."""
        return sum(sum(tasks.values()) for tasks in self.written.values())

    @property
    def reasons(self) -> Counter[str]:
        """Why samples were left out, over all splits."""
        total: Counter[str] = Counter()
        for reasons in self.left.values():
            total.update(reasons)
        return total


def made_of(
    root: Path, described: Mapping[str, Any], name: str, selection: Mapping[str, Any]
) -> dict[str, Any]:
    """What decides an export's bytes. The dataset is known by its recipe and the sizes of its manifests."""
    pairs = described["pairs"]
    sizes = {split: _size(root / split / "metadata.jsonl") for split in sorted(pairs)}
    seen = json.dumps([described.get("recipe_digest"), pairs, sizes], sort_keys=True)
    return {
        "cavendish": __version__,
        "format": name,
        "selection": dict(selection),
        "dataset": hashlib.sha256(seen.encode()).hexdigest(),
    }


def opened(out: Path, wanted: dict[str, Any]) -> State:
    """The state of the export in `out`, a fresh one where it is empty.

    Raises InputError where something else is there: another export, or files of someone's.
    """
    path = out / FILE
    if not path.is_file():
        try:
            strangers = [entry.name for entry in out.iterdir() if entry.name != PARTS] if out.exists() else []
        except OSError as error:
            raise InputError(
                f"{out} cannot be written: {error.strerror}; choose another folder with -o"
            ) from error
        if strangers:
            raise InputError(
                f"{out} is not empty and holds no export (there is {sorted(strangers)[0]}); choose another folder with -o"
            )
        return State(wanted)
    try:
        state = State(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            f"{path} cannot be read as an export's state; choose another folder with -o"
        ) from error
    gap = [key for key in wanted if state.made_of.get(key) != wanted[key]]
    if gap:
        raise InputError(
            f"{out} holds another export ({'; '.join(_gap(key, state.made_of.get(key), wanted[key]) for key in gap)}); give "
            "the same options to go on with it, or choose another folder with -o"
        )
    return state


def save(out: Path, state: State) -> None:
    """Write the state."""
    write_text(out / FILE, json.dumps(asdict(state), indent=1) + "\n")


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Keep other runs out of the export's folder. Raises InputError where one is in it, or it cannot be written."""
    try:
        (out / PARTS).mkdir(parents=True, exist_ok=True)
        with (out / PARTS / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise InputError(
                    f"another export is being written into {out}; wait for it, or choose another folder"
                ) from error
            yield
    except OSError as error:
        if error.filename and Path(error.filename).is_relative_to(out / PARTS):
            raise InputError(
                f"{out} cannot be written: {error.strerror}; choose another folder with -o"
            ) from error
        raise


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}); run `cavendish generate` to the end"
        ) from error


def _gap(key: str, there: Any, here: Any) -> str:
    if key == "dataset":
        return "of a dataset that has changed since, or of another one"
    if key == "selection" and isinstance(there, dict):
        names = [name for name in here if there.get(name) != here[name]]
        return ", ".join(
            f"{name} is {json.dumps(there.get(name))} there and {json.dumps(here[name])} here"
            for name in names
        )
    return f"{key} is {there} there and {here} here"
