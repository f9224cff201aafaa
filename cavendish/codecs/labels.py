# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Semantic segmentation to RGB and back: each class has the colour that its prompt's legend gave it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cavendish.codecs.arrays import any_array
from cavendish.codecs.blocks import blocks
from cavendish.codecs.colors import Color, as_color, as_colors
from cavendish.codecs.images import as_ids, as_rgb
from cavendish.codecs.lookup import paint


@any_array
def encode_labels(
    labels: ArrayLike, colors: Sequence[Color], background: Color = (0, 0, 0)
) -> NDArray[np.uint8]:
    """Return the (..., 3) colours of a (...) integer map: label k takes colors[k], -1 takes the background.

    Raises TypeError where labels are no integers, ValueError where one is under -1 or has no colour.
    """
    array = as_ids(labels, "labels")
    table = np.concatenate([as_colors(colors), as_color(background)[None]])
    if array.size and not (array.min() >= -1 and array.max() < len(table) - 1):
        raise ValueError(f"labels must be -1 to {len(table) - 2}, not {array.min()} to {array.max()}")
    return paint(array, table)


@any_array
def decode_legend(
    rgb: ArrayLike,
    colors: Sequence[Color],
    reject: float | None = None,
    background: Color | None = None,
) -> NDArray[np.int32]:
    """Return the (...) index of the legend colour nearest to each of (..., 3) colours; the first on a tie.

    A pixel is -1 where it is farther than `reject` (Euclidean, 0-255 units) from every legend colour, or,
    given a `background`, nearer to that than to them.
    Raises TypeError or ValueError where rgb or a colour is not one, ValueError for an empty legend.
    """
    image = as_rgb(rgb)
    legend = as_colors(colors)
    if len(legend) == 0:
        raise ValueError("colors is empty: a legend needs at least one colour")
    table = legend if background is None else np.concatenate([legend, as_color(background)[None]])
    pixels = image.reshape(-1, 3)
    labels = np.empty(len(pixels), np.int32)
    for part in blocks(len(pixels)):
        nearest, squares = _nearest(pixels[part], table)
        nearest[nearest == len(legend)] = -1
        if reject is not None:
            nearest[squares > reject**2] = -1
        labels[part] = nearest
    return labels.reshape(image.shape[:-1])


def _nearest(pixels: NDArray[np.uint8], table: NDArray[np.uint8]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return, for (n, 3) colours, the first nearest row of (k, 3) and the squared distance to it.

    The distance, less the pixel's own square, is linear in the pixel; with the row's number in the lower
    bits of the same integer, the least over the rows is both answers at once.
    """
    bits = len(table).bit_length()
    kind = np.int32 if bits <= 12 else np.int64  # 2 * 3 * 255^2 * 2^12 < 2^31
    red, green, blue = np.ascontiguousarray(pixels.T, dtype=kind)
    best = np.full(len(pixels), np.iinfo(kind).max)
    total, term = np.empty_like(best), np.empty_like(best)
    for row, color in enumerate(table.tolist()):
        r, g, b = (kind(-2 * channel << bits) for channel in color)
        np.multiply(red, r, out=total)
        np.add(total, np.multiply(green, g, out=term), out=total)
        np.add(total, np.multiply(blue, b, out=term), out=total)
        np.add(total, kind((sum(channel**2 for channel in color) << bits) + row), out=total)
        np.minimum(best, total, out=best)
    squares = (best >> bits) + red * red + green * green + blue * blue
    return best & kind((1 << bits) - 1), squares
