# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Palms: a ringed trunk, and feathers or fans at its top."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.parts.branches import GOLDEN, UP, Rng, Shoots, Stems, leaves, strands, tubes, unit
from cavendish.scenes.scene import Float, Mesh


def palm(
    rng: Rng, height: float, frond: float, fan: bool, count: int
) -> tuple[list[Mesh], list[Mesh], list[Mesh]]:
    """Wood, living fronds and dry ones. frond: its length, metres; fan: round leaves on stalks, else feathers."""
    top = height - 0.42 * frond
    trunk, head = _trunk(rng, top, float(np.clip(0.035 * height, 0.12, 0.3)))
    order = np.arange(count)
    azimuth = GOLDEN * order + rng.normal(0, 0.15, count)
    rise = np.interp(order / count, [0, 0.5, 1], [1.35, 0.75, -0.15]) + rng.normal(0, 0.1, count)
    length = frond * rng.uniform(0.85, 1.05, count) * np.interp(order / count, [0, 0.3, 1], [0.75, 1, 0.95])
    foot = head + 0.08 * np.stack([np.cos(azimuth), np.sin(azimuth), 0 * azimuth], axis=1) * [1, 1, 0]
    green = [
        _feather(rng, foot, azimuth, rise, length)
        if not fan
        else _fan(rng, foot, azimuth, rise, length * 0.8)
    ]
    dry = []
    if fan or rng.random() < 0.5:
        few = 14 if fan else 5
        turn = GOLDEN * np.arange(few, dtype=np.float64) + 1.0
        low = head + np.stack(
            [0.1 * np.cos(turn), 0.1 * np.sin(turn), (0.3 if fan else -0.1) - 0.3 * rng.random(few)], axis=1
        )
        down = rng.uniform(-1.25, -0.85, few)
        make = _fan if fan else _feather
        dry.append(make(rng, low, turn, down, np.full(few, 0.62 * frond)))
    wood = [trunk]
    for group in (green, dry):
        wood += [m for pair in group for m in pair[0]]
    return wood, [m for pair in green for m in pair[1]], [m for pair in dry for m in pair[1]]


def _trunk(rng: Rng, top: float, radius: float) -> tuple[Mesh, Float]:
    """A trunk with the rings of old leaves, and the middle of its head, (3,)."""
    rings = int(np.clip(top / 0.14, 16, 60))
    t = np.linspace(0, 1, 2 * rings + 1)
    lean, turn = rng.uniform(0.0, 0.16) * top, rng.uniform(0, 2 * np.pi)
    out = lean * np.sin(t * np.pi / 2) ** 1.6
    points = np.stack([out * np.cos(turn), out * np.sin(turn), top * t], axis=1)
    swell = 0.72 + 0.5 * np.exp(-t * top / 0.5) + 0.1 * np.exp(-(1 - t) * top / 0.4)
    notch = np.where(np.arange(len(t)) % 2, 1.05, 0.94)
    bore = radius * swell * notch * rng.uniform(0.96, 1.04, len(t))
    mesh = tubes(Stems(points[None], bore[None]), 14)
    return mesh, points[-1]


def _stalks(
    rng: Rng, foot: Float, azimuth: Float, rise: Float, length: Float, steps: int, sag: float
) -> Stems:
    way = np.stack([np.cos(azimuth) * np.cos(rise), np.sin(azimuth) * np.cos(rise), np.sin(rise)], axis=1)
    return strands(
        rng, foot, way, length, 0.012 * length, Shoots(1, lift=-sag, wander=0.12, taper=0.15, steps=steps)
    )


def _feather(
    rng: Rng, foot: Float, azimuth: Float, rise: Float, length: Float
) -> tuple[list[Mesh], list[Mesh]]:
    """Arching ribs with leaflets at both sides."""
    ribs = _stalks(rng, foot, azimuth, rise, length, 9, 1.5)
    pairs = 34
    at = np.broadcast_to(np.linspace(0.14, 0.99, pairs), (len(foot), pairs))
    start, tangent, _ = ribs.at(at)
    side = unit(np.cross(tangent, UP))
    over = np.cross(side, tangent)
    long = length[:, None] * 0.24 * np.sin(np.pi * (0.16 + 0.78 * at)) * rng.uniform(0.9, 1.1, at.shape)
    found = []
    for hand in (-1.0, 1.0):
        sweep = (1.15 - 0.7 * at + rng.normal(0, 0.08, at.shape))[..., None]
        way = np.cos(sweep) * tangent + np.sin(sweep) * (hand * side + 0.3 * over) - 0.25 * UP
        found.append((start, way, over + 0.5 * hand * side, long))
    a, b, c, d = (np.concatenate([f[k].reshape(-1, *f[k].shape[2:]) for f in found]) for k in range(4))
    return [tubes(ribs, 4)], [leaves(rng, a, b, c, d, 0.1 * d + 0.012, 0.3, tips=2)]


def _fan(rng: Rng, foot: Float, azimuth: Float, rise: Float, length: Float) -> tuple[list[Mesh], list[Mesh]]:
    """Stalks with a round fan of blades at the end."""
    stalks = _stalks(rng, foot, azimuth, rise, length * 0.6, 5, 0.5)
    end, tangent, _ = stalks.at(np.ones((len(foot), 1)))
    blades = 22
    turn = np.linspace(-2.3, 2.3, blades)[None, :, None]
    side = unit(np.cross(tangent, UP))
    over = np.cross(side, tangent)
    way = (
        np.cos(turn) * tangent
        + np.sin(turn) * side
        - 0.22 * UP
        + 0.1 * rng.normal(0, 1, (len(foot), blades, 3))
    )
    long = (
        length[:, None]
        * 0.46
        * (0.75 + 0.25 * np.cos(turn[..., 0]))
        * rng.uniform(0.9, 1.1, (len(foot), blades))
    )
    at = np.broadcast_to(end, way.shape).reshape(-1, 3)
    face = np.broadcast_to(over, way.shape).reshape(-1, 3)
    d = long.reshape(-1)
    return [tubes(stalks, 4)], [leaves(rng, at, way.reshape(-1, 3), face, d, 0.13 * d, 0.3, tips=2)]
