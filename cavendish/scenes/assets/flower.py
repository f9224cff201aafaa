# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Flowers as they grow in beds and meadows: some stems from one root, with leaves and heads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import lathe, placed
from cavendish.scenes.parts.blades import ribbons, rosette
from cavendish.scenes.parts.branches import (
    GOLDEN,
    UP,
    Rng,
    Shoots,
    Stems,
    foliated,
    landed,
    leaves,
    strands,
    tubes,
    unit,
)
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh

Kind = Literal["daisy", "sunflower", "tulip", "poppy", "lavender"]


@dataclass(frozen=True)
class Bloom:
    """A kind of flower. heights: metres; head: its radius, metres; stems: how many; leaf: length and width of a leaf.

    petals: how many; wide: their width in parts of their length; rise, bend: radians, as in `rosette`; cup: as in
    `ribbons`; eye: radius of the middle in parts of the head's; basal: leaves grow from the ground, not on the stem;
    tilt: how far heads look sideways, 0 up to 1.
    """

    heights: tuple[float, float]
    head: tuple[float, float]
    stems: tuple[int, int]
    leaf: tuple[float, float]
    petals: int
    wide: float
    rise: float
    bend: float
    cup: float
    eye: float
    basal: bool
    tilt: float
    colors: tuple[tuple[str, Colour], ...]
    middle: Colour


YELLOW: Colour = (0.93, 0.74, 0.10)
BLOOMS: dict[Kind, Bloom] = {
    "daisy": Bloom(
        (0.18, 0.5), (0.016, 0.034), (5, 11), (0.06, 0.016), 17, 0.32, 0.15, -0.25, 0.15, 0.34, True, 0.4,
        (("white", (0.93, 0.93, 0.90)), ("pink", (0.88, 0.55, 0.70)), ("yellow", YELLOW), ("purple", (0.52, 0.36, 0.68))),
        YELLOW,
    ),
    "sunflower": Bloom(
        (1.1, 1.95), (0.09, 0.15), (1, 3), (0.22, 0.18), 26, 0.3, 0.2, -0.1, 0.2, 0.55, False, 1.0,
        (("yellow", (0.95, 0.72, 0.08)),), (0.20, 0.12, 0.07),
    ),
    "tulip": Bloom(
        (0.25, 0.5), (0.05, 0.065), (3, 9), (0.22, 0.035), 6, 0.62, 0.45, 1.5, 0.45, 0.12, True, 0.1,
        (("red", (0.80, 0.10, 0.10)), ("yellow", (0.95, 0.78, 0.14)), ("pink", (0.90, 0.50, 0.62)),
         ("white", (0.94, 0.93, 0.88)), ("purple", (0.38, 0.14, 0.38)), ("orange", (0.93, 0.45, 0.12))),
        (0.30, 0.36, 0.14),
    ),
    "poppy": Bloom(
        (0.3, 0.7), (0.032, 0.05), (3, 9), (0.1, 0.022), 5, 1.15, 0.25, 0.7, 0.3, 0.2, True, 0.5,
        (("red", (0.83, 0.13, 0.07)), ("orange", (0.94, 0.48, 0.10)), ("white", (0.93, 0.92, 0.90))),
        (0.10, 0.10, 0.09),
    ),
    "lavender": Bloom(
        (0.3, 0.6), (0.008, 0.012), (18, 30), (0.05, 0.006), 7, 0.6, 0.5, 0.3, 0.0, 0.0, False, 0.1,
        (("purple", (0.46, 0.36, 0.68)), ("blue", (0.40, 0.42, 0.74))), (0.40, 0.36, 0.56),
    ),
}  # fmt: skip


# The stalk's radius in parts of the height.
STALK: dict[Kind, float] = {
    "daisy": 0.0045,
    "sunflower": 0.009,
    "tulip": 0.0095,
    "poppy": 0.004,
    "lavender": 0.0028,
}


def flower(
    kind: Kind,
    height: float,
    head: float,
    stems: int,
    petal: Material,
    green: Material,
    middle: Material,
    seed: int = 0,
) -> Asset:
    """Flowers from one root. height: of the tallest, metres; head: radius of a head, metres; stems: how many."""
    rng = np.random.default_rng(seed)
    bloom = BLOOMS[kind]
    turn = GOLDEN * np.arange(stems) + rng.uniform(0, 6, stems) * 0.2
    spread = {"lavender": 0.65, "sunflower": 0.12}.get(kind, 0.4)
    rise = np.pi / 2 - spread * np.sqrt(np.arange(stems) / max(stems, 2)) + rng.normal(0, 0.05, stems)
    way = np.stack([np.cos(turn) * np.cos(rise), np.sin(turn) * np.cos(rise), np.sin(rise)], axis=1)
    foot = 0.16 * height * spread * way * [1, 1, 0] * rng.uniform(0.4, 1.6, (stems, 1))
    long = height * np.where(np.arange(stems) == 0, 1.0, rng.uniform(0.6, 1.0, stems))
    thick = np.full(stems, STALK[kind] * height)
    lines = strands(rng, foot, way, long, thick, Shoots(1, lift=0.12, wander=0.12, taper=0.6, steps=8))
    nod = 0.75 * head if kind != "lavender" else 0.0
    factor = (height - nod) / float(lines.points[..., 2].max())
    lines = Stems(lines.points * np.array([factor, factor, factor]), lines.radii)
    tops, tangents, _ = lines.at(np.ones((stems, 1)))
    tops, tangents = tops[:, 0], tangents[:, 0]
    greens = [tubes(lines, 5), *_leaves(rng, bloom, lines, height)]
    if kind == "lavender":
        petals, middles = _spikes(rng, lines, head), list[Mesh]()
    else:
        out = np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1)
        aside = unit(rng.normal(0, 0.6, (stems, 3)) + np.array([0.0, -1.0, 0.0]) + 0.3 * out)
        axis = unit(
            (1 - 0.75 * bloom.tilt) * tangents + bloom.tilt * aside * rng.uniform(0.5, 1.0, (stems, 1))
        )
        petals, middles = _heads(rng, bloom, tops, axis, head * rng.uniform(0.85, 1.1, stems))
    pieces = landed(parts((greens, green), (petals, petal), (middles, middle)))
    return Asset("flower", pieces, {"kind": kind})


def _leaves(rng: Rng, bloom: Bloom, lines: Stems, height: float) -> list[Mesh]:
    """Leaves from the ground, or along the stems."""
    length, width = bloom.leaf
    if not bloom.basal:
        each, tips = (6, 1) if len(lines.points) > 9 else (9, 2)
        spread = 0.5 if length < 0.1 else 1.1
        return [foliated(rng, lines, each, (length, width), spread, (0.08, 0.72), hang=0.1, tips=tips)]
    count = int(6 + 2 * len(lines.points))
    turn = rng.uniform(0, 2 * np.pi, count)
    rise = rng.uniform(0.5, 1.35, count)
    way = np.stack([np.cos(turn) * np.cos(rise), np.sin(turn) * np.cos(rise), np.sin(rise)], axis=1)
    foot = lines.points[rng.integers(len(lines.points), size=count), 0] + 0.01 * way * [1, 1, 0]
    long = np.minimum(length * rng.uniform(0.7, 1.2, count), 0.8 * height)
    blades = strands(rng, foot, way, long, long, Shoots(1, lift=-1.2, wander=0.2, steps=5))
    points = blades.points.copy()
    points[..., 2] = np.maximum(points[..., 2], 0.0)
    inward = np.stack([-np.cos(turn), -np.sin(turn), 0.7 + 0 * turn], axis=1)
    profile = np.array([0.4, 0.85, 1.0, 0.85, 0.5, 0.03])
    return [ribbons(Stems(points, blades.radii), inward, long * width / length, profile, 0.25)]


def _heads(rng: Rng, bloom: Bloom, tops: Float, axis: Float, radius: Float) -> tuple[list[Mesh], list[Mesh]]:
    """Petals and middles of heads at (H, 3), which look along `axis`."""
    profile = (
        np.array([0.45, 0.85, 1.0, 0.8, 0.12]) if bloom.petals > 8 else np.array([0.35, 0.85, 1.0, 0.85, 0.3])
    )
    petals = []
    # Sunflowers and tulips have an inner ring that stands up more.
    layers = (0.0, 0.25) if bloom.petals == 26 or bloom.petals == 6 else (0.0,)
    for layer in layers:
        count = bloom.petals if len(layers) == 1 else bloom.petals // 2
        lines, face = rosette(
            rng, tops, axis, count, radius * (1 - 0.3 * layer), bloom.rise + layer, bloom.bend, 5
        )
        width = np.repeat(radius * bloom.wide, count)
        petals.append(ribbons(lines, face, width, profile, bloom.cup))
    middles = []
    for top, way, size in zip(tops, axis, radius, strict=True):
        r = float(size * bloom.eye)
        dome = [
            (0, -0.35 * r),
            (0.75 * r, -0.25 * r),
            (r, 0.0),
            (0.8 * r, 0.22 * r),
            (0.4 * r, 0.32 * r),
            (0, 0.34 * r),
        ]
        if r > 0:
            middles.append(placed(lathe(dome, 10, 3.0), _facing(top + 0.05 * size * way, way)))
    return petals, middles


def _facing(at: Float, way: Float) -> Float:
    """A pose (4, 4) at a point with its Z along `way`."""
    side = unit(np.cross(way, [1.0, 0.0, 0.0] if abs(way[2]) > 0.9 else UP))
    pose = np.eye(4)
    pose[:3, :3] = np.stack([side, np.cross(way, side), way], axis=1)
    pose[:3, 3] = at
    return pose


def _spikes(rng: Rng, lines: Stems, head: float) -> list[Mesh]:
    """Whorls of small blossoms along the stems' ends."""
    rows, each = 7, 5
    at = np.tile(np.linspace(0.74, 1.0, rows), (len(lines.points), 1)).repeat(each, axis=1)
    foot, tangent, _ = lines.at(at)
    foot, tangent = foot.reshape(-1, 3), tangent.reshape(-1, 3)
    aside = unit(np.cross(tangent, rng.normal(0, 1, tangent.shape)))
    size = np.full(len(foot), 1.35 * head) * rng.uniform(0.7, 1.2, len(foot))
    return [leaves(rng, foot, 0.9 * tangent + aside, aside + 0.3 * UP, size, 0.6 * size, 0.3)]


@sampler("flower")
def flower_rand(rng: np.random.Generator) -> Asset:
    """Daisies, sunflowers, tulips, poppies or lavender."""
    kinds = list(BLOOMS)
    kind = kinds[int(rng.choice(len(kinds), p=[0.28, 0.14, 0.24, 0.2, 0.14]))]
    bloom = BLOOMS[kind]
    height = float(rng.uniform(*bloom.heights))
    name, color = bloom.colors[int(rng.integers(len(bloom.colors)))]
    grey = kind == "lavender"
    made = flower(
        kind,
        height,
        float(rng.uniform(*bloom.head)),
        int(rng.integers(bloom.stems[0], bloom.stems[1] + 1)),
        materials.leaf(finishes.jitter(color, rng, 0.02), color, roughness=0.6, seed=finishes.seed(rng)),
        materials.leaf(
            finishes.jitter((0.42, 0.48, 0.36) if grey else (0.30, 0.43, 0.17), rng, 0.025), roughness=0.6
        ),
        materials.leaf(finishes.jitter(bloom.middle, rng, 0.015), bloom.middle, roughness=0.95),
        int(rng.integers(2**31)),
    )
    return Asset(made.category, made.parts, {**made.attributes, "color": name})
