# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Finishes as they are found in homes and offices: samplers of materials, so that assets agree in taste."""

from __future__ import annotations

import colorsys

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.scene import Colour, Material

Rng = np.random.Generator

# Light and dark colour of woods in use, sRGB.
WOODS: dict[str, tuple[Colour, Colour]] = {
    "birch": ((0.86, 0.74, 0.58), (0.74, 0.59, 0.42)),
    "oak": ((0.76, 0.59, 0.41), (0.56, 0.39, 0.24)),
    "beech": ((0.82, 0.64, 0.48), (0.70, 0.50, 0.35)),
    "pine": ((0.88, 0.70, 0.46), (0.72, 0.50, 0.28)),
    "cherry": ((0.62, 0.36, 0.22), (0.45, 0.23, 0.13)),
    "walnut": ((0.43, 0.29, 0.20), (0.26, 0.17, 0.11)),
    "wenge": ((0.24, 0.18, 0.14), (0.13, 0.09, 0.07)),
    "grey oak": ((0.62, 0.57, 0.51), (0.44, 0.39, 0.34)),
}


def wood(rng: Rng, name: str | None = None) -> Material:
    """A wood by name, or any."""
    color, dark = WOODS[name or str(rng.choice(list(WOODS)))]
    return materials.wood(
        jitter(color, rng, 0.03),
        jitter(dark, rng, 0.03),
        roughness=float(rng.uniform(0.25, 0.55)),
        ring=float(rng.uniform(0.006, 0.016)),
        seed=seed(rng),
    )


def lacquer(rng: Rng) -> Material:
    """Painted furniture: mostly white, grey or black, at times a colour."""
    if rng.random() < 0.6:
        level = float(rng.choice([0.93, 0.88, 0.75, 0.45, 0.12], p=[0.45, 0.2, 0.1, 0.1, 0.15]))
        color: Colour = (level, level, level * 0.98)
    else:
        color = hsv(rng.random(), rng.uniform(0.25, 0.6), rng.uniform(0.35, 0.85))
    return materials.paint(color, roughness=float(rng.uniform(0.2, 0.5)), seed=seed(rng))


def case(rng: Rng) -> Material:
    """What cupboards and shelves are made of: wood or lacquer."""
    return wood(rng) if rng.random() < 0.6 else lacquer(rng)


def cloth(rng: Rng, patterned: float = 0.3) -> Material:
    """Upholstery or bedding: muted, at times strong; `patterned` is the chance of stripes or checks."""
    color = cloth_color(rng)
    pattern = float(rng.integers(1, 3)) if rng.random() < patterned else 0.0
    return materials.fabric(
        color,
        cloth_color(rng),
        weave=float(rng.uniform(0.0015, 0.004)),
        pattern=pattern,
        pitch=float(rng.uniform(0.03, 0.12)),
        seed=seed(rng),
    )


def cloth_color(rng: Rng) -> Colour:
    """A colour of textiles."""
    if rng.random() < 0.35:
        level = rng.uniform(0.25, 0.9)
        return (float(level), float(level * rng.uniform(0.94, 1.0)), float(level * rng.uniform(0.86, 1.0)))
    return hsv(rng.random(), rng.uniform(0.15, 0.65), rng.uniform(0.3, 0.85))


def hide(rng: Rng) -> Material:
    """Leather: browns, black, off-white, at times red or green."""
    colors: list[Colour] = [
        (0.35, 0.2, 0.12),
        (0.5, 0.3, 0.17),
        (0.08, 0.07, 0.07),
        (0.85, 0.81, 0.74),
        (0.4, 0.1, 0.09),
        (0.14, 0.24, 0.18),
    ]
    color = colors[int(rng.choice(len(colors), p=[0.25, 0.2, 0.25, 0.15, 0.08, 0.07]))]
    return materials.leather(
        jitter(color, rng, 0.03), roughness=float(rng.uniform(0.3, 0.55)), seed=seed(rng)
    )


def upholstery(rng: Rng) -> Material:
    """Cloth or leather."""
    return hide(rng) if rng.random() < 0.25 else cloth(rng, patterned=0.15)


def frame_metal(rng: Rng) -> Material:
    """Legs and handles: steel, chrome, black or white powder coat, brass."""
    pick = rng.random()
    if pick < 0.35:
        return materials.metal(
            (0.72, 0.72, 0.73), float(rng.uniform(0.15, 0.4)), brushed=float(rng.random() < 0.4)
        )
    if pick < 0.7:
        return materials.plastic((0.05, 0.05, 0.055), 0.4, seed=seed(rng))
    if pick < 0.85:
        return materials.plastic((0.85, 0.85, 0.84), 0.35, seed=seed(rng))
    return materials.metal((0.80, 0.62, 0.33), float(rng.uniform(0.15, 0.35)))


def any_plastic(rng: Rng) -> Material:
    """Small plastic goods: strong colours, black, white."""
    if rng.random() < 0.4:
        level = float(rng.choice([0.06, 0.9, 0.5]))
        return materials.plastic((level, level, level), float(rng.uniform(0.2, 0.5)), seed=seed(rng))
    return materials.plastic(
        hsv(rng.random(), rng.uniform(0.5, 0.9), rng.uniform(0.5, 0.95)),
        float(rng.uniform(0.2, 0.5)),
        seed=seed(rng),
    )


def pottery(rng: Rng) -> Material:
    """Glazed ware."""
    color = hsv(rng.random(), rng.uniform(0.0, 0.7), rng.uniform(0.35, 0.95))
    return materials.ceramic(color, float(rng.uniform(0.04, 0.35)), seed=seed(rng))


def hsv(hue: float, saturation: float, value: float) -> Colour:
    """An sRGB colour from hue, saturation and value, each in 0..1."""
    return colorsys.hsv_to_rgb(float(hue), float(saturation), float(value))


def jitter(color: Colour, rng: Rng, amount: float) -> Colour:
    """The colour, a little off."""
    r, g, b = np.clip(np.array(color) + rng.normal(0, amount, 3), 0, 1)
    return (float(r), float(g), float(b))


def seed(rng: Rng) -> float:
    """A shift for a material's pattern."""
    return float(np.round(rng.uniform(0, 100), 3))
