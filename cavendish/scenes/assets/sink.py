# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Kitchen sinks to be let into a worktop: steel, ceramic or composite, one or two bowls, a drainer, a tap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved
from cavendish.scenes.parts.fittings import loft, parts, rounded
from cavendish.scenes.parts.ware import TAPS, at_height, tap
from cavendish.scenes.scene import Asset, Float, Material, Mesh

RIM = 0.005  # thickness of what lies on the worktop
LAP = 0.012  # how far the rim reaches over the hole's edge


class Inset(NamedTuple):
    """A sink and how it is let in: the hole's width and depth, and the height of its rim's underside, metres."""

    asset: Asset
    hole: tuple[float, float]
    rim: float


def sink(
    ware: Material,
    metal: Material,
    width: float = 0.6,
    depth: float = 0.5,
    bowl: float = 0.19,
    bowls: int = 1,
    drainer: int = 0,
    tap_style: str = "arch",
    tap_height: float = 0.32,
    reach: float = 0.2,
) -> Inset:
    """An inset sink; its lowest point (the waste) is z = 0.

    width, depth: of the rim; bowl: depth of the bowls; drainer: -1 left, 1 right, 0 none; reach: of the spout.
    """
    low = 0.035  # the waste under the bowl
    rim = low + bowl
    ledge = 0.075  # behind the bowls, for the tap
    deep = depth - ledge - 0.035
    y = -(ledge - 0.035) / 2
    span = width - 0.06
    plate = width * 0.42 if drainer else 0.0
    wide = (span - plate - 0.03 * (bowls - 1)) / bowls
    start = -span / 2 + (plate if drainer < 0 else 0.0)
    middles = [start + (k + 0.5) * wide + 0.03 * k for k in range(bowls)]
    body: list[Mesh] = []
    metals: list[Mesh] = []
    # The top is cut into cells, each a frame round one bowl, so that all of it is one level.
    edges = [-width / 2, *(((a + b) / 2) for a, b in zip(middles[:-1], middles[1:], strict=True)), width / 2]
    if drainer < 0:
        edges[0] = middles[0] - wide / 2 - 0.012
    if drainer > 0:
        edges[-1] = middles[-1] + wide / 2 + 0.012
    for k, x in enumerate(middles):
        body.append(_cell(edges[k], edges[k + 1], depth, x, y, wide, deep, low, rim))
        metals.append(
            moved(
                lathe([(0, 0.002), (0.04, 0), (0.042, 0.003), (0.03, 0.004), (0, 0.001)], 24),
                (x, y, low + 0.004),
            )
        )
        metals.append(moved(cylinder(0.025, low + 0.001, 0.002, 16), (x, y, 0)))
    if drainer:
        a, b = (-width / 2, edges[0]) if drainer < 0 else (edges[-1], width / 2)
        body.append(box((b - a, depth, RIM), ((a + b) / 2, 0, rim + RIM / 2), 0.001, 1))
        count = 7
        for k in range(count):
            yy = y + (k - (count - 1) / 2) * deep / count
            body.append(box((b - a - 0.08, 0.012, 0.005), ((a + b) / 2, yy, rim + RIM + 0.001), 0.002, 1))
    at = (float(np.mean(middles)) + (0.0 if bowls > 1 else 0.05), depth / 2 - ledge / 2, rim + RIM)
    metals += [moved(piece, at) for piece in tap(tap_style, tap_height, reach)]
    asset = Asset(
        "sink",
        parts((body, ware), (metals, metal)),
        {
            "material": {"metal": "steel"}.get(ware.kind, ware.kind),
            "kind": "double" if bowls > 1 else "single",
        },
    )
    return Inset(asset, (width - 2 * LAP, depth - 2 * LAP), rim)


def _cell(
    x0: float, x1: float, depth: float, x: float, y: float, wide: float, deep: float, low: float, rim: float
) -> Mesh:
    """A rectangle of the rim with one bowl under it, a closed skin of 4 mm."""
    steps = 6
    outline = rounded(x1 - x0, depth, 0.002, steps)
    mid = (x0 + x1) / 2

    def ring(grow: float, z: float, radius: float = 0.05) -> Float:
        return at_height(rounded(wide + 2 * grow, deep + 2 * grow, radius, steps), z, x, y)

    t = 0.004
    top = rim + RIM
    return loft(
        np.array(
            [
                ring(-0.06, low - t),
                ring(-0.02 + t, low + 0.012 - t),
                ring(t, low + 0.05),
                ring(t, rim),
                at_height(outline, rim, mid),
                at_height(outline * 1.0, top - 0.001, mid),
                at_height(outline * (1 - 0.002 / depth), top, mid),
                ring(0.006, top),
                ring(0.001, top - 0.004),
                ring(0.0, top - 0.012),
                ring(-0.004, low + 0.05),
                ring(-0.02, low + 0.012),
                ring(-0.06, low),
            ]
        ),
        crease=0.8,
        grain=0,
    )


def sink_fit(rng: np.random.Generator, room: float, depth: float) -> Inset:
    """A sink for a worktop that has `room` metres of length and `depth` of depth for it."""
    bowls = 2 if room > 0.86 and rng.random() < 0.35 else 1
    drainer = int(rng.choice([-1, 1])) if room > 0.95 and bowls == 1 and rng.random() < 0.6 else 0
    width = float(
        rng.uniform(0.78, 0.86)
        if bowls > 1
        else rng.uniform(0.86, 0.95)
        if drainer
        else rng.uniform(0.46, 0.6)
    )
    pick = rng.random()
    ware = (
        materials.metal((0.74, 0.74, 0.75), 0.3, brushed=0.6, seed=finishes.seed(rng))
        if pick < 0.6
        else materials.ceramic((0.94, 0.94, 0.92), 0.08)
        if pick < 0.8
        else materials.stone((0.13, 0.13, 0.14), (0.2, 0.2, 0.2), 0.5, 0.02, finishes.seed(rng))
    )
    chrome = materials.metal((0.8, 0.8, 0.81), float(rng.uniform(0.08, 0.25)))
    dark = materials.metal((0.1, 0.1, 0.1), 0.35)
    style = str(rng.choice(TAPS, p=[0.55, 0.25, 0.05, 0.15]))
    return sink(
        ware,
        dark if rng.random() < 0.12 else chrome,
        min(width, room - 0.04),
        min(float(rng.uniform(0.46, 0.51)), depth - 0.07),
        float(rng.uniform(0.16, 0.2)),
        bowls,
        drainer,
        style,
        {"arch": float(rng.uniform(0.26, 0.4)), "angular": 0.25}.get(style, float(rng.uniform(0.15, 0.2))),
        float(rng.uniform(0.17, 0.21)),
    )


@sampler("sink")
def sink_rand(rng: np.random.Generator) -> Asset:
    """A sink of 0.45 to 0.95 m."""
    return sink_fit(rng, float(rng.uniform(0.6, 1.1)), 0.6).asset
