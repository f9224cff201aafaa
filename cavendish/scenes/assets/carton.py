# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cardboard boxes, open or taped."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, placed, rotation, translation
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Support

WALL = 0.004


def carton(
    width: float,
    depth: float,
    height: float,
    card: Material,
    tape: Material | None = None,
    flaps: tuple[float, float, float, float] | None = None,
    label: Material | None = None,
) -> Asset:
    """A box of corrugated cardboard; width >= depth. Metres.

    flaps: how far the flaps at front, back, left and right are turned out, radians from closed (0) to hanging
    (4.2); None: shut and taped. label: a paper on its front, where given.
    """
    h, t = height, WALL
    cards, tapes, labels = [], [], []
    if flaps is None:
        cards.append(box((width, depth, h - t), (0, 0, (h - t) / 2), bevel=0.003))
        for side in (-1, 1):
            half = (width - 0.001, depth / 2 - 0.0012, t)
            cards.append(box(half, (0, side * depth / 4, h - t / 2), bevel=0.0012))
        strip = 0.05
        tapes.append(box((width + 0.0012, strip, 0.0008), (0, 0, h + 0.0003), bevel=0.0002, segments=1))
        for side in (-1, 1):
            size = (0.0008, strip, 0.06)
            tapes.append(box(size, (side * (width / 2 + 0.0003), 0, h - 0.0295), bevel=0.0002, segments=1))
    else:
        cards.append(box((width - 0.002, depth - 0.002, t), (0, 0, t / 2), bevel=0.001))
        for side in (-1, 1):
            cards.append(box((width, t, h), (0, side * (depth - t) / 2, h / 2), bevel=0.0015))
            cards.append(
                box((t, depth - t, h - 0.001), (side * (width - t) / 2, 0, h / 2 - 0.0005), bevel=0.0015)
            )
        for k, angle in enumerate(flaps):
            turn = (0.0, np.pi, -np.pi / 2, np.pi / 2)[k]
            long = width if k < 2 else depth
            away = (depth if k < 2 else width) / 2 - t / 2
            level = h - 0.001 if k < 2 else h - 0.0035
            # A flap lies shut from its crease towards +Y, and turns about the crease (the X axis).
            flap = box((long - 0.008, depth / 2, t), (0, depth / 4, 0), bevel=0.0015)
            at = translation(0, 0, level) @ rotation("z", turn) @ translation(0, -away, 0)
            cards.append(placed(flap, at @ rotation("x", angle)))
    if label is not None:
        size = (min(0.14, width * 0.4), 0.0008, min(0.09, h * 0.4))
        labels.append(box(size, (width * 0.18, -depth / 2 - 0.0003, h * 0.55), bevel=0.0002, segments=1))
    pieces = parts((cards, card), (tapes, tape or card), (labels, label or card))
    rest = Support((-width / 2 + 0.02, width / 2 - 0.02), (-depth / 2 + 0.02, depth / 2 - 0.02), h + 0.0007)
    state = "shut" if flaps is None else "open"
    return Asset("box", pieces, {"material": "cardboard", "state": state}, (rest,) if flaps is None else ())


@sampler("box")
def carton_rand(rng: np.random.Generator) -> Asset:
    """A box of 0.2 to 0.6 m."""
    width = float(rng.uniform(0.22, 0.6))
    tone = float(rng.uniform(0.85, 1.1))
    brown = (0.63 * tone, 0.52 * tone, 0.40 * tone) if rng.random() < 0.88 else (0.9, 0.9, 0.88)
    opened = tuple(float(x) for x in rng.uniform(1.7, 3.9, 4))
    clear = materials.plastic((0.75, 0.62, 0.42) if rng.random() < 0.6 else (0.85, 0.82, 0.75), 0.2)
    text = materials.paper((0.94, 0.94, 0.92), pattern=1, seed=finishes.seed(rng))
    return carton(
        width,
        width * float(rng.uniform(0.6, 0.95)),
        width * float(rng.uniform(0.45, 0.95)),
        materials.paper(brown, seed=finishes.seed(rng)),
        tape=clear,
        flaps=None if rng.random() < 0.55 else (opened[0], opened[1], opened[2], opened[3]),
        label=text if rng.random() < 0.5 else None,
    )
