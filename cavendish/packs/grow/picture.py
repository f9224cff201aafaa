# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Thumbnails, the colours seen in them, and the sheet of them all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

GROUND = (226, 226, 226)  # behind an asset
SIDE, LABEL, WIDE = 150, 14, 12  # of the sheet: pixels of a picture and its name, pictures in a row
SHARE = 0.55  # of the pixels that a colour needs to be the asset's

# Hues in degrees, up to which a colour has its name.
HUES = (
    (15, "red"),
    (40, "orange"),
    (68, "yellow"),
    (165, "green"),
    (195, "teal"),
    (255, "blue"),
    (290, "purple"),
    (335, "pink"),
    (360, "red"),
)


def thumbnail(drawn: Path, path: Path) -> None:
    """A drawing with alpha as a JPEG on plain ground."""
    with Image.open(drawn) as image:
        layer = image.convert("RGBA")
    ground = Image.new("RGBA", layer.size, (*GROUND, 255))
    ground.alpha_composite(layer)
    ground.convert("RGB").save(path, quality=88)


def mean_colour(drawn: Path) -> list[float]:
    """The mean of what is drawn, sRGB in 0..1."""
    color = _seen(drawn).mean(0)
    return [round(float(c), 3) for c in color]


def colour_name(drawn: Path) -> str | None:
    """The plain name of the colour that most of an asset has, None where no one colour has that much of it."""
    seen = _seen(drawn)
    if not len(seen):
        return None
    names, counts = np.unique(_named(seen), return_counts=True)
    most = int(counts.argmax())
    return str(names[most]) if counts[most] >= SHARE * len(seen) else None


def sheet(pictures: Sequence[tuple[str, Path]], path: Path) -> None:
    """A contact sheet of thumbnails by name."""
    rows = -(-len(pictures) // WIDE)
    page = Image.new("RGB", (WIDE * SIDE, max(1, rows) * (SIDE + LABEL)), "white")
    draw = ImageDraw.Draw(page)
    for number, (name, picture) in enumerate(pictures):
        x, y = number % WIDE * SIDE, number // WIDE * (SIDE + LABEL)
        with Image.open(picture) as image:
            page.paste(image.convert("RGB").resize((SIDE - 2, SIDE - 2)), (x, y))
        draw.text((x + 3, y + SIDE - 1), name, fill="black")
    page.save(path, quality=88)


def _seen(drawn: Path) -> NDArray[np.float64]:
    """(n, 3): the colours of the pixels that are covered, sRGB in 0..1."""
    with Image.open(drawn) as image:
        pixels = np.asarray(image.convert("RGBA").resize((64, 64)), np.float64).reshape(-1, 4) / 255
    return pixels[pixels[:, 3] > 0.9][:, :3]


def _named(colors: NDArray[np.float64]) -> NDArray[np.str_]:
    high, low = colors.max(1), colors.min(1)
    span = high - low
    safe = np.maximum(span, 1e-9)
    r, g, b = colors.T
    hue = (
        np.where(high == r, (g - b) / safe % 6, np.where(high == g, (b - r) / safe + 2, (r - g) / safe + 4))
        * 60
    )
    names = np.array([name for _, name in HUES])[
        np.searchsorted([end for end, _ in HUES], hue).clip(0, len(HUES) - 1)
    ]
    saturation = span / np.maximum(high, 1e-9)
    warm = np.isin(names, ("red", "orange", "yellow"))
    names = np.where(warm & (high < 0.62) & (names != "red"), "brown", names)
    names = np.where(warm & (high >= 0.62) & (saturation < 0.45), "beige", names)
    grey = np.where(high > 0.68, "white", np.where(high < 0.22, "black", "grey"))
    return np.where((saturation < 0.14) | (high < 0.13), grey, names)
