# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What fronts are finished in: colours of brick, plaster, boards and roofs as they are found, a material for each slot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes import materials_outdoor as outdoor
from cavendish.scenes.scene import Colour, Material

Rng = np.random.Generator
Finish = dict[str, Material]

BRICKS: dict[str, Colour] = {
    "red": (0.5, 0.23, 0.17),
    "dark red": (0.36, 0.17, 0.14),
    "brown": (0.36, 0.24, 0.18),
    "yellow": (0.62, 0.5, 0.33),
    "buff": (0.66, 0.55, 0.43),
    "grey": (0.43, 0.41, 0.39),
}
PLASTERS: dict[str, Colour] = {
    "white": (0.86, 0.85, 0.82),
    "cream": (0.84, 0.78, 0.65),
    "yellow": (0.82, 0.66, 0.36),
    "pink": (0.8, 0.6, 0.54),
    "orange": (0.76, 0.48, 0.31),
    "green": (0.6, 0.67, 0.55),
    "blue": (0.58, 0.66, 0.72),
    "grey": (0.6, 0.59, 0.57),
    "red": (0.58, 0.3, 0.25),
}
BOARDS: dict[str, Colour] = {
    "white": (0.85, 0.85, 0.83),
    "red": (0.45, 0.13, 0.1),
    "yellow": (0.8, 0.64, 0.33),
    "blue": (0.36, 0.45, 0.54),
    "grey": (0.5, 0.51, 0.51),
    "green": (0.33, 0.42, 0.34),
    "black": (0.11, 0.11, 0.12),
}
SHEETS: dict[str, Colour] = {
    "grey": (0.6, 0.62, 0.64),
    "blue": (0.2, 0.32, 0.48),
    "green": (0.25, 0.36, 0.29),
    "white": (0.82, 0.83, 0.82),
    "beige": (0.72, 0.68, 0.58),
    "red": (0.5, 0.17, 0.14),
}
DOORS: tuple[Colour, ...] = (
    (0.05, 0.06, 0.07),
    (0.1, 0.16, 0.28),
    (0.42, 0.07, 0.07),
    (0.1, 0.25, 0.17),
    (0.35, 0.22, 0.12),
    (0.8, 0.79, 0.75),
    (0.27, 0.4, 0.45),
    (0.85, 0.66, 0.15),
)
LIKED = (0.2, 0.17, 0.14, 0.14, 0.14, 0.1, 0.08, 0.03)  # how often each is seen
WHITE, IRON = (0.88, 0.88, 0.86), (0.06, 0.065, 0.07)


@dataclass(frozen=True)
class Wall:
    """A wall's material and the words for it."""

    material: Material
    name: str
    color: str


def named(table: dict[str, Colour], rng: Rng, *only: str) -> tuple[str, Colour]:
    """A colour of a table, a little off, and its name."""
    name = str(rng.choice(only or list(table)))
    light = rng.uniform(0.92, 1.06)
    r, g, b = (min(channel * light, 1.0) for channel in table[name])
    return name, finishes.jitter((r, g, b), rng, 0.008)


def brickwork(rng: Rng, *only: str) -> Wall:
    """Brick in a usual bond; of the colours named, or any."""
    name, color = named(BRICKS, rng, *only)
    grey = float(rng.uniform(0.36, 0.66))
    made = outdoor.brick(
        color,
        (grey, grey * 0.96, grey * 0.89),
        bond=float(rng.integers(3)),
        variation=float(rng.uniform(0.2, 0.5)),
        seed=finishes.seed(rng),
    )
    return Wall(made, "brick", name)


def plasterwork(rng: Rng, *only: str) -> Wall:
    """Painted plaster; of the colours named, or any."""
    name, color = named(PLASTERS, rng, *only)
    return Wall(
        outdoor.stucco(
            color,
            relief=float(rng.uniform(0.3, 0.9)),
            stains=float(rng.uniform(0.15, 0.8)),
            seed=finishes.seed(rng),
        ),
        "plaster",
        name,
    )


def boarding(rng: Rng) -> Wall:
    """Painted weatherboards."""
    name, color = named(BOARDS, rng)
    return Wall(materials.paint(color, 0.55, 0.6, seed=finishes.seed(rng)), "wood", name)


def sheeting(rng: Rng) -> Wall:
    """Corrugated metal."""
    name, color = named(SHEETS, rng)
    made = outdoor.corrugated(
        color,
        pitch=float(rng.choice([0.076, 0.2, 0.3])),
        rust=float(rng.choice([0.05, 0.2, 0.5], p=[0.5, 0.3, 0.2])),
        seed=finishes.seed(rng),
    )
    return Wall(made, "metal", name)


def poured(rng: Rng) -> Wall:
    """Bare concrete."""
    grey = float(rng.uniform(0.48, 0.68))
    return Wall(
        materials.concrete((grey, grey * 0.985, grey * 0.95), 0.85, seed=finishes.seed(rng)),
        "concrete",
        "grey",
    )


def tiles(rng: Rng) -> Material:
    """A pitched roof's cover: clay tiles, concrete tiles or slates."""
    pick = rng.random()
    if pick < 0.5:
        color, wave = finishes.jitter((0.5, 0.24, 0.16), rng, 0.015), float(rng.uniform(0.5, 1.0))
    elif pick < 0.72:
        grey = float(rng.uniform(0.2, 0.34))
        color, wave = (grey, grey * 0.94, grey * 0.9), float(rng.uniform(0.4, 0.7))
    else:
        grey = float(rng.uniform(0.22, 0.36))
        color, wave = (grey, grey * 1.02, grey * 1.06), 0.0
    return outdoor.rooftile(
        color, wave=wave, variation=float(rng.uniform(0.15, 0.4)), seed=finishes.seed(rng)
    )


def _lettering(ground: Material) -> Material:
    return materials.paint((0.9, 0.84, 0.66) if sum(ground.color) < 1.3 else (0.1, 0.1, 0.1), 0.35)


def finish_rand(rng: Rng, wall: Wall) -> Finish:
    """A material for every slot that goes with a wall."""
    s = finishes.seed(rng)
    stone = outdoor.stucco(
        finishes.jitter((0.74, 0.71, 0.64) if rng.random() < 0.6 else (0.85, 0.84, 0.81), rng, 0.02),
        0.8,
        0.25,
        0.5,
        s,
    )
    pale = rng.random() < 0.7
    frame = materials.paint(WHITE if pale else DOORS[int(rng.integers(5))], 0.35, seed=s)
    door = materials.paint(DOORS[int(rng.choice(len(DOORS), p=LIKED))], 0.3, seed=s)
    shop, other = (
        materials.paint(DOORS[int(rng.choice(len(DOORS), p=LIKED))], 0.35, seed=s) for _ in range(2)
    )
    iron = materials.paint(IRON if rng.random() < 0.75 else (0.75, 0.76, 0.76), 0.4)
    zinc = materials.metal((0.52, 0.54, 0.56), 0.5, seed=s)
    hue = float(rng.random())
    grey = materials.concrete((0.45, 0.44, 0.43), seed=s)
    cover = tiles(rng)
    warm = float(rng.choice([2700.0, 3000.0, 3500.0, 4500.0], p=[0.4, 0.3, 0.2, 0.1]))
    burnt = outdoor.brick(finishes.jitter(BRICKS["dark red"], rng, 0.01), variation=0.4, seed=s)
    cloth = materials.fabric(
        finishes.hsv(hue, 0.6, 0.5), (0.88, 0.86, 0.8), pattern=float(rng.integers(2)), pitch=0.24, seed=s
    )
    return {
        "wall": wall.material,
        "reveal": wall.material if wall.name == "brick" else stone,
        "rustic": stone,
        "trim": materials.paint(WHITE, 0.5, seed=s) if wall.name == "wood" else stone,
        "accent": burnt if wall.name == "brick" and rng.random() < 0.5 else stone,
        "base": outdoor.stucco((0.45, 0.44, 0.42), 0.85, 0.4, 0.6, s) if rng.random() < 0.6 else stone,
        "frame": frame,
        "mullion": materials.metal((0.45, 0.46, 0.48), 0.4, seed=s)
        if pale
        else materials.paint((0.09, 0.095, 0.1), 0.4),
        "spandrel": materials.plastic(finishes.hsv(0.58, 0.18, float(rng.uniform(0.12, 0.4))), 0.12, seed=s),
        "glass": materials.metal((0.36, 0.385, 0.41), 0.03, seed=s),
        "lit": materials.shade((0.98, 0.92, 0.8), 0.2, warm),
        "dim": materials.shade((0.96, 0.88, 0.74), 0.06, 2700.0),
        "lit blind": materials.shade((0.9, 0.84, 0.7), 0.06, warm, seed=s),
        "blind": materials.plastic((0.5, 0.49, 0.46), 0.07, seed=s),
        "shutter": materials.paint(DOORS[int(rng.choice([1, 3, 4, 5, 6]))], 0.5, seed=s),
        "door": door,
        "metal": zinc,
        "rail": iron,
        "guard": materials.paint((0.85, 0.65, 0.08), 0.4),
        "roof": cover,
        "ridge": materials.plastic((cover.color[0] * 0.9, cover.color[1] * 0.9, cover.color[2] * 0.9), 0.7),
        "dormer": materials.paint(WHITE, 0.5, seed=s) if rng.random() < 0.5 else zinc,
        "stack": wall.material if wall.name == "brick" else burnt,
        "pot": materials.plastic((0.55, 0.3, 0.2), 0.8, seed=s),
        "coping": zinc if rng.random() < 0.5 else stone,
        "deck": outdoor.gravel((0.45, 0.44, 0.42), seed=s),
        "unit": materials.paint((0.72, 0.73, 0.72), 0.45, seed=s),
        "shop": shop,
        "letter": _lettering(shop),
        "shop two": other,
        "letter two": _lettering(other),
        "awning": cloth,
        "balcony": grey,
        "pane": materials.glass((0.8, 0.9, 0.88)),
        "panel": materials.paint(finishes.hsv(hue, 0.3, 0.6), 0.4, seed=s),
        "pier": wall.material,
        "dark": materials.plain((0.03, 0.03, 0.03), 1.0),
    }
