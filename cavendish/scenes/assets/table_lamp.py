# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lamps for tables and desks. A lamp that is on carries a Light."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    curve,
    cylinder,
    lathe,
    moved,
    placed,
    rotation,
    translation,
    tube,
)
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.lampshade import bulb, lights_of, lit, named, open_shade, shade_cloth, shifted
from cavendish.scenes.scene import Asset, Material, Mesh

TableStyle = Literal["turned", "stick", "desk", "globe"]


def table_lamp(
    height: float,
    body: Material,
    cloth: Material,
    style: TableStyle = "turned",
    shade: tuple[float, float, float] = (0.15, 0.10, 0.2),
    profile: tuple[float, ...] = (0.06, 0.08, 0.05, 0.025),
    fitting: Material | None = None,
    power: float = 0.0,
    temperature: float = 3000.0,
) -> Asset:
    """A lamp for a table. height: of the whole; shade: its radius below and above, and its height, metres.

    style: a turned body (radii from the foot up in `profile`), a stick on a disc, an arm over a desk, or a
    glowing globe. fitting: of stems and sockets. power: of the Light in watts, 0: off; temperature: kelvin.
    """
    fitting = fitting or materials.metal((0.75, 0.74, 0.72), 0.3)
    low, high, tall = shade
    bodies: list[Mesh] = []
    metals: list[Mesh] = []
    shades: list[Mesh] = []
    at = (0.0, 0.0, height - tall * 0.5)
    if style == "desk":
        return _desk_lamp(height, body, cloth, fitting, power, temperature)
    if style == "globe":
        radius = min(0.12, height * 0.42)
        middle = height - radius
        turn = np.linspace(-np.pi / 2, np.pi / 2, 22)
        shades.append(lathe(np.stack([radius * np.cos(turn), middle + radius * np.sin(turn)], 1)))
        neck = middle - radius * 0.93
        bodies.append(
            lathe(
                [
                    (0, 0),
                    (radius * 0.62, 0),
                    (radius * 0.65, 0.004),
                    (radius * 0.65, neck * 0.45),
                    (radius * 0.5, neck + 0.006),
                    (0, neck + 0.006),
                ],
                36,
                0.5,
            )
        )
        at = (0.0, 0.0, middle)
    else:
        z = height - tall
        shades, metals = open_shade(low, high, tall, z)
        shades.append(moved(bulb(), at))
        metals.append(moved(cylinder(0.017, 0.06, 0.004, 16), (0, 0, at[2] - 0.082)))
        neck = z + tall * 0.08 if style == "turned" else at[2] - 0.07
        if style == "turned":
            steps = np.linspace(0.012, neck - 0.004, len(profile))
            outer = curve(np.column_stack([profile, steps]), 8)
            outer[:, 0] = np.maximum(outer[:, 0], 0.01)
            foot = profile[0]
            ends = [(0, 0), (foot * 0.96, 0), (foot, 0.005), *outer, (profile[-1] - 0.003, neck), (0, neck)]
            bodies.append(lathe(ends, 40))
            metals.append(tube([(0, 0, neck - 0.01), (0, 0, at[2] - 0.05)], 0.006))
        else:
            bodies += [cylinder(max(low * 0.62, 0.06), 0.018, 0.005, 40)]
            bodies.append(tube([(0, 0, 0.01), (0, 0, neck)], 0.011, sides=16))
    lights = lights_of(power, temperature, at)
    attributes = {"material": named(body), "style": style}
    return Asset(
        "table lamp", parts((bodies, body), (metals, fitting), (shades, cloth)), attributes, (), lights
    )


def _desk_lamp(
    height: float, body: Material, cloth: Material, fitting: Material, power: float, temperature: float
) -> Asset:
    """An arm of two pieces with a metal head that shines down and to the front."""
    arm = height * 0.62
    elbow = np.array([0.0, 0.06 + arm * 0.28, 0.02 + arm * 0.92])
    head = np.array([0.0, elbow[1] - arm * 0.85, height - 0.05])
    foot = np.array([0.0, 0.06, 0.02])
    metals = [tube([foot, elbow], 0.0065), tube([elbow, head], 0.0065)]
    for joint in (foot, elbow, head):
        pin = placed(cylinder(0.013, 0.028, 0.003, 16), rotation("y", np.pi / 2))
        metals.append(moved(pin, (joint[0] - 0.014, joint[1], joint[2])))
    bodies = [moved(cylinder(0.085, 0.02, 0.005, 40), (0, 0.06, 0))]
    tilt = translation(*head) @ rotation("x", 0.45)
    cone = np.array(
        [(0, 0.012), (0.018, 0.01), (0.024, -0.002), (0.03, -0.035), (0.058, -0.1), (0.0595, -0.1015)]
    )
    inner = cone[::-1] - (0.0018, 0.0018)
    inner = inner[inner[:, 0] > 0.002]
    shell = np.vstack([cone, inner, [(0, 0.01)]])[::-1]
    bodies.append(placed(lathe(shell, 36, 0.9), tilt))
    inside = placed(moved(bulb(), (0, 0, -0.058)), tilt)
    metals.append(placed(moved(cylinder(0.014, 0.045, 0.003, 14), (0, 0, -0.04)), tilt))
    at = tilt @ np.array([0, 0, -0.075, 1.0])
    shift = (0.0, -(0.06 + head[1]) / 2, 0.0)
    pieces = parts(
        (shifted(bodies, y=shift[1]), body),
        (shifted(metals, y=shift[1]), fitting),
        (shifted([inside], y=shift[1]), cloth),
    )
    lights = lights_of(power, temperature, (0.0, float(at[1]) + shift[1], float(at[2])))
    return Asset("table lamp", pieces, {"material": named(body), "style": "desk"}, (), lights)


@sampler("table lamp")
def table_lamp_rand(rng: np.random.Generator) -> Asset:
    """A table lamp of 0.25 to 0.62 m."""
    styles: tuple[TableStyle, ...] = ("turned", "stick", "desk", "globe")
    style = styles[int(rng.choice(4, p=[0.45, 0.2, 0.23, 0.12]))]
    power, temperature, glow = lit(rng, 8, 20)
    height = float(
        {"desk": rng.uniform(0.42, 0.55), "globe": rng.uniform(0.22, 0.34)}.get(
            style, rng.uniform(0.35, 0.62)
        )
    )
    low = float(np.clip(height * rng.uniform(0.26, 0.38), 0.09, 0.2))
    radii = [rng.uniform(0.75, 1.1), rng.uniform(0.5, 1.25), rng.uniform(0.35, 1.1), rng.uniform(0.2, 0.35)]
    wide = float(low * rng.uniform(0.42, 0.62))
    made = {"turned": finishes.pottery(rng) if rng.random() < 0.7 else finishes.wood(rng)}
    return table_lamp(
        height,
        body=made.get(style)
        or (finishes.any_plastic(rng) if rng.random() < 0.4 else finishes.frame_metal(rng)),
        cloth=shade_cloth(rng, glow, temperature),
        style=style,
        shade=(low, low * float(rng.uniform(0.5, 1.0)), height * float(rng.uniform(0.34, 0.46))),
        profile=tuple(float(r) * wide for r in radii),
        fitting=finishes.frame_metal(rng),
        power=power,
        temperature=temperature,
    )
