# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Paired folders: input and target under one name, the prompt as a text beside the target."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cavendish.exports.files import write_text
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, each


def write(shard: Shard, samples: Sequence[Sample], caption: Callable[[str], str] = str) -> None:
    """Write `SPLIT/input/KEY.png`, `SPLIT/target/KEY.png` and `SPLIT/target/KEY.txt`.

    A view's input is one file under many names, where the disk knows links.
    """
    first: dict[object, str] = {}
    for sample in each(shard, samples):
        assert sample.input is not None
        name = f"{shard.split}/input/{sample.key}.png"
        if sample.input in first:
            Shard(shard.out, shard.split, shard.number, link=True).place(
                shard.out / first[sample.input], name
            )
        else:
            first = {sample.input: shard.place(sample.input, name)}  # a view's pairs follow each other
        shard.place(sample.target, f"{shard.split}/target/{sample.key}.png")
        write_text(shard.out / shard.split / "target" / f"{sample.key}.txt", caption(sample.pair.prompt))
