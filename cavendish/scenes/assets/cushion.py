# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cushions for sofas and pillows for beds. Both lie flat."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import grounded, merge, sheet, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh


def cushion(
    width: float,
    depth: float,
    thickness: float,
    cloth: Material,
    piping: Material | None = None,
    ears: float = 0.05,
    wrinkles: float = 0.4,
    seed: int = 0,
) -> Asset:
    """A throw cushion that lies flat, pinched at its seams. piping: of a cord along the seam, where given.

    ears: how far the corners stand out, as a part of the width; wrinkles: 0 smooth to 1; seed: of the
    wrinkles.
    """
    mesh, seam = soft_slab(width, depth, thickness, ears, wrinkles, seed)
    cord = [tube(seam, 0.0045, sides=8, closed=True)] if piping is not None else []
    bodies = grounded([mesh, *cord])
    return Asset(
        "cushion", parts(([bodies[0]], cloth), (bodies[1:], piping or cloth)), {"material": cloth.kind}
    )


def pillow(
    width: float,
    depth: float,
    thickness: float,
    cloth: Material,
    ears: float = 0.03,
    wrinkles: float = 0.7,
    seed: int = 0,
) -> Asset:
    """A bed pillow that lies flat in its case. Parameters as of `cushion`, metres."""
    mesh, _ = soft_slab(width, depth, thickness, ears, wrinkles, seed, edge=0.42)
    return Asset("pillow", parts((grounded([mesh]), cloth)), {"material": cloth.kind})


def soft_slab(
    width: float, depth: float, thickness: float, ears: float, wrinkles: float, seed: int, edge: float = 0.5
) -> tuple[Mesh, Float]:
    """Two cloths sewn together and stuffed: the closed mesh around z = 0, and its seam (N, 3).

    edge: the exponent of the fall towards the seam; small: full up to the seam.
    """
    rng = np.random.default_rng(seed)
    n = 26
    t = np.linspace(-1, 1, n + 1)
    t = 0.75 * t + 0.25 * np.sin(t * np.pi / 2)  # finer at the seams
    u, v = np.meshgrid(t, t, indexing="ij")
    # The seam sags inwards between the corners.
    x = width / 2 * u * (1 - ears * (1 - v**2) * np.abs(u) ** 3)
    y = depth / 2 * v * (1 - ears * (1 - u**2) * np.abs(v) ** 3)
    puff = np.clip((1 - u**4) * (1 - v**4), 0, None) ** edge
    waves = np.zeros_like(u)
    for _ in range(5):
        k, phase = rng.uniform(2.0, 7.0, 2) * rng.choice([-1, 1], 2), rng.uniform(0, 6.28)
        waves += np.sin(k[0] * u + k[1] * v + phase) / 5
    # Folds that run from the corners towards the middle.
    for cu in (-1, 1):
        for cv in (-1, 1):
            distance = np.hypot(u - cu, v - cv)
            angle = np.arctan2(v - cv, u - cu)
            waves += (
                0.8 * np.exp(-((distance / 0.55) ** 2)) * np.sin(9 * angle + rng.uniform(0, 6.28)) * distance
            )
    lift = rng.normal(0, 0.004, 4)
    droop = (u * lift[0] + v * lift[1] + u * v * lift[2] + (u**2 - v**2) * lift[3]) * (1 + wrinkles)
    meshes = []
    for side, share in ((1, 0.58), (-1, 0.42)):
        z = side * puff * thickness * share * (1 + 0.28 * wrinkles * waves * (1 if side > 0 else 0.4)) + droop
        points = np.stack([x, y, z], axis=-1)
        meshes.append(sheet(points if side > 0 else points.transpose(1, 0, 2)))
    points = np.stack([x, y, droop], axis=-1)
    seam = np.concatenate([points[0, :-1], points[:-1, -1], points[-1, :0:-1], points[:0:-1, 0]])
    return merge(meshes), seam


@sampler("cushion")
def cushion_rand(rng: np.random.Generator) -> Asset:
    """A cushion of 0.35 to 0.55 m, square or oblong."""
    width = float(rng.uniform(0.36, 0.52))
    oblong = rng.random() < 0.25
    return cushion(
        width * 1.15 if oblong else width,
        width * 0.65 if oblong else width,
        float(rng.uniform(0.10, 0.16)) * (0.85 if oblong else 1.0),
        finishes.hide(rng) if rng.random() < 0.08 else finishes.cloth(rng, patterned=0.45),
        piping=finishes.cloth(rng, patterned=0.0) if rng.random() < 0.4 else None,
        ears=float(rng.uniform(0.02, 0.09)),
        wrinkles=float(rng.uniform(0.2, 0.8)),
        seed=int(rng.integers(2**31)),
    )


@sampler("pillow")
def pillow_rand(rng: np.random.Generator) -> Asset:
    """A pillow of 0.5 to 0.8 m, mostly white."""
    level = float(rng.uniform(0.85, 0.95))
    white = materials.fabric((level, level, level * 0.98), weave=0.001, seed=finishes.seed(rng))
    width = float(rng.uniform(0.5, 0.8))
    return pillow(
        width,
        float(np.clip(width * rng.uniform(0.55, 0.8), 0.38, 0.6)),
        float(rng.uniform(0.11, 0.17)),
        white if rng.random() < 0.6 else finishes.cloth(rng, patterned=0.4),
        ears=float(rng.uniform(0.0, 0.05)),
        wrinkles=float(rng.uniform(0.5, 1.0)),
        seed=int(rng.integers(2**31)),
    )
