# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The automatic: every picture gets the same middle brightness, and lamplight is taken back in part."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.render import exposure


@pytest.mark.parametrize("level", [0.061, 0.24, 60.0])
def test_exposure_brings_the_middle_to_its_place(level: float) -> None:
    picture = np.full((8, 8, 3), level, np.float32)
    assert level * 2 ** exposure.stops(picture) == pytest.approx(exposure.MIDDLE, rel=1e-4)


def test_the_night_stays_darker_than_the_day_and_can_still_be_seen() -> None:
    shown = [
        level * 2 ** exposure.stops(np.full((8, 8, 3), level, np.float32)) for level in (0.06, 0.02, 0.005)
    ]
    assert exposure.MIDDLE > shown[0] * 0.99 > shown[1] > shown[2] > 0.25 * exposure.MIDDLE


def test_grey_needs_no_balance_and_lamplight_is_taken_back_in_part() -> None:
    grey = np.full((8, 8, 3), 0.3, np.float32)
    assert exposure.white(grey) == pytest.approx(6500, abs=5)
    # A black body of 3000 K is sRGB (255, 177, 110) in published tables.
    lamplit = grey * (np.array([255, 177, 110], np.float32) / 255) ** 2.2
    assert exposure.white(lamplit) == pytest.approx(1e6 / (0.4 * 1e6 / 6500 + 0.6 * 1e6 / 3000), rel=0.05)
    assert exposure.white(grey * np.array([0.6, 1.0, 1.6], np.float32)) > 7000


def test_a_green_cast_is_taken_back_in_part_and_grey_stays() -> None:
    grey = np.full((8, 8, 3), 0.3, np.float32)
    assert exposure.tint(grey) == pytest.approx(10, abs=0.1)
    # Duv 0.01 off daylight, (u, v) = (0.1978, 0.3122), in linear Rec. 709: green 19 % over red and blue.
    assert exposure.tint(grey * np.array([1, 1.194, 1], np.float32)) == pytest.approx(10 + 0.6 * 30, abs=1)
    assert exposure.tint(grey * np.array([1, 0.8, 1], np.float32)) < 0
    assert -50 <= exposure.tint(np.zeros((4, 4, 3), np.float32)) <= 70


def test_black_and_blinding_pictures_stay_in_range() -> None:
    assert exposure.stops(np.zeros((4, 4, 3), np.float32)) <= 12
    assert exposure.stops(np.full((4, 4, 3), 1e9, np.float32)) >= -12
    assert 3000 <= exposure.white(np.zeros((4, 4, 3), np.float32)) <= 10000
