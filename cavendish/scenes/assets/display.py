# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Televisions and monitors: flat panels on a foot."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cylinder, merge, moulding, moved, placed, rotation, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh

Foot = Literal["feet", "column", "plate"]
Meshes = list[Mesh]


def television(
    diagonal: float,
    case: Material,
    picture: Material,
    foot: Foot = "feet",
    stand: Material | None = None,
    gap: float = 0.06,
    bezel: float = 0.012,
) -> Asset:
    """A flat television, 16:9. diagonal: of the picture; gap: from the ground to the case; bezel: width.

    Metres.
    """
    wide, tall = diagonal * 0.872, diagonal * 0.490
    panel, glass = _panel(wide, tall, bezel, 0.034, chin=bezel * 1.4)
    lump = box((wide * 0.7, 0.03, tall * 0.55), (0, 0.028, tall * 0.34), bevel=0.01)
    cases, glass = [moved(m, (0, 0, gap)) for m in [*panel, lump]], moved(glass, (0, 0, gap))
    stands: Meshes = []
    if foot == "feet":
        for side in (-1.0, 1.0):
            x = side * wide * 0.36
            path = bend(
                [(x + side * 0.03, -0.12, 0.0075), (x, 0.005, gap + 0.03), (x + side * 0.03, 0.12, 0.0075)],
                0.02,
            )
            stands.append(tube(path, 0.0075, sides=12))
            stands.append(box((0.03, 0.024, 0.05), (x, 0.005, gap + 0.02), bevel=0.005))
    else:
        stands.append(_plate(wide * 0.42, 0.22, foot))
        stands.append(box((wide * 0.1, 0.02, gap + 0.06), (0, 0.022, (gap + 0.06) / 2 + 0.004), bevel=0.006))
    pieces = parts((cases, case), ([glass], picture), (_grounded(stands), stand or case))
    return Asset("television", pieces, {"material": "plastic", "screen": _state(picture)})


def monitor(
    diagonal: float,
    case: Material,
    picture: Material,
    foot: Foot = "plate",
    stand: Material | None = None,
    height: float = 0.46,
    aspect: float = 16 / 9,
    bezel: float = 0.009,
    tilt: float = 0.06,
) -> Asset:
    """A computer's screen on a foot. diagonal: of the picture; height: of the case's top edge; metres.

    aspect: width over height of the picture; tilt: the top leans back, radians.
    """
    slope = float(np.hypot(1.0, 1 / aspect))
    wide, tall = diagonal / slope, diagonal / slope / aspect
    panel, glass = _panel(wide, tall, bezel, 0.022, chin=bezel * 2)
    full = tall + 3 * bezel
    low = max(height - full, 0.03)
    lump = box((wide * 0.4, 0.03, tall * 0.45), (0, 0.022, full / 2), bevel=0.008)
    lean = _tilted(rotation("x", -tilt), (0, -0.04, low + full / 2), full / 2)
    cases = [placed(m, lean) for m in [*panel, lump]]
    glass = placed(glass, lean)
    stands: Meshes = [_plate(min(wide * 0.5, 0.27), 0.2, foot)]
    neck = low + full / 2
    if foot == "column":
        stands.append(moved(cylinder(0.02, neck + 0.03, 0.004, 24), (0, 0.035, 0.004)))
    else:
        stands.append(box((0.065, 0.016, neck + 0.05), (0, 0.035, (neck + 0.05) / 2 + 0.004), bevel=0.004))
    stands.append(box((0.06, 0.07, 0.06), (0, 0.015, neck), bevel=0.008))
    pieces = parts((cases, case), ([glass], picture), (_grounded(stands), stand or case))
    return Asset("monitor", pieces, {"material": "plastic", "screen": _state(picture)})


def _tilted(turn: Float, at: tuple[float, float, float], middle: float) -> Float:
    """A pose that turns a panel of z = 0 upwards about its own middle and puts that at a point."""
    pose = turn.copy()
    pose[:3, 3] = np.array(at) - pose[:3, :3] @ np.array([0, 0, middle])
    return pose


def _panel(wide: float, tall: float, bezel: float, deep: float, chin: float) -> tuple[Meshes, Mesh]:
    """Case and picture of a panel that stands on z = 0 around y = 0; the picture faces -Y."""
    width, height = wide + 2 * bezel, tall + bezel + chin
    body = box((width, deep * 0.6, height - 0.002), (0, deep * 0.12, height / 2), bevel=0.004)
    f = -deep / 2 + 0.003
    rim = [(0, f + 0.002), (0.002, f), (bezel, f), (bezel, 0), (0, 0)]
    frame = [moulding(width, height, rim)]
    frame.append(box((width - 0.004, 0.01, chin), (0, f + 0.0055, chin / 2), bevel=0.002))
    glass = box((wide + 0.004, 0.006, tall + 0.004), (0, f + 0.0045, chin + tall / 2), bevel=0)
    return [body, *frame], glass


def _plate(wide: float, deep: float, foot: Foot) -> Mesh:
    if foot == "column":
        return moved(cylinder(deep / 2, 0.01, 0.003, 48), (0, 0, 0))
    return box((wide, deep, 0.01), (0, 0, 0.005), bevel=0.003)


def _grounded(meshes: Meshes) -> Meshes:
    low = float(np.min(merge(meshes).vertices[:, 2]))
    return [moved(mesh, (0, 0, -low)) for mesh in meshes]


def _state(picture: Material) -> str:
    glow = picture.parameters["glow"]
    return "on" if isinstance(glow, float) and glow > 0 else "off"


def _case(rng: np.random.Generator) -> Material:
    if rng.random() < 0.7:
        return materials.plastic((0.035, 0.035, 0.04), float(rng.uniform(0.2, 0.5)), seed=finishes.seed(rng))
    if rng.random() < 0.6:
        return materials.plastic((0.6, 0.61, 0.62), 0.35, seed=finishes.seed(rng))
    return materials.plastic((0.9, 0.9, 0.89), 0.35, seed=finishes.seed(rng))


def screen_rand(rng: np.random.Generator, lit: float) -> Material:
    """A screen that is on with the chance `lit`."""
    accent = finishes.hsv(rng.random(), rng.uniform(0.3, 0.8), rng.uniform(0.3, 0.8))
    glow = float(rng.uniform(0.6, 1.6)) if rng.random() < lit else 0.0
    return materials.screen(accent=accent, glow=glow, seed=finishes.seed(rng))


@sampler("television")
def television_rand(rng: np.random.Generator) -> Asset:
    """A television of 32 to 65 inches."""
    feet: tuple[Foot, ...] = ("feet", "plate", "column")
    case = _case(rng)
    return television(
        float(rng.uniform(32, 65)) * 0.0254,
        case,
        screen_rand(rng, 0.2),
        foot=feet[int(rng.choice(3, p=[0.6, 0.3, 0.1]))],
        stand=finishes.frame_metal(rng) if rng.random() < 0.4 else case,
        gap=float(rng.uniform(0.05, 0.09)),
        bezel=float(rng.uniform(0.007, 0.02)),
    )


@sampler("monitor")
def monitor_rand(rng: np.random.Generator) -> Asset:
    """A monitor of 19 to 34 inches."""
    feet: tuple[Foot, ...] = ("plate", "column")
    case = _case(rng)
    aspect = float(rng.choice([16 / 9, 16 / 10, 5 / 4, 21 / 9], p=[0.6, 0.2, 0.1, 0.1]))
    inches = (
        rng.uniform(30, 34) if aspect > 2 else rng.uniform(17, 20) if aspect < 1.4 else rng.uniform(21.5, 32)
    )
    return monitor(
        float(inches) * 0.0254,
        case,
        screen_rand(rng, 0.5),
        foot=feet[int(rng.random() < 0.35)],
        stand=finishes.frame_metal(rng) if rng.random() < 0.4 else case,
        height=float(rng.uniform(0.42, 0.56)),
        aspect=aspect,
        bezel=float(rng.uniform(0.006, 0.016)),
        tilt=float(rng.uniform(0.0, 0.15)),
    )
