# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The same scene gives the same bytes: again, after another scene, with other threads; truth also at other qualities."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.render.quality import Quality
from cavendish.scenes import materials
from cavendish.scenes.scene import Camera, Light, Scene, Sky, World

pytestmark = pytest.mark.render

ONE = Quality(samples=2, bounces=3, denoise=True, threads=1)


def garden(forms: SimpleNamespace) -> Scene:
    turn, shape = forms.turn, forms.Shape
    shapes = [
        shape("quad", 1, np.eye(4), (5.0, 5.0, 1.0), materials.parquet((0.6, 0.45, 0.3))),
        shape("box", 2, turn(z=0.5, at=(-1, 0, 0.5)), (0.5, 0.5, 0.5), materials.fabric((0.3, 0.4, 0.7))),
        shape("box", 3, turn(z=0.1, at=(1, 0, 0.5)), (0.3, 0.5, 0.5), materials.leather((0.4, 0.2, 0.1))),
        shape("quad", 4, turn(x=np.pi / 2, at=(0, -1, 0.7)), (0.5, 0.6, 1.0), materials.glass()),
    ]
    views = [Camera(turn(x=1.4, z=z, at=(0, -4, 1.5)), 64, 48, 55.0, 55.0, 32.0, 24.0) for z in (0.0, 0.2)]
    return forms.scene_of(shapes, views, world=World(Sky(0.6, 0.8)))


def cellar(forms: SimpleNamespace) -> Scene:
    turn, shape = forms.turn, forms.Shape
    shapes = [
        shape("quad", 9, turn(at=(0, 0, -0.1)), (3.0, 3.0, 1.0), materials.tile((0.7, 0.7, 0.6))),
        shape("box", 11, turn(z=0.9, at=(0.2, 0, 0.4)), (0.4, 0.4, 0.4), materials.metal()),
    ]
    lamp = Light("area", turn(at=(0, 0, 3)), 200.0, size=(1.0, 1.0))
    view = Camera(turn(x=1.2, at=(0, -3, 1.5)), 56, 72, 60.0, 70.0, 30.0, 36.0)
    return forms.scene_of(shapes, [view], lights=(lamp,), world=World(None, (0.1, 0.1, 0.2), 0.5))


@pytest.fixture(scope="module")
def shots(draw: Any, forms: SimpleNamespace) -> dict[str, Any]:
    """One process that makes many scenes, then a fresh one that makes one of them."""
    first, second = garden(forms), cellar(forms)
    many = draw(
        {
            "garden": (first, ONE),
            "cellar": (second, ONE),
            "again": (first, ONE),
            "two threads": (first, ONE.model_copy(update={"threads": 2})),
            "finer": (first, Quality(samples=9, bounces=0, denoise=False, threads=2)),
            "no cuda": (second, ONE.model_copy(update={"device": "cuda"})),
            "no metal": (second, ONE.model_copy(update={"device": "metal"})),
            "cellar after an error": (second, ONE),
        }
    )
    return many | {"fresh": draw({"cellar": (second, ONE)})["cellar"]}


def same(one: list[dict[str, Any]], other: list[dict[str, Any]], passes: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(
        a[name].tobytes() == b[name].tobytes() and a[name].shape == b[name].shape
        for a, b in zip(one, other, strict=True)
        for name in passes
    )


TRUTH = ("depth", "normals", "instances")
ALL = ("rgb", *TRUTH)


def test_the_same_scene_twice_is_the_same(shots: Any) -> None:
    assert same(shots["garden"], shots["again"], ALL)


def test_threads_change_nothing(shots: Any) -> None:
    assert same(shots["garden"], shots["two threads"], ALL)


def test_nothing_of_the_scenes_before_stays_behind(shots: Any) -> None:
    assert same(shots["cellar"], shots["fresh"], ALL)
    assert same(shots["cellar after an error"], shots["fresh"], ALL)


def test_truth_does_not_depend_on_the_quality_of_the_rgb(shots: Any) -> None:
    assert same(shots["garden"], shots["finer"], TRUTH)
    assert not same(shots["garden"], shots["finer"], ("rgb",)), "the quality has no effect at all"


def test_views_differ(shots: Any) -> None:
    first, second = shots["garden"]
    assert not np.array_equal(first["depth"], second["depth"])
    assert not np.array_equal(first["rgb"], second["rgb"])


def test_the_picture_shows_something(shots: Any) -> None:
    for shot in (*shots["garden"], *shots["cellar"]):
        assert 40 < shot["rgb"].mean() < 215
        assert shot["rgb"].std() > 8


@pytest.mark.parametrize("device", ["cuda", "metal"])
def test_a_missing_device_is_an_error_that_says_what_there_is(device: str, shots: Any) -> None:
    message = shots[f"no {device}"]
    if not isinstance(message, str):
        pytest.skip(f"this machine has {device}")
    assert device in message
    assert "cpu (" in message
