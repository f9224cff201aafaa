# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Candles: pillars with a molten rim, tall ones in a holder, and lights in a cup of tin."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import cushion, lathe, moved, tube, turned, vessel
from cavendish.scenes.parts.fittings import deformed, parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh

Kind = Literal["pillar", "tea light", "dinner"]
WICK = materials.plastic((0.06, 0.05, 0.045), 0.9)


def candle(
    radius: float,
    height: float,
    wax: Material,
    kind: Kind = "pillar",
    burnt: float = 0.0,
    holder: Material | None = None,
    seed: int = 0,
) -> Asset:
    """A candle. Metres.

    height: of its wax; burnt: how deep its top is hollowed, in parts of its radius; holder: of the cup of a tea light, the
    stick of a dinner candle or the dish of a pillar, where given; seed: of the rim and the drips.
    """
    rng = np.random.default_rng(seed)
    lift = 0.0
    stands: list[Mesh] = []
    if holder is not None:
        stand, lift = _holder(radius, height, kind)
        stands.append(stand)
    r, h = radius, height
    dip = burnt * min(r, 0.5 * h)
    edge = min(0.18 * r, 0.004)
    profile = [(0, 0), (r - 0.001, 0), (r, 0.001), (r, h - 1.5 * edge), (r - 0.3 * edge, h - 0.4 * edge)]
    profile += [(r - edge, h), (r - 2 * edge, h - 0.5 * edge), (0.72 * r, h - 0.8 * dip)]
    profile += [(0.55 * r, h - dip), (0.3 * r, h - dip), (0, h - dip)]
    waxes: list[Mesh] = [lathe(profile, 36, 0.9)]
    low, phase = float(rng.uniform(0.1, 0.5)) * dip, float(rng.uniform(0, 6.3))
    if dip > 0.002:

        def molten(p: Float) -> Float:
            turn, out = np.arctan2(p[:, 1], p[:, 0]), np.hypot(p[:, 0], p[:, 1]) / r
            near = np.clip((p[:, 2] - h + 3 * edge + dip) / (3 * edge + dip), 0, 1) * np.clip(
                3 * out - 1.8, 0, 1
            )
            fall = low * (0.5 + 0.3 * np.sin(turn + phase) + 0.2 * np.sin(3 * turn + 2 * phase))
            return p - np.outer(near * fall, (0, 0, 1))

        waxes = [deformed(waxes[0], molten, 0.9)]
        for way in rng.uniform(0, 2 * np.pi, int(rng.integers(1, 6))):  # what ran over the rim
            long = float(rng.uniform(0.08, 0.4)) * h
            wide = float(rng.uniform(0.1, 0.2)) * min(r, 0.025)
            run = cushion((1.1 * wide, 2.4 * wide, long), (r, 0, h - low - edge - long / 2), 0.6, steps=8)
            drop = cushion(
                (1.5 * wide, 2.9 * wide, 5 * wide), (r, 0, h - low - edge - long + wide), 1.0, steps=8
            )
            waxes += [turned(mesh, "z", float(way)) for mesh in (run, drop)]
    tall = 0.011 if kind != "tea light" else 0.008
    bow = [(0, 0, -0.002), (0.0004, 0, 0.5 * tall), (0.0015, 0.0006, 0.85 * tall), (0.0035, 0.0012, tall)]
    wick = moved(tube(bow, 0.0012 if kind == "pillar" else 0.0009, 8), (0, 0, h - dip))
    up = (0, 0, lift)
    pieces = parts(
        ([moved(mesh, up) for mesh in waxes], wax), ([moved(wick, up)], WICK), (stands, holder or wax)
    )
    return Asset("candle", pieces, {"material": "wax", "kind": kind})


def _holder(r: float, height: float, kind: Kind) -> tuple[Mesh, float]:
    """What a candle stands in, and how high its foot is there."""
    if kind == "tea light":
        return vessel(
            [(0, 0), (r, 0), (r + 0.0006, 0.0006), (r + 0.0006, height + 0.003)], 0.0005, 28
        ), 0.0008
    if kind == "pillar":
        dish = [(0, 0), (r - 0.002, 0), (r + 0.003, 0.003), (r + 0.0065, 0.009), (r + 0.007, 0.011)]
        return vessel(dish, 0.002, 36), 0.0021
    foot, grip = 0.04, r + 0.003
    stick = [(0, 0), (foot, 0), (foot, 0.003), (0.8 * foot, 0.007), (0.3 * foot, 0.012), (0.0065, 0.02)]
    stick += [
        (0.0065, 0.026),
        (0.01, 0.031),
        (0.0065, 0.036),
        (0.008, 0.04),
        (grip, 0.046),
        (grip + 0.003, 0.058),
    ]
    stick += [
        (grip + 0.0055, 0.06),
        (grip + 0.0055, 0.062),
        (grip, 0.062),
        (r + 0.0005, 0.06),
        (r + 0.0005, 0.047),
        (0, 0.047),
    ]
    return lathe(stick, 32, 0.5), 0.0475


@sampler("candle")
def candle_rand(rng: np.random.Generator) -> Asset:
    """A pillar of 0.06 to 0.17 m, a dinner candle in a holder, or a tea light."""
    color = (
        (0.93, 0.9, 0.8)
        if rng.random() < 0.5
        else finishes.hsv(rng.random(), rng.uniform(0.3, 0.8), rng.uniform(0.4, 0.9))
    )
    wax = materials.plastic(color, 0.45, finishes.seed(rng))
    seed = int(rng.integers(2**31))
    pick = rng.random()
    if pick < 0.25:
        return candle(0.0185, 0.013, wax, "tea light", 0.0, materials.metal(roughness=0.3), seed)
    metal = finishes.frame_metal(rng)
    if pick < 0.5:
        return candle(
            0.011, float(rng.uniform(0.06, 0.155)), wax, "dinner", float(rng.uniform(0.3, 0.7)), metal, seed
        )
    ware = metal if rng.random() < 0.5 else finishes.pottery(rng)
    dish = rng.random() < 0.45
    return candle(
        float(rng.uniform(0.025, 0.037 if dish else 0.042)),
        float(rng.uniform(0.06, 0.17)),
        wax,
        "pillar",
        float(rng.uniform(0.25, 0.6)),
        ware if dish else None,
        seed,
    )
