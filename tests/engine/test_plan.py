# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The plan: every scene's kind, split and randomness follow from the seed and its number alone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish import recipe as recipes
from cavendish.engine import plan


@pytest.fixture(scope="module")
def quick() -> recipes.Recipe:
    return recipes.load("quickstart")


def test_streams_differ_by_scene_and_stage_and_are_the_same_whenever_asked(quick: recipes.Recipe) -> None:
    draws = {
        (scene, stage): plan.stream(quick, scene, stage).random()
        for scene in (0, 1, 10**9)
        for stage in (plan.BUILD, plan.CAMERAS, plan.PAIRS)
    }
    assert len(set(draws.values())) == len(draws)
    again = {key: plan.stream(quick, *key).random() for key in reversed(draws)}
    assert again == draws


@given(
    seed=st.integers(0, 2**62),
    first=st.integers(0, 10**9),
    shares=st.lists(st.integers(1, 20), min_size=1, max_size=4),
)
def test_any_run_of_scenes_has_each_splits_share(seed: int, first: int, shares: list[int]) -> None:
    splits = {f"s{k}": float(share) for k, share in enumerate(shares)}
    count = 400
    dealt = Counter(plan.split_of(splits, seed, scene) for scene in range(first, first + count))
    for name, share in splits.items():
        assert abs(dealt[name] - count * share / sum(shares)) <= 5


def test_a_larger_count_moves_no_scene_to_another_split_or_kind(quick: recipes.Recipe) -> None:
    grown = quick.model_copy(update={"count": 10**9})
    for scene in range(50):
        assert plan.job(grown, scene) == plan.job(quick, scene)


def test_kinds_of_scene_come_by_weight() -> None:
    recipe = recipes.load(
        "quickstart",
        ["scenes=[{builder: room, weight: 3}, {builder: room, weight: 1, parameters: {clutter: 0}}]"],
    )
    dealt = Counter(plan.job(recipe, scene).choice.weight for scene in range(2000))
    assert 0.70 < dealt[3.0] / 2000 < 0.80
