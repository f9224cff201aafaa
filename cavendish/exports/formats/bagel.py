# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""BAGEL: Parquet of picture lists and instruction lists, and the row groups of each file by its path."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cavendish.exports.files import whole, write_text
from cavendish.exports.parquet import GROUP, writer
from cavendish.exports.registry import Done, export
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, contents, each

USAGE = """
In BAGEL's `data/dataset_info.py`, with the numbers of `OUT/dataset_info.json`:

```python
DATASET_INFO["unified_edit"]["cavendish"] = {
    "data_dir": "OUT/train",
    "num_files": ...,
    "num_total_samples": ...,
    "parquet_info_path": "OUT/parquet_info.json",
}
```

and `cavendish` among the `dataset_names` of `unified_edit` in the training's YAML. The files are known by their absolute paths:
after a move replace the folder in `parquet_info.json`. The loader takes whole files, so give it as many as its workers or more.
"""


def _finish(done: Done) -> None:
    import pyarrow.parquet as pq

    groups: dict[str, dict[str, int]] = {}
    counts: dict[str, dict[str, int]] = {}
    for split in done.splits:
        files = sorted((done.out / split).glob("*.parquet"))
        heads = {str(path): pq.read_metadata(path) for path in files}
        groups |= {
            path: {"num_row_groups": head.num_row_groups, "num_rows": head.num_rows}
            for path, head in heads.items()
        }
        counts[split] = {
            "num_files": len(heads),
            "num_total_samples": sum(head.num_rows for head in heads.values()),
        }
    write_text(done.out / "parquet_info.json", json.dumps(groups, indent=1) + "\n")
    write_text(done.out / "dataset_info.json", json.dumps(counts, indent=1) + "\n")


@export(
    "bagel",
    "BAGEL: Parquet of image_list and instruction_list; parquet_info.json",
    USAGE,
    finish=_finish,
    needs="pyarrow",
)
def bagel(shard: Shard, samples: Sequence[Sample]) -> None:
    """One Parquet file a shard, in row groups of 100."""
    import pyarrow as pa

    images, texts = pa.list_(pa.binary()), pa.list_(pa.list_(pa.string()))
    schema = pa.schema({"image_list": images, "instruction_list": texts})
    path = shard.out / shard.split / f"{shard.name}.parquet"
    with whole(path) as new, writer(new, schema) as file:
        for start in range(0, len(samples), GROUP):
            rows = []
            for sample in each(shard, samples[start : start + GROUP]):
                assert sample.input is not None
                pictures = [contents(sample.input), contents(sample.target)]
                rows.append({"image_list": pictures, "instruction_list": [[sample.pair.prompt]]})
            file.write_table(pa.Table.from_pylist(rows, schema))
