# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""COCO instances: boxes and masks of the things in each view."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from cavendish.exports.annotations import Record, finish, write
from cavendish.exports.registry import Done, export, holds_all
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, joined
from cavendish.exports.views import number, things
from cavendish.manifests.schema import Row
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
    rows = [
        {"id": index, "name": name, "supercategory": category(name).parent} for name, index in ids.items()
    ]

    def said(row: Record) -> Record:
        return {**row, "category_id": ids[row.pop("category")]}

    finish(done, "instances", rows, said)


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
    write(shard, samples, _told)


def _told(frame: StoredFrame, row: Row, place: str) -> Iterator[tuple[Record, Iterator[Record]]]:
    image = number(row.scene, row.view)
    found = (
        {
            "id": image * 100_000 + thing.item.id,
            "image_id": image,
            "category": thing.item.category,
            "iscrowd": 0 if thing.plain else 1,
            **thing.said,
        }
        for thing in things(frame)
    )
    yield {"id": image, "file_name": place, "width": frame.view.width, "height": frame.view.height}, found
