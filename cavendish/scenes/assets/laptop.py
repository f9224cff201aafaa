# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Laptops, open."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.assets.display import screen_rand
from cavendish.scenes.assets.keyboard import caps, layout
from cavendish.scenes.geometry import box, cylinder, moulding, moved, placed, rotation, translation, turned
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material


def laptop(
    width: float,
    depth: float,
    case: Material,
    keys: Material,
    picture: Material,
    pad: Material | None = None,
    bezel: Material | None = None,
    opening: float = 1.95,
    thickness: float = 0.015,
) -> Asset:
    """An open laptop; its user sits at -Y. width, depth: of the base; opening: from base to lid, radians.

    Metres.
    """
    base = thickness
    lid = 0.007
    deck = box((width, depth, base - 0.001), (0, 0, base / 2 + 0.0005), bevel=0.004)
    feet = [
        moved(cylinder(0.006, 0.003, 0.0005, 12), (sx * width * 0.42, sy * depth * 0.42, 0))
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    plain, wide = layout(False)
    pitch = min(0.0185, width * 0.88 / 15)
    spots = np.concatenate([plain, wide])
    caps_mesh = moved(caps(spots, pitch, 0.0018, 0.0028), (0, depth / 2 - 0.035 - pitch * 3.1, base - 0.0004))
    well = (pitch * 15 + 0.006, pitch * 6.25 + 0.006, 0.0012)
    tray = box(well, (0, depth / 2 - 0.035 - pitch * 3.0, base - 0.0003), bevel=0.0004)
    touch = box(
        (width * 0.3, depth * 0.27, 0.0012), (0, -depth / 2 + depth * 0.165, base - 0.0003), bevel=0.0004
    )
    # The lid stands on z = 0 round y = 0 with its picture to -Y, and then turns about the hinge.
    pose = translation(0, depth / 2 - 0.004, base - 0.001) @ rotation("x", np.pi / 2 - opening)
    tall = depth - 0.008
    back = box((width, lid - 0.002, tall), (0, 0.001 + 0.0005, tall / 2 + 0.004), bevel=0.0024)
    f = -lid / 2 + 0.001
    edge, chin = 0.008, 0.016
    rim = [(0, f + 0.001), (0.001, f), (edge, f), (edge, 0.001), (0, 0.001)]
    frame = moved(moulding(width - 0.002, tall - 0.002, rim), (0, 0, 0.005))
    strip = box((width - 0.006, 0.003, chin), (0, f + 0.0018, 0.0055 + chin / 2), bevel=0.0006)
    wide_p, tall_p = width - 2 * edge + 0.001, tall - edge - chin + 0.002
    glass = box((wide_p, 0.002, tall_p), (0, f + 0.0019, 0.0045 + chin + tall_p / 2), bevel=0)
    hinges = []
    for side in (-1, 1):
        pin = turned(cylinder(0.005, width * 0.16, 0.001, 14), "y", np.pi / 2)
        hinges.append(moved(pin, (side * width * 0.3 - width * 0.08, depth / 2 - 0.004, base - 0.0005)))
    dark = bezel or materials.plastic((0.03, 0.03, 0.033), 0.3)
    pieces = parts(
        ([deck, placed(back, pose)], case),
        ([tray, *hinges, *feet, *(placed(m, pose) for m in (frame, strip))], dark),
        ([caps_mesh], keys),
        ([touch], pad or case),
        ([placed(glass, pose)], picture),
    )
    return Asset("laptop", pieces, {"material": case.kind})


@sampler("laptop")
def laptop_rand(rng: np.random.Generator) -> Asset:
    """A laptop of 12 to 17 inches, silver, grey or black."""
    width = float(rng.uniform(0.29, 0.38))
    level = float(rng.choice([0.8, 0.45, 0.3]))
    dark = materials.plastic((0.05, 0.05, 0.055), 0.4, seed=finishes.seed(rng))
    case = materials.metal((level, level, level * 1.02), 0.38) if rng.random() < 0.65 else dark
    return laptop(
        width,
        width * float(rng.uniform(0.65, 0.72)),
        case,
        keys=materials.plastic((0.05, 0.05, 0.05) if rng.random() < 0.7 else (0.85, 0.85, 0.85), 0.5),
        picture=screen_rand(rng, 0.6),
        pad=materials.plastic((level * 0.8,) * 3, 0.3)
        if case is not dark
        else materials.plastic((0.09, 0.09, 0.1), 0.3),
        opening=float(rng.uniform(1.75, 2.2)),
        thickness=float(rng.uniform(0.013, 0.022)),
    )
