# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bollards of cast iron, steel, concrete, stone, wood and plastic."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved
from cavendish.scenes.parts.facade.elements import bag, boxes, copies, finished
from cavendish.scenes.scene import Asset, Material

Style = Literal["cast iron", "steel", "concrete", "stone ball", "wood", "plastic"]
STYLES: tuple[Style, ...] = ("cast iron", "steel", "concrete", "stone ball", "wood", "plastic")


def bollard(
    height: float, radius: float, body: Material, band: Material, style: Style = "steel", bands: int = 1
) -> Asset:
    """A bollard. radius: of its shaft, or half the width of a square one; bands: rings of reflecting tape."""
    pieces, r, h = bag(), radius, height
    if style == "cast iron":
        shape = [
            (0, 0), (1.7, 0), (1.7, 0.05), (1.55, 0.09), (1.5, 0.16), (1.15, 0.19), (1.25, 0.215), (1.12, 0.24),
            (0.86, 0.7), (1.02, 0.72), (1.05, 0.745), (1.0, 0.77), (0.82, 0.785), (0.95, 0.82), (1.1, 0.87),
            (1.05, 0.93), (0.7, 0.975), (0.3, 1.0), (0, 1.0),
        ]  # fmt: skip
        pieces["body"].append(lathe([(a * r, b * h) for a, b in shape], 32, 0.5))
        rib = box((0.012, 0.012, h * 0.42), (0, 0, h * 0.46), 0.003, 1)
        turn = np.arange(10) / 10 * 2 * np.pi
        pieces["body"].append(
            copies(rib, np.stack([np.cos(turn) * r * 0.98, np.sin(turn) * r * 0.98, 0 * turn], 1))
        )
    elif style == "stone ball":
        a = np.linspace(-np.pi / 2 + 0.3, np.pi / 2, 20)
        ball = np.stack([2.6 * r * np.cos(a), 2.6 * r * np.sin(a) + h - 2.6 * r], 1)
        pieces["body"].append(
            lathe([(0, 0), (1.4 * r, 0), (1.4 * r, 0.08), *ball[ball[:, 1] > 0.08]], 40, 0.7)
        )
    elif style == "concrete":
        shape = [
            (0, 0), (1.42, 0), (1.45, 0.02), (1.42, 0.1), (1.2, 0.12), (1.1, 0.72), (1.24, 0.735), (1.26, 0.755),
            (1.24, 0.775), (0.96, 0.79), (0.96, 0.815), (1.14, 0.83), (1.12, 0.9), (0.98, 0.95), (0.7, 0.985), (0, 1.0),
        ]  # fmt: skip
        pieces["body"].append(lathe([(a * r, b * h) for a, b in shape], 36, 0.5))
    elif style == "wood":
        pieces["body"].append(box((2 * r, 2 * r, h * 0.86), (0, 0, h * 0.43), 0.008))
        peak = [(-r, r, -r, r, h * 0.88, h * 0.95)]
        pieces["body"] += [boxes(peak, 0.03), box((1.5 * r, 1.5 * r, h * 0.08), (0, 0, h * 0.96), 0.02)]
        pieces["body"].append(box((1.8 * r, 1.8 * r, h * 0.06), (0, 0, h * 0.87), 0.002, 1))
    else:
        top = (
            [(r, h - 0.6 * r), (0.9 * r, h - 0.3 * r), (0.6 * r, h - 0.08 * r), (0, h)]
            if style == "steel"
            else [(r, h - 0.05), (0.75 * r, h), (0, h)]
        )
        foot = (
            [(0, 0), (1.9 * r, 0), (1.9 * r, 0.015), (1.3 * r, 0.04), (r, 0.07)]
            if style == "plastic"
            else [(0, 0), (1.5 * r, 0), (1.5 * r, 0.012), (r, 0.02)]
        )
        pieces["body"].append(lathe([*foot, *top], 32, 0.5))
    if style != "stone ball" and bands:
        wide = 0.055 if style != "plastic" else 0.09
        for k in range(bands):
            z = h * (0.6 if style == "concrete" else 0.78) - k * (wide * 1.7)
            if style == "wood":
                pieces["band"].append(box((2 * r + 0.006, 2 * r + 0.006, wide), (0, 0, z), 0.002, 1))
            else:
                at = (
                    r * (1.22 - (z / h) / 6)
                    if style == "concrete"
                    else r * (0.99 if style == "cast iron" else 1.0)
                )
                ring = cylinder(at + 0.004, wide, 0.002, 32)
                pieces["band"].append(moved(ring, (0, 0, z - wide / 2)))
    return Asset(
        "bollard",
        finished(pieces, {"body": body, "band": band}),
        {"material": style.replace(" ball", ""), "kind": style},
    )


@sampler("bollard")
def bollard_rand(rng: np.random.Generator) -> Asset:
    """A bollard."""
    style = STYLES[int(rng.choice(6, p=[0.25, 0.3, 0.15, 0.1, 0.1, 0.1]))]
    seed = finishes.seed(rng)
    height, radius = {
        "cast iron": (rng.uniform(0.85, 1.05), rng.uniform(0.055, 0.075)),
        "steel": (rng.uniform(0.8, 1.1), rng.uniform(0.04, 0.08)),
        "concrete": (rng.uniform(0.7, 1.0), rng.uniform(0.09, 0.135)),
        "stone ball": (rng.uniform(0.52, 0.6), rng.uniform(0.085, 0.1)),
        "wood": (rng.uniform(0.75, 1.05), rng.uniform(0.06, 0.09)),
        "plastic": (rng.uniform(0.75, 1.0), rng.uniform(0.045, 0.06)),
    }[style]
    dark = finishes.jitter(
        [(0.06, 0.065, 0.07), (0.09, 0.14, 0.11), (0.25, 0.26, 0.27)][int(rng.integers(3))], rng, 0.006
    )
    body = {
        "cast iron": materials.paint(dark, 0.35, seed=seed),
        "steel": materials.metal((0.66, 0.67, 0.68), 0.3, brushed=1.0, seed=seed)
        if rng.random() < 0.4
        else materials.paint(dark if rng.random() < 0.5 else (0.82, 0.62, 0.08), 0.4, seed=seed),
        "concrete": materials.concrete((0.6, 0.59, 0.56), seed=seed),
        "stone ball": materials.concrete(finishes.jitter((0.52, 0.5, 0.47), rng, 0.006), 0.75, seed=seed),
        "wood": materials.wood((0.52, 0.4, 0.28), roughness=0.8, seed=seed),
        "plastic": materials.plastic(
            [(0.85, 0.3, 0.07), (0.08, 0.09, 0.09), (0.8, 0.12, 0.1)][int(rng.integers(3))], 0.45, seed=seed
        ),
    }[style]
    white = materials.plastic(
        (0.9, 0.9, 0.88) if rng.random() < 0.7 or style == "plastic" else (0.75, 0.08, 0.07), 0.3
    )
    bands = (
        int(rng.integers(1, 3))
        if style in ("steel", "plastic")
        else int(rng.random() < (0.8 if style == "concrete" else 0.4))
    )
    return bollard(height, radius, body, white, style, bands)
