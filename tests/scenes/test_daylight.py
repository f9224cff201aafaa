# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The hour sets sun, sky and lamps, and nothing else; all trees of a scene share a season."""

from functools import cache

import numpy as np
import pytest
from pydantic import ValidationError

from cavendish.scenes.assets.tree import tree_in
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.daylight import drawn, height, is_dark, lit_windows, sky
from cavendish.scenes.lamplight import MOST
from cavendish.scenes.parts.tree_habits import HABITS

EVERGREEN = {habit.name for habit in HABITS.values() if not habit.autumn} | {"palm"}


@cache
def build(name, seed, hour, **extra):
    builder = BUILDERS[name]
    return builder.build(builder.parameters(hour=(hour, hour), **extra), np.random.default_rng(seed))


def lights(scene):
    return [light for thing in scene.objects for light in thing.asset.lights]


def test_a_range_of_hours_may_pass_midnight():
    rng = np.random.default_rng(0)
    night = [drawn((20.0, 4.0), rng) for _ in range(200)]
    assert all(hour >= 20 or hour <= 4 for hour in night) and min(night) < 2 and max(night) > 22
    assert all(9 <= drawn((9.0, 17.0), rng) <= 17 for _ in range(50))


@pytest.mark.parametrize("hour", [(-1, 5), (5, 25)])
@pytest.mark.parametrize("name", ["street", "courtyard", "terrain", "room"])
def test_hours_outside_a_day_are_refused(name, hour):
    with pytest.raises(ValidationError, match="0 to 24"):
        BUILDERS[name].parameters(hour=hour)


def test_the_sun_is_up_by_day_and_the_night_is_darkest_at_midnight():
    assert height(12) > height(9) > height(6.5) > 0 > height(18.3) >= height(23)
    rng = np.random.default_rng(0)
    assert sky(0, rng).strength < sky(20, rng).strength < sky(18.5, rng).strength == sky(12, rng).strength
    assert not sky(12, rng, overcast=1.0).sun and sky(12, rng, overcast=0.0).sun


def test_lamps_are_on_after_dark_and_fewer_windows_late_at_night():
    assert [is_dark(hour) for hour in (3, 5.5, 7, 12, 17, 18.2, 23)] == [
        True,
        True,
        False,
        False,
        False,
        True,
        True,
    ]
    assert lit_windows(12) == 0 < lit_windows(3) < lit_windows(20)


@pytest.mark.parametrize("name", ["street", "courtyard"])
def test_the_hour_moves_no_thing_and_lights_the_lamps(name):
    day, night = (build(name, 2, hour, people=0.0) for hour in (12.0, 22.0))
    assert [thing.category for thing in day.objects] == [thing.category for thing in night.objects]
    assert all(np.array_equal(a.pose, b.pose) for a, b in zip(day.objects, night.objects, strict=True))
    assert not lights(day) and 0 < len(lights(night)) <= MOST


@pytest.mark.extra
@pytest.mark.parametrize("use", ["living room", "kitchen", "bathroom", "classroom"])
def test_a_room_has_a_lamp_on_at_night(use):
    assert lights(build("room", 1, 22.0, use=(use,)))


@pytest.mark.parametrize(("season", "foliage"), [("winter", {"bare"}), ("summer", {"in leaf"})])
def test_trees_of_a_scene_share_a_season(season, foliage):
    scene = build("terrain", 3, 12.0, kind=("meadow",), season=(season,))
    shown = {
        thing.asset.attributes["foliage"]
        for thing in scene.objects
        if thing.category == "tree" and thing.asset.attributes["kind"] not in EVERGREEN
    }
    assert shown == foliage


def test_evergreens_stay_green_and_cherries_bloom_in_spring_alone():
    rng = np.random.default_rng(0)
    for season in ("spring", "autumn", "winter"):
        for _ in range(25):
            words = tree_in(rng, season).attributes
            assert words["kind"] not in EVERGREEN or words["foliage"] == "in leaf"
            assert season == "spring" or words["foliage"] != "in bloom"
