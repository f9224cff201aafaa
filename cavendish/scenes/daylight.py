# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Light by the time of day: where the sun stands, how the sky is, whether lamps are on.

A day near the equinox at 32 degrees of latitude: the sun rises at 6, is highest at 12 with 58 degrees, sets at 18. The
last light is gone at about 18:40.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import AfterValidator

from cavendish.scenes.scene import Sky

Rng = np.random.Generator
OVERCAST = 0.25  # the share of days without sun
NOON = 58.0  # degrees, the sun's height at 12
DARKEST = -11.0  # degrees under the horizon; a night keeps that blue: a town's own light in the air
EVENING = 0.45  # the share of windows with light when people are up


def _hours(value: tuple[float, float]) -> tuple[float, float]:
    if not all(0 <= hour <= 24 for hour in value):
        raise ValueError("takes two hours from 0 to 24; the first may be the later one: [20, 4] is a night")
    return value


Hours = Annotated[tuple[float, float], AfterValidator(_hours)]
"""From when to when, hours from 0 to 24; past midnight where the first is the later one."""


def drawn(hours: tuple[float, float], rng: Rng) -> float:
    """A time of day between two, 0 to 24."""
    start, end = hours
    return float((start + rng.random() * (end - start + 24 * (end < start))) % 24)


def height(hour: float) -> float:
    """The sun's elevation, radians, no less than a night's."""
    return float(np.radians(max(NOON * np.sin(np.pi * (hour - 6) / 12), DARKEST)))


def sky(hour: float, rng: Rng, overcast: float = OVERCAST) -> Sky:
    """The sky at an hour, for a scene that may face any way. Some days, a share of `overcast`, have no sun but much haze."""
    azimuth = np.pi * (hour - 12) / 12 * 1.1 + rng.uniform(0, 2 * np.pi)
    grey = rng.random() < overcast
    return Sky(
        height(hour),
        float(azimuth),
        strength=night(hour),
        sun=0.0 if grey else 1.0,
        haze=float(rng.uniform(3, 8) if grey else rng.uniform(0.8, 2.5)),
    )


def night(hour: float) -> float:
    """How bright the sky is beside one whose sun is as low as `height` says: 1, less in the depth of night."""
    low = np.degrees(np.arcsin(np.sin(np.pi * (hour - 6) / 12)))  # -90 at midnight
    return float(np.interp(low, [-60.0, -15.0], [0.2, 1.0]))


def is_dark(hour: float) -> bool:
    """Whether lamps are on: from when the sun touches the horizon, and until then in the morning."""
    return height(hour) < float(np.radians(1.0))


def lit_windows(hour: float) -> float:
    """The share of windows with light: none by day, most in the evening, few in the small hours."""
    if not is_dark(hour):
        return 0.0
    awake = np.interp((hour - 12) % 24, [5.5, 7.0, 10.0, 12.5, 17.0, 18.5], [0.5, 1.0, 1.0, 0.25, 0.25, 0.6])
    return float(EVENING * awake)
