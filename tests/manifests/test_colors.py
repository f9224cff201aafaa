# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Colours are drawn far apart, the same for the same seed, and never badly rather than not at all."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PIL import ImageColor

from cavendish.manifests.colors import NAMED, SPELLINGS, draw, draw_named, mentioned, spelt


def rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def nearest(colors: list[tuple[int, int, int]]) -> float:
    return min((float(np.linalg.norm(np.subtract(a, b))) for a, b in combinations(colors, 2)), default=np.inf)


@pytest.mark.parametrize("count", [0, 1, 2, 10, 30])
@pytest.mark.parametrize("avoid", [[], [(0, 0, 0)], [(255, 255, 255), (128, 0, 64)]])
def test_drawn_colors_are_sixty_apart(count: int, avoid: list[tuple[int, int, int]]) -> None:
    for seed in range(8):
        colors = draw(count, avoid, rng(seed))
        assert colors is not None and len(colors) == count
        assert all(0 <= c <= 255 and type(c) is int for color in colors for c in color)
        if count:
            assert nearest([*colors, *avoid[:1]]) >= 60 and nearest([*colors, *avoid[1:]]) >= 60


@pytest.mark.parametrize("count", [1, 5, 10])
@pytest.mark.parametrize("background", ["black", "white", "olive", "hot pink"])
def test_named_colors_are_sixty_apart_and_of_different_groups(count: int, background: str) -> None:
    names = {color: name for name, (color, _) in NAMED.items()}
    for seed in range(20):
        colors = draw_named(count, [NAMED[background][0]], rng(seed))
        assert colors is not None and len(colors) == count
        assert nearest([*colors, NAMED[background][0]]) >= 60
        groups = [NAMED[names[color]][1] for color in colors] + [NAMED[background][1]]
        assert len(set(groups)) == len(groups)


def test_the_same_seed_draws_the_same() -> None:
    assert draw(20, [], rng(3)) == draw(20, [], rng(3)) != draw(20, [], rng(4))
    assert draw_named(8, [], rng(3)) == draw_named(8, [], rng(3)) != draw_named(8, [], rng(4))


def test_what_does_not_fit_is_none() -> None:
    assert draw(400, [], rng(0)) is None
    assert draw(2000, [], rng(0), least=42) is None
    assert draw_named(len(NAMED), [], rng(0)) is None
    assert draw_named(0, [], rng(0)) == []


def test_a_full_cube_shrinks_the_distance_only_as_far_as_allowed() -> None:
    colors = draw(100, [(0, 0, 0)], rng(1), least=42)
    assert colors is not None
    assert 42 <= nearest([*colors, (0, 0, 0)]) < 60
    assert draw(100, [(0, 0, 0)], rng(1)) is None


def test_names_are_the_colors_of_css() -> None:
    for name, (color, _) in NAMED.items():
        assert ImageColor.getrgb(name.replace(" ", "")) == color


def test_no_two_names_share_a_color() -> None:
    assert len({color for color, _ in NAMED.values()}) == len(NAMED)


def test_spellings_of_one_prompt_are_all_alike_and_can_be_read_again() -> None:
    colors = [(1, 2, 3), (255, 0, 16)]
    seen = {tuple(spelt(colors, False, rng(seed))) for seed in range(60)}
    assert len(seen) == len(SPELLINGS) == 5
    for pair in seen:
        assert mentioned(f"the wall in {pair[0]} and the floor in {pair[1]}") == set(colors)
    assert spelt([NAMED["dark red"][0]], True, rng(0)) == ["dark red"]


def test_mentioned_takes_the_longest_name_and_whole_words() -> None:
    assert mentioned("Sky blue, dark red.") == {NAMED["sky blue"][0], NAMED["dark red"][0]}
    assert mentioned("measured, colored, tanned, golden, 12 or 3, 4") == set()
