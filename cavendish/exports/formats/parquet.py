# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Hugging Face Parquet: pictures inside, a few hundred MB a file."""

from __future__ import annotations

from collections.abc import Sequence

from cavendish.exports import parquet as files
from cavendish.exports.registry import export, holds_all
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, each

ENTRY = {"name": "string", "said": "string", "color": ["int64"], "spelt": "string", "present": "bool"}
COLUMNS = {
    "id": "string",
    "task": "string",
    "prompt": "string",
    "input_image": "image",
    "target_image": "image",
    "mask_image": "image",
    "width": "int64",
    "height": "int64",
    "weight": "float64",
    "encoding": {
        "codec": "string",
        "version": "int64",
        "parameters": "string",
        "legend": [ENTRY],
        "background": ["int64"],
    },
    "program": "string",
    "split": "string",
    "scene": "int64",
    "view": "int64",
    "seed": "int64",
    "flip_safe": "bool",
}
USAGE = """
```python
from datasets import load_dataset

pairs = load_dataset("OUT", streaming=True)  # pip install datasets
```

The same columns as those of the export `imagefolder`; `input_image`, `target_image` and `mask_image` are PNG bytes that
`datasets` opens as pictures.
"""


@export(
    "parquet",
    "Hugging Face Parquet: pictures as bytes, shards of up to 500 MB",
    USAGE,
    cannot=holds_all,
    weighs=True,
    needs="pyarrow",
)
def parquet(shard: Shard, samples: Sequence[Sample]) -> None:
    """One file a shard."""
    rows = (
        {name: sample.row.get(name) for name in COLUMNS}
        | {
            "input_image": files.image(sample.input),
            "target_image": files.image(sample.target),
            "mask_image": files.image(sample.mask),
        }
        for sample in each(shard, samples)
    )
    files.write(shard.out / "data" / f"{shard.name}.parquet", COLUMNS, rows)
