# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What corridors are for, and how that shows: sizes, doors, finishes, lamps, things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets.light_panel import Style as Lamp
from cavendish.scenes.scene import Colour, Material

Rng = np.random.Generator
Range = tuple[float, float]
Name = Literal["office", "school", "hospital", "hotel", "flats", "basement"]
Counts = dict[str, float]


@dataclass(frozen=True)
class Use:
    """A use. length, width, height: metres of the main run; pitch: from door to door; door: width of the openings.

    windows: the chance of a row of windows along one wall; tiles: of a suspended ceiling; dado: of walls in two tones;
    rails: of handrails; warm: of sconces in place of ceiling lamps. standing: how many of each kind of thing stand along
    10 m at full clutter; hung: how many hang. behind: what is seen through open doors.
    """

    length: Range
    width: Range
    height: Range
    pitch: Range
    door: Range
    windows: float
    tiles: float
    dado: float
    rails: float
    warm: float
    lamps: tuple[Lamp, ...]
    kelvin: tuple[float, ...]
    standing: Counts
    hung: Counts
    behind: tuple[str, ...]


USES: dict[Name, Use] = {
    "office": Use(
        (14, 45), (1.6, 2.6), (2.5, 3.0), (2.9, 4.6), (0.86, 0.98), 0.25, 0.75, 0.1, 0.0, 0.05,
        ("panel", "panel", "batten"), (4000, 4000, 3500),
        {"plant": 0.8, "water cooler": 0.25, "bin": 0.5, "filing cabinet": 0.6, "bookshelf": 0.3, "chair": 0.5,
         "box": 0.5, "armchair": 0.25, "person": 0.15},
        {"picture": 1.4, "notice board": 0.3, "clock": 0.15},
        ("desk", "office chair", "bookshelf", "filing cabinet", "plant"),
    ),
    "school": Use(
        (18, 60), (2.2, 3.5), (2.8, 3.2), (5.5, 8.5), (0.92, 1.08), 0.45, 0.4, 0.55, 0.0, 0.0,
        ("panel", "batten", "batten"), (4000, 5000),
        {"locker": 2.4, "bench": 0.6, "litter bin": 0.3, "backpack": 0.5, "plant": 0.15, "vending machine": 0.2,
         "chair": 0.3, "person": 0.25, "cleaning cart": 0.06},
        {"notice board": 1.0, "poster": 1.4, "picture": 0.4, "clock": 0.2},
        ("school desk", "school desk", "chair", "locker", "bookshelf"),
    ),
    "hospital": Use(
        (18, 60), (2.2, 3.0), (2.5, 3.0), (3.6, 5.5), (1.08, 1.2), 0.3, 0.8, 0.5, 0.85, 0.0,
        ("panel",), (4000, 5000),
        {"chair": 1.2, "wheelchair": 0.4, "cleaning cart": 0.3, "bin": 0.4, "plant": 0.3, "water cooler": 0.12,
         "filing cabinet": 0.15, "person": 0.25},
        {"picture": 0.9, "notice board": 0.3, "clock": 0.15},
        ("bed", "chair", "nightstand"),
    ),
    "hotel": Use(
        (16, 50), (1.5, 2.2), (2.4, 2.8), (3.2, 4.4), (0.88, 0.98), 0.1, 0.1, 0.4, 0.0, 0.6,
        ("disc", "disc"), (2700, 3000),
        {"plant": 0.4, "armchair": 0.25, "dresser": 0.3, "cleaning cart": 0.25, "person": 0.15, "chair": 0.2},
        {"picture": 2.2, "mirror": 0.35},
        ("bed", "armchair", "dresser"),
    ),
    "flats": Use(
        (10, 26), (1.4, 2.0), (2.4, 2.8), (3.6, 5.6), (0.86, 0.98), 0.3, 0.05, 0.4, 0.0, 0.3,
        ("disc", "batten"), (3000, 3500, 4000),
        {"plant": 0.5, "bicycle": 0.4, "box": 0.7, "bin": 0.3, "chair": 0.2, "dresser": 0.15, "person": 0.15},
        {"picture": 0.8, "mirror": 0.15, "notice board": 0.15},
        ("dresser", "plant", "chair", "bookshelf"),
    ),
    "basement": Use(
        (10, 36), (1.5, 2.6), (2.35, 2.8), (2.4, 4.4), (0.84, 0.95), 0.0, 0.0, 0.25, 0.0, 0.15,
        ("batten", "batten", "disc"), (4000, 3500, 5000),
        {"box": 1.6, "bicycle": 0.5, "locker": 0.3, "litter bin": 0.3, "bookshelf": 0.4, "wardrobe": 0.15,
         "chair": 0.3, "cleaning cart": 0.15, "person": 0.06},
        {"notice board": 0.15, "poster": 0.15},
        ("box", "box", "bookshelf", "bicycle"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Finish:
    """What the shell is made of. dado: height and material of the walls' lower part."""

    floor: Material
    wall: Material
    ceiling: Material
    skirting: Material
    dado: tuple[float, Material] | None


def finish(name: Name, rng: Rng) -> Finish:
    """Finishes as such corridors have them."""
    use = USES[name]
    level = float(rng.uniform(0.8, 0.94))
    color: Colour = (level, level * 0.99, level * float(rng.uniform(0.9, 0.98)))
    if name in ("office", "hotel", "flats") and rng.random() < 0.4:
        color = muted(rng, 0.65, 0.9)
    wall: Material = materials.plaster(color, float(rng.uniform(0.7, 0.9)), seed=finishes.seed(rng))
    if name == "basement" and rng.random() < 0.5:
        wall = materials.concrete(finishes.jitter((0.68, 0.67, 0.65), rng, 0.03), seed=finishes.seed(rng))
    dado = None
    if rng.random() < use.dado:
        dado = (float(rng.uniform(0.95, 1.4)), _dado(name, rng))
    white = float(rng.uniform(0.86, 0.95))
    skirting = materials.paint((0.9, 0.89, 0.87))
    if rng.random() < 0.5:
        grey = float(rng.uniform(0.15, 0.6))
        skirting = materials.plastic((grey, grey, grey * 1.02), 0.4)
    elif rng.random() < 0.5:
        skirting = finishes.wood(rng)
    return Finish(
        floor(name, rng),
        wall,
        materials.plaster((white, white, white * 0.98), relief=0.3, seed=finishes.seed(rng)),
        skirting,
        dado,
    )


def _dado(name: Name, rng: Rng) -> Material:
    pick = rng.random()
    if name in ("hotel", "flats") and pick < 0.4:
        return finishes.wood(rng)
    if name in ("school", "flats", "basement") and pick < 0.4:
        side = float(rng.choice([0.1, 0.15, 0.2]))
        return materials.tile(
            finishes.hsv(rng.random(), rng.uniform(0.03, 0.35), rng.uniform(0.45, 0.85)),
            width=side,
            height=side,
            roughness=0.2,
            seed=finishes.seed(rng),
        )
    return materials.paint(
        muted(rng, 0.4, 0.85),
        float(rng.uniform(0.3, 0.6)),
        seed=finishes.seed(rng),
    )


def muted(rng: Rng, low: float, high: float) -> Colour:
    """A colour of public houses: beige, grey, ochre, green, blue or brick, its value between low and high."""
    hue, strong = ((0.1, 0.25), (0.6, 0.06), (0.12, 0.45), (0.38, 0.22), (0.58, 0.35), (0.03, 0.5))[
        int(rng.choice(6, p=[0.26, 0.24, 0.1, 0.15, 0.17, 0.08]))
    ]
    return finishes.hsv(
        (hue + rng.normal(0, 0.025)) % 1.0, strong * rng.uniform(0.5, 1.2), rng.uniform(low, high)
    )


def floor(name: Name, rng: Rng) -> Material:
    """The floor: linoleum, tiles, carpet, parquet, stone or concrete."""
    pick, seed = rng.random(), finishes.seed(rng)
    if name == "basement" and pick < 0.7:
        return materials.concrete(finishes.jitter((0.5, 0.49, 0.47), rng, 0.03), 0.6, seed)
    if name == "hotel" or (name == "office" and pick < 0.55):
        tone = muted(rng, 0.2, 0.5)
        pattern = float(rng.choice([0, 1, 2])) if name == "hotel" else 0.0
        other = finishes.hsv(rng.random(), rng.uniform(0.1, 0.5), rng.uniform(0.3, 0.7))
        return materials.carpet(tone, other, pattern=pattern, pitch=float(rng.uniform(0.2, 0.5)), seed=seed)
    if name in ("school", "hospital") and pick < 0.7:  # linoleum
        tone = muted(rng, 0.4, 0.75)
        return materials.stone(
            tone, finishes.jitter(tone, rng, 0.05), float(rng.uniform(0.12, 0.35)), 0.06, seed
        )
    if name in ("office", "flats") and pick > 0.85:
        light, dark = finishes.WOODS[str(rng.choice(list(finishes.WOODS)))]
        return materials.parquet(finishes.jitter(light, rng, 0.02), dark, seed=seed)
    side = float(rng.choice([0.2, 0.3, 0.4, 0.6]))
    tone = finishes.hsv(rng.uniform(0.02, 0.65), rng.uniform(0.0, 0.2), rng.uniform(0.3, 0.8))
    if pick > 0.4:
        return materials.tile(
            tone, width=side, height=side, roughness=float(rng.uniform(0.1, 0.4)), seed=seed
        )
    vein: Colour = finishes.jitter((0.4, 0.39, 0.37), rng, 0.04)
    return materials.stone(tone, vein, float(rng.uniform(0.1, 0.3)), 0.2, seed)
