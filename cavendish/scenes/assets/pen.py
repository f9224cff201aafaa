# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pens, pencils and markers, and cups that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import grounded, placed, rotation, translation, tube, vessel
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.rod import rod
from cavendish.scenes.scene import Asset, Material, Part

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
    if kind == "marker":  # its cap, with a clip, is on; a plug of its colour closes the other end
        body = rod([(a + 0.03, 0.9 * t, 0.9 * t, 0), (b - 0.009, 0.9 * t, 0.9 * t, 0)])
        band = rod([(0.1 * length, 0.915 * t, 0.915 * t, 0), (b - 0.016, 0.915 * t, 0.915 * t, 0)])
        cap = [
            (a, 0.62 * t),
            (a + 0.002, 0.74 * t),
            (a + 0.014, 0.86 * t),
            (a + 0.016, t),
            (a + 0.05, 1.06 * t),
        ]
        plug = [(b - 0.0095, 0.97 * t), (b - 0.003, 0.97 * t), (b - 0.0015, 0.8 * t), (b, 0.76 * t)]
        trims = [
            rod([(x, w, w, 0) for x, w in (*cap, (a + 0.0505, t))]),
            rod([(x, w, w, 0) for x, w in plug]),
        ]
        clip = np.array(
            [(a + 0.016, 0.3 * t), (a + 0.019, 0.68 * t), (a + 0.044, 0.64 * t), (a + 0.048, 0.56 * t)]
        )
        trims.append(rod([(x, 0.3 * t, 0.0022, z) for x, z in clip], 5, 12))
        made = grounded([body, band, *trims])
        return parts(([made[0]], barrel), (made[1:], trim))
    # A cone of metal with its point, a barrel, a ring, the button and the clip.
    body = rod(
        [(a + 0.02, 0.82 * t, 0.82 * t, 0), (a + 0.032, 0.97 * t, 0.97 * t, 0), (a + 0.05, t, t, 0)]
        + [(b - 0.012, t, t, 0), (b - 0.0095, 0.9 * t, 0.9 * t, 0)],
    )
    point = rod([(a, 0.07 * t, 0.07 * t, 0), (a + 0.0032, 0.2 * t, 0.2 * t, 0)], 2, 12)
    tip = rod(
        [
            (a + 0.003, 0.22 * t, 0.22 * t, 0),
            (a + 0.007, 0.42 * t, 0.42 * t, 0),
            (a + 0.02, 0.8 * t, 0.8 * t, 0),
        ],
        2,
        16,
    )
    ring = rod(
        [
            (0.12 * length + x, w * t, w * t, 0)
            for x, w in ((0, 1.0), (0.001, 1.09), (0.004, 1.09), (0.005, 1))
        ]
    )
    button = [(b - 0.0098, 0.5), (b - 0.001, 0.5), (b, 0.4)]
    trims = [tip, ring, rod([(x, w * t, w * t, 0) for x, w in button], 2, 16)]
    clip = np.array(
        [(b - 0.013, 0.35 * t), (b - 0.0105, 0.78 * t), (b - 0.045, 0.72 * t), (b - 0.05, 0.55 * t)]
    )
    trims.append(tube([(x, 0, z) for x, z in clip], 0.0011, 8))
    trims.append(rod([(b - 0.05, 0.0032, 0.0015, 0.66 * t), (b - 0.012, 0.0044, 0.0018, 0.78 * t)], 5, 12))
    made = grounded([body, point, *trims])
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
        light = materials.plastic((0.9, 0.9, 0.88), 0.4, finishes.seed(rng))
        return (
            kind,
            float(rng.uniform(0.12, 0.14)),
            float(rng.uniform(0.011, 0.0155)),
            light if rng.random() < 0.85 else barrel,
            barrel,
        )
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
