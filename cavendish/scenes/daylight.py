# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The sky by the time of day."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.scene import Sky

OVERCAST = 0.25  # the share of days without sun


def sky(hour: float, rng: np.random.Generator, overcast: float = OVERCAST) -> Sky:
    """The sky at an hour of a day near the equinox at 32 degrees of latitude, for a scene that may face any way.

    The sun rises at 6, is highest at 12 with 58 degrees, and sets at 18; before and after it stands low. Some days are
    overcast: no sun, much haze.
    """
    elevation = np.radians(max(58.0 * np.sin(np.pi * (hour - 6) / 12), 3.0))
    azimuth = np.pi * (hour - 12) / 12 * 1.1 + rng.uniform(0, 2 * np.pi)
    grey = rng.random() < overcast
    return Sky(
        float(elevation),
        float(azimuth),
        strength=1.0,
        sun=0.0 if grey else 1.0,
        haze=float(rng.uniform(3, 8) if grey else rng.uniform(0.8, 2.5)),
    )
