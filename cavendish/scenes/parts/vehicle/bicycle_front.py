# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A bicycle's fork, stem, handlebars and brakes, and what is fixed to them."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import bend, box, cylinder, moved, tube, turned
from cavendish.scenes.parts.vehicle.cycle import mudguard
from cavendish.scenes.parts.vehicle.fittings import (
    lens,
)
from cavendish.scenes.scene import Float, Mesh

Meshes = dict[str, list[Mesh]]


def front_of(
    hub: Float,
    crown: Float,
    head_top: Float,
    slant: Float,
    radius: float,
    tread: float,
    kind: str,
    bar: float,
    guards: bool,
    basket: bool,
    lamp: bool,
) -> Meshes:
    """Fork, stem, bars, brakes, and what is fixed to them, steering straight ahead."""
    out: Meshes = {name: [] for name in ("paint", "chrome", "rubber", "trim", "guard", "white", "wicker")}
    fork = "trim" if kind == "mountain bicycle" else "paint"
    for side in (-1, 1):
        x = side * (tread / 2 + 0.020)
        legs = [
            crown + (x * 0.5, 0, 0.005),
            crown + (x, -0.005, -0.03),
            hub + (x + side * 0.012, 0.035, 0.08),
            hub + (x + side * 0.014, 0, 0),
        ]
        r = 0.016 if kind == "mountain bicycle" else 0.0105
        out[fork].append(tube(bend(legs, 0.06, 4), r, 8))
        if kind == "mountain bicycle":
            out["chrome"].append(tube([legs[1], (legs[1] + legs[2]) / 2], 0.0185, 8))
    out[fork].append(tube([crown - slant * 0.01, crown + slant * 0.03], 0.021, 10))
    high = head_top + slant * {"racing bicycle": 0.03, "mountain bicycle": 0.03}.get(kind, 0.07)
    reach = {"racing bicycle": 0.10, "mountain bicycle": 0.08}.get(kind, 0.05)
    clamp = high + (0, -reach, 0.01)
    out["chrome"] += [tube([head_top - slant * 0.01, high], 0.012, 10), tube([high, clamp], 0.012, 8)]
    half = bar / 2
    if kind == "racing bicycle":
        side_path = [
            (half, 0, 0),
            (half, -0.085, -0.005),
            (half, -0.10, -0.06),
            (half + 0.01, -0.05, -0.125),
            (half + 0.01, 0.05, -0.13),
        ]
        path = [(-x, y, z) for x, y, z in side_path[::-1]] + side_path
        out["rubber"].append(tube(bend(np.array(path) + clamp, 0.035, 4), 0.0145, 8))
        for side in (-1, 1):  # brake hoods and levers
            at = clamp + (side * half, -0.095, 0.008)
            out["trim"].append(box((0.028, 0.06, 0.045), at, 0.012, 2))
            out["trim"].append(
                tube(
                    bend([at + (0, -0.02, 0), at + (0, -0.035, -0.03), at + (0, -0.01, -0.11)], 0.03, 3),
                    0.005,
                    6,
                )
            )
    else:
        if kind == "mountain bicycle":
            side_path = [(0.0, 0, 0), (half * 0.2, 0, 0.005), (half * 0.5, 0.01, 0.03), (half, 0.05, 0.03)]
        else:
            side_path = [
                (0.0, 0, 0),
                (half * 0.35, -0.02, 0.05),
                (half * 0.85, 0.03, 0.075),
                (half * 0.94, 0.20, 0.06),
            ]
        path = [(-x, y, z) for x, y, z in side_path[:0:-1]] + side_path
        out["chrome" if kind != "mountain bicycle" else "trim"].append(
            tube(bend(np.array(path) + clamp, 0.06, 4), 0.0115, 8)
        )
        for side in (-1, 1):
            ends = np.array(side_path[-2:]) * (side, 1, 1) + clamp
            along = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
            out["rubber"].append(tube([ends[1] - along * 0.115, ends[1] + along * 0.004], 0.0165, 10))
            lever = ends[1] - along * 0.14
            tip = ends[1] - along * 0.03 + (0, -0.035 if kind == "mountain bicycle" else 0.0, -0.035)
            if kind != "mountain bicycle":
                tip = tip - (side * 0.045, 0, 0.0)
            out["trim"].append(tube(bend([lever, lever + (0, -0.03, -0.02), tip], 0.02, 3), 0.0055, 6))
            out["trim"].append(
                tube(
                    bend(
                        [
                            lever + (0, -0.02, -0.01),
                            lever + (0, -0.10, 0.0),
                            head_top + (side * 0.01, -0.12, 0.0),
                            crown + (side * 0.01, -0.02, 0.03),
                        ],
                        0.06,
                        4,
                    ),
                    0.0022,
                    4,
                )
            )
    if guards:
        out["guard"].append(mudguard(radius + 0.014, tread + 0.018, 0.72, np.pi * 1.06, hub))
        for side in (-1, 1):
            out["chrome"].append(
                tube(
                    [
                        hub + (side * 0.05, 0, 0),
                        hub + (side * (tread / 2 + 0.008), radius * 0.95, radius * 0.3),
                    ],
                    0.0025,
                    5,
                )
            )
    # the brake over the wheel
    for side in (-1, 1):
        out["trim"].append(
            tube(
                bend(
                    [
                        crown + (side * 0.03, -0.025, 0.03),
                        crown + (side * 0.048, -0.03, -0.015),
                        crown + (side * (tread / 2 + 0.006), -0.03, -0.055),
                    ],
                    0.02,
                    3,
                ),
                0.0065,
                6,
            )
        )
    if lamp:
        at = crown + (0, -0.07, 0.05)
        out["trim"] += [
            moved(turned(cylinder(0.030, 0.045, 0.006, 16), "x", np.pi / 2), at + (0, 0.02, 0)),
            tube([crown, at], 0.005, 6),
        ]
        out["white"].append(moved(lens(0.027, 0.35), at + (0, -0.024, 0)))
    if basket:
        out["wicker"] += _basket(clamp + (0, -0.175, -0.17))
        out["trim"] += [
            tube([hub + (side * 0.06, 0, 0), clamp + (side * 0.11, -0.12, -0.26)], 0.004, 5)
            for side in (-1, 1)
        ]
    return out


def _basket(at: Float) -> list[Mesh]:
    """A basket of bars, 0.34 x 0.26 x 0.22 m, its middle at `at`."""
    out = []
    for z, grow in ((-0.11, 0.82), (-0.055, 0.87), (0.0, 0.91), (0.055, 0.95), (0.11, 1.0)):
        w, d = 0.17 * grow, 0.13 * grow
        ring = bend(
            [(-w, -d, z), (w, -d, z), (w, d, z), (-w, d, z), (-w, -d, z), (-w + 0.05, -d, z)], 0.04, 3
        )[1:-1]
        out.append(tube(ring + at, 0.006 if z == 0.11 else 0.004, 5))
    for k in range(22):
        turn = k * 2 * np.pi / 22
        c, s = np.cos(turn), np.sin(turn)
        edge = np.array([np.sign(c) * abs(c) ** 0.35 * 0.17, np.sign(s) * abs(s) ** 0.35 * 0.13, 0])
        out.append(
            tube([edge * 0.80 + (0, 0, -0.11) + at, edge * 0.99 + (0, 0, 0.11) + at], 0.003, 4, caps=False)
        )
    for x in np.linspace(-0.12, 0.12, 7):
        out.append(tube([at + (x, -0.10, -0.11), at + (x, 0.10, -0.11)], 0.003, 4, caps=False))
    return out
