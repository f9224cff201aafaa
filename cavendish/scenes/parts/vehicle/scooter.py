# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A scooter's parts: leg shield, floor to step through, a rear body with the seat on it, small wheels."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import bend, box, cylinder, grid, lathe, moved, sheet, tube, turned
from cavendish.scenes.parts.fittings import ellipse, loft
from cavendish.scenes.parts.vehicle.cycle import cast_spokes, mudguard, rim, smooth_body, tyre
from cavendish.scenes.parts.vehicle.fittings import lens
from cavendish.scenes.scene import Float, Mesh

Meshes = dict[str, list[Mesh]]


def scooter_parts(
    wheelbase: float, radius: float, seat: float, bar: float, rake: float, case: bool, screen: bool
) -> tuple[Meshes, Meshes, Float, Float]:
    """Body, front (straight ahead), steering axis and a point on it; see `motorcycle.motorcycle`."""
    front, rear = np.array([0, -wheelbase / 2, radius]), np.array([0, wheelbase / 2, radius])
    slant = np.array([0, np.sin(rake), np.cos(rake)])
    top = 0.96
    crown = front + (0, 0.03, 0) + slant * ((top - radius) / slant[2])
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
        )
    }
    floor = 0.30
    # rear body and seat
    y0, y1 = rear[1] - 0.42, rear[1] + 0.28
    out["paint"].append(smooth_body([
        (y0 - 0.05, 0.16, floor + 0.03, seat - 0.16, 3.0), (y0, 0.28, floor, seat - 0.08, 3.2), (y0 + 0.14, 0.35, floor + 0.04, seat - 0.07, 3.0),
        (y0 + 0.34, 0.40, radius + 0.13, seat - 0.06, 2.8), (y0 + 0.54, 0.36, radius + 0.20, seat - 0.04, 2.6), (y1 - 0.02, 0.22, seat - 0.26, seat - 0.04, 2.4),
        (y1 + 0.04, 0.10, seat - 0.18, seat - 0.08, 2.2)]))  # fmt: skip
    out["saddle"].append(smooth_body([
        (y0 - 0.06, 0.16, seat - 0.09, seat - 0.03, 2.6), (y0 + 0.04, 0.29, seat - 0.10, seat, 3.0), (y0 + 0.26, 0.32, seat - 0.10, seat - 0.01, 3.0),
        (y0 + 0.36, 0.31, seat - 0.09, seat + 0.025, 3.0), (y1 - 0.06, 0.24, seat - 0.07, seat + 0.03, 2.8), (y1 + 0.0, 0.12, seat - 0.05, seat + 0.01, 2.4)]))  # fmt: skip
    # floor, tunnel below it, leg shield
    fy = front[1] + 0.28
    out["paint"].append(
        smooth_body(
            [
                (fy - 0.02, 0.30, floor - 0.06, floor + 0.01, 4),
                (fy + 0.08, 0.42, floor - 0.09, floor + 0.01, 5),
                (y0 - 0.05, 0.42, floor - 0.10, floor + 0.01, 5),
                (y0 + 0.12, 0.36, floor - 0.08, floor + 0.04, 4),
            ],
            2,
        )
    )
    out["rubber"] += [
        box((0.05, max(y0 - fy - 0.14, 0.1), 0.012), (x, (fy + y0) / 2, floor + 0.012), 0.003, 1)
        for x in (-0.14, -0.05, 0.05, 0.14)
    ]

    def shield(u: Float, v: Float) -> tuple[Float, Float, Float]:
        half = np.interp(u, [0, 0.25, 0.6, 0.85, 1], [0.20, 0.24, 0.23, 0.17, 0.10])
        x = (2 * v - 1) * half
        z = floor - 0.04 + (top - 0.10 - floor) * u
        foot = fy + 0.02
        y = foot + (crown[1] - 0.03 - foot) * u - 0.05 * np.sin(np.pi * u) + 0.13 * np.abs(2 * v - 1) ** 2.2
        return x, y, z

    out["paint"].append(sheet(grid(shield, 14, 16)[::-1], 0.012))

    def inner(u: Float, v: Float) -> tuple[Float, Float, Float]:
        x, y, z = shield(u * 0.94 + 0.03, 0.06 + 0.88 * v)
        return x, y + 0.035 - 0.02 * np.abs(2 * v - 1), z

    out["trim"].append(sheet(grid(inner, 10, 12)[::-1], 0.012))
    # the apron before the steering column
    rings = []
    for z, wide, deep in (
        (0.50, 0.10, 0.10),
        (0.53, 0.18, 0.22),
        (0.65, 0.28, 0.26),
        (0.76, 0.31, 0.27),
        (0.86, 0.26, 0.22),
        (0.90, 0.20, 0.16),
    ):
        y = crown[1] - (crown[2] - z) * slant[1] / slant[2]
        outline = ellipse(wide, deep, 2.4, 24)
        rings.append(np.column_stack([outline[:, 0], outline[:, 1] + y + 0.06, np.full(24, z)]))
    out["paint"].append(loft(np.array(rings), 1.1))
    column = [crown - slant * 0.05, crown - slant * 0.45]
    out["trim"].append(tube([column[0] + (0, 0.03, 0), column[1] + (0, 0.05, 0)], 0.06, 12))
    for side in (-1, 1):
        at = np.array([side * 0.155, fy - 0.055, 0.62])
        out["amber"].append(
            moved(
                smooth_body(
                    [
                        (-0.03, 0.03, -0.02, 0.02, 2),
                        (0.0, 0.07, -0.035, 0.035, 2.6),
                        (0.04, 0.06, -0.03, 0.03, 2.6),
                    ],
                    2,
                    14,
                ),
                at,
            )
        )
    # engine and wheel behind; exhaust on the right
    out["engine"].append(
        moved(
            smooth_body(
                [
                    (-0.36, 0.10, -0.05, 0.08, 3),
                    (-0.30, 0.14, -0.09, 0.11, 3),
                    (-0.05, 0.13, -0.08, 0.09, 3),
                    (0.06, 0.10, -0.07, 0.07, 3),
                ],
                2,
            ),
            rear + (0.11, 0, 0.0),
        )
    )
    for name, meshes in _wheel(radius, 0.12).items():
        out[name] += [moved(mesh, rear) for mesh in meshes]
    out["under"].append(mudguard(radius + 0.035, 0.15, 0.6, 2.9, rear, 0.5))
    a, b = rear + (-0.16, -0.22, -0.02), rear + (-0.17, 0.20, 0.05)
    out["trim"].append(tube([a, b], 0.058, 14))
    out["chrome"].append(tube([a + (0, 0.06, 0.007 + 0.0), b - (0, 0.06, 0.01)], 0.062, 14))
    out["steel"].append(tube([b, b + (0, 0.03, 0.003)], 0.02, 10))
    out["steel"].append(tube([a, a + (0.08, -0.12, 0.0)], 0.02, 8))
    for side in (-1, 1):
        out["chrome"].append(
            tube(
                [(side * 0.14, rear[1] + 0.02, radius + 0.02), (side * 0.15, rear[1] - 0.02, seat - 0.28)],
                0.022,
                10,
            )
        )
    # lamps, rail, plate holder
    out["red"].append(
        moved(
            turned(
                smooth_body(
                    [
                        (-0.03, 0.05, -0.02, 0.02, 2.2),
                        (-0.005, 0.16, -0.04, 0.04, 2.8),
                        (0.05, 0.18, -0.04, 0.04, 2.8),
                    ],
                    2,
                    18,
                ),
                "z",
                np.pi,
            ),
            (0, y1 + 0.02, seat - 0.13),
        )
    )
    for side in (-1, 1):
        out["amber"].append(
            moved(
                smooth_body(
                    [
                        (-0.05, 0.04, -0.02, 0.02, 2.6),
                        (0.0, 0.06, -0.03, 0.03, 2.6),
                        (0.03, 0.02, -0.01, 0.01, 2),
                    ],
                    2,
                    12,
                ),
                (side * 0.12, y1 - 0.01, seat - 0.15),
            )
        )
    out["trim"].append(
        tube(
            bend(
                [
                    (0, y1 - 0.06, seat - 0.22),
                    (0, rear[1] + 0.285, seat - 0.24),
                    (0, rear[1] + 0.285, seat - 0.32),
                ],
                0.03,
                3,
            ),
            0.02,
            8,
        )
    )
    out["trim"].append(box((0.20, 0.012, 0.15), (0, rear[1] + 0.312, seat - 0.27), 0.004, 1))
    rail = bend(
        [
            (-0.13, y1 - 0.22, seat - 0.02),
            (-0.14, y1 + 0.0, seat + 0.03),
            (-0.08, y1 + 0.09, seat + 0.045),
            (0.08, y1 + 0.09, seat + 0.045),
            (0.14, y1 + 0.0, seat + 0.03),
            (0.13, y1 - 0.22, seat - 0.02),
        ],
        0.06,
        4,
    )
    out["chrome"].append(tube(rail, 0.012, 8))
    if case:
        out["trim"].append(box((0.38, 0.32, 0.28), (0, y1 + 0.06, seat + 0.18), 0.07, 3))
        out["red"].append(box((0.22, 0.02, 0.04), (0, y1 + 0.22, seat + 0.13), 0.008, 1))
    out["trim"] += [
        tube([(side * 0.10, y0 + 0.16, floor - 0.06), (side * 0.18, y0 + 0.22, 0.012)], 0.012, 8)
        for side in (-1, 1)
    ]
    return out, _fork(front, crown, slant, radius, bar, screen), slant, crown


def _wheel(radius: float, width: float) -> Meshes:
    tall = 0.065
    inner = radius - tall
    hub = turned(moved(cylinder(0.05, 0.12, 0.01, 16), (0, 0, -0.06)), "y", np.pi / 2)
    return {
        "rubber": [tyre(radius, width, tall, 36, 5)],
        "rim": [
            rim(inner + 0.006, width * 0.74, 0.026, 32),
            *cast_spokes(inner - 0.01, 0.04, 0.055, 0.05, 5),
        ],
        "steel": [hub],
    }


def _fork(hub: Float, crown: Float, slant: Float, radius: float, bar: float, screen: bool) -> Meshes:
    out: Meshes = {
        name: []
        for name in ("paint", "rubber", "trim", "chrome", "rim", "steel", "clear", "mirror", "screen")
    }
    for name, meshes in _wheel(radius, 0.11).items():
        out[name] += [moved(mesh, hub) for mesh in meshes]
    out["steel"].append(
        moved(
            turned(
                lathe(
                    [(0.06, -0.0025), (0.105, -0.0025), (0.105, 0.0025), (0.06, 0.0025), (0.06, -0.0025)],
                    24,
                    0.4,
                ),
                "y",
                np.pi / 2,
            ),
            hub + (-0.07, 0, 0),
        )
    )
    for side in (-1, 1):
        out["trim"].append(
            tube([hub + (side * 0.085, 0, 0), hub + (side * 0.085, 0.06, radius + 0.06)], 0.022, 10)
        )
    out["trim"].append(tube([hub + (0, 0.05, radius + 0.05), crown], 0.03, 10))
    out["trim"].append(box((0.21, 0.07, 0.05), hub + (0, 0.055, radius + 0.06), 0.015, 1))
    out["paint"].append(mudguard(radius + 0.035, 0.16, 0.35, 2.75, hub, 0.9))
    # the cover of the bars with the headlamp in it
    cover = smooth_body(
        [
            (-0.17, 0.08, -0.05, 0.03, 2.4),
            (-0.14, 0.19, -0.09, 0.06, 2.6),
            (-0.06, 0.27, -0.10, 0.09, 2.6),
            (0.04, 0.25, -0.06, 0.10, 2.8),
            (0.10, 0.16, -0.02, 0.08, 2.6),
        ],
        2,
    )
    out["paint"].append(moved(cover, crown + (0, 0, 0.03)))
    out["chrome"].append(
        moved(
            turned(lathe([(0.070, -0.03), (0.074, 0.006), (0.066, 0.010)], 24, 0.6), "x", np.pi / 2),
            crown + (0, -0.165, 0.018),
        )
    )
    out["clear"].append(moved(lens(0.066, 0.35), crown + (0, -0.168, 0.018)))
    half = bar / 2
    path = [
        (-half, 0.06, 0.09),
        (-half * 0.6, 0.02, 0.085),
        (0, 0, 0.06),
        (half * 0.6, 0.02, 0.085),
        (half, 0.06, 0.09),
    ]
    out["trim"].append(tube(bend(np.array(path) + crown, 0.06, 3), 0.0135, 8))
    for side in (-1, 1):
        end = crown + (side * half, 0.06, 0.09)
        along = np.array([side * 0.98, 0.15, 0.0])
        out["rubber"].append(tube([end - along * 0.12, end + along * 0.01], 0.019, 10))
        out["steel"].append(
            tube(
                bend(
                    [
                        end - along * 0.14 + (0, -0.03, 0),
                        end - along * 0.10 + (0, -0.06, 0),
                        end + (0, -0.05, 0),
                    ],
                    0.02,
                    3,
                ),
                0.006,
                6,
            )
        )
        foot, head = end - along * 0.14, end + (side * 0.02, -0.02, 0.17)
        out["trim"].append(tube(bend([foot, foot + (0, -0.01, 0.09), head], 0.04, 3), 0.005, 6))
        out["trim"].append(
            moved(
                turned(
                    lathe([(0, -0.018), (0.042, -0.014), (0.056, 0.0), (0.054, 0.006)], 18, 0.8),
                    "x",
                    -np.pi / 2,
                ),
                head + (side * 0.02, 0, 0.03),
            )
        )
        out["mirror"].append(
            moved(
                turned(lathe([(0.054, 0.0), (0.054, 0.0045), (0, 0.0045)], 18, 0.5), "x", -np.pi / 2),
                head + (side * 0.02, 0, 0.03),
            )
        )
    if screen:

        def pane(u: Float, v: Float) -> tuple[Float, Float, Float]:
            x = (2 * v - 1) * 0.21 * (1 - 0.25 * u**2)
            return x, 0.16 * u + 0.10 * (2 * v - 1) ** 2, 0.40 * u + 0 * v

        out["screen"].append(moved(sheet(grid(pane, 8, 10)[::-1]), crown + (0, -0.17, 0.07)))
    return out
