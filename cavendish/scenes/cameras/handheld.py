# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A camera in somebody's hands."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.cameras.optics import look
from cavendish.scenes.cameras.style import Rng, Stage, camera
from cavendish.scenes.scene import Float


@camera("handheld")
def handheld(stage: Stage, field_of_view: float, rng: Rng) -> tuple[Float, float] | str:
    """At eye level, aimed at some thing, nearly level, with a slight roll."""
    eye, _ = stage.eye(rng)
    if not stage.targets:
        return "nothing to look at"
    at = stage.middles[int(rng.integers(len(stage.targets)))] + rng.normal(0, 0.25, 3)
    flat = float(np.linalg.norm((at - eye)[:2]))
    if flat < 0.8:
        return "too close to its target"
    # People hold a camera nearly level: the pitch is kept within 25 degrees.
    at[2] = eye[2] + np.clip((at[2] - eye[2]) / flat, -0.47, 0.2) * flat
    return look(eye, at, rng.normal(0, 0.012)), field_of_view
