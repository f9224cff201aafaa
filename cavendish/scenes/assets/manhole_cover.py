# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Manhole covers of cast iron, round or square, with a raised pattern, in their frames."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved, rotation, translation
from cavendish.scenes.parts.facade.elements import Row, bag, boxes, finished, turned_copies
from cavendish.scenes.scene import Asset, Float, Material

Pattern = Literal["squares", "rings", "rays", "bars"]
PATTERNS: tuple[Pattern, ...] = ("squares", "rings", "rays", "bars")


def manhole_cover(
    size: float,
    iron: Material,
    frame: Material,
    pattern: Pattern = "squares",
    square: bool = False,
    rise: float = 0.012,
) -> Asset:
    """A cover that lies in its frame on z = 0. size: of the frame, across; rise: of the frame over the road."""
    pieces, r = bag(), size / 2
    lid = r * 0.88
    knob = rise * 0.4
    top = rise * 0.6
    if square:
        w = r - lid
        rows = [
            (-r, r, -r, -lid - 0.003, 0, rise),
            (-r, r, lid + 0.003, r, 0, rise),
            (-r, -lid - 0.003, -lid, lid, 0, rise),
            (lid + 0.003, r, -lid, lid, 0, rise),
        ]
        pieces["frame"].append(boxes(rows, 0.003))
        pieces["iron"].append(box((2 * lid - 0.006, 2 * lid - 0.006, top), (0, 0, top / 2), 0.002, 1))
        pieces["dark"].append(boxes([(-r + w * 0.5, r - w * 0.5, -r + w * 0.5, r - w * 0.5, 0.0, top * 0.3)]))
    else:
        pieces["frame"].append(
            lathe(
                [
                    (lid + 0.003, 0),
                    (r, 0),
                    (r, rise * 0.7),
                    (r - 0.004, rise),
                    (lid + 0.003, rise),
                    (lid + 0.003, 0),
                ],
                56,
                0.4,
            )
        )
        pieces["iron"].append(cylinder(lid - 0.003, top, 0.002, 56))
        pieces["dark"].append(cylinder(lid + 0.01, top * 0.3, 0.0005, 40))
    inside = _square if square else _disc
    if pattern == "squares":
        step = 0.055
        n = int(lid / step) + 1
        x, y = (a.ravel() for a in np.meshgrid(np.arange(-n, n + 1) * step, np.arange(-n, n + 1) * step))
        keep = inside(x, y, lid - 0.045)
        s = 0.017
        pieces["worn"].append(
            boxes(
                [
                    (a - s, a + s, b - s, b + s, top * 0.5, top + knob)
                    for a, b in zip(x[keep], y[keep], strict=True)
                ],
            )
        )
    elif pattern == "bars":
        strips: list[Row] = []
        for k, y in enumerate(np.arange(-lid + 0.06, lid - 0.03, 0.045).tolist()):
            reach = (lid if square else float(np.sqrt(max(lid**2 - y**2, 0)))) - 0.045
            cuts = np.linspace(-reach, reach, 4 if k % 2 else 3)
            strips += [
                (a + 0.01, b - 0.01, y - 0.011, y + 0.011, top * 0.5, top + knob)
                for a, b in zip(cuts[:-1], cuts[1:], strict=True)
            ]
        pieces["worn"].append(boxes(strips, 0.003))
    else:
        for share in (0.9, 0.62, 0.34) if pattern == "rings" else (0.9, 0.3):
            q = lid * share
            pieces["iron"].append(
                lathe(
                    [
                        (q - 0.012, top * 0.6),
                        (q, top * 0.6),
                        (q, top + knob),
                        (q - 0.012, top + knob),
                        (q - 0.012, top * 0.6),
                    ],
                    48,
                    0.4,
                )
            )
        counts = ((24, 0.76), (16, 0.48), (8, 0.2)) if pattern == "rings" else ((28, 0.6),)
        for count, share in counts:
            long = lid * (0.11 if pattern == "rings" else 0.46)
            bar = box((long, 0.02, top * 0.6 + knob), (0, 0, top * 0.7 + knob / 2), 0.003, 1)
            poses = [
                rotation("z", k * 2 * np.pi / count) @ translation(lid * share, 0, 0) for k in range(count)
            ]
            pieces["worn"].append(turned_copies(bar, poses))
    hole = boxes([(-0.012, 0.012, -0.035, 0.035, top, top + 0.0012)])
    pieces["dark"] += [moved(hole, (s * lid * 0.72, 0.022, 0)) for s in (-1, 1)]
    bright = [min(c * 1.7, 1.0) for c in iron.color]
    worn = materials.metal((bright[0], bright[1], bright[2]), 0.3)
    made = finished(
        pieces, {"iron": iron, "worn": worn, "frame": frame, "dark": materials.plain((0.02, 0.02, 0.02), 1.0)}
    )
    return Asset("manhole cover", made, {"material": "cast iron", "shape": "square" if square else "round"})


def _disc(x: Float, y: Float, r: float) -> np.ndarray:
    return np.asarray(x**2 + y**2 < r**2)


def _square(x: Float, y: Float, r: float) -> np.ndarray:
    return np.asarray((np.abs(x) < r) & (np.abs(y) < r))


@sampler("manhole cover")
def manhole_cover_rand(rng: np.random.Generator) -> Asset:
    """A manhole cover."""
    seed = finishes.seed(rng)
    shade = float(rng.uniform(0.16, 0.3))
    iron = materials.metal((shade, shade * 0.96, shade * 0.92), float(rng.uniform(0.35, 0.55)), seed=seed)
    frame = iron if rng.random() < 0.5 else materials.concrete((0.5, 0.49, 0.47), seed=seed)
    return manhole_cover(
        rng.uniform(0.5, 0.85),
        iron,
        frame,
        PATTERNS[int(rng.integers(4))],
        bool(rng.random() < 0.25),
        rng.uniform(0.01, 0.018),
    )
