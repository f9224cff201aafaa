# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Toasters for two or four slices."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, moved, turned
from cavendish.scenes.parts.fittings import centred, loft, parts, rounded
from cavendish.scenes.parts.ware import at_height, knob
from cavendish.scenes.scene import Asset, Material, Mesh


def toaster(
    body: Material,
    trim: Material,
    width: float = 0.28,
    depth: float = 0.17,
    height: float = 0.19,
    slots: int = 2,
    long: bool = False,
    soft: float = 0.04,
    down: float = 0.0,
    bread: Material | None = None,
    color: str = "steel",
) -> Asset:
    """A toaster, its lever at the right (+X). slots: one or two openings along X; soft: radius of its edges.

    long: each slot takes two slices; down: how far the lever is pushed, 0..1; bread: of slices in it, where given.
    """
    foot = 0.014
    tall = height - foot
    outline = rounded(width, depth, soft, 7)
    rings = [
        at_height(outline * s, foot + tall * z)
        for s, z in ((0.94, 0.0), (0.985, 0.03), (1.0, 0.1), (1.0, 0.72))
    ]
    rings += [
        at_height(
            rounded(width - 2 * i, depth - 2 * i, max(soft - i * 0.6, 0.004), 7),
            height - soft * 0.62 * (1 - np.sin(a)),
        )
        for i, a in ((soft * 0.6 * (1 - np.cos(a)), a) for a in np.linspace(0.15, np.pi / 2, 6))
    ]
    shell = [loft(np.array(rings), 0.8, grain=0)]
    dark = [
        box((0.03, 0.03, foot + 0.004), (sx * width * 0.34, sy * depth * 0.3, foot / 2 + 0.002), 0.003, 1)
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    gap = depth * 0.3
    run = width * (0.72 if long else 0.62)
    x = -width * 0.03
    bright: list[Mesh] = []
    slices: list[Mesh] = []
    for k in range(slots):
        y = (k - (slots - 1) / 2) * gap
        dark.append(box((run, 0.028, 0.004), (x, y, height - 0.0008), 0.001, 1))
        bright += [box((run + 0.012, 0.004, 0.005), (x, y + s * 0.017, height), 0.001, 1) for s in (-1, 1)]
        bright += [
            box((0.004, 0.03, 0.005), (x + s * (run / 2 + 0.004), y, height), 0.001, 1) for s in (-1, 1)
        ]
        if bread is not None and (k == 0 or slots == 1):
            up = height + 0.032 * (1 - down) - 0.004
            slices.append(box((0.105 if not long else 0.12, 0.014, 0.05), (x, y, up - 0.01), 0.006, 3))
    dark.append(box((0.005, 0.012, tall * 0.62), (width / 2 - 0.001, 0, foot + tall * 0.5), 0.001, 1))
    lever = foot + tall * (0.74 - 0.45 * down)
    bright.append(box((0.035, 0.05, 0.014), (width / 2 + 0.012, 0, lever), 0.005))
    dial = [turned(m, "z", np.pi / 2) for m in knob(0.016, 0.014, 0.6)]
    bright += [moved(m, (width / 2 - 0.001, -depth * 0.26, foot + tall * 0.3)) for m in dial]
    pieces = parts(
        (shell, body),
        (dark, materials.plastic((0.04, 0.04, 0.042), 0.5)),
        (bright, trim),
        (slices, bread or trim),
    )
    material = {"metal": "steel", "paint": "enamel"}.get(body.kind, body.kind)
    return Asset("toaster", centred(pieces), {"color": color, "material": material})


@sampler("toaster")
def toaster_rand(rng: np.random.Generator) -> Asset:
    """A toaster of 0.25 to 0.4 m."""
    steel = materials.metal(
        (0.72, 0.72, 0.73), 0.2, brushed=float(rng.random() < 0.6), seed=finishes.seed(rng)
    )
    names = {
        "white": (0.92, 0.92, 0.9),
        "black": (0.05, 0.05, 0.052),
        "red": (0.68, 0.07, 0.06),
        "mint": (0.62, 0.8, 0.72),
        "cream": (0.92, 0.87, 0.74),
    }
    color = str(rng.choice(list(names), p=[0.35, 0.25, 0.15, 0.1, 0.15]))
    plain = rng.random() < 0.45
    long = rng.random() < 0.3
    body = steel if plain else materials.plastic(names[color], float(rng.uniform(0.1, 0.3)))
    dark = materials.plastic((0.07, 0.07, 0.07), 0.35)
    chrome = materials.metal((0.75, 0.75, 0.76), 0.15)
    toast = materials.paper((0.72, 0.5, 0.28), seed=finishes.seed(rng)) if rng.random() < 0.25 else None
    slots = 1 if long and rng.random() < 0.5 else 2
    return toaster(
        body,
        dark if plain and rng.random() < 0.5 else chrome,
        float(rng.uniform(0.34, 0.4) if long else rng.uniform(0.25, 0.3)),
        float(rng.uniform(0.15, 0.17) if slots == 1 else rng.uniform(0.165, 0.2)),
        float(rng.uniform(0.175, 0.21)),
        slots,
        long,
        float(rng.uniform(0.02, 0.055)),
        1.0 if toast is None and rng.random() < 0.15 else 0.0,
        toast,
        "steel" if plain else color,
    )
