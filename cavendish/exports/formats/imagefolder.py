# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Hugging Face ImageFolder: Cavendish's own layout, without the truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cavendish.exports.registry import Done, export, holds_all
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, each, joined, write_lines

USAGE = """
```python
from datasets import load_dataset

pairs = load_dataset("imagefolder", data_dir="OUT")  # pip install datasets
```

Columns: `input_image` (null of generation pairs), `target_image`, `mask_image` (of edits), `prompt`, and the rest of the row.
"""


def _finish(done: Done) -> None:
    for split in done.splits:
        write_lines(done.out / split / "metadata.jsonl", joined(done.out, split))


@export(
    "imagefolder",
    "Hugging Face ImageFolder: pictures as files, metadata.jsonl a split",
    USAGE,
    cannot=holds_all,
    finish=_finish,
    weighs=True,
)
def imagefolder(shard: Shard, samples: Sequence[Sample]) -> None:
    """Pictures at their places in the dataset, a view's input once; rows as in its manifest."""

    def rows() -> Iterator[dict[str, Any]]:
        for sample in each(shard, samples):
            for path in (sample.input, sample.target, sample.mask):
                if path is not None:
                    shard.keep(path)
            yield sample.row

    shard.lines(rows())
