# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Colour words: which pixels anybody calls red, which some would, and what an object's stated colour means.

The rule. A pixel is surely of a word within the word's core in CIELAB, and perhaps of it within a wider range. An object
surely has a colour where at least 0.6 of its pixels lie in the core, and its base colour (stated, or the albedo pass)
has the same word; where no base colour is known, 0.75 of the pixels must, both as they are and as they would be were the
walls and roads in view gray, which a colored light spoils; and black, white and gray do not count, since light makes those, too. It perhaps has a colour where 0.08 of its pixels lie in the wider range, or its base colour does.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cavendish.manifests.colors.ciede import lab

SAMPLES = 1024  # pixels of an object that are looked at for its colour, at least where it has so many
SURE, ALONE, PERHAPS = 0.6, 0.75, 0.08
WIDER = (14.0, 16.0, 10.0)  # lightness, hue (degrees) and chroma by which the wider range exceeds the core

Range = tuple[float, float]
# Lightness 0..100, hue in degrees (from, to, over 360 where it wraps), chroma from 0.
CORES: dict[str, tuple[Range, Range | None, Range]] = {
    "black": ((0, 17), None, (0, 9)),
    "gray": ((32, 70), None, (0, 6)),
    "white": ((84, 101), None, (0, 10)),
    "red": ((20, 60), (17, 45), (34, 200)),
    "orange": ((52, 82), (55, 76), (45, 200)),
    "yellow": ((65, 99), (84, 108), (42, 200)),
    "green": ((20, 92), (112, 172), (20, 200)),
    "blue": ((15, 80), (242, 305), (20, 200)),
    "purple": ((15, 65), (312, 338), (22, 200)),
    "pink": ((62, 92), (335, 385), (20, 75)),
    "brown": ((16, 46), (38, 80), (15, 48)),
}
# What an object's own word means; its last word that is known counts (dark green).
MEANS = {
    "grey": "gray", "silver": "gray", "navy": "blue", "crimson": "red", "maroon": "red", "violet": "purple",
    "lilac": "purple", "rose": "pink", "chocolate": "brown", "gold": "yellow", "lime": "green", "olive": "green",
}  # fmt: skip
NEITHER = frozenset({"beige", "cream", "ivory", "tan", "teal", "turquoise", "cyan", "dark", "light", "mixed"})


def shares(
    rgb: npt.NDArray[np.uint8], cast: tuple[float, float] = (0.0, 0.0)
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Of (n, 3) sRGB colours: which share each word's core holds, and which its wider range.

    cast: a and b of CIELAB, taken off first.
    """
    lightness, a, b = np.moveaxis(lab(rgb) - (0.0, *cast), -1, 0)
    chroma, hue = np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360
    core, wide = np.zeros(len(CORES)), np.zeros(len(CORES))
    for k, (light, turn, colorful) in enumerate(CORES.values()):
        for out, (dl, dh, dc) in ((core, (0.0, 0.0, 0.0)), (wide, WIDER)):
            within = (lightness >= light[0] - dl) & (lightness <= light[1] + dl)
            within &= (chroma >= colorful[0] - dc) & (chroma <= colorful[1] + dc)
            if turn is not None:
                within &= (hue - turn[0] + dh) % 360 <= turn[1] - turn[0] + 2 * dh
            out[k] = within.mean() if len(rgb) else 0.0
    return core, wide


def stated(word: str | None) -> str | None:
    """The word of CORES that an object's own colour means; None where it means none of them or is not stated."""
    for part in reversed((word or "").lower().replace("-", " ").split()):
        if part in MEANS or part in CORES:
            return MEANS.get(part, part)
        if part in NEITHER:
            return None
    return None


def judged(
    rgb: npt.NDArray[np.uint8],
    own: str | None,
    albedo: npt.NDArray[np.uint8] | None,
    cast: tuple[float, float] | None = None,
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which words an object surely has, and which perhaps, by the rule above.

    rgb: (n, 3) its pixels. own: the colour that its table states. albedo: (n, 3) its base colour as sRGB.
    cast: what the light may add to all colours, a and b of CIELAB; None where nothing in view tells.
    """
    core, wide = shares(rgb)
    names = list(CORES)
    word = stated(own)
    base, maybe = np.zeros(len(names), bool), wide >= PERHAPS
    if word is not None:
        base = np.array([name == word for name in names])
        maybe |= base
    elif albedo is not None and not own:
        under, around = shares(albedo)
        base = under >= SURE
        maybe |= around >= PERHAPS
    if word is None and albedo is None and not own:
        sure = np.zeros(len(names), bool)
        if cast is not None:
            sure = (core >= ALONE) & (shares(rgb, cast)[0] >= ALONE)
        sure[[names.index(name) for name in ("black", "gray", "white")]] = False
    else:
        sure = (core >= SURE) & base
    return sure, maybe | sure
