# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Fire hydrants: a barrel with a bonnet, outlets with caps and chains, bolts."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, cylinder, lathe, merge, moved, placed, rotation, translation, tube
from cavendish.scenes.parts.facade.elements import bag, copies, finished
from cavendish.scenes.scene import Asset, Material, Mesh


def hydrant(
    height: float, radius: float, body: Material, cap: Material, outlets: int = 3, slim: bool = False
) -> Asset:
    """A hydrant. radius: of its barrel; outlets: 2 to the sides, or 3 with a large one to the front (-Y).

    slim: the tall European pillar instead of the stout American one. cap: of the outlets' caps and the bonnet.
    """
    pieces, r, h = bag(), radius, height
    wide = 1.45 if slim else 1.55
    shoulder = h * (0.8 if slim else 0.74)
    low = [
        (0, 0), (wide * r, 0), (wide * r, 0.03), (1.1 * r, 0.035), (1.02 * r, 0.1), (1.02 * r, 0.12), (1.4 * r, 0.125), (1.4 * r, 0.155), (r, 0.16),
        (0.95 * r, shoulder - 0.09), (1.02 * r, shoulder - 0.04), (1.35 * r, shoulder - 0.03), (1.35 * r, shoulder), (0, shoulder),
    ]  # fmt: skip
    pieces["body"].append(lathe(low, 36, 0.5))
    a = np.linspace(0, np.pi / 2 - 0.25, 10)
    rise = h - shoulder - 0.07
    dome = np.stack([1.12 * r * np.cos(a), shoulder + 0.02 + rise * np.sin(a)], 1)
    pieces["cap"].append(
        lathe(
            [
                (1.3 * r, shoulder),
                (1.3 * r, shoulder + 0.02),
                *dome,
                (0.3 * r, h - 0.05),
                (0.3 * r, h - 0.045),
                (0, h - 0.045),
            ],
            36,
            0.5,
        )
    )
    pieces["cap"].append(moved(cylinder(0.02, 0.045, 0.004, 5), (0, 0, h - 0.046)))
    rib = tube(
        bend(
            [
                (1.13 * r, 0, shoulder + 0.02),
                (0.85 * r, 0, shoulder + 0.02 + 0.75 * rise),
                (0.3 * r, 0, shoulder + 0.015 + rise),
            ],
            0.08,
            5,
        ),
        0.008,
        6,
    )
    pieces["cap"] += [placed(rib, rotation("z", k * np.pi / 4)) for k in range(8)]
    bolt = cylinder(0.011, 0.018, 0.002, 6)
    turn = np.arange(8) / 8 * 2 * np.pi + 0.2
    for z, at in ((shoulder + 0.019, 1.22 * r), (0.154, 1.25 * r), (0.029, 1.36 * r)):
        pieces["metal"].append(
            copies(bolt, np.stack([np.cos(turn) * at, np.sin(turn) * at, 0 * turn + z], 1))
        )
    level = shoulder - (0.15 if not slim else 0.13)
    for k in range(outlets):
        yaw = (np.pi / 2, -np.pi / 2, 0.0)[k]
        size = 0.075 if k == 2 and not slim else 0.05
        drop = 0.06 if k == 2 and not slim else 0.0
        pose = rotation("z", yaw) @ translation(0, -r * 0.85, level - drop) @ rotation("x", np.pi / 2)
        neck, lid = _outlet(size, r)
        pieces["body"].append(placed(neck, pose))
        pieces["cap"].append(placed(lid, pose))
        start, end = (
            rotation("z", yaw) @ (0.02, -r * 1.0, level - drop - size * 1.2, 1),
            rotation("z", yaw) @ (0.03, -r * 1.75, level - drop - size * 0.8, 1),
        )
        sag = (start + end) / 2 - (0, 0, 0.07, 0)
        pieces["metal"].append(tube(bend([start[:3], sag[:3], end[:3]], 0.2, 7), 0.0045, 5))
    made = finished(pieces, {"body": body, "cap": cap, "metal": materials.metal((0.45, 0.44, 0.42), 0.5)})
    return Asset("hydrant", made, {"color": _word(body), "kind": "pillar" if slim else "stout"})


def _outlet(size: float, r: float) -> tuple[Mesh, Mesh]:
    """A nozzle along +Z from the barrel, and its cap with a nut."""
    neck = lathe(
        [
            (size * 1.05, 0),
            (size * 1.05, 0.28 * r + 0.02),
            (size * 1.3, 0.28 * r + 0.024),
            (size * 1.3, 0.28 * r + 0.04),
            (0, 0.28 * r + 0.04),
        ],
        24,
        0.5,
    )
    z = 0.28 * r + 0.04
    lid = [
        (0, z - 0.002),
        (size * 1.2, z - 0.002),
        (size * 1.2, z + 0.03),
        (size * 1.05, z + 0.042),
        (0.02, z + 0.048),
    ]
    nut = cylinder(0.016, 0.05, 0.003, 5)
    cap = lathe([*lid, (0, z + 0.048)], 24, 0.5)
    return neck, merge([cap, moved(nut, (0, 0, z + 0.03))])


def _word(body: Material) -> str:
    r, g, b = body.color
    if r > 0.6 and g > 0.45:
        return "yellow"
    if max(r, g, b) - min(r, g, b) < 0.12:
        return "silver"
    return "red" if r > max(g, b) else "blue" if b > g else "green"


@sampler("hydrant")
def hydrant_rand(rng: np.random.Generator) -> Asset:
    """A hydrant."""
    seed = finishes.seed(rng)
    colors = [(0.68, 0.06, 0.05), (0.85, 0.63, 0.06), (0.08, 0.22, 0.5), (0.7, 0.71, 0.72)]
    body = materials.paint(
        finishes.jitter(colors[int(rng.choice(4, p=[0.5, 0.25, 0.12, 0.13]))], rng, 0.01), 0.4, 0.8, seed
    )
    caps = [
        body,
        materials.paint((0.85, 0.85, 0.83), 0.4, 0.8, seed),
        materials.paint((0.12, 0.35, 0.2), 0.4, 0.8, seed),
        materials.paint((0.8, 0.6, 0.06), 0.4, 0.8, seed),
    ]
    slim = bool(rng.random() < 0.3)
    return hydrant(
        rng.uniform(0.85, 1.05) if slim else rng.uniform(0.66, 0.85),
        rng.uniform(0.085, 0.1) if slim else rng.uniform(0.105, 0.13),
        body,
        caps[int(rng.choice(4, p=[0.45, 0.25, 0.15, 0.15]))],
        2 if slim else 3,
        slim,
    )
