# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Trees: broad-leaved ones in leaf, in bloom, in autumn and bare, conifers, palms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes import finishes, materials, materials_outdoor
from cavendish.scenes.assets import sampler
from cavendish.scenes.parts.branches import (
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
)
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.palm import palm
from cavendish.scenes.parts.tree_habits import (
    HABITS,
    PALM_BARK,
    PALM_GREEN,
    SEASONS,
    Habit,
    Kind,
    Season,
    one_of,
)
from cavendish.scenes.scene import Asset, Colour, Material, Mesh


def tree(
    kind: Kind,
    height: float,
    bark: Material,
    leaf: Material | None,
    twig: Material | None = None,
    foliage: str = "in leaf",
    spread: float = 1.0,
    bole: float | None = None,
    seed: int = 0,
) -> Asset:
    """A tree with its trunk's foot at the origin. height: metres; leaf: None for a bare one; twig: the bark of thin
    branches where it differs.

    foliage: what a prompt may say of it; spread: a factor on the width of the crown; bole: where the crown starts, in
    parts of the height; seed: of the growth.
    """
    rng = np.random.default_rng(seed)
    habit = HABITS[kind]
    wood, sprigs, leaves = grown(
        rng, habit, height, leaf is None, spread, habit.bole if bole is None else bole
    )
    pieces = landed(parts((wood, bark), (sprigs, twig or bark), (leaves, leaf or bark)))
    words = {"kind": habit.name, "foliage": "bare"}
    if leaf is not None:
        words |= {"foliage": foliage, "color": shade_of(leaf.color)}
    return Asset("tree", pieces, words)


def palm_tree(
    height: float,
    frond: float,
    bark: Material,
    leaf: Material,
    dry: Material,
    fan: bool = False,
    count: int = 24,
    seed: int = 0,
) -> Asset:
    """A palm. height: metres; frond: length of a leaf, metres; dry: of the dead leaves; fan: fans, else feathers."""
    wood, green, brown = palm(np.random.default_rng(seed), height, frond, fan, count)
    pieces = landed(parts((wood, bark), (green, leaf), (brown, dry)))
    return Asset("tree", pieces, {"kind": "palm", "foliage": "in leaf", "color": "green"})


def grown(
    rng: Rng, habit: Habit, height: float, bare: bool, spread: float, bole: float
) -> tuple[list[Mesh], list[Mesh], list[Mesh]]:
    """Thick wood, thin wood and leaves of a tree whose trunk bears boughs, these branches, and these twigs with leaves."""
    lead = Shoots(1, lift=0.25, wander=habit.crooked, taper=0.12, steps=14)
    foot, up = np.zeros((1, 3)), np.array([[0.0, 0.0, 1.0]])
    axis = strands(rng, foot, up, np.array([habit.trunk]), np.array([habit.girth]), lead)
    trunk = Stems(axis.points, habit.girth * (axis.radii / habit.girth) ** habit.slim)
    start = bole / habit.trunk
    kind = replace(habit.boughs, span=(start, 1.0))
    at = places(rng, 1, kind)
    crown, width = np.array(habit.crown).T
    reach = np.interp((at - start) / (1 - start), crown, width) * spread * rng.uniform(0.8, 1.12, at.shape)
    boughs = _above(grow(rng, trunk, kind, at, reach))
    branches = _above(_bear(rng, boughs, habit.branches, habit.branch))
    twigs = _above(_bear(rng, branches, habit.twigs, habit.twig))
    factor = height / max(float(s.points[..., 2].max()) for s in (trunk, boughs, branches, twigs))
    trunk, boughs, branches, twigs = (s.scaled(factor) for s in (trunk, boughs, branches, twigs))
    wood, thin = [_trunk(rng, trunk), tubes(boughs, 6)], [tubes(branches, 3)]
    if bare:
        tips = Shoots(habit.tips, (0.2, 0.95), (0.8, 0.5), lift=0.1, wander=0.3, steps=1)
        return wood, [*thin, tubes(twigs, 3), tubes(_bear(rng, twigs, tips, (0.5, 0.4)), 3)], []
    count = len(twigs.points) * habit.leafy
    length = float(np.sqrt(2 * habit.cover * _outline(twigs) / count / habit.leaf))
    size = (length, length * habit.leaf)
    leaves = foliated(rng, twigs, habit.leafy, size, habit.spread, hang=habit.hang, sky=habit.sky)
    return wood, thin, [leaves]


def _bear(rng: Rng, stems: Stems, shoots: Shoots, length: tuple[float, float]) -> Stems:
    """Shoots on all stems; their length in parts of the stem's: `length` at its foot and its tip."""
    at = places(rng, len(stems.points), shoots)
    part = length[0] + (length[1] - length[0]) * at
    return grow(rng, stems, shoots, at, stems.lengths[:, None] * part * rng.uniform(0.7, 1.2, at.shape))


def _above(stems: Stems, floor: float = 0.06) -> Stems:
    """The stems, made so short that none hangs lower than `floor`; those that would be stumps are left out."""
    foot, low = stems.points[:, :1], stems.points[..., 2].min(axis=1)
    part = np.clip((foot[:, 0, 2] - floor) / np.maximum(foot[:, 0, 2] - low, 1e-9), 0.0, 1.0)
    keep = part > 0.3
    points = foot + (stems.points - foot) * part[:, None, None]
    return Stems(points[keep], stems.radii[keep])


def _outline(twigs: Stems) -> float:
    """About the outline of the crown as seen from two sides, square metres."""
    tips = twigs.points[:, -1]
    width = 2 * np.quantile(np.hypot(tips[:, 0], tips[:, 1]), 0.9)
    low, high = np.quantile(tips[:, 2], (0.03, 0.97))
    return float(np.pi / 2 * width * (high - low))


def _trunk(rng: Rng, trunk: Stems) -> Mesh:
    """The trunk with its foot: wider, and lobed where the roots start."""
    pieces = trunk.radii.shape[1] - 1
    fine = np.concatenate([np.linspace(0, 1 / pieces, 5)[:-1], np.linspace(1 / pieces, 1, pieces)])
    points, _, radii = trunk.at(fine[None])
    sides = 14
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    flare = np.exp(-points[0, :, 2] / (2.2 * float(radii.max())))[:, None]
    wave = 0.5 + 0.5 * np.cos(turn * rng.integers(4, 6) + rng.uniform(0, 6)) + rng.normal(0, 0.15, sides)
    lobes = 1 + flare * (0.25 + 0.55 * wave) + 0.05 * rng.normal(0, 1, (1, sides))
    return tubes(Stems(points, radii), sides, lobes)


@sampler("tree")
def tree_rand(rng: np.random.Generator) -> Asset:
    """A tree of any kind, of its usual heights, in any season."""
    return tree_in(rng, one_of(tuple(SEASONS), rng))


def tree_in(rng: np.random.Generator, season: Season) -> Asset:
    """A tree of any kind, of its usual heights, as it is in a season; evergreens are the same in all."""
    if rng.random() < 0.05 and season in ("spring", "summer"):  # where palms grow, no tree is bare
        return _palm_rand(rng)
    common = np.array([habit.common for habit in HABITS.values()])
    kind = list(HABITS)[int(rng.choice(len(HABITS), p=common / common.sum()))]
    habit = HABITS[kind]
    height = float(rng.uniform(*habit.heights))
    bark = _bark(rng, habit.bark[int(rng.integers(len(habit.bark)))], habit.furrow, habit.deep)
    twig = _bark(rng, (0.27, 0.20, 0.16), 0.02, 0.2) if kind == "birch" else None
    foliage = _foliage(habit, season, rng)
    colors = {"in autumn leaf": habit.autumn, "in bloom": habit.bloom}.get(foliage, habit.greens)
    color = colors[int(rng.integers(len(colors)))]
    if season == "spring" and foliage == "in leaf" and habit.autumn:  # young leaves
        color = (color[0] * 1.12, color[1] * 1.12, color[2])
    return tree(
        kind,
        height,
        bark,
        None if foliage == "bare" else _leaf(rng, color),
        twig,
        foliage,
        spread=float(rng.uniform(0.85, 1.15)),
        bole=habit.bole * float(rng.uniform(0.7, 1.4)),
        seed=int(rng.integers(2**31)),
    )


def _foliage(habit: Habit, season: Season, rng: Rng) -> str:
    """What a tree of a habit bears in a season. Only those with autumn colours lose their leaves."""
    pick = rng.random()
    if not habit.autumn:
        return "in leaf"
    if season == "spring":
        return "in bloom" if habit.bloom and pick < 0.85 else "in leaf"
    if season == "autumn":
        return "in autumn leaf" if pick < 0.8 else "bare" if pick < 0.92 else "in leaf"
    return "bare" if season == "winter" else "in leaf"


def _palm_rand(rng: Rng) -> Asset:
    fan = bool(rng.random() < 0.4)
    height = float(rng.uniform(4.0, 14.0))
    return palm_tree(
        height,
        float(np.clip(0.3 * height, 1.6, 3.2) * rng.uniform(0.85, 1.15)),
        _bark(rng, PALM_BARK, 0.03, 0.5),
        _leaf(rng, PALM_GREEN),
        _leaf(rng, (0.52, 0.43, 0.28)),
        fan,
        int(rng.integers(26, 36) if fan else rng.integers(18, 28)),
        int(rng.integers(2**31)),
    )


def _bark(rng: Rng, color: Colour, furrow: float, depth: float) -> Material:
    shade = finishes.jitter(color, rng, 0.02)
    wide = furrow * float(rng.uniform(0.8, 1.25))
    return materials_outdoor.bark(shade, furrow=wide, depth=depth, seed=finishes.seed(rng))


def _leaf(rng: Rng, color: Colour) -> Material:
    rough = float(rng.uniform(0.45, 0.7))
    return materials.leaf(finishes.jitter(color, rng, 0.02), roughness=rough, seed=finishes.seed(rng))
