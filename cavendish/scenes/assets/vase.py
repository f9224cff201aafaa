# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Vases, empty or with branches or flowers."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import curve, lathe, moved, placed, rotation, translation, tube, vessel
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.leaves import BLADE, OVAL, leaf_blades, leaf_outline
from cavendish.scenes.scene import Asset, Float, Material, Mesh

Filling = Literal["none", "flowers", "branches", "dried"]


def vase(
    radii: tuple[float, ...],
    height: float,
    ware: Material,
    filling: Filling = "none",
    rise: float = 0.25,
    count: int = 7,
    bloom: Material | None = None,
    green: Material | None = None,
    wall: float = 0.004,
    seed: int = 0,
) -> Asset:
    """A vase turned from radii, even steps from foot to rim.

    With `count` stems that rise so far over it. Metres. bloom: of the flowers; green: of stems and leaves;
    seed: of how the stems stand.
    """
    outer = curve(np.column_stack([radii, np.linspace(0.003, height, len(radii))]), 6)
    outer[:, 0] = np.maximum(outer[:, 0], 0.012)
    pots = [vessel([(0, 0), (radii[0] - 0.003, 0), *outer], wall, 32)]
    stems: list[Mesh] = []
    heads: list[Mesh] = []
    leaves: list[Mesh] = []
    green = green or materials.leaf((0.3, 0.45, 0.2))
    rng = np.random.default_rng(seed)
    if filling != "none":
        neck = float(np.min(outer[:, 0])) - wall - 0.004
        for k in range(count):
            path = _stem(rng, k, count, height, rise, max(neck, 0.004), outer, wall)
            thick = {"flowers": 0.0026, "branches": 0.0022, "dried": 0.0012}[filling]
            stems.append(tube(path, thick, sides=5))
            way = path[-1] - path[-2]
            way /= np.linalg.norm(way)
            if filling == "flowers":
                heads.append(placed(_tulip(rng), _along(way, path[-1])))
                azimuth = rng.uniform(0, 6.28, 1)
                length = np.array([rise * rng.uniform(0.4, 0.6)])
                at = path[len(path) * 2 // 3][None]
                leaves.append(
                    leaf_blades(
                        at,
                        azimuth,
                        length,
                        length * 0.16,
                        np.array([1.2]),
                        np.array([0.7]),
                        leaf_outline(BLADE, 8),
                        0.3,
                        0.0007,
                        across=2,
                    )
                )
            elif filling == "branches":
                spots = path[len(path) // 2 :]
                for spot in spots[::4]:
                    side = way + rng.normal(0, 0.6, 3)
                    side /= np.linalg.norm(side)
                    twig = spot + np.linspace(0, 1, 4)[:, None] * side * rise * 0.25
                    stems.append(tube(twig[[0, 3]], 0.0012, sides=5))
                    spots = np.vstack([spots, twig[1:]])
                n = len(spots)
                length = rng.uniform(0.025, 0.05, n)
                leaves.append(
                    leaf_blades(
                        spots,
                        rng.uniform(0, 6.28, n),
                        length,
                        length * 0.62,
                        rng.normal(0.4, 0.4, n),
                        rng.uniform(0.2, 0.8, n),
                        leaf_outline(OVAL, 5),
                        0.15,
                        0.0006,
                        across=2,
                    )
                )
            else:
                plume = [(0, 0), (0.006, 0.004), (0.012, 0.035), (0.009, 0.09), (0, 0.13)]
                heads.append(
                    placed(lathe(curve(plume, 3).clip(0, None), 10), _along(way, path[-1] - way * 0.01))
                )
    pieces = parts((pots, ware), (stems, green), (leaves, green), (heads, bloom or green))
    return Asset("vase", pieces, {"material": ware.kind, "holds": filling})


def _stem(
    rng: np.random.Generator,
    k: int,
    count: int,
    height: float,
    rise: float,
    neck: float,
    outer: Float,
    wall: float,
) -> Float:
    """A stem from the vase's bottom through its neck, then leaning outwards."""
    turn = 2 * np.pi * (k + rng.uniform(-0.25, 0.25)) / count
    out = np.array([np.cos(turn), np.sin(turn), 0.0])
    where = float(outer[int(np.argmin(outer[:, 0])), 1])
    lean = rng.uniform(0.1, 0.75)
    low = min(float(np.interp(height * 0.12, outer[:, 1], outer[:, 0])) - wall, neck) * 0.6
    foot = -out * low + (0, 0, height * 0.12)
    through = out * neck * rng.uniform(0.3, 0.9) + (0, 0, max(where, height * 0.5))
    top = height + rise * rng.uniform(0.75, 1.0)
    end = through + out * lean * (top - through[2]) * 0.75
    end[2] = top
    middle = (through + end) / 2 - out * 0.08 * rise + rng.normal(0, 0.006, 3)
    # Up to the rim the stem keeps straight, so that it stays inside.
    return np.vstack([foot[None], curve([through, middle, end], 7)])


def _tulip(rng: np.random.Generator) -> Mesh:
    """A flower's head round the Z axis, a closed cup."""
    big = rng.uniform(0.85, 1.15)
    cup = curve([(0.004, 0), (0.019, 0.012), (0.022, 0.03), (0.014, 0.052)], 5) * big
    inside = [(0.009 * big, 0.05 * big), (0.004 * big, 0.03 * big), (0, 0.028 * big)]
    return moved(lathe(np.vstack([[(0, 0)], cup, inside]), 14, 0.9), (0, 0, -0.004))


def _along(way: Float, at: Float) -> Float:
    """A pose whose Z axis points along `way`."""
    tilt = float(np.arccos(np.clip(way[2], -1, 1)))
    turn = float(np.arctan2(way[1], way[0]))
    return np.asarray(translation(*at) @ rotation("z", turn) @ rotation("y", tilt))


@sampler("vase")
def vase_rand(rng: np.random.Generator) -> Asset:
    """A vase of 0.12 to 0.4 m."""
    height = float(rng.uniform(0.13, 0.38))
    shapes = [
        (0.6, 1.0, 0.95, 0.45, 0.55),
        (0.8, 0.85, 0.9, 0.95, 1.0),
        (0.55, 0.7, 1.0, 0.85, 0.4, 0.5),
        (0.9, 1.0, 0.6, 0.4, 0.42),
        (0.5, 0.95, 1.0, 0.7, 0.3, 0.28, 0.4),
    ]
    shape = np.array(shapes[int(rng.integers(len(shapes)))]) * rng.uniform(0.9, 1.1)
    radius = height * float(rng.uniform(0.2, 0.42)) / float(np.max(shape))
    radius = max(radius, 0.02 / float(np.min(shape)))
    fillings: tuple[Filling, ...] = ("none", "flowers", "branches", "dried")
    filling = fillings[int(rng.choice(4, p=[0.45, 0.25, 0.2, 0.1]))]
    bloom = materials.leaf(
        finishes.hsv(float(rng.choice([0.0, 0.13, 0.9, 0.75, 0.05])), rng.uniform(0.3, 0.85), 0.9)
    )
    green = materials.leaf(finishes.jitter((0.28, 0.43, 0.2), rng, 0.03), seed=finishes.seed(rng))
    straw = materials.fabric((0.8, 0.7, 0.52))
    dry = filling == "dried"
    glass = rng.random() < 0.15
    return vase(
        tuple(float(r) for r in shape * radius),
        height,
        materials.glass((0.82, 0.92, 0.9)) if glass else finishes.pottery(rng),
        filling=filling,
        rise=float(rng.uniform(0.15, 0.3)) if filling == "flowers" else height * float(rng.uniform(0.8, 1.3)),
        count=int(rng.integers(3, 7) if filling == "branches" else rng.integers(5, 12)),
        bloom=straw if dry else bloom,
        green=straw if dry else green,
        wall=float(rng.uniform(0.003, 0.005)),
        seed=int(rng.integers(2**31)),
    )
