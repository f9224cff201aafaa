# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pump bottles of soap."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import curve, cylinder, moved, tube
from cavendish.scenes.parts.fittings import ellipse, loft, parts, rounded
from cavendish.scenes.scene import Asset, Material, Mesh


def soap_dispenser(
    body: Material,
    pump: Material,
    shape: str = "round",
    width: float = 0.07,
    height: float = 0.13,
    label: Material | None = None,
) -> Asset:
    """A pump bottle, its nozzle to the front (-Y). shape: round, square or oval; height: of the bottle without its pump."""
    flat = {
        "round": ellipse(width, width, 2.0, 32),
        "square": rounded(width, width, width * 0.16, 8),
        "oval": ellipse(width * 1.25, width * 0.75, 2.4, 32),
    }[shape]
    levels = [
        (0.93, 0.0),
        (1.0, 0.005),
        (1.0, height * 0.82),
        (0.9, height * 0.93),
        (0.5, height * 0.995),
        (0.42, height),
    ]
    rings = [np.column_stack([flat * s, np.full(len(flat), z)]) for s, z in levels]
    bodies = [loft(np.array(rings), 0.7)]
    labels: list[Mesh] = []
    if label is not None:
        paper = [
            np.column_stack([flat * 1.006, np.full(len(flat), z)]) for z in (height * 0.25, height * 0.65)
        ]
        under = [
            np.column_stack([flat * 0.995, np.full(len(flat), z)]) for z in (height * 0.65, height * 0.25)
        ]
        labels.append(loft(np.array([*paper, *under, paper[0]]), 0.6, caps=False, grain=0))
    pumps = [
        moved(cylinder(0.016, 0.02, 0.002, 22), (0, 0, height - 0.002)),
        tube([(0, 0, height), (0, 0, height + 0.042)], 0.0042, 10),
    ]
    pumps.append(moved(cylinder(0.0125, 0.014, 0.003, 20), (0, 0, height + 0.034)))
    spout = curve([(0, 0.004, height + 0.043), (0, -0.03, height + 0.044), (0, -0.04, height + 0.036)], 4)
    pumps.append(tube(spout, 0.0042, 10))
    pieces = parts((bodies, body), (pumps, pump), (labels, label or body))
    return Asset("soap dispenser", pieces, {"material": body.kind, "shape": shape})


@sampler("soap dispenser")
def soap_dispenser_rand(rng: np.random.Generator) -> Asset:
    """A pump bottle of 0.14 to 0.22 m."""
    pick = rng.random()
    body = (
        finishes.pottery(rng)
        if pick < 0.4
        else finishes.any_plastic(rng)
        if pick < 0.75
        else materials.glass((0.8, 0.88, 0.85), 0.02)
    )
    pump = (
        materials.metal((0.78, 0.78, 0.79), 0.15)
        if rng.random() < 0.5
        else materials.plastic((0.93, 0.93, 0.92) if rng.random() < 0.6 else (0.06, 0.06, 0.06), 0.3)
    )
    label = (
        materials.paper((0.93, 0.92, 0.86), pattern=1, seed=finishes.seed(rng))
        if pick > 0.4 and rng.random() < 0.5
        else None
    )
    return soap_dispenser(
        body,
        pump,
        str(rng.choice(["round", "square", "oval"])),
        float(rng.uniform(0.06, 0.08)),
        float(rng.uniform(0.1, 0.16)),
        label,
    )
