# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A camera on a tripod, as for pictures of houses and rooms."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.cameras.optics import look
from cavendish.scenes.cameras.style import Limits, Rng, Stage, camera
from cavendish.scenes.scene import Float


@camera("tripod", Limits(near=0.6, largest=0.6, things=3, share=0.08))
def tripod(stage: Stage, field_of_view: float, rng: Rng) -> tuple[Float, float] | str:
    """Dead level and upright, from the edge of the free air towards its middle, a little wider than by hand."""
    eye, region = stage.eye(rng)
    low, high = np.array(region.low), np.array(region.high)
    axis, side = int(rng.integers(2)), int(rng.integers(2))
    eye[axis] = (low, high)[side][axis] + (0.1 if side == 0 else -0.1) * rng.random() * (high - low)[axis]
    eye[2] = np.clip(eye[2] - rng.uniform(0, 0.4), low[2] - 0.4, high[2])
    at = (low + high) / 2 + rng.normal(0, 0.15, 3) * (high - low)
    at[2] = eye[2]
    if np.linalg.norm(at - eye) < 0.5:
        return "no room to step back"
    return look(eye, at), min(1.15 * field_of_view, 2.4)
