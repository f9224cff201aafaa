# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pupils' desks for one or two: a laminated top on a steel frame, a shelf for books, hooks for bags.

The sitter is at -Y.
"""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, tube
from cavendish.scenes.parts.fittings import parts, rounded, slab
from cavendish.scenes.scene import Asset, Colour, Material, Mesh, Support

FRAMES = ("legs", "cantilever", "sledge", "wood")


def school_desk(
    top: Material,
    edge: Material,
    metal: Material,
    frame: str = "legs",
    width: float = 0.7,
    depth: float = 0.5,
    height: float = 0.72,
    shelf: str = "sheet",
    hooks: bool = True,
    stop: float = 0.0,
    bar: float = 0.014,
) -> Asset:
    """A desk.

    frame: one of FRAMES; shelf: sheet, wire or none under the top; bar: radius of its tubes; stop:
    height of a rim at the far side that keeps pencils on it.
    """
    thick = 0.02
    z = height - thick
    tops = [slab(rounded(width, depth, 0.03, 6), thick, z, 0.004)]
    edges = []
    for s in (-1, 1):
        edges.append(
            box((width * 0.9, 0.004, thick * 0.8), (0, s * (depth / 2 - 0.001), z + thick / 2), 0.001, 1)
        )
        edges.append(
            box((0.004, depth * 0.84, thick * 0.8), (s * (width / 2 - 0.001), 0, z + thick / 2), 0.001, 1)
        )
    if stop > 0:
        edges.append(
            box((width * 0.9, 0.012, stop), (0, depth / 2 - 0.016, height + stop / 2 - 0.0005), 0.003, 1)
        )
    bars: list[Mesh] = []
    caps: list[Mesh] = []
    x, y = width / 2 - 0.055, depth / 2 - 0.05
    r = bar
    under = z - r
    if frame == "legs":
        for s in (-1, 1):
            path = bend(
                [(s * x, -y, 0.012), (s * x, -y, under), (s * x, y, under), (s * x, y, 0.012)], 0.05, 5
            )
            bars.append(tube(path, r, 12))
            bars.append(tube([(s * x, -y, 0.14), (s * x, y, 0.14)], r * 0.7, 10))
            caps += [box((r * 2.5, r * 2.5, 0.03), (s * x, t * y, 0.015), 0.003, 1) for t in (-1, 1)]
        bars.append(tube([(-x, y, under - 0.09), (x, y, under - 0.09)], r * 0.9, 10))
        bars += [
            tube([(-x, t * (y - 0.03), under), (x, t * (y - 0.03), under)], r * 0.9, 10) for t in (-1, 1)
        ]
    elif frame == "cantilever":
        for s in (-1, 1):
            path = bend(
                [
                    (s * x, -y, 1.15 * r + 0.001),
                    (s * x, y * 0.75, 1.15 * r + 0.001),
                    (s * x, y * 0.55, under),
                    (s * x, -y, under),
                ],
                0.07,
                6,
            )
            bars.append(tube(path, r * 1.15, 12))
            caps += [
                box((r * 2.9, 0.04, r * 2.6), (s * x, t, r * 1.3), 0.003, 1) for t in (-y + 0.01, y * 0.55)
            ]
        bars.append(tube([(-x, y * 0.58, under - 0.2), (x, y * 0.58, under - 0.2)], r, 10))
        bars += [tube([(-x, t, under), (x, t, under)], r * 0.9, 10) for t in (-y + 0.04, y * 0.4)]
    elif frame == "sledge":
        for s in (-1, 1):
            path = bend(
                [
                    (s * x, -y + 0.04, under),
                    (s * x, -y, r + 0.002),
                    (s * x, y, r + 0.002),
                    (s * x, y - 0.04, under),
                ],
                0.05,
                6,
            )
            bars.append(tube(path, r, 12))
            bars.append(tube([(s * x, -y + 0.04, under), (s * x, y - 0.04, under)], r * 0.9, 10))
            caps += [box((r * 2.6, 0.05, r * 0.9), (s * x, t * y * 0.7, r * 0.45), 0.002, 1) for t in (-1, 1)]
        bars += [tube([(-x, y - 0.02, h), (x, y - 0.02, h)], r * 0.9, 10) for h in (under, height * 0.35)]
    else:
        leg = 0.042
        for sx in (-1, 1):
            for sy in (-1, 1):
                bars.append(
                    box(
                        (leg, leg, z + 0.001),
                        (sx * (width / 2 - leg), sy * (depth / 2 - leg), (z + 0.001) / 2),
                        0.004,
                    )
                )
        for s in (-1, 1):
            bars.append(
                box((0.02, depth - 3 * leg + 0.01, 0.1), (s * (width / 2 - leg), 0, z - 0.05), 0.002, 1)
            )
            bars.append(
                box((0.024, depth - 3 * leg + 0.01, 0.03), (s * (width / 2 - leg), 0, 0.14), 0.003, 1)
            )
        bars.append(box((width - 3 * leg + 0.01, 0.02, 0.16), (0, depth / 2 - leg, z - 0.08), 0.002, 1))
        bars.append(box((width - 2.6 * leg, 0.024, 0.03), (0, 0, 0.14), 0.003, 1))
    drop = 0.115
    w, d = width - 0.17, depth - 0.14
    supports = [
        Support((-width / 2 + 0.03, width / 2 - 0.03), (-depth / 2 + 0.03, depth / 2 - 0.035), height)
    ]
    if shelf == "sheet":
        t = 0.0025 if frame != "wood" else 0.01
        bars.append(box((w, d, t), (0, 0.02, z - drop), 0.001, 1))
        bars += [box((t, d, drop), (s * (w / 2 - t / 2), 0.02, z - drop / 2), 0.001, 1) for s in (-1, 1)]
        bars.append(box((w, t, drop), (0, 0.02 + d / 2 - t / 2, z - drop / 2), 0.001, 1))
        supports.append(
            Support((-w / 2 + 0.02, w / 2 - 0.02), (0.03 - d / 2, d / 2), z - drop + t / 2, drop - 0.03)
        )
    elif shelf == "wire":
        for k in np.linspace(-w / 2, w / 2, 9):
            bars.append(
                tube(
                    bend(
                        [
                            (k, d / 2 + 0.01, z),
                            (k, d / 2, z - drop),
                            (k, -d / 2 + 0.02, z - drop),
                            (k, -d / 2, z - drop + 0.03),
                        ],
                        0.02,
                        3,
                    ),
                    0.0024,
                    6,
                )
            )
        for back in (d / 2, 0.0, -d / 2 + 0.02):
            bars.append(tube([(-w / 2, back, z - drop), (w / 2, back, z - drop)], 0.0032, 6))
        bars += [
            tube(
                bend(
                    [
                        (s * w / 2, -d / 4, z),
                        (s * w / 2, -d / 4, z - drop),
                        (s * w / 2, d / 4, z - drop),
                        (s * w / 2, d / 4, z),
                    ],
                    0.01,
                    3,
                ),
                0.003,
                6,
            )
            for s in (-1, 1)
        ]
    if hooks:
        for s in (-1, 1):
            hook = bend(
                [
                    (s * (x + r), 0.02, under - 0.002),
                    (s * (x + r + 0.025), 0.02, under - 0.02),
                    (s * (x + r + 0.03), 0.02, under - 0.06),
                    (s * (x + r + 0.045), 0.02, under - 0.045),
                ],
                0.015,
                3,
            )
            bars.append(tube(hook, 0.0035, 7))
    rubber = materials.plastic((0.08, 0.08, 0.085), 0.5)
    attributes = {"material": top.kind, "kind": "double" if width > 0.95 else "single"}
    return Asset(
        "school desk",
        parts((tops, top), (edges, edge), (bars, metal), (caps, rubber)),
        attributes,
        tuple(supports),
    )


@sampler("school desk")
def school_desk_rand(rng: np.random.Generator) -> Asset:
    """A desk for one of 0.62 to 0.75 m, or for two of 1.2 to 1.35 m."""
    double = rng.random() < 0.45
    frame = str(rng.choice(FRAMES, p=[0.42, 0.28, 0.15, 0.15]))
    pick = rng.random()
    level = float(rng.uniform(0.75, 0.9))
    top = (
        finishes.wood(rng, str(rng.choice(["beech", "birch", "pine", "oak"])))
        if pick < 0.65 or frame == "wood"
        else materials.plastic((level, level, level * 0.97), 0.4, seed=finishes.seed(rng))
    )
    tones: list[Colour] = [
        (0.72, 0.73, 0.74),
        (0.05, 0.05, 0.055),
        (0.16, 0.28, 0.5),
        (0.55, 0.12, 0.1),
        (0.2, 0.4, 0.26),
        (0.85, 0.7, 0.15),
    ]
    tone = tones[int(rng.choice(6, p=[0.4, 0.2, 0.16, 0.08, 0.1, 0.06]))]
    metal = finishes.wood(rng, "beech") if frame == "wood" else materials.paint(tone, 0.35)
    edge = top if frame == "wood" or rng.random() < 0.4 else materials.plastic((0.12, 0.12, 0.13), 0.45)
    return school_desk(
        top,
        edge,
        metal,
        frame,
        float(rng.uniform(1.2, 1.32) if double else rng.uniform(0.64, 0.75)),
        float(rng.uniform(0.48, 0.56)),
        float(rng.choice([0.64, 0.7, 0.76])) + float(rng.uniform(-0.01, 0.01)),
        str(rng.choice(["sheet", "wire", "none"], p=[0.45, 0.3, 0.25])) if frame != "wood" else "sheet",
        bool(rng.random() < 0.6 and frame != "wood"),
        float(rng.choice([0.0, 0.0, 0.008])),
        float(rng.uniform(0.0125, 0.0165)),
    )
