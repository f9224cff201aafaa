# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where on an asset smaller things may stand: level rectangles, with the room above them."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree

from cavendish.render.blender.infinigen.clean import points

LEVEL = 0.995  # the least upward part of a face's normal
STEP = 0.004  # metres between two levels
LOW = 0.06  # metres that a thing needs above the shelf
OPEN = 10.0  # the headroom where nothing is above
BESIDE = 6  # rectangles of one level
MOST = 16


def shelves(mesh: bpy.types.Mesh, least: float) -> list[dict[str, Any]]:
    """The largest level rectangles of a mesh, at least `least` metres on each side, from low to high."""
    mesh.calc_loop_triangles()
    where = points(mesh)
    flat = np.empty(3 * len(mesh.loop_triangles), np.int32)
    mesh.loop_triangles.foreach_get("vertices", flat)
    corners = solid = where[flat.reshape(-1, 3)].astype(float)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(normal, axis=1) / 2
    keep = np.abs(normal[:, 2] / np.maximum(2 * area, 1e-12)) > LEVEL  # an underside has no room above it
    corners, area, height = corners[keep], area[keep], corners[keep][:, :, 2].mean(1)
    above = BVHTree.FromPolygons([tuple(map(float, p)) for p in where], flat.reshape(-1, 3).tolist())
    low, high = where[:, :2].min(0).astype(float), where[:, :2].max(0).astype(float)
    long, short = float((high - low).max()), float((high - low).min())
    cell = min(max(short / 24, long / 200), long / 48)
    found: list[dict[str, Any]] = []
    for level in _levels(height, area, least * least):
        near = np.abs(height - level) < STEP
        top = float(np.median(height[near]))
        covered = _covered(corners[near][:, :, :2], low, high, cell)
        for rise in (0.25 * LOW, 0.75 * LOW):
            covered &= ~_crossed(solid, top + rise, low, cell, covered.shape)
        room = _room(covered, low, cell, top, above)
        free = covered & (room >= LOW)
        for _ in range(BESIDE):
            side = _rectangle(free)
            if side is None:
                break
            x0, x1, y0, y1 = side
            span_x = (low[0] + x0 * cell, low[0] + x1 * cell)
            span_y = (low[1] + y0 * cell, low[1] + y1 * cell)
            if min(span_x[1] - span_x[0], span_y[1] - span_y[0]) < least:
                break
            headroom = float(room[x0:x1, y0:y1].min())
            if headroom == OPEN or _open(above, span_x, span_y, top + min(headroom / 2, 0.15)):
                found.append(
                    {
                        "x": [round(float(v), 4) for v in span_x],
                        "y": [round(float(v), 4) for v in span_y],
                        "z": round(top, 4),
                        "headroom": round(headroom, 3),
                    }
                )
            free[x0:x1, y0:y1] = False
    found.sort(key=lambda one: (-(one["x"][1] - one["x"][0]) * (one["y"][1] - one["y"][0]), one["z"]))
    return sorted(found[:MOST], key=lambda one: float(one["z"]))


def _levels(height: np.ndarray, area: np.ndarray, least: float) -> list[float]:
    """Heights at which there is enough level area, each once."""
    if not len(height):
        return []
    bins = np.round(height / STEP).astype(int)
    values, inverse = np.unique(bins, return_inverse=True)
    sums = np.bincount(inverse, area)
    found: list[float] = []
    for index in np.argsort(-sums, kind="stable"):
        level = float(values[index] * STEP)
        if sums[index] >= 0.5 * least and all(abs(level - other) > 2.5 * STEP for other in found):
            found.append(level)
    return found[:24]


def _covered(corners: np.ndarray, low: np.ndarray, high: np.ndarray, cell: float) -> np.ndarray:
    """Which cells of the grid are level all over: all corners of a cell and its centre lie in a triangle."""
    shape = np.maximum(np.ceil((high - low) / cell - 1e-6).astype(int), 1)
    nodes = np.zeros(2 * shape + 1, bool)  # corners at even, centres at odd places
    half = cell / 2
    turned = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]) < 0
    corners = np.where(turned[:, None, None], corners[:, ::-1], corners)
    for a, b, c in corners:
        first = np.floor((np.minimum(np.minimum(a, b), c) - low) / half).astype(int).clip(0)
        last = np.ceil((np.maximum(np.maximum(a, b), c) - low) / half).astype(int) + 1
        last = np.minimum(last, nodes.shape)
        if (last <= first).any():
            continue
        x = low[0] + half * np.arange(first[0], last[0])[:, None]
        y = low[1] + half * np.arange(first[1], last[1])[None]
        inside = np.ones((last[0] - first[0], last[1] - first[1]), bool)
        for p, q in ((a, b), (b, c), (c, a)):
            inside &= (q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0]) >= -1e-9
        nodes[first[0] : last[0], first[1] : last[1]] |= inside
    whole = nodes[1::2, 1::2].copy()
    for i in (0, 1):
        for j in (0, 1):
            whole &= nodes[
                2 * i : 2 * (shape[0] - 1) + 2 * i + 1 : 2, 2 * j : 2 * (shape[1] - 1) + 2 * j + 1 : 2
            ]
    return whole


def _crossed(
    corners: np.ndarray, height: float, low: np.ndarray, cell: float, shape: tuple[int, ...]
) -> np.ndarray:
    """Which cells something upright stands in: where triangles pass through a level, as lines on the grid."""
    blocked = np.zeros(shape, bool)
    over = corners[:, :, 2] > height
    corners, over = (one[over.any(1) & ~over.all(1)] for one in (corners, over))
    if not len(corners):
        return blocked
    alone = np.argmax(over == (over.sum(1) == 1)[:, None], axis=1)  # the corner on its own side of the level
    rows = np.arange(len(corners))
    tip = corners[rows, alone]
    ends = []
    for step in (1, 2):
        foot = corners[rows, (alone + step) % 3]
        share = (height - tip[:, 2]) / (foot[:, 2] - tip[:, 2])
        ends.append(tip[:, :2] + share[:, None] * (foot - tip)[:, :2])
    span = np.linalg.norm(ends[1] - ends[0], axis=1).max()
    for share in np.linspace(0, 1, int(min(span / cell * 3, 600)) + 2):
        place = np.floor((ends[0] + share * (ends[1] - ends[0]) - low) / cell).astype(int)
        place = place.clip(0, np.array(shape) - 1)
        blocked[place[:, 0], place[:, 1]] = True
    return blocked


def _room(covered: np.ndarray, low: np.ndarray, cell: float, top: float, above: BVHTree) -> np.ndarray:
    """Metres of free height over each cell that is covered."""
    room = np.zeros(covered.shape)
    for i, j in np.argwhere(covered):
        start = Vector((low[0] + (i + 0.5) * cell, low[1] + (j + 0.5) * cell, top + 0.006))
        distance = above.ray_cast(start, Vector((0.0, 0.0, 1.0)), OPEN)[3]
        room[i, j] = OPEN if distance is None else distance
    return room


def _open(above: BVHTree, x: tuple[float, float], y: tuple[float, float], z: float) -> bool:
    """Whether one can reach in from the front: no door is shut before it."""
    start = Vector((sum(x) / 2, sum(y) / 2, z))
    return above.ray_cast(start, Vector((0.0, -1.0, 0.0)), OPEN)[3] is None


def _rectangle(free: np.ndarray) -> tuple[int, int, int, int] | None:
    """The largest rectangle of free cells: (x0, x1, y0, y1), ends excluded."""
    best, found = 0, None
    heights = np.zeros(free.shape[1], int)
    for row in range(free.shape[0]):
        heights = np.where(free[row], heights + 1, 0)
        stack: list[int] = []
        for column in range(len(heights) + 1):
            height = heights[column] if column < len(heights) else 0
            while stack and heights[stack[-1]] >= height:
                tall = int(heights[stack.pop()])
                start = stack[-1] + 1 if stack else 0
                if tall * (column - start) > best:
                    best, found = tall * (column - start), (row - tall + 1, row + 1, start, column)
            stack.append(column)
    return found
