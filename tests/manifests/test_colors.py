# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Colours are drawn far apart, the same for the same seed, and never badly rather than not at all."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PIL import ImageColor

from cavendish.manifests.colors import NAMED, SPELLINGS, draw, draw_named, mentioned, spelt
from cavendish.manifests.colors.ciede import difference, lab
from cavendish.manifests.colors.names import named_by


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


def test_css_is_css() -> None:
    assert len(named_by("css")) == 148
    for name, color in named_by("css").items():
        assert ImageColor.getrgb(name) == color


def test_spoken_names_are_those_of_css_or_of_the_survey_and_where_css_has_them_people_agree() -> None:
    css, survey = named_by("css"), {k.replace("grey", "gray"): v for k, v in named_by("xkcd").items()}
    assert len(survey) == 949
    for name, (color, _) in NAMED.items():
        own, told = css.get(name.replace(" ", "")), survey.get(name, survey.get(name.replace(" ", "")))
        assert color in (own, told)
        if own and told and name not in ("brown", "magenta"):
            assert color == own
            assert difference(lab(own), lab(told)) <= 17.5, name


def test_a_names_color_is_nearest_to_its_own_name_and_none_is_taken_for_another() -> None:
    names = list(NAMED)
    colors = lab([NAMED[name][0] for name in names])
    gaps = difference(colors[:, None], colors[None])
    assert np.array_equal(np.argmin(gaps, axis=1), np.arange(len(names)))
    for seed in range(60):
        drawn = draw_named(8, [(0, 0, 0)], rng(seed))
        assert drawn is not None
        shown = lab([*drawn, (0, 0, 0)])
        apart = difference(shown[:, None], shown[None])[np.triu_indices(9, 1)]
        assert apart.min() >= 20


# Sharma, Wu and Dalal (2005), table 1: two colours in L*a*b* and their difference.
PUBLISHED = """
50 2.6772 -79.7751 50 0 -82.7485 2.0425
50 3.1571 -77.2803 50 0 -82.7485 2.8615
50 -1.3802 -84.2814 50 0 -82.7485 1.0000
50 0 0 50 -1 2 2.3669
50 2.49 -0.001 50 -2.49 0.0009 7.1792
50 2.49 -0.001 50 -2.49 0.0011 7.2195
50 -0.001 2.49 50 0.0009 -2.49 4.8045
50 2.5 0 50 0 -2.5 4.3065
50 2.5 0 73 25 -18 27.1492
50 2.5 0 61 -5 29 22.8977
50 2.5 0 56 -27 -3 31.9030
50 2.5 0 58 24 15 19.4535
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""


def test_the_difference_of_colors_is_the_published_one() -> None:
    rows = np.array([line.split() for line in PUBLISHED.strip().splitlines()], float)
    assert np.allclose(difference(rows[:, :3], rows[:, 3:6]), rows[:, 6], atol=1e-4)
    assert np.allclose(difference(rows[:, 3:6], rows[:, :3]), rows[:, 6], atol=1e-4)


def test_white_and_red_in_lab() -> None:
    assert np.allclose(
        lab([[255, 255, 255], [255, 0, 0], [0, 0, 0]]),
        [[100, 0, 0], [53.24, 80.09, 67.2], [0, 0, 0]],
        atol=0.01,
    )


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
