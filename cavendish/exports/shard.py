# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A shard: a run of samples of one split that is written whole or not at all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cavendish.errors import InputError
from cavendish.exports.files import place, whole
from cavendish.exports.selection import Sample

PARTS = ".export"  # a folder for what is put together at the end


@dataclass(frozen=True)
class Shard:
    """Where a shard goes, and what becomes of its samples.

    out: the export's folder. number: from 0 up, in its split. link: files are linked, not copied. tick: told the bytes of
    each sample that is through. left: why samples were left out, and how many. without: the keys of those that the format
    itself left out.
    """

    out: Path
    split: str
    number: int
    link: bool = False
    tick: Callable[[int], None] = lambda size: None
    left: Counter[str] = field(default_factory=Counter)
    without: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The split and the number."""
        return f"{self.split}-{self.number:05d}"

    def leave(self, why: str, key: str = "") -> None:
        """Count a sample that cannot be held; `key` where it was given to the format to write."""
        self.left[why] += 1
        self.without.add(key)

    def place(self, source: Path, name: str) -> str:
        """Put a file of the dataset into the export, byte for byte, as `name` (relative to it); returns the name."""
        try:
            place(source, self.out / name, self.link)
        except FileNotFoundError as error:
            raise missing(source) from error
        return name

    def keep(self, source: Path) -> str:
        """Put a file into the export at its place in the dataset, once, however many samples share it."""
        split = source.parents[2]
        return self.place(source, f"{split.name}/{source.relative_to(split).as_posix()}")

    def lines(self, rows: Iterable[Mapping[str, Any]], kind: str = "rows") -> None:
        """Write the shard's rows, one JSON a line, to be put together at the end (`joined`)."""
        with (
            whole(part(self.out, self.split, self.number, kind)) as new,
            new.open("w", encoding="utf-8") as file,
        ):
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def each(shard: Shard, samples: Iterable[Sample]) -> Iterator[Sample]:
    """The samples, telling the shard when each is through."""
    for sample in samples:
        yield sample
        shard.tick(size_of(sample))


def size_of(sample: Sample) -> int:
    """Bytes of a sample's pictures. Raises InputError where one is missing."""
    total = 0
    for path in (sample.input, sample.target, sample.mask):
        if path is not None:
            try:
                total += path.stat().st_size
            except OSError as error:
                raise missing(path) from error
    return total


def contents(path: Path) -> bytes:
    """The bytes of a file of the dataset. Raises InputError where it is missing."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise missing(path) from error


def missing(path: Path) -> InputError:
    """What to say of a file that is not there."""
    return InputError(f"{path} is missing; `cavendish validate` tells what else is")


def part(out: Path, split: str, number: int, kind: str) -> Path:
    """The file of a shard's rows."""
    return out / PARTS / f"{split}-{number:05d}.{kind}.jsonl"


def joined(out: Path, split: str, kind: str = "rows") -> Iterator[str]:
    """The lines of all shards of a split, in order, without their ends; one in memory at a time."""
    for path in sorted((out / PARTS).glob(f"{split}-{'[0-9]' * 5}.{kind}.jsonl")):
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\n")


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a JSONL file."""
    with whole(path) as new, new.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def write_array(path: Path, lines: Iterable[str]) -> None:
    """Write a JSON array of rows, one a line."""
    with whole(path) as new, new.open("w", encoding="utf-8") as file:
        file.write("[\n")
        for index, line in enumerate(lines):
            file.write(f",\n{line}" if index else line)
        file.write("\n]\n")
