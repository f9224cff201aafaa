# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lamps of high halls: round ones with fins, bells of aluminium, and long strips of light, on their hangers."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, merge, moved, turned
from cavendish.scenes.parts.facade.elements import Row, boxes, rods
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Light, Material, Mesh

Style = Literal["round", "bell", "strip"]


def high_bay_lamp(
    style: Style,
    size: float,
    drop: float,
    body: Material,
    power: float = 0.0,
    temperature: float = 4000.0,
    glow: float = 0.0,
) -> Asset:
    """A lamp that hangs by its top, `drop` under what carries it. size: its diameter or length. Metres.

    power: of its Light in watts, 0: off; temperature: kelvin; glow: of its face, in Blender's units.
    """
    bodies: list[Mesh] = []
    faces: list[Mesh] = []
    hangers: list[Mesh] = []
    r = size / 2
    lit: tuple[float, float] = (size * 0.8, size * 0.8)
    if style == "strip":
        wide, tall = 0.26, 0.07
        rows: list[Row] = [(-r, r, -wide / 2, wide / 2, 0.02, tall), (-r, r, -0.04, 0.04, tall, tall + 0.05)]
        rows += [(-r, r, s * wide / 2, s * (wide / 2 - 0.008), 0.0, 0.02) for s in (-1, 1)]
        rows += [(s * r, s * (r - 0.008), -wide / 2, wide / 2, 0.0, 0.02) for s in (-1, 1)]
        bodies.append(boxes(rows, 0.002))
        faces.append(
            boxes(
                [(-r + 0.012, r - 0.012, m - 0.045, m + 0.045, 0.008, 0.0205) for m in (-0.06, 0.06)], 0.002
            )
        )
        ends = [(s * r * 0.7, 0.0) for s in (-1, 1)]
        top = tall + 0.05
        lit = (size * 0.95, wide * 0.8)
    elif style == "round":
        shape = [
            (0.9 * r, 0.012),
            (0.96 * r, 0.0),
            (r, 0.006),
            (r, 0.045),
            (0.95 * r, 0.055),
            (0.5 * r, 0.06),
            (0.45 * r, 0.13),
            (0, 0.135),
        ]
        bodies.append(lathe(shape, 32, 0.5))
        fin = box((r * 0.42, 0.004, 0.05), (r * 0.71, 0, 0.08), 0)
        bodies.append(merge([turned(fin, "z", float(a)) for a in np.arange(24) / 24 * 2 * np.pi]))
        faces.append(moved(cylinder(0.91 * r, 0.012, 0.003, 32), (0, 0, 0.006)))
        ends, top = [(0.0, 0.0)], 0.135
    else:
        shape = [
            (0.99 * r, 0.0),
            (r, 0.004),
            (0.9 * r, 0.09),
            (0.6 * r, 0.24),
            (0.4 * r, 0.3),
            (0.36 * r, 0.31),
            (0.36 * r, 0.44),
            (0.3 * r, 0.46),
            (0, 0.46),
        ]
        inside = [(0, 0.28), (0.37 * r, 0.28), (0.58 * r, 0.236), (0.88 * r, 0.088), (0.985 * r, 0.002)]
        bodies += [lathe(shape, 32, 0.5), lathe(inside, 32, 0.9)]
        faces.append(moved(cylinder(0.8 * r, 0.01, 0.003, 32), (0, 0, 0.1)))
        ends, top = [(0.0, 0.0)], 0.46
    high = top + drop
    # A box for the wires on the lamp, and a cup on the hanger, clear of the sloping girder above.
    if style != "strip":
        bodies.append(moved(cylinder(0.045, 0.03, 0.006, 24), (0, 0, top - 0.004)))
        hangers.append(moved(cylinder(0.05, 0.02, 0.006, 24, top=0.03), (0, 0, high - 0.038)))
    # The wires of a strip meet where it hangs; so one point carries any lamp.
    hangers.append(
        rods(
            [(x, y, top - 0.004) for x, y in ends],
            [(0, 0, high)] * len(ends),
            0.005 if style == "strip" else 0.01,
            8,
        )
    )
    lights: tuple[Light, ...] = ()
    if power > 0:
        at = np.eye(4)
        at[2, 3] = -0.01
        lights = (Light("area", at, power, temperature, lit),)
    face = (
        materials.shade((0.96, 0.96, 0.95), glow, temperature)
        if glow > 0
        else materials.plastic((0.85, 0.86, 0.86), 0.3)
    )
    pieces = parts((bodies, body), (faces, face), (hangers, materials.metal((0.6, 0.6, 0.61), 0.4)))
    return Asset("high-bay lamp", pieces, {"kind": style, "state": "on" if power > 0 else "off"}, (), lights)


def high_bay_lamp_fit(rng: np.random.Generator, drop: float, power: float) -> Asset:
    """Any such lamp, that far under what carries it, of that power in watts, 0: off."""
    style: Style = ("round", "bell", "strip")[int(rng.choice(3, p=[0.4, 0.2, 0.4]))]
    size = float(
        {"round": rng.uniform(0.32, 0.5), "bell": rng.uniform(0.42, 0.58), "strip": rng.uniform(1.15, 1.52)}[
            style
        ]
    )
    body = [
        materials.plastic((0.06, 0.06, 0.065), 0.4),
        materials.metal((0.7, 0.71, 0.72), 0.35),
        materials.paint((0.9, 0.9, 0.9)),
    ][int(rng.integers(3))]
    warmth = float(rng.choice([4000, 4000, 5000, 5700, 6500]))
    return high_bay_lamp(style, size, drop, body, power, warmth, 12.0 if power > 0 else 0.0)


@sampler("high-bay lamp")
def high_bay_lamp_rand(rng: np.random.Generator) -> Asset:
    """A lamp that hangs on 0.1 to 0.8 m, mostly on."""
    return high_bay_lamp_fit(rng, float(rng.uniform(0.1, 0.8)), 90.0 if rng.random() < 0.8 else 0.0)
