# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Tables that pixels are looked up in: small keys and large ones, of every kind of integer."""

import numpy as np
import pytest

from cavendish.codecs.lookup import paint, places_in

KEYS = {
    "none": [],
    "small": [0, 3, 4, 17],
    "without zero": [1, 2, 250],
    "large": [5, 70_000, 16_777_215],
    "negative": [-3, 0, 9],
}


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64])
@pytest.mark.parametrize("name", KEYS)
def test_each_integer_is_found_where_it_stands(name: str, kind: type) -> None:
    keys = np.array(KEYS[name], np.int64)
    limits = np.iinfo(kind)
    there = [key for key in KEYS[name] if limits.min <= key <= limits.max]
    ids = np.array([[*there, 0, 1, limits.max, limits.min, 100]], kind)
    wanted = [[KEYS[name].index(int(i)) if int(i) in KEYS[name] else len(keys) for i in row] for row in ids]
    np.testing.assert_array_equal(places_in(ids, keys), wanted)


@pytest.mark.parametrize("shape", [(), (5,), (0, 4), (300, 257)])
@pytest.mark.parametrize("kind", [np.int8, np.int32, np.int64])
def test_colors_are_rows_of_the_table(shape: tuple[int, ...], kind: type) -> None:
    rng = np.random.default_rng(1)
    table = rng.integers(0, 256, (7, 3), np.uint8)
    places = np.asarray(rng.integers(-1, 7, shape)).astype(kind)
    np.testing.assert_array_equal(paint(places, table), table[places])
