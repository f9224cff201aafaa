# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A Frame on disk comes back as it went; what is seen of each instance is counted right."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.render.frame import Frame, read_frame, seen, write_frame
from cavendish.render.masks import rle
from cavendish.render.object_truth import Box3d, ObjectTruth
from cavendish.render.passes import ALWAYS as TRUTHS
from cavendish.render.passes import PASSES


def test_a_frame_comes_back_exactly(frame: Frame, tmp_path: Path) -> None:
    write_frame(tmp_path / "new" / "0", frame)
    back = read_frame(tmp_path / "new" / "0")
    for name in ("rgb", *TRUTHS):
        ours, theirs = getattr(frame, name), getattr(back, name)
        assert theirs.dtype == ours.dtype and theirs.shape == ours.shape
        assert theirs.tobytes() == ours.tobytes(), name
    assert back.view == frame.view
    assert back.items == frame.items
    assert back.provenance == frame.provenance


def test_optional_passes_and_what_is_known_of_objects_come_back(frame: Frame, tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    shape = (*frame.depth.shape, 3)
    more = {name: rng.normal(size=shape).astype(np.float32) for name in PASSES if PASSES[name].optional}
    box = Box3d((1.5, -2.0, 0.25), (0.5, 1 / 3, 2.0), ((0.0, -1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)))
    whole = ObjectTruth(
        1, rle(frame.instances == 1), 17, (0, 3, 5, 9), 1 / 7, ((40_000, 12), (70_001, 3)), box
    )
    hidden = ObjectTruth(40_000, rle(frame.instances > 2**32 - 1), 0, None, None, (), None)
    known = {1: whole, 40_000: hidden}
    full = replace(
        frame, more=more, items=tuple(replace(item, more=known.get(item.id)) for item in frame.items)
    )
    write_frame(tmp_path, full)
    back = read_frame(tmp_path)
    assert back.more.keys() == more.keys() != set()
    for name, pixels in more.items():
        assert back.more[name].tobytes() == pixels.tobytes(), name
    assert {item.id: item.more for item in back.items if item.more} == {1: whole, 40_000: hidden}
    assert [item.more for item in back.items] == [item.more for item in full.items]


def test_the_same_frame_gives_the_same_bytes(frame: Frame, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_frame(tmp_path / name, frame)
    for file in ("rgb.png", "truth.exr", "frame.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_frame_json_holds_the_camera_in_plain_words(frame: Frame, tmp_path: Path) -> None:
    write_frame(tmp_path, frame)
    text = json.loads((tmp_path / "frame.json").read_text())
    assert text["camera"]["K"] == [[41.7, 0, 26.0], [0, 43.1, 18.9], [0, 0, 1]]
    assert text["camera"]["camera_to_world"][0] == [0.6, -0.8, 0.0, 1.25]
    assert [text["camera"]["width"], text["camera"]["height"]] == [53, 37]
    assert len(text["objects"]) == len(frame.items)


@pytest.mark.parametrize("kept", [("depth",), ("instances", "normals"), ("normals",)])
def test_only_what_is_kept_is_written(kept: tuple[str, ...], frame: Frame, tmp_path: Path) -> None:
    from cavendish.render.exr import read_truth

    write_frame(tmp_path, frame, keep=(name for name in kept))  # a generator is an iterable too
    back = read_truth(tmp_path / "truth.exr")
    assert set(back) == set(kept)
    for name in kept:
        assert back[name].tobytes() == getattr(frame, name).tobytes()
    missing = sorted(set(TRUTHS) - set(kept))
    with pytest.raises(ValueError, match=rf"truth\.exr.*{missing[0]}"):
        read_frame(tmp_path)


def test_nothing_kept_leaves_no_truth_file(frame: Frame, tmp_path: Path) -> None:
    write_frame(tmp_path, frame, keep=())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["frame.json", "rgb.png"]
    with pytest.raises(FileNotFoundError, match=r"truth\.exr"):
        read_frame(tmp_path)


def test_half_normals_stay_within_half_precision_and_touch_nothing_else(frame: Frame, tmp_path: Path) -> None:
    write_frame(tmp_path / "half", frame, half_normals=True)
    write_frame(tmp_path / "full", frame)
    back = read_frame(tmp_path / "half")
    assert back.normals.dtype == np.float32
    known = np.isfinite(frame.normals)
    assert np.array_equal(np.isfinite(back.normals), known)
    # Eleven significant bits: half a step is 2^-12 under 1.
    assert 0 < np.abs(back.normals - frame.normals)[known].max() <= 2.0**-12
    assert back.depth.tobytes() == frame.depth.tobytes()
    assert back.instances.tobytes() == frame.instances.tobytes()
    sizes = [(tmp_path / name / "truth.exr").stat().st_size for name in ("half", "full")]
    assert sizes[0] < sizes[1]


def brute(instances: np.ndarray) -> dict[int, tuple[int, tuple[int, int, int, int]]]:
    found = {}
    for key in set(instances.reshape(-1).tolist()) - {0}:
        places = [(x, y) for y, row in enumerate(instances.tolist()) for x, i in enumerate(row) if i == key]
        xs, ys = [x for x, _ in places], [y for _, y in places]
        found[key] = (len(places), (min(xs), min(ys), max(xs) + 1, max(ys) + 1))
    return found


@given(
    st.integers(1, 9).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from([0, 1, 2, 70_001, 2**32 - 1]), min_size=width, max_size=width),
            min_size=1,
            max_size=9,
        )
    )
)
def test_seen_agrees_with_counting_pixel_by_pixel(rows: list[list[int]]) -> None:
    instances = np.array(rows, np.uint32)
    assert seen(instances) == brute(instances)


def test_seen_takes_views_into_larger_arrays() -> None:
    whole = np.arange(48, dtype=np.uint32).reshape(6, 8) // 5
    assert seen(whole[1:5, ::2]) == brute(whole[1:5, ::2])


def test_seen_of_nothing_is_empty() -> None:
    assert seen(np.zeros((4, 4), np.uint32)) == {}
    assert seen(np.zeros((0, 0), np.uint32)) == {}
