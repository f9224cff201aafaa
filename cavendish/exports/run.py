# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Write an export shard by shard; run again, it goes on where it was stopped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from cavendish.errors import CavendishError, InputError
from cavendish.exports.files import write_text
from cavendish.exports.readme import readme
from cavendish.exports.registry import Done, Format, find
from cavendish.exports.selection import Sample, Selection, checked, description, expected, taken
from cavendish.exports.shard import PARTS, Shard, size_of
from cavendish.exports.state import State, alone, made_of, opened, save

BYTES = 500_000_000  # of pictures in a shard, at most
Heard = Callable[[int, int, int], None]  # samples done, about how many in all, bytes of pictures written


def run(
    root: Path,
    name: str,
    out: Path,
    selection: Selection | None = None,
    link: bool = False,
    heard: Heard = lambda done, total, size: None,
) -> State:
    """Export the dataset in `root` to `out` in the format `name`; returns what was written and left out.

    Raises InputError: no such format, split or task, no dataset, or a folder that holds something else.
    """
    form, described = find(name), description(root)
    if root.resolve() == out.resolve() or out.resolve().is_relative_to(root.resolve()):
        raise InputError(f"{out} lies in the dataset itself; choose another folder with -o")
    chosen = checked(selection or Selection(), described["pairs"])
    if form.views and (chosen.mix or chosen.weights):
        raise InputError(f"--mix: the export {name} holds each view once; leave it out")
    state = opened(out, made_of(root, described, name, chosen.as_json()))
    if state.complete:
        shutil.rmtree(out / PARTS, ignore_errors=True)
        return state
    total = described.get("views", 0) if form.views else expected(chosen, described["pairs"])
    with alone(out), _room(out):
        save(out, state)
        for split in chosen.splits:
            for shard, samples, passed in _shards(root, out, form, chosen, split, state, link):
                done, written = state.samples, state.bytes
                count = [0, 0]

                def tick(
                    size: int, count: list[int] = count, done: int = done, written: int = written
                ) -> None:
                    count[0], count[1] = count[0] + 1, count[1] + size
                    heard(done + count[0], total, written + count[1])

                if samples:
                    form.write(replace(shard, tick=tick), samples)
                    state.shards[split] = shard.number + 1
                _count(state, shard, samples, passed, count[1])
                save(out, state)
                samples.clear()  # or two shards' rows are in memory while the next is read
        if not state.samples:
            why = "; ".join(f"{n} pairs: {reason}" for reason, n in state.reasons.items())
            raise InputError(f"nothing of {root} can be exported to {name} ({why or 'no pair is selected'})")
        form.finish(Done(out.resolve(), tuple(state.written), state.sizes, described))
        write_text(out / "README.md", readme(form, state, described, out.resolve()))
        state.complete = True
        save(out, state)
        shutil.rmtree(out / PARTS)
    return state


@contextmanager
def _room(out: Path) -> Iterator[None]:
    """A full disk is told in a sentence. Raises CavendishError."""
    try:
        yield
    except OSError as error:
        raise CavendishError(
            f"{out} cannot be written: {error.strerror or error}; mend that and run the same command again, which goes on"
        ) from error


def _shards(
    root: Path, out: Path, form: Format, chosen: Selection, split: str, state: State, link: bool
) -> Iterator[tuple[Shard, list[Sample], int]]:
    """The shards of a split that are not there yet, the samples of each, and how far the split's stream is after it."""
    passed = state.passed.get(split, 0)
    stream = islice(taken(root, chosen, split, form.views, form.cannot), passed, None)
    shard, samples, size = _shard(out, split, state, link), [], 0
    for item in stream:
        passed += 1
        if isinstance(item, str):
            shard.leave(item)
            continue
        samples.append(item)
        size += size_of(item)
        if len(samples) == form.rows or size >= BYTES:
            yield shard, samples, passed
            shard, samples, size = _shard(out, split, state, link), [], 0
    if samples or shard.left:
        yield shard, samples, passed


def _shard(out: Path, split: str, state: State, link: bool) -> Shard:
    return Shard(out, split, state.shards.get(split, 0), link)


def _count(state: State, shard: Shard, samples: list[Sample], passed: int, size: int) -> None:
    """Add a whole shard to the state. What `write` left out itself is told by the shard alone, by reason."""
    split = shard.split
    state.passed[split] = passed
    reasons = state.left.setdefault(split, {}) if shard.left else {}
    for why, n in shard.left.items():
        reasons[why] = reasons.get(why, 0) + n
    tasks: dict[str, int] = state.written.setdefault(split, {}) if samples else {}
    for sample in samples:
        if sample.key in shard.without:
            continue
        row: Any = sample.pair.row
        tasks[row.task] = tasks.get(row.task, 0) + 1
        shape = f"{row.width} x {row.height}"
        state.sizes[shape] = state.sizes.get(shape, 0) + 1
        state.unsafe += not row.flip_safe
        state.unlike += sample.weight != 1
    state.bytes += size
