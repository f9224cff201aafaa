# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""UniWorld-V1: a JSON list of conversations a split, and the text file that names it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cavendish.errors import InputError
from cavendish.exports import dialect
from cavendish.exports.files import write_text
from cavendish.exports.registry import Done, export, holds_all
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, joined, write_array

USAGE = """
In the training's YAML, under `dataset_config`:

```yaml
data_txt: OUT/train.txt
```

Its line is `folder,JSON,need_weight`; the last is false, as the whole target is to be learnt alike. Prompts are written on one line:
the loader drops line ends, and words would run together. After a move replace the folder in the `.txt` files.
"""


def _finish(done: Done) -> None:
    if "," in str(done.out):
        raise InputError(
            f"UniWorld splits its data_txt at commas, and {done.out} has one; choose another folder with -o"
        )
    for split in done.splits:
        write_array(done.out / f"{split}.json", joined(done.out, split))
        write_text(done.out / f"{split}.txt", f"{done.out},{done.out}/{split}.json,false\n")


@export(
    "uniworld",
    "UniWorld-V1: JSON of image [source, target] and conversations; data_txt",
    USAGE,
    cannot=holds_all,
    finish=_finish,
)
def uniworld(shard: Shard, samples: Sequence[Sample]) -> None:
    """Pictures and rows; those without an input are text to image."""

    def say(sample: Sample, source: str, target: str) -> dict[str, Any]:
        asked = dialect.one_line(sample.pair.prompt)
        return {
            "id": sample.key,
            "image": [source, target] if source else [target],
            "conversations": [
                {"from": "human", "value": f"<image>\n{asked}" if source else asked},
                {"from": "gpt", "value": "<gen_image>"},
            ],
        }

    dialect.write(shard, samples, say)
