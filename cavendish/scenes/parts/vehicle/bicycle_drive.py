# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What drives a bicycle: chainring, cranks, pedals, chain and its guard."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import box, cylinder, lathe, moved, prism, tube, turned
from cavendish.scenes.parts.vehicle.fittings import disc
from cavendish.scenes.scene import Float, Mesh

Meshes = dict[str, list[Mesh]]


def drive(out: Meshes, low: Float, rear: Float, crank: float, guard: bool, kind: str) -> list[Float]:
    """Chainring, cranks, pedals, chain and its guard, on the right side; returns the pedals' tops, right and left."""
    x, ring, cog = -0.046, 0.092, 0.040
    plate_ = turned(
        lathe(
            [
                (ring * 0.72, -0.0015),
                (ring, -0.0015),
                (ring, 0.0015),
                (ring * 0.72, 0.0015),
                (ring * 0.72, -0.0015),
            ],
            28,
            0.4,
        ),
        "y",
        np.pi / 2,
    )
    out["chrome"].append(moved(plate_, low + (x, 0, 0)))
    out["chrome"] += [
        moved(
            turned(box((0.004, 0.014, ring * 0.74), (0, 0, ring * 0.38), 0), "x", k * 2 * np.pi / 5),
            low + (x, 0, 0),
        )
        for k in range(5)
    ]
    sprocket = turned(moved(cylinder(cog, 0.012, 0.002, 18), (0, 0, -0.006)), "y", np.pi / 2)
    out["trim"].append(moved(sprocket, rear + (x, 0, 0)))
    # the chain runs round both
    turn = np.linspace(np.pi / 2, 3 * np.pi / 2, 9)
    back = np.linspace(-np.pi / 2, np.pi / 2, 7)
    path = [(x, low[1] + ring * np.cos(a), low[2] + ring * np.sin(a)) for a in turn]
    path += [(x, rear[1] + cog * np.cos(a), rear[2] + cog * np.sin(a)) for a in back]
    out["trim"].append(tube(path, 0.0045, 5, closed=True))
    if guard:
        ends = [
            (low, ring + 0.018, np.linspace(np.pi / 2, 3 * np.pi / 2, 11)),
            (rear, cog + 0.02, np.linspace(-np.pi / 2, np.pi / 2, 9)),
        ]
        outline = np.array(
            [(c[1] + r * np.cos(a), c[2] + r * np.sin(a)) for c, r, turns in ends for a in turns]
        )
        case = turned(turned(prism(outline * (1, 1), 0.022, 0.005), "x", np.pi / 2), "z", np.pi / 2)
        # prism stands on z over (y, z): turned so that its thickness runs along X
        out["guard"].append(moved(case, (x - 0.011, 0, 0)))
        out["chrome"].append(moved(turned(disc(0.05, 0.004), "z", -np.pi / 2), low + (x - 0.0125, 0, 0)))
    tops = []
    for side in (-1, 1):
        angle = crank + (np.pi if side > 0 else 0.0)
        arm = np.array([0, -np.cos(angle), np.sin(angle)]) * 0.168
        a = low + (side * 0.066, 0, 0)
        b = a + arm + (side * 0.008, 0, 0)
        out["chrome"] += [
            tube([a, b], 0.0095, 8),
            tube([low + (side * 0.03, 0, 0), a + (side * 0.008, 0, 0)], 0.013, 8),
        ]
        out["chrome"].append(tube([b, b + (side * 0.10, 0, 0)], 0.006, 6))
        pedal = b + (side * 0.060, 0, 0)
        tops.append(pedal + (0, 0, 0.013))
        out["rubber"] += [box((0.088, 0.022, 0.026), pedal + (0, d, 0), 0.005, 1) for d in (-0.032, 0.032)]
        out["trim"] += [box((0.006, 0.085, 0.014), pedal + (d, 0, 0), 0.001, 1) for d in (-0.046, 0.046)]
    if kind in ("racing bicycle", "mountain bicycle"):  # cogs and the derailleur
        out["chrome"] += [
            moved(turned(disc(cog * k, 0.002), "z", -np.pi / 2), rear + (x + 0.006 + 0.004 * j, 0, 0))
            for j, k in enumerate((1.0, 1.2, 1.4))
        ]
        low_ = rear + (x, -0.01, -0.10)
        out["trim"].append(
            tube([rear + (x - 0.012, 0, -0.02), rear + (x - 0.012, 0.02, -0.05), low_], 0.008, 6)
        )
        out["trim"].append(moved(turned(disc(0.022, 0.006), "z", -np.pi / 2), low_))
    return tops
