# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""House plants in pots."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import curve, lathe, moved, tube, vessel
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.leaves import BLADE, HEART, OVAL, SWORD, leaf_blades, leaf_outline
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh

Habit = Literal["sword", "rubber", "monstera", "palm", "grass", "ficus", "rosette"]
UP = np.array([0.0, 0.0, 1.0])


def plant(
    habit: Habit,
    height: float,
    foliage: Material,
    pot: Material,
    stem: Material,
    pot_radius: float = 0.12,
    pot_height: float = 0.2,
    saucer: bool = False,
    seed: int = 0,
) -> Asset:
    """A plant in a round pot. height: of the whole, metres; pot_radius: at the rim; seed: of the growth.

    habit: upright swords (sansevieria), a stem with broad leaves (rubber plant), long stalks with cut
    leaves (monstera), feathered fronds (palm), arching blades (spider plant, on trunks when tall), a little
    tree (ficus), or a rosette of thick leaves (aloe).
    """
    rng = np.random.default_rng(seed)
    rim, tall = pot_radius, pot_height
    base = 0.006 if saucer else 0.0
    foot = rim * rng.uniform(0.66, 0.88)
    kind = rng.integers(3)
    if kind == 0:  # straight, with a lip
        lip = tall * 0.16
        side = [(foot, 0.004), (rim * 0.93, tall - lip), (rim, tall - lip + 0.003), (rim, tall)]
    elif kind == 1:
        side = [(foot, 0.004), (rim, tall)]
    else:
        side = [tuple(p) for p in curve([(foot * 0.8, 0.004), (rim * 1.06, tall * 0.45), (rim, tall)], 6)]
    wall = max(0.004, rim * 0.05)
    pots = [moved(vessel([(0, 0), (side[0][0] - 0.004, 0), *side], wall, 40), (0, 0, base))]
    if saucer:
        pots.append(vessel([(0, 0), (foot * 1.1, 0), (foot * 1.1 + rim * 0.18, 0.022)], 0.004, 40))
    top = base + tall * 0.87
    inner = rim * 0.97 - wall * 0.6 if kind else rim * 0.9 - wall * 0.6
    earth = [
        lathe(
            [
                (0, top - 0.02),
                (inner, top - 0.02),
                (inner, top - 0.004),
                (inner * 0.5, top),
                (0, top + 0.004),
            ],
            28,
        )
    ]
    size = height - top
    leaves, stems = GROW[habit](rng, size, rim)
    leaves = [moved(m, (0, 0, top)) for m in leaves]
    stems = [moved(m, (0, 0, top)) for m in stems]
    pieces = parts((pots, pot), (earth, materials.soil()), (leaves, foliage), (stems, stem))
    names = {"sword": "sansevieria", "rubber": "rubber plant", "grass": "spider plant", "rosette": "aloe"}
    return Asset("plant", pieces, {"species": names.get(habit, habit), "material": "leaf"})


def _even(rng: np.random.Generator, count: int, wobble: float = 0.3) -> Float:
    """Azimuths spread by the golden angle."""
    return np.asarray(np.arange(count) * 2.39996 + rng.normal(0, wobble, count) + rng.uniform(0, 6.28))


def _ring(rng: np.random.Generator, azimuth: Float, radius: float) -> Float:
    out = radius * np.sqrt(rng.uniform(0, 1, len(azimuth)))
    return np.stack([out * np.cos(azimuth), out * np.sin(azimuth), np.full(len(azimuth), -0.01)], axis=1)


def _sword(rng: np.random.Generator, size: float, rim: float) -> tuple[list[Mesh], list[Mesh]]:
    count = int(rng.integers(8, 17))
    azimuth = _even(rng, count)
    root = _ring(rng, azimuth, rim * 0.6)
    length = size * rng.uniform(0.55, 1.0, count)
    length[0] = size * 1.02
    width = np.clip(length * 0.1, 0.025, 0.075) * rng.uniform(0.8, 1.2, count)
    rise = rng.normal(1.45, 0.06, count)
    return [
        leaf_blades(
            root,
            azimuth,
            length,
            width,
            rise,
            rng.normal(0.04, 0.1, count),
            leaf_outline(SWORD, 12),
            0.35,
            0.003,
            roll=rng.normal(0, 0.5, count),
        )
    ], []


def _rubber(rng: np.random.Generator, size: float, rim: float) -> tuple[list[Mesh], list[Mesh]]:
    leaves, stems = [], []
    for k in range(int(rng.integers(1, 4))):
        tall = size * (0.86 if k == 0 else rng.uniform(0.5, 0.8))
        foot, lean = rng.uniform(-0.35, 0.35, 2) * rim, rng.normal(0, 0.06, 2) * tall
        path = curve([(*foot, -0.03), (*(foot + lean * 0.3), tall * 0.5), (*(foot + lean), tall)], 6)
        stems.append(tube(path, float(np.clip(0.008 * size / 0.8, 0.004, 0.011)), sides=8))
        count = max(6, int(tall / (size * 0.055)))
        place = np.linspace(0.18, 1.0, count)
        at = np.stack([np.interp(place, np.linspace(0, 1, len(path)), path[:, i]) for i in range(3)], axis=1)
        azimuth = _even(rng, count)
        length = np.clip(size * 0.26, 0.08, 0.28) * rng.uniform(0.8, 1.15, count) * (1.1 - 0.35 * place)
        rise = 0.25 + 0.95 * place**3 + rng.normal(0, 0.15, count)
        stalk = 0.18 * length
        out = np.stack([np.cos(azimuth) * np.cos(rise), np.sin(azimuth) * np.cos(rise), np.sin(rise)], 1)
        ends = at + out * stalk[:, None]
        stems += [tube([a, b], 0.0024, sides=5) for a, b in zip(at, ends + out * 0.006, strict=True)]
        leaves.append(
            leaf_blades(
                ends,
                azimuth,
                length,
                length * 0.5,
                rise,
                rng.uniform(0.5, 1.0, count),
                leaf_outline(OVAL, 12),
                0.22,
                0.0012,
                across=4,
                roll=rng.normal(0, 0.15, count),
            )
        )
    return leaves, stems


def _monstera(rng: np.random.Generator, size: float, rim: float) -> tuple[list[Mesh], list[Mesh]]:
    count = int(rng.integers(8, 15))
    azimuth = _even(rng, count)
    root = _ring(rng, azimuth, rim * 0.35)
    reach = size * rng.uniform(0.55, 0.95, count)
    tilt = rng.uniform(0.75, 1.35, count)
    stems, ends = [], []
    for k in range(count):
        out = np.array([np.cos(azimuth[k]), np.sin(azimuth[k]), 0.0])
        end = root[k] + reach[k] * (np.cos(tilt[k]) * out + np.sin(tilt[k]) * UP)
        path = curve(
            [
                root[k],
                root[k] + 0.55 * reach[k] * (np.cos(tilt[k] + 0.2) * out + np.sin(tilt[k] + 0.2) * UP),
                end,
            ],
            6,
        )
        stems.append(tube(path, float(np.clip(size * 0.006, 0.0025, 0.006)), sides=6))
        ends.append(end)
    length = np.clip(size * 0.36, 0.1, 0.4) * rng.uniform(0.75, 1.1, count)
    n = 37
    s = np.linspace(0, 1, n)
    whole = leaf_outline(HEART, n)
    cuts = np.abs(np.sin(s * np.pi * 5.5)) ** 0.35
    shape = np.where((s > 0.18) & (s < 0.93), whole * (0.42 + 0.58 * cuts), whole)
    shape[0] = 0.3
    return [
        leaf_blades(
            np.array(ends),
            azimuth,
            length,
            length * 0.85,
            0.35 + rng.normal(0, 0.2, count),
            rng.uniform(0.8, 1.3, count),
            shape,
            0.12,
            0.001,
            across=6,
            roll=rng.normal(0, 0.25, count),
        )
    ], stems


def _palm(rng: np.random.Generator, size: float, rim: float) -> tuple[list[Mesh], list[Mesh]]:
    fronds = int(rng.integers(8, 13))
    around = _even(rng, fronds)
    roots = _ring(rng, around, rim * 0.35)
    stems, at, azimuth, rise, length = [], [], [], [], []
    for k in range(fronds):
        reach = size * (1.12 if k == 0 else rng.uniform(0.75, 1.0))
        t = np.linspace(0, 1, 13)
        lean = rng.uniform(1.25, 1.5) if k else 1.5
        angle = lean - (lean - rng.uniform(0.05, 0.5)) * t**2.2
        out = np.array([np.cos(around[k]), np.sin(around[k]), 0.0])
        step = (np.cos(angle)[:, None] * out + np.sin(angle)[:, None] * UP) * reach / 12
        path = roots[k] + np.vstack([np.zeros(3), np.cumsum((step[1:] + step[:-1]) / 2, axis=0)])
        stems.append(tube(path, float(np.clip(size * 0.0035, 0.0018, 0.005)), sides=6))
        pairs = 15
        place = np.linspace(0.36, 1.0, pairs)
        for side in (-1.0, 1.0):
            spots = np.stack([np.interp(place, t, path[:, i]) for i in range(3)], axis=1)
            at.append(spots)
            azimuth.append(around[k] + side * (1.15 - 0.75 * place**2) + rng.normal(0, 0.08, pairs))
            rise.append(np.interp(place, t, angle) * 0.55 + 0.15 + rng.normal(0, 0.08, pairs))
            length.append(
                size
                * 0.26
                * np.sin(np.pi * (0.18 + 0.74 * (place - 0.36) / 0.64))
                * rng.uniform(0.9, 1.1, pairs)
            )
    every = np.concatenate(length)
    leaves = leaf_blades(
        np.concatenate(at),
        np.concatenate(azimuth),
        every,
        np.full(len(every), size * 0.024),
        np.concatenate(rise),
        rng.uniform(0.5, 1.0, len(every)),
        leaf_outline(BLADE, 6),
        0.25,
        0.0007,
        across=2,
    )
    return [leaves], stems


def _grass(rng: np.random.Generator, size: float, rim: float) -> tuple[list[Mesh], list[Mesh]]:
    trunks = int(rng.integers(1, 4)) if size > 0.7 else 0
    leaves, stems = [], []
    for k in range(max(trunks, 1)):
        tall = size * ((0.62, 0.42, 0.28)[k] if trunks else 0.0)
        foot = rng.uniform(-0.4, 0.4, 2) * rim if trunks > 1 else np.zeros(2)
        reach = min(size - tall if k == 0 or not trunks else size * 0.36, 0.6)
        if trunks:
            lean = foot + rng.normal(0, 0.03, 2)
            stems.append(
                tube(
                    curve([(*foot, -0.03), (*((foot + lean) / 2), tall / 2), (*lean, tall)], 5),
                    0.012,
                    sides=10,
                )
            )
            foot = lean
        count = int(rng.integers(34, 56))
        azimuth = _even(rng, count)
        age = np.linspace(0, 1, count)  # the youngest stand upright in the middle
        root = np.stack([foot[0] + 0 * age, foot[1] + 0 * age, tall - 0.004 - 0.05 * reach * age], axis=1)
        root[:, 0] += 0.006 * np.cos(azimuth)
        root[:, 1] += 0.006 * np.sin(azimuth)
        length = reach * (1.08 + 0.25 * age) * rng.uniform(0.85, 1.05, count)
        rise = 1.5 - 0.85 * age + rng.normal(0, 0.06, count)
        droop = 0.35 + 1.5 * age + rng.normal(0, 0.15, count)
        width = np.full(count, float(np.clip(reach * 0.05, 0.012, 0.03)))
        leaves.append(
            leaf_blades(
                root, azimuth, length, width, rise, droop, leaf_outline(BLADE, 13), 0.35, 0.0008, across=2
            )
        )
    return leaves, stems


def _ficus(rng: np.random.Generator, size: float, rim: float) -> tuple[list[Mesh], list[Mesh]]:
    stems: list[Mesh] = []
    tips: list[Float] = []
    trunk = curve(
        [(0, 0, -0.03), (*rng.normal(0, 0.015, 2), size * 0.25), (*rng.normal(0, 0.02, 2), size * 0.55)], 5
    )
    stems.append(tube(trunk, float(np.clip(size * 0.013, 0.006, 0.018)), sides=9))
    count = int(rng.integers(9, 14))
    azimuth = _even(rng, count)
    for k in range(count):
        start = trunk[-1] * (1 - 0.4 * (k / count)) if k < count - 1 else trunk[-1]
        rise = rng.uniform(0.35, 1.2) if k else 1.5
        reach = size * (0.44 if k == 0 else rng.uniform(0.26, 0.42))
        out = np.array([np.cos(azimuth[k]) * np.cos(rise), np.sin(azimuth[k]) * np.cos(rise), np.sin(rise)])
        bough = curve([start, start + out * reach * 0.5 + UP * reach * 0.07, start + out * reach], 5)
        stems.append(tube(bough, float(np.clip(size * 0.0055, 0.0025, 0.007)), sides=6))
        tips.append(bough[3:])
        for _ in range(3):
            j = int(rng.integers(4, len(bough)))
            way = out + rng.normal(0, 0.55, 3)
            way /= np.linalg.norm(way)
            twig = bough[j] + np.linspace(0, 1, 5)[:, None] * way * reach * 0.42
            stems.append(tube(twig[[0, 2, 4]], 0.0016, sides=5))
            tips.append(twig)
    at = np.concatenate(tips)
    at = np.repeat(at, 2, axis=0)
    n = len(at)
    length = np.clip(size * 0.085, 0.03, 0.085) * rng.uniform(0.75, 1.2, n)
    leaves = leaf_blades(
        at,
        rng.uniform(0, 2 * np.pi, n),
        length,
        length * 0.5,
        rng.normal(0.15, 0.45, n),
        rng.uniform(0.4, 1.1, n),
        leaf_outline(OVAL, 5),
        0.2,
        0.0006,
        across=2,
        roll=rng.normal(0, 0.3, n),
    )
    return [leaves], stems


def _rosette(rng: np.random.Generator, size: float, rim: float) -> tuple[list[Mesh], list[Mesh]]:
    count = int(rng.integers(16, 28))
    age = np.linspace(0, 1, count)
    azimuth = _even(rng, count, 0.12)
    root = np.stack([rim * 0.06 * np.cos(azimuth), rim * 0.06 * np.sin(azimuth), 0.01 - 0.012 * age], axis=1)
    length = size * (1.0 + 0.2 * age) * rng.uniform(0.92, 1.05, count)
    width = np.full(count, size * 0.2)
    shape = leaf_outline([(0.0, 0.8), (0.2, 1.0), (0.5, 0.8), (0.8, 0.4), (1.0, 0.04)], 10)
    return [
        leaf_blades(
            root, azimuth, length, width, 1.45 - 1.0 * age, -0.25 + 0.1 * age, shape, 0.35, size * 0.035
        )
    ], []


GROW = {
    "sword": _sword,
    "rubber": _rubber,
    "monstera": _monstera,
    "palm": _palm,
    "grass": _grass,
    "ficus": _ficus,
    "rosette": _rosette,
}


@sampler("plant")
def plant_rand(rng: np.random.Generator) -> Asset:
    """A plant: a small one for a table or a tall one for the floor."""
    return plant_small(rng) if rng.random() < 0.4 else plant_tall(rng)


def plant_small(rng: np.random.Generator) -> Asset:
    """A plant of 0.18 to 0.5 m, for a table or a sill."""
    habits: tuple[Habit, ...] = ("sword", "grass", "rosette", "rubber", "ficus")
    return _grown(
        rng, habits[int(rng.integers(5))], float(rng.uniform(0.2, 0.5)), float(rng.uniform(0.05, 0.085))
    )


def plant_tall(rng: np.random.Generator) -> Asset:
    """A plant of 0.7 to 1.9 m that stands on the floor."""
    habits: tuple[Habit, ...] = ("sword", "rubber", "monstera", "palm", "grass", "ficus")
    habit = habits[int(rng.integers(6))]
    height = rng.uniform(0.7, 1.2) if habit in ("sword", "monstera") else rng.uniform(0.9, 1.9)
    return _grown(rng, habit, float(height), float(rng.uniform(0.12, 0.2)))


def _grown(rng: np.random.Generator, habit: Habit, height: float, rim: float) -> Asset:
    greens: list[Colour] = [(0.16, 0.34, 0.12), (0.22, 0.42, 0.14), (0.30, 0.48, 0.20), (0.12, 0.27, 0.13)]
    green = finishes.jitter(greens[int(rng.integers(4))], rng, 0.025)
    light: Colour = (min(green[0] * 1.7, 1.0), min(green[1] * 1.45, 1.0), green[2] * 1.4)
    if habit in ("sword", "grass") and rng.random() < 0.4:
        light = (0.72, 0.74, 0.4)
    pick = rng.random()
    if pick < 0.35:
        pot = materials.ceramic(finishes.jitter((0.70, 0.38, 0.25), rng, 0.03), 0.75, seed=finishes.seed(rng))
    elif pick < 0.6:
        level = float(rng.choice([0.92, 0.12, 0.6]))
        pot = materials.ceramic((level, level, level * 0.98), 0.25, seed=finishes.seed(rng))
    elif pick < 0.75:
        pot = materials.concrete(seed=finishes.seed(rng))
    else:
        pot = finishes.pottery(rng) if pick < 0.9 else finishes.any_plastic(rng)
    soft = habit in ("monstera", "palm", "rosette")
    brown = finishes.jitter((0.38, 0.28, 0.2), rng, 0.03)
    return plant(
        habit,
        height,
        materials.leaf(green, light, float(rng.uniform(0.3, 0.55)), seed=finishes.seed(rng)),
        pot,
        materials.leaf((green[0] * 1.2, green[1] * 1.1, green[2])) if soft else materials.wood(brown),
        pot_radius=rim,
        pot_height=rim * float(rng.uniform(1.3, 2.0)),
        saucer=bool(rng.random() < 0.4),
        seed=int(rng.integers(2**31)),
    )
