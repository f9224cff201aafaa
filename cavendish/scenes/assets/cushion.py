# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cushions for sofas and pillows for beds. Both lie flat."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bounds, grounded, merge, moved, sheet, tube, turned
from cavendish.scenes.geometry import cushion as block
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
    button: bool = False,
    seed: int = 0,
) -> Asset:
    """A throw cushion that lies flat, pinched at its seams. piping: of a cord along the seam, where given.

    ears: how far the corners stand out, as a part of the width; wrinkles: 0 smooth to 1; button: one draws in its
    middle; seed: of the wrinkles.
    """
    mesh, seam = soft_slab(width, depth, thickness, ears, wrinkles, seed, tuft=0.55 if button else 0.0)
    cord = [tube(seam, 0.0055, sides=8, closed=True)] if piping is not None else []
    if button:
        middle = np.argmin(np.hypot(mesh.vertices[:, 0], mesh.vertices[:, 1]) - mesh.vertices[:, 2])
        top = float(mesh.vertices[middle, 2])
        cord.append(block((0.032, 0.032, 0.012), (0, 0, top + 0.003), 1.0, steps=10))
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
    hem: Material | None = None,
    border: bool = False,
    seed: int = 0,
) -> Asset:
    """A bed pillow that lies flat in its case, which is loose at its open end (-X), or has a flat border all round.

    hem: of the line that is sewn along it. Other parameters as of `cushion`, metres.
    """
    flap = 0.045
    wide, deep = (width - 2 * flap, depth - 2 * flap) if border else (width - flap, depth)
    mesh, seam = soft_slab(wide, deep, thickness, ears, wrinkles, seed, edge=0.42)
    phase = seed % 63 / 10
    inner = np.concatenate([seam, seam[:1]]) if border else seam[len(seam) // 2 : 3 * len(seam) // 4 + 1]
    outer = inner.copy()
    if border:
        corner = np.clip(1.3 * inner[:, :2] / (wide / 2, deep / 2), -1, 1)
        outer[:, :2] += flap * corner
    else:
        outer[:, 0] = inner[:, 0].max() + flap
        outer[:, 1] *= 0.99
    share = np.array([0.0, 0.35, 0.7, 1.0])[:, None, None]
    rows = (inner + (0, 0, 0.004)) * (1 - share) + (outer + (0, 0, 0.004)) * share
    around = np.arctan2(rows[..., 1], rows[..., 0])
    rows[..., 2] += share[..., 0] * 0.007 * np.sin((9 if border else 14) * around + phase)
    skin = sheet(rows.transpose(1, 0, 2) if border else rows[::-1], 0.007)
    line = rows[1] * 0.8 + rows[0] * 0.2 + (0, 0, 0.001)
    seamed = tube(line[:-1] if border else line, 0.0022, 6, closed=border)
    bodies = grounded([mesh, skin, seamed])
    middle = (bounds(bodies)[0] + bounds(bodies)[1]) / 2
    bodies = [turned(moved(body, (-middle[0], -middle[1], 0)), "z", np.pi) for body in bodies]
    return Asset("pillow", parts((bodies[:2], cloth), (bodies[2:], hem or cloth)), {"material": cloth.kind})


def soft_slab(
    width: float,
    depth: float,
    thickness: float,
    ears: float,
    wrinkles: float,
    seed: int,
    edge: float = 0.5,
    tuft: float = 0.0,
) -> tuple[Mesh, Float]:
    """Two cloths sewn together and stuffed: the closed mesh around z = 0, and its seam (N, 3).

    edge: the exponent of the fall towards the seam; small: full up to the seam; tuft: how far its middle is drawn in.
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
    puff *= 1 - tuft * np.exp(-(((u**2 + v**2) / 0.09) ** 0.75))
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
        piping=finishes.cloth(rng, patterned=0.0) if rng.random() < 0.6 else None,
        ears=float(rng.uniform(0.02, 0.09)),
        wrinkles=float(rng.uniform(0.2, 0.8)),
        button=rng.random() < 0.35,
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
        white if rng.random() < 0.75 else finishes.cloth(rng, patterned=0.4),
        ears=float(rng.uniform(0.0, 0.05)),
        wrinkles=float(rng.uniform(0.5, 1.0)),
        hem=materials.fabric((level * 0.86, level * 0.86, level * 0.88), weave=0.001),
        border=rng.random() < 0.35,
        seed=int(rng.integers(2**31)),
    )
