# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Extractor hoods over cookers: with a chimney, of slanted glass, or a flat one under a cabinet. They hang on a wall."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved, placed, rotation, translation
from cavendish.scenes.parts.fittings import loft, parts, rounded
from cavendish.scenes.parts.ware import facing
from cavendish.scenes.scene import Asset, Light, Material, Mesh

KINDS = ("pyramid", "box", "glass", "slim")


def extractor_hood(
    body: Material,
    kind: str = "pyramid",
    width: float = 0.6,
    depth: float = 0.48,
    height: float = 0.8,
    rim: float = 0.06,
    lamp: float = 0.0,
) -> Asset:
    """A hood whose back is on the wall at y = depth/2. kind: one of KINDS; height: with its chimney; lamp: watts."""
    back = depth / 2
    shell: list[Mesh] = []
    glass: list[Mesh] = []
    inside: list[Mesh] = []
    small: list[Mesh] = []
    flue = (min(0.26, width * 0.42), min(0.24, depth * 0.5))
    y_flue = back - flue[1] / 2
    if kind == "pyramid":
        rise = min(0.24, height * 0.4)
        low, up = rounded(width, depth, 0.004, 3), rounded(flue[0] + 0.01, flue[1] + 0.005, 0.004, 3)
        levels = [(low, 0.0, 0.0), (low, 0.0, rim), (up, y_flue - 0.002, rim + rise)]
        rings = [np.column_stack([o[:, 0], o[:, 1] + y, np.full(len(o), z)]) for o, y, z in levels]
        shell.append(loft(np.array(rings), 0.5))
        shell.append(
            box((*flue, height - rim - rise + 0.01), (0, y_flue, (height + rim + rise) / 2 - 0.005), 0.002, 1)
        )
        seam = (rim + rise + height) / 2
        shell.append(
            box(
                (flue[0] + 0.006, flue[1] + 0.003, height - seam),
                (0, y_flue - 0.0015, (height + seam) / 2),
                0.002,
                1,
            )
        )
        front = -depth / 2
    elif kind == "box":
        shell.append(box((width, depth, rim), (0, 0, rim / 2), 0.003))
        shell.append(box((*flue, height - rim + 0.004), (0, y_flue, (height + rim) / 2 - 0.002), 0.002, 1))
        seam = height * 0.6
        shell.append(
            box(
                (flue[0] + 0.006, flue[1] + 0.003, height - seam),
                (0, y_flue - 0.0015, (height + seam) / 2),
                0.002,
                1,
            )
        )
        front = -depth / 2
    elif kind == "glass":
        tilt = 0.95  # of the pane, from upright
        long = (depth - 0.12) / np.sin(tilt)
        pane = box((width, 0.02, long), (0, 0, long / 2), 0.003, 1)
        rise = long * np.cos(tilt)
        glass.append(placed(pane, translation(0, -depth / 2 + 0.012, 0.02) @ rotation("x", -tilt)))
        shell.append(box((width * 0.9, 0.22, rise + 0.06), (0, back - 0.11, (rise + 0.06) / 2), 0.004))
        shell.append(
            box((*flue, height - rise - 0.05), (0, back - flue[1] / 2, (height + rise + 0.05) / 2), 0.002, 1)
        )
        front = -depth / 2 + 0.012
        inside.append(box((width * 0.8, 0.18, 0.006), (0, back - 0.11, -0.001), 0.001, 1))
    else:
        shell.append(box((width, depth - 0.04, height), (0, 0.02, height / 2), 0.003))
        shell.append(box((width, 0.05, height * 0.42), (0, -depth / 2 + 0.025, height * 0.21), 0.004))
        front = -depth / 2
    if kind != "glass":
        deep = depth * 0.62
        inside += [
            box((width * 0.4, deep, 0.008), (s * width * 0.215, 0.03, 0.001), 0.002, 1) for s in (-1, 1)
        ]
        small += [
            facing(
                cylinder(0.008, 0.006, 0.0015, 16),
                (x, front + 0.0005, rim * 0.5 if kind != "slim" else height * 0.2),
            )
            for x in np.arange(-2, 3) * 0.03
        ]
    bulbs = [
        moved(cylinder(0.028, 0.006, 0.001, 20), (s * width * 0.28, 0.03 - depth * 0.38, -0.003))
        for s in (-1, 1)
    ]
    if kind == "glass":
        bulbs = [
            moved(cylinder(0.024, 0.006, 0.001, 20), (s * width * 0.28, back - 0.05, -0.005)) for s in (-1, 1)
        ]
    mesh = materials.metal((0.5, 0.5, 0.51), 0.4, brushed=1.0)
    black = materials.ceramic((0.03, 0.03, 0.032), 0.05)
    dark = materials.plastic((0.08, 0.08, 0.08), 0.4)

    pieces = parts(
        (shell, body),
        (glass, black),
        (inside, mesh),
        (small, dark),
        (bulbs, materials.shade((0.97, 0.96, 0.92), lamp / 3, 3000.0)),
    )
    floor = min(float(part.mesh.vertices[:, 2].min()) for part in pieces)
    pieces = tuple(type(part)(moved(part.mesh, (0, 0, -floor)), part.material) for part in pieces)
    lights: tuple[Light, ...] = ()
    if lamp > 0:
        lights = tuple(
            Light("spot", translation(s * width * 0.28, 0.0, -0.01), lamp, 3000.0, (0.02, 0.02), 1.9)
            for s in (-1, 1)
        )
    material = "steel" if body.kind == "metal" else "enamel"
    return Asset("extractor hood", pieces, {"material": material, "kind": kind}, (), lights)


def hood_fit(rng: np.random.Generator, width: float, height: float) -> Asset:
    """A hood `width` metres wide; `height`: from its lower side to the ceiling or less."""
    kinds = ("pyramid", "box", "glass") if height > 0.5 else ("slim",)
    kind = str(rng.choice(kinds))
    steel = materials.metal((0.66, 0.66, 0.67), 0.28, brushed=1.0, seed=finishes.seed(rng))
    light = float(rng.choice([0.93, 0.05]))
    body = steel if rng.random() < 0.72 else materials.paint((light, light, light), 0.2)
    return extractor_hood(
        body,
        kind,
        width,
        float(rng.uniform(0.44, 0.5) if kind != "slim" else rng.uniform(0.3, 0.34)),
        height if height > 0.5 else float(rng.uniform(0.12, 0.2)),
        rim=float(rng.uniform(0.045, 0.075)),
        lamp=float(rng.uniform(2, 5)) if rng.random() < 0.3 else 0.0,
    )


@sampler("extractor hood")
def extractor_hood_rand(rng: np.random.Generator) -> Asset:
    """A hood of 0.5 to 0.9 m."""
    height = float(rng.uniform(0.65, 1.0)) if rng.random() < 0.8 else 0.15
    return hood_fit(rng, float(rng.choice([0.5, 0.6, 0.6, 0.76, 0.9])), height)
