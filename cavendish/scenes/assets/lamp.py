# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lamps: on the floor, on a table, from the ceiling. A lamp that is on carries a Light."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    bend,
    curve,
    cylinder,
    lathe,
    moved,
    placed,
    rotation,
    translation,
    tube,
    vessel,
)
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Light, Material, Mesh

FloorStyle = Literal["column", "tripod", "arc", "torchiere"]
TableStyle = Literal["turned", "stick", "desk", "globe"]
CeilingStyle = Literal["cone", "drum", "globe", "bowl"]
RIM = 0.0016  # thickness of a cloth shade, metres


def floor_lamp(
    height: float,
    body: Material,
    cloth: Material,
    style: FloorStyle = "column",
    shade: tuple[float, float, float] = (0.2, 0.15, 0.26),
    power: float = 0.0,
    temperature: float = 3000.0,
) -> Asset:
    """A standing lamp. height: of the whole; shade: its radius below and above, and its height, metres.

    style: a pole on a disc, three legs, an arc that reaches over to -X, or a bowl that shines upwards.
    power: of the Light in watts, 0: off; temperature: kelvin.
    """
    low, high, tall = shade
    solids: list[Mesh] = []
    shades: list[Mesh] = []
    offset, x = 0.0, 0.0
    glow = height - tall * 0.5
    if style == "torchiere":
        solids = [cylinder(0.14, 0.022, 0.006), tube([(0, 0, 0.01), (0, 0, height - 0.1)], 0.0125, sides=16)]
        shades = [
            moved(
                vessel([(0, 0), (0.03, 0), *curve([(0.05, 0.004), (0.12, 0.04), (0.17, 0.11)])], 0.003),
                (0, 0, height - 0.1125),
            )
        ]
        glow = height - 0.05
    elif style == "arc":
        reach = height * 0.5
        offset = reach / 2 - 0.06
        rise = height - 0.02
        angle = np.linspace(0, np.pi * 0.86, 28)
        bow = [(reach * (np.cos(a) - 1) / 2, 0.0, rise - 0.42 + 0.42 * np.sin(a)) for a in angle]
        path = np.array([(0.0, 0.0, 0.02), (0.0, 0.0, rise - 0.6), *bow])
        end = path[-1]
        x = float(end[0])
        solids = [cylinder(0.16, 0.045, 0.006, 48), tube(bend(path, 0.2), 0.011, sides=12)]
        z = float(end[2]) - 0.1 - tall
        solids.append(tube([end, (end[0], 0, z + tall - 0.05)], 0.008))
        hung, fit = _shade(low, high, tall, z)
        shades, glow = [moved(m, (end[0], 0, 0)) for m in hung], z + tall * 0.45
        solids += [moved(m, (end[0], 0, 0)) for m in fit]
        shades.append(moved(_bulb(), (end[0], 0, glow)))
        solids.append(moved(cylinder(0.018, tall * 0.5, 0.004, 16), (end[0], 0, glow + 0.02)))
    else:
        z = height - tall
        shades, solids = _shade(low, high, tall, z)
        shades.append(moved(_bulb(), (0, 0, glow)))
        solids.append(moved(cylinder(0.018, 0.07, 0.004, 16), (0, 0, glow - 0.09)))
        if style == "column":
            solids += [
                cylinder(0.145, 0.024, 0.006, 48),
                tube([(0, 0, 0.01), (0, 0, glow - 0.06)], 0.0115, sides=16),
            ]
            solids.append(moved(cylinder(0.022, 0.03, 0.004, 20), (0, 0, 0.022)))
        else:
            top = z - 0.03
            hub = moved(cylinder(0.042, 0.035, 0.006, 24), (0, 0, top - 0.03))
            solids += [hub, tube([(0, 0, top - 0.02), (0, 0, glow - 0.06)], 0.0095, sides=12)]
            spread = min(0.32, height * 0.2)
            for k in range(3):
                turn = 2 * np.pi * k / 3 + np.pi / 6
                lean = float(np.arctan2(spread, top))
                leg = cylinder(0.011, top / np.cos(lean) + 0.004, 0.003, 14, top=0.0165)
                pose = translation(spread * np.cos(turn), spread * np.sin(turn), 0.0024) @ rotation("z", turn)
                solids.append(placed(leg, pose @ rotation("y", -lean)))
    if style == "torchiere":
        shades.append(moved(_bulb(), (0, 0, glow)))
        solids.append(moved(cylinder(0.016, 0.03, 0.003, 16), (0, 0, glow - 0.055)))
    lowest = min(float(np.min(m.vertices[:, 2])) for m in solids)
    solids, shades = _moved(solids, offset, -lowest), _moved(shades, offset, -lowest)
    lights = _lights(power, temperature, (x + offset, 0.0, glow - lowest))
    return Asset(
        "floor lamp",
        parts((solids, body), (shades, cloth)),
        {"material": _named(body), "style": style},
        (),
        lights,
    )


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
        shades, metals = _shade(low, high, tall, z)
        shades.append(moved(_bulb(), at))
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
    lights = _lights(power, temperature, at)
    attributes = {"material": _named(body), "style": style}
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
    bulb = placed(moved(_bulb(), (0, 0, -0.058)), tilt)
    metals.append(placed(moved(cylinder(0.014, 0.045, 0.003, 14), (0, 0, -0.04)), tilt))
    at = tilt @ np.array([0, 0, -0.075, 1.0])
    shift = (0.0, -(0.06 + head[1]) / 2, 0.0)
    pieces = parts(
        (_moved(bodies, y=shift[1]), body),
        (_moved(metals, y=shift[1]), fitting),
        (_moved([bulb], y=shift[1]), cloth),
    )
    lights = _lights(power, temperature, (0.0, float(at[1]) + shift[1], float(at[2])))
    return Asset("table lamp", pieces, {"material": _named(body), "style": "desk"}, (), lights)


def ceiling_lamp(
    drop: float,
    radius: float,
    body: Material,
    cloth: Material,
    style: CeilingStyle = "cone",
    inside: Material | None = None,
    power: float = 0.0,
    temperature: float = 3000.0,
) -> Asset:
    """A lamp that hangs from the ceiling.

    Its lowest point is z = 0, its canopy touches the ceiling at z = drop. radius: of the shade, metres.
    style: a metal cone, a cloth drum or a glass globe on a cord, or a flat bowl under the ceiling (its
    `drop` is its own height). inside: of the cone's inner face. power: watts, 0: off.
    """
    bodies: list[Mesh] = []
    shades: list[Mesh] = []
    whites: list[Mesh] = []
    if style == "bowl":
        plate = 0.02
        rim = drop - plate
        outline = curve(
            [
                (radius * 0.35, radius * 0.012),
                (radius * 0.7, rim * 0.28),
                (radius * 0.93, rim * 0.68),
                (radius, rim),
            ]
        )
        shades.append(vessel([(0, 0), (radius * 0.12, 0), *outline], 0.003, 48))
        bodies.append(moved(cylinder(radius * 0.97, plate + 0.004, 0.003, 48), (0, 0, drop - plate - 0.004)))
        knob = lathe([(0, 0.012), (0.008, 0.0), (0.013, 0.004), (0.013, 0.01), (0, 0.014)], 18, 0.5)
        bodies.append(moved(knob, (0, 0, -0.002)))
        shades = _moved(shades, z=0.006)
        lights = _lights(power, temperature, (0.0, 0.0, max(rim * 0.62, 0.045)))
        lowest = min(float(np.min(m.vertices[:, 2])) for m in bodies + shades)
        shift = -lowest
        bodies, shades = _moved(bodies, z=shift), _moved(shades, z=shift)
        pieces = parts((bodies, body), (shades, cloth))
        return Asset("ceiling lamp", pieces, {"material": "glass", "style": style}, (), lights)
    if style == "cone":
        tall = radius * 0.85
        outer = np.array(
            [
                (radius, 0),
                *curve(
                    [(radius * 0.97, tall * 0.12), (radius * 0.66, tall * 0.52), (radius * 0.26, tall * 0.86)]
                ),
                (0.03, tall),
            ]
        )
        bodies.append(lathe(np.vstack([outer, [(0.0, tall + 0.002)]]), 48, 0.9))
        inner = np.vstack([[(0.0, tall - 0.001)], outer[::-1] - (0.0016, 0.0015)])
        inner[-1, 1] = 0.0
        bodies.append(lathe([inner[-1], outer[0]], 48))
        whites.append(lathe(inner, 48, 0.9))
        bodies.append(moved(cylinder(0.032, 0.05, 0.004, 24), (0, 0, tall - 0.006)))
        shades.append(moved(_bulb(), (0, 0, tall * 0.42)))
        whites.append(moved(cylinder(0.018, tall * 0.5, 0.003, 16), (0, 0, tall * 0.42 + 0.024)))
        at, top = (0.0, 0.0, tall * 0.42), tall + 0.042
    elif style == "drum":
        tall = radius * 0.9
        shades, bodies = _shade(radius, radius * 0.94, tall, 0.0)
        shades.append(moved(_bulb(), (0, 0, tall * 0.5)))
        bodies.append(moved(cylinder(0.018, tall * 0.5 + 0.01, 0.003, 16), (0, 0, tall * 0.5 + 0.024)))
        at, top = (0.0, 0.0, tall * 0.5), tall + 0.03
    else:
        turn = np.linspace(-np.pi / 2, np.pi / 2, 26)
        ball = np.stack([radius * np.cos(turn), radius + radius * np.sin(turn)], axis=1).clip(0, None)
        shades.append(lathe(ball, 40))
        bodies.append(
            moved(cylinder(radius * 0.34, 0.05, 0.005, 28, top=0.025), (0, 0, 2 * radius - radius * 0.07))
        )
        at, top = (0.0, 0.0, radius), 2 * radius - radius * 0.07 + 0.045
    bodies.append(tube([(0, 0, top - 0.01), (0, 0, drop - 0.02)], 0.0035, sides=8))
    bodies.append(moved(cylinder(0.05, 0.028, 0.006, 28), (0, 0, drop - 0.028)))
    pieces = parts((bodies, body), (whites, inside or body), (shades, cloth))
    lights = _lights(power, temperature, at)
    return Asset("ceiling lamp", pieces, {"material": _named(body), "style": style}, (), lights)


def _shade(low: float, high: float, tall: float, z: float) -> tuple[list[Mesh], list[Mesh]]:
    """An open shade of cloth from z up, and the wires that carry it."""
    profile = [(low, 0), (high, tall), (high - RIM, tall), (low - RIM, 0), (low, 0)]
    skin = moved(lathe(profile, 40), (0, 0, z))
    level = z + tall - 0.02
    wide = high + (low - high) * 0.02 / tall - RIM * 0.5
    wires = [
        tube([(0, 0, level), (wide * np.cos(a), wide * np.sin(a), level)], 0.0016, sides=6)
        for a in np.array([0, 1, 2]) * 2 * np.pi / 3
    ]
    stem = tube([(0, 0, z + tall * 0.5), (0, 0, level + 0.006)], 0.003, sides=8)
    return [skin], [*wires, stem]


def _bulb() -> Mesh:
    """A bulb round the origin, smaller than the Light, which so is not shut in."""
    turn = np.linspace(-np.pi / 2, np.pi / 2, 12)
    return lathe(np.stack([0.027 * np.cos(turn), 0.03 * np.sin(turn)], axis=1), 18)


def _lights(power: float, temperature: float, at: tuple[float, float, float]) -> tuple[Light, ...]:
    if power <= 0:
        return ()
    return (Light("point", translation(*at), power, temperature, size=(0.04, 0.04)),)


def _moved(meshes: list[Mesh], x: float = 0.0, z: float = 0.0, y: float = 0.0) -> list[Mesh]:
    return [moved(mesh, (x, y, z)) for mesh in meshes]


def _named(material: Material) -> str:
    return {"paint": "painted metal", "plastic": "painted metal"}.get(material.kind, material.kind)


def _light(rng: np.random.Generator, low: float, high: float) -> tuple[float, float, float]:
    """Power, temperature and glow; a lamp is off in a third of the cases."""
    if rng.random() < 1 / 3:
        return 0.0, 3000.0, 0.0
    power = float(rng.uniform(low, high))
    return power, float(rng.choice([2700, 3000, 3000, 3500, 4000])), power / 8


def _cloth(rng: np.random.Generator, glow: float, temperature: float) -> Material:
    """A lampshade: mostly white or cream, at times a colour."""
    colors: list[Colour] = [(0.95, 0.92, 0.86), (0.92, 0.86, 0.74), (0.97, 0.97, 0.95), (0.75, 0.7, 0.62)]
    color = colors[int(rng.integers(4))]
    if rng.random() < 0.2:
        color = finishes.hsv(rng.random(), rng.uniform(0.2, 0.55), rng.uniform(0.6, 0.9))
    return materials.shade(color, glow, temperature, seed=finishes.seed(rng))


@sampler("floor lamp")
def floor_lamp_rand(rng: np.random.Generator) -> Asset:
    """A standing lamp of 1.35 to 1.9 m."""
    styles: tuple[FloorStyle, ...] = ("column", "tripod", "arc", "torchiere")
    style = styles[int(rng.choice(4, p=[0.4, 0.3, 0.15, 0.15]))]
    power, temperature, glow = _light(rng, 15, 40)
    low = float(rng.uniform(0.16, 0.24))
    return floor_lamp(
        float(rng.uniform(1.65, 1.9) if style in ("arc", "torchiere") else rng.uniform(1.35, 1.7)),
        body=finishes.wood(rng) if style == "tripod" and rng.random() < 0.75 else finishes.frame_metal(rng),
        cloth=_cloth(rng, glow, temperature),
        style=style,
        shade=(low, low * float(rng.uniform(0.55, 1.0)), float(rng.uniform(0.2, 0.32))),
        power=power,
        temperature=temperature,
    )


@sampler("table lamp")
def table_lamp_rand(rng: np.random.Generator) -> Asset:
    """A table lamp of 0.25 to 0.62 m."""
    styles: tuple[TableStyle, ...] = ("turned", "stick", "desk", "globe")
    style = styles[int(rng.choice(4, p=[0.45, 0.2, 0.23, 0.12]))]
    power, temperature, glow = _light(rng, 8, 20)
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
        cloth=_cloth(rng, glow, temperature),
        style=style,
        shade=(low, low * float(rng.uniform(0.5, 1.0)), height * float(rng.uniform(0.34, 0.46))),
        profile=tuple(float(r) * wide for r in radii),
        fitting=finishes.frame_metal(rng),
        power=power,
        temperature=temperature,
    )


@sampler("ceiling lamp")
def ceiling_lamp_rand(rng: np.random.Generator) -> Asset:
    """A pendant of 0.4 to 1.0 m or a flat bowl."""
    styles: tuple[CeilingStyle, ...] = ("cone", "drum", "globe", "bowl")
    style = styles[int(rng.choice(4, p=[0.25, 0.25, 0.2, 0.3]))]
    power, temperature, glow = _light(rng, 20, 40)
    radius = float(
        {
            "cone": rng.uniform(0.14, 0.26),
            "drum": rng.uniform(0.17, 0.28),
            "globe": rng.uniform(0.1, 0.18),
        }.get(style, rng.uniform(0.16, 0.26))
    )
    body = finishes.frame_metal(rng)
    if style == "cone" and rng.random() < 0.5:
        body = finishes.lacquer(rng)
    return ceiling_lamp(
        drop=float(rng.uniform(0.1, 0.15) if style == "bowl" else rng.uniform(0.55, 1.0)),
        radius=radius,
        body=body,
        cloth=_cloth(rng, glow, temperature)
        if style == "drum"
        else materials.shade((0.96, 0.95, 0.92), glow, temperature, seed=finishes.seed(rng)),
        style=style,
        inside=materials.paint((0.92, 0.91, 0.88), 0.4),
        power=power,
        temperature=temperature,
    )
