# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bicycles: city, step-through, racing and mountain. The front wheel is towards -Y, the chain on the right (-X)."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, cylinder, lathe, moved, placed, tube, turned
from cavendish.scenes.parts.mount import Mount, mounted
from cavendish.scenes.parts.vehicle.bicycle_drive import drive
from cavendish.scenes.parts.vehicle.bicycle_front import front_of
from cavendish.scenes.parts.vehicle.cycle import about, mudguard, rim, smooth_body, spokes, steered, tyre
from cavendish.scenes.parts.vehicle.fittings import (
    CHROME,
    RED_LAMP,
    REFLECTOR,
    RUBBER,
    gathered,
    grounded_asset,
    lens,
    paint_of,
    painted,
)
from cavendish.scenes.scene import Asset, Float, Material, Mesh

KINDS = ("city bicycle", "step-through bicycle", "racing bicycle", "mountain bicycle")
Meshes = dict[str, list[Mesh]]


def bicycle(
    coat: Material,
    kind: str = "city bicycle",
    color: str = "black",
    radius: float = 0.345,
    tread: float = 0.040,
    wheelbase: float = 1.06,
    frame: float = 0.54,
    saddle: float = 0.95,
    bar: float = 0.60,
    steer: float = 0.0,
    guards: bool = True,
    chain_guard: bool = True,
    rack: bool = True,
    basket: bool = False,
    lamp: bool = True,
    crank: float = 0.4,
    leather: Material = RUBBER,
    guard_coat: Material = CHROME,
    wicker: Material = RUBBER,
) -> tuple[Asset, Mount]:
    """A bicycle, and where it holds its rider.

    kind: one of KINDS; coat: of the frame, called `color`; radius, tread: of the wheels, tyres included, and the tyres'
    width; frame: length of the seat tube; saddle: its height; bar: width of the handlebars; steer: radians to the left;
    guards, chain_guard, rack, basket, lamp: what it carries; crank: its angle, radians.
    """
    front, rear = np.array([0, -wheelbase / 2, radius]), np.array([0, wheelbase / 2, radius])
    low = np.array([0, wheelbase / 2 - 0.43, 0.27 + 0.02 * (kind == "mountain bicycle")])
    up = np.array([0, 0.31, 0.951])  # of the seat tube
    seat_top = low + up * frame
    post = low + up * ((saddle - 0.06 - low[2]) / up[2])
    slant = np.array([0, 0.31, 0.951])  # of the head tube
    crown = front + np.array([0, 0.045, 0]) + slant * (radius + 0.045)
    head_low, head_top = (
        crown + slant * 0.02,
        crown + slant * (0.02 + {"racing bicycle": 0.15}.get(kind, 0.14)),
    )
    if kind in ("city bicycle", "step-through bicycle"):
        head_top = head_top + slant * 0.05
    pipes: list[Mesh] = []

    def pipe(a: Float, b: Float, r: float, sides: int = 10) -> None:
        pipes.append(tube([a, b], r, sides))

    thick = 0.017 if kind != "racing bicycle" else 0.019
    pipe(low, seat_top, 0.0155)
    pipe(head_low - slant * 0.015, head_top, 0.019, 12)
    if kind == "step-through bicycle":
        start, end = head_low + slant * 0.03, low + np.array([0, -0.02, 0.02])
        dip = low + np.array([0, -0.16, 0.11])
        for shift, r in ((0.0, thick + 0.003), (0.09, thick - 0.003)):
            lift = np.array([0, 0, shift])
            path = bend(
                [
                    start + slant * shift * 0.6,
                    dip + lift * 0.9 + (0, -0.05, 0.02),
                    end + lift * 1.6 + (0, 0.035 * (shift > 0), 0),
                ],
                0.22,
                6,
            )
            pipes.append(tube(path, r, 10))
    else:
        pipe(head_low + slant * 0.025, low, thick + 0.002)
        drop = {"mountain bicycle": 0.10, "city bicycle": 0.02}.get(kind, 0.01)
        pipe(head_top - slant * 0.035, seat_top - up * (0.025 + drop), thick - 0.002)
    for side in (-1, 1):
        gap = np.array([side * 0.058, 0, 0])
        pipes.append(
            tube(
                bend([low + (side * 0.03, 0.02, 0), low + (side * 0.038, 0.10, 0.01), rear + gap], 0.04, 3),
                0.009,
                8,
            )
        )
        pipes.append(
            tube(
                bend(
                    [
                        seat_top - up * 0.03 + (side * 0.015, 0, 0),
                        rear + gap * 0.9 + (0, -0.12, 0.16),
                        rear + gap,
                    ],
                    0.05,
                    3,
                ),
                0.0075,
                8,
            )
        )
    pipes.append(turned(moved(cylinder(0.022, 0.075, 0.003, 14), (0, 0, -0.0375)), "y", np.pi / 2))
    pipes[-1] = moved(pipes[-1], low)
    out: Meshes = {
        "paint": pipes,
        "chrome": [],
        "rubber": [],
        "saddle": [],
        "rim": [],
        "guard": [],
        "trim": [],
        "red": [],
        "wicker": [],
        "white": [],
    }
    out["chrome"].append(tube([seat_top - up * 0.04, post], 0.0135, 10))
    out["chrome"].append(tube([seat_top - up * 0.012, seat_top + up * 0.012], 0.0195, 10))
    out["saddle"].append(_saddle(post + (0, 0, 0.02), kind))
    out["chrome"] += [
        tube([post + (s * 0.022, -0.10, 0.012), post + (s * 0.022, 0.08, 0.012)], 0.0035, 6) for s in (-1, 1)
    ]
    feet = drive(out, low, rear, crank, chain_guard, kind)
    wheels = _wheel(radius, tread, kind)
    for name, meshes in wheels.items():
        out[name] += [moved(mesh, rear) for mesh in meshes]
    if guards:
        out["guard"].append(mudguard(radius + 0.014, tread + 0.018, 0.35, np.pi * 1.02, rear))
        for side in (-1, 1):
            foot = np.array([side * (tread / 2 + 0.008), radius * 0.92, radius * 0.45])
            out["chrome"].append(tube([rear + (side * 0.05, 0, 0), rear + foot], 0.0025, 5))
    if rack:
        _rack(out, rear, radius, seat_top)
    if lamp:
        y = wheelbase / 2 + (0.24 if rack else 0.0)
        at = np.array([0, y + 0.04, radius * 2 + 0.05 if rack else radius + 0.34])
        out["red"].append(moved(turned(lens(0.026, 0.5), "z", np.pi), at))
        out["trim"].append(
            moved(
                turned(moved(cylinder(0.028, 0.02, 0.003, 14), (0, 0, -0.01)), "x", np.pi / 2),
                at + (0, -0.008, 0),
            )
        )
    stand = [
        low + (0.03, 0.13, -0.02),
        np.array([0.10, low[1] + 0.24, 0.012]),
        np.array([0.14, low[1] + 0.27, 0.006]),
    ]
    if kind != "racing bicycle":
        out["trim"].append(tube(bend(stand, 0.03, 3), 0.007, 7))
    ahead = front_of(front, crown, head_top, slant, radius, tread, kind, bar, guards, basket, lamp)
    for name, meshes in wheels.items():
        ahead.setdefault(name, []).extend(moved(mesh, front) for mesh in meshes)
    held = (
        ahead["trim"][:3:2] if kind == "racing bicycle" else ahead["rubber"][:2]
    )  # hoods of brakes, or grips
    straight = about(crown, slant, steer)
    everything = gathered(out, steered(ahead, straight))
    coats = {
        "paint": coat,
        "chrome": CHROME,
        "rim": materials.metal((0.62, 0.63, 0.64), 0.3)
        if kind != "racing bicycle"
        else materials.plastic((0.05, 0.05, 0.055), 0.35),
        "guard": guard_coat,
        "rubber": RUBBER,
        "trim": materials.plastic((0.05, 0.05, 0.052), 0.45),
        "saddle": leather,
        "red": RED_LAMP,
        "white": REFLECTOR,
        "wicker": wicker,
    }
    drawn = painted(everything, coats)
    asset = grounded_asset("bicycle", drawn, {"color": color, "kind": kind})
    sport = kind in ("racing bicycle", "mountain bicycle")
    seat = post + (0.0, 0.015 if sport else 0.05, 0.066)
    return asset, mounted(asset, drawn, seat, [placed(mesh, straight) for mesh in held], feet, True)


def _wheel(radius: float, tread: float, kind: str) -> Meshes:
    """A wheel about the origin."""
    tall = tread * 0.92
    inner = radius - tall
    deep = 0.030 if kind == "racing bicycle" else 0.018
    hub = turned(
        lathe(
            [
                (0.006, -0.055),
                (0.024, -0.038),
                (0.024, -0.034),
                (0.013, -0.028),
                (0.013, 0.028),
                (0.024, 0.034),
                (0.024, 0.038),
                (0.006, 0.055),
            ],
            14,
            0.5,
        ),
        "y",
        np.pi / 2,
    )
    axle = tube([(-0.075, 0, 0), (0.075, 0, 0)], 0.005, 6)
    return {
        "rubber": [tyre(radius, tread, tall)],
        "rim": [rim(inner + 0.004, min(tread * 0.75, 0.026), deep)],
        "chrome": [hub, axle, spokes(inner - deep * 0.8, 0.022, 0.034, 28, 0.0014)],
    }


def _saddle(at: Float, kind: str) -> Mesh:
    wide = {"racing bicycle": 0.135, "mountain bicycle": 0.15}.get(kind, 0.20)
    stations = [
        (-0.155, 0.022, -0.016, 0.004, 2.2),
        (-0.14, 0.042, -0.022, 0.012, 2.4),
        (-0.05, 0.055, -0.024, 0.018, 2.6),
        (0.03, wide * 0.62, -0.024, 0.020, 2.8),
        (0.09, wide, -0.020, 0.026, 2.8),
        (0.12, wide * 0.88, -0.012, 0.026, 2.6),
        (0.135, wide * 0.5, 0.0, 0.02, 2.2),
    ]
    return moved(smooth_body(stations, 2, 20), at + (0, 0.01, 0.022))


def _rack(out: Meshes, rear: Float, radius: float, seat_top: Float) -> None:
    z = radius * 2 + 0.055
    y0, y1 = rear[1] - 0.16, rear[1] + 0.24
    loop = bend(
        [(-0.06, y0, z), (-0.06, y1, z), (0.06, y1, z), (0.06, y0, z), (-0.06, y0, z), (-0.06, y0 + 0.1, z)],
        0.04,
        3,
    )
    out["trim"].append(tube(loop, 0.005, 6))
    out["trim"] += [tube([(x, y0 + 0.01, z), (x, y1 - 0.01, z)], 0.004, 5) for x in (-0.02, 0.02)]
    out["trim"] += [tube([(-0.06, y, z), (0.06, y, z)], 0.004, 5) for y in (y0 + 0.1, y1 - 0.1)]
    for side in (-1, 1):
        out["trim"].append(
            tube([(side * 0.06, rear[1] + 0.10, z), (side * 0.068, rear[1], radius)], 0.005, 6)
        )
        out["trim"].append(
            tube(np.array([(side * 0.06, y0 + 0.02, z), seat_top + (side * 0.02, 0.0, -0.06)]), 0.005, 6)
        )


@sampler("bicycle")
def bicycle_rand(rng: np.random.Generator) -> Asset:
    """A bicycle for grown-ups."""
    return ridden_rand(rng)[0]


def ridden_rand(rng: np.random.Generator) -> tuple[Asset, Mount]:
    """A bicycle for grown-ups, and where it holds its rider."""
    kind = str(rng.choice(KINDS, p=[0.34, 0.28, 0.18, 0.20]))
    names = ["black", "silver", "blue", "red", "white", "green", "grey", "orange", "yellow"]
    color, coat = paint_of(
        str(rng.choice(names, p=[0.27, 0.09, 0.15, 0.13, 0.12, 0.09, 0.07, 0.04, 0.04])), rng, 0.7
    )
    town = kind in ("city bicycle", "step-through bicycle")
    tread = float(
        {"racing bicycle": rng.uniform(0.025, 0.03), "mountain bicycle": rng.uniform(0.052, 0.06)}.get(
            kind, rng.uniform(0.034, 0.044)
        )
    )
    radius = float(rng.choice([0.335, 0.345]) if kind != "step-through bicycle" else rng.choice([0.32, 0.34]))
    browns = rng.random() < 0.3 and town
    guard_coat = (
        coat
        if rng.random() < 0.4
        else CHROME
        if rng.random() < 0.4
        else materials.plastic((0.05, 0.05, 0.052), 0.4)
    )
    return bicycle(
        coat,
        kind,
        color,
        radius=radius,
        tread=tread,
        wheelbase=float(
            {"racing bicycle": rng.uniform(0.99, 1.02), "mountain bicycle": rng.uniform(1.08, 1.14)}.get(
                kind, rng.uniform(1.05, 1.12)
            )
        ),
        frame=float(
            {
                "mountain bicycle": rng.uniform(0.42, 0.48),
                "step-through bicycle": rng.uniform(0.46, 0.52),
            }.get(kind, rng.uniform(0.50, 0.58))
        ),
        saddle=float(rng.uniform(0.90, 1.02) if kind != "step-through bicycle" else rng.uniform(0.84, 0.95)),
        bar=float(
            {"racing bicycle": rng.uniform(0.40, 0.44), "mountain bicycle": rng.uniform(0.62, 0.72)}.get(
                kind, rng.uniform(0.56, 0.64)
            )
        ),
        steer=float(rng.normal(0, 0.12)),
        guards=town or bool(rng.random() < 0.1),
        chain_guard=town and bool(rng.random() < 0.75),
        rack=town and bool(rng.random() < 0.8),
        basket=town and bool(rng.random() < 0.3),
        lamp=town or bool(rng.random() < 0.2),
        crank=float(rng.uniform(0, 2 * np.pi)),
        leather=finishes.hide(rng) if browns else materials.plastic((0.05, 0.05, 0.052), 0.6),
        guard_coat=guard_coat,
        wicker=materials.plastic((0.55, 0.42, 0.26), 0.8)
        if rng.random() < 0.5
        else materials.plastic((0.07, 0.07, 0.075), 0.5),
    )
