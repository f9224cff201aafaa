# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bays of pallet racks: uprights with slots and bracing, beams on several levels, guards at the feet."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, merge, moved
from cavendish.scenes.parts.facade.elements import Row, boxes, copies, quads, rods
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Material, Mesh, Support

POST = 0.1  # metres, width of an upright
BEAM = 0.12  # metres, height of a beam
Frames = Literal["both", "left", "right"]


def pallet_rack(
    width: float,
    depth: float,
    height: float,
    levels: tuple[float, ...],
    upright: Material,
    beam: Material,
    guard: Material,
    frames: Frames = "both",
    mesh: bool = False,
) -> Asset:
    """One bay. Metres.

    width: from the middle of one upright to the middle of the next; levels: heights of the beams' tops; frames: which
    of the two upright frames belong to it, as neighbours share one; mesh: decks of wire on the beams.
    """
    half = width / 2
    posts: list[Mesh] = []
    slots: list[Mesh] = []
    guards: list[Mesh] = []
    sides = {"both": (-1, 1), "left": (-1,), "right": (1,)}[frames]
    for side in sides:
        one, holes = _frame(depth, height)
        posts.append(moved(one, (side * half, 0, 0)))
        slots.append(moved(holes, (side * half, 0, 0)))
        if side == sides[0] or frames == "both":
            guards.append(_guard(side * half, -depth / 2))
    clear = width - POST
    steps: list[Row] = []
    ends: list[Row] = []
    wires: list[Mesh] = []
    rests = []
    for number, top in enumerate(levels):
        for y in (-depth / 2, depth / 2 - 0.05):
            steps.append((-clear / 2 + 0.001, clear / 2 - 0.001, y, y + 0.05, top - BEAM, top))
            # Connectors hook into the slots of the uprights' faces.
            outer = y - 0.0052 if y < 0 else y + 0.0512
            for s in (-1, 1):
                ends.append(
                    (
                        s * (clear / 2 - 0.006),
                        s * (clear / 2 - 0.001),
                        y + 0.001,
                        y + 0.049,
                        top - BEAM - 0.05,
                        top + 0.03,
                    )
                )
                ends.append(
                    (
                        s * (clear / 2 - 0.001),
                        s * (clear / 2 + 0.035),
                        outer,
                        outer + 0.004,
                        top - BEAM - 0.03,
                        top + 0.02,
                    )
                )
        if mesh:
            wires.append(_deck(clear - 0.01, depth - 0.102, top - 0.006))
        head = (levels[number + 1] - BEAM - top) if number + 1 < len(levels) else 10.0
        rests.append(Support((-clear / 2 + 0.04, clear / 2 - 0.04), (-depth / 2, depth / 2), top, head))
    steel = materials.metal((0.62, 0.63, 0.64), 0.4)
    dark = materials.plastic((0.05, 0.05, 0.055), 0.7)
    pieces = parts(
        (posts, upright),
        (slots, dark),
        ([boxes(steps, 0.004), boxes(ends)], beam),
        (wires, steel),
        (guards, guard),
    )
    return Asset(
        "pallet rack", pieces, {"levels": str(len(levels)), "material": "painted steel"}, tuple(rests)
    )


def _frame(depth: float, height: float) -> tuple[Mesh, Mesh]:
    """Two uprights with feet and lattice between them, about x = 0; and the slots in their faces."""
    p, y = POST / 2, depth / 2
    rows: list[Row] = []
    for s in (-1, 1):
        a, b = s * y, s * (y - 0.09)
        # An open section: a face with two returns, as it is rolled.
        rows += [(-p, p, a, a - s * 0.012, 0.006, height)]
        rows += [(e * p, e * (p - 0.01), a - s * 0.012, b, 0.006, height) for e in (-1, 1)]
        rows.append((-p - 0.005, p + 0.005, s * (y + 0.0), s * (y - 0.13), 0.0, 0.006))
    meshes = [boxes(rows, 0.002)]
    start, end = [], []
    z, flip = 0.2, 1
    inner = y - 0.05
    while z + 0.9 < height:
        start.append((0.0, -flip * inner, z))
        end.append((0.0, flip * inner, z + 0.85))
        z, flip = z + 0.85, -flip
    start += [(0.0, -inner, 0.2), (0.0, -inner, height - 0.1)]
    end += [(0.0, inner, 0.2), (0.0, inner, height - 0.1)]
    meshes.append(rods(np.array(start), np.array(end), 0.016, 6))
    marks = []
    for z in np.arange(0.15, height - 0.06, 0.075):
        for s in (-1, 1):
            for x in (-0.026, 0.026):
                w, face = 0.007, s * (y + 0.0004)
                quad = [
                    (x - s * -w, face, z - 0.016),
                    (x + s * -w, face, z - 0.016),
                    (x + s * -w, face, z + 0.016),
                    (x - s * -w, face, z + 0.016),
                ]
                marks.append(
                    quad
                    if s > 0
                    else [
                        (x - w, face, z - 0.016),
                        (x + w, face, z - 0.016),
                        (x + w, face, z + 0.016),
                        (x - w, face, z + 0.016),
                    ]
                )
    return merge(meshes), quads(np.array(marks))


def _guard(x: float, y: float) -> Mesh:
    """A protector around the foot of an upright."""
    w = POST / 2 + 0.012
    rows: list[Row] = [(x - w, x + w, y - 0.04, y - 0.034, 0.0, 0.4)]
    rows += [(x + s * w, x + s * (w - 0.006), y - 0.034, y + 0.08, 0.0, 0.4) for s in (-1, 1)]
    return boxes(rows, 0.002)


def _deck(wide: float, deep: float, z: float) -> Mesh:
    """Wires both ways, flat under the beams' top."""
    across = box((wide, 0.005, 0.005), (0, 0, 0), 0)
    along = box((0.005, deep, 0.005), (0, 0, 0), 0)
    ys, xs = np.arange(-deep / 2 + 0.05, deep / 2, 0.1), np.arange(-wide / 2 + 0.05, wide / 2, 0.1)
    return merge(
        [
            copies(across, np.column_stack([0 * ys, ys, np.full(len(ys), z + 0.0035)])),
            copies(along, np.column_stack([xs, 0 * xs, np.full(len(xs), z - 0.0015)])),
        ]
    )


def rack_paints(rng: np.random.Generator) -> tuple[Material, Material, Material]:
    """Of uprights, beams and guards."""
    blues: list[Colour] = [(0.05, 0.15, 0.4), (0.12, 0.25, 0.5), (0.5, 0.52, 0.53), (0.08, 0.28, 0.2)]
    tone = blues[int(rng.choice(4, p=[0.4, 0.2, 0.28, 0.12]))]
    orange: Colour = (0.9, 0.33, 0.06) if rng.random() < 0.8 else (0.92, 0.66, 0.08)
    return (
        materials.paint(finishes.jitter(tone, rng, 0.02), 0.4, seed=finishes.seed(rng)),
        materials.paint(finishes.jitter(orange, rng, 0.02), 0.4, seed=finishes.seed(rng)),
        materials.paint((0.93, 0.72, 0.07), 0.45, seed=finishes.seed(rng)),
    )


@sampler("pallet rack")
def pallet_rack_rand(rng: np.random.Generator) -> Asset:
    """A bay of two to four levels for three Euro pallets side by side."""
    count, step = int(rng.integers(1, 4)), float(rng.uniform(1.5, 2.0))
    levels = tuple(step * (k + 1) for k in range(count))
    upright, beam, guard = rack_paints(rng)
    return pallet_rack(
        2.8,
        float(rng.uniform(1.0, 1.1)),
        levels[-1] + 0.8,
        levels,
        upright,
        beam,
        guard,
        mesh=bool(rng.random() < 0.3),
    )
