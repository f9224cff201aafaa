# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""OmniGen2: JSONL with absolute paths, and the YAML that mixes the files."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from cavendish.exports import dialect
from cavendish.exports.files import write_text
from cavendish.exports.registry import Done, export, holds_all
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, joined, write_lines

USAGE = """
```yaml
# in OmniGen2's options/ft.yml
data:
  data_path: OUT/train.yml
```

```sh
accelerate launch train.py --config options/ft.yml
```

OmniGen2's loader reads the ratios of its YAML and then takes every row all the same, so mix beforehand: `cavendish export --mix`.
It opens paths as they stand: they are absolute, so after a move replace the folder in the `.jsonl` and `.yml` files (`sed -i`).
"""


def _finish(done: Done) -> None:
    for split in done.splits:
        path = done.out / f"{split}.jsonl"
        write_lines(path, joined(done.out, split))
        mix = {"ratio_type": "inside_ratio", "data": [{"path": str(path), "type": "edit", "ratio": 1}]}
        write_text(done.out / f"{split}.yml", yaml.safe_dump(mix, sort_keys=False))


@export(
    "omnigen2",
    "OmniGen2: JSONL of task_type, instruction, input_images, output_image; YAML mix",
    USAGE,
    cannot=holds_all,
    finish=_finish,
)
def omnigen2(shard: Shard, samples: Sequence[Sample]) -> None:
    """Pictures and rows; those without an input are text to image."""
    root = shard.out.resolve()
    dialect.write(
        shard,
        samples,
        lambda sample, source, target: {
            "task_type": "edit" if source else "text_to_image",
            "instruction": sample.pair.prompt,
            "input_images": [f"{root}/{source}"] if source else None,
            "output_image": f"{root}/{target}",
        },
    )
