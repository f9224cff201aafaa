# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The shell of a room: floor, ceiling, walls with openings, baseboards, windows, a door, daylight, the ground outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets.curtain import curtain_fit
from cavendish.scenes.assets.door import door_fit
from cavendish.scenes.assets.window import window_fit
from cavendish.scenes.geometry import box, merge, rotation, translation, with_box_uvs
from cavendish.scenes.layout import HUNG, Layout, Wall, add, extent, footprint, is_free, keep_free
from cavendish.scenes.scene import Asset, Light, Material, Mesh, Part

Rng = np.random.Generator
Range = tuple[float, float]
Opening = tuple[float, float, float, float]
"""A hole in a wall: its left and right x, its low and high z, metres in the frame of the wall's foot."""
WALL = 0.24  # metres, thickness
PLINTH = 0.016  # metres, thickness of a baseboard
ARCHITRAVE = 0.07  # metres; no door's casing reaches farther over the wall


@dataclass(frozen=True)
class Interior:
    """What the shell of a room is like.

    floor: draws its material; dado: draws the height and the material of the walls' lower part, such as tiles; sill,
    tall, wide: metres that the windows' lower edge, height and width are drawn from; row: windows all along one wall,
    the door at an end of another; curtains: the chance of them at each window.
    """

    floor: Callable[[Rng], Material]
    dado: Callable[[Rng], tuple[float, Material]] | None = None
    sill: Range = (0.8, 0.95)
    tall: Range = (1.15, 1.5)
    wide: Range = (1.2, 2.4)
    row: bool = False
    curtains: float = 0.6


class Shell(NamedTuple):
    """The walls with windows, and the lights that mark these."""

    windows: list[Wall]
    lights: list[Light]


def shell(layout: Layout, interior: Interior, rng: Rng) -> Shell:
    """Add floor, ceiling, walls with openings, baseboards, windows, a door, and the ground outside."""
    width, depth, height = layout.width, layout.depth, layout.height
    over = (width + 2 * WALL, depth + 2 * WALL)
    add(layout, slab("floor", over, -0.1, interior.floor(rng)), np.eye(4), solid=False)
    white = float(rng.uniform(0.86, 0.95))
    ceiling = materials.plaster((white, white, white * 0.98), relief=0.3, seed=finishes.seed(rng))
    add(layout, slab("ceiling", over, height + 0.1, ceiling), np.eye(4), solid=False)

    walls = list(layout.walls)
    order = rng.permutation(4)
    glazed = [walls[order[0]]] + ([walls[order[1]]] if rng.random() < 0.35 else [])
    if interior.row:  # the windows are along one of the two longer walls
        glazed = [max(walls[order[0]], walls[(order[0] + 1) % 4], key=lambda wall: wall.length)]
    entrance = walls[order[2]]
    if entrance in glazed:
        entrance = walls[order[3]] if interior.row else entrance
    paint = wall_color(rng)
    accent = wall_color(rng) if rng.random() < 0.3 else paint
    sill = float(rng.uniform(*interior.sill))
    top = min(height - 0.25, sill + float(rng.uniform(*interior.tall)))
    lights = []
    glazing: Asset | None = None
    skirting = materials.paint((0.9, 0.89, 0.87)) if rng.random() < 0.7 else finishes.wood(rng)
    tall = float(rng.uniform(0.05, 0.1))
    dado = interior.dado(rng) if interior.dado else None
    for number, wall in enumerate(walls):
        openings: list[Opening] = []
        if wall in glazed and interior.row:
            openings += _row(wall, sill, top, interior.wide, rng)
        elif wall in glazed:
            wide = float(np.clip(rng.uniform(*interior.wide), min(1.0, interior.wide[0]), wall.length - 1.0))
            middle = float(rng.uniform(-1, 1) * (wall.length - wide - 0.9) / 2)
            openings.append((middle - wide / 2, middle + wide / 2, sill, top))
        if wall == entrance:
            wide, high = float(rng.uniform(0.84, 0.95)), float(rng.uniform(2.02, 2.1))
            end = wall.length / 2 - wide / 2 - 0.15
            middle = float(rng.choice([-1, 1]) * rng.uniform(0.3, 1.0) * end)
            if interior.row:
                middle = float(np.sign(middle) * end * rng.uniform(0.92, 1.0))
            openings.append((middle - wide / 2, middle + wide / 2, 0.0, high))
        color = accent if number == order[3] else paint
        solid = materials.plaster(color, roughness=float(rng.uniform(0.75, 0.95)), seed=finishes.seed(rng))
        corner = WALL if wall.name in ("north", "south") else 0.0
        add(layout, wall_asset(wall, height, openings, corner, solid, dado), wall.pose, solid=False)
        doorway = [o for o in openings if o[2] == 0]
        if layout.plinth > 0:
            inset = 0.0 if wall.name in ("north", "south") else PLINTH
            add(layout, baseboard(wall, doorway, tall, skirting, inset), wall.pose, solid=False)
        for left, right, low, high in openings:
            foot = wall.pose @ translation((left + right) / 2, WALL / 2, low)
            if low == 0:
                add(layout, door_fit(rng, right - left, high, WALL), foot, solid=False)
                keep_free(layout, wall.pose, (left - 0.12, right + 0.12), (-0.95, 0.0), (0.0, 2.0))
                keep_free(layout, wall.pose, (left - 0.12, right + 0.12), (-0.12, 0.0), (0.0, high + 0.12))
            else:
                if not interior.row or glazing is None:  # those of a row are alike
                    glazing = window_fit(rng, right - left, high - low, WALL)
                add(layout, glazing, foot, solid=False)
                lights.append(portal(wall, (left, right), (low, high)))
                if rng.random() < interior.curtains:
                    ledge = -float(extent(glazing)[0][1]) - WALL / 2
                    _dress(layout, wall, (left, right), high, ledge, rng)
                keep_free(layout, wall.pose, (left - 0.05, right + 0.05), (-0.3, 0.0), (low - 0.05, high))
    lawn = rng.random() < 0.6
    outside = (
        materials.grass(seed=finishes.seed(rng)) if lawn else materials.concrete(seed=finishes.seed(rng))
    )
    drop = float(rng.choice([0.35, 3.2, 6.4, 9.6]))
    ground = Asset("ground", (Part(box((600, 600, 0.2), (0, 0, -drop - 0.1), bevel=0), outside),))
    add(layout, ground, np.eye(4), solid=False)
    return Shell(glazed, lights)


def _row(wall: Wall, sill: float, top: float, wide: Range, rng: Rng) -> list[Opening]:
    """Windows of one size, evenly along a wall."""
    width = float(rng.uniform(*wide))
    count = max(int((wall.length - 0.6) // (width + 0.45)), 1)
    pitch = wall.length / count
    width = min(width, pitch - 0.35)
    middles = [(k + 0.5) * pitch - wall.length / 2 for k in range(count)]
    return [(middle - width / 2, middle + width / 2, sill, top) for middle in middles]


def slab(category: str, size: tuple[float, float], z: float, material: Material) -> Asset:
    """A floor or ceiling of size (x, y), 0.2 m thick, its middle on height z."""
    return Asset(
        category, (Part(box((*size, 0.2), (0, 0, z), bevel=0), material),), {"material": material.kind}
    )


def wall_asset(
    wall: Wall,
    height: float,
    openings: Sequence[Opening],
    corner: float,
    material: Material,
    dado: tuple[float, Material] | None = None,
) -> Asset:
    """A wall with rectangular openings, in the frame of its foot: inner face at y = 0, outer at y = WALL.

    corner: metres that it reaches farther at both ends; dado: (height, material) of its lower part, such as tiles.
    """
    half = wall.length / 2 + corner
    split = [dado[0]] if dado is not None and dado[0] < height else []
    xs = sorted({-half, half, *(x for o in openings for x in o[:2])})
    zs = sorted({0.0, height, *split, *(z for o in openings for z in o[2:])})
    blocks: tuple[list[Mesh], list[Mesh]] = ([], [])
    for x0, x1 in zip(xs[:-1], xs[1:], strict=True):
        for z0, z1 in zip(zs[:-1], zs[1:], strict=True):
            hole = any(o[0] <= x0 and x1 <= o[1] and o[2] <= z0 and z1 <= o[3] for o in openings)
            if not hole:
                middle = ((x0 + x1) / 2, WALL / 2, (z0 + z1) / 2)
                block = box((x1 - x0, WALL, z1 - z0), middle, bevel=0)
                if dado is not None and z1 <= dado[0] + 1e-9:
                    blocks[1].append(with_box_uvs(block, grain=0))  # rows of tiles go on from block to block
                else:
                    blocks[0].append(block)
    made = [(blocks[0], material)] + ([(blocks[1], dado[1])] if dado is not None else [])
    pieces = tuple(Part(merge(meshes), surface) for meshes, surface in made if meshes)
    return Asset("wall", pieces, {"material": pieces[-1].material.kind})


def baseboard(
    wall: Wall,
    doorway: list[tuple[float, float, float, float]],
    tall: float,
    material: Material,
    inset: float,
) -> Asset:
    """Boards along the foot of a wall, with a gap at its door; they end `inset` before the wall's own ends."""
    ends = [inset - wall.length / 2, wall.length / 2 - inset]
    for left, right, _, _ in doorway:
        ends[1:1] = [left - ARCHITRAVE, right + ARCHITRAVE]
    boards = [
        box((b - a, PLINTH, tall), ((a + b) / 2, -PLINTH / 2, tall / 2), bevel=0.003)
        for a, b in zip(ends[::2], ends[1::2], strict=True)
        if b - a > 0.02
    ]
    return Asset("baseboard", (Part(merge(boards), material),), {"material": material.kind})


def portal(wall: Wall, x: Range, z: Range) -> Light:
    """Where daylight comes in: it guides the renderer's sampling of the sky and adds no light."""
    pose = wall.pose @ translation(sum(x) / 2, WALL + 0.02, sum(z) / 2) @ rotation("x", -np.pi / 2)
    return Light("portal", pose, 0.0, size=(x[1] - x[0], z[1] - z[0]))


def _dress(layout: Layout, wall: Wall, x: Range, high: float, ledge: float, rng: Rng) -> None:
    """Curtains from over the window to just above the floor, where they fit between the side walls."""
    wide = min(x[1] - x[0] + 0.5, wall.length - 0.3)
    rod = min(high + 0.14, layout.height - 0.05)
    made = curtain_fit(rng, wide, rod - 0.025, ledge)
    low, up = extent(made)
    middle = float(np.clip(sum(x) / 2, -wall.length / 2 - low[0] + 0.03, wall.length / 2 - up[0] - 0.03))
    pose = wall.pose @ translation(middle, -up[1] - HUNG, 0.025)
    if not is_free(layout, footprint(made, pose)):
        return
    add(layout, made, pose, solid=False)
    # What they take up is the rod and each panel: a radiator or a desk may stand between the panels.
    across = made.parts[0].mesh.vertices[:, 0]
    inner, outer = float(across[across < 0].max()), float(across[across > 0].min())
    deep = (float(low[1]), float(up[1]))
    keep_free(layout, pose, (float(low[0]), float(up[0])), deep, (rod - 0.12, rod))
    keep_free(layout, pose, (float(low[0]), inner), deep, (0.0, rod))
    keep_free(layout, pose, (outer, float(up[0])), deep, (0.0, rod))


def wall_color(rng: Rng) -> tuple[float, float, float]:
    """Mostly off-white, at times a pastel, a grey or a strong tone."""
    pick = rng.random()
    if pick < 0.5:
        level = rng.uniform(0.82, 0.95)
        return (float(level), float(level * rng.uniform(0.97, 1.0)), float(level * rng.uniform(0.9, 0.99)))
    if pick < 0.85:
        return finishes.hsv(rng.random(), rng.uniform(0.06, 0.2), rng.uniform(0.72, 0.92))
    return finishes.hsv(rng.random(), rng.uniform(0.2, 0.45), rng.uniform(0.35, 0.7))
