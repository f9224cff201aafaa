# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Masks as runs of zeros and ones, as COCO writes them uncompressed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt


class Rle(TypedDict):
    """A mask. size: rows and columns. counts: lengths of runs, zeros first, down the columns from left to right."""

    size: list[int]
    counts: list[int]


def rle(mask: npt.NDArray[np.bool_]) -> Rle:
    """The runs of a mask (H, W). The first count is 0 where the mask begins with a one."""
    height, width = mask.shape
    # Only the columns that hold a one are looked through: most masks are small.
    used = np.flatnonzero(mask.any(axis=0))
    first, last = (int(used[0]), int(used[-1]) + 1) if len(used) else (0, 0)
    line = np.concatenate([[False], mask[:, first:last].reshape(-1, order="F"), [False]])
    changes = np.flatnonzero(line[1:] != line[:-1]) + first * height
    counts = np.diff(changes, prepend=0, append=height * width).tolist()
    # A one in the last pixel leaves no zeros after it.
    return Rle(size=[height, width], counts=counts[:-1] if len(counts) > 1 and counts[-1] == 0 else counts)


def mask(runs: Mapping[str, Any]) -> npt.NDArray[np.bool_]:
    """The mask (H, W) of runs.

    Raises ValueError where the counts are no whole numbers from 0 up or do not add up to the size; compressed counts
    (a string) are not read.
    """
    (height, width), counts = runs["size"], runs["counts"]
    if isinstance(counts, (str, bytes)):
        raise ValueError("the counts are compressed; decode them with pycocotools.mask.decode")
    lengths = np.asarray(counts, np.int64)
    if (lengths < 0).any() or lengths.sum() != height * width:
        raise ValueError(
            f"the counts add up to {lengths.sum()}, and a mask of {height} x {width} has {height * width} pixels"
        )
    line = np.repeat(np.arange(len(lengths)) % 2 == 1, lengths)
    return line.reshape((height, width), order="F")
