# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A motorcycle's fork, front wheel, handlebars, lamp, mirrors and screen."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import bend, box, grid, lathe, moved, sheet, tube, turned
from cavendish.scenes.parts.vehicle.cycle import (
    mudguard,
    smooth_body,
)
from cavendish.scenes.parts.vehicle.fittings import (
    lens,
)
from cavendish.scenes.parts.vehicle.motorbike_wheel import motorbike_wheel
from cavendish.scenes.scene import Float, Mesh

Meshes = dict[str, list[Mesh]]


def fork(
    kind: str,
    hub: Float,
    crown: Float,
    slant: Float,
    radius: float,
    seat: float,
    bar: float,
    wire: bool,
    fairing: bool,
) -> Meshes:
    """The front of a motorcycle steering straight ahead, by material; hub: of the wheel; crown, slant: of the fork."""
    cruiser, sport = kind == "cruiser", kind == "sport motorcycle"
    out: Meshes = {
        name: []
        for name in (
            "paint",
            "rubber",
            "trim",
            "chrome",
            "rim",
            "steel",
            "clear",
            "reflector",
            "amber",
            "mirror",
            "screen",
        )
    }
    for side in (-1, 1):
        x = side * 0.105
        foot, top = hub + (x, 0.0, -0.02), crown + (x, -0.05, 0) + slant * 0.05
        middle = foot + (top - foot) * 0.48
        out["steel" if not cruiser else "chrome"].append(tube([foot, middle], 0.031, 12))
        out["chrome"].append(tube([middle, top], 0.021, 10))
        out["steel"].append(box((0.05, 0.10, 0.06), hub + (side * 0.085, 0.13, 0.03), 0.012, 1))
    for shift in (-0.16, 0.03):
        out["trim"].append(
            moved(
                turned(box((0.27, 0.10, 0.035), (0, 0, 0), 0.012, 1), "x", -0.42),
                crown + (0, -0.035, 0) + slant * shift,
            )
        )
    out["paint"].append(mudguard(radius + 0.03, 0.145, 0.95 if not cruiser else 0.55, 2.55, hub, 0.6))
    out["trim"] += [
        tube([hub + (side * 0.09, 0.02, 0.12), hub + (side * 0.065, 0.03, radius * 0.98)], 0.010, 6)
        for side in (-1, 1)
    ]
    for name, meshes in motorbike_wheel(radius, 0.12 if not cruiser else 0.13, wire, 0.075).items():
        out[name] += [moved(mesh, hub) for mesh in meshes]
    # headlamp, instruments
    lamp = crown + (0, -0.16, -0.06)
    if sport:
        nose = smooth_body([
            (-0.24, 0.06, -0.06, 0.0, 2.4), (-0.20, 0.20, -0.12, 0.05, 2.6), (-0.08, 0.36, -0.20, 0.14, 2.6), (0.06, 0.42, -0.26, 0.18, 2.8), (0.10, 0.38, -0.24, 0.17, 2.8)], 2)  # fmt: skip
        out["paint"].append(moved(nose, crown + (0, -0.14, -0.02)))
        for side in (-1, 1):
            patch = smooth_body(
                [
                    (-0.03, 0.03, -0.02, 0.02, 2),
                    (0.0, 0.11, -0.035, 0.035, 2.6),
                    (0.05, 0.13, -0.03, 0.04, 2.6),
                ],
                2,
                16,
            )
            out["clear"].append(moved(turned(patch, "z", side * 0.35), crown + (side * 0.085, -0.325, -0.05)))
    else:
        size = 0.095 if cruiser else 0.085
        shell = turned(
            lathe(
                [
                    (0, -0.15),
                    (size * 0.5, -0.14),
                    (size * 0.9, -0.07),
                    (size, 0.0),
                    (size, 0.012),
                    (size * 0.9, 0.014),
                ],
                24,
                0.8,
            ),
            "x",
            np.pi / 2,
        )
        out["chrome" if cruiser else "trim"].append(moved(shell, lamp))
        out["clear"].append(moved(lens(size * 0.94, 0.25), lamp + (0, -0.004, 0)))
    for side in (-1, 1) if not cruiser else (0,):
        dial = lathe(
            [(0, -0.03), (0.04, -0.02), (0.045, 0.0), (0.045, 0.02), (0.038, 0.022), (0, 0.02)], 18, 0.6
        )
        out["trim"].append(moved(turned(dial, "x", 0.75), crown + (side * 0.05, -0.10, 0.10)))
    # bars
    half = bar / 2
    high = {"roadster": 0.10, "cruiser": 0.20, "sport motorcycle": -0.02}[kind]
    back = {"roadster": 0.10, "cruiser": 0.24, "sport motorcycle": 0.06}[kind]
    root = crown + slant * 0.05 + (0, -0.02, 0)
    side_path = [
        (0.0, 0, 0.02),
        (half * 0.25, 0, 0.02),
        (half * 0.45, 0.01, high),
        (half * 0.66, 0.02, high + 0.01),
        (half, back, high - 0.01),
    ]
    path = [(-x, y, z) for x, y, z in side_path[:0:-1]] + side_path
    out["chrome" if not sport else "trim"].append(tube(bend(np.array(path) + root, 0.07, 4), 0.0125, 8))
    for side in (-1, 1):
        a, b = np.array(side_path[-2]) * (side, 1, 1) + root, np.array(side_path[-1]) * (side, 1, 1) + root
        along = (b - a) / np.linalg.norm(b - a)
        out["rubber"].append(tube([b - along * 0.13, b + along * 0.01], 0.019, 10))
        out["trim"].append(box((0.05, 0.05, 0.045), b - along * 0.155, 0.012, 1))
        out["steel"].append(
            tube(
                bend(
                    [
                        b - along * 0.15 + (0, -0.03, 0),
                        b - along * 0.10 + (0, -0.065, -0.005),
                        b + along * 0.0 + (0, -0.05, -0.01),
                    ],
                    0.02,
                    3,
                ),
                0.006,
                6,
            )
        )
        foot = b - along * 0.14
        head = foot + (side * 0.05, -0.03, 0.14)
        out["trim"].append(tube(bend([foot, foot + (side * 0.01, -0.01, 0.08), head], 0.04, 3), 0.005, 6))
        glass = lathe([(0, -0.018), (0.04, -0.014), (0.052, 0.0), (0.050, 0.006)], 18, 0.8)
        pane = lathe([(0.050, 0.0), (0.050, 0.0045), (0, 0.0045)], 18, 0.5)
        place = head + (side * 0.02, 0.0, 0.03)
        out["trim" if not cruiser else "chrome"].append(moved(turned(glass, "x", -np.pi / 2), place))
        out["mirror"].append(moved(turned(pane, "x", -np.pi / 2), place))
        at = crown + (side * 0.17, -0.10, -0.10)
        out["trim"].append(tube([crown + (side * 0.08, -0.06, -0.10), at], 0.007, 6))
        out["amber"].append(
            moved(
                smooth_body(
                    [
                        (-0.03, 0.02, -0.01, 0.01, 2),
                        (-0.005, 0.045, -0.02, 0.02, 2.4),
                        (0.03, 0.03, -0.015, 0.015, 2.4),
                        (0.04, 0.01, -0.005, 0.005, 2),
                    ],
                    2,
                    12,
                ),
                at,
            )
        )
        line = [
            b - along * 0.15 + (0, -0.02, 0),
            crown + (side * 0.16, -0.15, 0.08),
            crown + (side * 0.06, -0.08, -0.10),
        ]
        out["rubber"].append(tube(bend(line, 0.08, 4), 0.005, 5))
    if fairing or sport:
        out["screen"].append(
            _screen(
                crown + (0, -0.20 if not sport else -0.22, 0.04 if not sport else 0.08),
                0.36 if not sport else 0.30,
                0.34 if not sport else 0.20,
            )
        )
    return out


def _screen(at: Float, wide: float, tall: float) -> Mesh:
    """A curved pane that leans back from its foot at `at`, drawn from both sides."""

    def bow(u: Float, v: Float) -> tuple[Float, Float, Float]:
        x = (2 * v - 1) * wide / 2 * (1 - 0.3 * u**2)
        return x, 0.55 * tall * u + 0.10 * (2 * v - 1) ** 2, tall * u + 0 * v

    return moved(sheet(grid(bow, 8, 10)[::-1]), at)
