# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""ai-toolkit: two folders with equal names, captions beside the targets."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from cavendish.exports import folders
from cavendish.exports.files import write_text
from cavendish.exports.registry import Done, export
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard

USAGE = """
Put what `OUT/datasets.yaml` says into the job's YAML under `config: process: - datasets:`, with a model that edits
(`arch: flux_kontext`, `flux2`, `qwen_image_edit`), then `python run.py JOB.yaml`. ai-toolkit writes the line ends of a caption as
commas. After a move replace the folder in that file.
"""


def _finish(done: Done) -> None:
    sides = sorted({side for size in done.sizes for side in map(int, size.split(" x "))})
    said = {
        "datasets": [
            {
                "folder_path": f"{done.out}/{split}/target",
                "control_path": f"{done.out}/{split}/input",
                "caption_ext": "txt",
                "caption_dropout_rate": 0.0,
                "shuffle_tokens": False,
                "cache_latents_to_disk": True,
                "flip_x": False,
                "flip_y": False,
                "resolution": [sides[-1]],
            }
            for split in done.splits[:1]
        ]
    }
    write_text(done.out / "datasets.yaml", yaml.safe_dump(said, sort_keys=False))


@export(
    "ai-toolkit",
    "ai-toolkit: input and target folders with equal names, captions as .txt",
    USAGE,
    finish=_finish,
)
def ai_toolkit(shard: Shard, samples: Sequence[Sample]) -> None:
    """Folders."""
    folders.write(shard, samples)
