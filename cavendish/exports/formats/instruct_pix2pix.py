# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""diffusers' InstructPix2Pix trainer: Parquet with its column names."""

from __future__ import annotations

from collections.abc import Sequence

from cavendish.exports import parquet
from cavendish.exports.registry import export
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, each

COLUMNS = {"original_image": "image", "edit_prompt": "string", "edited_image": "image"}
USAGE = """
```sh
accelerate launch train_instruct_pix2pix.py --dataset_name OUT \\
  --original_image_column original_image --edit_prompt_column edit_prompt --edited_image_column edited_image
```

With `examples/instruct_pix2pix` of diffusers. Do not pass `--random_flip`.
"""


@export(
    "instruct-pix2pix",
    "diffusers' InstructPix2Pix: original_image, edit_prompt, edited_image",
    USAGE,
    needs="pyarrow",
)
def instruct_pix2pix(shard: Shard, samples: Sequence[Sample]) -> None:
    """One Parquet file a shard."""
    rows = (
        {
            "original_image": parquet.image(sample.input),
            "edit_prompt": sample.pair.prompt,
            "edited_image": parquet.image(sample.target),
        }
        for sample in each(shard, samples)
    )
    parquet.write(shard.out / "data" / f"{shard.name}.parquet", COLUMNS, rows)
