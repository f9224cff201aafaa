# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Dish racks of wire with a tray, plates that dry in them and a cup for cutlery."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, bounds, box, cylinder, lathe, moved, placed, tube, vessel
from cavendish.scenes.parts.fittings import parts, pose, rounded
from cavendish.scenes.parts.ware import at_height, hollow
from cavendish.scenes.scene import Asset, Material, Mesh, Part


def dish_rack(
    wire: Material,
    tray: Material,
    ware: Material,
    width: float = 0.42,
    depth: float = 0.32,
    height: float = 0.11,
    plates: tuple[float, ...] = (),
    cutlery: int = 0,
) -> Asset:
    """A rack. plates: the radius of each plate in it, metres; cutlery: how many pieces stand in a cup at its right."""
    outer, inner = rounded(width, depth, 0.02, 6), rounded(width - 0.012, depth - 0.012, 0.016, 6)
    trays = [
        hollow(
            [
                at_height(outer * 0.985, 0),
                at_height(outer, 0.014),
                at_height(inner, 0.014),
                at_height(inner, 0.004),
            ],
            0.6,
        )
    ]
    w, d = width - 0.03, depth - 0.03
    low = 0.022
    wires: list[Mesh] = []
    for z, r in ((low, 0.0028), (height, 0.0035), ((low + height) / 2, 0.0022)):
        wires.append(tube(at_height(rounded(w, d, 0.025, 4), z), r, 6, closed=True))
    for across in np.linspace(-w / 2 + 0.04, w / 2 - 0.04, 8):
        u = float(across)
        path = [(u, -d / 2, height), (u, -d / 2, low), (u, d / 2, low), (u, d / 2, height)]
        wires.append(tube(bend(path, 0.012, 2), 0.0018, 5, caps=False))
    for y in (-d / 4, d / 4):
        path = [(-w / 2, y, height), (-w / 2, y, low), (w / 2, y, low), (w / 2, y, height)]
        wires.append(tube(bend(path, 0.012, 2), 0.0018, 5, caps=False))
    for sx in (-1, 1):
        for sy in (-1, 1):
            wires.append(
                moved(
                    cylinder(0.006, low - 0.003, 0.001, 10),
                    (sx * (w / 2 - 0.03), sy * (d / 2 - 0.004), 0.003),
                )
            )
    step = 0.028
    slots = int((w * 0.66) // step)
    start = -w / 2 + 0.035
    for k in range(slots + 1):  # hoops hold the plates apart
        x = start + k * step
        turn = np.linspace(0, np.pi, 7)
        hoop = np.column_stack([np.full(7, x), 0.03 * np.cos(turn) + d * 0.18, low + 0.055 * np.sin(turn)])
        wires.append(tube(hoop, 0.0017, 5, caps=False))
    stood: list[Mesh] = []
    for k, radius in enumerate(plates[:slots]):
        thick = 0.02
        lean = np.pi / 2 - 0.12
        at = (start + (k + 0.22) * step, d * 0.05, low + radius * np.sin(lean) + 0.004)
        plate = moved(_plate(radius, thick), (0, 0, -thick / 2))
        stood.append(placed(plate, pose("y", lean, at)))
    cups: list[Mesh] = []
    if cutlery:
        x, y = w / 2 - 0.05, -d / 2 + 0.06
        cups.append(
            moved(vessel([(0, 0), (0.036, 0), (0.04, 0.004), (0.042, 0.11)], 0.003, 24), (x, y, low + 0.004))
        )
        for k in range(cutlery):
            a = k * 2.4
            top = (x + 0.03 * np.cos(a), y + 0.03 * np.sin(a), low + 0.2 + 0.012 * (k % 3))
            foot = (x - 0.018 * np.cos(a), y - 0.018 * np.sin(a), low + 0.012)
            cups.append(tube([foot, top], 0.0022, 7))
            bowl = box((0.022, 0.003, 0.045) if k % 2 else (0.016, 0.003, 0.05), (0, 0, 0), 0.0012, 1)
            cups.append(placed(bowl, pose("z", a, (top[0], top[1], top[2] + 0.018))))
    steel = materials.metal((0.72, 0.72, 0.73), 0.2)
    pieces = parts((trays, tray), (wires, wire), (stood, ware), (cups, steel))
    span = bounds([part.mesh for part in pieces])
    by = (0.0, 0.0, -float(span[0, 2]))
    pieces = tuple(Part(moved(part.mesh, by), part.material) for part in pieces)
    return Asset(
        "dish rack",
        pieces,
        {"material": "steel" if wire.kind == "metal" else "plastic", "plates": str(len(plates[:slots]))},
    )


def _plate(radius: float, height: float) -> Mesh:
    """A plate of few triangles."""
    flat = radius * 0.74
    under = [(0, 0), (flat * 0.8, 0), (flat, height * 0.45), (radius, height - 0.002)]
    upper = [(radius, height), (flat, height * 0.45 + 0.004), (flat * 0.8, 0.004), (0, 0.004)]
    return lathe([*under, *upper], 28, 0.6)


@sampler("dish rack")
def dish_rack_rand(rng: np.random.Generator) -> Asset:
    """A dish rack of 0.36 to 0.5 m, empty or with up to eight plates."""
    level = float(rng.choice([0.93, 0.06]))
    coat = materials.plastic((level, level, level), 0.35)
    wire = materials.metal((0.74, 0.74, 0.75), 0.2) if rng.random() < 0.6 else coat
    tray = finishes.any_plastic(rng) if rng.random() < 0.4 else coat
    count = int(rng.integers(0, 9)) if rng.random() < 0.8 else 0
    size = float(rng.uniform(0.09, 0.135))
    radii = tuple(size * (0.75 if rng.random() < 0.25 else 1.0) for _ in range(count))
    ware = materials.ceramic((0.94, 0.94, 0.92), 0.08) if rng.random() < 0.65 else finishes.pottery(rng)
    return dish_rack(
        wire,
        tray,
        ware,
        float(rng.uniform(0.36, 0.5)),
        float(rng.uniform(0.29, 0.36)),
        float(rng.uniform(0.09, 0.13)),
        radii,
        int(rng.integers(3, 9)) if rng.random() < 0.6 else 0,
    )
