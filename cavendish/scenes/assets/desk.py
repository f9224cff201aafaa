# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Desks: on legs with a drawer, on pedestals, on trestles, or on an office's steel frame.

The sitter is at -Y.
"""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, merge, moved, placed, rotation
from cavendish.scenes.parts.case import Look, case, look_rand
from cavendish.scenes.parts.fittings import front, leg, parts, pull, rounded, slab
from cavendish.scenes.scene import Asset, Material, Mesh, Support

BASES = ("legs", "pedestals", "trestles", "frame")


def desk(
    top: Material,
    under: Material,
    look: Look,
    base: str = "legs",
    width: float = 1.4,
    depth: float = 0.7,
    height: float = 0.74,
    thick: float = 0.025,
    drawers: int = 3,
    sides: tuple[int, ...] = (1,),
    modesty: bool = False,
    grommet: bool = False,
    corner: float = 0.008,
) -> Asset:
    """A desk.

    base: one of BASES; drawers: in its apron (legs) or in each pedestal; sides: where pedestals stand (-1,
    1).

    modesty: a panel between the legs at the back; grommet: a plastic cable outlet in the top; corner:
    radius of the top's corners. look: finishes of its drawers.
    """
    z = height - thick
    board = [slab(rounded(width, depth, corner, 5), thick, z, min(0.004, thick * 0.3))]
    x, y = width / 2 - 0.06, depth / 2 - 0.06
    bars: list[Mesh] = []
    body: list[Mesh] = []
    fronts: list[Mesh] = []
    handles: list[Mesh] = []
    feet: list[Mesh] = []
    corners = [(sx, sy) for sx in (-1, 1) for sy in (-1, 1)]
    if base == "legs":
        bars += [moved(leg(z + 0.002, 0.05, 0.036, round_=False), (sx * x, sy * y, 0)) for sx, sy in corners]
        tall = 0.12 if drawers else 0.07
        bars.append(box((2 * x, 0.018, tall), (0, y, z - tall / 2 + 0.001), 0.002, 1))
        bars += [box((0.018, 2 * y, tall), (s * x, 0, z - tall / 2 + 0.001), 0.002, 1) for s in (-1, 1)]
        if drawers:
            span = 2 * x - 0.05
            bars.append(box((span + 0.01, 2 * y, 0.014), (0, 0.004, z - tall + 0.007), 0.002, 1))
            bars.append(box((span + 0.01, 0.012, tall - 0.004), (0, -y + 0.016, z - tall / 2), 0.001, 1))
            for k in range(drawers):
                fw = span / drawers - 0.006
                at = np.array([(k + 0.5) * span / drawers - span / 2, -y + 0.011, z - tall / 2 + 0.002])
                fronts.append(
                    moved(front(look.front if tall > 0.12 else "flat", fw, tall - 0.022, 0.018), at)
                )
                style = "knob" if look.pull == "lip" else look.pull
                handles += [moved(m, at - (0, 0.018, 0)) for m in pull(style, min(0.13, fw * 0.4))]
        else:
            bars.append(box((2 * x, 0.018, tall), (0, -y, z - tall / 2 + 0.001), 0.002, 1))
    elif base == "pedestals":
        wide = min(0.42, width * 0.3)
        deep = depth - 0.05
        for s in (-1, 1):
            if s in sides:
                cells = [("drawer", 0.6 if k == 0 else 1.0) for k in range(drawers - 1)]
                cells.append(("drawer", 1.4))
                made = case(
                    wide,
                    deep,
                    z + 0.001,
                    [(1.0, cells)],
                    "plinth",
                    0.05,
                    look.front,
                    look.pull,
                    0.016,
                    top=False,
                )
                shift = (s * (width / 2 - wide / 2 - 0.015), 0.005, 0)
                for group, meshes in (
                    (body, made.body),
                    (fronts, made.fronts),
                    (handles, made.handles),
                    (feet, made.legs),
                ):
                    group += [moved(m, shift) for m in meshes]
            else:
                body.append(
                    box((0.025, deep, z + 0.001), (s * (width / 2 - 0.03), 0.005, (z + 0.001) / 2), 0.002)
                )
        inner = width - 0.05 - wide * len(sides)
        middle = sum(-s * wide / 2 for s in sides)
        body.append(box((inner, 0.016, 0.32), (middle, depth / 2 - 0.06, z - 0.158), 0.002, 1))
    elif base == "trestles":
        for s in (-1, 1):
            place_x = s * (width / 2 - 0.30)
            spread, top_y = depth / 2 - 0.10, 0.035
            for sx in (-1, 1):
                for sy in (-1, 1):
                    post = leg(z - 0.012, 0.036, 0.036, (0, sy * (spread - top_y)), round_=False)
                    bars.append(moved(post, (place_x + sx * 0.19, sy * top_y, 0)))
            bars.append(box((0.52, 0.12, 0.030), (place_x, 0, z - 0.014), 0.003))
            angle = np.arctan2(spread - top_y, z)
            for sy in (-1, 1):
                for level in (0.28, 0.72):
                    reach = spread + (top_y - spread) * level
                    bar = placed(box((0.40, 0.018, 0.045), (0, 0, 0), 0.002), rotation("x", sy * angle))
                    bars.append(moved(bar, (place_x, sy * reach, z * level)))
    elif base == "frame":
        t = 0.05
        for s in (-1, 1):
            place_x = s * (width / 2 - 0.14)
            bars.append(box((t * 1.4, depth * 0.82, 0.022), (place_x, 0, 0.011 + 0.006), 0.004))
            bars += [
                moved(cylinder(0.02, 0.010, 0.002, 16), (place_x, sy * (depth * 0.41 - 0.04), 0))
                for sy in (-1, 1)
            ]
            bars.append(box((t, t * 1.5, z - 0.04), (place_x, 0.03, z / 2 + 0.005), 0.003))
            bars.append(box((t, depth * 0.78, 0.03), (place_x, 0, z - 0.0145), 0.003))
        bars.append(box((width - 0.28, t * 0.8, 0.03), (0, 0.03, z - 0.016), 0.003, 1))
    else:
        raise ValueError(f"no desk base is called {base!r}; there are {', '.join(BASES)}")
    panel: list[Mesh] = []
    if modesty and base in ("frame", "legs"):
        span = 2 * x - 0.02 if base == "legs" else width - 0.28 - 0.052
        panel.append(box((span, 0.012, 0.34), (0, y - 0.014 if base == "legs" else 0.05, z - 0.20), 0.002, 1))
    plastic: list[Mesh] = []
    if grommet:
        spot = (width * 0.34, depth / 2 - 0.09, height - 0.008)
        plastic.append(merge([moved(cylinder(0.032, 0.0085, 0.0005, 24), spot)]))
    made_parts = parts(
        (board, top),
        (bars, under),
        (body, look.body),
        (fronts, look.fronts),
        (handles, look.handles),
        (feet, look.legs),
        (panel, look.body),
        (plastic, materials.plastic((0.08, 0.08, 0.085), 0.4)),
    )
    place = Support((-width / 2 + 0.02, width / 2 - 0.02), (-depth / 2 + 0.02, depth / 2 - 0.02), height)
    return Asset("desk", made_parts, {"material": top.kind, "legs": base}, (place,))


@sampler("desk")
def desk_rand(rng: np.random.Generator) -> Asset:
    """A desk."""
    base = str(rng.choice(BASES, p=[0.35, 0.3, 0.15, 0.2]))
    look = look_rand(rng)
    top = look.body if rng.random() < 0.6 else finishes.case(rng)
    if base == "frame" or (base == "legs" and rng.random() < 0.25):
        under = finishes.frame_metal(rng)
    elif base == "trestles":
        under = finishes.case(rng) if rng.random() < 0.7 else finishes.frame_metal(rng)
    else:
        under = look.body if rng.random() < 0.7 else finishes.case(rng)
    look = look._replace(legs=look.body)
    width = rng.uniform(1.0, 1.8)
    two = width > 1.4 and rng.random() < 0.5
    return desk(
        top,
        under,
        look,
        base=base,
        width=width,
        depth=rng.uniform(0.55, 0.8),
        height=rng.uniform(0.70, 0.75),
        thick=rng.uniform(0.02, 0.032),
        drawers=int(rng.integers(2, 5)) if base == "pedestals" else int(rng.integers(0, 4)),
        sides=(-1, 1) if two else (int(rng.choice([-1, 1])),),
        modesty=bool(rng.random() < 0.35),
        grommet=bool(rng.random() < (0.6 if base == "frame" else 0.15)),
        corner=float(rng.choice([0.004, 0.01, 0.03])),
    )
