# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""README.md of a dataset: what it is, how to load it, how to decode a pair."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

import yaml

CARD = Template("""---
task_categories: [image-to-image, depth-estimation, image-segmentation]
tags: [synthetic, cavendish]
size_categories: [$size]
---

# A Cavendish dataset

$views views of $scenes procedural scenes, rendered in Blender's Cycles, with exact ground truth, and $pairs pairs
(input image, prompt) -> target image. Grown by Cavendish $version.

![What is in it](overview.png)

| split | scenes | $tasks |
|---|---|$rule|
$rows

## Load

```python
from datasets import load_dataset

pairs = load_dataset("imagefolder", data_dir="THIS FOLDER", split="$split")
pairs[0]["prompt"], pairs[0]["input_image"], pairs[0]["target_image"]
```

## Decode

Targets are exact. Each row's `encoding` says which codec made its target; `cavendish.codecs` (NumPy alone) reads it:

```python
import json
import numpy as np
from cavendish.codecs import decode_instances, decode_legend, depth_codec, normal_codec

row = pairs[0]
rgb, how = np.asarray(row["target_image"]), row["encoding"]
if row["task"] == "depth":      # metres from the camera plane, inf where nothing is
    metres = depth_codec(how["codec"], **json.loads(how["parameters"])).decode(rgb)
if row["task"] == "normals":    # camera space: +x right, +y up, +z to the viewer; NaN where nothing is
    normals = normal_codec(how["codec"]).decode(rgb)
if row["task"] == "semantic":   # the index in the legend, -1 for the background
    classes = decode_legend(rgb, [e["color"] for e in how["legend"]], background=how["background"])
if row["task"] == "instance":   # 0 for the background, 1..n for the objects
    objects = decode_instances(rgb, background=how["background"])
```

The truth itself is in `truth.exr` of each view (`Z`, `normal.X/.Y/.Z`, `instance`), cameras and objects in `frame.json`.

A horizontal flip breaks normals and every "left": use it only where a row says `flip_safe`.

## Recipe

```yaml
$recipe
```
""")


def write_card(out: Path, dataset: Mapping[str, Any]) -> None:
    """Write OUT/README.md. The same dataset gives the same bytes: no times, no dates."""
    pairs: dict[str, dict[str, int]] = dataset["pairs"]
    tasks = sorted({task for counts in pairs.values() for task in counts})
    scenes = dataset["scenes"]
    total = sum(sum(counts.values()) for counts in pairs.values())
    rows = "\n".join(
        f"| {split} | {scenes[split]} | "
        + " | ".join(str(pairs.get(split, {}).get(task, 0)) for task in tasks)
        + " |"
        for split in scenes
    )
    limits = (
        ("n<1K", 1e3),
        ("1K<n<10K", 1e4),
        ("10K<n<100K", 1e5),
        ("100K<n<1M", 1e6),
        ("1M<n<10M", 1e7),
        ("10M<n<100M", 1e8),
    )
    text = CARD.substitute(
        size=next((name for name, limit in limits if total < limit), "100M<n<1B"),
        views=dataset["views"],
        scenes=sum(scenes.values()),
        pairs=total,
        version=dataset["cavendish"],
        tasks=" | ".join(tasks),
        rule="|".join(["---"] * len(tasks)),
        rows=rows,
        split=_split(next(iter(scenes), "train")),
        recipe=yaml.safe_dump(dataset["recipe"], sort_keys=False, default_flow_style=None, width=110).strip(),
    )
    (out / "README.md").write_text(text, encoding="utf-8")


def _split(name: str) -> str:
    """The split's name as `datasets` has it."""
    return {"val": "validation"}.get(name, name)
