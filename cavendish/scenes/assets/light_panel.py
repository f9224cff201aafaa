# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Flat lamps on or in the ceilings of offices, schools and halls."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moulding, moved, translation, turned
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Light, Mesh

Style = Literal["panel", "batten", "disc"]


def light_panel(
    width: float = 0.595,
    depth: float = 0.595,
    height: float = 0.012,
    style: Style = "panel",
    power: float = 30.0,
    temperature: float = 4000.0,
) -> Asset:
    """A lamp whose top lies on the ceiling at z = height. power: watts, 0: off.

    style: a framed panel, a long batten with a round lens, or a disc of diameter `width`.
    """
    glow = power / 6
    lens = materials.shade((0.95, 0.95, 0.94), glow, temperature)
    white = materials.plastic((0.9, 0.9, 0.89), 0.35)
    body: list[Mesh] = []
    if style == "panel":
        rim = [(0, -height), (0.012, -height), (0.014, -height + 0.003), (0.014, 0), (0, 0)]
        frame = turned(moved(moulding(width, depth, rim), (0, 0, -depth / 2)), "x", -np.pi / 2)
        body = [moved(frame, (0, 0, 0.0))]
        low = min(float(m.vertices[:, 2].min()) for m in body)
        body = [moved(m, (0, 0, -low)) for m in body]
        glass = [box((width - 0.026, depth - 0.026, height - 0.004), (0, 0, height / 2 + 0.002), 0)]
        size = (width - 0.04, depth - 0.04)
    elif style == "batten":
        glass = [box((width - 0.04, depth * 0.8, height * 0.6), (0, 0, height * 0.3), height * 0.28, 4)]
        body = [box((width - 0.02, depth, height * 0.55), (0, 0, height * 0.725), 0.004)]
        body += [
            box((0.022, depth * 0.86, height * 0.64), (s * (width - 0.022) / 2, 0, height * 0.34), 0.006)
            for s in (-1, 1)
        ]
        size = (width - 0.06, depth * 0.7)
    else:
        glass = [cylinder(width / 2 - 0.006, height * 0.75, height * 0.3, 40)]
        body = [moved(cylinder(width / 2, height * 0.4, 0.004, 40), (0, 0, height * 0.6))]
        size = (width * 0.7, width * 0.7)
    lights: tuple[Light, ...] = ()
    if power > 0:
        lights = (Light("area", translation(0, 0, -0.006), power, temperature, size),)
    pieces = parts((body, white), (glass, lens))
    return Asset("light panel", pieces, {"style": style, "light": "on" if power > 0 else "off"}, (), lights)


@sampler("light panel")
def light_panel_rand(rng: np.random.Generator) -> Asset:
    """A lamp of any style, lit in two of three cases."""
    styles: tuple[Style, ...] = ("panel", "batten", "disc")
    style = styles[int(rng.choice(3, p=[0.5, 0.3, 0.2]))]
    power = float(rng.uniform(20, 40)) if rng.random() < 2 / 3 else 0.0
    return light_panel_fit(rng, style, power, float(rng.choice([3000, 4000, 4000, 5000])))


def light_panel_fit(rng: np.random.Generator, style: Style, power: float, temperature: float) -> Asset:
    """A lamp of a style and power; batten: 1.2 or 1.5 m along X."""
    if style == "panel":
        return light_panel(0.594, 0.594, float(rng.uniform(0.01, 0.02)), style, power, temperature)
    if style == "batten":
        long = float(rng.choice([1.2, 1.5]))
        return light_panel(
            long, float(rng.uniform(0.1, 0.18)), float(rng.uniform(0.06, 0.09)), style, power, temperature
        )
    wide = float(rng.uniform(0.28, 0.42))
    return light_panel(wide, wide, float(rng.uniform(0.06, 0.1)), style, power, temperature)
