# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Wheelchairs with big rear wheels and hand rims."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    bend,
    bounds,
    box,
    cylinder,
    lathe,
    moved,
    placed,
    rotation,
    translation,
    tube,
)
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh


def wheelchair(
    seat: Material,
    frame: Material,
    width: float = 0.44,
    height: float = 0.5,
    wheel: float = 0.3,
    spokes: int = 14,
) -> Asset:
    """A folding wheelchair that faces -Y. width: of the seat; height: of the seat; wheel: radius of the rear wheels."""
    half, deep = width / 2, 0.42
    bars: list[Mesh] = []
    tyres: list[Mesh] = []
    shiny: list[Mesh] = []
    pads: list[Mesh] = []
    back, top = deep / 2 - 0.02, 0.92
    for s in (-1, 1):
        x = s * half
        frame_path = [
            (x, back + 0.1, top),
            (x, back, top),
            (x, back, 0.2),
            (x, -deep / 2, 0.2),
            (x, -deep / 2, height - 0.02),
        ]
        bars.append(tube(bend(frame_path, 0.05, 5), 0.011, 12))
        bars.append(
            tube(
                bend(
                    [
                        (x, back, height - 0.02),
                        (x, -deep / 2 - 0.03, height - 0.02),
                        (x, -deep / 2 - 0.2, 0.1),
                    ],
                    0.08,
                    6,
                ),
                0.011,
                12,
            )
        )
        bars.append(
            tube(
                bend(
                    [
                        (x, back, height + 0.22),
                        (x, -deep / 2 + 0.1, height + 0.22),
                        (x, -deep / 2 + 0.04, height - 0.02),
                    ],
                    0.05,
                    5,
                ),
                0.01,
                12,
            )
        )
        pads.append(box((0.045, 0.27, 0.03), (x, 0.02, height + 0.235), 0.012, 3))
        tyres.append(
            placed(
                cylinder(0.016, 0.1, 0.006, 16), translation(x, back + 0.06, top) @ rotation("x", -np.pi / 2)
            )
        )
        bars.append(box((half * 0.8, 0.14, 0.012), (s * (half - half * 0.4), -deep / 2 - 0.23, 0.098), 0.005))
        # The big wheel: tyre, rim, spokes, hand rim.
        at = translation(s * (half + 0.055), back - 0.02, wheel) @ rotation("y", np.pi / 2)
        turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1)
        tyres.append(placed(tube(ring * (wheel - 0.014), 0.014, 12, closed=True), at))
        shiny.append(placed(tube(ring * (wheel - 0.034), 0.009, 10, closed=True), at))
        hand = ring * (wheel - 0.05) + (0, 0, s * 0.04)
        shiny.append(placed(tube(hand, 0.009, 10, closed=True), at))
        shiny.append(placed(moved(cylinder(0.024, 0.07, 0.005, 20), (0, 0, -0.035)), at))
        shiny.append(placed(tube([(0, 0, -s * 0.06), (0, 0, 0)], 0.009, 10), at))
        for k in range(spokes):
            a = 2 * np.pi * k / spokes
            shiny.append(
                placed(
                    tube(
                        [
                            (0.02 * np.cos(a + 0.5), 0.02 * np.sin(a + 0.5), 0),
                            ((wheel - 0.034) * np.cos(a), (wheel - 0.034) * np.sin(a), 0),
                        ],
                        0.0018,
                        6,
                    ),
                    at,
                )
            )
        for k in range(6):
            a = np.pi * k / 3 + 0.2
            way = np.array([np.cos(a), np.sin(a), 0])
            shiny.append(
                placed(tube([way * (wheel - 0.036), way * (wheel - 0.05) + (0, 0, s * 0.04)], 0.003, 6), at)
            )
        caster = placed(
            lathe(
                [(0, -0.014), (0.055, -0.014), (0.065, -0.009), (0.065, 0.009), (0.055, 0.014), (0, 0.014)],
                28,
                0.5,
            ),
            translation(x, -deep / 2 - 0.02, 0.065) @ rotation("y", np.pi / 2),
        )
        tyres.append(caster)
        bars.append(
            tube(
                bend(
                    [
                        (x + s * 0.022, -deep / 2 - 0.02, 0.065),
                        (x + s * 0.022, -deep / 2 - 0.02, 0.15),
                        (x, -deep / 2, 0.15),
                        (x, -deep / 2, 0.22),
                    ],
                    0.012,
                    3,
                ),
                0.007,
                10,
            )
        )
        bars.append(tube([(s * half, -0.05, 0.21), (-s * half, -0.05 + 0.02 * s, height - 0.03)], 0.01, 10))
    cloth = [
        box((width + 0.02, deep - 0.03, 0.035), (0, 0.0, height + 0.006), 0.015, 3),
        box((width + 0.02, 0.022, 0.4), (0, back, height + 0.25), 0.01, 3),
        box((width - 0.04, 0.012, 0.1), (0, -deep / 2 - 0.14, 0.3), 0.004),
    ]
    made = parts(
        (bars, frame),
        (tyres, materials.plastic((0.05, 0.05, 0.055), 0.6)),
        (shiny, materials.metal((0.76, 0.76, 0.77), 0.2)),
        (pads, materials.plastic((0.06, 0.06, 0.065), 0.5)),
        (cloth, seat),
    )
    span = bounds([p.mesh for p in made])
    shift = (0.0, -float(span[0, 1] + span[1, 1]) / 2, -float(span[0, 2]))
    return Asset(
        "wheelchair", parts(*(([moved(p.mesh, shift)], p.material) for p in made)), {"color": "black"}
    )


@sampler("wheelchair")
def wheelchair_rand(rng: np.random.Generator) -> Asset:
    """A wheelchair with a seat of dark cloth."""
    seat = materials.fabric(
        finishes.jitter(
            [(0.06, 0.06, 0.07), (0.1, 0.14, 0.3), (0.3, 0.07, 0.07)][int(rng.integers(3))], rng, 0.01
        ),
        seed=finishes.seed(rng),
    )
    frame = (
        materials.metal((0.74, 0.74, 0.75), 0.25)
        if rng.random() < 0.5
        else materials.paint(
            finishes.hsv(rng.random(), rng.uniform(0.3, 0.8), rng.uniform(0.15, 0.5)),
            0.25,
            seed=finishes.seed(rng),
        )
    )
    return wheelchair(
        seat,
        frame,
        float(rng.uniform(0.4, 0.47)),
        float(rng.uniform(0.48, 0.53)),
        float(rng.uniform(0.29, 0.31)),
    )
