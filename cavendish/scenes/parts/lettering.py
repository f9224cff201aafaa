# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Print from afar: titles and lines of text as bars, for packets and covers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.parts.facade.elements import boxes
from cavendish.scenes.scene import Mesh

Bar = tuple[float, float, float, float]  # x0, x1, y0, y1


def title(
    rng: np.random.Generator, x: float, y: float, width: float, height: float, letters: int
) -> list[Bar]:
    """A word of `letters` stout letters in a box round (x, y); some stand higher. Metres."""
    share = rng.uniform(0.7, 1.2, letters)
    ends = np.cumsum(share) / share.sum()
    high = np.where(rng.random(letters) < 0.35, 1.0, 0.78)
    high[0] = 1.0
    left, low = x - width / 2, y - height / 2
    return [
        (left + width * (b - a * 0.8), left + width * b, low, low + height * float(h))
        for a, b, h in zip(share / share.sum(), ends, high, strict=True)
    ]


def lines(rng: np.random.Generator, x: float, y: float, width: float, height: float, count: int) -> list[Bar]:
    """`count` lines of words in a box round (x, y), ragged at the right. Metres."""
    pitch = height / count
    out: list[Bar] = []
    for k in range(count):
        low = y + height / 2 - (k + 0.75) * pitch
        at, end = x - width / 2, x + width / 2 * float(rng.uniform(0.2, 1.0))
        while at < end:
            word = width * float(rng.uniform(0.1, 0.3))
            out.append((at, min(at + word, end), low, low + 0.5 * pitch))
            at += word + 0.05 * width
    return [bar for bar in out if bar[1] - bar[0] > 0.02 * width]


def raised(bars: Sequence[Bar], z: float, thick: float = 0.0003) -> Mesh:
    """The bars as plates on height z, readable from above with +Y up."""
    return boxes([(*bar, z, z + thick) for bar in bars])
