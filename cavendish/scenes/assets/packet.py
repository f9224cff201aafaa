# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Food in card: boxes of cereal and cartons of milk."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, placed, rotation, translation
from cavendish.scenes.parts.fittings import loft, parts, rounded
from cavendish.scenes.parts.ware import at_height
from cavendish.scenes.scene import Asset, Material


def cereal_box(
    width: float,
    depth: float,
    height: float,
    card: Material,
    picture: Material,
    text: Material,
    split: float = 0.6,
) -> Asset:
    """A box of thin card with a picture on its front and back and text on its sides.

    split: how much of the front the picture takes. Metres.
    """
    w, d, h, t = width, depth, height, 0.0003
    body = box((w, d, h), (0, 0, h / 2), bevel=0.0012)
    tall = (h - 0.012) * split
    pictures, texts = [], []
    for side in (-1, 1):
        at = side * (d / 2 + t / 2 - 0.0001)
        pictures.append(box((w - 0.008, t, tall), (0, at, 0.006 + tall / 2), bevel=0, segments=1))
        title = h - 0.012 - tall - 0.01
        if title > 0.02:
            texts.append(
                box((w * 0.7, t, title * 0.55), (0, at, h - 0.01 - title * 0.45), bevel=0, segments=1)
            )
        edge = side * (w / 2 + t / 2 - 0.0001)
        texts.append(box((t, d * 0.8, h * 0.6), (edge, 0, h * 0.42), bevel=0, segments=1))
    flap = box((w - 0.004, d * 0.5, 0.0006), (0, d * 0.22, h + 0.0001), bevel=0.0002, segments=1)
    pieces = parts(([body, flap], card), (pictures, picture), (texts, text))
    return Asset("cereal box", pieces, {"material": "paper"})


def milk_carton(side: float, height: float, card: Material, print_: Material, cap: Material) -> Asset:
    """A carton with a gable, its ridge along X, and a screw cap on the front of the gable. Metres."""
    s, fin = side, 0.012
    gable = 0.42 * s
    top = height - gable - fin
    full, ridge = rounded(s, s, 0.002, 3), rounded(s, 0.003, 0.0014, 3)
    rings = [
        at_height(rounded(s - 0.002, s - 0.002, 0.002, 3), 0.0),
        at_height(full, 0.001),
        at_height(full, top),
    ]
    rings += [at_height(ridge, height - fin), at_height(ridge, height)]
    slope = np.arctan2(gable, s / 2)
    foot = translation(0, -s * 0.26, top + gable * 0.48) @ rotation("x", slope) @ translation(0, 0, -0.003)
    prints = [
        box((s * 0.99, 0.0003, top * 0.5), (0, e * (s / 2), top * 0.42), bevel=0, segments=1) for e in (-1, 1)
    ]
    prints += [
        box((0.0003, s * 0.99, top * 0.5), (e * (s / 2), 0, top * 0.42), bevel=0, segments=1) for e in (-1, 1)
    ]
    caps = [
        placed(cylinder(0.013, 0.014, 0.0015, 24), foot),
        placed(cylinder(0.016, 0.005, 0.0008, 24), foot),
    ]
    pieces = parts(([loft(np.array(rings), 0.4, grain=2)], card), (prints, print_), (caps, cap))
    return Asset("milk carton", pieces, {"material": "paper"})


@sampler("cereal box")
def cereal_box_rand(rng: np.random.Generator) -> Asset:
    """A box of cereal, pasta or crackers, 0.12 to 0.32 m high."""
    width = float(rng.uniform(0.1, 0.21))
    color = finishes.hsv(rng.random(), rng.uniform(0.5, 0.95), rng.uniform(0.4, 0.95))
    other = finishes.hsv(rng.random(), rng.uniform(0.3, 0.9), rng.uniform(0.3, 0.95))
    return cereal_box(
        width,
        float(rng.uniform(0.04, 0.075)),
        float(np.clip(width * rng.uniform(1.25, 1.7), 0.13, 0.31)),
        materials.paper(color, seed=finishes.seed(rng)),
        materials.paper(other, color, float(rng.integers(2, 4)), finishes.seed(rng)),
        materials.paper((0.93, 0.92, 0.88), color, 1, finishes.seed(rng)),
        float(rng.uniform(0.45, 0.75)),
    )


@sampler("milk carton")
def milk_carton_rand(rng: np.random.Generator) -> Asset:
    """A carton of milk or juice, 0.16 to 0.26 m high."""
    color = finishes.hsv(rng.random(), rng.uniform(0.4, 0.9), rng.uniform(0.4, 0.95))
    other = finishes.hsv(rng.random(), rng.uniform(0.3, 0.9), rng.uniform(0.5, 0.95))
    side = float(rng.uniform(0.06, 0.075))
    return milk_carton(
        side,
        side * float(rng.uniform(2.8, 3.3)),
        materials.paper((0.93, 0.93, 0.91) if rng.random() < 0.6 else other, seed=finishes.seed(rng)),
        materials.paper(color, other, float(rng.integers(1, 4)), finishes.seed(rng)),
        finishes.any_plastic(rng),
    )
