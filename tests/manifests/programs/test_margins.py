# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What is sure needs a margin, and what is hardly seen leaves an expression open."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from cavendish.manifests.programs import (
    Affords,
    Count,
    Kind,
    Most,
    view_graph,
)
from cavendish.manifests.programs.relations import PAIRS, pair


def test_left_needs_a_margin(boxes: SimpleNamespace) -> None:
    for gap, sure in ((2, False), (30, True)):
        frame = boxes.flat({2: ("mug", (40, 40, 60, 60), {}), 3: ("mug", (40 + gap, 62, 60 + gap, 82), {})})
        first = boxes.found(frame, Kind("mug"), Most("left"), Count(1))
        assert first == ({2}, {2}) if sure else first[0] == set()


def test_the_third_of_two_is_nothing_and_the_largest_of_one_is_open(boxes: SimpleNamespace) -> None:
    frame = boxes.flat(
        {
            2: ("mug", (20, 40, 40, 60), {}),
            3: ("mug", (140, 40, 160, 60), {}),
            4: ("bowl", (80, 40, 120, 60), {}),
        }
    )
    assert boxes.found(frame, Kind("mug"), Most("left", 3), Count(1)) == (set(), set())
    sure, possible = boxes.found(frame, Kind("bowl"), Most("large"), Count(1))
    assert not sure and possible


def test_a_promise_of_one_is_open_where_there_are_two(boxes: SimpleNamespace) -> None:
    frame = boxes.flat({2: ("mug", (20, 40, 40, 60), {}), 3: ("mug", (140, 40, 160, 60), {})})
    assert boxes.found(frame, Kind("mug"), Count(2)) == ({2, 3}, {2, 3})
    sure, possible = boxes.found(frame, Kind("mug"), Count(1))
    assert not sure and possible == {2, 3}


def test_what_is_hardly_visible_is_neither_named_nor_counted_nor_denied(boxes: SimpleNamespace) -> None:
    rows = {2: ("mug", (20, 40, 40, 60), {}), 3: ("mug", (140, 40, 160, 60), {})}
    assert boxes.found(boxes.flat(rows, v3=0.1), Kind("mug"), Count(2))[0] == set()
    assert boxes.found(boxes.flat(rows, v3=0.1), Kind("mug"), Count(1)) == (set(), {2, 3})
    speck = {2: ("mug", (20, 40, 40, 60), {}), 3: ("mug", (140, 40, 141, 43), {})}
    assert boxes.found(boxes.flat(speck), Kind("mug"), Count(1)) == (set(), {2, 3})


def test_without_amodal_truth_small_things_are_not_named(boxes: SimpleNamespace) -> None:
    frame = boxes.flat({2: ("mug", (20, 40, 24, 43), {})})
    assert boxes.found(frame, Kind("mug"), Count(1))[0] == {2}
    bare = replace(frame, items=tuple(replace(item, more=None) for item in frame.items))
    assert boxes.found(bare, Kind("mug"), Count(1)) == (set(), {2})


def test_a_thing_that_people_take_for_another_makes_an_expression_open(boxes: SimpleNamespace) -> None:
    frame = boxes.flat({2: ("chair", (20, 40, 40, 60), {}), 3: ("office chair", (140, 40, 160, 60), {})})
    assert boxes.found(frame, Kind("chair"), Count(1)) == (set(), {2, 3})
    assert boxes.found(frame, Kind("office chair"), Count(1)) == ({3}, {3}), (
        "nobody says office chair of a plain one"
    )


def test_a_class_that_nobody_describes_makes_questions_open(boxes: SimpleNamespace) -> None:
    frame = boxes.flat({2: ("chair", (20, 40, 40, 60), {}), 3: ("flurb", (140, 40, 160, 60), {})})
    assert boxes.found(frame, Affords("sit"), Count(1)) == (set(), {2, 3})


@pytest.mark.parametrize("name", sorted(PAIRS))
def test_what_is_sure_is_possible_and_nothing_relates_to_itself(boxes: SimpleNamespace, name: str) -> None:
    for frame in map(boxes.room, range(6)):
        sure, possible = pair(view_graph(frame), name)
        assert not (sure & ~possible).any()
        assert not np.diag(possible).any()
        if name.startswith("order"):
            assert not (sure & possible.T).any(), "one surely first, and the other perhaps"
