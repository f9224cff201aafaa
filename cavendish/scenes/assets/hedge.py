# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A clipped hedge, by length; pieces put end to end make a long one."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box
from cavendish.scenes.heightfield import fractal
from cavendish.scenes.parts.blades import leafy
from cavendish.scenes.parts.branches import landed
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Material


def hedge(
    length: float,
    depth: float,
    height: float,
    leaf: Material,
    core: Material,
    leaf_length: float = 0.05,
    leaf_width: float = 0.5,
    wavy: float = 0.5,
    batter: float = 0.04,
    seed: int = 0,
) -> Asset:
    """A hedge along X. length, depth, height: metres; leaf_width: in parts of leaf_length; core: its dark inside.

    wavy: how long ago it was clipped, 0..1; batter: how far its sides lean in towards the top, metres; seed: of the
    growth.
    """
    rng = np.random.default_rng(seed)
    area = np.array([length * height, length * height, depth * height, depth * height, length * depth])
    count = 12000
    enough = float(np.sqrt(2 * 2.2 * area.sum() / count / leaf_width))
    long = max(leaf_length, enough)
    side = rng.choice(5, count, p=area / area.sum())
    u, v = rng.uniform(-0.5, 0.5, (2, count))
    normals = np.array([[0, -1, 0], [0, 1, 0], [-1, 0, 0], [1, 0, 0], [0, 0, 1.0]])[side]
    half = np.array([length / 2, depth / 2])
    x = np.select([side < 2, side == 2, side == 3], [u * length, -half[0], half[0]], u * length)
    y = np.select([side == 0, side == 1, side < 4], [-half[1], half[1], u * depth], v * depth)
    z = np.where(side == 4, height, (v + 0.5) * height)
    points = np.stack([x, y, z], axis=1)
    wave = wavy * 0.05 * fractal(points / 0.45, 3, int(rng.integers(1000)))
    # The ends stay plane, so that the next piece can follow.
    out = np.where((side == 2) | (side == 3), -0.3 * long, wave) - 0.8 * long * rng.uniform(0, 1, count)
    points += normals * out[:, None]
    points[:, 1] *= 1 - batter / half[1] * points[:, 2] / height
    leaves = leafy(rng, points, normals, (long, long * leaf_width))
    np.clip(leaves.vertices[:, 0], -half[0], half[0], out=leaves.vertices[:, 0])
    deep = min(0.9 * long + 0.03 * wavy + batter, 0.3 * depth)
    size = (length - 0.04, depth - 2 * deep, height - deep - 0.01)
    inner = box(size, (0, 0, 0.01 + size[2] / 2), 0.05)
    pieces = landed(parts(([leaves], leaf), ([inner], core)))
    return Asset("hedge", pieces, {"kind": "clipped hedge"})


@sampler("hedge")
def hedge_rand(rng: np.random.Generator) -> Asset:
    """A piece of 1.2 to 4 m: low box edging, a garden hedge, or a tall screen."""
    low, high = ((0.3, 0.6), (0.8, 1.4), (1.5, 2.4))[int(rng.choice(3, p=[0.25, 0.45, 0.3]))]
    height = float(rng.uniform(low, high))
    greens: list[Colour] = [
        (0.22, 0.37, 0.14),
        (0.27, 0.41, 0.15),
        (0.33, 0.46, 0.18),
        (0.19, 0.31, 0.15),
        (0.44, 0.40, 0.17),
    ]
    pick = int(rng.choice(5, p=[0.3, 0.3, 0.17, 0.18, 0.05]))
    green = finishes.jitter(greens[pick], rng, 0.02)
    dark: Colour = (green[0] * 0.45, green[1] * 0.45, green[2] * 0.45)
    made = hedge(
        float(rng.uniform(1.2, 4.0)),
        float(np.clip(height * rng.uniform(0.35, 0.75), 0.3, 1.0)),
        height,
        materials.leaf(green, roughness=float(rng.uniform(0.35, 0.6)), seed=finishes.seed(rng)),
        materials.leaf(dark, dark, roughness=0.95),
        float(rng.uniform(0.02, 0.06)),
        float(rng.uniform(0.35, 0.65)),
        float(rng.uniform(0.1, 1.0)),
        float(rng.uniform(0.0, 0.06)),
        int(rng.integers(2**31)),
    )
    return Asset(made.category, made.parts, {**made.attributes, "color": "brown" if pick == 4 else "green"})
