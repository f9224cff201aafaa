# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Instance prompts with an attribute: it must be known, and a colour must be what the picture shows."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from cavendish.manifests.tasks import TASKS
from cavendish.render.frame import Frame

RGB = {"red": (178, 34, 34), "blue": (50, 80, 190), "gray": (125, 125, 125), "brown": (100, 62, 30)}
WOOD, STEEL = {"material": "wood"}, {"material": "steel", "state": "open"}


def chairs(make: SimpleNamespace, *attributes: dict[str, str]) -> Frame:
    """A row of chairs with their attributes; `paint` is what the picture shows."""
    instances = np.ones((40, 20 * len(attributes) + 10), np.uint32)
    for k in range(len(attributes)):
        instances[8:32, 10 + 20 * k : 22 + 20 * k] = 2 + k
    frame: Frame = make.frame_of(instances, {1: "floor"} | {2 + k: "chair" for k in range(len(attributes))})
    for k, own in enumerate(attributes):
        frame.rgb[instances == 2 + k] = RGB[own.get("paint", own.get("color", "gray"))]
    items = (
        replace(item, attributes={key: word for key, word in own.items() if key != "paint"})
        for item, own in zip(frame.items[1:], attributes, strict=True)
    )
    return replace(frame, items=(frame.items[0], *items))


def asked(make: SimpleNamespace, frame: Frame, seeds: int = 24, **options: float) -> set[tuple[str, ...]]:
    """What is asked for: the adjective and the IDs painted."""
    found = set()
    for seed in range(seeds):
        for pair in make.pairs("instance", frame, seed, **{"attributes": 1.0, "negatives": 0.0} | options):
            word = next(iter(pair.program["attributes"].values()), "")
            ids = [entry.name.split()[-1] for entry in pair.encoding.legend if entry.present]
            found.add((word, *sorted(ids)))
    return found


def test_an_attribute_asks_for_those_that_have_it_alone(make: SimpleNamespace) -> None:
    frame = chairs(make, WOOD, STEEL, WOOD, STEEL)
    assert asked(make, frame) == {("wooden", "2", "4"), ("metal", "3", "5")}


def test_an_attribute_that_one_of_the_class_lacks_is_never_spoken_of(make: SimpleNamespace) -> None:
    assert asked(make, chairs(make, WOOD, STEEL, {})) == {("", "2", "3", "4")}


def test_a_colour_is_spoken_of_where_the_picture_shows_it(make: SimpleNamespace) -> None:
    frame = chairs(make, {"color": "red"}, {"color": "blue"})
    assert asked(make, frame) == {("red", "2"), ("blue", "3")}


@pytest.mark.parametrize(
    "other",
    [
        {"color": "red", "paint": "gray"},  # red by its table, and it does not look it
        {"color": "blue", "paint": "red"},  # it looks red, and is not
        {},  # nobody knows
    ],
)
def test_no_colour_is_spoken_of_where_another_may_be_meant(
    other: dict[str, str], make: SimpleNamespace
) -> None:
    assert asked(make, chairs(make, {"color": "red"}, other)) == {("", "2", "3")}


def test_a_negative_asks_for_no_colour_that_somebody_may_see(make: SimpleNamespace) -> None:
    frame = chairs(make, {"color": "blue"}, {"color": "blue"})
    frame.rgb[8:14, 10:22] = RGB["red"]  # a quarter of one of them
    words = {word for word, *_ in asked(make, frame, 60, negatives=1.0)}
    assert "red" not in words and "blue" not in words and {"green", "yellow"} <= words


def test_prove_refuses_a_colour_that_another_may_have(make: SimpleNamespace) -> None:
    frame = chairs(make, {"color": "red"}, {"color": "blue"})
    pairs = (make.pairs("instance", frame, seed, attributes=1.0, negatives=0.0)[0] for seed in range(20))
    pair = next(pair for pair in pairs if pair.program["attributes"] == {"color": "red"})
    TASKS["instance"].prove(pair, frame)
    spoilt = replace(frame, rgb=frame.rgb.copy())
    spoilt.rgb[frame.instances == 3] = RGB["red"]
    with pytest.raises(ValueError, match="may be taken for one that has the color"):
        TASKS["instance"].prove(pair, spoilt)


def test_negatives_ask_first_for_the_right_noun_with_the_wrong_attribute(make: SimpleNamespace) -> None:
    frame = chairs(make, WOOD, WOOD)
    hard = easy = 0
    for pair in make.pairs("instance", frame, 2, per_view=60, negatives=1.0):
        (entry,) = pair.encoding.legend
        assert not entry.present and np.all(pair.target == pair.encoding.background)
        if pair.program["class"] == "chair":
            assert pair.program["attributes"]["material"] != "wooden"
            hard += 1
        else:
            assert pair.program["class"] not in ("office chair", "armchair", "wheelchair", "floor")
            easy += 1
    assert hard > easy > 0
