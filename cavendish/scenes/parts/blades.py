# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Thin living sheets: blades of grass, petals, the leaves on a clipped surface. Metres."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.parts.branches import UP, Rng, Stems, leaves, unit
from cavendish.scenes.scene import Float, Mesh


def ribbons(stems: Stems, face: Float, width: Float, profile: Float, cup: float = 0.0) -> Mesh:
    """Sheets along lines: one for each stem. Smooth shaded; the upper side is the front.

    face: (N, 3), about where the upper sides look; width: (N,) metres; profile: (K,) widths from foot to tip in parts
    of it; cup: how far the rims stand up, in parts of the half width. UVs: U along, V across.
    """
    points = stems.points
    count, steps = points.shape[:2]
    tangent = unit(np.gradient(points, axis=1))
    side = unit(np.cross(tangent, face[:, None, :]))
    up = np.cross(side, tangent)
    half = (width[:, None] * np.maximum(profile, 0.02) / 2)[..., None]
    columns = (-1.0, 0.0, 1.0) if cup else (-1.0, 1.0)
    across = np.stack([points + half * (v * side + cup * abs(v) * up) for v in columns], axis=2)
    tilt = np.arctan(cup)
    normal = np.stack([np.cos(v * tilt) * up - np.sin(v * tilt) * side for v in columns], axis=2)
    wide = len(columns)
    index = np.arange(steps * wide).reshape(steps, wide)
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    one = np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])
    faces = (one[None] + steps * wide * np.arange(count)[:, None, None]).reshape(-1, 3)
    length = np.linalg.norm(np.diff(points, axis=1), axis=-1)
    u = np.concatenate([np.zeros((count, 1)), np.cumsum(length, axis=1)], axis=1)[..., None]
    v = half * np.array(columns)
    uv = np.stack(np.broadcast_arrays(u, v), axis=-1) + np.arange(count)[:, None, None, None] * 0.37
    return Mesh(
        across.reshape(-1, 3).astype(np.float32),
        faces.astype(np.int32),
        unit(normal).reshape(-1, 3).astype(np.float32),
        uv.reshape(-1, 2)[faces].astype(np.float32),
    )


def rosette(
    rng: Rng, head: Float, axis: Float, count: int, length: Float, rise: float, bend: float, steps: int = 4
) -> tuple[Stems, Float]:
    """Lines of `count` petals round each head (H, 3) with axis (H, 3), and where their upper sides look.

    length: (H,) metres; rise: their elevation over the head's plane where they start, radians; bend: how much that
    grows up to their tips, radians (negative: they hang).
    """
    side = unit(np.cross(axis, np.where(np.abs(axis[:, 2:]) > 0.9, [1.0, 0.0, 0.0], UP)))
    other = np.cross(axis, side)
    turn = np.arange(count) * 2 * np.pi / count + rng.normal(0, 0.12, (len(head), count))
    turn = (turn + rng.uniform(0, 6, (len(head), 1)))[..., None]
    out = np.cos(turn) * side[:, None] + np.sin(turn) * other[:, None]
    up = np.broadcast_to(axis[:, None], out.shape)
    start = rise + rng.normal(0, 0.08, turn.shape)
    step = (length[:, None, None] * rng.uniform(0.88, 1.08, turn.shape)) / (steps - 1)
    points = [np.broadcast_to(head[:, None], out.shape)]
    for k in range(steps - 1):
        angle = start + bend * (k + 0.5) / (steps - 1)
        points.append(points[-1] + step * (np.cos(angle) * out + np.sin(angle) * up))
    line = np.stack(points, axis=2).reshape(-1, steps, 3)
    face = np.cos(start + bend / 2) * up - np.sin(start + bend / 2) * out
    return Stems(line, np.ones(line.shape[:2])), face.reshape(-1, 3)


def leafy(
    rng: Rng, points: Float, normals: Float, size: tuple[float, float], rough: float = 0.6, tips: int = 1
) -> Mesh:
    """Leaves at points (L, 3) of a surface with normals (L, 3), about as a clipped plant bears them, shingled."""
    around = rng.normal(0, 1, points.shape)
    flat = unit(around - np.sum(around * normals, axis=1, keepdims=True) * normals)
    way = flat + normals * rng.uniform(0.05, 0.9, (len(points), 1))
    face = normals + rough * rng.normal(0, 1, points.shape) + 0.3 * UP
    grown = rng.uniform(0.7, 1.25, len(points))
    return leaves(rng, points, way, face, size[0] * grown, size[1] * grown, 0.3, tips)
