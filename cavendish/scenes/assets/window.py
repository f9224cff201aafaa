# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Windows with casements that fill an opening of a wall."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moulding, moved, turned
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh, Support

FRAME, MULLION, SASH, DEPTH = 0.055, 0.05, 0.055, 0.068


def window(
    width: float,
    height: float,
    wall: float,
    frame: Material,
    board: Material | None = None,
    hardware: Material | None = None,
    pane: Material | None = None,
    casements: int = 2,
    transom: float = 0.0,
    bars: tuple[int, int] = (0, 0),
    ledge: float = 0.04,
) -> Asset:
    """A window in an opening of exactly width x height in a wall of thickness `wall`; the room lies at -Y.

    x = 0 is the opening's middle, y = 0 the wall's middle, z = 0 the opening's bottom. board: of the inner
    sill; hardware: handles and hinges; pane: glass. casements: how many side by side; transom: height of a
    row of fixed lights over them (0: none); bars: glazing bars of each casement, (upright, level); ledge:
    how far the sill stands out into the room. All lengths in metres.
    """
    board, pane = board or frame, pane or materials.glass()
    hardware = hardware or frame
    front = -DEPTH / 2 - 0.012  # the sashes stand a little proud of the frame
    solids = [moulding(width, height, _bar(FRAME, -DEPTH / 2, DEPTH / 2))]
    rail = height - transom if transom > 0 else height - FRAME + MULLION / 2
    cell = (width - 2 * FRAME - (casements - 1) * MULLION) / casements
    middles = [-width / 2 + FRAME + cell / 2 + k * (cell + MULLION) for k in range(casements)]
    for x in middles[:-1]:
        post = (MULLION, DEPTH - 0.003, height - FRAME)
        solids.append(box(post, (x + (cell + MULLION) / 2, 0, height / 2)))
    if transom > 0:
        solids.append(box((width - FRAME, DEPTH - 0.005, MULLION), (0, 0, rail)))
    panes, fittings = [], []
    rows = [(FRAME, rail - MULLION / 2, bars)]
    if transom > 0:
        rows.append((rail + MULLION / 2, height - FRAME, (bars[0], 0)))
    for row, (low, high, (upright, level)) in enumerate(rows):
        for k, x in enumerate(middles):
            w, h, z = cell + 0.016, high - low + 0.016, low - 0.008
            solids.append(moved(moulding(w, h, _bar(SASH, front, DEPTH / 2 - 0.015)), (x, 0, z)))
            clear_w, clear_h, middle = w - 2 * SASH, h - 2 * SASH, (low + high) / 2
            panes.append(box((clear_w + 0.016, 0.006, clear_h + 0.016), (x, -0.004, middle), bevel=0))
            for i in range(upright):
                at = x + clear_w * ((i + 1) / (upright + 1) - 0.5)
                solids.append(box((0.024, 0.034, clear_h + 0.01), (at, -0.004, middle)))
            for i in range(level):
                at = middle + clear_h * ((i + 1) / (level + 1) - 0.5)
                solids.append(box((clear_w + 0.01, 0.031, 0.024), (x, -0.004, at)))
            if row == 0:
                side = 1.0 if k < casements / 2 else -1.0  # where the handle is; the hinges are opposite
                if casements % 2 == 1 and k == casements - 1:
                    side = -1.0
                lock, hinge = x + side * (w - SASH) / 2, x - side * (w / 2 + 0.004)
                fittings += _handle((lock, front, low + (high - low) * 0.45))
                for at in (low + 0.12, high - 0.12):
                    fittings.append(
                        moved(cylinder(0.007, 0.07, segments=12), (hinge, front + 0.002, at - 0.035))
                    )
    reach = wall / 2 + ledge
    inside = -DEPTH / 2 + 0.004
    sill = [box((width, reach + inside, 0.026), (0, (inside - reach) / 2, 0.013), bevel=0.003)]
    if ledge > 0:
        nose = ledge - 0.0005  # behind the sill's front: faces in one plane would flicker
        sill.append(box((width + 0.08, nose, 0.0255), (0, -wall / 2 - nose / 2, 0.01275), bevel=0.003))
    outer = wall / 2 + 0.035 - (DEPTH / 2 - 0.004)
    drip = box((width, outer, 0.014), (0, DEPTH / 2 - 0.004 + outer / 2, 0.007), bevel=0.003)
    pieces = parts((solids, frame), (panes, pane), (sill, board), ([*fittings, drip], hardware))
    supports = []
    if wall / 2 + ledge - DEPTH / 2 > 0.1:
        rest = Support(
            (-width / 2 + 0.02, width / 2 - 0.02), (0.02 - reach, front - 0.06), 0.026, height - 0.05
        )
        supports.append(rest)
    name = {"wood": "wood"}.get(frame.kind, "plastic")
    return Asset("window", pieces, {"material": name}, supports=tuple(supports))


def _bar(width: float, front: float, back: float, chamfer: float = 0.005) -> list[tuple[float, float]]:
    """The section of a frame: (inset, y), its inner edges chamfered."""
    c = chamfer
    return [
        (0, front),
        (width - c, front),
        (width, front + c),
        (width, back - c),
        (width - c, back),
        (0, back),
    ]


def _handle(at: tuple[float, float, float]) -> list[Mesh]:
    """A lever that points down, on a plate, at a point of the sash's face."""
    plate = box((0.026, 0.012, 0.07), (0, -0.005, 0), bevel=0.004)
    neck = turned(cylinder(0.008, 0.04, segments=14), "x", np.pi / 2)
    lever = box((0.018, 0.013, 0.12), (0, -0.04, -0.045), bevel=0.005)
    return [moved(mesh, at) for mesh in (plate, neck, lever)]


@sampler("window")
def window_rand(rng: np.random.Generator) -> Asset:
    """A window of a home or an office in a wall of 0.12 to 0.36 m."""
    width, height = rng.uniform(0.7, 2.2), rng.uniform(1.0, 1.6)
    return window_fit(rng, width, height, rng.uniform(0.12, 0.36))


def window_fit(rng: np.random.Generator, width: float, height: float, wall: float) -> Asset:
    """A random window for a given opening (metres)."""
    pick = rng.random()
    if pick < 0.6:
        level = float(rng.uniform(0.86, 0.95))
        frame = materials.plastic((level, level, level * 0.99), 0.35, seed=finishes.seed(rng))
    elif pick < 0.85:
        frame = finishes.wood(rng)
    else:
        frame = materials.plastic((0.16, 0.17, 0.18), 0.4, seed=finishes.seed(rng))
    pick = rng.random()
    if pick < 0.5:
        board = frame
    elif pick < 0.8:
        board = materials.stone((0.8, 0.78, 0.74), roughness=0.25, seed=finishes.seed(rng))
    else:
        board = finishes.wood(rng)
    few = max(1, int(np.ceil(width / 1.25)))
    many = max(few, int(width / 0.5))
    bars = (int(rng.integers(0, 2)), int(rng.integers(1, 4))) if rng.random() < 0.35 else (0, 0)
    return window(
        width,
        height,
        wall,
        frame,
        board=board,
        hardware=materials.metal((0.72, 0.72, 0.73), float(rng.uniform(0.2, 0.4))),
        casements=int(rng.integers(few, many + 1)),
        transom=float(rng.uniform(0.3, 0.42)) if height > 1.25 and rng.random() < 0.3 else 0.0,
        bars=bars,
        ledge=float(rng.uniform(0.02, 0.07)),
    )
