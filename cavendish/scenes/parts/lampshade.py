# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What the lamps of a home share: cloth shades, bulbs, whether they are on and how bright. Metres."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.geometry import lathe, moved, translation, tube
from cavendish.scenes.scene import Colour, Light, Material, Mesh

RIM = 0.0016  # thickness of a cloth shade, metres


def open_shade(low: float, high: float, tall: float, z: float) -> tuple[list[Mesh], list[Mesh]]:
    """An open shade of cloth from z up, and the wires that carry it."""
    profile = [(low, 0), (high, tall), (high - RIM, tall), (low - RIM, 0), (low, 0)]
    skin = moved(lathe(profile, 40), (0, 0, z))
    level = z + tall - 0.02
    wide = high + (low - high) * 0.02 / tall - RIM * 0.5
    wires = [
        tube([(0, 0, level), (wide * np.cos(a), wide * np.sin(a), level)], 0.0016, sides=6)
        for a in np.array([0, 1, 2]) * 2 * np.pi / 3
    ]
    stem = tube([(0, 0, z + tall * 0.5), (0, 0, level + 0.006)], 0.003, sides=8)
    return [skin], [*wires, stem]


def bulb() -> Mesh:
    """A bulb round the origin, smaller than the Light, which so is not shut in."""
    turn = np.linspace(-np.pi / 2, np.pi / 2, 12)
    return lathe(np.stack([0.027 * np.cos(turn), 0.03 * np.sin(turn)], axis=1), 18)


def lights_of(power: float, temperature: float, at: tuple[float, float, float]) -> tuple[Light, ...]:
    """The Light of a lamp of `power` watts and `temperature` kelvin whose bulb is at a place; none where it is off."""
    if power <= 0:
        return ()
    return (Light("point", translation(*at), power, temperature, size=(0.04, 0.04)),)


def shifted(meshes: list[Mesh], x: float = 0.0, z: float = 0.0, y: float = 0.0) -> list[Mesh]:
    """The meshes shifted together."""
    return [moved(mesh, (x, y, z)) for mesh in meshes]


def named(material: Material) -> str:
    """What a lamp of a material is said to be made of."""
    return {"paint": "painted metal", "plastic": "painted metal"}.get(material.kind, material.kind)


def lit(rng: np.random.Generator, low: float, high: float) -> tuple[float, float, float]:
    """Power, temperature and glow; a lamp is off in a third of the cases."""
    if rng.random() < 1 / 3:
        return 0.0, 3000.0, 0.0
    power = float(rng.uniform(low, high))
    return power, float(rng.choice([2700, 3000, 3000, 3500, 4000])), power / 8


def shade_cloth(rng: np.random.Generator, glow: float, temperature: float) -> Material:
    """A lampshade: mostly white or cream, at times a colour."""
    colors: list[Colour] = [(0.95, 0.92, 0.86), (0.92, 0.86, 0.74), (0.97, 0.97, 0.95), (0.75, 0.7, 0.62)]
    color = colors[int(rng.integers(4))]
    if rng.random() < 0.2:
        color = finishes.hsv(rng.random(), rng.uniform(0.2, 0.55), rng.uniform(0.6, 0.9))
    return materials.shade(color, glow, temperature, seed=finishes.seed(rng))
