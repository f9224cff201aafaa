# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Views of planes, boxes and balls, cast in NumPy: truth for a study without Blender."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from cavendish.lab.truth import Truth

Array: TypeAlias = npt.NDArray[Any]
Shape: TypeAlias = Callable[[Array, Array], tuple[Array, Array]]
"""(origin (3,), directions (n, 3)) -> distance along each direction (n,), inf for a miss, and normals (n, 3)."""


@dataclass(frozen=True)
class View:
    """Where a camera stands (metres, Z up), how far it looks down (degrees), and how wide (degrees)."""

    place: tuple[float, float, float]
    down: float
    wide: float


def plane(normal: tuple[float, float, float], offset: float) -> Shape:
    """The plane of points whose product with the unit normal is the offset."""

    def cast(origin: Array, directions: Array) -> tuple[Array, Array]:
        n = np.array(normal, float)
        with np.errstate(divide="ignore", invalid="ignore"):
            t = (offset - origin @ n) / (directions @ n)
        return np.where(t > 1e-6, t, np.inf), np.broadcast_to(n, directions.shape)

    return cast


def ball(center: tuple[float, float, float], radius: float) -> Shape:
    """A ball."""

    def cast(origin: Array, directions: Array) -> tuple[Array, Array]:
        gap = origin - np.array(center)
        a, b, c = (directions**2).sum(-1), directions @ gap, gap @ gap - radius**2
        root = b * b - a * c
        t = np.where(root > 0, (-b - np.sqrt(np.maximum(root, 0))) / a, np.inf)
        t = np.where(t > 1e-6, t, np.inf)
        points = gap + np.where(np.isfinite(t), t, 0)[:, None] * directions
        return t, points / radius

    return cast


def box(center: tuple[float, float, float], size: tuple[float, float, float]) -> Shape:
    """A box along the axes."""

    def cast(origin: Array, directions: Array) -> tuple[Array, Array]:
        middle, half = np.array(center), np.array(size) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            near = (middle - half * np.sign(directions) - origin) / directions
            far = (middle + half * np.sign(directions) - origin) / directions
        axis = np.nanargmax(near, axis=-1)
        first, last = np.nanmax(near, axis=-1), np.nanmin(far, axis=-1)
        t = np.where((first < last) & (first > 1e-6), first, np.inf)
        return t, -np.sign(directions) * (np.arange(3) == axis[:, None])

    return cast


def cast(name: str, view: View, shapes: list[Shape], size: int) -> Truth:
    """Cast one ray through the centre of each of size x size pixels; the nearest shape k is instance k + 1."""
    across = (np.arange(size) + 0.5) / size * 2 - 1
    tangent = np.tan(np.radians(view.wide) / 2)
    x, y = np.meshgrid(across * tangent, -across * tangent)
    camera = np.stack([x, y, -np.ones_like(x)], -1).reshape(-1, 3)
    tilt = np.radians(90 - view.down)  # a camera without turn looks straight down; the scene lies along +y
    turn = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    directions, origin = camera @ turn.T, np.array(view.place)
    depth, normals = np.full(len(camera), np.inf), np.full(camera.shape, np.nan)
    instances = np.zeros(len(camera), np.uint32)
    for number, shape in enumerate(shapes, 1):
        t, facing = shape(origin, directions)  # camera rays have z = -1, so t is planar depth
        nearer = t < depth
        depth[nearer], instances[nearer] = t[nearer], number
        seen = facing[nearer]
        normals[nearer] = (
            seen * np.where((seen * directions[nearer]).sum(-1, keepdims=True) > 0, -1, 1) @ turn
        )
    return Truth(
        name,
        name,
        depth.reshape(size, size).astype(np.float32),
        normals.reshape(size, size, 3).astype(np.float32),
        instances.reshape(size, size),
    )


def table(size: int, seed: int = 0) -> Truth:
    """A table top with boxes and balls from a hand's breadth above: 0.3 to 2 m."""
    rng = np.random.default_rng([seed, 1])
    shapes = [plane((0, 0, 1), 0.0), plane((0, 1, 0), 1.75)]
    for _ in range(14):
        x, y, r = rng.uniform(-0.45, 0.45), rng.uniform(0.25, 1.3), rng.uniform(0.03, 0.08)
        if rng.random() < 0.5:
            shapes.append(ball((x, y, r), r))
        else:
            high = rng.uniform(0.04, 0.2)
            shapes.append(box((x, y, high / 2), (1.6 * r, 2.2 * r, high)))
    return cast("table", View((0, -0.05, 0.36), 34, 66), shapes, size)


def room(size: int, seed: int = 0) -> Truth:
    """A room with furniture-like boxes and balls: 1 to 8 m."""
    rng = np.random.default_rng([seed, 2])
    shapes = [plane((0, 0, 1), 0), plane((0, 0, 1), 2.7), plane((1, 0, 0), -2.6), plane((1, 0, 0), 2.6)]
    shapes.append(plane((0, 1, 0), 8))
    shapes.append(box((0.55, 1.4, 0.45), (0.4, 0.4, 0.9)))
    for _ in range(16):
        wide, deep, high = rng.uniform(0.3, 1.2), rng.uniform(0.3, 0.9), rng.uniform(0.3, 1.7)
        x, y = rng.choice([-1, 1]) * rng.uniform(0.8, 2.4), rng.uniform(1.9, 7.5)
        shapes.append(box((x, y, high / 2), (wide, deep, high)))
        if rng.random() < 0.4:
            shapes.append(ball((x, y, high + 0.14), 0.14))
    return cast("room", View((0, 0.2, 1.35), 10, 70), shapes, size)


def street(size: int, seed: int = 0) -> Truth:
    """A street between houses, with cars and trees, under the sky (infinite): 2 to 200 m."""
    rng = np.random.default_rng([seed, 3])
    shapes: list[Shape] = []
    for side in (-1, 1):
        y = 4.0
        while y < 200:
            long, high, back = rng.uniform(8, 18), rng.uniform(5, 16), rng.uniform(0, 2)
            shapes.append(box((side * (13 + back), y + long / 2, high / 2), (10, long, high)))
            y += long + rng.choice([0, 0, 3])
        for y in np.arange(5, 120, 11) + rng.uniform(-2, 2, 11):
            if rng.random() < 0.6:
                shapes.append(box((side * 3.6, y, 0.75), (1.8, 4.3, 1.5)))
            else:
                shapes.append(box((side * 6.2, y, 1.4), (0.3, 0.3, 2.8)))
                shapes.append(ball((side * 6.2, y, 3.8), rng.uniform(1.0, 1.7)))
    ground = plane((0, 0, 1), 0.0)

    def near_ground(origin: Array, directions: Array) -> tuple[Array, Array]:
        t, normals = ground(origin, directions)
        return np.where(t < 200, t, np.inf), normals

    return cast("street", View((0, 0, 1.6), 1, 74), [near_ground, *shapes], size)


SYNTHETIC: dict[str, Callable[[int], Truth]] = {"table": table, "room": room, "street": street}
"""The views, by name: functions of the side in pixels."""
