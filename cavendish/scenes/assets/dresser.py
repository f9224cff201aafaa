# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Dressers: chests of drawers, tall or wide."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.case import Look, case, look_rand
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset


def dresser(
    look: Look,
    rows: int = 4,
    columns: int = 1,
    split_top: bool = False,
    width: float = 0.8,
    depth: float = 0.45,
    height: float = 0.95,
    lift: float = 0.08,
    overhang: float = 0.012,
    taper: float = 0.1,
    ajar: tuple[int, int, float] | None = None,
) -> Asset:
    """A chest of drawers in rows and columns.

    split_top: only in one column, the top row is lower than the others.

    lift: height of its feet; overhang: of the top; taper: how much higher each drawer is than the one over
    it, a share; ajar: (column, row, metres) of a drawer that stands open.
    """
    cells = [("drawer", (0.6 if split_top and k == 0 else 1.0) * (1 + taper * k)) for k in range(rows)]
    made = case(
        width,
        depth,
        height,
        [(1.0, cells)] * columns,
        look.base,
        lift,
        look.front,
        look.pull,
        0.022,
        overhang,
        ajar,
    )
    return Asset(
        "dresser",
        parts(
            (made.body, look.body),
            (made.fronts, look.fronts),
            (made.handles, look.handles),
            (made.legs, look.legs),
        ),
        {"material": look.body.kind, "drawers": str(rows * columns)},
        made.supports,
    )


@sampler("dresser")
def dresser_rand(rng: np.random.Generator) -> Asset:
    """A chest of drawers."""
    look = look_rand(rng)
    columns = int(rng.choice([1, 2, 3], p=[0.5, 0.4, 0.1]))
    rows = (
        int(rng.integers(3, 6))
        if columns == 1
        else int(rng.integers(2, 4) if columns == 3 else rng.integers(3, 5))
    )
    lift = rng.uniform(0.05, 0.09) if look.base in ("plinth", "blocks") else rng.uniform(0.10, 0.18)
    return dresser(
        look,
        rows=rows,
        columns=columns,
        split_top=bool(rng.random() < 0.3),
        width=rng.uniform(0.6, 0.95) if columns == 1 else rng.uniform(1.05, 1.3) + 0.2 * (columns - 2),
        depth=rng.uniform(0.40, 0.52),
        height=lift + 0.04 + rows * rng.uniform(0.175, 0.215),
        lift=lift,
        overhang=float(rng.choice([0.0, 0.012, 0.022])),
        taper=float(rng.choice([0.0, 0.06, 0.12])),
        ajar=(int(rng.integers(columns)), int(rng.integers(rows)), rng.uniform(0.03, 0.16))
        if rng.random() < 0.15
        else None,
    )
