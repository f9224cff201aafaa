# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The JSON dialects: pictures at their places in the dataset, and a row of their paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, each

# Of a sample, and the places of its input ('' where it has none) and target in the export: a row.
Say = Callable[[Sample, str, str], dict[str, Any]]


def write(shard: Shard, samples: Sequence[Sample], say: Say) -> None:
    """Place the pictures, a view's input once, and keep the rows for the end."""

    def rows() -> Iterator[dict[str, Any]]:
        for sample in each(shard, samples):
            source = "" if sample.input is None else shard.keep(sample.input)
            yield say(sample, source, shard.keep(sample.target))

    shard.lines(rows())


def one_line(prompt: str) -> str:
    """A prompt on one line, for loaders that take a line for a prompt or drop its end."""
    return " ".join(prompt.split("\n"))
