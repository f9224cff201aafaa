# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Tufts of grass: in a meadow, dry, arching with plumes, reeds."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.blades import ribbons
from cavendish.scenes.parts.branches import UP, Shoots, Stems, landed, leaves, strands, tubes
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Material

Habit = Literal["meadow grass", "fountain grass", "pampas grass", "reed"]
# For each: rise of the outermost blades, radians; how far the tips sink; length of a blade over its height, and its width over
# its length.
SHAPES: dict[Habit, tuple[float, float, float, float]] = {
    "meadow grass": (0.75, 1.5, 1.2, 0.022),
    "fountain grass": (0.75, 2.3, 1.5, 0.012),
    "pampas grass": (0.8, 2.0, 1.1, 0.012),
    "reed": (1.25, 0.6, 1.1, 0.022),
}


def grass_tuft(
    habit: Habit,
    height: float,
    radius: float,
    blade: Material,
    plume: Material,
    count: int = 120,
    plumes: int = 0,
    seed: int = 0,
) -> Asset:
    """A tuft. height: of the whole; radius: of its foot, metres; count: of blades; plumes: stalks that bear seed."""
    rng = np.random.default_rng(seed)
    low, sink, long, wide = SHAPES[habit]
    tall = height * (0.62 if plumes else 1.0)
    turn = rng.uniform(0, 2 * np.pi, count)
    out = np.sqrt(rng.uniform(0, 1, count))
    foot = np.stack([radius * out * np.cos(turn), radius * out * np.sin(turn), 0 * out], axis=1)
    turn = turn + rng.normal(0, 0.5, count)
    rise = 1.5 - (1.5 - low) * out + rng.normal(0, 0.1, count)
    way = np.stack([np.cos(turn) * np.cos(rise), np.sin(turn) * np.cos(rise), np.sin(rise)], axis=1)
    length = tall * long * rng.uniform(0.45, 1.0, count)
    lines = strands(rng, foot, way, length, length, Shoots(1, lift=-sink, wander=0.25, steps=6))
    inward = np.stack([-np.cos(turn), -np.sin(turn), 0.4 + 0 * turn], axis=1)
    profile = np.array([0.7, 0.95, 1.0, 0.9, 0.7, 0.4, 0.03])
    points = lines.points * np.array([1, 1, tall / lines.points[..., 2].max()])
    points[..., 2] = np.maximum(points[..., 2], 0.0)
    width = np.clip(length * wide, 0.0025, 0.02) * rng.uniform(0.8, 1.25, count)
    blades = [ribbons(Stems(points, lines.radii), inward, width, profile)]
    stalks, seeds = [], []
    if plumes:
        turn = rng.uniform(0, 2 * np.pi, plumes)
        rise = rng.uniform(1.25, 1.5, plumes)
        way = np.stack([np.cos(turn) * np.cos(rise), np.sin(turn) * np.cos(rise), np.sin(rise)], axis=1)
        foot = 0.5 * radius * way * [1, 1, 0]
        length = height * rng.uniform(0.75, 1.0, plumes)
        thick = np.full(plumes, 0.0022 + 0.0006 * height)
        stems = strands(rng, foot, way, length, thick, Shoots(1, lift=-0.15, wander=0.08, taper=0.4, steps=6))
        stems = Stems(
            stems.points * np.array([1, 1, 0.97 * height / stems.points[..., 2].max()]), stems.radii
        )
        stalks.append(tubes(stems, 4))
        each = 64
        at = np.tile(np.linspace(0.76, 0.99, each), (plumes, 1))
        root, tangent, _ = stems.at(at)
        spray = (
            tangent
            + rng.normal(0, 0.32 if habit != "reed" else 0.6, tangent.shape)
            - 0.25 * UP * at[..., None]
        )
        bushy = 0.035 if habit == "meadow grass" else 0.075
        size = (bushy * height * np.sin(np.pi * (0.15 + 0.75 * (at - 0.76) / 0.23))).reshape(-1)
        face = rng.normal(0, 1, (plumes * each, 3))
        seeds.append(leaves(rng, root.reshape(-1, 3), spray.reshape(-1, 3), face, size, 0.16 * size, 0.2))
    pieces = landed(parts((blades, blade), (stalks, plume), (seeds, plume)))
    return Asset("grass tuft", pieces, {"kind": habit})


@sampler("grass tuft")
def grass_tuft_rand(rng: np.random.Generator) -> Asset:
    """A tuft of 0.1 to 2 m: mostly of a meadow, green or dry; at times a plume grass or reeds."""
    habits: tuple[Habit, ...] = ("meadow grass", "fountain grass", "pampas grass", "reed")
    habit = habits[int(rng.choice(4, p=[0.55, 0.2, 0.1, 0.15]))]
    low, high = {
        "meadow grass": (0.1, 0.45),
        "fountain grass": (0.5, 1.1),
        "pampas grass": (1.2, 2.1),
        "reed": (0.7, 1.7),
    }[habit]
    height = float(rng.uniform(low, high))
    greens: list[Colour] = [(0.36, 0.48, 0.18), (0.30, 0.43, 0.16), (0.44, 0.52, 0.24), (0.62, 0.55, 0.32)]
    green = finishes.jitter(greens[int(rng.choice(4, p=[0.32, 0.3, 0.18, 0.2]))], rng, 0.025)
    straw = finishes.jitter((0.80, 0.72, 0.56), rng, 0.03)
    bears = {"meadow grass": rng.random() < 0.35, "reed": rng.random() < 0.6}.get(habit, True)
    return grass_tuft(
        habit,
        height,
        height * float(rng.uniform(0.08, 0.2)),
        materials.leaf(green, roughness=0.6, seed=finishes.seed(rng)),
        materials.leaf(straw, roughness=0.8, seed=finishes.seed(rng)),
        int(rng.integers(90, 200)),
        int(rng.integers(5, 14)) if bears else 0,
        int(rng.integers(2**31)),
    )
