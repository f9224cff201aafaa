# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A motorcycle's frame, engine, tank, seat, tail and exhaust."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import bend, box, cylinder, lathe, moved, tube, turned
from cavendish.scenes.parts.vehicle.cycle import (
    mudguard,
    smooth_body,
)
from cavendish.scenes.parts.vehicle.fittings import (
    lens,
)
from cavendish.scenes.parts.vehicle.motorbike_front import fork
from cavendish.scenes.parts.vehicle.motorbike_wheel import motorbike_wheel
from cavendish.scenes.scene import Float, Mesh

Meshes = dict[str, list[Mesh]]


def bike(
    kind: str,
    wheelbase: float,
    radius: float,
    seat: float,
    bar: float,
    rake: float,
    wire: bool,
    twin: bool,
    fairing: bool,
    case: bool,
) -> tuple[Meshes, Meshes, Float, Float]:
    """Body, front (straight ahead), steering axis and a point on it."""
    cruiser, sport = kind == "cruiser", kind == "sport motorcycle"
    front, rear = np.array([0, -wheelbase / 2, radius]), np.array([0, wheelbase / 2, radius])
    slant = np.array([0, np.sin(rake), np.cos(rake)])
    crown = front + (0, 0.05, 0) + slant * 0.60
    head = crown - slant * 0.06
    out: Meshes = {
        name: []
        for name in (
            "paint",
            "rubber",
            "trim",
            "under",
            "chrome",
            "engine",
            "rim",
            "steel",
            "saddle",
            "red",
            "amber",
            "clear",
            "screen",
        )
    }
    pivot = np.array([0, 0.24 if not cruiser else 0.28, 0.40])
    # frame
    for side in (-1, 1):
        x = side * 0.11
        cradle = bend(
            np.array(
                [
                    head + (side * 0.03, 0, -0.02),
                    (x, head[1] + 0.16, 0.40),
                    (x, -0.20, 0.22),
                    (x, 0.16, 0.22),
                    (x, pivot[1], 0.42),
                    (x, pivot[1] + 0.02, seat - 0.16),
                ]
            ),
            0.10,
            4,
        )
        out["trim"].append(tube(cradle, 0.016, 8))
        spine = bend(
            np.array(
                [
                    head + (side * 0.03, 0, 0),
                    (x * 0.9, -0.05, seat - 0.05),
                    (x, 0.25, seat - 0.10),
                    (x * 0.8, rear[1] + 0.16, seat - 0.02 if not cruiser else seat - 0.04),
                ]
            ),
            0.12,
            4,
        )
        out["trim"].append(tube(spine, 0.014, 8))
        arm = bend(
            [pivot + (side * 0.10, 0, 0), pivot + (side * 0.115, 0.12, -0.03), rear + (side * 0.115, 0, 0)],
            0.08,
            3,
        )
        out["trim"].append(tube(arm, 0.022, 8))
        out["chrome" if cruiser else "under"].append(
            tube(
                np.array([rear + (side * 0.13, -0.05, 0.04), (side * 0.12, rear[1] - 0.16, seat - 0.10)]),
                0.024,
                10,
            )
        )
        coil = np.linspace(0.15, 0.85, 5)
        a, b = rear + (side * 0.13, -0.05, 0.04), np.array([side * 0.12, rear[1] - 0.16, seat - 0.10])
        out["steel"] += [tube([a + (b - a) * (k - 0.03), a + (b - a) * (k + 0.03)], 0.030, 10) for k in coil]
    _engine(out, kind)
    # tank, seat, side covers, tail
    high = seat + (0.20 if not cruiser else 0.22)
    base = seat - 0.05
    y0 = head[1] + 0.07
    wide = 0.30 if not cruiser else 0.33
    out["paint"].append(smooth_body([
        (y0 - 0.03, 0.10, base + 0.10, base + 0.16, 2.4), (y0 + 0.02, 0.21, base + 0.02, high - 0.05, 2.5),
        (y0 + 0.16, wide, base - 0.02, high, 2.6), (y0 + 0.30, wide * 0.96, base - 0.03, high - 0.005, 2.6),
        (y0 + 0.44, wide * 0.66, base - 0.02, high - 0.09, 2.5), (y0 + 0.54, 0.15, base - 0.01, base + 0.06, 2.4), (y0 + 0.56, 0.05, base, base + 0.03, 2.2)]))  # fmt: skip
    cap = lathe([(0.035, 0), (0.035, 0.008), (0.028, 0.014), (0, 0.014)], 16, 0.5)
    out["chrome"].append(moved(cap, (0, y0 + 0.2, high - 0.005)))
    s0 = y0 + 0.44
    end = rear[1] + (0.22 if not cruiser else 0.02)
    if sport:
        out["saddle"].append(
            smooth_body(
                [
                    (s0, 0.14, seat - 0.05, seat - 0.01, 3),
                    (s0 + 0.12, 0.24, seat - 0.06, seat, 3.2),
                    (s0 + 0.32, 0.26, seat - 0.06, seat + 0.015, 3),
                    (s0 + 0.36, 0.20, seat - 0.04, seat + 0.03, 2.6),
                ],
                2,
            )
        )
        out["paint"].append(
            smooth_body(
                [
                    (s0 + 0.28, 0.24, seat - 0.14, seat + 0.01, 2.6),
                    (s0 + 0.42, 0.26, seat - 0.08, seat + 0.07, 2.6),
                    (end - 0.02, 0.17, seat, seat + 0.12, 2.4),
                    (end + 0.10, 0.06, seat + 0.06, seat + 0.12, 2.2),
                ],
                2,
            )
        )
    else:
        dip = 0.04 if cruiser else 0.02
        out["saddle"].append(smooth_body([
            (s0 - 0.02, 0.13, seat - 0.06, seat - 0.01, 2.6), (s0 + 0.10, 0.24, seat - 0.08, seat - 0.005, 3.0), (s0 + 0.26, 0.29, seat - 0.08, seat - dip * 0.3, 3.0),
            (s0 + 0.36, 0.28, seat - 0.07, seat + dip, 3.0), (end - 0.10, 0.23, seat - 0.03, seat + 0.05, 3.0), (end + 0.04, 0.16, seat, seat + 0.045, 2.6), (end + 0.07, 0.10, seat + 0.01, seat + 0.03, 2.2)], 2))  # fmt: skip
        tail = [
            (end - 0.30, 0.22, seat - 0.13, seat - 0.03, 3),
            (end - 0.05, 0.19, seat - 0.07, seat + 0.0, 2.8),
            (end + 0.10, 0.10, seat - 0.05, seat + 0.01, 2.4),
        ]
        out["paint"].append(smooth_body([(a, b, c, d, e) for a, b, c, d, e in tail], 2))
    if sport:  # the fairing round the engine
        out["paint"].append(
            smooth_body(
                [
                    (-0.46, 0.20, 0.50, 0.68, 2.4),
                    (-0.42, 0.36, 0.36, 0.76, 2.8),
                    (-0.24, 0.43, 0.22, 0.74, 3.0),
                    (-0.04, 0.43, 0.18, 0.56, 3.0),
                    (0.16, 0.38, 0.19, 0.40, 3.0),
                    (0.30, 0.26, 0.22, 0.34, 2.6),
                    (0.34, 0.10, 0.25, 0.31, 2.2),
                ],
                3,
                28,
            )
        )
    for side in (-1, 1):
        cover = smooth_body(
            [
                (0.10, 0.02, seat - 0.26, seat - 0.20, 2.4),
                (0.16, 0.05, seat - 0.32, seat - 0.10, 3),
                (0.34, 0.05, seat - 0.30, seat - 0.10, 3),
                (0.42, 0.02, seat - 0.22, seat - 0.14, 2.4),
            ],
            2,
            16,
        )
        out["paint" if not sport else "trim"].append(moved(cover, (side * 0.12, 0.02, 0)))
    # the rear: guard, lamps, plate holder
    stop = 2.75 if cruiser else 2.2
    out["paint" if cruiser else "trim"].append(
        mudguard(radius + 0.04, 0.19 if cruiser else 0.16, 1.0, stop, rear, 0.6)
    )
    lamp_y = end + (0.10 if not cruiser else 0.24)
    lamp_z = seat - 0.0 if not cruiser else seat - 0.14
    out["red"].append(moved(turned(lens(0.045, 0.35), "z", np.pi), (0, lamp_y, lamp_z)))
    out["trim"].append(box((0.12, 0.08, 0.06), (0, lamp_y - 0.035, lamp_z), 0.015, 1))
    holder = [
        (0, lamp_y - 0.06, lamp_z - 0.02),
        (0, rear[1] + 0.325, seat - 0.20),
        (0, rear[1] + 0.325, seat - 0.30),
    ]
    out["trim"].append(tube(bend(holder, 0.05, 3), 0.022, 8))
    out["trim"].append(box((0.20, 0.012, 0.15), (0, rear[1] + 0.352, seat - 0.27), 0.004, 1))
    for side in (-1, 1):
        at = np.array([side * 0.13, lamp_y - 0.06, lamp_z - 0.04])
        out["trim"].append(tube(np.array([(0, at[1], at[2]), at]), 0.007, 6))
        out["amber"].append(
            moved(
                smooth_body(
                    [
                        (-0.035, 0.02, -0.01, 0.01, 2),
                        (-0.01, 0.045, -0.02, 0.02, 2.4),
                        (0.03, 0.04, -0.018, 0.018, 2.4),
                        (0.04, 0.01, -0.005, 0.005, 2),
                    ],
                    2,
                    12,
                ),
                at,
            )
        )
    if case:
        out["trim"] += [
            box((0.42, 0.34, 0.28), (0, end - 0.02, seat + 0.20), 0.06, 3),
            box((0.20, 0.26, 0.05), (0, end - 0.06, seat + 0.055), 0.01, 1),
        ]
        out["red"].append(box((0.25, 0.02, 0.04), (0, end + 0.15, seat + 0.14), 0.008, 1))
    # chain, pegs, stand
    cog = [(-0.10, pivot[1] - 0.03, 0.43), (-0.10, rear[1], radius + 0.10)]
    loop = [
        cog[0],
        cog[1],
        (-0.10, rear[1] + 0.10, radius),
        (-0.10, rear[1], radius - 0.10),
        (-0.10, pivot[1] - 0.03, 0.35),
    ]
    out["under"].append(tube(loop, 0.009, 5, closed=True))
    pegs = -0.28 if cruiser else 0.10
    for side in (-1, 1):
        out["rubber"].append(tube([(side * 0.13, pegs, 0.36), (side * 0.30, pegs, 0.36)], 0.016, 8))
        out["trim"].append(tube([(side * 0.12, pegs, 0.36), (side * 0.13, 0.22, 0.42)], 0.010, 6))
    out["trim"].append(tube([(0.13, 0.05, 0.26), (0.24, 0.14, 0.012)], 0.013, 8))
    for name, meshes in motorbike_wheel(radius, 0.17 if not cruiser else 0.16, wire, 0.10).items():
        out[name] += [moved(mesh, rear) for mesh in meshes]
    # exhaust
    for side in (-1, 1) if twin or cruiser else (-1,):
        x = side * 0.17
        path = bend(
            [
                (side * 0.05, -0.30, 0.52),
                (side * 0.10, -0.42, 0.40),
                (side * 0.13, -0.30, 0.22),
                (x, 0.10, 0.23),
                (x + side * 0.03, rear[1] - 0.25, radius + (0.02 if not sport else 0.14)),
            ],
            0.12,
            5,
        )
        out["chrome"].append(tube(path, 0.024, 10))
        a = path[-1]
        b = a + (side * 0.02, 0.52 if not sport else 0.38, 0.06 if not sport else 0.22)
        out["chrome" if not sport else "steel"] += _muffler(a, b, 0.050 if not sport else 0.058)
        out["under"].append(tube([b - (b - a) * 0.02, b + (b - a) * 0.006], 0.032, 12))
    return out, fork(kind, front, crown, slant, radius, seat, bar, wire, fairing), slant, crown


def _engine(out: Meshes, kind: str) -> None:
    """Crankcase, cylinders with their fins, covers, carburettor; a V of two for a cruiser."""
    case = smooth_body(
        [
            (-0.22, 0.20, 0.28, 0.36, 3),
            (-0.18, 0.29, 0.22, 0.44, 3.4),
            (0.05, 0.31, 0.21, 0.47, 3.6),
            (0.24, 0.28, 0.25, 0.47, 3.4),
            (0.28, 0.20, 0.30, 0.42, 3),
        ],
        2,
        24,
    )
    out["engine"].append(case)
    lid = lathe([(0.105, 0), (0.105, 0.018), (0.095, 0.030), (0.05, 0.036), (0, 0.036)], 24, 0.6)
    for side in (-1, 1):
        for y, r in ((-0.06, 1.0), (0.14, 0.78)):
            cover = turned(moved(lid, (0, 0, 0)), "y", side * np.pi / 2)
            share = Mesh(
                cover.vertices * np.array([1, r, r], np.float32), cover.faces, cover.normals, cover.uvs
            )
            out["chrome" if kind == "cruiser" else "engine"].append(moved(share, (side * 0.145, y, 0.34)))
    leans = (-0.42, 0.42) if kind == "cruiser" else (-0.22,)
    for lean in leans:
        wide = 0.20 if kind == "cruiser" else 0.36
        deep = 0.16 if kind == "cruiser" else 0.18
        start = np.array([0, -0.04 + 0.12 * np.sign(lean) * (kind == "cruiser"), 0.42])
        block = [box((wide * 0.86, deep * 0.86, 0.28), (0, 0, 0.13), 0.02, 1)]
        block += [box((wide, deep, 0.010), (0, 0, 0.02 + 0.026 * k), 0) for k in range(7)]
        block += [box((wide * 0.94, deep * 0.96, 0.07), (0, 0, 0.25), 0.02, 2)]
        out["engine"] += [moved(turned(mesh, "x", -lean), start) for mesh in block]
    intake = cylinder(0.05, 0.20, 0.01, 14)
    for side in (-1, 1):
        out["under"].append(moved(turned(intake, "x", -1.2), (side * 0.07, -0.02, 0.60)))
    out["under"].append(box((0.22, 0.20, 0.16), (0, 0.20, 0.58), 0.03, 1))
    if kind != "cruiser":
        out["under"].append(
            moved(turned(box((0.26, 0.035, 0.24), (0, 0, 0), 0.01, 1), "x", 0.25), (0, -0.34, 0.56))
        )


def _muffler(a: Float, b: Float, radius: float) -> list[Mesh]:
    along = b - a
    way = along / np.linalg.norm(along)
    pieces = [(0.0, 0.10, 0.6), (0.10, 0.94, 1.0), (0.94, 1.0, 0.82)]
    return [tube([a + along * p, a + along * q + way * 0.004], radius * r, 14) for p, q, r in pieces]
