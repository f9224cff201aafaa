# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Doors with lining and architraves that fill an opening of a wall."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cylinder, merge, moulding, moved, tube, turned
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh

Style = Literal["plain", "grooved", "panels"]
LINING, LEAF = 0.032, 0.04


def door(
    width: float,
    height: float,
    wall: float,
    leaf: Material,
    casing: Material | None = None,
    hardware: Material | None = None,
    threshold: Material | None = None,
    style: Style = "panels",
    panels: tuple[int, int] = (2, 3),
    architrave: float = 0.065,
    handle: float = 1.03,
    hinge: int = -1,
) -> Asset:
    """A closed door in an opening of exactly width x height in a wall of thickness `wall`.

    The room lies at -Y. x = 0 is the opening's middle, y = 0 the wall's middle, z = 0 the floor. The
    architraves lie on the wall around the opening, `architrave` wide (less 12 mm). style: a plain leaf, one
    with grooves, or one of stiles and rails with `panels`: (across, up). handle: its height; hinge: the
    side of the hinges, -1 left or 1 right. Metres.
    """
    casing = casing or leaf
    hardware = hardware or materials.metal()
    threshold = threshold or casing
    inner = moulding(width, height, _section(LINING, -wall / 2 - 0.002, wall / 2 + 0.002), sides=3)
    lap = LINING - 0.007  # the architrave leaves a small step to the lining's edge
    wide, high = width + 2 * (architrave - lap), height + architrave - lap
    a = architrave
    front = [
        (0, -0.009),
        (0.006, -0.014),
        (a * 0.55, -0.018),
        (a - 0.006, -0.016),
        (a, -0.011),
        (a, 0),
        (0, 0),
    ]
    back = [(x, -y) for x, y in reversed(front)]
    trims = [moulding(wide, high, [(x, y - wall / 2) for x, y in front], sides=3)]
    trims.append(moulding(wide, high, [(x, y + wall / 2) for x, y in back], sides=3))
    clear_w, clear_h = width - 2 * LINING, height - LINING
    y = -wall / 2 + 0.004 + LEAF / 2
    stop = moulding(
        clear_w + 0.006, clear_h + 0.003, _section(0.018, y + LEAF / 2 + 0.002, y + LEAF / 2 + 0.032), 3
    )
    sill = box((clear_w + 0.01, wall - 0.004, 0.01), (0, 0, 0.005), bevel=0.003)
    w, h = clear_w - 0.007, clear_h - 0.004 - 0.016
    board = moved(_leaf(w, h, style, panels), (0, y, 0.016))
    side = float(hinge)
    metal = [moved(mesh, (-side * (w / 2 - 0.06), y, handle)) for mesh in _handle(side)]
    count = 3 if height > 2.05 else 2
    for z in np.linspace(0.22, height - 0.25, count):
        at = (side * (clear_w / 2 - 0.001), y - LEAF / 2 - 0.004, float(z) - 0.045)
        metal.append(moved(cylinder(0.0075, 0.09, segments=12), at))
    pieces = parts(([inner, stop, *trims], casing), ([board], leaf), (metal, hardware), ([sill], threshold))
    kind = "wood" if leaf.kind == "wood" else "painted wood"
    return Asset("door", pieces, {"material": kind, "style": style})


def _section(width: float, front: float, back: float) -> list[tuple[float, float]]:
    c = 0.002
    return [
        (0, front),
        (width - c, front),
        (width, front + c),
        (width, back - c),
        (width - c, back),
        (0, back),
    ]


def _leaf(width: float, height: float, style: Style, panels: tuple[int, int]) -> Mesh:
    """The leaf, standing on z = 0 around y = 0."""
    if style == "plain":
        return box((width, LEAF, height), (0, 0, height / 2), bevel=0.003)
    if style == "grooved":
        step = height / (panels[1] + 2)
        cuts = np.arange(panels[1] + 3) * step
        slabs = [
            box((width, LEAF, b - a - 0.002), (0, 0, (a + b) / 2), bevel=0.004) for a, b in pairwise(cuts)
        ]
        core = box((width - 0.01, LEAF - 0.012, height - 0.01), (0, 0, height / 2), bevel=0)
        return merge([*slabs, core])
    across, up = panels
    stile, bottom, rail, middle = 0.11, 0.20, 0.11, 0.09
    pieces = [
        box((stile, LEAF, height), (sx * (width - stile) / 2, 0, height / 2), bevel=0.003) for sx in (-1, 1)
    ]
    inside = width - 2 * stile
    # Rows of panels: the lowest and highest differ, as on old doors.
    shares = {1: [1.0], 2: [0.42, 0.58], 3: [0.36, 0.44, 0.2]}.get(up, [1 / up] * up)
    free = height - bottom - rail * up
    z = bottom
    pieces.append(box((inside + 0.002, LEAF - 0.0005, bottom), (0, 0, bottom / 2), bevel=0.003))
    for share in shares:
        tall = free * share
        pieces.append(box((inside + 0.002, LEAF - 0.0005, rail), (0, 0, z + tall + rail / 2), bevel=0.003))
        wide = (inside - (across - 1) * middle) / across
        for k in range(across):
            x = -inside / 2 + wide / 2 + k * (wide + middle)
            pieces.append(box((wide + 0.02, 0.012, tall + 0.02), (x, 0, z + tall / 2), bevel=0.002))
            pieces.append(box((wide - 0.05, 0.026, tall - 0.05), (x, 0, z + tall / 2), bevel=0.008))
            bead = [(-0.004, -0.018), (0.003, -0.018), (0.014, -0.009), (0.014, -0.004), (-0.004, -0.004)]
            ring = moved(moulding(wide, tall, bead), (x, 0, z))
            pieces += [ring, moved(turned(moved(ring, (-x, 0, 0)), "z", np.pi), (x, 0, 0))]
            if k:
                post = (middle, LEAF - 0.001, tall + 0.002)
                pieces.append(box(post, (x - (wide + middle) / 2, 0, z + tall / 2), bevel=0.003))
        z += tall + rail
    return merge(pieces)


def _handle(side: float) -> list[Mesh]:
    """Levers on plates on both faces; they point to the hinges at `side`."""
    meshes = []
    for face in (-1, 1):
        surface = face * LEAF / 2
        meshes.append(box((0.04, 0.01, 0.2), (0, surface + face * 0.003, -0.05), bevel=0.003))
        out = surface + face * 0.05
        path = bend([(0, surface, 0), (0, out, 0), (side * 0.125, out, 0)], 0.018)
        meshes.append(tube(path, 0.0095, sides=12))
        lock = turned(cylinder(0.008, 0.016, segments=14), "x", -face * np.pi / 2)
        meshes.append(moved(lock, (0, surface, -0.09)))
    return meshes


@sampler("door")
def door_rand(rng: np.random.Generator) -> Asset:
    """A door of a room in a wall of 0.1 to 0.3 m."""
    width, height = rng.uniform(0.83, 0.98), rng.uniform(2.03, 2.14)
    return door_fit(rng, width, height, rng.uniform(0.1, 0.3))


def door_fit(rng: np.random.Generator, width: float, height: float, wall: float) -> Asset:
    """A random door for a given opening (metres): white, painted or of wood."""
    pick = rng.random()
    if pick < 0.55:
        level = float(rng.uniform(0.84, 0.94))
        leaf = materials.paint((level, level * 0.995, level * 0.97), seed=finishes.seed(rng))
    elif pick < 0.85:
        leaf = finishes.wood(rng)
    else:
        leaf = materials.paint(finishes.hsv(rng.random(), rng.uniform(0.2, 0.5), rng.uniform(0.25, 0.7)))
    white = materials.paint((0.92, 0.92, 0.9), seed=finishes.seed(rng))
    styles: tuple[Style, ...] = ("plain", "grooved", "panels")
    style = styles[int(rng.choice(3, p=[0.3, 0.15, 0.55]))]
    across, up = ((1, 2), (2, 2), (2, 3), (1, 3), (1, 1))[int(rng.integers(5))]
    return door(
        width,
        height,
        wall,
        leaf,
        casing=leaf if rng.random() < 0.7 else white,
        hardware=materials.metal((0.80, 0.62, 0.33), 0.25)
        if rng.random() < 0.25
        else materials.metal(brushed=float(rng.random() < 0.5)),
        threshold=finishes.wood(rng),
        style=style,
        panels=(across, up),
        architrave=float(rng.uniform(0.05, 0.09)),
        handle=float(rng.uniform(0.98, 1.06)),
        hinge=1 if rng.random() < 0.5 else -1,
    )
