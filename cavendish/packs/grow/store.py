# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The pack's folder while it grows: a file appears there by its renaming, with a record beside it."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cavendish.errors import InputError
from cavendish.packs.grow.environment import VERSION
from cavendish.packs.grow.licence import LICENCE
from cavendish.packs.grow.picture import colour_name, mean_colour, thumbnail
from cavendish.packs.grow.plan import MATERIALS, Finish, Job
from cavendish.packs.grow.process import Result

GROWN = ".grown"  # the folder of the records and of the work under way
RUN = "run.yaml"  # there: what the last run did
HEAD = {
    "pack": 1,
    "name": "infinigen",
    "version": VERSION,
    "licence": "BSD-3-Clause",
    "source": "https://github.com/princeton-vl/infinigen",
}


@dataclass(frozen=True)
class Record:
    """An entry that stands in the pack. key: of its job; row: as pack.yaml has it.

    seconds: that it took; cpu: seconds of cores that it used.
    """

    key: str
    row: dict[str, Any]
    material: bool
    seconds: float
    cpu: float


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Be the only one to grow the pack in a folder. Raises InputError where another run does."""
    with (out / GROWN / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(
                f"another run grows the pack in {out}; wait for it or name another folder"
            ) from None
        yield


def standing(out: Path, job: Job) -> Record | None:
    """The record of a job whose file stands in the pack as it was made, else None."""
    record = _read(out / GROWN / f"{job.name}.json")
    return record if record is not None and record.key == job.key and _whole(out, record) else None


def commit(out: Path, job: Job, result: Result, work: Path, seed: int) -> Record:
    """Move what a process made into the pack: its file, its thumbnail, its record."""
    made = result.made or {}
    folder = out / job.folder
    folder.mkdir(parents=True, exist_ok=True)
    file, picture = folder / f"{job.name}.blend", folder / f"{job.name}.jpg"
    drawn = work / f"{job.name}.png"
    thumbnail(drawn, work / f"{job.name}.jpg")
    source = {"factory": job.row.factory, "seed": str(seed)}
    row: dict[str, Any] = {"name": job.name}
    common = {
        "file": file.relative_to(out).as_posix(),
        "sha256": _digest(work / f"{job.name}.blend"),
        "thumbnail": picture.relative_to(out).as_posix(),
    }
    if isinstance(job.row, Finish):
        row |= {"kinds": list(job.row.kinds), **common, "color": mean_colour(drawn)}
    else:
        row |= {"class": job.row.category, **common, "faces": made["faces"], "size": made["size"]}
        row |= {
            "up": "z",
            "front": "-y",
            "scale": 1.0,
            "stands": job.row.stands,
            "supports": made["supports"],
        }
        color = colour_name(drawn)
        row["attributes"] = source | ({"color": color} if color else {})
    (work / f"{job.name}.blend").replace(file)
    (work / f"{job.name}.jpg").replace(picture)
    drawn.unlink()
    record = Record(job.key, row, isinstance(job.row, Finish), result.seconds, result.cpu)
    text = json.dumps(vars(record), indent=1)
    (work / "record").write_text(text, encoding="utf-8")
    (work / "record").replace(out / GROWN / f"{job.name}.json")
    return record


def records(out: Path) -> list[Record]:
    """All that stands in the pack, by name; what lost its file is left out."""
    found = (_read(path) for path in sorted((out / GROWN).glob("*.json")))
    return [record for record in found if record is not None and _whole(out, record)]


def write(out: Path) -> list[Record]:
    """Write pack.yaml, of all that stands, and the licence. Returns what stands."""
    found = records(out)
    pack: dict[str, Any] = dict(HEAD)
    for key, material in (("assets", False), (MATERIALS, True)):
        if rows := [record.row for record in found if record.material == material]:
            pack[key] = rows
    (out / "LICENSE").write_text(LICENCE, encoding="utf-8")
    fresh = out / GROWN / "pack.yaml"
    text = yaml.safe_dump(pack, sort_keys=False, default_flow_style=None, width=120, allow_unicode=True)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(out / "pack.yaml")
    return found


def tell(out: Path, run: dict[str, Any]) -> None:
    """Write down what a run did: for how long, what it made, what failed and why."""
    (out / GROWN / RUN).write_text(yaml.safe_dump(run, sort_keys=False, allow_unicode=True), encoding="utf-8")


def size(out: Path) -> int:
    """Bytes of the pack's files, without the records."""
    return sum(
        p.stat().st_size for p in out.rglob("*") if p.is_file() and GROWN not in p.relative_to(out).parts
    )


def workplaces(out: Path) -> Iterator[Path]:
    """Fresh folders for processes to write in, on the pack's own disk; what another run left is removed."""
    root = out / GROWN / "work"
    shutil.rmtree(root, ignore_errors=True)
    number = 0
    while True:
        place = root / str(number)
        place.mkdir(parents=True)
        yield place
        number += 1


def _whole(out: Path, record: Record) -> bool:
    path = out / record.row["file"]
    return path.is_file() and _digest(path) == str(record.row["sha256"])


def _read(path: Path) -> Record | None:
    try:
        return Record(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
