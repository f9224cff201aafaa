# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Depth and normals: palettes and codecs that a recipe may choose."""

from __future__ import annotations

import re
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from cavendish.codecs import (
    depth_codec,
    depth_codecs,
    normal_codecs,
)
from cavendish.manifests.tasks import TASKS


@pytest.mark.parametrize("name", [name for name in depth_codecs() if depth_codec(name).metric])
def test_every_metric_palette_makes_pairs(name: str, make: SimpleNamespace) -> None:
    (pair,) = make.pairs("depth", make.room(2), codec=name)
    assert pair.encoding.codec == name


def test_palettes_come_by_their_shares_and_all_but_cube_are_named(make: SimpleNamespace) -> None:
    shares = {"cube": 2, "viridis": 1, "gray": 1, "hue": 0}
    pairs = make.pairs("depth", make.room(2), 3, per_view=100, palettes=shares, named=0.0)
    count = Counter(pair.encoding.codec for pair in pairs)
    assert set(count) == {"cube", "viridis", "gray"} and 35 <= count["cube"] <= 65
    for pair in pairs:
        spoken = any(entry.spelt for entry in pair.encoding.legend) or re.search("viridis|gray", pair.prompt)
        assert bool(spoken) == (pair.encoding.codec != "cube"), pair.prompt


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"palettes": {"marigold": 1}}, "up to scale and shift"),
        ({"palettes": {"plasmo": 1}}, "plasma"),
        ({"palettes": {"cube": 0}}, "no share is over 0"),
    ],
)
def test_palettes_that_cannot_be_are_refused(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        TASKS["depth"].parameters(**values)


@pytest.mark.parametrize("name", normal_codecs())
def test_every_normal_codec_makes_pairs(name: str, make: SimpleNamespace) -> None:
    (pair,) = make.pairs("normals", make.room(2), codec=name)
    assert pair.encoding.codec == name
    assert not pair.flip_safe


@pytest.mark.parametrize("task", ["depth", "normals"])
def test_an_unknown_codec_is_refused_with_the_nearest_name(task: str) -> None:
    with pytest.raises(ValidationError, match=r"did you mean|valid:"):
        TASKS[task].parameters(codec="cubic" if task == "depth" else "bananas")
