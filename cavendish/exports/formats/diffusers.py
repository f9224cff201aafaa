# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""diffusers' trainers of FLUX.1 Kontext and FLUX.2, image to image: Parquet with the columns that their flags name."""

from __future__ import annotations

from collections.abc import Sequence

from cavendish.exports import parquet
from cavendish.exports.registry import export
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, each

COLUMNS = {"image": "image", "cond_image": "image", "caption": "string"}
USAGE = """
```sh
accelerate launch train_dreambooth_lora_flux_kontext.py --dataset_name OUT \\
  --image_column image --cond_image_column cond_image --caption_column caption --instance_prompt "unused"
```

With `examples/dreambooth` of diffusers; the same flags serve `train_dreambooth_lora_flux2_img2img.py` and that of FLUX.2 klein.
`image` is the target, `cond_image` the source. These scripts hold the whole split in memory: export a part with `--limit` where
it does not fit. Do not pass `--random_flip`.
"""


@export("diffusers", "diffusers' FLUX Kontext and FLUX.2: image, cond_image, caption", USAGE, needs="pyarrow")
def diffusers(shard: Shard, samples: Sequence[Sample]) -> None:
    """One Parquet file a shard."""
    rows = (
        {
            "image": parquet.image(sample.target),
            "cond_image": parquet.image(sample.input),
            "caption": sample.pair.prompt,
        }
        for sample in each(shard, samples)
    )
    parquet.write(shard.out / "data" / f"{shard.name}.parquet", COLUMNS, rows)
