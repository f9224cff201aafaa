# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Nightstands: a small case or table by the bed, with one to three drawers."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.case import Look, case, look_rand
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset

PLANS: dict[str, tuple[tuple[str, float], ...]] = {
    "one drawer": (("drawer", 0.36), ("open", 0.64)),
    "two drawers": (("drawer", 0.5), ("drawer", 0.5)),
    "three drawers": (("drawer", 0.3), ("drawer", 0.35), ("drawer", 0.35)),
    "drawer and door": (("drawer", 0.3), ("door", 0.7)),
}


def nightstand(
    look: Look,
    plan: str = "two drawers",
    width: float = 0.45,
    depth: float = 0.40,
    height: float = 0.55,
    lift: float = 0.08,
    overhang: float = 0.0,
    ajar: float = 0.0,
) -> Asset:
    """A nightstand.

    plan: a key of PLANS; lift: height of its feet; ajar: how far the top drawer stands open, metres.
    """
    made = case(
        width,
        depth,
        height,
        [(1.0, PLANS[plan])],
        look.base,
        lift,
        look.front,
        look.pull,
        0.016,
        overhang,
        (0, 0, ajar),
    )
    return Asset(
        "nightstand",
        parts(
            (made.body, look.body),
            (made.fronts, look.fronts),
            (made.handles, look.handles),
            (made.legs, look.legs),
        ),
        {"material": look.body.kind, "drawers": plan},
        made.supports,
    )


@sampler("nightstand")
def nightstand_rand(rng: np.random.Generator) -> Asset:
    """A nightstand."""
    look = look_rand(rng)
    height = rng.uniform(0.45, 0.66)
    return nightstand(
        look,
        plan=str(rng.choice(list(PLANS))),
        width=rng.uniform(0.36, 0.56),
        depth=rng.uniform(0.34, 0.45),
        height=height,
        lift=rng.uniform(0.05, 0.08) if look.base in ("plinth", "blocks") else rng.uniform(0.10, 0.20),
        overhang=float(rng.choice([0.0, 0.012, 0.02])),
        ajar=rng.uniform(0.02, 0.09) if rng.random() < 0.12 else 0.0,
    )
