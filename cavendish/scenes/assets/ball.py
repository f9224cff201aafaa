# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Balls: football, basketball, tennis ball, beach ball, plain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import grounded, lathe, merge, placed, rotation, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Float, Material, Mesh

Game = Literal["football", "basketball", "tennis", "beach", "plain"]


def ball(radius: float, game: Game, skins: Sequence[Material], pose: Float | None = None) -> Asset:
    """A ball on z = 0. radius: metres; pose: a rotation (4, 4); skins: the materials it needs.

    football: (pentagons, hexagons); basketball and tennis: (skin, seams); beach: its gores in turn; plain:
    (skin,).
    """
    groups: list[list[Mesh]] = [[] for _ in skins]
    if game == "football":
        pentagons, hexagons = _football(radius)
        groups[0], groups[1] = [pentagons], [hexagons]
    elif game == "beach":
        count = 6
        polar = np.linspace(-np.pi / 2, np.pi / 2, 17)
        for k in range(count):
            turn = np.linspace(0, 2 * np.pi / count, 7) + 2 * np.pi * k / count
            groups[k % len(skins)].append(_patch(radius, polar, turn))
    else:
        polar = np.linspace(-np.pi / 2, np.pi / 2, 25)
        groups[0] = [lathe(np.stack([radius * np.cos(polar), radius * np.sin(polar)], 1), 40)]
        if game != "plain":
            groups[1] = _seams(radius, game)
    pose = np.eye(4) if pose is None else pose
    turned = [placed(merge(group), pose) for group in groups]
    # A ball touches the ground with its lowest vertex.
    pieces = parts(*[([mesh], skin) for mesh, skin in zip(grounded(turned), skins, strict=True)])
    return Asset("ball", pieces, {"material": skins[0].kind, "game": game})


def _patch(radius: float, polar: Float, turn: Float) -> Mesh:
    """A part of a sphere between two meridians."""
    p, t = np.meshgrid(polar, turn, indexing="ij")
    unit = np.stack([np.cos(p) * np.cos(t), np.cos(p) * np.sin(t), np.sin(p)], axis=-1).reshape(-1, 3)
    index = np.arange(len(unit)).reshape(p.shape)
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    lower, upper = np.stack([a, b, c], -1)[1:].reshape(-1, 3), np.stack([a, c, d], -1)[:-1].reshape(-1, 3)
    faces = np.concatenate([lower, upper]).astype(np.int32)
    uv = (np.stack([p, t], axis=-1).reshape(-1, 2) * radius)[faces].astype(np.float32)
    return Mesh((unit * radius).astype(np.float32), faces, unit.astype(np.float32), uv)


def _seams(radius: float, game: Game) -> list[Mesh]:
    """The grooves of a basketball (two rings, two bows), or the one line of a tennis ball."""
    turn = np.linspace(0, 2 * np.pi, 61)[:-1]
    c, s, zero = np.cos(turn), np.sin(turn), 0 * turn
    if game == "tennis":
        a, b = 0.75, 0.25
        curve = np.stack(
            [
                a * c + b * np.cos(3 * turn),
                a * s - b * np.sin(3 * turn),
                2 * np.sqrt(a * b) * np.sin(2 * turn),
            ],
            axis=1,
        )
        paths, thick = [curve], radius * 0.045
    else:
        bow = np.stack([0.62 + 0.16 * np.cos(2 * turn), 0.8 * c, 0.8 * s], axis=1)
        paths = [np.stack([c, s, zero], 1), np.stack([c, zero, s], 1), bow, bow * (-1, 1, 1)]
        thick = radius * 0.022
    out = []
    for path in paths:
        path = path / np.linalg.norm(path, axis=1, keepdims=True) * (radius - thick * 0.72)
        out.append(tube(path, thick, sides=6, closed=True))
    return out


def _football(radius: float) -> tuple[Mesh, Mesh]:
    """The twelve pentagons and twenty hexagons of a classic football, each bulging between its seams."""
    g = (1 + np.sqrt(5)) / 2
    corners = np.array([(0, s, t * g) for s in (-1, 1) for t in (-1, 1)], float)
    corners = np.concatenate([corners, corners[:, [2, 0, 1]], corners[:, [1, 2, 0]]])
    near = np.abs(np.linalg.norm(corners[:, None] - corners[None], axis=2) - 2) < 1e-6
    panels: tuple[list[Float], list[Float]] = ([], [])
    for k in range(12):
        panels[0].append(np.array([corners[k] * 2 / 3 + corners[j] / 3 for j in np.nonzero(near[k])[0]]))
        for i in range(k + 1, 12):
            for j in range(i + 1, 12):
                if near[k, i] and near[k, j] and near[i, j]:
                    trio = [(a, b) for a in (k, i, j) for b in (k, i, j) if a != b]
                    panels[1].append(np.array([corners[a] * 2 / 3 + corners[b] / 3 for a, b in trio]))
    n = 4
    spots = [(i, j) for i in range(n + 1) for j in range(n + 1 - i)]
    number = {spot: k for k, spot in enumerate(spots)}
    small = [(number[i, j], number[i + 1, j], number[i, j + 1]) for i in range(n) for j in range(n - i)]
    small += [
        (number[i + 1, j], number[i + 1, j + 1], number[i, j + 1]) for i in range(n) for j in range(n - 1 - i)
    ]
    weights = np.array([(n - i - j, i, j) for i, j in spots]) / n
    result = []
    for group in panels:
        meshes = []
        for ring in group:
            middle = ring.mean(axis=0)
            out = middle / np.linalg.norm(middle)
            first = ring[0] - middle
            second = np.cross(out, first)
            ring = ring[np.argsort(np.arctan2((ring - middle) @ second, (ring - middle) @ first))]
            fans = np.stack([np.broadcast_to(middle, ring.shape), ring, np.roll(ring, -1, axis=0)], axis=1)
            unit = np.einsum("sk,fkd->fsd", weights, fans)
            unit /= np.linalg.norm(unit, axis=-1, keepdims=True)
            dent = 1 - 0.014 * (1 - np.minimum(weights[:, 0] * 4, 1)) ** 2
            points = (unit * dent[None, :, None] * radius).reshape(-1, 3)
            faces = (np.array(small)[None] + len(spots) * np.arange(len(fans))[:, None, None]).reshape(-1, 3)
            uv = np.stack([points @ first, points @ second], axis=1)[faces]
            normals = unit.reshape(-1, 3).astype(np.float32)
            meshes.append(
                Mesh(points.astype(np.float32), faces.astype(np.int32), normals, uv.astype(np.float32))
            )
        result.append(merge(meshes))
    return result[0], result[1]


@sampler("ball")
def ball_rand(rng: np.random.Generator) -> Asset:
    """A ball to play with, 6 to 40 cm across."""
    games: tuple[Game, ...] = ("football", "basketball", "tennis", "beach", "plain")
    game = games[int(rng.choice(5, p=[0.3, 0.25, 0.1, 0.15, 0.2]))]
    light = materials.plastic((0.93, 0.93, 0.92), 0.3, seed=finishes.seed(rng))
    dark = materials.plastic((0.06, 0.06, 0.065), 0.35, seed=finishes.seed(rng))
    strong = materials.plastic(
        finishes.hsv(rng.random(), rng.uniform(0.6, 0.95), rng.uniform(0.5, 0.95)), 0.3
    )
    skins: Sequence[Material]
    if game == "football":
        skins, radius = (dark if rng.random() < 0.7 else strong, light), rng.uniform(0.095, 0.112)
    elif game == "basketball":
        orange = materials.leather((0.78, float(rng.uniform(0.33, 0.42)), 0.16), 0.6, grain=0.003)
        skins, radius = (orange, dark), rng.uniform(0.112, 0.122)
    elif game == "tennis":
        skins, radius = (
            (materials.carpet((0.78, 0.86, 0.22), pile=0.0015), light),
            rng.uniform(0.0325, 0.0335),
        )
    elif game == "beach":
        other = materials.plastic(finishes.hsv(rng.random(), 0.85, 0.9), 0.3)
        skins, radius = (strong, light, other), rng.uniform(0.14, 0.2)
    else:
        skins, radius = (strong,), rng.uniform(0.06, 0.13)
    pose = (
        rotation("z", rng.uniform(0, 6.28))
        @ rotation("x", rng.uniform(0, 6.28))
        @ rotation("y", rng.uniform(0, 6.28))
    )
    return ball(float(radius), game, skins, pose)
