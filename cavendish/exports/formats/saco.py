# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Phrases with masks, as in SA-Co: for each view noun phrases, those of what is there with a mask an instance, others with none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from cavendish.exports.annotations import Record, finish, write
from cavendish.exports.registry import Done, export, holds_all
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard
from cavendish.exports.views import number, things
from cavendish.manifests.classes import absent, covers_word, nouns
from cavendish.manifests.schema import Row
from cavendish.manifests.stored import StoredFrame
from cavendish.render.frame import Frame
from cavendish.scenes.ontology import category

PHRASES = 1_000  # of a view, at most
USAGE = """
```python
from pycocotools.coco import COCO  # pip install pycocotools

phrases = COCO("OUT/annotations/saco_train.json")
for key in phrases.getImgIds():
    unit = phrases.loadImgs(key)[0]  # a picture and a phrase: unit["file_name"], unit["text_input"]
    masks = [phrases.annToMask(row) for row in phrases.imgToAnns[key]]  # none where nothing in the picture is one
```

The layout of SA-Co/Gold, which SAM 3 reads: an entry of `images` is a picture and a noun phrase, `annotations` are all instances of
it. Phrases are the ontology's names and synonyms, singular; a view has as many absent ones as present ones, those first whose parent
is in view. A phrase is left out of a view where an instance of it is too small or too hidden to be spoken of, or where something
else could be taken for it, so every unit is exhaustive. Masks are of what is visible.
"""


def phrases(frame: Frame, rng: np.random.Generator) -> list[tuple[str, list[Record]]]:
    """Noun phrases of a view, each with all its instances: those of what is there, then as many of what is not."""
    seen = list(things(frame))
    found: dict[str, list[Record]] = {}
    for name in sorted({thing.item.category for thing in seen if thing.plain}):
        said = _word(name, rng)
        named = [
            thing for thing in seen if thing.item.category == name or covers_word(said, thing.item.category)
        ]
        kinds = {thing.item.category for thing in named}
        alike = {other for kind in kinds for other in category(kind).alike} - kinds
        # What could be taken for it, or is too small to be spoken of, leaves open how many there are.
        if all(thing.plain for thing in named) and not alike & {
            item.category for item in frame.items if item.pixels
        }:
            found[said] = [thing.said for thing in named]
    parents = {category(thing.item.category).parent for thing in seen}
    others = [name for name in absent(frame) if category(name).thing]
    order = [others[index] for index in rng.permutation(len(others))]
    near = sorted(order, key=lambda name: category(name).parent not in parents)
    vain = {_word(name, rng) for name in near[: max(len(found), 1)]} - found.keys()
    return [*found.items(), *((said, []) for said in sorted(vain))]


def _word(name: str, rng: np.random.Generator) -> str:
    """A class's usual name, or at times a synonym."""
    words = [singular for singular, _ in nouns(name)]
    return words[0] if rng.random() < 0.6 else words[int(rng.integers(len(words)))]


def _finish(done: Done) -> None:
    finish(done, "saco", [{"id": 1, "name": "object"}])


@export(
    "saco",
    "SA-Co: noun phrases with a mask an instance, absent ones with none",
    USAGE,
    views=True,
    cannot=holds_all,
    finish=_finish,
    rows=200,
)
def saco(shard: Shard, samples: Sequence[Sample]) -> None:
    """Pictures, and the images and annotations for the end."""
    write(shard, samples, _told)


def _told(frame: StoredFrame, row: Row, place: str) -> Iterator[tuple[Record, Iterator[Record]]]:
    rng = np.random.default_rng([row.seed, row.scene, row.view])
    for index, (said, rows) in enumerate(phrases(frame, rng)[:PHRASES]):
        unit = number(row.scene, row.view) * PHRASES + index
        image = {
            "id": unit,
            "file_name": place,
            "text_input": said,
            "width": frame.view.width,
            "height": frame.view.height,
            "is_instance_exhaustive": 1,
            "is_pixel_exhaustive": 1,
        }
        yield image, (_annotation(unit, said, instance, extra) for instance, extra in enumerate(rows, 1))


def _annotation(unit: int, said: str, instance: int, extra: Record) -> Record:
    head = {"id": unit * 10_000 + instance, "image_id": unit, "category_id": 1}
    return {**head, "noun_phrase": said, "iscrowd": 0, **extra}
