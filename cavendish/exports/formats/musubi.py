# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""musubi-tuner: JSONL with absolute paths, and the TOML that names it."""

from __future__ import annotations

from collections.abc import Sequence

from cavendish.exports import dialect
from cavendish.exports.files import write_text
from cavendish.exports.registry import Done, export
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, joined, write_lines

USAGE = """
```sh
python src/musubi_tuner/flux_2_cache_latents.py --dataset_config OUT/dataset.toml --vae VAE ...
python src/musubi_tuner/flux_2_cache_text_encoder_outputs.py --dataset_config OUT/dataset.toml ...
accelerate launch src/musubi_tuner/flux_2_train_network.py --dataset_config OUT/dataset.toml ...
```

Of FLUX.1 Kontext and Qwen-Image-Edit the scripts are called `flux_kontext_...` and `qwen_image_...`. `dataset.toml` names the split
that is trained on; paths are absolute, so after a move replace the folder in it and in the `.jsonl` files (`sed -i`).
"""
TOML = """# A data set of musubi-tuner, of Cavendish's pairs.
[general]
resolution = [{width}, {height}]
batch_size = 1
enable_bucket = true
bucket_no_upscale = true

[[datasets]]
image_jsonl_file = "{out}/{split}.jsonl"
cache_directory = "{out}/cache"
num_repeats = 1
"""


def _finish(done: Done) -> None:
    for split in done.splits:
        write_lines(done.out / f"{split}.jsonl", joined(done.out, split))
    width, height = done.size
    write_text(
        done.out / "dataset.toml", TOML.format(width=width, height=height, out=done.out, split=done.splits[0])
    )


@export(
    "musubi", "musubi-tuner: JSONL of image_path, control_path, caption; dataset.toml", USAGE, finish=_finish
)
def musubi(shard: Shard, samples: Sequence[Sample]) -> None:
    """Pictures and rows."""
    root = shard.out.resolve()
    dialect.write(
        shard,
        samples,
        lambda sample, source, target: {
            "image_path": f"{root}/{target}",
            "control_path": f"{root}/{source}",
            "caption": sample.pair.prompt,
        },
    )
