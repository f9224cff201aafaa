# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A car's face: headlamps, grille, intakes, front plate, the bonnet's joint."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cavendish.scenes.geometry import tube
from cavendish.scenes.parts.vehicle.car_body import CarShape
from cavendish.scenes.parts.vehicle.fittings import (
    disc,
    lens,
    plate,
)
from cavendish.scenes.parts.vehicle.shell import (
    blister,
    both,
    facing,
    normals_on,
    on_wall,
    ribbon,
    s_at,
    seam,
)
from cavendish.scenes.scene import Float, Mesh

GRILLES = ("bars", "mesh", "split", "wide", "closed")
HEADLAMPS = ("wedge", "block", "slim", "round")
TAILLAMPS = ("upright", "wrap", "bar")
Meshes = dict[str, list[Mesh]]


@dataclass(frozen=True)
class Details:
    """What a car's lamps and trim are like.

    grille, headlamps, taillamps: one of GRILLES, HEADLAMPS, TAILLAMPS; number: on its plates; dark_bumpers: a dark strip
    along them; rails: on the roof; chrome: grille and handles of it; rub_strip: along the doors; smoked: lamps in dark
    housings.
    """

    grille: str = "bars"
    headlamps: str = "wedge"
    taillamps: str = "wrap"
    number: str = "AC 123E"
    dark_bumpers: bool = False
    rails: bool = False
    chrome: bool = False
    rub_strip: bool = False
    smoked: bool = False


def face(shape: CarShape, style: Details) -> Meshes:
    """All that lies on the front, by material."""
    skin, n, low = shape.wall, shape.nose, shape.sill
    out: Meshes = {
        name: [] for name in ("trim", "chrome", "clear", "reflector", "amber", "rubber", "gloss", "steel")
    }
    top = n - 0.075
    # Headlamps wrap round the corner; inner and outer end as places on the wall.
    wide = float(s_at(skin, shape.y(0.10)))
    tall = {"wedge": 0.135, "block": 0.16, "slim": 0.09, "round": 0.20}[style.headlamps]
    inner = wide * {"wedge": 0.60, "block": 0.62, "slim": 0.55, "round": 0.66}[style.headlamps]
    outer = float(
        s_at(skin, shape.y({"wedge": 0.42, "block": 0.30, "slim": 0.45, "round": 0.2}[style.headlamps]))
    )
    outer = min(outer, float(s_at(skin, shape.axles[0] - shape.arch - 0.05)))
    rise = {"wedge": 0.05, "block": 0.01, "slim": 0.03, "round": 0.0}[style.headlamps]
    power = {"wedge": 3.6, "block": 6.0, "slim": 3.6, "round": 2.1}[style.headlamps]
    if style.headlamps == "round":
        outer = inner + tall * 1.15
    lamp = np.array(
        [
            (inner, top - tall),
            (outer, top - tall + rise * 1.6),
            (outer, top + rise * 0.8),
            (inner, top - 0.01),
        ]
    )
    grown = lamp + np.array([(-0.012, -0.012), (0.012, -0.012), (0.012, 0.012), (-0.012, 0.012)])
    out["gloss"] += both([blister(skin, grown, 0.006, power)])
    out["gloss" if style.smoked else "reflector"] += both([blister(skin, lamp, 0.013, power, dome=3.0)])
    if style.headlamps != "round":
        lateral = [lamp[0] * (1 - g) + lamp[1] * g for g in (0.80, 0.95)]
        upper = [lamp[3] * (1 - g) + lamp[2] * g for g in (0.80, 0.95)]
        lift = np.array((0, tall * 0.14))
        blinker = np.array([lateral[0] + lift, lateral[1] + lift, upper[1] - lift, upper[0] - lift])
        out["amber"] += both([blister(skin, blinker, 0.017, 5, rings=3, count=16)])
    count = 1 if style.headlamps == "round" else 2
    for k in range(count):
        share = (k + 0.5) / count * (0.75 if count > 1 else 1.0) + (0.02 if count > 1 else 0)
        s = inner + (outer - inner) * share
        z = float(np.interp(share, [0, 1], [(lamp[0, 1] + lamp[3, 1]) / 2, (lamp[1, 1] + lamp[2, 1]) / 2]))
        size = tall * (0.25 if count > 1 else 0.36)
        out["clear"] += both([facing(skin, s, z, lens(size, 0.5), 0.012)])
        out["chrome"] += both([facing(skin, s, z, disc(size * 1.22, 0.012), 0.005)])
    # grille
    half = inner - 0.05
    mid = 0.60 * n
    face = {"bars": (half, top - 0.14, top), "mesh": (half * 0.82, 0.36 * n, top - 0.005), "split": (half * 0.92, top - 0.12, top),
            "wide": (half, top - 0.085, top), "closed": (half * 0.8, top - 0.07, top - 0.02)}[style.grille]  # fmt: skip
    w, z0, z1 = face
    narrow = 0.86 if style.grille != "mesh" else 0.80
    grille = np.array([(-w * narrow, z0), (w * narrow, z0), (w, z1), (-w, z1)])
    if style.grille != "closed":
        frame = grille + np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * 0.014
        out["chrome" if style.chrome else "trim"].append(blister(skin, frame, 0.006, 7))
    out["gloss"].append(blister(skin, grille, 0.010, 7, dome=8))
    bars = {"bars": 4, "mesh": 7, "split": 3, "wide": 2, "closed": 0}[style.grille]
    for k in range(bars):
        z = z0 + (z1 - z0) * (k + 0.7) / (bars + 0.4)
        reach = w * (narrow + (1 - narrow) * (k + 0.7) / (bars + 0.4)) * 0.93
        run = np.linspace(-reach, reach, 15)
        path = on_wall(skin, run, z) + normals_on(skin, run, z) * 0.013
        out["chrome" if style.chrome and style.grille != "mesh" else "trim"].append(tube(path, 0.006, 5))
    badge = (z0 + z1) / 2 if style.grille in ("split", "bars") else z1 - 0.045
    out["chrome"].append(facing(skin, 0.0, badge, disc(0.048, 0.012), 0.016))
    out["gloss"].append(facing(skin, 0.0, badge, disc(0.038, 0.012), 0.0175))
    # lower intakes, lamps in them
    base, roof = low + 0.075, min(low + 0.20, 0.50 * n)
    if style.grille != "mesh":
        wide_ = half * 1.1
        out["trim"].append(
            blister(
                skin, [(-wide_ * 0.94, base), (wide_ * 0.94, base), (wide_, roof), (-wide_, roof)], 0.004, 7
            )
        )
        for g in (0.3, 0.7):
            run = np.linspace(-wide_ * 0.9, wide_ * 0.9, 13)
            z = base + (roof - base) * g
            out["gloss"].append(tube(on_wall(skin, run, z, 0.006), 0.007, 5))
    side = np.array(
        [
            (wide * 0.84, base + 0.01),
            (wide * 1.04, base + 0.03),
            (wide * 1.06, roof + 0.03),
            (wide * 0.86, roof + 0.02),
        ]
    )
    out["trim"] += both([blister(skin, side, 0.004, 4.5)])
    out["clear"] += both([facing(skin, wide * 0.94, (base + roof) / 2 + 0.025, lens(0.034, 0.35), 0.006)])
    if style.dark_bumpers:
        z = 0.5 * n
        strip = [(s, z) for s in np.linspace(0, float(s_at(skin, shape.axles[0] - shape.arch - 0.02)), 20)]
        out["trim"] += both([seam(skin, strip, 0.14, 0.006)])
    level = 0.40 * n + 0.06 if style.grille != "closed" else mid - 0.03
    tag = plate(style.number)
    for name in tag:
        out.setdefault(name, []).extend(facing(skin, 0.0, level, mesh, 0.010) for mesh in tag[name])
    # the line between bumper and wing, and the bonnet's
    corner = float(s_at(skin, shape.axles[0] - shape.arch - 0.005))
    out["rubber"] += both(
        [seam(skin, [(outer - 0.02, top - tall * 0.6), (corner, top - tall - 0.02)], 0.007)]
    )
    out["rubber"].append(_bonnet_seam(shape))
    return out


def _bonnet_seam(shape: CarShape) -> Mesh:
    y0, y1 = shape.y(0.20 + shape.lean), shape.y(shape.cowl + 0.10)
    y = np.linspace(y0, y1, 12)
    x = shape.half(y) * 0.90 - 0.01
    lead = np.linspace(-x[0], x[0], 15)[1:-1]
    ahead = y0 - 0.05 * (1 - (lead / x[0]) ** 2)
    run = np.concatenate([-x[::-1], lead, x])
    along = np.concatenate([y[::-1], ahead, y])
    return _on_deck(shape, run, along)


def _on_deck(shape: CarShape, x: Float, y: Float, width: float = 0.007) -> Mesh:
    e = 0.01
    points = np.column_stack([x, y, shape.deck(x, y)])
    slope = [(shape.deck(x + a, y + b) - shape.deck(x - a, y - b)) / (2 * e) for a, b in ((e, 0), (0, e))]
    normals = np.column_stack([-slope[0], -slope[1], np.ones(len(x))])
    return ribbon(points, normals / np.linalg.norm(normals, axis=1, keepdims=True), width, 0.003)
