# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Litter bins of streets and parks: hooded, slatted, of perforated steel, on a post."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved, rotation, translation, vessel
from cavendish.scenes.parts.facade.elements import bag, boxes, finished, quads, turned_copies
from cavendish.scenes.scene import Asset, Material

Style = Literal["domed", "slatted", "mesh", "post", "square"]
STYLES: tuple[Style, ...] = ("domed", "slatted", "mesh", "post", "square")


def litter_bin(
    height: float, radius: float, body: Material, trim: Material, style: Style = "domed", slots: int = 2
) -> Asset:
    """A litter bin. height: of the whole; radius: of its body, or half the width of a square one.

    slots: openings under the hood of a domed or square one; trim: of rims, rings and posts.
    """
    pieces, r, h = bag(), radius, height
    if style == "domed":
        wall = h * 0.62
        pieces["body"].append(
            lathe(
                [
                    (0, 0),
                    (r * 0.97, 0),
                    (r, 0.015),
                    (r, wall),
                    (r * 0.9, wall),
                    (r * 0.9, wall - 0.1),
                    (0, wall - 0.1),
                ],
                40,
                0.5,
            )
        )
        a = np.linspace(0.0, np.pi / 2, 12)
        hood = h * 0.82
        pieces["body"].append(
            lathe(
                [
                    (r * 0.9, hood - 0.01),
                    (r * 1.02, hood - 0.01),
                    *np.stack([r * 1.02 * np.cos(a), hood + (h - hood) * np.sin(a)], 1),
                ],
                40,
                0.6,
            )
        )
        pieces["dark"].append(lathe([(r * 0.86, wall - 0.09), (r * 0.86, hood)], 32))
        gap = 2 * np.pi / slots
        arc = np.linspace(-0.16 * gap, 0.16 * gap, 6)
        for k in range(slots):
            # Posts of sheet between the openings hold the hood.
            turn = k * gap + arc
            low = np.stack([np.cos(turn) * r, np.sin(turn) * r], 1)
            inner = low * 0.95
            ring = np.vstack([low, inner[::-1]])
            from_, to = (
                np.column_stack([ring, np.full(len(ring), wall - 0.005)]),
                np.column_stack([ring, np.full(len(ring), hood)]),
            )
            corners = np.stack([from_, np.roll(from_, -1, 0), np.roll(to, -1, 0), to], axis=1)
            pieces["body"].append(quads(corners))
        for z in (wall - 0.03, h * 0.08):
            pieces["trim"].append(
                moved(lathe([(r, 0), (r + 0.012, 0.004), (r + 0.012, 0.026), (r, 0.03)], 40, 0.5), (0, 0, z))
            )
    elif style in ("slatted", "mesh"):
        pieces["trim"].append(lathe([(0, 0.02), (r * 0.92, 0.02), (r * 0.94, 0.04), (0, 0.04)], 36, 0.5))
        for z, wide in ((0.03, 1.0), (h * 0.5, 1.0), (h - 0.03, 1.03)):
            pieces["trim"].append(
                moved(
                    lathe(
                        [
                            (r * wide - 0.014, -0.02),
                            (r * wide, -0.02),
                            (r * wide, 0.02),
                            (r * wide - 0.014, 0.02),
                            (r * wide - 0.014, -0.02),
                        ],
                        40,
                        0.3,
                    ),
                    (0, 0, z),
                )
            )
        if style == "slatted":
            count = max(int(2 * np.pi * r / 0.075), 12)
            slat = moved(box((0.018, 0.055, h - 0.06), (0, 0, 0), 0.005), (0, 0, h / 2))
            poses = [
                rotation("z", k * 2 * np.pi / count) @ translation(r + 0.006, 0, 0) for k in range(count)
            ]
            pieces["body"].append(turned_copies(slat, poses))
        else:
            pieces["body"].append(lathe([(r - 0.006, 0.03), (r - 0.006, h - 0.04)], 40))
        pieces["dark"].append(vessel([(0, 0.05), (r * 0.88, 0.05), (r * 0.9, h - 0.05)], 0.008, 32))
        foot = cylinder(0.022, 0.03, 0.005, 12)
        turn = np.arange(4) * np.pi / 2
        pieces["trim"] += [moved(foot, (np.cos(t) * r * 0.75, np.sin(t) * r * 0.75, 0)) for t in turn]
        if style == "mesh":
            pieces["trim"].append(
                moved(
                    lathe(
                        [
                            (r * 0.55, 0),
                            (r * 1.04, 0),
                            (r * 1.04, 0.015),
                            (r * 0.6, 0.05),
                            (r * 0.55, 0.05),
                            (r * 0.55, 0),
                        ],
                        36,
                        0.4,
                    ),
                    (0, 0, h - 0.03),
                )
            )
    elif style == "post":
        pieces["trim"].append(moved(cylinder(0.03, h, 0.006, 18), (0, 0.0, 0)))
        pieces["trim"].append(cylinder(0.09, 0.015, 0.003, 20))
        tall = 0.52
        base, y = h - tall - 0.12, -r - 0.03
        shell = vessel([(0, 0), (r * 0.8, 0), (r * 0.86, 0.02), (r, tall)], 0.008, 36)
        pieces["body"].append(moved(shell, (0, y, base)))
        pieces["body"].append(
            moved(
                lathe([(r * 0.3, 0), (r * 1.04, 0), (r * 1.04, 0.012), (0, 0.07)], 36, 0.5),
                (0, y, base + tall + 0.11),
            )
        )
        pieces["trim"].append(
            boxes(
                [
                    (-0.014, 0.014, y - r * 0.9, y + r + 0.03, z, z + 0.03)
                    for z in (base + tall + 0.06, base + 0.12)
                ][:1]
                + [
                    (-0.05, 0.05, -0.06, 0.0, base + 0.14, base + 0.2),
                    (-0.05, 0.05, -0.06, 0.0, base + 0.4, base + 0.46),
                ],
                0.004,
            )
        )
        pieces["trim"].append(
            boxes(
                [
                    (
                        s * r * 0.9 - 0.012,
                        s * r * 0.9 + 0.012,
                        y - 0.012,
                        y + 0.012,
                        base + tall - 0.03,
                        base + tall + 0.12,
                    )
                    for s in (-1, 1)
                ],
                0.003,
            )
        )
        shift = -y / 2
        for slot in list(pieces):
            pieces[slot] = [moved(mesh, (0, shift, 0)) for mesh in pieces[slot]]
    else:
        pieces["body"].append(box((2 * r, 2 * r, h * 0.66), (0, 0, 0.03 + h * 0.33), 0.014))
        pieces["trim"].append(box((2 * r - 0.06, 2 * r - 0.06, 0.04), (0, 0, 0.02), 0.004))
        mouth = h * 0.66 + 0.03
        pieces["dark"].append(boxes([(-r * 0.9, r * 0.9, -r * 0.88, r * 0.88, mouth - 0.02, h * 0.87)]))
        posts = [
            (sx * r - sx * 0.05, sx * r, sy * r - sy * 0.05, sy * r, mouth - 0.01, h * 0.88)
            for sx in (-1, 1)
            for sy in (-1, 1)
        ]
        pieces["body"].append(boxes([*posts, (-r, r, r - 0.03, r, mouth - 0.01, h * 0.88)], 0.006))
        pieces["body"].append(box((2 * r + 0.03, 2 * r + 0.03, h * 0.1), (0, 0, h * 0.92), 0.016))
        pieces["body"].append(box((1.4 * r, 1.4 * r, h * 0.03), (0, 0, h * 0.985), 0.008))
        pieces["trim"].append(
            boxes([(-r * 0.86, r * 0.86, -r - 0.006, -r + 0.01, 0.12, mouth - 0.09)], 0.005)
        )
        pieces["trim"].append(boxes([(r * 0.66, r * 0.74, -r - 0.02, -r, h * 0.38, h * 0.44)], 0.004))
    finish = {"body": body, "trim": trim, "dark": materials.plastic((0.04, 0.04, 0.042), 0.6)}
    named = {"wood": "wood", "perforated": "steel", "metal": "steel", "concrete": "concrete"}.get(
        body.kind, "painted metal"
    )
    return Asset("litter bin", finished(pieces, finish), {"kind": style, "material": named})


@sampler("litter bin")
def litter_bin_rand(rng: np.random.Generator) -> Asset:
    """A litter bin."""
    style = STYLES[int(rng.choice(5, p=[0.25, 0.25, 0.15, 0.2, 0.15]))]
    seed = finishes.seed(rng)
    coat = finishes.jitter(
        [(0.06, 0.065, 0.07), (0.07, 0.2, 0.12), (0.3, 0.31, 0.32), (0.1, 0.2, 0.4), (0.75, 0.32, 0.05)][
            int(rng.choice(5, p=[0.3, 0.3, 0.2, 0.1, 0.1]))
        ],
        rng,
        0.006,
    )
    painted = materials.paint(coat, 0.4, seed=seed)
    zinc = materials.metal((0.6, 0.61, 0.62), 0.4, seed=seed)
    body = {
        "slatted": materials.wood(finishes.jitter((0.5, 0.34, 0.21), rng, 0.02), roughness=0.7, seed=seed)
        if rng.random() < 0.7
        else painted,
        "mesh": materials.perforated(pitch=0.018, hole=0.011, seed=seed),
        "square": painted if rng.random() < 0.7 else materials.concrete((0.6, 0.59, 0.57), seed=seed),
    }.get(style, painted)
    trim = zinc if rng.random() < 0.4 else materials.paint((0.09, 0.095, 0.1), 0.4)
    radius = rng.uniform(0.19, 0.27) if style != "post" else rng.uniform(0.16, 0.2)
    height = {
        "domed": rng.uniform(0.95, 1.2),
        "slatted": rng.uniform(0.7, 0.9),
        "mesh": rng.uniform(0.7, 0.9),
    }.get(style, rng.uniform(1.0, 1.25))
    return litter_bin(height, radius, body, trim, style, int(rng.choice([2, 4])))
