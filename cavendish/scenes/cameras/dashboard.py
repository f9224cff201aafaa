# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A camera behind a windscreen."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.cameras.optics import look
from cavendish.scenes.cameras.style import Limits, Rng, Stage, camera
from cavendish.scenes.scene import Float


@camera("dashboard", Limits(near=1.5, largest=0.6, things=4, share=0.02, middle=4.0))
def dashboard(stage: Stage, field_of_view: float, rng: Rng) -> tuple[Float, float] | str:
    """On a vehicle that follows its lane: 1.2 to 1.7 m high, looking along the heading of its region."""
    lanes = [region for region in stage.scene.air if region.heading is not None]
    if not lanes:
        return "no lane to drive in"
    eye, region = stage.eye(rng, lanes)
    yaw = (region.heading or 0.0) + rng.normal(0, 0.035)
    pitch = rng.normal(-0.02, 0.02)
    ahead = np.array([np.sin(yaw), np.cos(yaw), np.tan(pitch)])
    eye[2] = region.low[2] + rng.random() * (region.high[2] - region.low[2])
    return look(eye, eye + ahead, rng.normal(0, 0.006)), field_of_view
