# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a camera's automatic would do with a picture: exposure by its brightness, white balance by its colour."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Linear = npt.NDArray[np.float32]
MIDDLE = 0.24  # the linear luminance that the middle of a picture (its log average) is brought to
DIM = 0.06  # the linear luminance, log average, under which it is dusk
NIGHT = 0.35  # of each stop under DIM, how much stays dark
DAYLIGHT = 6500.0  # kelvin, where white needs no balance
ADAPTED = 0.6  # of the way from daylight to the picture's own white: cameras leave lamplight warm
WEIGHTS = np.array([0.2126, 0.7152, 0.0722], np.float32)  # luminance of linear Rec. 709


def stops(linear: Linear) -> float:
    """The exposure, in stops, that brings the log average luminance of (H, W, 3) linear RGB to MIDDLE; within 12.

    What is darker than DIM is not brought all the way: a picture of the night looks like one.
    """
    middle = float(np.mean(np.log2(np.clip(linear @ WEIGHTS, 1e-4, 1e4))))
    night = NIGHT * min(middle - float(np.log2(DIM)), 0.0)
    return float(np.clip(np.log2(MIDDLE) - middle + night, -12, 12))


def white(linear: Linear) -> float:
    """The white balance of (H, W, 3) linear RGB, kelvin, 3000 to 10000: part of the way to a grey world.

    The picture's log average of red over blue is compared with that of a black body.
    """
    clipped = np.clip(linear, 1e-4, 1e4)
    ratio = float(np.mean(np.log(clipped[..., 0] / clipped[..., 2])))
    kelvin, ratios = _black_bodies()
    # The ratio falls as the temperature rises, and np.interp wants it rising.
    own = float(np.interp(-ratio, -ratios, kelvin))
    mired = (1 - ADAPTED) * 1e6 / DAYLIGHT + ADAPTED * 1e6 / own
    return float(np.clip(1e6 / mired, 3000, 10000))


def tint(linear: Linear) -> float:
    """The tint of the white balance, as Blender counts it: 10 for none, more against green; -50 to 70.

    Blender's unit is 1/3000 in CIE 1960 uv across the black bodies' line; near daylight, green over the geometric mean
    of red and blue grows by a factor of e for each 1 / 17.5 there.
    """
    clipped = np.log(np.clip(linear, 1e-4, 1e4))
    excess = float(np.mean(clipped[..., 1] - (clipped[..., 0] + clipped[..., 2]) / 2))
    return float(np.clip(10 + ADAPTED * excess * 3000 / 17.5, -50, 70))


@cache
def _black_bodies() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Temperatures (K) and the log ratio of red over blue in linear Rec. 709, 0 at DAYLIGHT.

    Planck's law against the multi-lobe fit of the CIE 1931 colour matching functions (Wyman, Sloan, Shirley 2013).
    """

    def lobe(
        at: npt.NDArray[np.float64], height: float, middle: float, left: float, right: float
    ) -> npt.NDArray[np.float64]:
        spread = np.where(at < middle, left, right)
        return height * np.exp(-0.5 * ((at - middle) * spread) ** 2)

    wave = np.arange(380.0, 781.0, 5.0)
    x = lobe(wave, 1.056, 599.8, 1 / 37.9, 1 / 31.0) + lobe(wave, 0.362, 442.0, 1 / 16.0, 1 / 26.7)
    x += lobe(wave, -0.065, 501.1, 1 / 20.4, 1 / 26.2)
    y = lobe(wave, 0.821, 568.8, 1 / 46.9, 1 / 40.5) + lobe(wave, 0.286, 530.9, 1 / 16.3, 1 / 31.1)
    z = lobe(wave, 1.217, 437.0, 1 / 11.8, 1 / 36.0) + lobe(wave, 0.681, 459.0, 1 / 26.0, 1 / 13.8)
    kelvin = np.geomspace(1800, 20000, 200)
    planck = (wave / 560) ** -5.0 / (np.exp(1.4387769e7 / np.outer(kelvin, wave)) - 1)
    xyz = planck @ np.stack([x, y, z], axis=1)
    red = xyz @ np.array([3.2406, -1.5372, -0.4986])
    blue = xyz @ np.array([0.0557, -0.2040, 1.0570])
    ratio = np.log(red / np.maximum(blue, 1e-3 * red))
    return kelvin, ratio - np.interp(DAYLIGHT, kelvin, ratio)
