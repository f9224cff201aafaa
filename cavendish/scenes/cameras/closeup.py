# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A camera close to one thing."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.cameras.optics import look
from cavendish.scenes.cameras.style import Limits, Rng, Stage, camera
from cavendish.scenes.scene import Float


@camera("close-up", Limits(near=0.15, largest=0.8, things=2, share=0.1, middle=0.25))
def closeup(stage: Stage, field_of_view: float, rng: Rng) -> tuple[Float, float] | str:
    """Around some small or middling thing, so near that it fills a good part of the picture, looking a little down."""
    sizes = [float(np.linalg.norm(np.subtract(*thing.asset.extent))) for thing in stage.targets]
    fitting = [k for k, size in enumerate(sizes) if 0.08 < size < 1.6]
    if not fitting:
        return "nothing small to look at"
    pick = fitting[int(rng.integers(len(fitting)))]
    angle = min(field_of_view, np.radians(55.0))
    away = max(sizes[pick] / 2 / np.tan(angle / 2) * rng.uniform(1.3, 2.6), 0.3)
    turn, lift = rng.uniform(-np.pi, np.pi), np.radians(rng.uniform(8, 50))
    at = stage.middles[pick] + rng.normal(0, 0.1 * sizes[pick], 3)
    eye = at + away * np.array([np.cos(turn) * np.cos(lift), np.sin(turn) * np.cos(lift), np.sin(lift)])
    return look(eye, at, rng.normal(0, 0.02)), float(angle)
