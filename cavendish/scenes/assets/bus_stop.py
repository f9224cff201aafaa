# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bus stops: a shelter of glass and steel or of wood, with a bench, a timetable and a sign."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved
from cavendish.scenes.parts.facade.elements import Bag, Row, bag, boxes, finished, quads, rods, slab
from cavendish.scenes.parts.facade.letters import letters
from cavendish.scenes.parts.fittings import centred
from cavendish.scenes.scene import Asset, Material, Support

Roof = Literal["flat", "sloped", "arched"]
ROOFS: tuple[Roof, ...] = ("flat", "sloped", "arched")


def bus_stop(
    width: float,
    depth: float,
    height: float,
    frame: Material,
    pane: Material,
    accent: Material,
    seat: Material,
    roof: Roof = "flat",
    poster: bool = True,
    sign: bool = True,
) -> Asset:
    """A shelter open to -Y, where the bus comes. accent: of its fascia and sign; poster: a lit case at its right side.

    sign: a post with a flag before it, at the left.
    """
    pieces, a, b = bag(), width / 2, depth / 2
    count = max(round(width / 1.35), 2)
    x = np.linspace(-a + 0.05, a - 0.05, count + 1)
    eave = height - 0.16
    posts: list[Row] = [(float(u) - 0.035, float(u) + 0.035, b - 0.07, b, 0.0, eave) for u in x]
    posts += [
        (s * (a - 0.05) - 0.035, s * (a - 0.05) + 0.035, -b + 0.32, -b + 0.39, 0.0, eave) for s in (-1, 1)
    ]
    pieces["frame"].append(boxes(posts, 0.006))
    pieces["frame"].append(
        boxes([(-a + 0.05, a - 0.05, b - 0.06, b - 0.01, z, z + 0.05) for z in (0.14, eave - 0.06)], 0.004)
    )
    pieces["frame"].append(
        boxes(
            [(p[0] - 0.035, p[1] + 0.035, p[3] - 0.1, p[3] + 0.04, 0.0, 0.012) for p in posts],
            0.003,
        )
    )
    for u, v in zip(x[:-1], x[1:], strict=True):
        pieces["pane"].append(boxes([(u + 0.045, v - 0.045, b - 0.04, b - 0.03, 0.2, eave - 0.07)]))
        clips = [
            (c - 0.02, c + 0.02, b - 0.05, b - 0.02, z - 0.02, z + 0.02)
            for c in (u + 0.045, v - 0.045)
            for z in (0.45, 1.2, eave - 0.3)
        ]
        pieces["frame"].append(boxes(clips, 0.003))
        pieces["mark"].append(
            boxes(
                [
                    (u + 0.06 + k * 0.11, u + 0.1 + k * 0.11, b - 0.0415, b - 0.0285, 1.42, 1.46)
                    for k in range(int((v - u - 0.14) / 0.11))
                ]
            )
        )
    sides = (-1,) if poster else (-1, 1)
    for s in sides:
        u = s * (a - 0.05)
        pieces["pane"].append(boxes([(u - 0.005, u + 0.005, -b + 0.4, b - 0.08, 0.2, eave - 0.07)]))
        pieces["frame"].append(
            boxes(
                [(u - 0.02, u + 0.02, -b + 0.38, b - 0.06, z, z + 0.045) for z in (0.14, eave - 0.06)], 0.004
            )
        )
    if poster:
        u = a - 0.09
        pieces["frame"].append(
            boxes(
                [
                    (u - 0.09, u + 0.09, -b + 0.12, -b + 1.32, 0.22, 2.05),
                    (u - 0.05, u + 0.05, -b + 0.5, -b + 0.9, 0, 0.24),
                ],
                0.02,
            )
        )
        y0, y1 = -b + 0.18, -b + 1.26
        faces = [
            [(u - 0.0915, y1, 0.3), (u - 0.0915, y0, 0.3), (u - 0.0915, y0, 1.97), (u - 0.0915, y1, 1.97)]
        ]
        faces += [
            [(u + 0.0915, y0, 0.3), (u + 0.0915, y1, 0.3), (u + 0.0915, y1, 1.97), (u + 0.0915, y0, 1.97)]
        ]
        pieces["poster"].append(quads(faces))
    _roof(pieces, a, b, eave, height, roof)
    pieces["accent"].append(boxes([(-a, a, -b - 0.03, -b + 0.005, eave + 0.01, height - 0.01)], 0.006))
    pieces["letter"].append(moved(letters("BUS STOP", 0.085, 0.004), (0, -b - 0.031, (eave + height) / 2)))
    long = min(width * 0.55, 2.2)
    mid = -a + 0.3 + long / 2
    pieces["seat"].append(
        boxes(
            [
                (mid - long / 2, mid + long / 2, b - 0.52 + k * 0.1, b - 0.435 + k * 0.1, 0.44, 0.475)
                for k in range(4)
            ],
            0.006,
        )
    )
    for u in (mid - long * 0.36, mid + long * 0.36):
        pieces["frame"].append(
            boxes(
                [
                    (u - 0.025, u + 0.025, b - 0.5, b - 0.05, 0.4, 0.44),
                    (u - 0.025, u + 0.025, b - 0.33, b - 0.27, 0, 0.41),
                ],
                0.004,
            )
        )
    pieces["paper"].append(
        boxes([(a - 0.95 if width > 2.8 else a - 0.75, a - 0.4, b - 0.062, b - 0.05, 1.1, 1.85)], 0.004)
    )
    pieces["frame"].append(
        boxes([(a - 0.99 if width > 2.8 else a - 0.79, a - 0.36, b - 0.055, b - 0.03, 1.06, 1.89)], 0.006)
    )
    if sign:
        u, y = -a - 0.35, -b + 0.1
        pieces["frame"].append(moved(cylinder(0.032, 2.75, 0.006, 18), (u, y, 0)))
        pieces["frame"].append(moved(cylinder(0.09, 0.02, 0.004, 20), (u, y, 0)))
        pieces["accent"].append(box((0.05, 0.46, 0.46), (u, y - 0.27, 2.46), 0.012))
        for s in (-1, 1):
            word = moved(letters("BUS", 0.14, 0.003), (0, 0, 0))
            turn = np.array([[0, -s, 0], [s, 0, 0], [0, 0, 1.0]])
            flag = word.vertices @ turn.T + (u + s * 0.026, y - 0.27, 2.5)
            pieces["letter"].append(type(word)(flag.astype(np.float32), word.faces, None, word.uvs))
        pieces["paper"].append(box((0.03, 0.22, 0.34), (u + 0.04, y, 1.5), 0.004))
    finish = {
        "frame": frame,
        "pane": pane,
        "accent": accent,
        "seat": seat,
        "letter": materials.plastic((0.93, 0.93, 0.91), 0.3),
        "paper": materials.paper((0.92, 0.91, 0.87), pattern=1.0),
        "poster": materials.paper((0.85, 0.5, 0.3), (0.15, 0.3, 0.5), pattern=3.0, seed=width * 10),
        "mark": materials.plastic((0.9, 0.9, 0.9), 0.5),
        "roof": accent if roof == "arched" else frame,
    }
    made = finished(pieces, finish)
    span = centred(made)
    shift = float(span[0].mesh.vertices[0, 1] - made[0].mesh.vertices[0, 1])
    perch = Support(
        (mid - long / 2 + 0.05, mid + long / 2 - 0.05), (b - 0.5 + shift, b - 0.15 + shift), 0.475, 1.5
    )
    return Asset("bus stop", span, {"roof": roof, "color": _word(accent)}, (perch,))


def _roof(into: Bag, a: float, b: float, eave: float, height: float, roof: Roof) -> None:
    if roof == "flat":
        into["roof"].append(boxes([(-a - 0.04, a + 0.04, -b, b + 0.06, eave, height)], 0.02))
    elif roof == "sloped":
        low, high = eave, height
        into["roof"].append(
            slab(
                [
                    (-a - 0.04, -b, high),
                    (a + 0.04, -b, high),
                    (a + 0.04, b + 0.1, low + 0.06),
                    (-a - 0.04, b + 0.1, low + 0.06),
                ],
                0.06,
            )
        )
        into["frame"].append(
            boxes(
                [
                    (u - 0.03, u + 0.03, -b + 0.05, b, eave - 0.04, eave + 0.03)
                    for u in (-a + 0.05, 0.0, a - 0.05)
                ],
                0.004,
            )
        )
    else:
        turn = np.linspace(0.0, 1.0, 13)
        y = -b + (2 * b + 0.08) * turn
        z = eave + 0.03 + 0.16 * np.sin(np.pi * turn) + 0.1 * (1 - turn)
        for k in range(12):
            into["roof"].append(
                slab(
                    [
                        (-a - 0.04, y[k], z[k] + 0.03),
                        (a + 0.04, y[k], z[k] + 0.03),
                        (a + 0.04, y[k + 1], z[k + 1] + 0.03),
                        (-a - 0.04, y[k + 1], z[k + 1] + 0.03),
                    ],
                    0.03,
                )
            )
        for u in (-a + 0.05, a - 0.05):
            into["frame"].append(
                rods(
                    np.column_stack([np.full(12, u), y[:-1], z[:-1] - 0.02]),
                    np.column_stack([np.full(12, u), y[1:], z[1:] - 0.02]),
                    0.022,
                    8,
                )
            )


def _word(paint: Material) -> str:
    r, g, b = paint.color
    if max(r, g, b) - min(r, g, b) < 0.12:
        return "dark" if r < 0.3 else "grey"
    return "yellow" if r > 0.6 and g > 0.45 else "red" if r > max(g, b) else "blue" if b > g else "green"


@sampler("bus stop")
def bus_stop_rand(rng: np.random.Generator) -> Asset:
    """A bus stop."""
    seed = finishes.seed(rng)
    coats = [(0.1, 0.11, 0.12), (0.55, 0.57, 0.58), (0.1, 0.2, 0.15), (0.2, 0.22, 0.25)]
    frame = materials.paint(coats[int(rng.integers(4))], 0.4, seed=seed)
    colors = [(0.05, 0.2, 0.5), (0.66, 0.08, 0.08), (0.1, 0.36, 0.22), (0.85, 0.62, 0.06), (0.15, 0.16, 0.18)]
    accent = materials.paint(finishes.jitter(colors[int(rng.integers(5))], rng, 0.01), 0.35, seed=seed)
    wood = materials.wood((0.55, 0.4, 0.26), roughness=0.6, seed=seed)
    return bus_stop(
        rng.uniform(2.6, 4.9),
        rng.uniform(1.3, 1.8),
        rng.uniform(2.4, 2.7),
        frame,
        materials.glass((0.85, 0.92, 0.92)),
        accent,
        wood if rng.random() < 0.6 else materials.metal((0.6, 0.61, 0.62), 0.35, seed=seed),
        ROOFS[int(rng.integers(3))],
        bool(rng.random() < 0.65),
        bool(rng.random() < 0.8),
    )
