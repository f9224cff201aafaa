# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Drums of steel, with hoops, and of plastic, with a lid and a clamp."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved, sheet
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Material, Support


def drum(
    radius: float,
    height: float,
    body: Material,
    lid: Material,
    plastic: bool = False,
    label: Material | None = None,
) -> Asset:
    """A drum. radius: of its rims; label: a paper on its front. Metres."""
    r, h = radius, height
    shell: list[tuple[float, float]]
    caps: list[tuple[float, float]]
    if plastic:
        shell = [(0, 0), (0.93 * r, 0), (0.98 * r, 0.03), (r, 0.09), (r, h * 0.45), (0.985 * r, h * 0.5)]
        shell += [(r, h * 0.55), (r, h - 0.14), (0.97 * r, h - 0.09), (0.9 * r, h - 0.06), (0, h - 0.055)]
        caps = [
            (0.9 * r, h - 0.065),
            (0.95 * r, h - 0.06),
            (0.955 * r, h - 0.015),
            (0.93 * r, h),
            (0.8 * r, h),
        ]
        caps += [(0.78 * r, h - 0.012), (0, h - 0.012)]
    else:
        inner = 0.965 * r
        shell = [(0, 0.018), (0.95 * inner, 0.018), (0.955 * inner, 0), (r, 0.0), (r, 0.014), (inner, 0.02)]
        for z in (h / 3, 2 * h / 3):
            shell += [(inner, z - 0.02), (r, z - 0.006), (r, z + 0.006), (inner, z + 0.02)]
        shell += [(inner, h - 0.02), (r, h - 0.014), (r, h), (0.955 * inner, h), (0.95 * inner, h - 0.018)]
        shell += [(0, h - 0.018)]
        caps = []
    steel = materials.metal((0.6, 0.6, 0.61), 0.35)
    bright = [moved(cylinder(0.032, 0.012, 0.003, 14), (0.55 * r, 0.35 * r, h - 0.02))]
    bright.append(moved(cylinder(0.016, 0.01, 0.002, 10), (-0.55 * r, -0.4 * r, h - 0.02)))
    marks = []
    if label is not None:
        half = 0.5
        turn = np.linspace(-half, half, 9) - np.pi / 2
        wide = r * (1.0015 if plastic else 0.9665)
        z0, z1 = h * 0.58, h * 0.58 + 0.14 if not plastic else h * 0.78
        rows = [np.column_stack([wide * np.cos(turn), wide * np.sin(turn), np.full(9, z)]) for z in (z0, z1)]
        marks.append(sheet(np.array(rows).transpose(1, 0, 2)))
    pieces = parts(
        ([lathe(shell, 32, 0.55)], body),
        ([lathe(caps, 32, 0.55)] if caps else [], lid),
        ([] if plastic else bright, steel),
        ([box((0.05, 0.012, 0.03), (0, -0.96 * r, h - 0.04), 0.003, 1)] if plastic else [], steel),
        (marks, label or body),
    )
    top = h - (0.012 if plastic else 0.018)
    rest = Support((-0.5 * r, 0.5 * r), (-0.5 * r, 0.5 * r), top)
    return Asset("drum", pieces, {"material": "plastic" if plastic else "steel"}, (rest,))


@sampler("drum")
def drum_rand(rng: np.random.Generator) -> Asset:
    """A drum of 60 to 220 litres."""
    plastic = bool(rng.random() < 0.35)
    colors: list[Colour] = [
        (0.06, 0.16, 0.42),
        (0.05, 0.05, 0.055),
        (0.5, 0.06, 0.05),
        (0.1, 0.3, 0.2),
        (0.75, 0.55, 0.1),
    ]
    tone = finishes.jitter(colors[int(rng.choice(5, p=[0.42, 0.18, 0.14, 0.14, 0.12]))], rng, 0.02)
    seed = finishes.seed(rng)
    body = materials.plastic(tone, 0.4, seed) if plastic else materials.paint(tone, 0.35, seed=seed)
    small = rng.random() < 0.15
    label = materials.paper((0.92, 0.92, 0.88), pattern=1, seed=seed) if rng.random() < 0.7 else None
    return drum(
        float(rng.uniform(0.2, 0.23)) if small else float(rng.uniform(0.285, 0.305)),
        float(rng.uniform(0.58, 0.68)) if small else float(rng.uniform(0.86, 0.93)),
        body,
        materials.plastic((0.05, 0.05, 0.055), 0.45) if rng.random() < 0.5 else body,
        plastic,
        label,
    )
