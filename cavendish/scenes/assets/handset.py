# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Phones and remote controls, lying on their backs."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved
from cavendish.scenes.parts.fittings import parts, rounded, slab
from cavendish.scenes.scene import Asset, Material, Mesh

BLACK = materials.plastic((0.03, 0.03, 0.035), 0.3)


def phone(width: float, length: float, thick: float, case: Material, front: Material) -> Asset:
    """A phone, its length along Y, its front up. Metres."""
    w, d, lift = width, length, 0.0012
    body = slab(rounded(w, d, 0.009, 6), thick - 0.0003, lift, 0.002)
    glass = slab(rounded(w - 0.004, d - 0.004, 0.007, 6), 0.0006, lift + thick - 0.0006, 0.0001)
    camera = slab(rounded(0.026, 0.028, 0.006, 4), 0.003, 0.0, 0.0008)
    camera = moved(camera, (-w / 2 + 0.018, d / 2 - 0.019, 0))
    keys = [
        box((0.0012, s, 0.003), (w / 2, y, lift + thick / 2), 0.0004, 1)
        for s, y in ((0.018, 0.02), (0.01, 0.045))
    ]
    slot = box((0.012, 0.0012, 0.0003), (0, d / 2 - 0.0045, lift + thick), 0.0001, 1)
    pieces = parts(([body, *keys], case), ([glass], front), ([camera, slot], BLACK))
    return Asset("phone", pieces, {"material": case.kind})


def remote(width: float, length: float, thick: float, case: Material, keys: Material, rows: int = 6) -> Asset:
    """A remote control, its length along Y, its keys up. rows: of three keys each. Metres."""
    body = slab(rounded(width, length, 0.2 * width, 6), thick, 0.0, 0.3 * thick)
    made: list[Mesh] = []
    pitch = 0.5 * length / rows
    for k in range(rows):
        for x in (-0.27, 0.0, 0.27):
            key = slab(rounded(0.19 * width, 0.55 * pitch, 0.0015, 3), 0.0022, thick - 0.0008, 0.0005)
            made.append(moved(key, (x * width, -0.42 * length + k * pitch, 0)))
    ring = moved(cylinder(0.27 * width, 0.002, 0.0006, 24), (0, 0.2 * length, thick - 0.0006))
    power = moved(cylinder(0.08 * width, 0.002, 0.0006, 14), (-0.28 * width, 0.42 * length, thick - 0.0006))
    red = materials.plastic((0.7, 0.08, 0.07), 0.35)
    return Asset(
        "remote", parts(([body], case), ([*made, ring], keys), ([power], red)), {"material": case.kind}
    )


@sampler("phone")
def phone_rand(rng: np.random.Generator) -> Asset:
    """A phone of 0.13 to 0.17 m; its screen is off, or on at times."""
    length = float(rng.uniform(0.135, 0.167))
    glow = float(rng.uniform(0.6, 1.6)) if rng.random() < 0.3 else 0.0
    accent = finishes.hsv(rng.random(), 0.6, 0.6)
    front = materials.screen(accent=accent, glow=glow, seed=finishes.seed(rng))
    case = finishes.any_plastic(rng) if rng.random() < 0.6 else materials.metal(roughness=0.3)
    return phone(
        length * float(rng.uniform(0.46, 0.49)), length, float(rng.uniform(0.0075, 0.0095)), case, front
    )


@sampler("remote")
def remote_rand(rng: np.random.Generator) -> Asset:
    """A remote control of 0.12 to 0.22 m."""
    level = float(rng.choice([0.05, 0.12, 0.85], p=[0.55, 0.25, 0.2]))
    case = materials.plastic((level, level, level), float(rng.uniform(0.3, 0.5)), finishes.seed(rng))
    tone = 0.25 if level < 0.5 else 0.45
    keys = materials.plastic((tone, tone, tone * 1.03), 0.5)
    length = float(rng.uniform(0.125, 0.215))
    return remote(
        float(rng.uniform(0.036, 0.05)),
        length,
        float(rng.uniform(0.014, 0.022)),
        case,
        keys,
        int(rng.integers(4, 8)),
    )
