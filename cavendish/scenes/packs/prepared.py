# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pack files made ready to use: a Blender process turns each into plain arrays and clean materials, once a machine.

What is ready lies in the user's cache in a folder by key, so a Scene names it by that key alone. Blender may hang,
run out of memory or crash on a file made to do so: then that file has failed, with its reason, and no other.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cavendish.scenes import store
from cavendish.scenes.cache import cache
from cavendish.scenes.packs.limited import limited
from cavendish.scenes.packs.pack import AssetRow, MaterialRow, Pack, PackError, inside
from cavendish.scenes.scene import Asset, Packed

FORM = 2  # of what is ready: it changes when the preparation does
PREPARER = "cavendish.render.blender.prepare"  # run as a process: nothing here imports Blender
BYTES = 256 * 2**20  # of a file
FACES = 1_000_000  # triangles of an asset
MEMORY = 16 * 2**30  # address space of the process, bytes
WRITTEN = 2 * 2**30  # of a file that it writes, bytes
TIME = 120.0  # seconds for one file
ASSET, MATERIALS, NOTES = "asset.npz", "materials.blend", "notes.json"
Heard = Callable[[int, int], None]  # how many files are done, of how many


@dataclass(frozen=True)
class Job:
    """A file to make ready. key: of what becomes of it; name: of the asset, as a complaint calls it."""

    key: str
    name: str
    pack: Pack
    row: AssetRow | MaterialRow

    def plain(self, path: Path) -> dict[str, Any]:
        """What the process is told."""
        told: dict[str, Any] = {
            "key": self.key,
            "path": str(path),
            "suffix": path.suffix.lower(),
            "faces": FACES,
        }
        told["others"] = [str(self.pack.folder / name) for name in self.row.files]
        if isinstance(self.row, AssetRow):
            told |= {"turn": self.row.turn.tolist(), "scale": self.row.scale}
        return told


def job(pack: Pack, row: AssetRow | MaterialRow) -> Job:
    """What has to be done for an entry of a pack. Two entries of the same file, axes and scale have one key."""
    how = (row.up, row.front, row.scale) if isinstance(row, AssetRow) else ("material",)
    text = json.dumps([FORM, row.sha256, sorted(row.files.items()), Path(row.file).suffix.lower(), *how])
    return Job(hashlib.sha256(text.encode()).hexdigest(), f"{pack.name}: {row.name}", pack, row)


def folder(key: str) -> Path:
    """Where what has a key lies, or will."""
    return cache("packs") / key


def is_ready(key: str) -> bool:
    """Whether it is there, whole."""
    return (folder(key) / NOTES).is_file()


def notes(key: str) -> list[str]:
    """What of a file was left out when it was made ready."""
    return list(json.loads((folder(key) / NOTES).read_text(encoding="utf-8")))


def prepare(jobs: Iterable[Job], heard: Heard | None = None) -> dict[str, str]:
    """Make files ready that are not. Returns those that failed: key -> the reason in a sentence.

    One process on the machine does so at a time; what another one made meanwhile is taken.
    """
    missing = {one.key: one for one in jobs if not is_ready(one.key)}
    if not missing:
        return {}
    with (cache("packs") / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        todo = [one for one in missing.values() if not is_ready(one.key)]
        failed: dict[str, str] = {}
        total = len(missing)

        def left(count: int) -> None:
            if heard is not None:
                heard(total - count, total)

        while todo:
            began, wrong, fatal = _run(todo, left)
            failed |= wrong
            todo = [one for one in todo if not is_ready(one.key) and one.key not in failed]
            if todo and not began:
                return failed | {one.key: "Blender does not start; see `cavendish doctor`" for one in todo}
            # What a file broke may show at the next one: only what ends a process as its first is guilty.
            todo.sort(key=lambda one: one.key != fatal)
        left(0)
        return failed


@lru_cache(maxsize=512)
def asset(key: str) -> Asset:
    """The bare asset that is ready under a key: its parts alone, one object a process. Raises PackError."""
    try:
        return store.load(folder(key) / ASSET).objects[0].asset
    except (OSError, ValueError) as error:
        raise PackError(
            f"the asset {key[:12]} of a pack is not ready on this machine, or broken; remove {folder(key)} where it is "
            "there, and `cavendish packs check PACK` makes its pack ready"
        ) from error


def materials(packed: Packed) -> Path:
    """The .blend file with the materials of something of a pack. Raises PackError where it is not ready here."""
    path = folder(packed.key) / MATERIALS
    if not path.is_file():
        raise PackError(
            f"{packed.name} of the pack {packed.pack} is not ready on this machine; `cavendish packs check PACK` makes it so"
        )
    return path


def _run(jobs: Sequence[Job], left: Callable[[int], None]) -> tuple[bool, dict[str, str], str]:
    """Let one process do as many jobs as it can.

    Returns whether it began, the jobs that failed, and the key of the one that it ended at before its time, if any.
    """
    failed: dict[str, str] = {}
    told = []
    for one in jobs:
        try:
            told.append(one.plain(_checked(one)))
        except PackError as error:
            failed[one.key] = str(error)
    if not told:
        return True, failed, ""
    work = _work()
    try:
        (work / "jobs.json").write_text(json.dumps(told), encoding="utf-8")
        (work / "done").touch()
        with (work / "log").open("wb") as log:
            command: list[str | Path] = [
                sys.executable,
                "-P",
                "-m",
                PREPARER,
                work / "jobs.json",
                work / "done",
            ]
            process = subprocess.Popen(
                limited(command, MEMORY, WRITTEN),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                done, why = _watch(process, work / "done", len(told), left)
            finally:
                process.kill()
                process.wait()
        for line in _lines(work / "done"):
            wrong = line["error"] or _kept(work / line["key"], line["key"])
            if wrong:
                failed[line["key"]] = wrong
        began, fatal = (work / "started").is_file(), told[done]["key"] if done < len(told) else ""
        if began and fatal and (why or fatal == told[0]["key"]):
            last = (work / "log").read_bytes()[-2000:].decode(errors="replace").split("\n")
            word = next((line.strip() for line in reversed(last) if line.strip()), "no word")
            failed[fatal] = why or f"Blender died of it ({word})"
        plain = {key: "".join(c if c.isprintable() else "?" for c in said) for key, said in failed.items()}
        return began, plain, fatal
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _kept(made: Path, key: str) -> str:
    """Move what was made to where it is looked for; returns what is wrong, or nothing."""
    if not is_ready(key):
        shutil.rmtree(folder(key), ignore_errors=True)  # what someone left of it
    try:
        made.rename(folder(key))
    except OSError as error:
        if not is_ready(key):  # else another machine, with this cache, was quicker
            return f"it cannot be kept in {folder(key)}: {error.strerror}"
    return ""


def _work() -> Path:
    """An empty folder for a process; those that a killed one left a day ago or longer are taken away."""
    for old in cache("packs").glob("work-*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > 86_400:
                shutil.rmtree(old, ignore_errors=True)
    work = cache("packs") / f"work-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    return work


def _watch(
    process: subprocess.Popen[bytes], path: Path, count: int, left: Callable[[int], None]
) -> tuple[int, str]:
    """Wait for a process, as long as it ends a job in time. Returns how many it ended, and why it was stopped.

    path: where it writes a line for each; only what is new is read, as there may be 100,000.
    """
    done, since, why = 0, time.monotonic(), ""
    with path.open("rb") as lines:
        while process.poll() is None:
            time.sleep(0.05)
            if ended := lines.read().count(b"\n"):
                done, since = done + ended, time.monotonic()
                left(count - done)
            elif time.monotonic() - since > TIME:
                why = f"Blender took longer than {TIME:g} s to read it"
                process.kill()
                process.wait()
        return done + lines.read().count(b"\n"), why


def _lines(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def _checked(one: Job) -> Path:
    """The file of a job, whose bytes are those that the pack says, and so its companions'. Raises PackError."""
    path = one.pack.path_of(one.row)
    total = 0
    for file, sha in ((path, one.row.sha256), *_companions(one)):
        total += file.stat().st_size
        if total > BYTES:
            raise PackError(
                f"{one.name}: {file} and what it needs are over {BYTES >> 20} MiB, the most for an asset"
            )
        with file.open("rb") as data:
            found = hashlib.file_digest(data, "sha256").hexdigest()
        if found != sha:
            raise PackError(
                f"{one.name}: {file} is not the file that pack.yaml names: its SHA-256 is {found}, not {sha}"
            )
    return path


def _companions(one: Job) -> list[tuple[Path, str]]:
    return [(inside(one.pack.folder, name, one.name), sha) for name, sha in sorted(one.row.files.items())]
