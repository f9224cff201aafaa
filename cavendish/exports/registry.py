# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The registry of formats: a function under `@export(name, ...)` in `formats`, or in a package's entry point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from cavendish.errors import InputError, nearest
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard
from cavendish.scenes.plugins import claim, load_plugins

GROUP = "cavendish.exports"  # of entry points
Write = Callable[[Shard, Sequence[Sample]], None]


@dataclass(frozen=True)
class Done:
    """A whole export, for the files that speak of all of it. sizes: 'W x H' -> samples. described: dataset.json."""

    out: Path
    splits: tuple[str, ...]
    sizes: Mapping[str, int]
    described: Mapping[str, Any]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of most samples; 1024 x 1024 where there are none."""
        usual = max(self.sizes, key=lambda size: self.sizes[size], default="1024 x 1024")
        width, height = usual.split(" x ")
        return int(width), int(height)


@dataclass(frozen=True)
class Format:
    """A layout that a consumer loads.

    write: writes a shard. usage: how it is loaded, Markdown, `OUT` standing for the folder. views: its samples are views,
    not pairs. cannot: why it cannot hold a sample, '' where it can. finish: writes what speaks of the whole export.
    weighs: its consumer has a use for a row's weight. rows: samples a shard. needs: a module that must be installed.
    """

    name: str
    summary: str
    usage: str
    write: Write
    views: bool
    cannot: Callable[[Sample], str]
    finish: Callable[[Done], None]
    weighs: bool
    rows: int
    needs: str


EXPORTS: dict[str, Format] = {}


def needs_input(sample: Sample) -> str:
    """Of a format that pairs two pictures."""
    return "" if sample.input else "it has no input picture, and this format needs one"


def holds_all(sample: Sample) -> str:
    """Of a format that holds every pair."""
    return ""


def export(
    name: str,
    summary: str,
    usage: str,
    *,
    views: bool = False,
    cannot: Callable[[Sample], str] = needs_input,
    finish: Callable[[Done], None] = lambda done: None,
    weighs: bool = False,
    rows: int = 1000,
    needs: str = "",
) -> Callable[[Write], Write]:
    """Register the function that writes a format's shards. Raises Taken where another format has the name."""

    def register(write: Write) -> Write:
        old = EXPORTS.get(name)
        claim("export", name, write, old.write if old else None)
        EXPORTS[name] = Format(name, summary, usage, write, views, cannot, finish, weighs, rows, needs)
        return write

    return register


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name: Cavendish's and those of installed packages."""
    import_module("cavendish.exports.formats")
    load_plugins([GROUP])
    return EXPORTS


def find(name: str) -> Format:
    """A format. Raises InputError where there is none of the name, or it needs what is not installed."""
    known = formats()
    if name not in known:
        raise InputError(f"there is no export {name}; {nearest(name, known)}")
    if known[name].needs:
        try:
            import_module(known[name].needs)
        except ImportError as error:
            raise InputError(
                f"the export {name} needs {known[name].needs}, which is not installed; in Cavendish's folder: pip install "
                "-e '.[export]'"
            ) from error
    return known[name]
