# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Small tables that every pixel is looked up in."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.blocks import BLOCK, blocks

SMALL = 1 << 16
"""The largest key that a table is made for."""


def places_in(ids: NDArray[Any], keys: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return where each of (...) integers stands in the ascending (n,) keys; n where it is none of them.

    Keys that are small are looked up in a table, others searched for, which takes ten times as long.
    """
    count = len(keys)
    if count == 0 or ids.size == 0:
        return np.zeros(ids.shape, np.int32)
    if (
        keys[0] >= 0
        and keys[-1] < SMALL
        and ids.dtype != np.uint64
        and (ids.dtype.kind == "u" or ids.min() >= 0)
    ):
        table = np.full(int(keys[-1]) + 2, count, np.int32)
        table[keys] = np.arange(count)
        return table.take(ids, mode="clip")
    places = np.minimum(np.searchsorted(keys, ids), count - 1)
    return np.where(keys[places] == ids, places, count).astype(np.int32)


def paint(places: NDArray[Any], table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the (..., 3) rows of an (n, 3) table at (...) integers below n; -1 is the last row."""
    words = words_of(table)
    flat = places.reshape(-1)
    rgb = np.empty((flat.size, 3), np.uint8)
    word = np.empty(min(flat.size, BLOCK), words.dtype)
    channels = word.view(np.uint8).reshape(-1, 4)
    for part in blocks(flat.size):
        count = part.stop - part.start
        words.take(flat[part], out=word[:count], mode="wrap")
        for channel in range(3):  # three strided copies are four times as fast as one of triples
            rgb[part, channel] = channels[:count, channel]
    return rgb.reshape(*places.shape, 3)


def words_of(table: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return (n, 3) colours as (n,) words whose bytes in memory are r, g, b and 0."""
    words = np.zeros((len(table), 4), np.uint8)
    words[:, :3] = table
    return words.view(np.uint32).reshape(-1)
