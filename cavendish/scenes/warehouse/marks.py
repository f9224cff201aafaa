# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What is painted on the floor: lines along aisles, outlines of fields, hatched strips before gates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.geometry import with_box_uvs
from cavendish.scenes.parts.facade.elements import Row, boxes
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Mesh
from cavendish.scenes.warehouse.hall import CLEAR, Hall
from cavendish.scenes.warehouse.racks import Aisle

Field = tuple[float, float, float, float]
"""From and to in x, from and to in y."""
PAINT = 0.0008  # metres, thickness: less than counts for things that stand on it


def markings(hall: Hall, aisles: Sequence[Aisle], fields: Sequence[Field], rng: np.random.Generator) -> Asset:
    """All of a hall's markings as one asset in the world's frame."""
    wide = float(rng.uniform(0.075, 0.12))
    lines: list[Row] = []
    for aisle in aisles:
        y0, y1 = aisle.span
        for side in (-1, 1):
            x = aisle.x + side * (aisle.width / 2 - 0.12)
            lines.append((x - wide / 2, x + wide / 2, y0, y1, 0.0, PAINT))
    for x0, x1, y0, y1 in fields:
        lines += [(x0, x1, y, y + wide, 0.0, PAINT) for y in (y0, y1 - wide)]
        lines += [(x, x + wide, y0 + wide, y1 - wide, 0.0, PAINT) for x in (x0, x1 - wide)]
    bars: list[Mesh] = []
    for gate in hall.gates:
        if gate.wall not in ("north", "south"):
            continue
        sign = 1 if gate.wall == "north" else -1
        middle = sign * gate.middle
        y = sign * (hall.depth / 2 - CLEAR)
        a, b = middle - gate.width / 2, middle + gate.width / 2
        lines += [(a, b, y - wide / 2, y + wide / 2, 0.0, PAINT)]
        bars += [_bar(x, y, sign) for x in np.arange(a + 0.1, b - 0.5, 0.5)]
    yellow = materials.paint(finishes.jitter((0.86, 0.68, 0.1), rng, 0.02), 0.5, seed=finishes.seed(rng))
    white = materials.paint((0.86, 0.86, 0.84), 0.5, seed=finishes.seed(rng))
    first, second = (yellow, white) if rng.random() < 0.75 else (white, yellow)
    pieces = parts(([boxes(lines)] if lines else [], first), (bars, second))
    return Asset("floor marking", pieces, {"color": "yellow" if first is yellow else "white"})


def _bar(x: float, y: float, sign: int) -> Mesh:
    """A slanted bar behind the line before a gate."""
    bar = boxes([(x, x + 0.18, y + sign * 0.2, y + sign * 0.75, 0.0, PAINT)])
    points = bar.vertices.copy()
    points[:, 0] += np.float32(0.5) * np.abs(points[:, 1] - np.float32(y + sign * 0.2))
    return with_box_uvs(Mesh(points, bar.faces, None, None))
