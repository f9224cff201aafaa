# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Codec "cube": metric depth along seven edges of the RGB cube, from black to white.

Source: arXiv 2604.20329 v3, section 3.2; the order of the corners was checked on its published outputs.
"""

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cavendish.codecs.depth.curve import PowerCurve
from cavendish.codecs.depth.palette import PaletteCodec
from cavendish.codecs.depth.registry import register

CORNERS = (
    ("black", (0, 0, 0)),
    ("red", (255, 0, 0)),
    ("yellow", (255, 255, 0)),
    ("green", (0, 255, 0)),
    ("cyan", (0, 255, 255)),
    ("blue", (0, 0, 255)),
    ("magenta", (255, 0, 255)),
    ("white", (255, 255, 255)),
)


@register("cube")
def cube(lam: float = -3.0, c: float = 10 / 3) -> PaletteCodec:
    """Return the codec with the power curve of `lam` < -1 and `c` > 0 metres (see `PowerCurve`).

    A finite depth whose curve rounds to the last of 1785 steps becomes white and decodes to inf: past 587 m
    with the paper's curve, whose last finite colour, (255, 254, 255), is 412.5 m.
    """
    curve = PowerCurve(lam, c)
    return PaletteCodec(
        name="cube",
        version=1,
        parameters=curve.parameters,
        legend=CORNERS,
        curve=curve,
        palette=path,
        nearest=nearest,
    )


@cache
def path() -> NDArray[np.uint8]:
    """Return the (1786, 3) colours of the path: seven edges of 255 steps, and white."""
    corners = np.array([color for _, color in CORNERS])
    steps = np.arange(255)[:, None]
    edges = [start + (end - start) // 255 * steps for start, end in pairwise(corners)]
    return np.concatenate([*edges, corners[-1:]]).astype(np.uint8)


@cache
def nearest() -> NDArray[np.uint16]:
    """Return the (2^24,) step nearest to each colour r + 256 g + 65536 b, on a tie that of the nearer depth.

    An edge runs along one channel, so the projection onto it keeps that channel and is a step of the path.
    Squared distance and step are packed in one integer, distance first: the least over the edges is the
    answer and settles ties. It is a sum of one term for each channel, so that a plane costs seven additions.
    """
    value = np.arange(256, dtype=np.int32)
    corners = [color for _, color in CORNERS]
    planes, blues = [], []
    for edge, (start, end) in enumerate(pairwise(corners)):
        red, green, blue = (
            (value - a) ** 2 << 11 if a == b else 255 * edge + abs(value - a)
            for a, b in zip(start, end, strict=True)
        )
        planes.append(green[:, None] + red)
        blues.append(blue)
    steps = np.empty((256, 256, 256), np.uint16)
    best, other = np.empty_like(planes[0]), np.empty_like(planes[0])
    for b in range(256):
        np.add(planes[0], blues[0][b], out=best)
        for plane, blue in zip(planes[1:], blues[1:], strict=True):
            np.minimum(best, np.add(plane, blue[b], out=other), out=best)
        np.bitwise_and(best, 2047, out=steps[b], casting="unsafe")
    return steps.reshape(-1)
