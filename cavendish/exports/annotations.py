# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Files as COCO has them, one a split: images, annotations, categories."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cavendish.exports.files import whole
from cavendish.exports.registry import Done
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, joined
from cavendish.exports.views import held
from cavendish.manifests.schema import Row
from cavendish.manifests.stored import StoredFrame

Record = dict[str, Any]
# A view's picture in the export -> its images, and the annotations of each.
Told = Callable[[StoredFrame, Row, str], Iterator[tuple[Record, Iterator[Record]]]]


def write(shard: Shard, samples: Sequence[Sample], tell: Told) -> None:
    """The pictures of a shard, and its images and annotations, kept for the end."""
    images: list[Record] = []

    def annotations() -> Iterator[Record]:
        for frame, row in held(shard, samples, "instances"):
            for image, found in tell(frame, row, shard.keep(frame.folder / "rgb.png")):
                images.append(image)
                yield from found

    shard.lines(annotations(), "annotations")
    shard.lines(images, "images")


def finish(
    done: Done,
    name: str,
    categories: Sequence[Mapping[str, Any]],
    said: Callable[[Record], Record] = lambda row: row,
) -> None:
    """Put the shards together as `annotations/NAME_SPLIT.json`. said: what becomes of an annotation."""
    for split in done.splits:
        head = {
            "info": {"description": "Made by Cavendish", "version": done.described.get("recipe_digest", "")},
            "licenses": [],
            "categories": list(categories),
        }
        path = done.out / "annotations" / f"{name}_{split}.json"
        with whole(path) as new, new.open("w", encoding="utf-8") as file:
            file.write(json.dumps(head)[:-1])
            for kind in ("images", "annotations"):
                file.write(f',\n"{kind}": [')
                for index, line in enumerate(joined(done.out, split, kind)):
                    row = json.loads(line)
                    row = said(row) if kind == "annotations" else row
                    file.write((",\n" if index else "\n") + json.dumps(row, ensure_ascii=False))
                file.write("]")
            file.write("}\n")
