# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras: a pinhole that can be, at a rigid pose."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cavendish.manifests.checks import Fault, Held, Said, view_check
from cavendish.manifests.checks.material import ViewFiles
from cavendish.render.frame import view_of

RIGID = 1e-5  # how far R R^T may be from the identity: poses are float64, some made from float32


@view_check("cameras", "every camera has positive focal lengths and a rigid pose")
def cameras(view: ViewFiles) -> Iterator[Said]:
    """Check K and the pose of frame.json."""
    text = view.text.value
    if text is None:
        return
    yield Held()
    place, camera = f"{view.place}/frame.json", view_of(text)
    k = np.array([camera.fx, camera.fy, camera.cx, camera.cy], float)
    if not np.all(np.isfinite(k)) or camera.fx <= 0 or camera.fy <= 0:
        yield Fault(place, "its K is no pinhole's: focal lengths must be over 0; make the scene again")
    pose = np.array(camera.pose, float)
    if pose.shape != (4, 4) or not np.all(np.isfinite(pose)) or not np.array_equal(pose[3], (0, 0, 0, 1)):
        yield Fault(place, "its camera_to_world is no 4 x 4 pose; make the scene again")
        return
    turn = pose[:3, :3]
    if np.abs(turn @ turn.T - np.eye(3)).max() > RIGID or np.linalg.det(turn) < 0:
        yield Fault(
            place,
            "its camera_to_world stretches, or mirrors: its axes are not unit vectors at right angles, "
            "right-handed; make the scene again",
        )
