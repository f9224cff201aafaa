# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Outlines in a plane: moved outwards or inwards, and filled with triangles. Metres."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Float


def offset(outline: Float, distance: float) -> Float:
    """The outline (N, 2) with every edge moved outwards by `distance` (inwards where negative), mitred."""
    edge = np.roll(outline, -1, axis=0) - outline
    edge /= np.linalg.norm(edge, axis=1, keepdims=True)
    normal = np.stack([edge[:, 1], -edge[:, 0]], axis=1)
    before = np.roll(normal, 1, axis=0)
    mitre = (normal + before) / np.maximum(1 + np.sum(normal * before, axis=1, keepdims=True), 0.2)
    return np.asarray(outline + distance * mitre)


def triangulate(outline: Float) -> npt.NDArray[np.int64]:
    """Triangles (N - 2, 3) of a simple counter-clockwise outline (N, 2), by ear clipping."""
    points: list[tuple[float, float]] = [(x, y) for x, y in outline.tolist()]  # quicker than arrays of two
    index = list(range(len(points)))
    triangles = []
    while len(index) > 3:
        for k in range(len(index)):
            i, j, m = index[k - 1], index[k], index[(k + 1) % len(index)]
            if _is_ear(points, i, j, m, index):
                triangles.append((i, j, m))
                del index[k]
                break
        else:
            raise ValueError("the outline crosses itself or runs clockwise")
    triangles.append((index[0], index[1], index[2]))
    return np.array(triangles)


def _is_ear(points: Sequence[tuple[float, float]], i: int, j: int, m: int, index: Sequence[int]) -> bool:
    """Whether the corner at j, between i and m, is convex and has no other point of an outline in it."""
    (ax, ay), (bx, by), (cx, cy) = points[i], points[j], points[m]
    if (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) <= 1e-14:
        return False
    for q in index:
        x, y = points[q]
        if (
            (bx - ax) * (y - ay) >= (by - ay) * (x - ax)
            and (cx - bx) * (y - by) >= (cy - by) * (x - bx)
            and (ax - cx) * (y - cy) >= (ay - cy) * (x - cx)
            and q not in (i, j, m)
        ):
            return False
    return True
