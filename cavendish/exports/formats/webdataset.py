# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""WebDataset: tar files that a trainer streams."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Sequence

from cavendish.exports.files import whole
from cavendish.exports.registry import export
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, contents, each

USAGE = """
```python
from glob import glob

import webdataset  # pip install webdataset

shards = sorted(glob("OUT/train-*.tar"))
pairs = webdataset.WebDataset(shards, shardshuffle=100).shuffle(1000).decode("pil")
pairs = pairs.to_tuple("input.png", "prompt.txt", "target.png", "json")
```

`json` is the manifest's row (how the target is decoded, weight, split, scene). Masks of edits are not in it: every sample has
the same files.
"""


@export(
    "webdataset",
    "WebDataset: tar shards of KEY.input.png, .target.png, .prompt.txt, .json",
    USAGE,
    weighs=True,
)
def webdataset(shard: Shard, samples: Sequence[Sample]) -> None:
    """One tar a shard, uncompressed; the same bytes whenever it is written."""
    with (
        whole(shard.out / f"{shard.name}.tar") as new,
        tarfile.open(new, "w", format=tarfile.USTAR_FORMAT) as tar,
    ):
        for sample in each(shard, samples):
            assert sample.input is not None
            files = {
                "input.png": contents(sample.input),
                "json": json.dumps(sample.row).encode(),
                "prompt.txt": sample.row["prompt"].encode(),
                "target.png": contents(sample.target),
            }
            for suffix, data in files.items():
                head = tarfile.TarInfo(f"{sample.key}.{suffix}")
                head.size = len(data)
                tar.addfile(head, io.BytesIO(data))
