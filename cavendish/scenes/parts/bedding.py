# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Covers of a bed: a duvet with folds that hangs over its sides, and cloths folded across it. Metres."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from cavendish.scenes.geometry import bend, with_box_uvs
from cavendish.scenes.parts.fittings import loft, smoothed
from cavendish.scenes.scene import Float, Mesh


def duvet(
    width: float, length: float, top: float, drop: float, plump: float, bare: float, seed: int, tucked: bool
) -> Mesh:
    """The cover over the bed's foot and sides.

    Rows run from the middle line to the hem, columns along the hem.
    """
    rng = np.random.default_rng(seed)
    half, head, corner = width / 2 + 0.012, length / 2 - bare, 0.13
    r = plump + 0.015
    foot = -length / 2 + (r + 0.006 if tucked else -0.012)
    arc = np.linspace(0, np.pi / 2, 8)
    left = [(-half, y) for y in np.linspace(head, foot + corner, 40)[:-1]]
    bend_left = [(-half + corner - corner * np.cos(t), foot + corner - corner * np.sin(t)) for t in arc]
    across = [(x, foot) for x in np.linspace(-half + corner, half - corner, int(width / 0.04))[1:-1]]
    half_line = np.array(left + bend_left)
    line = np.vstack([half_line, np.array(across), (half_line * (-1, 1))[::-1]])
    n = len(line)
    way = np.gradient(line, axis=0)
    out = np.column_stack([way[:, 1], -way[:, 0]])
    out /= -np.linalg.norm(out, axis=1, keepdims=True)
    out *= np.sign(np.sum(out * (line - (0, (head + foot) / 2)), axis=1, keepdims=True))
    spine = np.column_stack([np.zeros(n), np.clip(line[:, 1], foot + half * 0.9, head)])
    run = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    inner = 18
    rows: list[Float] = []
    rim = np.clip((head - line[:, 1]) / 0.10, 0, 1)  # the upper end is thin where it begins
    thin = 0.25 + 0.75 * np.sqrt(rim * (2 - rim))
    for share in np.linspace(0, 1, inner):
        flat = spine + (line - spine) * share
        rows.append(np.column_stack([flat, np.full(n, top + 0.014 + plump)]))
    for t in np.linspace(0, np.pi / 2, 5)[1:]:
        rows.append(
            np.column_stack(
                [line + out * r * np.sin(t), np.full(n, top + 0.014 + plump - r * (1 - np.cos(t)))]
            )
        )
    hang = max(drop - r, 0.05)
    foot_side = np.clip(-out[:, 1], 0, 1) if tucked else np.zeros(n)
    wave = sum(np.sin(run * k + p) for k, p in zip(rng.uniform(9, 26, 4), rng.uniform(0, 7, 4), strict=True))
    for t in np.linspace(0, 1, 9)[1:]:
        sway = (0.011 * np.asarray(wave) * t**1.2 + 0.02 * t) * (1 - foot_side) - 0.02 * foot_side
        hem = 0.012 * np.sin(run * 2.3 + 1.0) * t
        z = top + 0.014 + plump - r - (hang + hem) * t * (1 - 0.55 * foot_side)
        rows.append(np.column_stack([line + out * (r + sway)[:, None], z]))
    last = rows[-1]
    for depth, fall in ((0.006, 0.008), (0.018, 0.010), (0.030, 0.002)):  # the hem's thickness, curling in
        rows.append(last - np.column_stack([out * depth, np.full(n, fall)]))
    points = np.array(rows)
    flat = points[..., :2].reshape(-1, 2)
    relief = _relief(flat, rng, width, length, int(9 + 5 * width)).reshape(points.shape[:2])
    weight = np.concatenate(
        [np.ones(inner), np.linspace(0.8, 0.15, 4), np.full(len(points) - inner - 4, 0.0)]
    )
    points[..., 2] += relief * weight[:, None]
    ease = np.clip((head - points[..., 1]) / 0.05, 0, 1)
    points[:inner, :, 2] -= plump * (1 - np.sqrt(ease * (2 - ease)))[:inner]
    points[inner:, :, :2] -= (out * ((1 - thin) * plump * 0.6)[:, None])[None]
    m = len(points)
    index = np.arange(m * n).reshape(m, n)
    quads = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1).reshape(-1, 4)
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    vertices = points.reshape(-1, 3)
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    faces = faces[np.linalg.norm(np.cross(b - a, c - a), axis=1) > 1e-9]
    mesh = with_box_uvs(Mesh(vertices.astype(np.float32), faces.astype(np.int32)), grain=1)
    return smoothed(mesh, crease=1.4)


def band(
    width: float, top: float, drop: float, plump: float, y: float, wide: float, thick: float, seed: int
) -> Mesh:
    """A folded cloth across the bed over the duvet, hanging over both sides.

    y: of its middle; wide: along the bed.
    """
    rng = np.random.default_rng(seed)
    half, r = width / 2 + 0.012 + plump + 0.012, plump + 0.03
    z = top + 0.014 + plump + 0.012
    path = np.array(
        bend([(-half, 0, z - drop), (-half, 0, z), (half, 0, z), (half, 0, z - drop)], r + 0.02, 7)
    )
    dense = [path[0]]
    for p, q in pairwise(path):
        steps = max(int(np.linalg.norm(q - p) / 0.065), 1)
        dense += [p + (q - p) * (k + 1) / steps for k in range(steps)]
    line = np.array(dense)
    way = np.gradient(line, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    out = np.column_stack([-way[:, 2], way[:, 1], way[:, 0]])
    across = np.linspace(-1, 1, 15)
    lip = np.sqrt(np.clip(1 - (np.abs(across) / 1.0) ** 8, 0, 1))
    section = np.concatenate(
        [
            np.column_stack([across * wide / 2, lip * thick]),
            np.column_stack([across[-2:0:-1] * wide / 2, 0 * lip[-2:0:-1] - 0.006]),
        ]
    )
    rings = []
    run = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    drift = 0.025 * np.sin(run * rng.uniform(1, 2.5) + rng.uniform(0, 6)) + 0.008 * np.sin(
        run * 6 + rng.uniform(0, 6)
    )
    phases = rng.uniform(0, 2 * np.pi, 4)
    for k in range(len(line)):
        ys = y + section[:, 0] + drift[k] * (1 + 0.5 * np.sin(section[:, 0] * 5))
        fold = 0.006 * np.sin(ys * 23 + run[k] * 3 + phases[0]) + 0.005 * np.sin(
            ys * 41 - run[k] * 5 + phases[1]
        )
        lift = section[:, 1] + np.where(section[:, 1] > 0, np.abs(fold) * 1.2, 0) + 0.012
        rings.append(np.column_stack([line[k, 0] + out[k, 0] * lift, ys, line[k, 2] + out[k, 2] * lift]))
    return loft(np.array(rings)[:, ::-1], crease=1.4, grain=0)


def _relief(points: Float, rng: np.random.Generator, width: float, length: float, count: int) -> Float:
    """Height of the folds of a cover at points (N, 2), about 0 to 0.03 m: broad swells and some ridges."""
    swell = np.zeros(len(points))
    for _ in range(7):
        way, phase = rng.normal(0, 1, 2) * rng.uniform(3, 9), rng.uniform(0, 2 * np.pi)
        swell += 0.0035 * np.sin(points @ way + phase)
    for x, y, c, s, span, wide, high in _ridges(
        rng, count, np.array([-width / 2, -length / 2]), np.array([width / 2, length / 2])
    ):
        d = points - (x, y)
        along = d @ (c, s)
        across = d @ (-s, c) + 0.06 * np.sin(along * 7 + x * 9)
        swell += high * np.exp(-((along / span) ** 2) - (across / wide) ** 2)
    return swell


def _ridges(rng: np.random.Generator, count: int, low: Float, high: Float) -> Float:
    start = rng.uniform(low, high, (count, 2))
    angle = rng.uniform(0, np.pi, count)
    span = rng.uniform(0.15, 0.55, count)
    return np.column_stack(
        [
            start,
            np.cos(angle),
            np.sin(angle),
            span,
            rng.uniform(0.025, 0.05, count),
            rng.uniform(0.006, 0.02, count),
        ]
    )
