# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Solids on a ground: the plainest scenes, for tests and papers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from cavendish.scenes import finishes, materials
from cavendish.scenes.builders import builder
from cavendish.scenes.geometry import box, cylinder, lathe, moved, rotation, translation
from cavendish.scenes.scene import Asset, Colour, Material, Mesh, Object, Part, Region, Scene, Sky, World

Rng = np.random.Generator
COLORS: dict[str, Colour] = {
    "red": (0.75, 0.09, 0.08),
    "orange": (0.87, 0.42, 0.08),
    "yellow": (0.88, 0.76, 0.1),
    "green": (0.12, 0.52, 0.16),
    "cyan": (0.1, 0.6, 0.66),
    "blue": (0.08, 0.2, 0.68),
    "purple": (0.4, 0.13, 0.56),
    "brown": (0.36, 0.2, 0.1),
    "gray": (0.42, 0.42, 0.42),
    "white": (0.86, 0.86, 0.84),
}


class Primitives(BaseModel):
    """Parameters of the primitives builder."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="primitives")

    count: tuple[int, int] = Field((4, 10), description="How many solids, 1 to 60; drawn between the two.")
    size: tuple[float, float] = Field((0.25, 0.9), description="Metres across, 0.05 to 3.")
    room: float = Field(
        1.6,
        ge=1,
        le=10,
        description="How far apart: the solids' discs fill 1 / room² of the disc that they stand in.",
    )

    @model_validator(mode="after")
    def _ordered(self) -> Primitives:
        if not 1 <= self.count[0] <= self.count[1] <= 60:
            raise ValueError("count takes two whole numbers from 1 to 60, the smaller first")
        if not 0.05 <= self.size[0] <= self.size[1] <= 3:
            raise ValueError("size takes two lengths from 0.05 to 3, the smaller first")
        return self


@builder("primitives", Primitives)
def primitives(parameters: Primitives, rng: Rng) -> Scene:
    """Cubes, spheres, cylinders, cones and more on a wide ground, under the open sky."""
    ground = Asset(
        "ground", (Part(box((400, 400, 0.2), (0, 0, -0.1), bevel=0), _ground(rng)),), {"material": "plain"}
    )
    objects = [Object(1, ground, np.eye(4))]
    taken: list[tuple[float, float, float]] = []
    count = int(rng.integers(parameters.count[0], parameters.count[1] + 1))
    low, high = parameters.size
    sizes = np.sort(low * (high / low) ** rng.random(count))[::-1]  # the largest find room first
    spread = float(parameters.room * 0.75 * np.sqrt(np.sum(sizes**2)))
    for size in sizes.tolist():
        name = str(rng.choice(list(SOLIDS)))
        spot = _free(taken, 0.75 * size, spread, rng)
        if spot is None:
            continue
        pose = translation(*spot, 0) @ rotation("z", rng.uniform(-np.pi, np.pi))
        objects.append(Object(len(objects) + 1, _solid(name, size, rng), pose))
    reach = 2.2 * spread + 1.5
    air = Region((-reach, -reach, 0.6), (reach, reach, 1.2 + 0.4 * spread))
    sky = Sky(float(np.radians(rng.uniform(15, 65))), float(rng.uniform(-np.pi, np.pi)), haze=1.2)
    return Scene(tuple(objects), (), World(sky), (), (air,))


def _free(
    taken: list[tuple[float, float, float]], radius: float, spread: float, rng: Rng
) -> tuple[float, float] | None:
    """A place where a disc of that radius is clear of the others, metres; None where 60 tries find none."""
    for _ in range(60):
        angle, away = rng.uniform(-np.pi, np.pi), spread * np.sqrt(rng.random())
        x, y = float(away * np.cos(angle)), float(away * np.sin(angle))
        if all(np.hypot(x - a, y - b) > radius + r + 0.02 for a, b, r in taken):
            taken.append((x, y, radius))
            return x, y
    return None


def _solid(name: str, size: float, rng: Rng) -> Asset:
    color = str(rng.choice(list(COLORS)))
    paint = finishes.jitter(COLORS[color], rng, 0.03)
    material = (materials.plastic, materials.ceramic, materials.paint, materials.plain)[int(rng.integers(4))](
        paint
    )
    if rng.random() < 0.12:
        material, color = materials.metal(roughness=float(rng.uniform(0.05, 0.4))), "metal"
    return Asset(name, (Part(SOLIDS[name](size), material),), {"color": color, "material": material.kind})


def _ground(rng: Rng) -> Material:
    level = float(rng.uniform(0.35, 0.75))
    grey = (level, level * float(rng.uniform(0.95, 1.0)), level * float(rng.uniform(0.85, 1.0)))
    pick = rng.random()
    if pick < 0.4:
        return materials.concrete(grey, seed=finishes.seed(rng))
    if pick < 0.7:
        return materials.tile(grey, width=0.5, height=0.5, seed=finishes.seed(rng))
    return materials.plain(grey, roughness=0.8)


def _sphere(size: float) -> Mesh:
    angle = np.linspace(-np.pi / 2, np.pi / 2, 49)
    return lathe(
        np.stack([size / 2 * np.cos(angle).clip(0), size / 2 * (1 + np.sin(angle))], 1), 96, crease=3
    )


def _torus(size: float) -> Mesh:
    tube, angle = size / 7, np.linspace(-np.pi / 2, 1.5 * np.pi, 49)
    ring = np.stack([size / 2 - tube + tube * np.cos(angle), tube * (1 + np.sin(angle))], 1)
    return lathe(ring, 96, crease=3)


def _cone(size: float) -> Mesh:
    return lathe([(0, 0), (0.4 * size, 0), (0.002 * size, size), (0, size)], 96, crease=0.4)


def _pyramid(size: float) -> Mesh:
    return lathe([(0, 0), (0.6 * size, 0), (0.002 * size, 0.8 * size), (0, 0.8 * size)], 4, crease=0.4)


SOLIDS: dict[str, Callable[[float], Mesh]] = {
    "cube": lambda size: moved(box((0.8 * size,) * 3, bevel=0.01 * size), (0, 0, 0.4 * size)),
    "sphere": _sphere,
    "cylinder": lambda size: cylinder(0.35 * size, 0.8 * size, bevel=0.01 * size, segments=96),
    "cone": _cone,
    "torus": _torus,
    "pyramid": _pyramid,
}
