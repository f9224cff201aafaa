# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Light reaches the picture: the world's colour is seen, and the sun casts shadows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.render.quality import Quality
from cavendish.scenes.scene import Camera, Scene, Sky, World

pytestmark = pytest.mark.render

FAST = Quality(samples=4, bounces=1, denoise=False, threads=2)
RED, BLUE = (0.8, 0.2, 0.2), (0.2, 0.2, 0.8)


@pytest.fixture(scope="module")
def shots(draw: Any, forms: SimpleNamespace) -> Any:
    level = Camera(forms.turn(x=np.pi / 2, at=(0, 0, 1.5)), 64, 64, 64.0, 64.0, 32.0, 32.0)
    above = Camera(forms.turn(at=(0, 0, 9)), 64, 64, 64.0, 64.0, 32.0, 32.0)
    ground = forms.Shape("quad", 1, np.eye(4), (8.0, 8.0, 1.0))
    post = forms.Shape("box", 2, forms.turn(at=(0, 0, 1)), (0.2, 0.2, 1.0))
    # The sun stands low in the east (+X) or in the north (+Y).
    skies = {"east": Sky(0.5, np.pi / 2), "north": Sky(0.5, 0.0), "overcast": Sky(0.5, 0.0, sun=0.0)}
    jobs = {
        "red": (Scene((), world=World(color=RED), cameras=(level,)), FAST),
        "blue": (Scene((), world=World(color=BLUE), cameras=(level,)), FAST),
        "day": (Scene((), world=World(sky=Sky(0.8, np.pi)), cameras=(level,)), FAST),
    } | {
        name: (forms.scene_of([ground, post], [above], world=World(sky=sky)), FAST)
        for name, sky in skies.items()
    }
    return draw(jobs)


@pytest.mark.parametrize(("name", "channel"), [("red", 0), ("blue", 2)])
def test_the_worlds_colour_is_what_is_seen(name: str, channel: int, shots: Any) -> None:
    mean = shots[name][0]["rgb"].reshape(-1, 3).mean(axis=0)
    assert mean.argmax() == channel and mean[channel] > np.delete(mean, channel).max() + 20


def test_the_sky_is_blue_above_the_horizon(shots: Any) -> None:
    top = shots["day"][0]["rgb"][:8].reshape(-1, 3).mean(axis=0)
    assert top[2] > top[0] + 10


@pytest.mark.parametrize(("name", "place"), [("east", (32, 20)), ("north", (44, 32))])
def test_the_sun_casts_its_shadow_away_from_where_it_stands(name: str, place: Any, shots: Any) -> None:
    """The picture is seen from above, north up: the shadow falls to the west (left), or to the south (down)."""
    grey = shots[name][0]["rgb"].astype(float).mean(axis=2)
    row, column = place
    shadow = grey[row - 1 : row + 2, column - 1 : column + 2].mean()
    mirrored = grey[63 - row - 1 : 63 - row + 2, 63 - column - 1 : 63 - column + 2].mean()
    assert shadow < 0.8 * mirrored


def test_an_overcast_sky_casts_no_such_shadow(shots: Any) -> None:
    grey = shots["overcast"][0]["rgb"].astype(float).mean(axis=2)
    assert grey[43:46, 31:34].mean() > 0.9 * grey[18:21, 31:34].mean()
