# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""DiffSynth-Studio: a JSON list a split, paths relative to the export."""

from __future__ import annotations

from collections.abc import Sequence

from cavendish.exports import dialect
from cavendish.exports.registry import Done, export
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, joined, write_array

USAGE = """
```sh
# Qwen-Image-Edit, FLUX.2
accelerate launch examples/qwen_image/model_training/train.py --dataset_base_path OUT \\
  --dataset_metadata_path OUT/train.json --data_file_keys "image,edit_image" --extra_inputs "edit_image" --max_pixels 1048576
# FLUX.1 Kontext
accelerate launch examples/flux/model_training/train.py --dataset_base_path OUT \\
  --dataset_metadata_path OUT/train.json --data_file_keys "image,kontext_images" --extra_inputs "kontext_images"
```

`image` is the target; `edit_image` and `kontext_images` are the source.
"""


def _finish(done: Done) -> None:
    for split in done.splits:
        write_array(done.out / f"{split}.json", joined(done.out, split))


@export(
    "diffsynth",
    "DiffSynth-Studio: JSON rows of image, prompt, edit_image, kontext_images",
    USAGE,
    finish=_finish,
)
def diffsynth(shard: Shard, samples: Sequence[Sample]) -> None:
    """Pictures and rows."""
    dialect.write(
        shard,
        samples,
        lambda sample, source, target: {
            "image": target,
            "prompt": sample.pair.prompt,
            "edit_image": source,
            "kontext_images": source,
        },
    )
