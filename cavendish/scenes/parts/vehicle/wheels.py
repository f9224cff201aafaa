# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Wheels of cars, trucks and buses: a tyre, a rim of several designs, a brake. The axle is X, the outer face looks to +X."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cavendish.scenes.geometry import cylinder, lathe, merge, moved, turned
from cavendish.scenes.parts.fittings import loft, ring_of, volume
from cavendish.scenes.scene import Float, Mesh

RIMS = ("five", "double", "multi", "blade", "cover", "steel")


@dataclass(frozen=True, eq=False)
class Wheel:
    """The meshes of a wheel about the origin: rubber, rim, and what is dark (brake, back)."""

    tyre: Mesh
    rim: Mesh
    dark: Mesh


@lru_cache(64)
def wheel(
    radius: float,
    width: float,
    rim: float,
    style: str = "five",
    spokes: int = 5,
    dish: float = 0.02,
    sides: int = 36,
) -> Wheel:
    """A wheel of that radius and width; rim: its radius; style: one of RIMS.

    spokes: how many, doubled in two of the styles; dish: how deep its face lies; sides: of the tyre's polygon.
    """
    r, w = rim, width
    tall = radius - r
    tyre = [
        (r - 0.004, -w * 0.42),
        (r + tall * 0.2, -w * 0.49),
        (r + tall * 0.5, -w * 0.5),
        (radius - tall * 0.12, -w * 0.455),
        (radius, -w * 0.37),
        (radius, -w * 0.16),
        (radius - 0.007, -w * 0.155),
        (radius - 0.007, -w * 0.12),
        (radius, -w * 0.115),
    ]
    tyre += [(a, -b) for a, b in tyre[::-1]]
    lip = [
        (r + 0.006, w * 0.405),
        (r + 0.007, w * 0.425),
        (r + 0.001, w * 0.432),
        (r - 0.008, w * 0.42),
        (r - 0.016, w * 0.38),
        (r - 0.030, w * 0.18),
        (r - 0.034, -w * 0.42),
    ]
    face = w * 0.40 - dish
    faces = [lathe(lip, sides - 4, 0.9)] + _face(style, r, face, spokes, sides - 4)
    back = [(r - 0.02, -w * 0.40), (r * 0.5, -w * 0.36), (0, -w * 0.36)]
    dark = [lathe(back, 20, 0.9)]
    if style in ("five", "double", "multi", "blade"):
        disc = moved(cylinder(r * 0.72, 0.02, 0.003, 16), (0, 0, -w * 0.08))
        dark.append(disc)
    return Wheel(_axled([lathe(tyre, sides, 0.7)]), _axled(faces), _axled(dark))


def _axled(meshes: list[Mesh]) -> Mesh:
    return turned(merge(meshes), "y", np.pi / 2)


def _face(style: str, r: float, z: float, count: int, sides: int) -> list[Mesh]:
    """The face of a rim of radius r whose front lies on z, about Z."""
    hub = [
        (0.075, z - 0.05),
        (0.072, z - 0.012),
        (0.060, z - 0.006),
        (0.034, z - 0.008),
        (0.031, z - 0.002),
        (0, z),
    ]
    meshes = [lathe(hub, 16, 0.7)]
    if style == "five":
        meshes += ring_of(_spoke(r, z, r * 0.24, r * 0.17), count)
    elif style == "double":
        meshes += [
            turned(mesh, "z", side * 0.16)
            for side in (-1, 1)
            for mesh in ring_of(_spoke(r, z, r * 0.11, r * 0.10), count)
        ]
    elif style == "multi":
        meshes += ring_of(_spoke(r, z, r * 0.10, r * 0.075), 2 * count)
    elif style == "blade":
        meshes += ring_of(_spoke(r, z, r * 0.20, r * 0.30, 0.35), count)
    elif style == "cover":
        # a wheel trim: a shallow dish with spokes pressed out of it
        dish = [(r - 0.012, z - 0.02), (r - 0.02, z - 0.006), (r * 0.86, z - 0.004), (r * 0.8, z - 0.016)]
        meshes = [
            lathe([*dish, (r * 0.3, z - 0.014), (r * 0.26, z), (r * 0.1, z + 0.006), (0, z + 0.006)], 40, 0.7)
        ]
        meshes += ring_of(moved(_spoke(r * 0.97, z, r * 0.2, r * 0.25), (0, 0, 0.004)), count)
    elif style == "steel":
        # truck: a dish pressed deep, its nuts in a ring, the hub in front
        dish = [
            (r - 0.025, z - 0.05),
            (r * 0.9, z - 0.07),
            (r * 0.78, z - 0.062),
            (r * 0.66, z - 0.02),
            (r * 0.62, z - 0.015),
        ]
        hub = [(r * 0.36, z - 0.015), (r * 0.34, z + 0.03), (r * 0.26, z + 0.045), (0, z + 0.045)]
        meshes = [lathe([*dish, *hub], sides, 0.5)]
        nut = moved(lathe([(r * 0.045, 0), (r * 0.04, 0.02), (0, 0.02)], 6, 0.5), (r * 0.5, 0, z - 0.016))
        meshes += ring_of(nut, 10)
    else:
        raise ValueError(f"no rim is called {style!r}; there are {', '.join(RIMS)}")
    return meshes


def _spoke(r: float, z: float, inner: float, outer: float, sweep: float = 0.0) -> Mesh:
    """A spoke along +X from the hub to the rim; inner, outer: its widths; sweep: radians that its end runs ahead."""
    rings = []
    for share, wide in (
        (0.0, inner),
        (0.35, 0.55 * inner + 0.35 * outer),
        (0.75, 0.2 * inner + 0.75 * outer),
        (1.0, outer),
    ):
        at = 0.045 + share * (r - 0.020 - 0.045)
        deep = 0.040 - 0.012 * share
        top = z - 0.004 - 0.010 * np.sin(np.pi * share)
        half = wide / 2
        outline: Float = np.array(
            [
                (-half, top - deep),
                (half, top - deep),
                (half, top - 0.012),
                (half * 0.6, top),
                (-half * 0.6, top),
                (-half, top - 0.012),
            ]
        )
        turn = sweep * share**2
        x, y = np.full(len(outline), at), outline[:, 0]
        c, s = np.cos(turn), np.sin(turn)
        rings.append(np.column_stack([x * c - y * s, x * s + y * c, outline[:, 1]]))
    mesh = loft(np.array(rings), crease=0.9)
    return mesh if volume(mesh) > 0 else loft(np.array(rings)[:, ::-1], crease=0.9)


def axle(
    track: float, y: float, radius: float, made: Wheel, steer: float = 0.0, twin: float = 0.0
) -> dict[str, list[Mesh]]:
    """The wheels of an axle by their materials: "tyre", "rim", "dark".

    track: x of the middle of the +X wheel; y: of the axle; steer: radians to the left as the driver sees it; twin: how
    far inside of each wheel a second one stands, 0 for none.
    """
    out: dict[str, list[Mesh]] = {"tyre": [], "rim": [], "dark": []}
    for side in (-1.0, 1.0):
        # Rolled each to a place of its own, so that no two spokes of a vehicle agree.
        roll = 0.7 * y + side
        for name, mesh in (("tyre", made.tyre), ("rim", made.rim), ("dark", made.dark)):
            whole = turned(mesh, "x", roll)
            whole = turned(whole, "z", steer + (np.pi if side < 0 else 0.0))
            out[name].append(moved(whole, (side * track, y, radius)))
            if twin and name != "rim":
                out[name].append(moved(whole, (side * (track - twin), y, radius)))
    return out
