# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Radiators: ribbed panels of sheet steel, and columns of cast iron.

They stand on the floor before the wall at +Y.
"""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cylinder, grid, lathe, merge, moved, sheet, tube, turned
from cavendish.scenes.parts.fittings import ellipse, loft, parts
from cavendish.scenes.scene import Asset, Material, Mesh


def _valve(
    metal_x: float, y: float, z: float, side: float, thermostat: bool
) -> tuple[list[Mesh], list[Mesh]]:
    pipe = bend(
        [(metal_x - side * 0.01, y, z), (metal_x + side * 0.055, y, z), (metal_x + side * 0.055, y, 0.0)],
        0.03,
        5,
    )
    metal = [
        tube(pipe, 0.008, 10),
        moved(turned(cylinder(0.014, 0.03, 0.002, 14), "y", side * np.pi / 2), (metal_x, y, z)),
    ]
    metal.append(
        moved(
            lathe([(0.008, 0), (0.022, 0), (0.022, 0.004), (0.010, 0.009), (0.008, 0.009)], 18),
            (metal_x + side * 0.055, y, 0),
        )
    )
    if not thermostat:
        return metal, []
    head = lathe(
        [(0, 0), (0.016, 0), (0.018, 0.012), (0.021, 0.020), (0.021, 0.060), (0.017, 0.068), (0, 0.070)],
        20,
        0.5,
    )
    return metal, [moved(turned(head, "y", side * np.pi / 2), (metal_x + side * 0.050, y, z))]


def panel_radiator(
    paint: Material,
    metal: Material,
    white: Material,
    width: float = 1.0,
    depth: float = 0.10,
    height: float = 0.6,
    lift: float = 0.12,
    pitch: float = 0.033,
    side: int = 1,
) -> Asset:
    """A panel radiator with upright ribs.

    height: of the panel; lift: its clearance; side: of the valve (-1, 1).
    """
    back = 0.03  # from the wall to the rear panel
    top = lift + height
    front = -depth / 2 + 0.004
    panels = []
    ribs = max(round((width - 0.06) / pitch), 4)

    def skin(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        wave = np.clip(1.6 * np.cos(2 * np.pi * ribs * u), -1, 1)
        fade = np.clip(np.minimum(v, 1 - v) * 12 - 0.35, 0, 1)
        relief = 0.005 * (1 - wave) * 0.5 * (0.25 + 0.75 * fade)
        rim = np.where((u < 1e-6) | (u > 1 - 1e-6) | (v < 1e-6) | (v > 1 - 1e-6), 0.009, 0.0)  # folded back
        return width * (u - 0.5), front + np.maximum(relief, rim), lift + height * v

    surface = sheet(grid(skin, ribs * 6, 14), 0.0)
    panels.append(surface)
    rear = front + 0.011
    panels.append(box((width - 0.002, 0.010, height - 0.002), (0, rear, lift + height / 2), 0.002, 1))
    deep = depth - back - 0.004
    if deep > 0.05:  # double: a second plate, side covers and a grille
        second = front + deep
        panels.append(
            box((width - 0.002, 0.012, height - 0.002), (0, second - 0.006, lift + height / 2), 0.002, 1)
        )
        mid, span = (front + second) / 2, second - front
        panels += [
            box(
                (0.003, span - 0.004, height * 0.97),
                (s * (width / 2 - 0.0005), mid + 0.001, lift + height / 2),
                0.001,
                1,
            )
            for s in (-1, 1)
        ]
        slots = int(width / 0.03)
        panels += [
            box(
                (0.005, span - 0.024, 0.004),
                ((k + 0.5) * width / slots - width / 2, mid + 0.003, top - 0.004),
                0.001,
                1,
            )
            for k in range(slots)
        ]
        panels += [
            box((width, 0.010, 0.003), (0, y, top - 0.0005), 0.001, 1)
            for y in (front + 0.008, second - 0.006)
        ]
    hooks = [
        box((0.03, depth / 2 - rear, 0.03), (s * width * 0.36, (depth / 2 + rear) / 2, z), 0.002, 1)
        for s in (-1, 1)
        for z in (lift + 0.08, top - 0.08)
    ]
    y = front + max(deep, 0.03) / 2
    pipes, heads = _valve(side * width / 2, y, lift + 0.045, side, True)
    other, _ = _valve(-side * width / 2, y, lift + 0.045, -side, False)
    attributes = {"material": "steel", "shape": "panel"}
    return Asset(
        "radiator", parts((panels + hooks, paint), (pipes + other, metal), (heads, white)), attributes
    )


def column_radiator(
    paint: Material,
    metal: Material,
    white: Material,
    sections: int = 12,
    columns: int = 2,
    height: float = 0.65,
    section: float = 0.055,
    side: int = 1,
) -> Asset:
    """A radiator of cast sections of two to four columns on four feet. section: the width of one, metres."""
    reach = 0.075 * columns
    wall = 0.04
    y0 = -(reach + wall) / 2
    foot = 0.07
    pieces = []
    outline = ellipse(section * 0.72, 0.058, 2.4, 12)
    for k in range(columns):
        y = y0 + (k + 0.5) * 0.075
        levels = [
            (foot + 0.03, 0.5),
            (foot + 0.055, 1.0),
            (height - 0.055, 1.0),
            (height - 0.02, 0.72),
            (height, 0.3),
        ]
        rings = [np.column_stack([outline * s + (0, y), np.full(len(outline), z)]) for z, s in levels]
        pieces.append(loft(np.array(rings), crease=1.0))
    mid = y0 + reach / 2
    for z in (foot + 0.045, height - 0.045):
        link = tube([(0, y0 + 0.02, z), (0, y0 + reach - 0.02, z)], section * 0.40, 10)
        pieces.append(link)
    one = merge(pieces)
    body = [moved(one, ((k + 0.5 - sections / 2) * section, 0, 0)) for k in range(sections)]
    total = sections * section
    for z in (foot + 0.045, height - 0.045):
        body.append(
            moved(
                turned(cylinder(0.026, total - 0.004, 0.004, 16), "y", np.pi / 2),
                (-total / 2 + 0.002, mid, z),
            )
        )
    for s in (-1, 1):
        for y in (y0 + 0.0375, y0 + reach - 0.0375):
            x = s * (total / 2 - section / 2)
            shape = [
                (0, 0),
                (0.019, 0),
                (0.020, 0.006),
                (0.012, 0.03),
                (0.016, foot + 0.05),
                (0, foot + 0.05),
            ]
            body.append(moved(lathe(shape, 14), (x, y, 0)))
        x = s * (total / 2 - 1.5 * section)
        body.append(
            box((0.012, wall + 0.03, 0.02), (x, y0 + reach + wall / 2 - 0.015, height - 0.09), 0.002, 1)
        )
    pipes, heads = _valve(side * total / 2, mid, foot + 0.045, side, True)
    other, _ = _valve(-side * total / 2, mid, foot + 0.045, -side, False)
    attributes = {"material": "cast iron", "shape": "columns"}
    return Asset("radiator", parts((body, paint), (pipes + other, metal), (heads, white)), attributes)


@sampler("radiator")
def radiator_rand(rng: np.random.Generator) -> Asset:
    """A radiator: white as a rule, at times grey or black."""
    level = float(rng.choice([0.93, 0.87, 0.45, 0.10], p=[0.55, 0.2, 0.15, 0.1]))
    color = finishes.jitter((level, level, level * 0.98), rng, 0.01)
    paint = materials.paint(
        color, roughness=float(rng.uniform(0.25, 0.45)), grain=0.2, seed=finishes.seed(rng)
    )
    metal = (
        materials.metal((0.78, 0.78, 0.79), 0.2)
        if rng.random() < 0.7
        else materials.metal((0.72, 0.45, 0.30), 0.3)
    )
    white = materials.plastic((0.92, 0.92, 0.91), 0.35)
    side = int(rng.choice([-1, 1]))
    if rng.random() < 0.65:
        return panel_radiator(
            paint,
            metal,
            white,
            width=rng.uniform(0.5, 1.6),
            depth=rng.uniform(0.06, 0.16),
            height=float(rng.choice([0.3, 0.4, 0.5, 0.6, 0.75])),
            lift=rng.uniform(0.08, 0.16),
            pitch=rng.uniform(0.028, 0.045),
            side=side,
        )
    return column_radiator(
        paint,
        metal,
        white,
        sections=int(rng.integers(8, 19)),
        columns=int(rng.integers(2, 4)),
        height=float(rng.choice([0.5, 0.6, 0.68, 0.9])),
        section=rng.uniform(0.05, 0.062),
        side=side,
    )
