# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What the cupboards of one kitchen have in common: their finishes, fronts, handles and sizes. Metres."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.geometry import box, moved
from cavendish.scenes.parts.fittings import FRONTS, front, pull
from cavendish.scenes.scene import Material, Mesh

Rng = np.random.Generator
GAP = 0.003  # between two fronts
BOARD = 0.018
SKIN = 0.019  # thickness of fronts
PLINTH = 0.10
RECESS = 0.05  # how far the plinth lies behind the fronts


class Style(NamedTuple):
    """The look of a kitchen.

    height: of the worktop's upper side; depth: of the cupboards without the worktop's overhang; thick: of the worktop.
    """

    body: Material
    fronts: Material
    upper: Material
    top: Material
    handles: Material
    plinth: Material
    front: str
    pull: str
    height: float = 0.9
    depth: float = 0.58
    thick: float = 0.038
    color: str = "white"


def style_rand(rng: Rng) -> Style:
    """A kitchen's look: white and wood mostly, greys, muted greens and blues; stone, wood or laminate on top."""
    color = str(
        rng.choice(
            ["white", "wood", "grey", "black", "green", "blue", "cream"],
            p=[0.34, 0.2, 0.14, 0.06, 0.1, 0.08, 0.08],
        )
    )
    gloss = float(rng.choice([0.08, 0.3, 0.5], p=[0.3, 0.3, 0.4]))
    level = float(rng.uniform(0.3, 0.72))
    tone = {
        "white": (0.93, 0.93, 0.91),
        "grey": (level, level, level * 1.01),
        "black": (0.07, 0.07, 0.075),
        "green": finishes.hsv(rng.uniform(0.25, 0.42), rng.uniform(0.12, 0.35), rng.uniform(0.3, 0.7)),
        "blue": finishes.hsv(rng.uniform(0.55, 0.63), rng.uniform(0.2, 0.5), rng.uniform(0.3, 0.65)),
        "cream": (0.9, 0.86, 0.76),
    }
    shade = finishes.seed(rng)
    timber = finishes.wood(rng)
    fronts = timber if color == "wood" else materials.paint(tone[color], gloss, seed=shade)
    two_tone = color != "white" and rng.random() < 0.3
    upper = materials.paint((0.93, 0.93, 0.91), gloss, seed=shade) if two_tone else fronts
    style = str(rng.choice(FRONTS, p=[0.56, 0.34, 0.1]))
    handle = str(rng.choice(["bar", "bow", "knob", "lip", "none"], p=[0.36, 0.18, 0.2, 0.14, 0.12]))
    white = materials.paint((0.9, 0.9, 0.88), 0.4, seed=shade)
    dark = materials.plastic((0.12, 0.12, 0.125), 0.4)
    plinth = fronts if rng.random() < 0.5 else dark if rng.random() < 0.5 else materials.metal(brushed=1.0)
    return Style(
        fronts if color == "wood" and rng.random() < 0.7 else white,
        fronts,
        upper,
        worktop(rng),
        finishes.frame_metal(rng),
        plinth,
        style,
        handle,
        float(rng.uniform(0.87, 0.94)),
        float(rng.uniform(0.565, 0.6)),
        float(rng.choice([0.02, 0.03, 0.04])),
        color,
    )


def worktop(rng: Rng) -> Material:
    """Stone, laminate in stone's colours, wood, or concrete."""
    pick = rng.random()
    if pick < 0.42:
        pale = rng.random() < 0.5
        level = float(rng.uniform(0.78, 0.92) if pale else rng.uniform(0.08, 0.3))
        vein = (level * 0.72, level * 0.71, level * 0.7) if pale else (level * 2, level * 2, level * 2)
        return materials.stone(
            (level, level * 0.985, level * 0.96),
            vein,
            roughness=float(rng.uniform(0.12, 0.35)),
            scale=float(rng.uniform(0.15, 0.4)),
            seed=finishes.seed(rng),
        )
    if pick < 0.68:
        return finishes.wood(rng)
    if pick < 0.78:
        return materials.concrete(roughness=0.5, seed=finishes.seed(rng))
    level = float(rng.choice([0.9, 0.75, 0.5, 0.2]))
    return materials.plastic((level, level * 0.98, level * 0.95), 0.35, seed=finishes.seed(rng))


def fronts_of(
    cells: Sequence[tuple[str, float]],
    x: tuple[float, float],
    z: tuple[float, float],
    face: float,
    look: Style,
    high: bool,
) -> tuple[list[Mesh], list[Mesh], list[Mesh]]:
    """The fronts, handles and panes of one column.

    cells: from the top down, (kind, share): drawer, door, door right (hinged there), doors, glass, blank; x, z: what
    the column covers; face: the y of the carcass's front; high: handles sit at the lower ends (wall cabinets).
    """
    fronts: list[Mesh] = []
    handles: list[Mesh] = []
    panes: list[Mesh] = []
    total = sum(share for _, share in cells)
    high_z = z[1]
    lip = 0.022 if look.pull == "none" and not high else 0.0  # a finger groove in place of handles
    for kind, share in cells:
        low_z = high_z - (z[1] - z[0]) * share / total
        leaves = 2 if kind == "doors" else 1
        wide = (x[1] - x[0]) / leaves
        for leaf in range(leaves):
            fw, fh = wide - GAP, high_z - low_z - GAP - lip
            at = np.array([x[0] + (leaf + 0.5) * wide, face, (low_z + high_z - lip) / 2])
            if kind == "blank":
                fronts.append(moved(box((fw, SKIN, fh), (0, -SKIN / 2, 0), 0.001, 1), at))
                continue
            if kind == "glass":
                rail = 0.05
                bars = [box((rail, SKIN, fh), (s * (fw - rail) / 2, -SKIN / 2, 0), 0.002) for s in (-1, 1)]
                bars += [
                    box((fw - 2 * rail, SKIN - 0.0004, rail), (0, -SKIN / 2, s * (fh - rail) / 2), 0.002)
                    for s in (-1, 1)
                ]
                fronts += [moved(bar, at) for bar in bars]
                panes.append(moved(box((fw - rail, 0.004, fh - rail), (0, -SKIN / 2, 0), 0, 1), at))
            else:
                fronts.append(moved(front(look.front, fw, fh, SKIN), at))
            spot = at - (0, SKIN, 0)
            if kind == "drawer":
                if look.pull == "lip":
                    handles += [
                        moved(p, spot + (0, 0, fh / 2 + 0.001)) for p in pull("lip", min(0.2, fw * 0.6))
                    ]
                else:
                    drop = min(0.045, fh * 0.5)
                    long = min(0.3 if look.pull == "bar" else 0.15, fw * 0.55)
                    handles += [moved(p, spot + (0, 0, fh / 2 - drop)) for p in pull(look.pull, long)]
            else:
                right = leaf == 1 or kind == "door right"
                side = -1 if right else 1
                style = "knob" if look.pull == "lip" else look.pull
                long = min(0.2 if look.pull == "bar" else 0.13, fh * 0.5)
                end = (-1 if high else 1) * (fh / 2 - 0.04 - (long / 2 if style != "knob" else 0.02))
                handles += [
                    moved(p, spot + (side * (fw / 2 - 0.032), 0, end))
                    for p in pull(style, long, upright=True)
                ]
        high_z = low_z
    return fronts, handles, panes
