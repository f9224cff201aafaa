# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What is overhead in a corridor: lamps at an even pitch, smoke detectors, exit signs, pipes."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets.exit_sign import exit_sign_fit
from cavendish.scenes.assets.light_panel import Style, light_panel_fit
from cavendish.scenes.assets.smoke_detector import smoke_detector_rand
from cavendish.scenes.assets.wall_lamp import Style as Sconce
from cavendish.scenes.assets.wall_lamp import wall_lamp_fit
from cavendish.scenes.corridor.hall import HUNG, Hall, add, box_of, hang, is_free, stand
from cavendish.scenes.corridor.plan import Plan, Rect
from cavendish.scenes.corridor.shell import TILE
from cavendish.scenes.corridor.uses import Use
from cavendish.scenes.geometry import cylinder, moved, placed, rotation, translation, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh

Rng = np.random.Generator
HEAD = 2.03  # metres that are free under what hangs
POWER = {"panel": (30.0, 45.0), "batten": (30.0, 45.0), "disc": (16.0, 26.0)}  # watts


def spots(rect: Rect, pitch: float, tiles: bool) -> list[float]:
    """Where lamps are along a rectangle: evenly, in the middle of tiles where the ceiling has some."""
    low, high = rect.low[rect.along], rect.high[rect.along]
    count = max(round((high - low) / pitch), 1)
    at = low + (np.arange(count) + 0.5) * (high - low) / count
    if tiles:
        middle = (low + high) / 2
        at = middle + np.round((at - middle) / TILE) * TILE
    return [float(v) for v in at]


def over(rect: Rect, at: float, aside: float = 0.0) -> Float:
    """The pose of what hangs over the middle line of a rectangle, `at` along it; its X is across, its -Y along."""
    across = (rect.low[1 - rect.along] + rect.high[1 - rect.along]) / 2 + aside
    if rect.along == 1:
        return translation(across, at, 0)
    return translation(at, across, 0) @ rotation("z", np.pi / 2)


def light(hall: Hall, plan: Plan, use: Use, tiles: bool, share: float, rng: Rng) -> None:
    """Lamps along the ceiling, or sconces along the walls; a share of them, 0..1, is on, and one always is."""
    temperature = float(rng.choice(use.kelvin))
    if rng.random() < use.warm:
        _sconces(hall, plan, share, rng)
        return
    style: Style = use.lamps[int(rng.integers(len(use.lamps)))]
    if tiles and rng.random() < 0.8:
        style = "panel"
    power = float(rng.uniform(*POWER[style]))
    one = int(rng.integers(2**32))  # the same lamp, on and off
    lit, unlit = (
        light_panel_fit(np.random.default_rng(one), style, watts, temperature) for watts in (power, 0.0)
    )
    pitch = float(rng.uniform(2.2, 3.8))
    along = style == "batten" and rng.random() < 0.7
    places = [(rect, at) for rect in plan.rects for at in spots(rect, pitch, tiles)]
    on = rng.permutation(len(places))[: max(round(share * len(places)), 1)]
    for k, (rect, at) in enumerate(places):
        pose = over(rect, at) @ (rotation("z", np.pi / 2) if along else np.eye(4))
        hang(hall, lit if k in on else unlit, pose)


def _sconces(hall: Hall, plan: Plan, share: float, rng: Rng) -> None:
    """Lamps on both walls at an even pitch, at head height."""
    styles: tuple[Sconce, ...] = ("tube", "shade", "bulkhead")
    style = styles[int(rng.choice(3, p=[0.4, 0.4, 0.2]))]
    one, power = int(rng.integers(2**32)), float(rng.uniform(14, 22))
    lit, unlit = (wall_lamp_fit(np.random.default_rng(one), style, watts) for watts in (power, 0.0))
    pitch, z = float(rng.uniform(2.6, 4.0)), float(rng.uniform(1.72, 1.9))
    places = []
    for side in plan.sides:
        if side.role == "long" and side.wall.length > 1.5:
            count = max(round(side.wall.length / pitch), 1)
            places += [(side, ((k + 0.5) / count - 0.5) * side.wall.length) for k in range(count)]
    on = set(rng.permutation(len(places))[: max(round(share * len(places)), 1)].tolist())
    for k, (side, x) in enumerate(places):
        for shift in (0.0, 0.35, -0.35, 0.7, -0.7, 1.0, -1.0):  # a door may be there
            if stand(hall, side, lit if k in on else unlit, x + shift, HUNG, z):
                break


def detectors(hall: Hall, plan: Plan, rng: Rng) -> None:
    """Smoke detectors, one kind, every 5 to 8 m, clear of the lamps."""
    one = smoke_detector_rand(rng)
    pitch = float(rng.uniform(5, 8))
    for rect in plan.rects:
        for at in spots(rect, pitch, False):
            for shift in (0.0, 0.4, -0.4, 0.9, -0.9):
                if hang(hall, one, over(rect, at + shift)):
                    break


def exits(hall: Hall, plan: Plan, rng: Rng) -> None:
    """Signs that hang over the way, every 12 to 20 m, where there is head room."""
    sign = exit_sign_fit(rng, "ceiling")
    if hall.height - float(sign.extent[1][2]) < HEAD:
        return
    pitch = float(rng.uniform(12, 20))
    for rect in plan.rects:
        if rect.length > 3.5:
            for at in spots(rect, pitch, False):
                for shift in (0.0, 0.5, -0.5, 1.0, -1.0):
                    if hang(hall, sign, over(rect, at + shift)):
                        break


def pipes(hall: Hall, plan: Plan, rng: Rng) -> None:
    """One to four pipes under the ceiling along the main run, from end to end, on hangers."""
    rect = plan.rects[0]
    length, half = rect.length, (rect.high[0] - rect.low[0]) / 2
    side = float(rng.choice([-1, 1]))
    coats = (
        materials.paint((0.82, 0.82, 0.8), 0.5),
        materials.metal((0.62, 0.63, 0.64), 0.4),
        materials.paint((0.6, 0.06, 0.05), 0.35),
        materials.metal((0.72, 0.45, 0.30), 0.35),
        materials.fabric((0.72, 0.71, 0.68)),
    )
    aside = half - 0.1
    for _ in range(int(rng.integers(1, 5))):
        radius = float(rng.choice([0.011, 0.02, 0.035, 0.06]))
        aside -= radius
        made = pipe(
            length - 0.002, radius, float(rng.uniform(0.05, 0.1)), coats[int(rng.integers(len(coats)))]
        )
        if aside < 0.35 or hall.height - float(made.extent[1][2]) < HEAD:
            return
        pose = over(rect, length / 2, side * aside)
        up = translation(0, 0, hall.height - float(made.extent[1][2])) @ pose
        if is_free(box_of(made, up), [*hall.solid, *hall.kept]):
            add(hall, made, up)
        aside -= radius + float(rng.uniform(0.03, 0.09))


def pipe(length: float, radius: float, drop: float, coat: Material) -> Asset:
    """A pipe along Y on hangers; its lowest point is z = 0, the hangers' plates touch the ceiling `drop` over it."""
    body = [tube([(0, -length / 2, radius), (0, length / 2, radius)], radius, 20)]
    top = 2 * radius + drop
    metal: list[Mesh] = []
    count = max(round(length / 2.0), 1)
    for y in (np.arange(count) + 0.5) * length / count - length / 2:
        clamp = moved(cylinder(radius + 0.0025, 0.025, 0.001, 20), (0, 0, -0.0125))
        metal.append(placed(clamp, translation(0, float(y), radius) @ rotation("x", np.pi / 2)))
        metal.append(moved(cylinder(0.004, drop + 0.002, 0.001, 8), (0, float(y), 2 * radius)))
        metal.append(moved(cylinder(0.018, 0.006, 0.002, 14), (0, float(y), top - 0.006)))
    steel = materials.metal((0.6, 0.6, 0.61), 0.4)
    low = 0.0025  # the clamps are the lowest
    pieces = parts(
        ([moved(m, (0, 0, low)) for m in body], coat), ([moved(m, (0, 0, low)) for m in metal], steel)
    )
    return Asset("pipe", pieces, {"material": coat.kind})
