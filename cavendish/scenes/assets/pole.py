# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Poles: of wood for cables, of steel, of concrete, for flags."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import cylinder, lathe, moved, turned
from cavendish.scenes.parts.facade.elements import bag, boxes, copies, finished, rods
from cavendish.scenes.scene import Asset, Material

Style = Literal["wood", "steel", "concrete", "flag"]


def pole(
    height: float,
    radius: float,
    body: Material,
    fitting: Material,
    style: Style = "steel",
    arms: int = 1,
    box: bool = False,
    steps: bool = False,
) -> Asset:
    """A pole of `height`, of `radius` at its foot. arms: cross-arms with insulators on a cable pole.

    box: a switch box at chest height; steps: rungs up its sides; style "flag": a slim mast with a ball and a rope.
    """
    pieces = bag()
    top = radius * {"wood": 0.68, "steel": 0.6, "concrete": 0.62, "flag": 0.5}[style]
    pieces["body"].append(cylinder(radius, height, 0.01, 24, top=top))
    if style in ("steel", "flag"):
        plate = 2.4 * radius
        pieces["fitting"].append(cylinder(plate, 0.025, 0.004, 28))
        bolt = cylinder(0.016, 0.03, 0.003, 6)
        turn = np.arange(4) * np.pi / 2 + np.pi / 4
        at = np.stack([np.cos(turn) * plate * 0.8, np.sin(turn) * plate * 0.8, 0 * turn + 0.024], 1)
        pieces["fitting"].append(copies(bolt, at))
        collar = lathe([(radius * 1.25, 0.02), (radius * 1.25, 0.2), (radius * 0.98, 0.27)], 24)
        pieces["fitting"].append(collar)
    if style == "flag":
        ball = np.linspace(-np.pi / 2, np.pi / 2, 10)
        pieces["fitting"].append(
            moved(lathe(np.stack([0.07 * np.cos(ball), 0.07 * np.sin(ball)], 1), 16), (0, 0, height + 0.05))
        )
        rope = (
            [(radius * 0.9, -0.02, 1.2), (radius * 1.3, -0.02, 1.2)],
            [(top + 0.01, 0, height - 0.1), (top + 0.05, 0, height - 0.1)],
        )
        pieces["fitting"].append(rods(*rope, 0.004, 5))
        pieces["fitting"].append(boxes([(radius * 0.7, radius * 1.35, -0.03, 0.0, 1.14, 1.26)], 0.006))
    if style in ("wood", "concrete"):
        insulator = lathe(
            [
                (0.012, -0.05),
                (0.012, 0),
                (0.035, 0.02),
                (0.04, 0.05),
                (0.022, 0.06),
                (0.038, 0.075),
                (0.03, 0.11),
                (0, 0.125),
            ],
            12,
        )
        for k in range(arms):
            z = height - 0.35 - 0.7 * k
            reach = 1.15 - 0.12 * k
            pieces["arm"].append(boxes([(-reach, reach, -top - 0.1, -top + 0.0, z - 0.06, z + 0.06)], 0.008))
            brace = (
                [(-reach * 0.6, -top - 0.04, z), (reach * 0.6, -top - 0.04, z)],
                [(0, -top - 0.02, z - 0.5)] * 2,
            )
            pieces["fitting"].append(rods(*brace, 0.012))
            x = np.array([-0.93, -0.5, 0.5, 0.93]) * reach
            pieces["glaze"].append(copies(insulator, np.stack([x, 0 * x - top - 0.05, 0 * x + z + 0.1], 1)))
        pieces["fitting"].append(rods([(0, -radius * 0.99, 0.0)], [(0, -top - 0.01, height - 0.5)], 0.012))
    if box:
        pieces["box"].append(
            boxes(
                [
                    (-0.14, 0.14, -radius - 0.2, -radius * 0.6, 1.05, 1.6),
                    (-0.155, 0.155, -radius - 0.22, -radius * 0.6, 1.6, 1.63),
                ],
                0.012,
            )
        )
        pieces["box"].append(boxes([(-0.115, 0.115, -radius - 0.206, -radius - 0.19, 1.08, 1.57)], 0.004))
        band = turned(cylinder(0.012, 0.04, 0.003, 8), "x", np.pi / 2)
        pieces["fitting"].append(moved(band, (0.09, -radius - 0.2, 1.33)))
    if steps:
        rung = np.arange(2.2, height - 1.0, 0.42)
        side = np.where(np.arange(len(rung)) % 2, 1.0, -1.0)
        foot = np.stack([0 * rung, 0 * rung, rung], 1)
        pieces["fitting"].append(
            rods(foot, foot + np.stack([side * (radius + 0.16), 0 * rung, 0 * rung], 1), 0.011)
        )
    if style == "wood":
        pieces["fitting"].append(boxes([(-0.05, 0.05, -radius - 0.006, -radius * 0.7, 1.7, 1.82)], 0.003))
    parts = finished(
        pieces,
        {
            "body": body,
            "fitting": fitting,
            "arm": body if style == "wood" else fitting,
            "glaze": materials.ceramic((0.36, 0.22, 0.16) if style == "wood" else (0.8, 0.8, 0.78)),
            "box": materials.paint((0.55, 0.58, 0.57), 0.45),
        },
    )
    return Asset(
        "pole",
        parts,
        {"material": style if style in ("wood", "concrete") else "steel", "kind": _KINDS[style]},
    )


_KINDS = {"wood": "telegraph pole", "concrete": "power pole", "steel": "steel pole", "flag": "flagpole"}


@sampler("pole")
def pole_rand(rng: np.random.Generator) -> Asset:
    """A pole."""
    styles: tuple[Style, ...] = ("wood", "steel", "concrete", "flag")
    style = styles[int(rng.choice(4, p=[0.4, 0.3, 0.18, 0.12]))]
    seed = finishes.seed(rng)
    steel = materials.metal((0.6, 0.61, 0.62), 0.45, seed=seed)
    coat = finishes.jitter(
        [(0.12, 0.14, 0.13), (0.3, 0.33, 0.34), (0.7, 0.71, 0.7)][int(rng.integers(3))], rng, 0.01
    )
    body = {
        "wood": materials.wood(
            finishes.jitter((0.4, 0.32, 0.25), rng, 0.02), (0.24, 0.18, 0.14), 0.85, 0.01, seed
        ),
        "steel": steel if rng.random() < 0.5 else materials.paint(coat, 0.4, seed=seed),
        "concrete": materials.concrete((0.56, 0.55, 0.52), seed=seed),
        "flag": materials.paint((0.86, 0.86, 0.85), 0.3, seed=seed),
    }[style]
    cable = style in ("wood", "concrete")
    return pole(
        rng.uniform(7.5, 11.5)
        if cable
        else rng.uniform(6.0, 10.0)
        if style == "flag"
        else rng.uniform(3.5, 7.0),
        rng.uniform(0.13, 0.17) if cable else rng.uniform(0.055, 0.09),
        body,
        steel,
        style,
        int(rng.integers(0, 3)) if cable else 0,
        bool(style != "flag" and rng.random() < 0.35),
        bool(style == "wood" and rng.random() < 0.4),
    )
