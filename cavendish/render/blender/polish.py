# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Depth to float32's last digits: the ray through the pixel's exact centre, met with the plane that Cycles hit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Camera, Float, Float32

TRUST = 0.01  # the most that the meeting may differ from Cycles' depth, relative


def rays(camera: Camera) -> tuple[Float, Float]:
    """X (W,) and Y (H,) of the rays through the pixels' centres, in camera space with Z = -1."""
    x = (np.arange(camera.width) + 0.5 - camera.cx) / camera.fx
    y = (camera.cy - np.arange(camera.height) - 0.5) / camera.fy
    return np.asarray(x), np.asarray(y)


def polished(camera: Camera, depth: Float32, position: Float32, normals: Float) -> Float32:
    """Planar depth (H, W), metres, from that of a ray near each pixel's centre. `depth` is +inf where nothing is.

    position: (H, W, 3) metres in the world, where that ray ended. normals: (H, W, 3), of the triangle it ended on, in
    camera space. Cycles draws its one sample up to 0.005 pixels from the centre, which costs up to 1e-4 of the depth of
    a surface at a slant, and its own depth loses digits at grazing angles. The plane through `position` is good to the
    rounding of the vertices. Errors of the normal cancel, as it counts for both rays. Where the plane is so nearly
    edge-on that the two rays meet it more than 1 % apart (a pixel's breadth from its horizon), Cycles' depth stays.
    """
    there = np.isfinite(depth)
    point = (position.astype(np.float64) - camera.pose[:3, 3]) @ camera.pose[:3, :3]
    x, y = rays(camera)
    with np.errstate(all="ignore"):
        toward = normals[..., 0] * x + normals[..., 1] * y[:, None] - normals[..., 2]
        met = np.einsum("hwk,hwk->hw", normals, point) / toward
        trusted = there & (np.abs(met - depth) <= TRUST * depth)
    return np.where(trusted, met, depth).astype(np.float32)


def points(camera: Camera, depth: Float32) -> npt.NDArray[np.float32]:
    """(H, W, 3), the points that have these depths, metres in the world; NaN where nothing is."""
    x, y = rays(camera)
    far = np.where(np.isfinite(depth), depth, np.nan).astype(np.float64)
    local = np.stack([far * x, far * y[:, None], -far], axis=-1)
    return (local @ camera.pose[:3, :3].T + camera.pose[:3, 3]).astype(np.float32)
