# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Masks as COCO's uncompressed runs."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.render.masks import mask, rle


def definition(picture: Any) -> list[int]:
    """COCO's: walk down the columns, count zeros, then ones, then zeros ..."""
    counts, value, run = [], False, 0
    for column in range(picture.shape[1]):
        for row in range(picture.shape[0]):
            if picture[row, column] != value:
                counts.append(run)
                value, run = not value, 0
            run += 1
    return [*counts, run]


PICTURES = st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1), st.floats(0, 1)).map(
    lambda t: np.random.default_rng(t[2]).uniform(size=t[:2]) < t[3]
)


@given(PICTURES)
def test_runs_are_as_coco_defines_them_and_come_back(picture: Any) -> None:
    runs = rle(picture)
    assert runs == {"size": list(picture.shape), "counts": definition(picture)}
    assert np.array_equal(mask(json.loads(json.dumps(runs))), picture)
    assert mask(runs).dtype == bool


def test_known_runs() -> None:
    picture = np.array([[0, 1, 1], [1, 1, 0]], bool)
    assert rle(picture) == {"size": [2, 3], "counts": [1, 4, 1]}
    assert rle(~picture) == {"size": [2, 3], "counts": [0, 1, 4, 1]}
    assert rle(np.zeros((4, 5), bool)) == {"size": [4, 5], "counts": [20]}
    assert rle(np.ones((4, 5), bool)) == {"size": [4, 5], "counts": [0, 20]}


@pytest.mark.parametrize("counts", [[5], [3, 4], [-1, 7]])
def test_runs_that_do_not_fill_the_picture_are_refused(counts: list[int]) -> None:
    with pytest.raises(ValueError, match=r"2 x 3 has 6 pixels"):
        mask({"size": [2, 3], "counts": counts})


def test_compressed_runs_are_named() -> None:
    with pytest.raises(ValueError, match="compressed"):
        mask({"size": [2, 3], "counts": "61X13"})
