# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""TV stands: low, long cases with compartments for devices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.case import Column, Look, case, look_rand
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset

PLANS: tuple[Sequence[Column], ...] = (
    ((1.0, (("door", 1.0),)), (1.2, (("open", 0.5), ("open", 0.5))), (1.0, (("door", 1.0),))),
    (
        (1.0, (("drawer", 0.5), ("drawer", 0.5))),
        (1.3, (("open", 1.0),)),
        (1.0, (("drawer", 0.5), ("drawer", 0.5))),
    ),
    ((1.0, (("open", 0.45), ("drawer", 0.55))), (1.0, (("open", 0.45), ("drawer", 0.55)))),
    ((1.0, (("open", 1.0),)), (1.0, (("open", 1.0),))),
    ((1.0, (("drawer", 1.0),)), (1.0, (("drawer", 1.0),)), (1.0, (("open", 1.0),))),
    ((1.0, (("doors", 1.0),)), (0.8, (("open", 0.5), ("open", 0.5)))),
)


def tv_stand(
    look: Look,
    plan: Sequence[Column] = PLANS[0],
    width: float = 1.5,
    depth: float = 0.40,
    height: float = 0.5,
    lift: float = 0.1,
    overhang: float = 0.0,
) -> Asset:
    """A TV stand. plan: its columns (see `case`); lift: height of its feet; overhang: of the top."""
    made = case(width, depth, height, plan, look.base, lift, look.front, look.pull, 0.02, overhang)
    return Asset(
        "tv stand",
        parts(
            (made.body, look.body),
            (made.fronts, look.fronts),
            (made.handles, look.handles),
            (made.legs, look.legs),
        ),
        {"material": look.body.kind},
        made.supports,
    )


@sampler("tv stand")
def tv_stand_rand(rng: np.random.Generator) -> Asset:
    """A TV stand."""
    look = look_rand(rng)
    legged = look.base in ("legs", "splayed")
    lift = rng.uniform(0.11, 0.2) if legged else rng.uniform(0.04, 0.07)
    return tv_stand(
        look,
        plan=PLANS[int(rng.integers(len(PLANS)))],
        width=rng.uniform(1.1, 2.0),
        depth=rng.uniform(0.35, 0.46),
        height=lift + rng.uniform(0.28, 0.42),
        lift=lift,
        overhang=float(rng.choice([0.0, 0.0, 0.012])),
    )
