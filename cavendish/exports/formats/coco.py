# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""COCO instances: boxes and masks of the things in each view."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from cavendish.exports.files import whole
from cavendish.exports.registry import Done, export, holds_all
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, each, joined
from cavendish.exports.views import lacks, number, things
from cavendish.manifests.stored import StoredFrame
from cavendish.scenes.ontology import category, ontology

USAGE = """
```python
from pycocotools.coco import COCO  # pip install pycocotools

coco = COCO("OUT/annotations/instances_train.json")
mask = coco.annToMask(coco.loadAnns(coco.getAnnIds(imgIds=coco.getImgIds()[0]))[0])
```

Pictures lie at `OUT/` and `file_name`. A category is a thing of Cavendish's ontology, its `supercategory` the parent. Objects that are
too small (under 2e-4 of the picture) or too hidden to be spoken of have `iscrowd` 1, so that neither training nor the metric counts
them. Masks are of what is visible, and cover every visible pixel of a thing.
"""


def categories(names: set[str]) -> dict[str, int]:
    """Category IDs, from 1 up: the ontology's things in the order of the alphabet, then others that occur."""
    known = sorted(name for name, row in ontology().items() if row.thing)
    return {name: index for index, name in enumerate([*known, *sorted(names - set(known))], 1)}


def _finish(done: Done) -> None:
    used = {
        json.loads(line)["category"]
        for split in done.splits
        for line in joined(done.out, split, "annotations")
    }
    ids = categories(used)
    for split in done.splits:
        head = {
            "info": {"description": "Made by Cavendish", "version": done.described.get("recipe_digest", "")},
            "licenses": [],
            "categories": [
                {"id": index, "name": name, "supercategory": category(name).parent}
                for name, index in ids.items()
            ],
        }
        path = done.out / "annotations" / f"instances_{split}.json"
        with whole(path) as new, new.open("w", encoding="utf-8") as file:
            file.write(json.dumps(head)[:-1])
            for kind in ("images", "annotations"):
                file.write(f',\n"{kind}": [')
                for index, line in enumerate(joined(done.out, split, kind)):
                    row = json.loads(line)
                    if kind == "annotations":
                        row["category_id"] = ids[row.pop("category")]
                    file.write((",\n" if index else "\n") + json.dumps(row))
                file.write("]")
            file.write("}\n")


@export(
    "coco",
    "COCO instances: visible masks as RLE, boxes, areas, categories of the ontology",
    USAGE,
    views=True,
    cannot=holds_all,
    finish=_finish,
    rows=200,
)
def coco(shard: Shard, samples: Sequence[Sample]) -> None:
    """Pictures, and the images and annotations for the end."""
    images: list[dict[str, Any]] = []

    def annotations() -> Iterator[dict[str, Any]]:
        for sample in each(shard, samples):
            frame, row = StoredFrame(sample.pair.truth.folder), sample.pair.row
            why = lacks(frame, "instances")
            if why:
                shard.leave(why, sample.key)
                continue
            image = number(row.scene, row.view)
            place = shard.keep(frame.folder / "rgb.png")
            images.append(
                {"id": image, "file_name": place, "width": frame.view.width, "height": frame.view.height}
            )
            for thing in things(frame):
                yield {
                    "id": image * 100_000 + thing.item.id,
                    "image_id": image,
                    "category": thing.item.category,
                    "iscrowd": 0 if thing.plain else 1,
                    **thing.said,
                }

    shard.lines(annotations(), "annotations")
    shard.lines(images, "images")
