# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Washbasins: on the wall, on a pedestal, in a cabinet or as a bowl on it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cylinder, lathe, moved, tube
from cavendish.scenes.parts.fittings import loft, parts, rounded
from cavendish.scenes.parts.kitchen import PLINTH, SKIN, Style, fronts_of, style_rand
from cavendish.scenes.parts.ware import at_height, dee, hollow, oval, tap
from cavendish.scenes.scene import Asset, Float, Material, Mesh, Support

KINDS = ("wall", "pedestal", "cabinet", "bowl")


class Basin(NamedTuple):
    """A basin and the height of its rim over its lowest point, metres. One on the wall hangs."""

    asset: Asset
    rim: float


def washbasin(
    ware: Material,
    metal: Material,
    look: Style,
    kind: str = "pedestal",
    width: float = 0.55,
    depth: float = 0.45,
    rim: float = 0.85,
    square: float = 2.4,
    tap_style: str = "low",
    tap_height: float = 0.15,
    drawers: bool = False,
) -> Basin:
    """A basin. kind: one of KINDS; rim: its height over the floor; square: the bowl's power, 2 oval to 8 rectangular.

    look: of the cabinet. A basin on the wall has z = 0 at the trap under it.
    """
    back = depth / 2
    tall = 0.17 if kind in ("wall", "pedestal") else 0.13
    trap = 0.1
    if kind == "wall":
        rim = tall + trap
    wares: list[Mesh] = []
    metals: list[Mesh] = []
    body: list[Mesh] = []
    fronts: list[Mesh] = []
    handles: list[Mesh] = []
    feet: list[Mesh] = []
    supports: list[Support] = []
    mid_y = -0.035
    if kind == "bowl":
        return _bowl(ware, metal, look, width, depth, rim, square, tap_height, drawers)
    if kind in ("wall", "pedestal"):
        round_ = square < 4

        def outer(s: float, z: float) -> Float:
            if round_:
                ring = dee(width * s, depth * s, 0.0, 0.0, 8.0)
                return ring + (0.0, back - depth * s / 3, z)
            return at_height(rounded(width * s, depth * s, 0.04 * s, 12), z, 0.0, back - depth * s / 2)

        outside = [
            outer(0.4, rim - tall),
            outer(0.55, rim - tall + 0.01),
            outer(0.8, rim - tall * 0.6),
            outer(0.97, rim - 0.06),
            outer(1.0, rim - 0.03),
            outer(1.0, rim - 0.006),
            outer(0.99, rim),
        ]
    else:
        t = 0.022
        flat = [(0.998, rim - t), (1.0, rim - t + 0.003), (1.0, rim - 0.004), (0.996, rim)]
        outside = [at_height(rounded(width * s, depth * s, 0.01, 12), z) for s, z in flat]
    w = width * 0.8 if kind in ("wall", "pedestal") else min(width * 0.8, 0.56)
    d = depth - 0.15
    deep = 0.12

    def inner(s: float, z: float, grow: float = 0.0) -> Float:
        if square < 4 or kind in ("wall", "pedestal"):
            return oval(w * s + grow, d * s + grow, z, square, mid_y, count=48)
        return at_height(rounded(w * s + grow, d * s + grow, 0.05 * s, 12), z, 0.0, mid_y)

    steps = ((1.0, 0.0), (0.975, 0.006), (0.93, 0.03), (0.82, deep * 0.7), (0.6, deep * 0.94), (0.2, deep))
    skin = [inner(s, rim - h) for s, h in steps]
    under: list[Float] = []
    if kind == "cabinet":  # the bowl's outside, which the cabinet hides
        under = [inner(s, rim - h - 0.008, 0.016) for s, h in reversed(steps) if h > 0.02]
        under.append(inner(1.0, rim - 0.022, 0.016))
    wares.append(hollow([*under, *outside, *skin], 0.8))
    metals.append(
        moved(
            lathe([(0, 0), (0.03, 0), (0.03, 0.002), (0.022, 0.004), (0, 0.002)], 20),
            (0, mid_y, rim - deep + 0.0005),
        )
    )
    ledge = mid_y + d / 2
    reach = 0.11
    at = (0.0, (ledge + back) / 2, rim - 0.001)
    metals += [moved(m, at) for m in tap(tap_style, tap_height, reach)]
    if kind == "wall":
        path = bend(
            [
                (0, mid_y, rim - tall + 0.02),
                (0, mid_y, 0.06),
                (0, back - 0.09, 0.06),
                (0, back - 0.001, 0.06),
            ],
            0.03,
            4,
        )
        metals.append(tube(path, 0.016, 14))
        metals.append(moved(cylinder(0.032, 0.085, 0.004, 24), (0, mid_y, 0)))
        metals.append(moved(cylinder(0.035, 0.008, 0.002, 20), (0, mid_y, 0.085)))
    elif kind == "pedestal":
        stem = [
            (0.2, 0.2, 0.0),
            (0.21, 0.21, 0.02),
            (0.16, 0.17, 0.1),
            (0.14, 0.16, rim * 0.45),
            (0.19, 0.19, rim - tall - 0.02),
            (0.24, 0.2, rim - tall + 0.03),
        ]
        rings = [oval(a, b, z, 2.8, back - 0.16) for a, b, z in stem]
        wares.append(loft(np.array(rings), 1.0, grain=2))
    else:
        body, fronts, handles, feet = _cabinet(look, width, depth, rim - 0.022, drawers)
    half = w / 2
    beside = 0.15 if tap_style == "pillar" else 0.08  # what the tap takes up
    if width > w + 0.3:
        supports += [
            Support(
                (
                    s * half + (0.02 if s > 0 else -width / 2 + half + 0.02),
                    s * half + (width / 2 - half - 0.02 if s > 0 else -0.02),
                ),
                (-back + 0.03, back - 0.03),
                rim,
            )
            for s in (-1, 1)
        ]
    elif width / 2 - 0.14 > 0.06:
        supports += [
            Support((x0, x1), (ledge + 0.004, back - 0.005), rim)
            for x0, x1 in ((-width / 2 + 0.05, -beside), (beside, width / 2 - 0.05))
            if x1 - x0 > 0.05
        ]
    attributes = {"color": "white", "material": "ceramic", "kind": kind}
    if kind == "wall":
        attributes["mount"] = "wall"
    pieces = parts(
        (wares, ware),
        (metals, metal),
        (body, look.body),
        (fronts, look.fronts),
        (handles, look.handles),
        (feet, look.plinth),
    )
    return Basin(Asset("washbasin", pieces, attributes, tuple(supports)), rim)


def _cabinet(
    look: Style, width: float, depth: float, top: float, drawers: bool
) -> tuple[list[Mesh], list[Mesh], list[Mesh], list[Mesh]]:
    """A base unit of boards, open at the top, that fills a footprint up to `top`."""
    back = depth / 2
    face = -depth / 2 + 0.012 + SKIN
    deep, mid = back - face, (face + back) / 2
    level, tall = (PLINTH + top) / 2, top - PLINTH
    w = width - 0.006
    body = [box((0.018, deep, tall), (s * (w / 2 - 0.009), mid, level), 0.001, 1) for s in (-1, 1)]
    body.append(box((w - 0.036, deep, 0.018), (0, mid, PLINTH + 0.009), 0.0005, 1))
    body.append(box((w - 0.036, 0.006, tall), (0, back - 0.01, level), 0))
    cells = [("drawer", 0.5), ("drawer", 0.5)] if drawers else [("doors" if width > 0.5 else "door", 1.0)]
    fronts, handles, _ = fronts_of(cells, (-w / 2, w / 2), (PLINTH, top - 0.004), face, look, high=False)
    feet = [box((w - 0.03, 0.014, PLINTH + 0.003), (0, face + 0.05, PLINTH / 2 + 0.0015), 0.001, 1)]
    feet += [
        box(
            (0.014, deep - 0.08, PLINTH + 0.003),
            (s * (w / 2 - 0.022), mid + 0.03, PLINTH / 2 + 0.0015),
            0.001,
            1,
        )
        for s in (-1, 1)
    ]
    return body, fronts, handles, feet


def _bowl(
    ware: Material,
    metal: Material,
    look: Style,
    width: float,
    depth: float,
    rim: float,
    square: float,
    tap_height: float,
    drawers: bool,
) -> Basin:
    """A bowl that stands on a cabinet's top."""
    tall = 0.13
    top = rim - tall
    back = depth / 2
    body, fronts, handles, feet = _cabinet(look, width, depth, top - 0.03, drawers)
    slab = rounded(width, depth, 0.003, 3)
    levels = ((0.998, top - 0.03), (1.0, top - 0.029), (1.0, top - 0.002), (0.996, top))
    tops = [loft(np.array([at_height(slab * s, z) for s, z in levels]), 0.9, grain=0)]
    w, d = min(0.42, width - 0.1), min(0.36, depth - 0.12)
    y = -back + d / 2 + 0.04
    out = [(0.55, 0.0), (0.6, 0.004), (0.86, tall * 0.5), (1.0, tall - 0.004), (0.99, tall)]
    into = [(0.96, tall), (0.95, tall - 0.006), (0.8, tall * 0.48), (0.55, 0.02), (0.1, 0.014)]
    rings = [oval(w * s, d * s, top + z, square, y) for s, z in [*out, *into]]
    metals = [moved(cylinder(0.026, 0.005, 0.002, 20), (0, y, top + 0.013))]
    spot = (0.0, min(y + d / 2 + 0.035, back - 0.03), top - 0.001)
    metals += [moved(m, spot) for m in tap("low", tall + max(tap_height, 0.13), 0.13)]
    pieces = parts(
        ([hollow(rings, 0.9)], ware),
        (metals, metal),
        (body, look.body),
        (fronts, look.fronts),
        (handles, look.handles),
        (feet, look.plinth),
        (tops, look.top),
    )
    supports = tuple(
        Support((a, b), (-back + 0.03, back - 0.03), top)
        for a, b in ((-width / 2 + 0.02, -w / 2 - 0.02), (w / 2 + 0.02, width / 2 - 0.02))
        if b - a > 0.06
    )
    return Basin(
        Asset("washbasin", pieces, {"color": "white", "material": "ceramic", "kind": "bowl"}, supports), rim
    )


def basin_rand(rng: np.random.Generator, widest: float = 1.2) -> Basin:
    """A washbasin of 0.4 to 1.2 m."""
    kind = str(rng.choice(KINDS, p=[0.2, 0.25, 0.35, 0.2]))
    look = style_rand(rng)
    level = float(rng.uniform(0.91, 0.95))
    ware = materials.ceramic((level, level, level * 0.985), 0.07)
    pick = rng.random()
    metal = (
        materials.metal((0.8, 0.8, 0.81), 0.1)
        if pick < 0.75
        else materials.metal((0.08, 0.08, 0.08), 0.4)
        if pick < 0.88
        else materials.metal((0.8, 0.62, 0.34), 0.2)
    )
    wide = rng.uniform(0.45, 0.62) if kind in ("wall", "pedestal") else rng.uniform(0.5, 1.2)
    style = str(rng.choice(["low", "pillar", "angular", "arch"], p=[0.5, 0.12, 0.2, 0.18]))
    if rng.random() < 0.5:
        stone = finishes.wood(rng)
        look = look._replace(top=stone)
    return washbasin(
        ware,
        metal,
        look,
        kind,
        min(float(wide), widest),
        float(rng.uniform(0.4, 0.47)),
        float(rng.uniform(0.82, 0.88)),
        float(rng.choice([2.1, 2.6, 6.0])),
        style,
        {"arch": 0.22, "angular": 0.15}.get(style, float(rng.uniform(0.12, 0.16))),
        drawers=bool(rng.random() < 0.5),
    )


@sampler("washbasin")
def washbasin_rand(rng: np.random.Generator) -> Asset:
    """A washbasin of 0.45 to 1.2 m."""
    return basin_rand(rng).asset
