# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What is in a view, for the exports of views: its things, each with its visible mask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.errors import InputError
from cavendish.exports.selection import Sample
from cavendish.exports.shard import Shard, each
from cavendish.manifests.classes import noticeable
from cavendish.manifests.schema import Row
from cavendish.manifests.stored import StoredFrame
from cavendish.render.frame import Frame, Item
from cavendish.render.masks import rle


@dataclass(frozen=True)
class Thing:
    """A thing in a view. plain: it is large enough to be spoken of. mask: (H, W) bool, what is visible."""

    item: Item
    plain: bool
    mask: npt.NDArray[np.bool_]

    @property
    def said(self) -> dict[str, Any]:
        """Its mask as COCO says it: segmentation (compressed runs), area in pixels, bbox (x, y, width, height)."""
        assert self.item.box is not None
        left, top, right, bottom = self.item.box
        runs = rle(self.mask)
        return {
            "segmentation": {"size": runs["size"], "counts": compressed(runs["counts"])},
            "area": self.item.pixels,
            "bbox": [left, top, right - left, bottom - top],
        }


def things(frame: Frame) -> Iterator[Thing]:
    """The things that show in a view, one mask in memory at a time; stuff (floor, sky) is none."""
    for item in frame.items:
        if item.thing and item.pixels:
            yield Thing(item, noticeable(frame, item), frame.instances == item.id)


def held(shard: Shard, samples: Sequence[Sample], *passes: str) -> Iterator[tuple[StoredFrame, Row]]:
    """The views whose truth holds these passes, each with its row; the others are left out and counted."""
    for sample in each(shard, samples):
        frame = StoredFrame(sample.pair.truth.folder)
        missing = [name for name in passes if name not in frame.truth]
        if missing:
            shard.leave(f"the recipe's truth.keep left out {', '.join(missing)}", sample.key)
        else:
            yield frame, sample.pair.row


def number(scene: int, view: int) -> int:
    """An ID of a view, from 1 up, its own in the dataset."""
    if view >= 10_000:
        raise InputError(f"view {view} of scene {scene}: IDs are made for fewer than 10,000 views a scene")
    return scene * 10_000 + view + 1


def compressed(counts: list[int]) -> str:
    """Runs as COCO's text: from the third on the difference to the last but one, in groups of five bits, low ones first."""
    text = []
    for index, count in enumerate(counts):
        value = count - counts[index - 2] if index > 2 else count
        more = True
        while more:
            bits = value & 0x1F
            value >>= 5
            more = value != (-1 if bits & 0x10 else 0)
            text.append(chr((bits | 0x20 if more else bits) + 48))
    return "".join(text)
