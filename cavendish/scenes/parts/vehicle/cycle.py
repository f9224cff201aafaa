# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What bicycles and motorcycles share: tyres, rims and spokes, mudguards, lofted bodies, a steering axis. Axles are X."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.geometry import Vector, curve, lathe, merge, placed, sheet, tube, turned
from cavendish.scenes.parts.fittings import loft, ring_of, volume
from cavendish.scenes.scene import Float, Mesh


def tyre(radius: float, width: float, tall: float, sides: int = 44, across: int = 5) -> Mesh:
    """A round tyre about X; radius: outside; tall: from the rim to the tread."""
    turn = np.linspace(-0.62 * np.pi, 0.62 * np.pi, across * 2 + 1)
    middle = radius - tall / 2
    profile = np.column_stack([middle + tall / 2 * np.cos(turn), width / 2 * np.sin(turn)])
    return turned(lathe(profile, sides, 1.2), "y", np.pi / 2)


def rim(radius: float, width: float, deep: float, sides: int = 40) -> Mesh:
    """A rim about X of that outer radius; deep: of its section."""
    w = width / 2
    outline = [
        (radius, -w),
        (radius, w),
        (radius - deep * 0.6, w),
        (radius - deep, w * 0.35),
        (radius - deep, -w * 0.35),
    ]
    outline += [(radius - deep * 0.6, -w), (radius, -w)]
    return turned(lathe(outline, sides, 0.4), "y", np.pi / 2)


def spokes(outer: float, hub: float, half: float, count: int, radius: float = 0.0013) -> Mesh:
    """Wire spokes from the flanges of a hub (radius hub, at x = +-half) to a rim of radius `outer`, crossed in pairs."""
    wires = []
    for k in range(4):
        side, way = (1 if k % 2 else -1), (1 if k < 2 else -1)
        start = k * 2 * np.pi / count
        lead = start + way * 1.1
        a = (side * half, hub * np.cos(lead), hub * np.sin(lead))
        b = (0.0, outer * np.cos(start), outer * np.sin(start))
        wires.append(tube([a, b], radius, 3, caps=False))
    made = merge(wires)
    turns = count // 4
    return merge([turned(made, "x", j * 2 * np.pi / turns) for j in range(turns)])


def cast_spokes(outer: float, hub: float, wide: float, thick: float, count: int) -> list[Mesh]:
    """Cast spokes about X."""
    rings = []
    for share, scale in ((0.0, 1.0), (0.5, 0.62), (1.0, 0.85)):
        at = hub + (outer - hub) * share
        w, t = wide * scale / 2, thick * (1 - 0.25 * share) / 2
        rings.append([(at, -w, -t), (at, w, -t), (at, w * 0.8, t), (at, -w * 0.8, t)])
    mesh = loft(np.array(rings), crease=0.5)
    if volume(mesh) < 0:
        mesh = loft(np.array(rings)[:, ::-1], crease=0.5)
    return [turned(piece, "y", np.pi / 2) for piece in ring_of(mesh, count)]


def mudguard(radius: float, width: float, start: float, stop: float, axle: Vector, bow: float = 0.35) -> Mesh:
    """A guard over a wheel: an arc about its axle from angle start to stop, radians from -Y over +Z.

    bow: how much its edges come down, in parts of the width.
    """
    axle = np.asarray(axle, float)
    turn = np.linspace(start, stop, max(int(abs(stop - start) / 0.13), 4))
    share = np.linspace(-1, 1, 7)
    r = radius - bow * width * share**2 * 0.5
    x = np.broadcast_to(share * width / 2, (len(turn), len(share)))
    y = -np.cos(turn)[:, None] * r
    z = np.sin(turn)[:, None] * r
    return sheet(np.stack([x, y, z], axis=-1)[::-1] + axle, 0.0025)


def body(
    stations: Sequence[tuple[float, float, float, float, float]], count: int = 24, crease: float = 1.1
) -> Mesh:
    """A closed body along Y: stations (y, width, low z, high z, power) of superellipses, from front to back."""
    turn = np.arange(count) / count * 2 * np.pi
    c, s = np.cos(turn), np.sin(turn)
    rings = []
    for y, wide, low, high, power in stations:
        x = np.sign(c) * np.abs(c) ** (2 / power) * wide / 2
        z = (low + high) / 2 + np.sign(s) * np.abs(s) ** (2 / power) * (high - low) / 2
        rings.append(np.column_stack([x, np.full(count, y), z]))
    mesh = loft(np.array(rings), crease=crease)
    return mesh if volume(mesh) > 0 else loft(np.array(rings)[:, ::-1], crease=crease)


def smooth_body(
    stations: Sequence[tuple[float, float, float, float, float]], steps: int = 3, count: int = 24
) -> Mesh:
    """As `body`, the stations joined by smooth curves."""
    line = curve(np.asarray(stations, float), steps)
    line[:, 1] = np.maximum(line[:, 1], 0.004)
    line[:, 3] = np.maximum(line[:, 3], line[:, 2] + 0.004)
    return body([(float(a), float(b), float(c), float(d), float(e)) for a, b, c, d, e in line], count)


def about(origin: Vector, axis: Vector, angle: float) -> Float:
    """A (4, 4) turn by radians about a line through `origin` along `axis`."""
    origin, axis = np.asarray(origin, float), np.asarray(axis, float)
    x, y, z = axis / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    pose = np.eye(4)
    pose[:3, :3] = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    pose[:3, 3] = origin - pose[:3, :3] @ origin
    return pose


def steered(meshes: dict[str, list[Mesh]], pose: Float) -> dict[str, list[Mesh]]:
    """All the meshes under a pose."""
    return {name: [placed(mesh, pose) for mesh in group] for name, group in meshes.items()}
