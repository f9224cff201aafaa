# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The Hilbert curve: it visits every colour once, and goes from each to a neighbour."""

import numpy as np
import pytest

from cavendish.codecs import depth_codec
from cavendish.codecs.depth.hilbert import Hilbert


@pytest.mark.parametrize("order", range(1, 7))
def test_it_visits_every_colour_once_and_steps_to_neighbours(order):
    curve = Hilbert(order)
    places = np.arange(curve.last + 1)
    rgb = curve.paint(places)
    assert len(np.unique(rgb.astype(int) @ (1, 256, 65536))) == 8**order
    np.testing.assert_array_equal(curve.read(rgb), places)
    levels = np.rint(rgb * ((2**order - 1) / 255)).astype(int)
    assert (np.abs(np.diff(levels, axis=0)).sum(1) == 1).all()
    assert rgb[[0, -1]].tolist() == [[0, 0, 0], [0, 0, 255]]


@pytest.mark.parametrize("order", [7, 8])
def test_high_orders_in_stretches(order):
    curve = Hilbert(order)
    for start in np.random.default_rng(0).integers(0, curve.last - 5000, 60):
        places = np.arange(start, start + 5000)
        rgb = curve.paint(places)
        np.testing.assert_array_equal(curve.read(rgb), places)
        levels = np.rint(rgb * ((2**order - 1) / 255)).astype(int)
        assert (np.abs(np.diff(levels, axis=0)).sum(1) == 1).all()


def test_each_cell_of_a_curve_is_a_curve_of_a_lower_order():
    cells = Hilbert(5).paint(np.arange(8**5)).reshape(64, 8**3, 3)
    assert (np.ptp(cells.astype(int), axis=1) <= 7 * 255 / 31 + 1).all()


@pytest.mark.parametrize("order", [1, 3, 6])
def test_any_colour_is_that_of_the_nearest_cell(order):
    curve, top = Hilbert(order), 2**order - 1
    rgb = np.random.default_rng(0).integers(0, 256, (5000, 3), np.uint8)
    shown = curve.paint(curve.read(rgb))
    np.testing.assert_array_equal(shown, np.rint(np.rint(rgb * (top / 255)) * (255 / top)))
    _, off = depth_codec("hilbert", order=order).decode(rgb, residual=True)
    np.testing.assert_allclose(off, np.linalg.norm(rgb - shown.astype(float), axis=1), atol=1e-4)


@pytest.mark.parametrize(
    ("order", "error", "says"),
    [
        (0, ValueError, "1 to 8"),
        (9, ValueError, "1 to 8"),
        (2.0, TypeError, "integer"),
        (True, TypeError, "integer"),
    ],
)
def test_what_order_it_refuses(order, error, says):
    with pytest.raises(error, match=f"order must be.*{says}"):
        depth_codec("hilbert", order=order)
