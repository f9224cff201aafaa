# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Filing cabinets of sheet steel: two to four drawers with label holders, or a low mobile one on castors."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved, turned
from cavendish.scenes.parts.fittings import castor, parts, pull
from cavendish.scenes.scene import Asset, Colour, Material, Mesh, Support


def filing_cabinet(
    body: Material,
    fronts: Material,
    metal: Material,
    drawers: int = 3,
    width: float = 0.46,
    depth: float = 0.62,
    height: float = 1.02,
    mobile: bool = False,
    pencil: bool = False,
    handle: str = "bow",
    labels: bool = True,
) -> Asset:
    """A filing cabinet.

    mobile: it rolls on castors; pencil: its top drawer is shallow; handle: see `pull`.
    """
    wheel = 0.024
    lift = wheel * 2.6 if mobile else 0.05
    front = 0.020
    face, back = -depth / 2 + front, depth / 2
    mid, deep = (face + back) / 2, back - face
    shell = [
        box((width, deep, height - lift), (0, mid, (height + lift) / 2), bevel=0.005),
        box(
            (width - 0.02, deep - 0.03, lift + 0.004 if not mobile else 0.02),
            (0, mid + 0.008, lift / 2 + 0.002),
            0.002,
            1,
        ),
    ]
    feet: list[Mesh] = []
    if mobile:
        shell.pop()
        feet = [
            moved(castor(wheel), (sx * (width / 2 - 0.05), mid + sy * (deep / 2 - 0.05), 0))
            for sx in (-1, 1)
            for sy in (-1, 1)
        ]
    shares = np.ones(drawers)
    if pencil:
        shares[0] = 0.45
    room = height - lift - 0.035
    tops = height - 0.025 - np.concatenate([[0], np.cumsum(shares / shares.sum() * room)])
    faces, fittings, cards = [], [], []
    for k in range(drawers):
        h = tops[k] - tops[k + 1] - 0.008
        z = (tops[k] + tops[k + 1]) / 2
        faces.append(box((width - 0.016, front + 0.003, h), (0, face - front / 2 + 0.0015, z), bevel=0.004))
        tall = h > 0.2
        at = (0, face - front, z + (h * 0.16 if tall else 0.0))
        fittings += [moved(piece, at) for piece in pull(handle, 0.13)]
        if labels and tall:
            spot = (0, face - front - 0.001, z + h * 0.16 + 0.055)
            fittings.append(box((0.078, 0.006, 0.042), spot, 0.002, 1))
            cards.append(box((0.066, 0.002, 0.030), (0, spot[1] - 0.0035, spot[2]), 0.0004, 1))
    lock = turned(cylinder(0.010, 0.006, 0.001, 14), "x", np.pi / 2)
    fittings.append(moved(lock, (width / 2 - 0.045, face - front + 0.0015, tops[0] - 0.035)))
    card = materials.paper((0.93, 0.92, 0.86), pattern=1.0)
    rubber = materials.plastic((0.06, 0.06, 0.065), 0.6)
    return Asset(
        "filing cabinet",
        parts((shell, body), (faces, fronts), (fittings, metal), (cards, card), (feet, rubber)),
        {"material": "steel", "drawers": str(drawers)},
        (Support((-width / 2 + 0.02, width / 2 - 0.02), (face + 0.02, back - 0.02), height),),
    )


COLORS: tuple[Colour, ...] = (
    (0.62, 0.63, 0.62),
    (0.42, 0.43, 0.44),
    (0.86, 0.86, 0.84),
    (0.10, 0.10, 0.105),
    (0.68, 0.63, 0.52),
    (0.36, 0.42, 0.37),
    (0.25, 0.33, 0.42),
)


@sampler("filing cabinet")
def filing_cabinet_rand(rng: np.random.Generator) -> Asset:
    """A filing cabinet."""
    color = finishes.jitter(
        COLORS[int(rng.choice(len(COLORS), p=[0.25, 0.15, 0.2, 0.15, 0.1, 0.08, 0.07]))], rng, 0.015
    )
    body = materials.paint(color, roughness=float(rng.uniform(0.3, 0.5)), grain=0.4, seed=finishes.seed(rng))
    fronts = body if rng.random() < 0.8 else finishes.lacquer(rng)
    mobile = bool(rng.random() < 0.3)
    drawers = 3 if mobile else int(rng.integers(2, 5))
    pencil = mobile or rng.random() < 0.1
    metal = (
        materials.metal((0.72, 0.72, 0.73), 0.3)
        if rng.random() < 0.7
        else materials.plastic((0.07, 0.07, 0.07))
    )
    return filing_cabinet(
        body,
        fronts,
        metal,
        drawers=drawers,
        width=rng.uniform(0.38, 0.47),
        depth=rng.uniform(0.5, 0.62) if mobile else rng.uniform(0.52, 0.68),
        height=rng.uniform(0.56, 0.64) if mobile else 0.06 + drawers * rng.uniform(0.31, 0.335),
        mobile=mobile,
        pencil=pencil,
        handle=str(rng.choice(["bow", "bar", "lip"], p=[0.5, 0.3, 0.2])),
        labels=bool(rng.random() < 0.7),
    )
