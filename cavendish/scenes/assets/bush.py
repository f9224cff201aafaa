# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bushes: rounded shrubs, flowering ones, wild ones that arch, clipped balls and cones."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials, materials_outdoor
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import curve, lathe
from cavendish.scenes.heightfield import fractal
from cavendish.scenes.parts.blades import leafy, ribbons, rosette
from cavendish.scenes.parts.branches import (
    GOLDEN,
    Rng,
    Shoots,
    Stems,
    foliated,
    grow,
    landed,
    places,
    shade_of,
    strands,
    tubes,
    unit,
)
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.tree_habits import Season
from cavendish.scenes.scene import Asset, Colour, Material, Mesh

Habit = Literal["shrub", "wild bush", "clipped ball", "clipped cone"]


def bush(
    habit: Habit,
    height: float,
    width: float,
    bark: Material,
    leaf: Material,
    core: Material,
    blossom: Material | None = None,
    leaf_length: float = 0.06,
    leaf_width: float = 0.5,
    seed: int = 0,
) -> Asset:
    """A bush. height, width: of the whole, metres; leaf_width: in parts of leaf_length; core: its dark inside.

    blossom: of its flowers, where it is in bloom; seed: of the growth.
    """
    rng = np.random.default_rng(seed)
    blooms: list[Mesh] = []
    inner: list[Mesh] = []
    if habit in ("clipped ball", "clipped cone"):
        wood, leaves, inner = _clipped(rng, habit, height, width, leaf_length, leaf_width)
    else:
        wood, leaves, tips = _grown(rng, habit, height, width, leaf_length, leaf_width)
        if blossom is not None:
            blooms = _blossoms(rng, tips, min(height, width))
    pieces = landed(parts((wood, bark), (leaves, leaf), (inner, core), (blooms, blossom or leaf)))
    return Asset(
        "bush",
        pieces,
        {"kind": "flowering bush" if blooms else habit, "color": shade_of((blossom or leaf).color)},
    )


def _grown(
    rng: Rng, habit: Habit, height: float, width: float, long: float, slim: float
) -> tuple[list[Mesh], list[Mesh], Stems]:
    """Stems from the ground that fan out into a dome, or arch over; wood, leaves and the twigs."""
    wild = habit == "wild bush"
    count = 17 if wild else 15
    turn = GOLDEN * np.arange(count) + rng.normal(0, 0.2, count)
    lean = np.sqrt((np.arange(count) + 0.5) / count) * (0.85 if wild else 1.25)
    way = np.stack([np.cos(turn) * np.sin(lean), np.sin(turn) * np.sin(lean), np.cos(lean)], axis=1)
    reach = 1 / np.sqrt((np.sin(lean) / (0.5 * width)) ** 2 + (np.cos(lean) / height) ** 2)
    reach = reach * rng.uniform(0.8, 1.0, count) * (1.15 if wild else 0.9)
    foot = 0.06 * width * way * [1, 1, 0]
    bend = Shoots(1, lift=-0.9 if wild else 0.35, wander=0.35, taper=0.3, steps=6)
    stems = strands(rng, foot, way, reach, 0.012 * reach + 0.003, bend)
    first = Shoots(9, (0.2 if not wild else 0.1, 1.0), (0.95, 0.5), lift=0.2, wander=0.4, steps=3)
    at = places(rng, count, first)
    side = grow(
        rng, stems, first, at, stems.lengths[:, None] * (0.5 - 0.25 * at) * rng.uniform(0.7, 1.2, at.shape)
    )
    second = Shoots(6, (0.15, 1.0), (0.9, 0.5), lift=0.1, wander=0.4, steps=2)
    at = places(rng, len(side.points), second)
    twigs = grow(rng, side, second, at, side.lengths[:, None] * 0.55 * rng.uniform(0.7, 1.2, at.shape))
    high = max(float(s.points[..., 2].max()) for s in (stems, side, twigs))
    broad = 2 * float(np.quantile(np.abs(twigs.points[..., :2]), 0.985))
    scale = np.array([width / broad, width / broad, height / high]) * 0.97
    stems, side, twigs = (Stems(_over(s.points * scale, 0.02), s.radii) for s in (stems, side, twigs))
    each = 7
    enough = np.sqrt(2 * 2.6 * np.pi * (0.5 * width) * height / (each * len(twigs.points) * slim))
    long = max(long, float(0.8 * enough))
    leaves = foliated(rng, twigs, each, (long, long * slim), 0.9, hang=0.05, sky=0.8)
    return [tubes(stems, 5), tubes(side, 3)], [leaves], twigs


def _over(points: np.ndarray, floor: float) -> np.ndarray:
    """Points (..., 3) with what is lower than `floor` folded up over it."""
    out = points.copy()
    low = out[..., 2] < floor
    out[..., 2] = np.where(low, np.minimum(floor + 0.4 * (floor - out[..., 2]), floor + 0.1), out[..., 2])
    out[:, 0, 2] = points[:, 0, 2]
    return out


def _blossoms(rng: Rng, twigs: Stems, size: float) -> list[Mesh]:
    """Clusters of petals at the ends of some twigs on the outside."""
    tips = twigs.points[:, -1]
    away = np.hypot(tips[:, 0], tips[:, 1]) + 0.8 * tips[:, 2]
    outer = np.flatnonzero(away > np.quantile(away, 0.45))
    chosen = rng.choice(outer, size=min(170, len(outer)), replace=False)
    way = unit(twigs.points[chosen, -1] - twigs.points[chosen, -2] + [0, 0, 0.02])
    radius = float(np.clip(0.045 * size, 0.02, 0.06)) * rng.uniform(0.7, 1.2, len(chosen))
    found = []
    for rise, part in ((0.25, 1.0), (0.85, 0.8)):
        lines, face = rosette(
            rng, tips[chosen] + 0.3 * radius[:, None] * way, way, 5, radius * part, rise, 0.3, 3
        )
        found.append(ribbons(lines, face, np.repeat(radius * part, 5), np.array([0.4, 1.0, 0.5]), 0.0))
    return found


def _clipped(
    rng: Rng, habit: Habit, height: float, width: float, long: float, slim: float
) -> tuple[list[Mesh], list[Mesh], list[Mesh]]:
    """A ball or a cone cut with shears: its stem, the leaves on its surface and the dark inside."""
    r, h = width / 2, height
    if habit == "clipped ball":
        turn = np.linspace(-0.33 * np.pi, 0.5 * np.pi, 25)  # it stands on the ground, not on a point
        tall = (np.sin(turn) - np.sin(turn[0])) / (1 - np.sin(turn[0]))
        outer = np.stack([r * np.cos(turn), h * tall], axis=1)
    else:
        outer = curve(
            [(0.3 * r, 0.0), (0.93 * r, 0.05 * h), (0.97 * r, 0.12 * h), (0.5 * r, 0.58 * h), (0.02 * r, h)],
            6,
        )
    outer[:, 0] = np.maximum(outer[:, 0], 0.0)
    deep = min(0.5 * long, 0.12 * r)
    core = outer * np.array([1 - deep / r, 1 - deep / h]) + [0, 0.4 * deep]
    step = np.diff(outer, axis=0)
    area = np.pi * (outer[1:, 0] + outer[:-1, 0]) * np.linalg.norm(step, axis=1)
    count = int(np.clip(2.4 * area.sum() / (0.5 * slim * long**2), 1500, 9000))
    enough = float(np.sqrt(2 * 2.0 * area.sum() / count / slim))
    long = max(long, enough)
    row = rng.choice(len(area), count, p=area / area.sum())
    part, turn = rng.uniform(0, 1, count), rng.uniform(0, 2 * np.pi, count)
    radius, z = (outer[row] + part[:, None] * step[row]).T
    normal = np.stack([step[row, 1] * np.cos(turn), step[row, 1] * np.sin(turn), -step[row, 0]], axis=1)
    normal = unit(normal)
    points = np.stack([radius * np.cos(turn), radius * np.sin(turn), z], axis=1)
    points += normal * (0.06 * r * fractal(points / (0.5 * r), 3, int(rng.integers(1000))))[:, None]
    points -= normal * (deep * rng.uniform(0, 1, count))[:, None]
    leaves = leafy(rng, points, normal, (long, long * slim))
    profile = np.vstack([[(0.0, core[0, 1])], core, [(0.0, core[-1, 1])]])
    keep = np.append(True, np.linalg.norm(np.diff(profile, axis=0), axis=1) > 1e-6)
    foot = Stems(np.array([[[0, 0, 0.0], [0, 0, 0.1 * h], [0, 0, 0.3 * h]]]), np.full((1, 3), 0.06 * r))
    return [tubes(foot, 8)], [leaves], [lathe(profile[keep], 24, 1.0)]


@sampler("bush")
def bush_rand(rng: np.random.Generator) -> Asset:
    """A bush of 0.4 to 2.6 m; one shrub in three is in bloom."""
    return bush_in(rng, "summer")


def bush_in(rng: np.random.Generator, season: Season) -> Asset:
    """A bush of 0.4 to 2.6 m as it is in a season: none is in bloom in autumn and winter."""
    habits: tuple[Habit, ...] = ("shrub", "wild bush", "clipped ball", "clipped cone")
    habit = habits[int(rng.choice(4, p=[0.5, 0.25, 0.16, 0.09]))]
    if habit == "clipped cone":
        height = float(rng.uniform(0.6, 1.8))
        width = height * float(rng.uniform(0.4, 0.65))
    elif habit == "clipped ball":
        height = float(rng.uniform(0.4, 1.1))
        width = height * float(rng.uniform(0.95, 1.2))
    else:
        height = float(rng.uniform(0.5, 1.7) if habit == "shrub" else rng.uniform(1.0, 2.5))
        width = height * float(rng.uniform(0.9, 1.4) if habit == "shrub" else rng.uniform(0.8, 1.2))
    small = habit.startswith("clipped")
    greens: list[Colour] = [
        (0.22, 0.36, 0.14), (0.28, 0.41, 0.15), (0.34, 0.46, 0.18), (0.26, 0.36, 0.22), (0.42, 0.16, 0.18),
        (0.55, 0.56, 0.22),
    ]  # fmt: skip
    odds = [0.3, 0.28, 0.2, 0.12, 0.05, 0.05] if not small else [0.4, 0.35, 0.15, 0.1, 0.0, 0.0]
    green = finishes.jitter(greens[int(rng.choice(6, p=odds))], rng, 0.02)
    flowers: list[Colour] = [
        (0.88, 0.50, 0.64),
        (0.93, 0.92, 0.88),
        (0.70, 0.16, 0.30),
        (0.55, 0.45, 0.78),
        YELLOW,
    ]
    blossom = None
    if habit == "shrub" and rng.random() < 0.35 and season not in ("autumn", "winter"):
        hue = flowers[int(rng.integers(len(flowers)))]
        blossom = materials.leaf(finishes.jitter(hue, rng, 0.02), hue, roughness=0.6, seed=finishes.seed(rng))
    dark: Colour = (green[0] * 0.5, green[1] * 0.5, green[2] * 0.5)
    return bush(
        habit,
        height,
        width,
        materials_outdoor.bark(finishes.jitter((0.33, 0.27, 0.22), rng, 0.03), furrow=0.012, depth=0.4),
        materials.leaf(green, roughness=float(rng.uniform(0.35, 0.65)), seed=finishes.seed(rng)),
        materials.leaf(dark, dark, roughness=0.95),
        blossom,
        float(rng.uniform(0.018, 0.03) if small else rng.uniform(0.04, 0.1)),
        float(rng.uniform(0.4, 0.7)),
        int(rng.integers(2**31)),
    )


YELLOW: Colour = (0.92, 0.78, 0.16)
