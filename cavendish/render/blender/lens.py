# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What blurs the RGB of a view, and never its truth: the lens's aperture, and motion while the shutter is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import bpy
import numpy as np
from mathutils import Matrix

from cavendish.scenes.scene import Camera, Float, Motion

Moving = tuple[bpy.types.Object, Float, Motion]  # a body, its pose (4, 4) at mid-shutter, and how it moves
OPEN, MIDDLE, CLOSED = 0, 1, 2  # frames: the shutter is open from the first to the last


@contextmanager
def through_lens(camera: Camera, body: bpy.types.Object, moving: Sequence[Moving]) -> Iterator[None]:
    """While it lasts, renders of `body`, the active camera, have its depth of field and motion blur."""
    if camera.motion is not None:
        moving = [*moving, (body, camera.pose, camera.motion)]
    _focus(camera, body.data)
    if camera.shutter > 0 and moving:
        _open(camera.shutter, moving)
    yield
    body.data.dof.use_dof = False
    bpy.context.scene.render.use_motion_blur = False  # the keys stay: they hold the frame's poses


def moved(pose: Float, motion: Motion, seconds: float) -> Float:
    """A rigid pose (4, 4) so many seconds later: turned about its own origin, and shifted."""
    turn = np.asarray(motion.angular, float) * seconds
    angle = float(np.linalg.norm(turn))
    made = pose.copy()
    if angle > 0:
        x, y, z = turn / angle
        cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])  # Rodrigues' formula
        rotation = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
        made[:3, :3] = rotation @ pose[:3, :3]
    made[:3, 3] += np.asarray(motion.linear, float) * seconds
    return made


def _focus(camera: Camera, data: bpy.types.Camera) -> None:
    if camera.aperture <= 0:
        return
    data.dof.use_dof = True
    data.dof.focus_distance = camera.focus
    data.dof.aperture_fstop = data.lens * 1e-3 / camera.aperture  # f / N is the diameter; the lens is in mm


def _open(shutter: float, moving: Sequence[Moving]) -> None:
    scene = bpy.context.scene
    # Cycles asks for the poses at the shutter's ends and middle alone, which are keys, so nothing is interpolated here.
    for frame, seconds in ((OPEN, -shutter / 2), (CLOSED, shutter / 2), (MIDDLE, 0.0)):
        for body, pose, motion in moving:
            body.matrix_world = Matrix(moved(pose, motion, seconds).tolist())
            body.keyframe_insert("location", frame=frame)
            body.keyframe_insert("rotation_euler", frame=frame)
    scene.frame_set(MIDDLE)
    scene.render.use_motion_blur = True
    scene.render.motion_blur_position = "CENTER"
    scene.render.motion_blur_shutter = CLOSED - OPEN
