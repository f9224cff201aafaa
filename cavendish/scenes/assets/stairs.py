# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Outdoor stairs: one or two flights with landings between walls or on open strings, with railings. They rise to +Y."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes import materials_outdoor as outdoor
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import merge
from cavendish.scenes.parts.facade.elements import Bag, bag, boxes, finished, rods, slab
from cavendish.scenes.parts.facade.finish import brickwork
from cavendish.scenes.parts.fittings import centred
from cavendish.scenes.scene import Asset, Material, Mesh, Support

Build = Literal["solid", "walled", "steel"]
Nodes = list[tuple[float, float]]


def stairs(
    width: float,
    steps: int,
    tread: Material,
    body: Material,
    rail: Material,
    build: Build = "solid",
    rise: float = 0.165,
    going: float = 0.3,
    landing: float = 1.2,
    rest: int = 0,
    rails: int = 2,
) -> Asset:
    """Stairs of `steps` steps with a landing at their top; a viewer at -Y walks up them.

    rise, going: of a step; landing: its depth; rest: the step after which there is another landing, 0: none.
    build: solid blocks, steps between low walls, or steel strings with open treads. rails: 0, 1 (right) or 2.
    """
    pieces, a = bag(), width / 2
    y, z = 0.0, 0.0
    treads: list[tuple[float, float, float]] = []  # front, back, top of each
    line: Nodes = [(0.0, rise)]
    for k in range(steps):
        z += rise
        deep = landing if k == steps - 1 or (rest and k == rest - 1) else going
        treads.append((y, y + deep, z))
        if deep == landing:
            line += [(y, z), (y + deep, z)]
            if k < steps - 1:
                line[-1] = (y + deep - going, z)
        y += deep
    end, top = y, z
    lip, thick = 0.025, 0.045
    if build == "steel":
        pieces["tread"].append(boxes([(-a, a, p - 0.02, q + 0.01, h - 0.04, h) for p, q, h in treads], 0.004))
        pieces["nosing"].append(
            boxes([(-a, a, p - 0.022, p + 0.03, h - 0.001, h + 0.003) for p, _, h in treads])
        )
        for s in (-1, 1):
            pieces["body"] += _strings(line, s * a, rise)
        feet = [(s * (a - 0.05), yy) for s in (-1, 1) for yy in (end - 0.1, end - landing + 0.1)]
        pieces["body"].append(
            boxes([(x - 0.05, x + 0.05, yy - 0.05, yy + 0.05, 0.0, top - 0.1) for x, yy in feet], 0.006)
        )
    else:
        w = a if build == "solid" else a - 0.02
        pieces["body"].append(boxes([(-w, w, p, end, h - rise, h - thick) for p, _, h in treads]))
        pieces["tread"].append(
            boxes(
                [
                    (
                        -w - (0.02 if build == "solid" else 0),
                        w + (0.02 if build == "solid" else 0),
                        p - lip,
                        q + 0.02,
                        h - thick,
                        h,
                    )
                    for p, q, h in treads
                ],
                0.008,
            )
        )
        if build == "walled":
            for s in (-1, 1):
                pieces["body"].append(_cheek(line, end, s * (a + 0.11), 0.26, 0.34))
                pieces["tread"].append(_coping(line, end, s * (a + 0.11), 0.34, 0.34))
    shift = a - 0.06 if build != "walled" else a + 0.11
    over = 0.0 if build != "walled" else 0.34
    for s in ((-1, 1) if rails == 2 else (1,))[: rails or None] if rails else ():
        _railing(pieces, line, end, s * shift, over, 0.95 - over * 0.6, build == "steel")
    made = finished(
        pieces,
        {
            "tread": tread,
            "body": body,
            "rail": rail,
            "nosing": materials.plastic((0.8, 0.65, 0.1) if build == "steel" else (0.2, 0.2, 0.2), 0.7),
        },
    )
    word = {"brick": "brick", "concrete": "concrete", "metal": "steel", "paint": "steel"}.get(
        body.kind, "stone"
    )
    shelf = Support((-a + 0.15, a - 0.15), (end - landing + 0.15 - end / 2, end - 0.1 - end / 2), top, 10.0)
    return Asset("stairs", centred(made), {"material": word, "steps": str(steps)}, (shelf,))


def _nodes(line: Nodes, end: float) -> Nodes:
    """The corners of the line along the steps' front edges, from the first to the back of the last landing."""
    return [p for k, p in enumerate(line) if k == 0 or p != line[k - 1]][:-1] + [(end, line[-1][1])]


def _strings(line: Nodes, x: float, rise: float) -> list[Mesh]:
    """Flat steel plates beside the steps."""
    out = []
    nodes = line
    for (y0, z0), (y1, z1) in zip(nodes[:-1], nodes[1:], strict=True):
        low = [(x, y0, max(z0 - rise - 0.08, 0.0)), (x, y1, max(z1 - rise - 0.08, 0.0))]
        out.append(slab([*low, (x, y1, z1 + 0.06), (x, y0, z0 + 0.06)][:: 1 if x > 0 else -1], 0.014))
    return out


def _cheek(line: Nodes, end: float, x: float, thick: float, over: float) -> Mesh:
    """A wall beside the steps, its top `over` above the line of their edges."""
    nodes = _nodes(line, end)
    t = thick / 2
    meshes = []
    for (y0, z0), (y1, z1) in zip(nodes[:-1], nodes[1:], strict=True):
        if y1 - y0 > 1e-6:
            outline = [(x + t, y0, 0.0), (x + t, y1, 0.0), (x + t, y1, z1 + over), (x + t, y0, z0 + over)]
            meshes.append(slab(outline, thick))
    y0, z0 = nodes[0]
    meshes.append(boxes([(x - t - 0.03, x + t + 0.03, y0 - 2 * t - 0.06, y0 + 0.0, 0.0, z0 + over + 0.12)]))
    return merge(meshes)


def _coping(line: Nodes, end: float, x: float, wide: float, over: float) -> Mesh:
    nodes = _nodes(line, end)
    w = wide / 2
    meshes = []
    for (y0, z0), (y1, z1) in zip(nodes[:-1], nodes[1:], strict=True):
        if y1 - y0 > 1e-6:
            outline = [
                (x - w, y0, z0 + over + 0.06),
                (x + w, y0, z0 + over + 0.06),
                (x + w, y1, z1 + over + 0.06),
                (x - w, y1, z1 + over + 0.06),
            ]
            meshes.append(slab(outline, 0.06))
    y0, z0 = nodes[0]
    meshes.append(
        boxes([(x - w - 0.04, x + w + 0.04, y0 - 0.4, y0 + 0.04, z0 + over + 0.12, z0 + over + 0.19)], 0.015)
    )
    return merge(meshes)


def _railing(into: Bag, line: Nodes, end: float, x: float, over: float, height: float, knee: bool) -> None:
    """A handrail over the line of the steps, on posts, with bars or a knee rail."""
    nodes = np.array(_nodes(line, end))
    nodes[0, 0] += 0.05
    path = np.column_stack([np.full(len(nodes), x), nodes[:, 0], nodes[:, 1] + over])
    up = np.array([0, 0, height])
    into["rail"].append(rods(path[:-1] + up, path[1:] + up, 0.024, 10))
    if knee:
        into["rail"].append(rods(path[:-1] + up * 0.5, path[1:] + up * 0.5, 0.014, 8))
    else:
        into["rail"].append(rods(path[:-1] + (0, 0, 0.12), path[1:] + (0, 0, 0.12), 0.012, 8))
    posts, bars = [], []
    for a, b in zip(path[:-1], path[1:], strict=True):
        length = float(np.linalg.norm(b - a))
        share = np.linspace(0, 1, max(round(length / 1.4), 1) + 1)[:, None]
        posts.append(a + (b - a) * share)
        if not knee:
            thin = np.linspace(0, 1, max(round(length / 0.13), 2) + 1)[1:-1, None]
            bars.append(a + (b - a) * thin)
    foot = np.concatenate(posts)
    into["rail"].append(rods(foot - (0, 0, 0.02 + (0.12 if over == 0 else 0.0)), foot + up, 0.019, 10))
    if bars:
        low = np.concatenate(bars)
        into["rail"].append(rods(low + (0, 0, 0.12), low + up, 0.008, 5))


@sampler("stairs")
def stairs_rand(rng: np.random.Generator) -> Asset:
    """Outdoor stairs."""
    builds: tuple[Build, ...] = ("solid", "walled", "steel")
    build = builds[int(rng.choice(3, p=[0.45, 0.35, 0.2]))]
    seed = finishes.seed(rng)
    grey = float(rng.uniform(0.5, 0.66))
    rock = outdoor.stucco((grey, grey * 0.97, grey * 0.92), 0.85, 0.3, 0.5, seed)
    cast = materials.concrete((grey, grey * 0.985, grey * 0.96), seed=seed)
    steel = materials.paint(
        [(0.12, 0.13, 0.14), (0.35, 0.37, 0.38), (0.1, 0.2, 0.16)][int(rng.integers(3))], 0.4, seed=seed
    )
    zinc = materials.metal((0.6, 0.61, 0.62), 0.4, seed=seed)
    body = (
        steel
        if build == "steel"
        else brickwork(rng).material
        if rng.random() < 0.35
        else cast
        if rng.random() < 0.6
        else rock
    )
    tread = (
        (zinc if rng.random() < 0.6 else materials.wood((0.5, 0.4, 0.3), roughness=0.8, seed=seed))
        if build == "steel"
        else rock
        if body.kind == "brick" or rng.random() < 0.5
        else cast
    )
    rail = steel if rng.random() < 0.6 else zinc
    steps = int(rng.integers(5, 19)) if build != "steel" else int(rng.integers(8, 18))
    return stairs(
        rng.uniform(1.0, 1.5) if build == "steel" else rng.uniform(1.3, 4.0),
        steps,
        tread,
        body,
        rail,
        build,
        rng.uniform(0.15, 0.175),
        rng.uniform(0.28, 0.33),
        rng.uniform(1.0, 1.5),
        steps // 2 if steps > 11 else 0,
        2 if build == "steel" else int(rng.choice([0, 1, 2], p=[0.15, 0.2, 0.65])),
    )
