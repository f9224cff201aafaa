# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What of triangles is within some planes, exactly: rays can miss what is thin."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.scene import Camera, Float


def before(camera: Camera, clear: float) -> tuple[Float, Float, float]:
    """What is in a camera's picture and nearer than `clear` metres, as `clipped` takes it, in the camera's axes.

    Planes (5, 3), their limits (5,), and the distance from the camera beyond which nothing of it lies, metres.
    """
    corners = np.array(
        [
            ((u - camera.cx) / camera.fx, (camera.cy - v) / camera.fy, -1.0)
            for u, v in ((0, 0), (camera.width, 0), (camera.width, camera.height), (0, camera.height))
        ]
    )
    sides = np.cross(np.roll(corners, -1, axis=0), corners)
    sides *= (np.sign(sides @ corners.mean(axis=0)) / np.linalg.norm(sides, axis=1))[:, None]
    planes = np.concatenate([sides, [[0.0, 0.0, 1.0]]])
    return (
        planes,
        np.array([0.0, 0.0, 0.0, 0.0, -clear]),
        clear * float(np.linalg.norm(corners, axis=1).max()),
    )


def clipped(triangles: Float, planes: Float, limits: Float) -> list[Float]:
    """What of triangles (F, 3, 3) is on the inner side of all planes: points @ plane >= limit; polygons (N, 3)."""
    away = triangles @ planes.T - limits
    kept = ~np.any(np.all(away < 0, axis=1), axis=1)
    whole = np.all(away[kept] >= 0, axis=(1, 2))
    polygons = list(triangles[kept][whole])
    for polygon in triangles[kept][~whole]:
        for plane, limit in zip(planes, limits, strict=True):
            side = polygon @ plane - limit
            points: list[Float] = []
            for k in range(len(polygon)):
                n = (k + 1) % len(polygon)
                if side[k] >= 0:
                    points.append(polygon[k])
                if (side[k] >= 0) != (side[n] >= 0):
                    points.append(polygon[k] + side[k] / (side[k] - side[n]) * (polygon[n] - polygon[k]))
            polygon = np.array(points)
            if not len(points):
                break
        if len(polygon):
            polygons.append(polygon)
    return polygons
