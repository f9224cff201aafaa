# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Curtains: two panels with folds, rings and a rod."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import cylinder, grounded, lathe, merge, moved, placed, rotation, sheet, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material


def curtain(
    width: float,
    height: float,
    cloth: Material,
    rod: Material,
    closed: float = 0.45,
    fold: float = 0.11,
    depth: float = 0.045,
    stand_off: float = 0.09,
    tied: bool = False,
    seed: int = 0,
) -> Asset:
    """A pair of curtains on a rod. The hem is at z = 0, the wall touches the brackets at the back (+Y).

    width: of the rod without its ends; height: from the hem to the rod's top; closed: the part of the width
    that the panels cover; fold: distance of the folds; depth: of a fold from its middle; stand_off: from
    the rod's middle to the wall; tied: held aside by a band; seed: of the folds. Metres.
    """
    rng = np.random.default_rng(seed)
    radius = 0.014
    axis = height - radius
    span = width * closed / 2
    folds = max(3, round(span / fold))
    panels, rings, bands = [], [], []
    for side in (-1.0, 1.0):
        points, hooks = _panel(width / 2, axis - 0.045, span, folds, depth, side, tied, rng)
        panels.append(sheet(points, 0.0015, _cloth_uv(points)))
        for x in hooks:
            turn = np.linspace(0, 2 * np.pi, 17)[:-1]
            ring = np.stack([0 * turn + x, 0.024 * np.sin(turn), axis - 0.008 + 0.024 * np.cos(turn)], axis=1)
            rings.append(tube(ring, 0.0025, sides=6, closed=True))
            rings.append(tube([(x, 0, axis - 0.031), (x, 0, axis - 0.052)], 0.002, sides=6))
        if tied:
            row = points[round((len(points) - 1) * 0.62)]
            turn = np.linspace(0, 2 * np.pi, 25)[:-1]
            mid, half = (row[:, 0].min() + row[:, 0].max()) / 2, np.ptp(row[:, 0]) / 2 + 0.012
            deep = np.abs(row[:, 1]).max() + 0.012
            ring = np.stack(
                [mid + half * np.cos(turn), deep * np.sin(turn), row[0, 2] + 0.02 * np.cos(turn) * side], 1
            )
            bands.append(tube(ring, 0.011, sides=8, closed=True))
    cloths = grounded([merge(panels + bands)])
    across = rotation("y", np.pi / 2)
    bar = moved(placed(cylinder(radius, width + 0.1, segments=16), across), (-(width + 0.1) / 2, 0, axis))
    knob = lathe(
        [(0, 0), (0.014, 0), (0.02, 0.008), (0.027, 0.02), (0.027, 0.032), (0.018, 0.046), (0, 0.052)],
        16,
        0.9,
    )
    irons = [bar]
    for side in (-1.0, 1.0):
        end = placed(knob, rotation("y", side * np.pi / 2))
        irons.append(moved(end, (side * (width / 2 + 0.046), 0, axis)))
        x = side * (width / 2 + 0.02)
        irons.append(tube([(x, 0, axis), (x, stand_off - 0.002, axis)], 0.008, sides=10))
        plate = placed(cylinder(0.028, 0.006, segments=18), rotation("x", np.pi / 2))
        irons.append(moved(plate, (x, stand_off, axis)))
    middle = (0.0, -stand_off / 2 + 0.02, 0.0)
    pieces = parts(([moved(cloths[0], middle)], cloth), ([moved(merge([*irons, *rings]), middle)], rod))
    return Asset("curtain", pieces, {"material": "sheer cloth" if cloth.kind == "shade" else "cloth"})


def _panel(
    half: float,
    top: float,
    span: float,
    folds: int,
    depth: float,
    side: float,
    tied: bool,
    rng: np.random.Generator,
) -> tuple[Float, Float]:
    """The points of one panel (down, along, 3), and x of its hooks."""
    columns, rows = folds * 12 + 1, 12
    s = np.linspace(0, 1, columns)[None, :]
    u = np.linspace(0, 1, rows)[:, None]
    knots = np.linspace(0, 1, folds + 1)
    strength = np.interp(s, knots, rng.uniform(0.65, 1.15, folds + 1))
    drift = np.interp(s, knots, rng.normal(0, 0.5, folds + 1)) * u**1.5
    phase = 2 * np.pi * folds * s + drift
    swell = 0.45 + 0.55 * np.minimum(1, u * 3.0) + 0.12 * np.sin(3 * u + 5 * s)
    y = -depth * strength * swell * np.cos(phase)
    lean = 0.25 * np.sin(2 * phase) * (span / folds) * np.minimum(1, u * 2)  # folds that overhang a little
    sway = np.interp(s, knots, rng.normal(0, 0.012, folds + 1)) * u
    reach = span + 0 * u
    if tied:
        gather = np.exp(-(((u - 0.62) / 0.2) ** 2))
        reach = span * (1 - 0.62 * gather)
        y = y * (1 - 0.35 * gather)
    out = s if side > 0 else 1 - s  # 0 at the free edge, 1 at the outer edge
    x = side * (half - reach * (1 - out)) + lean + sway
    z = top * (1 - u) + 0 * s
    points = np.stack(np.broadcast_arrays(x, y, z), axis=-1)
    return points, np.asarray(points[0, 3::12, 0])  # where the top edge crosses y = 0, under the rod


def _cloth_uv(points: Float) -> Float:
    """UVs of the cloth as it was woven, however it hangs: (down, along, 2), metres."""
    along = np.concatenate(
        [[0.0], np.cumsum(np.linalg.norm(np.diff(points[len(points) // 2], axis=0), axis=1))]
    )
    down = points[0, 0, 2] - points[:, 0, 2]
    return np.stack(np.broadcast_arrays(down[:, None], along[None, :]), axis=-1)


@sampler("curtain")
def curtain_rand(rng: np.random.Generator) -> Asset:
    """A pair of curtains for a window of 0.9 to 2.2 m."""
    return curtain_fit(rng, rng.uniform(1.2, 2.7), rng.uniform(1.5, 2.45))


def curtain_fit(rng: np.random.Generator, width: float, height: float, ledge: float = 0.0) -> Asset:
    """Random curtains of a given size (metres) that hang clear of a sill which stands out by `ledge`."""
    if rng.random() < 0.25:
        level = float(rng.uniform(0.85, 0.95))
        cloth = materials.shade((level, level * 0.98, level * 0.94), glow=0.0, seed=finishes.seed(rng))
    else:
        cloth = finishes.cloth(rng, patterned=0.25)
    pick = rng.random()
    depth = float(rng.uniform(0.03, 0.05))
    return curtain(
        width,
        height,
        cloth,
        rod=finishes.wood(rng) if rng.random() < 0.25 else finishes.frame_metal(rng),
        closed=float(rng.uniform(0.28, 0.55) if pick < 0.75 else rng.uniform(0.6, 0.98)),
        fold=float(rng.uniform(0.085, 0.13)),
        depth=depth,
        stand_off=max(float(rng.uniform(0.085, 0.11)), ledge + 1.3 * depth + 0.02),
        tied=bool(pick < 0.2),
        seed=int(rng.integers(2**31)),
    )
