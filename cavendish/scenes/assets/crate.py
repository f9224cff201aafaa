# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Packing crates: closed boxes of planks or plywood with battens, on skids."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.facade.elements import Row, boxes
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Support

SKID = 0.09  # metres, height of what it stands on


def crate(
    width: float,
    depth: float,
    height: float,
    body: Material,
    batten: Material,
    planks: int = 6,
    gap: float = 0.006,
) -> Asset:
    """A crate. planks: of each side, one above the other, 1 for plywood; gap: between them. Metres."""
    t, w = 0.018, 0.07
    x, y = width / 2 - t, depth / 2 - t
    walls: list[Row] = []
    step = (height - SKID - t) / planks
    for k in range(planks):
        z0 = SKID + k * step
        z1 = z0 + step - (gap if planks > 1 else 0.0)
        walls += [(-x, x, s * (y - t), s * y, z0, z1) for s in (-1, 1)]
        walls += [(s * (x - t), s * x, -y + t, y - t, z0, z1) for s in (-1, 1)]
    lids = max(round(depth / 0.16), 1) if planks > 1 else 1
    pitch = 2 * y / lids
    walls += [
        (-x, x, -y + k * pitch, -y + (k + 1) * pitch - 0.004 * (lids > 1), height - t, height)
        for k in range(lids)
    ]
    walls.append((-x + t, x - t, -y + t, y - t, SKID, SKID + 0.02))
    frame: list[Row] = []
    for s in (-1, 1):
        a, b = s * y, s * (y + t)
        frame += [(e * (x + t), e * (x - w), a, b, SKID, height) for e in (-1, 1)]
        frame += [(-x + w, x - w, a, b, z, z + w) for z in (SKID, height - w)]
        if width > 0.85:
            frame.append((-w / 2, w / 2, a, b, SKID + w, height - w))
        c, e_ = s * x, s * (x + t)
        frame += [(c, e_, e * y, e * (y - w), SKID, height) for e in (-1, 1)]
        frame += [(c, e_, -y + w, y - w, z, z + w) for z in (SKID, height - w)]
    frame += [(m - 0.045, m + 0.045, -y, y, 0.0, SKID) for m in (-x + 0.045, 0.0, x - 0.045)]
    rest = Support((-x + 0.01, x - 0.01), (-y + 0.01, y - 0.01), height)
    pieces = parts(([boxes(walls, 0.0015)], body), ([boxes(frame, 0.002)], batten))
    return Asset(
        "crate", pieces, {"material": "wood", "kind": "planks" if planks > 1 else "plywood"}, (rest,)
    )


@sampler("crate")
def crate_rand(rng: np.random.Generator) -> Asset:
    """A crate of 0.6 to 1.15 m."""
    tone = finishes.jitter((0.74, 0.58, 0.38), rng, 0.012)
    body = materials.wood(tone, roughness=0.8, seed=finishes.seed(rng))
    width = float(rng.uniform(0.7, 1.15))
    return crate(
        width,
        width * float(rng.uniform(0.68, 0.95)),
        float(rng.uniform(0.5, 1.1)),
        body,
        materials.wood(
            (tone[0] * 0.93, tone[1] * 0.92, tone[2] * 0.9), roughness=0.85, seed=finishes.seed(rng)
        ),
        1 if rng.random() < 0.4 else int(rng.integers(4, 8)),
    )
