# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cutting boards: with a hole, a handle, a groove; of wood or plastic."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import cylinder, moved, tube
from cavendish.scenes.parts.fittings import circle, loft, parts, rounded
from cavendish.scenes.parts.ware import at_height
from cavendish.scenes.scene import Asset, Material, Mesh, Support

SHAPES = ("plain", "paddle", "round")


def cutting_board(
    board: Material,
    shape: str = "plain",
    width: float = 0.36,
    depth: float = 0.24,
    thick: float = 0.018,
    corner: float = 0.02,
    groove: Material | None = None,
    feet: bool = False,
) -> Asset:
    """A board that lies flat. shape: one of SHAPES, a paddle with its handle to the right (+X); groove: round its top."""
    b = min(0.003, thick * 0.25)
    lift = 0.004 if feet else 0.0
    grip = width * 0.26 if shape == "paddle" else 0.0
    wide = width - grip
    shift = -grip / 2

    def outline(inset: float) -> np.ndarray:
        if shape == "round":
            return circle(depth / 2 - inset, 64)
        ring = rounded(wide - 2 * inset, depth - 2 * inset, max(corner - inset, 0.002), 12)
        return ring + (shift, 0.0)

    levels = [
        (b, 0.0),
        (b * 0.3, b * 0.3),
        (0.0, b),
        (0.0, thick - b),
        (b * 0.3, thick - b * 0.3),
        (b, thick),
    ]
    body: list[Mesh] = [loft(np.array([at_height(outline(i), lift + z) for i, z in levels]), 0.9, grain=0)]
    extra: list[Mesh] = []
    if grip:
        tongue = rounded(grip + 0.04, depth * 0.24, depth * 0.11, 8) + (width / 2 - (grip + 0.04) / 2, 0.0)
        rings = [at_height(tongue, lift + z) for z in (0.0005, thick - 0.0005)]
        body.append(loft(np.array(rings), 0.6, grain=0))
        hole = moved(cylinder(depth * 0.045, thick + 0.0005, 0.0002, 20), (width / 2 - depth * 0.11, 0, lift))
        extra.append(hole)
    elif shape == "plain" and groove is None:
        slot = rounded(0.022, min(0.09, depth * 0.4), 0.0105, 6) + (width / 2 - 0.03, 0.0)
        extra.append(
            loft(
                np.array(
                    [
                        at_height(slot, lift - 0.0002 + (0.0004 if not feet else 0)),
                        at_height(slot, lift + thick + 0.0003),
                    ]
                ),
                0.6,
            )
        )
    if groove is not None:
        path = at_height(outline(0.022), lift + thick - 0.0018)
        extra.append(tube(path, 0.0026, 8, closed=True))
    if feet:
        body += [
            moved(
                cylinder(0.009, 0.006, 0.001, 12),
                (shift + sx * (wide / 2 - 0.03), sy * (depth / 2 - 0.03), 0),
            )
            for sx in (-1, 1)
            for sy in (-1, 1)
        ]
    shadow = groove or materials.plastic((0.06, 0.05, 0.045), 0.8)
    inner = (wide if shape != "round" else depth) / 2 - 0.04
    deep = depth / 2 - 0.04 if shape != "round" else depth / 3
    place = Support((shift - inner * 0.8, shift + inner * 0.8), (-deep, deep), lift + thick)
    return Asset(
        "cutting board",
        parts((body, board), (extra, shadow)),
        {"material": board.kind, "shape": shape},
        (place,),
    )


@sampler("cutting board")
def cutting_board_rand(rng: np.random.Generator) -> Asset:
    """A board of 0.25 to 0.5 m."""
    shape = str(rng.choice(SHAPES, p=[0.58, 0.28, 0.14]))
    timber = shape != "plain" or rng.random() < 0.7
    if timber:
        board = finishes.wood(rng, str(rng.choice(["birch", "oak", "beech", "walnut", "cherry"])))
        r, g, b = board.color
        groove = materials.wood((r * 0.8, g * 0.76, b * 0.7))
    else:
        color = ((0.93, 0.93, 0.92), (0.5, 0.72, 0.45), (0.75, 0.25, 0.22), (0.35, 0.5, 0.68))[
            int(rng.integers(4))
        ]
        board = materials.plastic(color, 0.5, seed=finishes.seed(rng))
        groove = materials.plastic((color[0] * 0.8, color[1] * 0.8, color[2] * 0.8), 0.5)
    width = float(rng.uniform(0.27, 0.42))
    round_ = shape == "round"
    if round_:
        width = float(rng.uniform(0.24, 0.34))
    return cutting_board(
        board,
        shape,
        width + (0.1 if shape == "paddle" else 0.0),
        width if round_ else width * float(rng.uniform(0.55, 0.72)),
        float(rng.uniform(0.012, 0.03)) if timber else float(rng.uniform(0.007, 0.012)),
        float(rng.uniform(0.006, 0.03)),
        groove if rng.random() < 0.45 else None,
        feet=bool(timber and shape == "plain" and rng.random() < 0.15),
    )
