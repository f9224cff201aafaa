# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Mirrored cabinets over a washbasin. They are mirrors, with depth."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Light, Material, Mesh


def mirror_cabinet(
    body: Material,
    width: float = 0.6,
    height: float = 0.65,
    depth: float = 0.13,
    doors: int = 2,
    lamp: float = 0.0,
    bar: bool = False,
) -> Asset:
    """A cabinet with looking-glass doors that hangs on a wall at its back; bar: a lamp along its top, `lamp` watts."""
    back, face = depth / 2, -depth / 2 + 0.022
    t = 0.016
    mid, deep = (back + face) / 2, back - face
    cases = [box((t, deep, height), (s * (width - t) / 2, mid, height / 2), 0.001, 1) for s in (-1, 1)]
    cases += [box((width - 2 * t, deep, t), (0, mid, z), 0.0005, 1) for z in (t / 2, height - t / 2)]
    cases.append(box((width - 2 * t, 0.006, height - 2 * t), (0, back - 0.008, height / 2), 0))
    glasses: list[Mesh] = []
    wide = width / doors
    for k in range(doors):
        x = -width / 2 + (k + 0.5) * wide
        cases.append(box((wide - 0.003, 0.015, height - 0.003), (x, face - 0.0085, height / 2), 0.001, 1))
        glasses.append(box((wide - 0.004, 0.004, height - 0.004), (x, face - 0.018, height / 2), 0.001, 1))
    lit: list[Mesh] = []
    lights: tuple[Light, ...] = ()
    if bar:
        cases.append(box((width * 0.7, 0.05, 0.02), (0, face + 0.01, height + 0.01), 0.003, 1))
        cases.append(box((width * 0.7, 0.016, 0.03), (0, face - 0.04, height + 0.008), 0.003, 1))
        cases.append(box((0.04, 0.06, 0.012), (0, face - 0.012, height + 0.012), 0.002, 1))
        lit.append(box((width * 0.68, 0.012, 0.008), (0, face - 0.04, height - 0.009), 0.002, 1))
        if lamp > 0:
            lights = (
                Light(
                    "area", translation(0, face - 0.04, height - 0.016), lamp, 3500.0, (width * 0.66, 0.02)
                ),
            )
    glow = materials.shade((0.97, 0.96, 0.93), lamp / 4, 3500.0)
    pieces = parts((cases, body), (glasses, materials.mirror()), (lit, glow))
    return Asset("mirror", pieces, {"material": "glass", "kind": "cabinet"}, (), lights)


def mirror_cabinet_rand(rng: np.random.Generator, widest: float = 1.2) -> Asset:
    """A mirrored cabinet of 0.4 to 1 m."""
    body = materials.paint((0.93, 0.93, 0.92), 0.3) if rng.random() < 0.7 else finishes.wood(rng)
    width = min(float(rng.uniform(0.45, 1.0)), widest)
    return mirror_cabinet(
        body,
        width,
        float(rng.uniform(0.55, 0.75)),
        float(rng.uniform(0.12, 0.16)),
        max(round(width / 0.35), 1),
        float(rng.uniform(4, 9)) if rng.random() < 0.6 else 0.0,
        bool(rng.random() < 0.5),
    )
