# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Poses and pinholes."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.scene import Camera, Float


def look(eye: Float, at: Float, roll: float = 0.0) -> Float:
    """The pose (4, 4) of a camera at `eye` that looks at `at`, upright but for `roll` radians.

    A camera that looks straight down or up has +Y at its top.
    """
    back = np.asarray(eye, float) - np.asarray(at, float)
    back /= np.linalg.norm(back)
    right = np.cross([0.0, 0.0, 1.0], back)
    length = float(np.linalg.norm(right))
    right = right / length if length > 1e-9 else np.array([1.0, 0.0, 0.0])
    up = np.cross(back, right)
    c, s = np.cos(roll), np.sin(roll)
    pose = np.eye(4)
    pose[:3, 0], pose[:3, 1], pose[:3, 2], pose[:3, 3] = c * right + s * up, c * up - s * right, back, eye
    return pose


def pinhole(pose: Float, width: int, height: int, field_of_view: float) -> Camera:
    """A camera whose longer side spans `field_of_view` radians, its axis through the image's centre."""
    focal = max(width, height) / 2 / np.tan(field_of_view / 2)
    return Camera(pose, width, height, focal, focal, width / 2, height / 2)
