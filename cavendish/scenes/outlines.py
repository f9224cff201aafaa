# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Outlines in a plane: moved outwards or inwards, and filled with triangles. Metres."""

from __future__ import annotations

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

    def cross(o: Float, a: Float, b: Float) -> float:
        return float((a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]))

    index = list(range(len(outline)))
    triangles = []
    while len(index) > 3:
        for k in range(len(index)):
            i, j, m = index[k - 1], index[k], index[(k + 1) % len(index)]
            a, b, c = outline[i], outline[j], outline[m]
            if cross(a, b, c) <= 1e-14:
                continue
            rest = [outline[q] for q in index if q not in (i, j, m)]
            if any(cross(a, b, p) >= 0 and cross(b, c, p) >= 0 and cross(c, a, p) >= 0 for p in rest):
                continue
            triangles.append((i, j, m))
            del index[k]
            break
        else:
            raise ValueError("the outline crosses itself or runs clockwise")
    triangles.append((index[0], index[1], index[2]))
    return np.array(triangles)
