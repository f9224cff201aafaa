# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Forklifts: four wheels, a counterweight, a mast with carriage and forks, a seat under a guard of bars."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.assets.pallet import FORK
from cavendish.scenes.geometry import bend, box, cylinder, lathe, moved, prism, tube, turned
from cavendish.scenes.parts.facade.elements import Row, boxes, quads, rods
from cavendish.scenes.parts.vehicle.fittings import (
    AMBER_LAMP,
    CLEAR_LAMP,
    RED_LAMP,
    RUBBER,
    STEEL,
    TRIM,
    UNDER,
    gathered,
    grounded_asset,
    painted,
)
from cavendish.scenes.parts.vehicle.wheels import axle, wheel
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh, Support

Slots = dict[str, list[Mesh]]
HEEL = -1.12  # y of the forks' upright faces, before the whole is centred
FRONT, REAR = -0.55, 0.84  # y of the axles
BLADE = 0.1  # metres, width of a fork


def forklift(
    coat: Material,
    weight: Material,
    width: float = 1.12,
    roof: float = 2.12,
    mast: float = 2.08,
    lift: float = 0.06,
    fork: float = 1.07,
    gas: bool = False,
    color: str = "yellow",
) -> Asset:
    """A counterbalanced forklift that faces -Y. Metres.

    weight: what the counterweight is painted with; roof, mast: their heights; lift: of the forks' upper faces; fork:
    their length; gas: a bottle on the counterweight. Its one support is where a pallet lies on the forks.
    """
    half = width / 2
    front, back = wheel(0.33, 0.21, 0.19, "steel", 8, 0.04, 28), wheel(0.25, 0.17, 0.14, "steel", 8, 0.03, 26)
    everything = gathered(
        _body(half),
        _counterweight(half, gas),
        _guard(half - 0.09, roof),
        _place(),
        _mast(mast, lift),
        _carriage(half - 0.08, lift, fork),
        axle(half - 0.105, FRONT, 0.33, front),
        axle(half - 0.15, REAR, 0.25, back, steer=0.12),
    )
    coats = {
        "coat": coat,
        "weight": weight,
        "dark": UNDER,
        "trim": TRIM,
        "steel": STEEL,
        "seat": materials.leather((0.06, 0.06, 0.062), 0.5),
        "tyre": RUBBER,
        "rim": materials.paint((0.8, 0.8, 0.78), 0.4),
        "clear": CLEAR_LAMP,
        "amber": AMBER_LAMP,
        "red": RED_LAMP,
        "bottle": materials.paint((0.75, 0.76, 0.77), 0.35),
        "forks": materials.paint((0.05, 0.05, 0.053), 0.45),
    }
    asset = grounded_asset(
        "forklift", painted(everything, coats), {"color": color, "power": "gas" if gas else "battery"}
    )
    tip = float(asset.extent[0][1])
    rest = Support((-FORK - BLADE / 2, FORK + BLADE / 2), (tip, tip + fork), lift)
    return replace(asset, supports=(rest,))


def _extruded(outline: Float, x: tuple[float, float], bevel: float) -> Mesh:
    """A prism along X from a side view (N, 2) of (y, z), counter-clockwise seen from +X."""
    slab = prism(outline, x[1] - x[0], bevel)
    points, normals = slab.vertices, slab.normals
    # (u, v, w) of the prism becomes (y, z, x): a turn, so its faces keep their side.
    vertices = np.column_stack([points[:, 2] + np.float32(x[0]), points[:, 0], points[:, 1]])
    return replace(
        slab, vertices=vertices.astype(np.float32), normals=None if normals is None else normals[:, [2, 0, 1]]
    )


def _arch(y: float, z: float, radius: float, low: float) -> Float:
    """The upper arc of a wheel's opening from back to front, where it is above `low`; (N, 2) of (y, z)."""
    turn = np.linspace(0.0, np.pi, 15)
    points = np.column_stack([y + radius * np.cos(turn), z + radius * np.sin(turn)])
    return points[points[:, 1] > low + 0.005]


def _body(half: float) -> Slots:
    """Chassis, wheel arches, steps, hood and cowl."""
    inner, width = half - 0.215, 2 * half - 0.08
    arch = _arch(FRONT, 0.33, 0.37, 0.3)
    side = np.vstack(
        [
            [(-0.945, 0.42), (-0.935, 0.6)],
            [(-0.8, 0.75), (-0.22, 0.75), (-0.13, 0.66), (-0.12, 0.4)],
            arch,
        ]
    )[::-1]
    coat = [_extruded(side, (s * (half - 0.1) - 0.1, s * (half - 0.1) + 0.1), 0.012) for s in (-1, 1)]
    coat.append(box((2 * inner - 0.02, 1.0, 0.34), (0, -0.42, 0.28), 0.02))
    coat.append(box((width, 0.62, 0.2), (0, 0.2, 0.46), 0.03))
    coat.append(box((width - 0.06, 0.66, 0.48), (0, 0.34, 0.74), 0.07, 3))
    coat.append(box((2 * inner, 0.2, 0.62), (0, -0.66, 0.72), 0.05))
    dark: list[Row] = [(s * half, s * (half - 0.2), -0.09, 0.26, 0.2, 0.23) for s in (-1, 1)]
    dark += [
        (s * (half - 0.04), s * (half - 0.2), y, y + 0.03, 0.2, 0.4) for s in (-1, 1) for y in (-0.09, 0.23)
    ]
    dark.append((-inner, inner, -0.58, 0.02, 0.45, 0.465))
    vents = boxes(
        [
            (s * (half - 0.062), s * (half - 0.072), 0.12, 0.5, z, z + 0.018)
            for s in (-1, 1)
            for z in (0.64, 0.69, 0.74, 0.79)
        ]
    )
    return {
        "coat": coat,
        "trim": [boxes(dark, 0.003), vents],
        "dark": [box((0.8 * half, 1.7, 0.12), (0, 0.1, 0.28), 0.01)],
    }


def _counterweight(half: float, gas: bool) -> Slots:
    """A block of iron behind the hood, arched over the rear wheels; lamps, a tow pin, stripes, a bottle."""
    arch = _arch(REAR, 0.25, 0.29, 0.24)
    side = np.vstack(
        [
            [
                (0.52, 0.24),
                (0.52, 0.99),
                (0.64, 1.04),
                (1.08, 1.02),
                (1.2, 0.93),
                (1.26, 0.66),
                (1.24, 0.34),
                (1.18, 0.24),
            ],
            arch,
        ]
    )[::-1]
    out: Slots = {"weight": [_extruded(side, (-half, half), 0.035)]}
    stripes = []
    for k in range(6):
        x = -0.36 + 0.12 * k
        stripes.append(
            [(x + 0.06, 1.2615, 0.66), (x, 1.2615, 0.66), (x - 0.015, 1.2455, 0.4), (x + 0.045, 1.2455, 0.4)]
        )
    out["trim"] = [quads(np.array(stripes)), box((0.16, 0.03, 0.1), (0, 1.25, 0.56), 0.01)]
    out["red"] = [box((0.05, 0.02, 0.11), (s * (half - 0.1), 1.235, 0.8), 0.006, 1) for s in (-1, 1)]
    if gas:
        shape = [
            (0, 0),
            (0.07, 0.005),
            (0.13, 0.04),
            (0.15, 0.1),
            (0.15, 0.6),
            (0.13, 0.66),
            (0.07, 0.695),
            (0.04, 0.7),
            (0.04, 0.75),
            (0, 0.75),
        ]
        bottle = turned(lathe(shape, 28, 0.8), "y", np.pi / 2)
        out["bottle"] = [moved(bottle, (-0.37, 0.92, 1.2))]
        out["trim"] += [
            moved(tube(_ring(0.156, 24), 0.008, 6, closed=True), (x, 0.92, 1.2)) for x in (-0.2, 0.15)
        ]
        out["trim"].append(box((0.5, 0.2, 0.05), (0, 0.92, 1.045), 0.01))
    return out


def _ring(radius: float, count: int) -> Float:
    turn = np.arange(count) / count * 2 * np.pi
    return np.column_stack([0 * turn, radius * np.cos(turn), radius * np.sin(turn)])


def _guard(x: float, roof: float) -> Slots:
    """The overhead guard: two bent frames, bars between them, lamps and a beacon."""
    frames = []
    for s in (-1, 1):
        path = bend(
            [
                (s * x, -0.68, 0.7),
                (s * x, -0.42, roof - 0.04),
                (s * x, 0.66, roof - 0.04),
                (s * x, 0.84, 1.0),
            ],
            0.14,
            5,
        )
        frames.append(tube(path, 0.033, 10))
    bars: list[Row] = [(-x, x, y - 0.02, y + 0.02, roof - 0.07, roof - 0.01) for y in (-0.36, 0.6)]
    for m in np.linspace(-x + 0.09, x - 0.09, 7):
        bars.append((m - 0.012, m + 0.012, -0.36, 0.6, roof - 0.05, roof - 0.008))
    lamps, shells = [], []
    for s in (-1, 1):
        at = np.array([s * (x + 0.01), -0.56, roof - 0.36])
        shells.append(moved(turned(cylinder(0.06, 0.06, 0.015, 20), "x", np.pi / 2), at))
        lamps.append(moved(turned(cylinder(0.052, 0.012, 0.004, 20), "x", np.pi / 2), at + (0, -0.055, 0)))
    beacon = moved(
        lathe([(0, 0), (0.05, 0), (0.048, 0.06), (0.035, 0.09), (0, 0.1)], 20, 0.7),
        (x - 0.1, 0.6, roof - 0.01),
    )
    return {"trim": [*frames, boxes(bars, 0.004), *shells], "clear": lamps, "amber": [beacon]}


def _place() -> Slots:
    """Seat, steering wheel, levers, the grip at a pillar."""
    seat = [box((0.47, 0.46, 0.13), (0, 0.28, 1.04), 0.05, 3)]
    seat.append(moved(turned(box((0.44, 0.12, 0.46), (0, 0, 0.22), 0.05, 3), "x", -0.14), (0, 0.49, 1.06)))
    rim = turned(tube(_ring(0.17, 28), 0.014, 8, closed=True), "y", np.pi / 2)
    hub = moved(cylinder(0.035, 0.03, 0.008, 14), (0, 0, -0.03))
    spokes = rods(
        [(0, 0, -0.01)] * 3, [(0.165 * np.cos(a), 0.165 * np.sin(a), 0) for a in (0.5, 2.6, 4.7)], 0.009, 6
    )
    knob = moved(cylinder(0.02, 0.045, 0.01, 10), (-0.15, 0.06, 0.0))
    steering = [moved(turned(mesh, "x", 0.5), (0, -0.3, 1.2)) for mesh in (rim, hub, spokes, knob)]
    column = tube([(0, -0.31, 1.18), (0, -0.56, 0.74)], 0.028, 10)
    levers = [tube([(0.2 + 0.05 * k, -0.6, 1.02), (0.2 + 0.05 * k, -0.5, 1.17)], 0.007, 6) for k in range(3)]
    knobs = [moved(cylinder(0.014, 0.03, 0.006, 10), (0.2 + 0.05 * k, -0.496, 1.16)) for k in range(3)]
    return {"seat": seat, "trim": [*steering, column, *knobs], "steel": levers}


def _mast(high: float, lift: float) -> Slots:
    """Two channels within two, cross members, a cylinder at each side, chains."""
    y = -0.97
    outer: list[Row] = []
    inner: list[Row] = []
    rise = max(lift - 1.0, 0.0) * 0.6
    for s in (-1, 1):
        outer += [
            (s * 0.36, s * 0.345, y - 0.07, y + 0.07, 0.09, high),
            (s * 0.345, s * 0.3, y + 0.055, y + 0.07, 0.09, high),
        ]
        outer.append((s * 0.345, s * 0.3, y - 0.07, y - 0.055, 0.09, high))
        inner += [(s * 0.3, s * 0.285, y - 0.06, y + 0.05, 0.12 + rise, high - 0.03 + rise)]
        inner += [
            (s * 0.285, s * 0.245, y + a, y + a + 0.014, 0.12 + rise, high - 0.03 + rise)
            for a in (-0.06, 0.036)
        ]
    outer += [(-0.36, 0.36, y + 0.07, y + 0.09, z, z + 0.1) for z in (0.2, 1.1, high - 0.12)]
    inner += [(-0.285, 0.285, y - 0.02, y + 0.02, z + rise, z + 0.07 + rise) for z in (0.14, high - 0.1)]
    start = [(s * 0.26, y + 0.09, 0.2) for s in (-1, 1)]
    barrel = rods(start, [(a, b, high * 0.62) for a, b, _ in start], 0.032, 14)
    pistons = rods(start, [(a, b, high - 0.06 + rise) for a, b, _ in start], 0.019, 12)
    chains = boxes(
        [
            (s * 0.15 - 0.012, s * 0.15 + 0.012, y - 0.03, y - 0.02, lift + 0.3, high - 0.06 + rise)
            for s in (-1, 1)
        ]
    )
    tilt = rods(
        [(s * 0.3, -0.6, 0.5) for s in (-1, 1)], [(s * 0.3, y + 0.075, 0.62) for s in (-1, 1)], 0.03, 12
    )
    return {
        "forks": [boxes(outer, 0.004), boxes(inner, 0.003)],
        "dark": [barrel, chains],
        "steel": [pistons, tilt],
    }


def _carriage(half: float, lift: float, fork: float) -> Slots:
    """Carriage bars, the backrest, and the forks, whose upper faces are on the height `lift`."""
    rows: list[Row] = [
        (-half, half, HEEL + 0.042, HEEL + 0.075, lift + z, lift + z + 0.11) for z in (0.03, 0.42)
    ]
    rows += [(s * 0.18, s * 0.24, HEEL + 0.075, HEEL + 0.13, lift + 0.02, lift + 0.54) for s in (-1, 1)]
    top = lift + 1.12
    rows += [(s * half, s * (half - 0.04), HEEL + 0.045, HEEL + 0.07, lift + 0.53, top) for s in (-1, 1)]
    rows += [(-half, half, HEEL + 0.045, HEEL + 0.07, z, z + 0.035) for z in (top - 0.035, lift + 0.56)]
    for x in np.linspace(-half + 0.14, half - 0.14, 6):
        rows.append((x - 0.009, x + 0.009, HEEL + 0.05, HEEL + 0.065, lift + 0.56, top - 0.03))
    outline = np.array(
        [
            (HEEL + 0.042, lift - 0.02),
            (HEEL + 0.042, lift + 0.56),
            (HEEL, lift + 0.56),
            (HEEL, lift),
            (HEEL - fork, lift),
            (HEEL - fork, lift - 0.012),
            (HEEL - 0.45 * fork, lift - 0.04),
            (HEEL + 0.02, lift - 0.04),
        ]
    )
    forks = [_extruded(outline, (s * FORK - BLADE / 2, s * FORK + BLADE / 2), 0.0) for s in (-1, 1)]
    return {"forks": [boxes(rows, 0.003), *forks]}


@sampler("forklift")
def forklift_rand(rng: np.random.Generator) -> Asset:
    """A forklift for some two tonnes, its forks near the floor."""
    colors: dict[str, Colour] = {
        "yellow": (0.9, 0.62, 0.04),
        "orange": (0.88, 0.3, 0.04),
        "red": (0.62, 0.06, 0.05),
        "green": (0.1, 0.32, 0.2),
        "blue": (0.08, 0.2, 0.46),
        "white": (0.85, 0.85, 0.83),
    }
    name = str(rng.choice(list(colors), p=[0.34, 0.22, 0.16, 0.1, 0.1, 0.08]))
    coat = materials.paint(finishes.jitter(colors[name], rng, 0.015), 0.3, seed=finishes.seed(rng))
    dark = materials.paint((0.09, 0.09, 0.095), 0.45, seed=finishes.seed(rng))
    return forklift(
        coat,
        coat if rng.random() < 0.45 else dark,
        float(rng.uniform(1.06, 1.2)),
        float(rng.uniform(2.06, 2.16)),
        float(rng.uniform(2.0, 2.2)),
        float(rng.uniform(0.06, 0.2)),
        gas=bool(rng.random() < 0.35),
        color=name,
    )
