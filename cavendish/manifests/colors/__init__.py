# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Colours for legends and instances: drawn afresh for every pair, far enough apart to survive a model's drift."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from cavendish.manifests.colors.ciede import difference, lab
from cavendish.manifests.colors.names import spoken
from cavendish.manifests.pair import Rgb

APART = 60.0  # least distance of two colours in RGB, 0-255 units
LEAST = 42.0  # 3 tau of the instance decoder: under that, instances run into each other
UNLIKE = 20.0  # least CIEDE2000 of two named colours of a pair, so that nobody takes one for the other

# Name -> its colour, and the group of names that people take for each other.
NAMED: Mapping[str, tuple[Rgb, str]] = MappingProxyType(spoken())

# The ways in which a prompt may spell a colour by numbers.
FORMS: Mapping[str, Callable[[Rgb], str]] = MappingProxyType(
    {
        "hex": lambda c: f"#{c[0]:02X}{c[1]:02X}{c[2]:02X}",
        "lower_hex": lambda c: f"#{c[0]:02x}{c[1]:02x}{c[2]:02x}",
        "angles": lambda c: f"<{c[0]}, {c[1]}, {c[2]}>",
        "parentheses": lambda c: f"({c[0]}, {c[1]}, {c[2]})",
        "rgb": lambda c: f"RGB({c[0]}, {c[1]}, {c[2]})",
    }
)
SPELLINGS = tuple(FORMS.values())

_NAMES = re.compile(rf"\b({'|'.join(sorted(NAMED, key=len, reverse=True))})\b", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-fA-F]{6})\b")
_TRIPLE = re.compile(r"\b(\d{1,3}), (\d{1,3}), (\d{1,3})\b")


def spelt(colors: Sequence[Rgb], named: bool, rng: np.random.Generator, form: str = "") -> list[str]:
    """How one prompt spells its colours: all by name, or all in one numeric form: `form`, a key of FORMS, or any."""
    if named:
        return [name_of(color) for color in colors]
    spelling = FORMS[form] if form else SPELLINGS[int(rng.integers(len(SPELLINGS)))]
    return [spelling(color) for color in colors]


def name_of(color: Rgb) -> str:
    """The name of a colour that has one. Raises KeyError."""
    return _names()[color]


def mentioned(text: str) -> set[Rgb]:
    """The colours that a text names or spells out."""
    found = {NAMED[name.lower()][0] for name in _NAMES.findall(text)}
    found |= {(int(h[:2], 16), int(h[2:4], 16), int(h[4:], 16)) for h in _HEX.findall(text)}
    return found | {(int(r), int(g), int(b)) for r, g, b in _TRIPLE.findall(text)}


def draw_named(
    count: int, avoid: Sequence[Rgb], rng: np.random.Generator, unsaid: Sequence[str] = ()
) -> list[Rgb] | None:
    """`count` named colours, none of which is taken for another or for one of `avoid`; None where they run out.

    They are 60 apart in RGB, 20 by CIEDE2000, and of one group of names at most one. unsaid: names that are not used.
    """
    if count == 0:
        return []
    names, colors, gaps = _gaps()
    free = np.array([name not in unsaid for name in names])
    for color in avoid:
        free &= _unlike(colors, color)
        if color in _names():
            free &= gaps[names.index(_names()[color])]
    chosen: list[Rgb] = []
    for k in rng.permutation(len(names)):
        if free[k]:
            chosen.append(NAMED[names[k]][0])
            free &= gaps[k]
            if len(chosen) == count:
                return chosen
    return None


def draw(
    count: int, avoid: Sequence[Rgb], rng: np.random.Generator, least: float = APART
) -> list[Rgb] | None:
    """`count` random colours, 60 apart from each other and from `avoid`; None where they do not fit.

    With `least` under 60 the distance shrinks as far as that when the cube is full.
    """
    apart = APART
    while apart >= least:
        pool = rng.integers(0, 256, (max(4096, 64 * count), 3))
        free = np.ones(len(pool), bool)
        for color in avoid:
            free &= np.sum((pool - np.array(color)) ** 2, axis=1) >= apart**2
        chosen: list[Rgb] = []
        while len(chosen) < count and free.any():
            color = pool[int(np.argmax(free))]
            chosen.append((int(color[0]), int(color[1]), int(color[2])))
            free &= np.sum((pool - color) ** 2, axis=1) >= apart**2
        if len(chosen) == count:
            return chosen
        apart -= 3.0
    return None


@cache
def _names() -> dict[Rgb, str]:
    return {rgb: name for name, (rgb, _) in NAMED.items()}


@cache
def _gaps() -> tuple[list[str], npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """The names, their colours (n, 3), and (n, n) whether two may stand in one prompt."""
    names = list(NAMED)
    colors = np.array([NAMED[name][0] for name in names])
    groups = np.array([NAMED[name][1] for name in names])
    unlike = np.stack([_unlike(colors, NAMED[name][0]) for name in names])
    return names, colors, unlike & (groups[:, None] != groups)


def _unlike(colors: npt.NDArray[np.int64], color: Rgb) -> npt.NDArray[np.bool_]:
    """(n,) whether each of (n, 3) colours is far from `color`, in RGB and to the eye."""
    far = np.sum((colors - np.array(color)) ** 2, axis=1) >= APART**2
    return np.asarray(far & (difference(lab(colors), lab(color)) >= UNLIKE))
