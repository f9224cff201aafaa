# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Lit signs that show the way out: a person who runs, a door, an arrow."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.assets.wall_sign import INK, stroke
from cavendish.scenes.geometry import box, cylinder, moved, placed, rotation, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Mesh

Mount = Literal["ceiling", "wall"]


def exit_sign(
    width: float = 0.34,
    height: float = 0.17,
    depth: float = 0.04,
    mount: Mount = "ceiling",
    drop: float = 0.06,
    way: int = 1,
    glow: float = 0.5,
) -> Asset:
    """A green box, lit from within. mount: on rods of `drop` metres with both faces printed, or with its back on a wall.

    way: where it points, -1 left or 1 right as seen from the front. Its lowest point is z = 0.
    """
    rim = 0.008
    shell = [box((width, depth, rim), (0, 0, z), 0.002, 1) for z in (rim / 2, height - rim / 2)] + [
        box((rim, depth, height - 2 * rim), (s * (width - rim) / 2, 0, height / 2), 0.002, 1) for s in (-1, 1)
    ]
    inner = depth - 0.006
    panel = box((width - 2 * rim, inner, height - 2 * rim), (0, 0, height / 2), 0)
    front = _pictogram(width, height, -inner / 2, way)
    prints = list(front)
    attributes = {"mount": mount, "color": "green"}
    if mount == "ceiling":
        back = _pictogram(width, height, -inner / 2, -way)  # it points to the same door
        prints += [placed(mesh, rotation("z", np.pi)) for mesh in back]
        for s in (-1, 1):
            shell.append(
                tube([(s * width * 0.3, 0, height - 0.004), (s * width * 0.3, 0, height + drop)], 0.005, 10)
            )
            shell.append(moved(cylinder(0.016, 0.01, 0.002, 18), (s * width * 0.3, 0, height + drop - 0.01)))
    else:
        shell.append(
            box((width - 0.004, 0.006, height - 0.004), (0, depth / 2 - 0.003, height / 2), 0.001, 1)
        )
    green = materials.shade((0.02, 0.5, 0.2), glow, 6500.0)
    white = materials.shade((0.95, 0.97, 0.95), glow, 6500.0)
    case = materials.plastic((0.86, 0.86, 0.85), 0.35)
    return Asset("exit sign", parts((shell, case), ([panel], green), (prints, white)), attributes)


def _pictogram(width: float, height: float, y: float, way: int) -> list[Mesh]:
    """Prints on the plane y that faces -Y."""
    u, side = height, float(way)
    x, step = 0.065 * u * side, 2e-5

    def line(ax: float, az: float, bx: float, bz: float, wide: float, layer: int) -> Mesh:
        a, b = (x + side * ax * u, az * u), (x + side * bx * u, bz * u)
        return stroke(a, b, wide * u, y - layer * step)

    head = placed(cylinder(0.075 * u, INK, 0, 20), rotation("x", np.pi / 2))
    runner = [
        moved(head, (x + side * 0.08 * u, y, 0.78 * u)),
        line(0.04, 0.62, -0.08, 0.42, 0.13, 0),
        line(0.05, 0.63, 0.22, 0.5, 0.06, 1),
        line(0.02, 0.64, -0.16, 0.56, 0.06, 2),
        line(-0.06, 0.42, 0.1, 0.32, 0.075, 3),
        line(0.1, 0.32, 0.06, 0.15, 0.065, 4),
        line(-0.09, 0.42, -0.18, 0.24, 0.075, 5),
        line(-0.18, 0.24, -0.32, 0.22, 0.06, 6),
    ]
    frame = [
        line(0.36, 0.14, 0.36, 0.86, 0.04, 0),
        line(0.72, 0.14, 0.72, 0.86, 0.04, 0),
        line(0.36, 0.86, 0.72, 0.86, 0.04, 1),
    ]
    tail = (-0.75, 0.5)
    arrow = [
        line(tail[0] - 0.12, 0.5, tail[0] + 0.22, 0.5, 0.05, 0),
        line(tail[0] + 0.22, 0.5, tail[0] + 0.1, 0.62, 0.05, 1),
        line(tail[0] + 0.22, 0.5, tail[0] + 0.1, 0.38, 0.05, 2),
    ]
    return runner + frame + (arrow if width > 1.9 * height else [])


@sampler("exit sign")
def exit_sign_rand(rng: np.random.Generator) -> Asset:
    """A sign for a ceiling or a wall."""
    return exit_sign_fit(rng, "ceiling" if rng.random() < 0.5 else "wall")


def exit_sign_fit(rng: np.random.Generator, mount: Mount) -> Asset:
    """A sign with a given mount."""
    height = float(rng.uniform(0.13, 0.19))
    return exit_sign(
        height * float(rng.uniform(1.95, 2.2)),
        height,
        float(rng.uniform(0.03, 0.055)),
        mount,
        float(rng.uniform(0.02, 0.08)),
        int(rng.choice([-1, 1])),
        float(rng.uniform(0.3, 0.7)),
    )
