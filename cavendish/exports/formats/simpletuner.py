# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""SimpleTuner: two folders with equal names and extensions, and the data backends that pair them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from cavendish.exports import dialect, folders
from cavendish.exports.files import write_text
from cavendish.exports.registry import Done, export
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard

USAGE = """
```sh
simpletuner train --data_backend_config OUT/multidatabackend.json ...
```

The inputs condition under `reference_strict`: they are cropped and resized as the targets are, which is not at all at this
resolution. Prompts are written on one line: SimpleTuner takes every line of a text for a caption of its own. After a move replace the
folder in that file.
"""


def _finish(done: Done) -> None:
    split, (width, height) = done.splits[0], done.size
    plain = {
        "type": "local",
        "resolution": round(math.sqrt(width * height)),
        "resolution_type": "pixel",
        "crop": False,
        "minimum_image_size": 0,
    }
    targets = {
        "id": "cavendish-targets",
        "dataset_type": "image",
        "instance_data_dir": f"{done.out}/{split}/target",
        "caption_strategy": "textfile",
        "conditioning_data": ["cavendish-inputs"],
        "cache_dir_vae": f"{done.out}/cache/vae/target",
    }
    inputs = {
        "id": "cavendish-inputs",
        "dataset_type": "conditioning",
        "conditioning_type": "reference_strict",
        "source_dataset_id": "cavendish-targets",
        "instance_data_dir": f"{done.out}/{split}/input",
        "caption_strategy": None,
        "cache_dir_vae": f"{done.out}/cache/vae/input",
    }
    texts = {
        "id": "cavendish-texts",
        "dataset_type": "text_embeds",
        "type": "local",
        "default": True,
        "cache_dir": f"{done.out}/cache/text",
    }
    backends = [targets | plain, inputs | plain, texts]
    write_text(done.out / "multidatabackend.json", json.dumps(backends, indent=1) + "\n")


@export(
    "simpletuner",
    "SimpleTuner: input and target folders with equal names; reference_strict",
    USAGE,
    finish=_finish,
)
def simpletuner(shard: Shard, samples: Sequence[Sample]) -> None:
    """Folders, a prompt on one line."""
    folders.write(shard, samples, dialect.one_line)
