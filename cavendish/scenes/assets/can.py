# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cans of tin and aluminium: of soup, of fish, of drinks."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import cylinder, lathe, moved, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material

Kind = Literal["food", "fish", "drink"]
TIN = materials.metal((0.78, 0.78, 0.79), 0.22, brushed=0.5)


def can(kind: Kind, radius: float, height: float, print_: Material) -> Asset:
    """A shut can with its lid's ring. print_: its label, or the paint of a can of drink. Metres."""
    r, h = radius, height
    if kind == "drink":
        neck, foot = r * 0.8, r * 0.78
        side = [(r * 0.9, 0.004), (r, 0.014), (r, h - 0.016), (neck + 0.002, h - 0.005)]
        body = lathe(
            [(0, 0.004), (foot - 0.004, 0.004), (foot, 0.0), *side, (neck + 0.001, h - 0.004)], 32, 0.7
        )
        top = lathe(
            [(0, h - 0.006), (neck, h - 0.006), (neck + 0.0022, h - 0.0045), (neck + 0.0018, h), (neck, h)]
            + [(neck - 0.0015, h - 0.004), (0, h - 0.004)],
            32,
            0.7,
        )
        tins, prints, lid = [top], [body], h - 0.004
    else:
        ribs: list[tuple[float, float]] = []
        if kind == "food":  # ribs round its middle
            z = np.linspace(0.25, 0.75, 25) * h
            ribs = [(r - 0.0009 * float(np.sin(np.pi * 6 * k / 24) ** 2), float(x)) for k, x in enumerate(z)]
        rim = r + 0.0016
        profile = [
            (0, 0.002),
            (r - 0.003, 0.002),
            (r - 0.001, 0.0),
            (rim, 0.0008),
            (rim, 0.003),
            (r, 0.0042),
            *ribs,
        ]
        profile += [(r, h - 0.0042), (rim, h - 0.003), (rim, h - 0.0008), (r - 0.001, h)]
        profile += [(r - 0.002, h - 0.003), (r * 0.8, h - 0.003), (r * 0.78, h - 0.0022), (0, h - 0.0022)]
        low, high = (0.1, 0.9) if kind == "food" else (0.18, 0.82)
        wrap: Float = np.array(
            [(r - 0.002, h * low), (r + 0.0004, h * low), (r + 0.0004, h * high), (r - 0.002, h * high)]
        )
        tins, lid = [lathe(profile, 32, 0.7)], h - 0.0022
        prints = [lathe(np.vstack([wrap, wrap[:1]]), 32, 0.5)]
    turn = np.linspace(0, 2 * np.pi, 17)[:-1]
    ring = np.stack([0.009 * np.cos(turn) + 0.008, 0.007 * np.sin(turn), 0 * turn + lid + 0.0009], axis=1)
    tins += [tube(ring, 0.0008, 6, closed=True), moved(cylinder(0.003, 0.0012, 0.0003, 10), (0, 0, lid))]
    return Asset("can", parts((tins, TIN), (prints, print_)), {"material": "metal", "kind": kind})


@sampler("can")
def can_rand(rng: np.random.Generator) -> Asset:
    """A can of food, of fish or of a drink, 0.03 to 0.17 m high."""
    kinds: tuple[Kind, ...] = ("food", "fish", "drink")
    kind = kinds[int(rng.choice(3, p=[0.45, 0.2, 0.35]))]
    color = finishes.hsv(rng.random(), rng.uniform(0.4, 0.95), rng.uniform(0.35, 0.95))
    other = finishes.hsv(rng.random(), rng.uniform(0.0, 0.9), rng.uniform(0.1, 0.95))
    if kind == "drink":
        radius, height = (
            (0.0331, 0.122) if rng.random() < 0.5 else (0.0265, float(rng.choice([0.135, 0.145])))
        )
        skin = materials.paint(color, float(rng.uniform(0.15, 0.3)), 0.1, finishes.seed(rng))
    else:
        radius, height = float(rng.uniform(0.033, 0.043)), float(rng.uniform(0.085, 0.125))
        if kind == "fish":
            radius, height = float(rng.uniform(0.038, 0.045)), float(rng.uniform(0.032, 0.042))
        skin = materials.paper(color, other, float(rng.integers(1, 4)), finishes.seed(rng))
    return can(kind, radius, height, skin)
