# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Wardrobes: hinged or sliding doors, at times drawers below and a mirror on a door."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, moved
from cavendish.scenes.parts.case import Column, Look, case, look_rand
from cavendish.scenes.parts.fittings import front, parts
from cavendish.scenes.scene import Asset, Mesh


def wardrobe(
    look: Look,
    doors: int = 2,
    drawers: float = 0.0,
    sliding: bool = False,
    mirrors: tuple[int, ...] = (),
    width: float = 1.0,
    depth: float = 0.6,
    height: float = 2.0,
    lift: float = 0.07,
    overhang: float = 0.0,
) -> Asset:
    """A wardrobe of `doors` leaves.

    drawers: share of the height taken by a row of drawers below, 0 for none; sliding: two leaves on rails
    that pass each other; mirrors: leaves, counted from the left, that carry a looking glass; lift: height
    of its base.
    """
    glass: list[Mesh] = []
    if sliding:
        made = case(width, depth - 0.03, height, [(1.0, [("open", 1.0)])], look.base, lift, board=0.022)
        shell = [moved(m, (0, 0.015, 0)) for m in (*made.body,)]
        feet = [moved(m, (0, 0.015, 0)) for m in made.legs]
        low, high = lift + 0.024, height - 0.024
        leaf = (width - 0.044) / 2 + 0.02
        fronts, handles = [], []
        for k, sign in enumerate((-1, 1)):
            x = sign * ((width - 0.046) / 2 - leaf / 2)
            y = -depth / 2 + 0.038 + 0.022 * (k + 1)
            fronts.append(moved(front(look.front, leaf, high - low, 0.018), (x, y, (low + high) / 2)))
            handles.append(
                box(
                    (0.022, 0.005, 0.24),
                    (x + sign * (leaf / 2 - 0.035), y - 0.0185, (low + high) / 2),
                    0.002,
                    1,
                )
            )
            if k in mirrors:
                glass.append(
                    box((leaf - 0.10, 0.006, high - low - 0.08), (x, y - 0.0185, (low + high) / 2), 0.001, 1)
                )
        shell += [
            box((width - 0.046, 0.06, 0.004), (0, -depth / 2 + 0.070, z), 0.001, 1)
            for z in (low - 0.002, high + 0.002)
        ]
    else:
        columns: list[Column] = []
        left = doors
        while left > 0:
            leaves = 2 if left >= 2 else 1
            kind = "doors" if leaves == 2 else "door"
            cells = [(kind, 1.0 - drawers)] + ([("drawer", drawers)] if drawers > 0 else [])
            columns.append((float(leaves), cells))
            left -= leaves
        made = case(
            width,
            depth,
            height,
            columns,
            look.base,
            lift,
            look.front,
            look.pull,
            0.020,
            overhang,
            None,
            top=height < 1.6,
        )
        shell, feet, fronts, handles = made.body, made.legs, made.fronts, made.handles
        inner, step = width - 2 * overhang, (width - 2 * overhang) / doors
        tall = (height - lift - 0.02) * (1 - drawers)
        for k in mirrors:
            x = (k + 0.5) * step - inner / 2
            size = (step - 0.15, 0.006, tall - 0.16)
            glass.append(box(size, (x, -depth / 2 + overhang - 0.0005, height - 0.02 - tall / 2), 0.001, 1))
    return Asset(
        "wardrobe",
        parts(
            (shell, look.body),
            (fronts, look.fronts),
            (handles, look.handles),
            (feet, look.legs),
            (glass, materials.mirror()),
        ),
        {"material": look.body.kind, "doors": "sliding" if sliding else str(doors)},
        () if sliding else made.supports,
    )


@sampler("wardrobe")
def wardrobe_rand(rng: np.random.Generator) -> Asset:
    """A wardrobe."""
    look = look_rand(rng)
    sliding = bool(rng.random() < 0.25)
    doors = 2 if sliding else int(rng.choice([1, 2, 3, 4], p=[0.1, 0.5, 0.25, 0.15]))
    if look.base in ("legs", "splayed"):
        look = look._replace(base="plinth" if rng.random() < 0.7 else "blocks", legs=look.body)
    if look.pull == "lip":
        look = look._replace(pull="none" if rng.random() < 0.5 else "bar")
    if sliding:
        look = look._replace(base="plinth", legs=look.body)
    mirror = rng.random() < 0.25 and look.front == "flat"
    return wardrobe(
        look,
        doors=doors,
        drawers=rng.uniform(0.12, 0.2) if not sliding and rng.random() < 0.35 else 0.0,
        sliding=sliding,
        mirrors=(int(rng.integers(doors)),) if mirror else (),
        width=rng.uniform(1.4, 2.2) if sliding else doors * rng.uniform(0.40, 0.52) + 0.04,
        depth=rng.uniform(0.55, 0.66),
        height=rng.uniform(1.8, 2.3),
        lift=rng.uniform(0.05, 0.10),
        overhang=0.0 if sliding else float(rng.choice([0.0, 0.015])),
    )
