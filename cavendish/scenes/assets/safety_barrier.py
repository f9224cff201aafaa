# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Barriers that keep vehicles off: rails between posts in yellow, with black stripes on some."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved, tube
from cavendish.scenes.parts.facade.elements import quads
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh


def safety_barrier(
    length: float,
    height: float,
    body: Material,
    dark: Material,
    rails: int = 2,
    round_: bool = False,
    striped: bool = True,
) -> Asset:
    """A barrier along X on two posts. rails: one above the other; round_: tubes in place of beams. Metres."""
    x, r = length / 2, 0.05
    meshes: list[Mesh] = []
    feet: list[Mesh] = []
    marks: list[list[tuple[float, float, float]]] = []
    for s in (-1, 1):
        at = s * (x - 0.1)
        post = (
            cylinder(r, height, 0.012, 24) if round_ else box((0.1, 0.1, height), (0, 0, height / 2), 0.008)
        )
        meshes.append(moved(post, (at, 0, 0)))
        feet.append(box((0.2, 0.2, 0.012), (at, 0, 0.006), 0.002, 1))
        feet += [
            moved(cylinder(0.012, 0.012, 0.003, 6), (at + a * 0.075, b * 0.075, 0.011))
            for a in (-1, 1)
            for b in (-1, 1)
        ]
    tall = 0.11
    for k in range(rails):
        z = height - 0.1 - k * (height - 0.22) / max(rails - 0.4, 1)
        if round_:
            meshes.append(tube([(-x + 0.1, 0, z), (x - 0.1, 0, z)], 0.03, 14))
            continue
        meshes.append(box((length, 0.05, tall), (0, -0.075, z), 0.012))
        if striped:
            for m in np.arange(-x + 0.06, x - 0.2, 0.24):
                face, half = -0.1004, tall / 2 - 0.012
                marks.append(
                    [
                        (m, face, z - half),
                        (m + 0.12, face, z - half),
                        (m + 0.12 + half, face, z + half),
                        (m + half, face, z + half),
                    ]
                )
    stripes = [quads(np.array(marks))] if marks else []
    pieces = parts((meshes, body), (feet, dark), (stripes, dark))
    return Asset("safety barrier", pieces, {"color": "yellow", "material": "steel"})


@sampler("safety barrier")
def safety_barrier_rand(rng: np.random.Generator) -> Asset:
    """A barrier of 1 to 2.4 m."""
    yellow = materials.paint(finishes.jitter((0.93, 0.7, 0.06), rng, 0.02), 0.4, seed=finishes.seed(rng))
    black = materials.paint((0.04, 0.04, 0.042), 0.5)
    tall = rng.random() < 0.6
    return safety_barrier(
        float(rng.uniform(1.0, 2.4)),
        float(rng.uniform(0.95, 1.15)) if tall else float(rng.uniform(0.38, 0.5)),
        yellow,
        black,
        2 if tall else 1,
        bool(rng.random() < 0.35),
        bool(rng.random() < 0.7),
    )
