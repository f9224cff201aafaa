# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Colours for legends and instances: drawn afresh for every pair, far enough apart to survive a model's drift."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from cavendish.manifests.pair import Rgb

APART = 60.0  # least distance of two colours in RGB, 0-255 units
LEAST = 42.0  # 3 tau of the instance decoder: under that, instances run into each other

# CSS colour names (CSS Color Module Level 4) that most people place at once, each with the group of names that people
# confuse; a legend takes one name of a group.
NAMED: dict[str, tuple[Rgb, str]] = {
    "red": ((255, 0, 0), "red"),
    "crimson": ((220, 20, 60), "red"),
    "dark red": ((139, 0, 0), "brown"),
    "maroon": ((128, 0, 0), "brown"),
    "brown": ((165, 42, 42), "brown"),
    "sienna": ((160, 82, 45), "brown"),
    "chocolate": ((210, 105, 30), "brown"),
    "tan": ((210, 180, 140), "beige"),
    "wheat": ((245, 222, 179), "beige"),
    "beige": ((245, 245, 220), "beige"),
    "orange": ((255, 165, 0), "orange"),
    "dark orange": ((255, 140, 0), "orange"),
    "coral": ((255, 127, 80), "salmon"),
    "salmon": ((250, 128, 114), "salmon"),
    "gold": ((255, 215, 0), "yellow"),
    "yellow": ((255, 255, 0), "yellow"),
    "khaki": ((240, 230, 140), "beige"),
    "olive": ((128, 128, 0), "olive"),
    "yellow green": ((154, 205, 50), "lime"),
    "lime": ((0, 255, 0), "lime"),
    "green": ((0, 128, 0), "green"),
    "forest green": ((34, 139, 34), "green"),
    "dark green": ((0, 100, 0), "green"),
    "spring green": ((0, 255, 127), "lime"),
    "aquamarine": ((127, 255, 212), "cyan"),
    "teal": ((0, 128, 128), "teal"),
    "turquoise": ((64, 224, 208), "cyan"),
    "cyan": ((0, 255, 255), "cyan"),
    "sky blue": ((135, 206, 235), "light blue"),
    "light blue": ((173, 216, 230), "light blue"),
    "steel blue": ((70, 130, 180), "steel blue"),
    "royal blue": ((65, 105, 225), "blue"),
    "blue": ((0, 0, 255), "blue"),
    "navy": ((0, 0, 128), "navy"),
    "midnight blue": ((25, 25, 112), "navy"),
    "indigo": ((75, 0, 130), "purple"),
    "purple": ((128, 0, 128), "purple"),
    "dark violet": ((148, 0, 211), "purple"),
    "violet": ((238, 130, 238), "purple"),
    "orchid": ((218, 112, 214), "purple"),
    "lavender": ((230, 230, 250), "lavender"),
    "plum": ((221, 160, 221), "purple"),
    "magenta": ((255, 0, 255), "magenta"),
    "hot pink": ((255, 105, 180), "pink"),
    "pink": ((255, 192, 203), "pink"),
    "deep pink": ((255, 20, 147), "pink"),
    "white": ((255, 255, 255), "white"),
    "silver": ((192, 192, 192), "light grey"),
    "light gray": ((211, 211, 211), "light grey"),
    "gray": ((128, 128, 128), "grey"),
    "black": ((0, 0, 0), "black"),
}

# The ways in which a prompt may spell a colour that has no name.
SPELLINGS: tuple[Callable[[Rgb], str], ...] = (
    lambda c: f"#{c[0]:02X}{c[1]:02X}{c[2]:02X}",
    lambda c: f"#{c[0]:02x}{c[1]:02x}{c[2]:02x}",
    lambda c: f"<{c[0]}, {c[1]}, {c[2]}>",
    lambda c: f"({c[0]}, {c[1]}, {c[2]})",
    lambda c: f"RGB({c[0]}, {c[1]}, {c[2]})",
)

_NAMES = re.compile(rf"\b({'|'.join(sorted(NAMED, key=len, reverse=True))})\b", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-fA-F]{6})\b")
_TRIPLE = re.compile(r"\b(\d{1,3}), (\d{1,3}), (\d{1,3})\b")


def spelt(colors: Sequence[Rgb], named: bool, rng: np.random.Generator) -> list[str]:
    """How one prompt spells its colours: all by name, or all in one numeric form."""
    if named:
        names = {rgb: name for name, (rgb, _) in NAMED.items()}
        return [names[color] for color in colors]
    spelling = SPELLINGS[int(rng.integers(len(SPELLINGS)))]
    return [spelling(color) for color in colors]


def mentioned(text: str) -> set[Rgb]:
    """The colours that a text names or spells out."""
    found = {NAMED[name.lower()][0] for name in _NAMES.findall(text)}
    found |= {(int(h[:2], 16), int(h[2:4], 16), int(h[4:], 16)) for h in _HEX.findall(text)}
    return found | {(int(r), int(g), int(b)) for r, g, b in _TRIPLE.findall(text)}


def draw_named(count: int, avoid: Sequence[Rgb], rng: np.random.Generator) -> list[Rgb] | None:
    """`count` named colours, apart from each other and from `avoid`, one of a group at most; None where they run out."""
    if count == 0:
        return []
    names = list(NAMED)
    taken: list[Rgb] = list(avoid)
    chosen: list[Rgb] = []
    groups = {group for color, group in NAMED.values() if color in avoid}
    for k in rng.permutation(len(names)):
        color, group = NAMED[names[k]]
        if group not in groups and _far(color, taken, APART):
            chosen.append(color)
            taken.append(color)
            groups.add(group)
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


def _far(color: Rgb, others: Sequence[Rgb], apart: float) -> bool:
    return all(sum((a - b) ** 2 for a, b in zip(color, other, strict=True)) >= apart**2 for other in others)
