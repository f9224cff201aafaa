# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Spoons, forks and knives. They lie along X, their handle to +X."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import grounded, merge, moved, prism, sheet
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.rod import rod
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh

THICK = 0.0018  # metres of steel


def spoon(length: float, width: float, deep: float, steel: Material) -> Asset:
    """A spoon. width, deep: of its bowl. Metres."""
    u = np.linspace(0, 1, 27)
    bowl = 0.32
    t = np.clip(u / bowl, 0, 1)
    half = np.where(u < bowl, width / 2 * np.sin(np.pi * (0.06 + 0.9 * t)) ** 0.62, 0)
    half = np.maximum(half, _handle(u, length))
    hollow = deep * np.sin(np.pi * t) ** 0.9 * (u < bowl)
    return _flatware("spoon", [_plate(length, half, hollow, _rise(u, length))], steel)


def wooden_spoon(length: float, width: float, wood: Material) -> Asset:
    """A cooking spoon: a stout bowl, and a round handle that widens to its end. width: of its bowl. Metres."""
    t = np.linspace(0, 1, 15)
    bowl = 1.35 * width
    half = 0.5 * width * np.sin(np.pi * (0.05 + 0.94 * t**1.15)) ** 0.65
    v = np.linspace(-1, 1, 13)
    hollow = 0.17 * width * (1 - 0.4 * t) * np.sin(np.pi * (0.03 + 0.94 * t)) ** 0.8
    x = np.broadcast_to((t * bowl - length / 2)[:, None], (15, 13))
    top = np.stack([x, half[:, None] * v, -hollow[:, None] * (1 - v**2) + 0 * x], axis=-1)
    made = sheet(top, 0.005)
    neck, end = bowl - length / 2, length / 2
    stations = [(neck - 0.2 * bowl, 0.006, 0.003, -0.006), (neck - 0.05 * bowl, 0.0105, 0.008, -0.003)]
    stations += [
        (neck + 0.02, 0.0095, 0.009, -0.001),
        (neck + 0.08, 0.0095, 0.0095, 0.001),
        (end - 0.03, 0.013, 0.012, 0.002),
    ]
    stations += [(end - 0.004, 0.0125, 0.0115, 0.002), (end, 0.007, 0.006, 0.002)]
    return _flatware("spoon", [made, rod(stations, 2.0, 14)], wood)


def fork(length: float, width: float, steel: Material, tines: int = 4) -> Asset:
    """A fork with `tines` tines. Metres."""
    u = np.linspace(0.24, 1, 21)
    half = np.interp(u, [0.24, 0.28, 0.33, 0.4], [width / 2, width / 2, width * 0.36, 0.0])
    half = np.maximum(half, _handle(u, length))
    plate = _plate(length, half, np.zeros(21), _rise(u, length), start=0.24)
    made = [plate]
    pitch = width / tines
    for k in range(tines):
        y = (k - (tines - 1) / 2) * pitch
        x = np.linspace(0.0, 0.27, 7)
        lift = _rise(x, length)
        thin = np.interp(x, [0, 0.02, 0.27], [0.0012, 0.0022, 0.0026])
        stations = np.stack([(x - 0.5) * length, thin, 0 * x + THICK, lift - THICK / 2], axis=1)
        tine = rod(stations, 4.0, 8)
        made.append(moved(tine, (0, y, 0)))
    return _flatware("fork", made, steel)


def knife(length: float, width: float, steel: Material, handle: Material) -> Asset:
    """A table or kitchen knife that lies on its side. width: of the blade. Metres."""
    grip = 0.1 if length > 0.16 else 0.4 * length
    blade = length - grip
    x = np.linspace(0, 1, 14)
    back = width * np.minimum(0.55 + 0.45 * (x / 0.18) ** 0.6, 1.0)  # the tip is rounded
    edge = width * np.maximum(0.35 * (1 - x / 0.3), 0.0)
    line = np.concatenate([np.stack([x * blade, edge], 1), np.stack([x * blade, back], 1)[::-1]])
    steel_part = prism(line - (length / 2, width / 2), THICK, 0.0004)
    z = 0.006
    stations = [
        (blade - 0.012 - length / 2, 0.5 * width, 0.002, THICK / 2),
        (blade - length / 2, 0.75 * width, 0.008, z * 0.6),
        (blade + 0.3 * grip - length / 2, 0.85 * width, 0.011, z),
        (blade + 0.75 * grip - length / 2, 0.95 * width, 0.012, z),
        (length / 2 - 0.004, 0.9 * width, 0.011, z),
        (length / 2, 0.6 * width, 0.006, z),
    ]
    made = grounded([steel_part, rod(stations, 3.0, 16)])
    return Asset("knife", parts(([made[0]], steel), ([made[1]], handle)), {"material": steel.kind})


def _handle(u: Float, length: float) -> Float:
    """Half the width of a handle at each part of the length."""
    return np.asarray(
        length * np.interp(u, [0.0, 0.3, 0.42, 0.85, 0.97, 1.0], [0, 0.021, 0.015, 0.033, 0.03, 0.016])
    )


def _rise(u: Float, length: float) -> Float:
    """How high the middle of flatware lies: its head and the end of its handle bend up."""
    return np.asarray(length * np.interp(u, [0, 0.16, 0.36, 0.62, 1.0], [0.05, 0.02, 0.062, 0.055, 0.02]))


def _plate(length: float, half: Float, hollow: Float, rise: Float, start: float = 0.0) -> Mesh:
    """A sheet of steel with a hollow: (N,) half widths, depths and heights along its length."""
    x = (np.linspace(start, 1, len(half)) - 0.5) * length
    v = np.linspace(-1, 1, 9)
    points = np.stack(
        [
            np.broadcast_to(x[:, None], (len(x), 9)),
            half[:, None] * v,
            rise[:, None] - hollow[:, None] * (1 - v**2),
        ],
        axis=-1,
    )
    return sheet(points, THICK)


def _flatware(name: str, meshes: list[Mesh], steel: Material) -> Asset:
    made = grounded(meshes)
    return Asset(name, parts(([merge(made)], steel)), {"material": steel.kind})


def _kitchen_wood(rng: np.random.Generator) -> Material:
    """Beech or olive as it is in a drawer: washed often, pale and dull."""
    light: Colour = ((0.8, 0.69, 0.54), (0.66, 0.52, 0.36))[int(rng.integers(2))]
    color = finishes.jitter(light, rng, 0.02)
    dark = (0.8 * color[0], 0.76 * color[1], 0.7 * color[2])
    return materials.wood(color, dark, roughness=0.75, ring=0.004, seed=finishes.seed(rng))


def _steel(rng: np.random.Generator) -> Material:
    tone = (0.83, 0.75, 0.58) if rng.random() < 0.06 else (0.78, 0.78, 0.79)
    return materials.metal(tone, float(rng.uniform(0.08, 0.28)))


@sampler("spoon")
def spoon_rand(rng: np.random.Generator) -> Asset:
    """A teaspoon, a tablespoon or a wooden cooking spoon, 0.13 to 0.31 m."""
    if rng.random() < 0.2:
        return wooden_spoon(
            float(rng.uniform(0.25, 0.31)), float(rng.uniform(0.045, 0.06)), _kitchen_wood(rng)
        )
    length = float(rng.uniform(0.135, 0.15) if rng.random() < 0.5 else rng.uniform(0.18, 0.21))
    return spoon(
        length, length * float(rng.uniform(0.2, 0.23)), length * float(rng.uniform(0.035, 0.045)), _steel(rng)
    )


@sampler("fork")
def fork_rand(rng: np.random.Generator) -> Asset:
    """A fork of 0.15 to 0.21 m."""
    length = float(rng.uniform(0.15, 0.21))
    return fork(length, float(rng.uniform(0.022, 0.027)), _steel(rng), int(rng.choice([3, 4], p=[0.2, 0.8])))


@sampler("knife")
def knife_rand(rng: np.random.Generator) -> Asset:
    """A table knife, or a kitchen knife with a handle of wood or plastic, 0.19 to 0.33 m."""
    steel = _steel(rng)
    if rng.random() < 0.6:
        return knife(float(rng.uniform(0.195, 0.235)), float(rng.uniform(0.018, 0.022)), steel, steel)
    grip = (
        materials.plastic((0.05, 0.05, 0.055), 0.4, finishes.seed(rng))
        if rng.random() < 0.6
        else finishes.wood(rng)
    )
    return knife(float(rng.uniform(0.2, 0.33)), float(rng.uniform(0.022, 0.045)), steel, grip)
