# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pens, pencils and markers, and cups that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, grounded, moved, placed, rotation, translation, vessel
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.rod import rod
from cavendish.scenes.scene import Asset, Material, Mesh, Part

Kind = Literal["ballpoint", "marker", "pencil"]
LEAD = materials.plastic((0.12, 0.12, 0.13), 0.4)
LIME = materials.wood((0.85, 0.7, 0.5))


def pen(kind: Kind, length: float, thick: float, barrel: Material, trim: Material) -> Asset:
    """A pen along X, its point to -X. trim: its cap and clip, a pencil's rubber. Metres."""
    return Asset("pen", _pen(kind, length, thick, barrel, trim), {"material": barrel.kind, "kind": kind})


def _pen(kind: Kind, length: float, thick: float, barrel: Material, trim: Material) -> tuple[Part, ...]:
    a, b, t = -length / 2, length / 2, thick
    if kind == "pencil":
        body = rod([(a + 0.018, t, t, 0), (b - 0.014, t, t, 0)], 2, 6, 0.3)
        cone = rod([(a + 0.004, 0.22 * t, 0.22 * t, 0), (a + 0.018, t * 0.97, t * 0.97, 0)], 2, 12)
        lead = rod([(a, 0.06 * t, 0.06 * t, 0), (a + 0.0042, 0.24 * t, 0.24 * t, 0)], 2, 8)
        end = rod([(b - 0.014, t, t, 0), (b - 0.001, t, t, 0), (b, 0.8 * t, 0.8 * t, 0)], 2, 12)
        made = grounded([body, cone, lead, end])
        return parts(([made[0]], barrel), ([made[1]], LIME), ([made[2]], LEAD), ([made[3]], trim))
    nib = 0.35 if kind == "marker" else 0.18
    body = rod(
        [(a + 0.012, 0.62 * t, 0.62 * t, 0), (a + 0.03, 0.95 * t, 0.95 * t, 0), (b - 0.3 * length, t, t, 0)]
        + [(b - 0.003, 0.95 * t, 0.95 * t, 0), (b, 0.7 * t, 0.7 * t, 0)],
    )
    tip = rod(
        [(a, 0.1 * t, 0.1 * t, 0), (a + 0.003, nib * t, nib * t, 0), (a + 0.0125, 0.6 * t, 0.6 * t, 0)], 2, 12
    )
    trims: list[Mesh] = []
    if kind == "marker":  # its cap is on
        cap = [(a - 0.002, 0.8 * t, 0), (a, t, 0), (a + 0.045, 1.12 * t, 0), (a + 0.0465, t, 0)]
        trims.append(rod([(x, w, w, z) for x, w, z in cap]))
        tip = moved(tip, (0.002, 0, 0))
    else:
        trims.append(rod([(b - 0.001, 0.55 * t, 0.55 * t, 0), (b + 0.007, 0.5 * t, 0.5 * t, 0)], 2, 12))
        trims.append(box((0.036, 0.0026, 0.0012), (b - 0.021, 0, 0.5 * t + 0.0014), 0.0004, 1))
        trims.append(box((0.003, 0.0026, 0.003), (b - 0.004, 0, 0.5 * t + 0.0004), 0.0004, 1))
    made = grounded([body, tip, *trims])
    return parts(([made[0]], barrel), ([made[1]], LEAD), (made[2:], trim))


def pencil_cup(
    radius: float, height: float, ware: Material, pens: Sequence[tuple[tuple[Part, ...], float, float]] = ()
) -> Asset:
    """A cup. pens: what stands in it: parts as of a pen, and the azimuth and angle that it leans, radians. Metres."""
    outer = [(0, 0), (radius - 0.002, 0), (radius, 0.002), (radius, height)]
    pieces = list(parts(([vessel(outer, 0.003, 32)], ware)))
    for made, way, lean in pens:
        length = float(max(part.mesh.vertices[:, 0].max() for part in made))
        foot = rotation("z", way) @ translation(-0.35 * radius, 0, 0.012) @ rotation("y", lean)
        stand = foot @ translation(0, 0, length) @ rotation("y", -np.pi / 2)
        pieces += [Part(placed(part.mesh, stand), part.material) for part in made]
    return Asset("pencil cup", tuple(pieces), {"material": ware.kind})


def _drawn(rng: np.random.Generator) -> tuple[Kind, float, float, Material, Material]:
    kinds: tuple[Kind, ...] = ("ballpoint", "marker", "pencil")
    kind = kinds[int(rng.choice(3, p=[0.4, 0.3, 0.3]))]
    barrel = finishes.any_plastic(rng)
    if kind == "pencil":
        tone = finishes.hsv(
            float(rng.choice([0.12, 0.0, 0.4, 0.6])), rng.uniform(0.7, 0.95), rng.uniform(0.4, 0.9)
        )
        return (
            kind,
            float(rng.uniform(0.09, 0.178)),
            0.0075,
            materials.paint(tone, 0.3),
            materials.plastic((0.8, 0.45, 0.42), 0.7),
        )
    if kind == "marker":
        return kind, float(rng.uniform(0.12, 0.14)), float(rng.uniform(0.011, 0.018)), barrel, barrel
    return (
        kind,
        float(rng.uniform(0.128, 0.145)),
        float(rng.uniform(0.009, 0.012)),
        barrel,
        finishes.frame_metal(rng),
    )


@sampler("pen")
def pen_rand(rng: np.random.Generator) -> Asset:
    """A ballpoint, a marker with its cap on, or a pencil, 0.09 to 0.18 m."""
    return pen(*_drawn(rng))


@sampler("pencil cup")
def pencil_cup_rand(rng: np.random.Generator) -> Asset:
    """A cup of 0.09 to 0.11 m with two to five pens in it."""
    radius = float(rng.uniform(0.034, 0.043))
    ware = (finishes.pottery, finishes.any_plastic, finishes.frame_metal)[int(rng.integers(3))](rng)
    count = int(rng.integers(2, 6))
    start, pens = float(rng.uniform(0, 6)), []
    for k in range(count):
        made = _pen(*_drawn(rng))
        pens.append((made, start + 2 * np.pi * k / count, float(rng.uniform(0.1, 0.2))))
    return pencil_cup(radius, float(rng.uniform(0.09, 0.11)), ware, pens)
