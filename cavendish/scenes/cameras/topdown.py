# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A camera overhead: on a ceiling, a stand, a drone."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.cameras.optics import look
from cavendish.scenes.cameras.style import Limits, Rng, Stage, camera
from cavendish.scenes.scene import Float


@camera("top-down", Limits(near=0.3, largest=0.9, things=3, share=0.05, middle=0.3))
def topdown(stage: Stage, field_of_view: float, rng: Rng) -> tuple[Float, float] | str:
    """From the top of the free air down at some thing, within 30 degrees of straight down, turned anyhow."""
    eye, region = stage.eye(rng)
    if not stage.targets:
        return "nothing to look at"
    eye[2] = region.high[2]
    at = stage.middles[int(rng.integers(len(stage.targets)))]
    drop = eye[2] - at[2]
    if drop < 0.35:
        return "not above its target"
    # It stands near enough overhead, on a ring around its target.
    tilt, turn = np.radians(rng.uniform(0, 30)), rng.uniform(-np.pi, np.pi)
    eye[:2] = at[:2] + drop * np.tan(tilt) * np.array([np.cos(turn), np.sin(turn)])
    return look(eye, at, rng.uniform(-np.pi, np.pi) if tilt < 0.2 else 0.0), field_of_view
