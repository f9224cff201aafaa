# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What tells one kind of tree from another: how it branches, its crown, its leaves, its colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from cavendish.scenes.parts.branches import Shoots
from cavendish.scenes.scene import Colour

Kind = Literal[
    "oak", "linden", "maple", "birch", "poplar", "willow", "cherry", "spruce", "fir", "pine", "cypress"
]


Season = Literal["spring", "summer", "autumn", "winter"]
SEASONS: dict[Season, float] = {
    "spring": 0.22,
    "summer": 0.4,
    "autumn": 0.22,
    "winter": 0.16,
}  # how common each is


def one_of(seasons: Sequence[Season], rng: np.random.Generator) -> Season:
    """One of some seasons, as common as each is."""
    shares = np.array([SEASONS[season] for season in seasons])
    return seasons[int(rng.choice(len(seasons), p=shares / shares.sum()))]


@dataclass(frozen=True)
class Habit:
    """A kind of tree. Lengths in parts of what bears them; the crown in parts of the tree's height.

    name: what a prompt calls it; bole: where the crown starts; girth: the trunk's radius at the foot, in parts of the
    height; crooked: of the trunk, radians; crown: (place from the lowest bough to the top, length of the boughs there
    in parts of the height); branch, twig: lengths of the second and third order at the foot and at the tip of what
    bears them; leaf: width of a leaf in parts of its length; cover: square metres of leaves for one of the crown's
    outline; leafy: leaves on a twig; greens, bark, autumn, bloom: colours that it may have; spread, hang, sky: as in
    `foliated`; slim: 1 a trunk that tapers evenly, less: one that keeps its width; trunk: its part of the height before
    it is lost in boughs; tips: the finest shoots on each twig of a bare tree; furrow, deep: as in `bark`;
    common: how often it is met, beside the others; heights: its usual ones, metres.
    """

    name: str
    bole: float
    girth: float
    crooked: float
    crown: tuple[tuple[float, float], ...]
    boughs: Shoots
    branches: Shoots
    branch: tuple[float, float]
    twigs: Shoots
    twig: tuple[float, float]
    leaf: float
    cover: float
    leafy: int
    greens: tuple[Colour, ...]
    bark: tuple[Colour, ...]
    autumn: tuple[Colour, ...] = ()
    bloom: tuple[Colour, ...] = ()
    spread: float = 0.9
    hang: float = 0.1
    sky: float = 1.0
    slim: float = 1.0
    trunk: float = 0.93
    tips: int = 3
    furrow: float = 0.035
    deep: float = 0.6
    common: float = 1.0
    heights: tuple[float, float] = (6.0, 18.0)


PALM_BARK: Colour = (0.44, 0.38, 0.31)
PALM_GREEN: Colour = (0.28, 0.40, 0.16)
ROUND = ((0.0, 0.36), (0.3, 0.42), (0.6, 0.38), (0.85, 0.3), (1.0, 0.24))
EGG = ((0.0, 0.26), (0.25, 0.34), (0.5, 0.32), (0.8, 0.24), (1.0, 0.16))
DOME = ((0.0, 0.4), (0.3, 0.5), (0.6, 0.48), (0.85, 0.4), (1.0, 0.34))

HABITS: dict[Kind, Habit] = {
    "oak": Habit(
        name="oak",
        bole=0.17,
        girth=0.028,
        crooked=0.5,
        crown=DOME,
        boughs=Shoots(
            17, (0.0, 1.0), (1.3, 0.45), lift=0.45, wander=0.75, slender=0.036, thick=0.75, steps=7
        ),
        branches=Shoots(10, (0.2, 0.99), (1.0, 0.6), lift=0.3, wander=0.6, slender=0.026, steps=4),
        branch=(0.5, 0.26),
        twigs=Shoots(6, (0.15, 1.0), (0.9, 0.5), lift=0.2, wander=0.5, steps=2),
        twig=(0.75, 0.55),
        leaf=0.6,
        cover=4.2,
        leafy=15,
        greens=((0.27, 0.40, 0.13), (0.33, 0.46, 0.16), (0.23, 0.37, 0.15)),
        bark=((0.30, 0.25, 0.20), (0.36, 0.31, 0.26)),
        autumn=((0.52, 0.33, 0.12), (0.45, 0.25, 0.10)),
        slim=0.75,
        trunk=0.62,
        common=2,
        deep=0.95,
        furrow=0.04,
    ),
    "linden": Habit(
        name="linden",
        bole=0.15,
        girth=0.021,
        crooked=0.22,
        crown=EGG,
        boughs=Shoots(24, (0.0, 1.0), (1.15, 0.35), lift=0.5, wander=0.3, steps=6),
        branches=Shoots(7, (0.15, 0.99), (0.9, 0.55), lift=0.25, wander=0.35, steps=4),
        branch=(0.55, 0.3),
        twigs=Shoots(6, (0.15, 1.0), (0.9, 0.5), lift=-0.1, wander=0.4, steps=2),
        twig=(0.75, 0.55),
        leaf=0.75,
        cover=4.4,
        leafy=15,
        greens=((0.32, 0.48, 0.16), (0.38, 0.52, 0.18), (0.27, 0.43, 0.15)),
        bark=((0.33, 0.29, 0.25), (0.28, 0.26, 0.24)),
        autumn=((0.72, 0.58, 0.14), (0.62, 0.52, 0.16)),
        trunk=0.78,
        common=3,
    ),
    "maple": Habit(
        name="maple",
        bole=0.16,
        girth=0.022,
        crooked=0.3,
        crown=ROUND,
        boughs=Shoots(20, (0.0, 1.0), (1.2, 0.4), lift=0.5, wander=0.4, steps=6),
        branches=Shoots(8, (0.15, 0.99), (0.9, 0.55), lift=0.3, wander=0.4, steps=4),
        branch=(0.55, 0.3),
        twigs=Shoots(6, (0.15, 1.0), (0.9, 0.5), lift=0.1, wander=0.4, steps=2),
        twig=(0.75, 0.55),
        leaf=0.9,
        cover=4.2,
        leafy=16,
        greens=((0.29, 0.45, 0.16), (0.35, 0.49, 0.17), (0.40, 0.21, 0.20)),
        bark=((0.35, 0.31, 0.27), (0.29, 0.25, 0.21)),
        autumn=((0.75, 0.40, 0.10), (0.70, 0.22, 0.10), (0.80, 0.58, 0.14)),
        trunk=0.66,
        common=3,
        deep=0.45,
    ),
    "birch": Habit(
        name="birch",
        bole=0.22,
        girth=0.0125,
        crooked=0.22,
        crown=((0.0, 0.18), (0.25, 0.25), (0.5, 0.22), (0.8, 0.14), (1.0, 0.06)),
        boughs=Shoots(32, (0.0, 1.0), (0.85, 0.4), lift=0.1, wander=0.3, slender=0.016, thick=0.45, steps=6),
        branches=Shoots(5, (0.2, 0.98), (0.8, 0.5), lift=-0.7, wander=0.3, slender=0.012, steps=4),
        branch=(0.5, 0.35),
        twigs=Shoots(6, (0.1, 1.0), (0.7, 0.4), lift=-1.3, wander=0.3, steps=2),
        twig=(0.6, 0.5),
        leaf=0.7,
        cover=2.8,
        leafy=14,
        greens=((0.41, 0.55, 0.18), (0.46, 0.59, 0.21), (0.37, 0.51, 0.18)),
        bark=((0.82, 0.80, 0.76), (0.76, 0.74, 0.70)),
        autumn=((0.80, 0.64, 0.14), (0.74, 0.60, 0.18)),
        hang=0.5,
        slim=1.1,
        heights=(6.0, 17.0),
        trunk=0.93,
        common=2,
        deep=0.25,
        furrow=0.06,
    ),
    "poplar": Habit(
        name="poplar",
        bole=0.04,
        girth=0.016,
        crooked=0.1,
        crown=((0.0, 0.12), (0.15, 0.22), (0.5, 0.22), (0.8, 0.14), (1.0, 0.06)),
        boughs=Shoots(42, (0.0, 1.0), (0.7, 0.25), lift=0.9, wander=0.2, slender=0.016, thick=0.5, steps=6),
        branches=Shoots(5, (0.15, 0.98), (0.55, 0.4), lift=0.6, wander=0.25, steps=4),
        branch=(0.42, 0.22),
        twigs=Shoots(5, (0.15, 1.0), (0.8, 0.5), lift=0.3, wander=0.3, steps=2),
        twig=(0.75, 0.55),
        leaf=0.85,
        cover=4.4,
        leafy=13,
        greens=((0.34, 0.48, 0.18), (0.39, 0.51, 0.21)),
        bark=((0.42, 0.38, 0.32), (0.36, 0.33, 0.29)),
        autumn=((0.76, 0.62, 0.16),),
        heights=(9.0, 24.0),
        deep=0.7,
    ),
    "willow": Habit(
        name="willow",
        bole=0.22,
        girth=0.027,
        crooked=0.4,
        crown=((0.0, 0.4), (0.3, 0.5), (0.6, 0.46), (1.0, 0.4)),
        boughs=Shoots(14, (0.0, 1.0), (1.0, 0.5), lift=0.15, wander=0.4, slender=0.03, steps=7),
        branches=Shoots(8, (0.25, 1.0), (0.8, 0.6), lift=-1.4, wander=0.3, slender=0.02, steps=5),
        branch=(0.6, 0.5),
        twigs=Shoots(8, (0.1, 1.0), (0.7, 0.5), lift=-4.5, wander=0.2, slender=0.006, steps=4),
        twig=(1.5, 1.1),
        leaf=0.2,
        cover=2.4,
        leafy=16,
        greens=((0.44, 0.55, 0.21), (0.49, 0.59, 0.24)),
        bark=((0.35, 0.30, 0.25), (0.30, 0.27, 0.22)),
        autumn=((0.72, 0.64, 0.22),),
        spread=0.45,
        hang=0.8,
        sky=0.5,
        slim=0.8,
        heights=(6.0, 13.0),
        trunk=0.6,
        tips=1,
        common=0.7,
        deep=0.9,
        furrow=0.045,
    ),
    "cherry": Habit(
        name="cherry tree",
        bole=0.2,
        girth=0.024,
        crooked=0.4,
        crown=((0.0, 0.5), (0.3, 0.6), (0.6, 0.6), (1.0, 0.46)),
        boughs=Shoots(15, (0.0, 1.0), (1.15, 0.5), lift=0.5, wander=0.5, slender=0.026, steps=6),
        branches=Shoots(10, (0.15, 0.98), (0.9, 0.55), lift=0.2, wander=0.5, steps=4),
        branch=(0.45, 0.28),
        twigs=Shoots(6, (0.1, 1.0), (0.8, 0.5), lift=0.0, wander=0.4, steps=2),
        twig=(0.7, 0.5),
        leaf=0.7,
        cover=3.4,
        leafy=16,
        greens=((0.30, 0.43, 0.15), (0.26, 0.38, 0.14)),
        bark=((0.27, 0.20, 0.17), (0.32, 0.24, 0.21)),
        autumn=((0.70, 0.34, 0.14),),
        sky=0.3,
        heights=(3.5, 7.5),
        trunk=0.5,
        bloom=((0.90, 0.70, 0.76), (0.93, 0.86, 0.86), (0.86, 0.60, 0.70)),
        common=1,
        deep=0.3,
        furrow=0.02,
    ),
    "spruce": Habit(
        name="spruce",
        bole=0.05,
        girth=0.0155,
        crooked=0.04,
        crown=((0.0, 0.2), (0.1, 0.24), (0.5, 0.145), (0.85, 0.055), (1.0, 0.02)),
        boughs=Shoots(
            92, (0.0, 1.0), (1.75, 0.85), lift=0.35, wander=0.15, slender=0.012, thick=0.35, steps=5
        ),
        branches=Shoots(9, (0.12, 1.0), (0.95, 0.6), lift=-0.25, wander=0.2, flat=0.9, steps=1),
        branch=(0.42, 0.22),
        twigs=Shoots(2, (0.2, 1.0), (0.7, 0.6), lift=-0.5, wander=0.3, flat=0.7, steps=1),
        twig=(0.65, 0.5),
        leaf=0.24,
        cover=4.4,
        leafy=8,
        greens=((0.18, 0.30, 0.17), (0.22, 0.34, 0.17), (0.29, 0.40, 0.33)),
        bark=((0.33, 0.26, 0.21), (0.38, 0.30, 0.25)),
        spread=0.35,
        hang=0.15,
        heights=(5.0, 22.0),
        sky=2.0,
        common=1.2,
    ),
    "fir": Habit(
        name="fir",
        bole=0.03,
        girth=0.015,
        crooked=0.03,
        crown=((0.0, 0.3), (0.1, 0.33), (0.5, 0.19), (0.85, 0.07), (1.0, 0.02)),
        boughs=Shoots(84, (0.0, 1.0), (1.5, 0.75), lift=0.2, wander=0.12, slender=0.012, thick=0.35, steps=5),
        branches=Shoots(10, (0.12, 1.0), (0.9, 0.6), lift=0.1, wander=0.15, flat=1.0, steps=1),
        branch=(0.45, 0.2),
        twigs=Shoots(2, (0.2, 1.0), (0.7, 0.6), lift=0.1, wander=0.2, flat=1.0, steps=1),
        twig=(0.65, 0.5),
        leaf=0.24,
        cover=4.2,
        leafy=8,
        greens=((0.21, 0.35, 0.20), (0.27, 0.40, 0.22), (0.35, 0.46, 0.40)),
        bark=((0.36, 0.31, 0.27), (0.30, 0.26, 0.23)),
        spread=0.35,
        hang=0.0,
        heights=(3.5, 14.0),
        sky=2.0,
        deep=0.3,
    ),
    "pine": Habit(
        name="pine",
        bole=0.45,
        girth=0.017,
        crooked=0.3,
        crown=((0.0, 0.24), (0.3, 0.34), (0.7, 0.28), (1.0, 0.2)),
        boughs=Shoots(20, (0.0, 1.0), (1.45, 0.55), lift=0.35, wander=0.7, slender=0.024, steps=6),
        branches=Shoots(8, (0.35, 1.0), (0.9, 0.6), lift=0.5, wander=0.5, steps=3),
        branch=(0.4, 0.24),
        twigs=Shoots(5, (0.3, 1.0), (0.8, 0.4), lift=0.8, wander=0.4, steps=2),
        twig=(0.6, 0.5),
        leaf=0.14,
        cover=2.2,
        leafy=16,
        greens=((0.24, 0.37, 0.20), (0.29, 0.41, 0.23)),
        bark=((0.54, 0.40, 0.29), (0.47, 0.36, 0.28)),
        spread=0.75,
        hang=-0.2,
        sky=0.2,
        trunk=0.88,
        heights=(6.0, 20.0),
        deep=0.8,
        furrow=0.06,
    ),
    "cypress": Habit(
        name="cypress",
        bole=0.005,
        girth=0.014,
        crooked=0.04,
        crown=((0.0, 0.1), (0.15, 0.17), (0.5, 0.17), (0.8, 0.1), (1.0, 0.03)),
        boughs=Shoots(60, (0.0, 1.0), (0.8, 0.2), lift=0.9, wander=0.15, slender=0.014, thick=0.4, steps=4),
        branches=Shoots(6, (0.15, 1.0), (0.5, 0.35), lift=0.6, wander=0.25, steps=2),
        branch=(0.42, 0.24),
        twigs=Shoots(4, (0.2, 1.0), (0.6, 0.4), lift=0.6, wander=0.3, steps=1),
        twig=(0.7, 0.5),
        leaf=0.25,
        cover=5.5,
        leafy=10,
        greens=((0.16, 0.27, 0.13), (0.21, 0.32, 0.16)),
        bark=((0.38, 0.33, 0.28),),
        spread=0.4,
        hang=-0.4,
        sky=0.2,
        heights=(4.0, 15.0),
        common=0.6,
        furrow=0.02,
    ),
}
