# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""README.md of a dataset: what it is, how to load it, how to decode a pair, whose it is; and the same for machines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

import yaml

from cavendish.manifests.contents import Contents, contents
from cavendish.manifests.croissant import write_croissant

CARD = Template("""---
$header
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

pairs = load_dataset("THIS FOLDER", split="$split")
pairs[0]["prompt"], pairs[0]["input_image"], pairs[0]["target_image"]
```

Or without `datasets`, with the exact truth at hand, one pair in memory at a time:

```python
from cavendish.manifests.read import read

for pair in read("THIS FOLDER"):
    pair.prompt, pair.input, pair.target     # text, (H, W, 3) uint8 or None, (H, W, 3) uint8
    pair.truth.depth, pair.truth.instances   # the view's own: metres, IDs
```

## Decode

Targets are exact. Each row's `encoding` says how its target was made, and so how a model's answer is read:

```python
import numpy as np
from cavendish.manifests.read import read

for pair in read("THIS FOLDER"):
    if pair.task in ("edit", "generation"):
        continue                        # their targets are pictures, not numbers
    answer = pair.target                # a model's (H, W, 3) uint8; decode it before any resizing
    numbers = pair.decode(answer)
    if pair.task == "depth":            # (H, W) metres from the camera plane, inf where nothing is
        nearest = float(np.min(numbers))
    elif pair.task == "normals":        # (H, W, 3), camera space: +x right, +y up, +z to the viewer; NaN: nothing
        facing = numbers[..., 2]
    elif pair.task == "instance":       # (H, W): 0 for the background, 1..n for the objects
        count = int(np.max(numbers))
    else:                               # a legend: name -> (H, W) bool
        shares = {name: float(mask.mean()) for name, mask in numbers.items()}
```

`cavendish.codecs` decodes with NumPy alone: `depth_codec`, `normal_codec`, `decode_legend`, `decode_instances`. The truth is in
`truth.exr` of each view (`Z`, `normal.X/.Y/.Z`, `instance`), cameras and objects in `frame.json`.

## Prompts

$examples

## Flips

A horizontal flip breaks normals and every "left": use it only where a row says `flip_safe`.

| task | pairs | flip safe |
|---|---|---|
$flips
$classes
## Licences and provenance

$licences

## How it was grown

$grown

```yaml
$recipe
```
""")
# Of the task categories of Hugging Face.
CATEGORIES = {
    "depth": "depth-estimation",
    "semantic": "image-segmentation",
    "instance": "image-segmentation",
    "referring": "image-segmentation",
    "reasoning": "image-segmentation",
    "generation": "text-to-image",
}
LIMITS = (
    ("n<1K", 1e3),
    ("1K<n<10K", 1e4),
    ("10K<n<100K", 1e5),
    ("100K<n<1M", 1e6),
    ("1M<n<10M", 1e7),
    ("10M<n<100M", 1e8),
)
OWN = (
    "All that the pictures show was made by Cavendish's own code: no asset from elsewhere is in them. Whoever grew the dataset "
    "chooses its licence: put it into the header of this file."
)
PACKED = (
    "The pictures also show assets of the packs below. Each object of them is named in `frame.json`, with its licence, under "
    "`pack`; a licence that asks for credit (CC-BY) asks for it here too. What is not of a pack was made by Cavendish's own code."
)


def write_card(out: Path, dataset: Mapping[str, Any]) -> None:
    """Write OUT/README.md, and OUT/croissant.json for machines. The same dataset gives the same bytes: no times, no dates."""
    found = contents(out, dataset)
    pairs: dict[str, dict[str, int]] = dataset["pairs"]
    tasks = sorted({task for counts in pairs.values() for task in counts})
    scenes = dataset["scenes"]
    total = sum(sum(counts.values()) for counts in pairs.values())
    packs = dataset.get("packs", [])
    licences = sorted({name for pack in packs for name in pack["licences"]})
    rows = "\n".join(
        f"| {split} | {scenes[split]} | "
        + " | ".join(str(pairs.get(split, {}).get(task, 0)) for task in tasks)
        + " |"
        for split in scenes
    )
    text = CARD.substitute(
        header=_header(tasks, total, list(scenes), licences),
        views=dataset["views"],
        scenes=sum(scenes.values()),
        pairs=total,
        version=dataset["cavendish"],
        tasks=" | ".join(tasks),
        rule="|".join(["---"] * len(tasks)),
        rows=rows,
        split=_split(next(iter(scenes), "train")),
        examples=_examples(found),
        flips="\n".join(
            f"| {task} | {sum(counts.get(task, 0) for counts in pairs.values())} | {found.flip_safe[task]} |"
            for task in tasks
        ),
        classes=_classes(found),
        licences=_packs(packs),
        grown=_grown(dataset),
        recipe=yaml.safe_dump(dataset["recipe"], sort_keys=False, default_flow_style=None, width=110).strip(),
    )
    (out / "README.md").write_text(text, encoding="utf-8")
    write_croissant(out, dataset, found, licences)


def _header(tasks: list[str], total: int, splits: list[str], licences: list[str]) -> str:
    """What Hugging Face reads: with the files named, pictures that no row speaks of and truth are left out."""
    files = [
        {"split": _split(split), "path": [f"{split}/metadata.jsonl", f"{split}/*/*/*.png"]}
        for split in splits
    ]
    categories = {"image-to-image": None} | {CATEGORIES[task]: None for task in tasks if task in CATEGORIES}
    header = {
        "license": [name.lower() for name in licences] if licences else "other",
        **({} if licences else {"license_name": "of-the-grower", "license_link": "README.md"}),
        "task_categories": list(categories),
        "tags": ["synthetic", "cavendish", *tasks],
        "size_categories": [next((name for name, limit in LIMITS if total < limit), "100M<n<1B")],
        "configs": [{"config_name": "default", "data_files": files}],
    }
    return yaml.safe_dump(header, sort_keys=False, default_flow_style=None, width=110).strip()


def _examples(found: Contents) -> str:
    """Prompts by task, each a code block: a legend may have lines, and any sign."""
    return "\n\n".join(
        f"**{task}**\n\n" + "\n".join(f"```text\n{prompt}\n```" for prompt in prompts)
        for task, prompts in sorted(found.examples.items())
    )


def _classes(found: Contents) -> str:
    """The table of classes; nothing where no legend names one."""
    names = sorted({*found.shown, *found.absent}, key=lambda name: (-found.shown[name], name))
    if not names:
        return ""
    lines = [f"| {name} | {found.shown[name]} | {found.absent[name]} |" for name in names]
    return "\n".join(
        (
            f"\n## Classes\n\nThe {len(names)} classes that legends name: in how many pairs the target shows one, and in how "
            "many the prompt names one that is not in view.\n\n| class | shown | absent |\n|---|---|---|",
            *lines,
            "",
        )
    )


def _packs(packs: list[Mapping[str, Any]]) -> str:
    if not packs:
        return OWN
    lines = [
        f"| {pack['name']} {pack['version']} | {pack['source']} | "
        + ", ".join(f"{name} ({count})" for name, count in sorted(pack["licences"].items()))
        + f" | `{pack['sha256'][:16]}` |"
        for pack in packs
    ]
    head = "| pack | source | licences (assets) | SHA-256 |\n|---|---|---|---|\n"
    return f"{PACKED}\n\n{head}" + "\n".join(lines)


def _grown(dataset: Mapping[str, Any]) -> str:
    plugins = [f"{name} {version}" for name, version in dataset.get("packages", {}).items()]
    made = f"Cavendish {dataset['cavendish']}" + (f" with {', '.join(plugins)}" if plugins else "")
    drawn = (
        f" The pairs were drawn again by Cavendish {dataset['pairs_by']}." if "pairs_by" in dataset else ""
    )
    return (
        f"By {made}, from the recipe below and its seed alone: saved as `recipe.yaml`, `cavendish generate recipe.yaml -o OUT` "
        f"grows it again, byte for byte with the same versions.{drawn} `cavendish validate` proves it; `cavendish pairs` draws "
        "other prompts and palettes for the same pictures."
    )


def _split(name: str) -> str:
    """The split's name as `datasets` has it."""
    return {"val": "validation"}.get(name, name)
