# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Colour words: the pixels and the base colour must agree."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from cavendish.manifests.programs import (
    Attribute,
    Count,
    Kind,
)
from cavendish.manifests.programs.hues import CORES, judged


@pytest.mark.parametrize(
    ("attributes", "sure", "possible"),
    [
        ({"color": "red"}, True, True),
        ({"color": "red", "paint": "gray"}, False, True),  # red that does not look red
        ({"color": "gray", "paint": "red"}, False, True),  # gray that looks red
        ({"paint": "red"}, True, True),  # no base colour known, and all of it red
        ({"color": "blue"}, False, False),
        ({"color": "teal"}, False, False),
    ],
)
def test_a_colour_counts_where_base_and_pixels_agree(
    boxes: SimpleNamespace, attributes: dict[str, str], sure: bool, possible: bool
) -> None:
    frame = boxes.flat({2: ("mug", (20, 40, 60, 80), attributes)})
    result = boxes.found(frame, Kind("mug"), Attribute("color", "red"), Count(1))
    assert result == ({2} if sure else set(), {2} if possible else set())


def test_white_black_and_gray_need_a_base_colour(boxes: SimpleNamespace) -> None:
    for word in ("white", "black", "gray"):
        pixels = np.tile(np.array([boxes.palette[word]], np.uint8), (50, 1))
        k = list(CORES).index(word)
        assert judged(pixels, word, None)[0][k] and not judged(pixels, None, None)[0][k]
        assert judged(pixels, None, pixels)[0][k], "the albedo pass is a base colour"


def test_no_colour_is_said_that_the_light_may_make(boxes: SimpleNamespace) -> None:
    """A gray mug in a red light looks red, and so does the wall; a red one before a gray wall is red."""
    mug = {2: ("mug", (20, 40, 60, 80), {"paint": "red"})}
    plain = boxes.flat(mug)
    assert boxes.found(plain, Kind("mug"), Attribute("color", "red"), Count(1))[0] == {2}
    rgb = plain.rgb.copy()
    rgb[plain.instances == 1] = (178, 60, 60)
    result = boxes.found(replace(plain, rgb=rgb), Kind("mug"), Attribute("color", "red"), Count(1))
    assert result == (set(), {2})
